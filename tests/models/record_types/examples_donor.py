"""Where the rules of donor speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "anonymous_is_not_published",
        fires={"kind": "an_danh", "publish_name": "co"},
        passes={"kind": "an_danh", "publish_name": "an_danh"},
    ),
    Example("tax_code_digits", fires={"tax_code": "490012345"}, passes={"tax_code": "4900123456-001"}),
    Example("tax_code_digits", fires={"tax_code": "49001234567"}, passes={"tax_code": "4900123456"}),
)
