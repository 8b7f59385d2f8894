"""Where the rules of mediation_team speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

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
)
