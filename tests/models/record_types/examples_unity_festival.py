"""Where the rules of unity_festival speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

AREA = {("residential_area", "a1"): {"households": 120}}

EXAMPLES = (
    Example(
        "households_not_above_area",
        fires={"residential_area": "a1", "households": 121},
        passes={"residential_area": "a1", "households": 120},
        records=AREA,
    ),
    Example(
        "gifts_have_number_and_value",
        fires={"gifts_value": 5_000_000, "gifts": 0},
        passes={"gifts_value": 5_000_000, "gifts": 10},
    ),
)
