"""Where the rules of residential_area speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "valid_to_not_before_valid_from",
        fires={"valid_from": "2026-01-01", "valid_to": "2025-12-31"},
        passes={"valid_from": "2026-01-01", "valid_to": "2026-07-01"},
    ),
    Example(
        "households_not_above_people",
        fires={"households": 120, "people": 119},
        passes={"households": 120, "people": 480},
    ),
    Example(
        "predecessors_given_once",
        fires={"predecessors": [{"area": "a1"}, {"area": "a2"}, {"area": "a1"}]},
        passes={"predecessors": [{"area": "a1"}, {"area": "a2"}]},
    ),
    Example(
        "predecessor_has_ended",
        fires={"predecessors": [{"area": "a1"}, {"area": "a2"}]},
        passes={"predecessors": [{"area": "a1"}, {"area": "unknown"}]},
        records={
            ("residential_area", "a1"): {"name": "Bản cũ", "valid_to": "2026-06-30"},
            ("residential_area", "a2"): {"name": "Bản còn", "valid_to": None},
        },
    ),
)
