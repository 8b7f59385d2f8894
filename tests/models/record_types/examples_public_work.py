"""Where the rules of public_work speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "completed_date_not_before_started_date",
        fires={"started_date": "2026-03-02", "completed_date": "2026-03-01"},
        passes={"started_date": "2026-03-02", "completed_date": "2026-03-02"},
    ),
    Example(
        "parts_not_above_total",
        fires={"total_value": 90_000_000, "state_value": 60_000_000, "people_money": 20_000_000, "labour_value": 10**8},
        passes={"total_value": 90_000_000, "state_value": 60_000_000, "people_money": 20_000_000, "land_value": 10**7},
    ),
    Example(
        "parts_make_up_total",
        fires={"people_money": 5_000_000},
        passes={"people_money": 5_000_000, "total_value": 5_000_000},
    ),
    Example(
        "parts_make_up_total",
        fires={"total_value": 90_000_000, "other_value": 0},
        passes={"total_value": 90_000_000},
    ),
    Example(
        "no_personal_numbers",
        fires={"place": "Từ nhà bà Sâm, 0900 000 123, đến cầu"},
        passes={"place": "Km 0 + 300 đến Km 1 + 200"},
    ),
)
