"""Where the rules of outreach_session speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "people_not_below_sessions",
        fires={"sessions": 80, "people": 1},
        passes={"sessions": 1, "people": 80},
    ),
    Example(
        "people_not_below_sessions",
        fires={"sessions": 80, "people": 79},
        passes={"sessions": 80, "people": 80},
    ),
    Example(
        "no_personal_numbers",
        fires={"partners": "Ông Én, 080 168 001 234"},
        passes={"partners": "Công an xã, tổng đài 111, văn bản 0123/KH-UBND"},
    ),
)
