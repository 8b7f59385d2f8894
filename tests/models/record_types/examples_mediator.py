"""Where the rules of mediator speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "old_enough_at_recognition",
        fires={"birth_year": 2009, "decision_date": "2026-05-04"},
        passes={"birth_year": 2008, "decision_date": "2026-05-04"},
    ),
    Example(
        "left_date_not_before_decision_date",
        fires={"decision_date": "2026-05-04", "left_date": "2026-05-03"},
        passes={"decision_date": "2026-05-04", "left_date": "2026-05-05"},
    ),
)
