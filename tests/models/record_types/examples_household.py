"""Where the rules of household speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "id_number_digits",
        fires={"id_number": "0123456789"},
        passes={"id_number": "001 234 567 890"},
    ),
    Example("id_number_digits", fires={"id_number": "01234567"}, passes={"id_number": "012 345 678"}),
)
