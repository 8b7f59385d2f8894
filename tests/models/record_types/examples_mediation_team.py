"""Where the rules of mediation_team speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

COUNTED = {
    ("mediation_team", "t1"): {"mediators": 2, "women": 1},
    ("mediation_team", "t2"): {"mediators": 3, "women": 0},
    ("mediation_team", "t3"): {"mediators": 0, "women": 0},
}

EXAMPLES = (
    Example(
        "strengthened_date_not_before_valid_from",
        fires={"valid_from": "2020-05-04", "strengthened_date": "2019-05-04"},
        passes={"valid_from": "2020-05-04", "strengthened_date": "2025-05-04"},
    ),
    Example(
        "valid_to_not_before_valid_from",
        fires={"valid_from": "2020-05-04", "valid_to": "2002-05-04"},
        passes={"valid_from": "2020-05-04", "valid_to": "2026-05-04"},
    ),
    Example(
        "team_has_three_mediators",
        fires={"id": "t1", "status": "hoat_dong"},
        passes={"id": "t2", "status": "hoat_dong"},
        records=COUNTED,
    ),
    Example(
        "team_has_three_mediators",
        fires={"id": "t3", "status": "hoat_dong"},
        passes={"id": "t1", "status": "giai_the"},
        records=COUNTED,
    ),
    Example(
        "team_has_a_woman",
        fires={"id": "t2", "status": "hoat_dong"},
        passes={"id": "t1", "status": "hoat_dong"},
        records=COUNTED,
    ),
    Example(
        "team_has_a_woman",
        fires={"id": "t2"},
        passes={"id": "t3"},
        records=COUNTED,
    ),
)
