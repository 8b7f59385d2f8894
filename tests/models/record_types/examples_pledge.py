"""Where the rules of pledge speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
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
