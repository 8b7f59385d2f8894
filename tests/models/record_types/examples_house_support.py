"""Where the rules of house_support speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "approved_date_not_before_surveyed_date",
        fires={"surveyed_date": "2024-03-02", "approved_date": "2024-03-01"},
        passes={"surveyed_date": "2024-03-02", "approved_date": "2024-03-02"},
    ),
    Example(
        "started_date_not_before_approved_date",
        fires={"approved_date": "2024-03-02", "started_date": "2024-03-01"},
        passes={"approved_date": "2024-03-02", "started_date": "2024-04-01"},
    ),
    Example(
        "handed_over_date_not_before_started_date",
        fires={"started_date": "2024-04-01", "handed_over_date": "2024-03-31"},
        passes={"started_date": "2024-04-01", "handed_over_date": "2024-08-15"},
    ),
)
