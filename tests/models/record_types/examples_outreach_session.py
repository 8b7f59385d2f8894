"""Where the rules of outreach_session speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "people_not_below_sessions",
        fires={"sessions": 80, "people": 1},
        passes={"sessions": 1, "people": 80},
    ),
)
