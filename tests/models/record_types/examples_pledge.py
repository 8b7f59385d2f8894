"""Where the rules of pledge speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

CAMPAIGN = {("campaign", "c1"): {"fund": "f1"}}

EXAMPLES = (
    Example(
        "campaign_of_this_fund",
        fires={"fund": "f2", "campaign": "c1"},
        passes={"fund": "f1", "campaign": "c1"},
        records=CAMPAIGN,
    ),
    Example(
        "due_date_not_before_registered_date",
        fires={"registered_date": "2026-03-02", "due_date": "2026-03-01"},
        passes={"registered_date": "2026-03-02", "due_date": "2026-03-02"},
    ),
    Example(
        "cancelled_date_not_before_registered_date",
        fires={"registered_date": "2026-03-02", "cancelled_date": "2026-03-01"},
        passes={"registered_date": "2026-03-02", "cancelled_date": "2026-07-01"},
    ),
)
