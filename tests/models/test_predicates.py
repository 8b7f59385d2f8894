"""How conditions are told to the officer."""

import pytest

from models.predicates import All, Is, IsNot, Predicate

NAMES = {"running": "“chi hoạt động”", "content": "“nội dung chi”", "content=tet": "Tết vì người nghèo"}


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (Is("content", "tet"), "“nội dung chi” là Tết vì người nghèo"),
        (IsNot("content", "tet"), "“nội dung chi” không phải là Tết vì người nghèo"),
        (IsNot("running", True), "không “chi hoạt động”"),
        (IsNot("running", False), "“chi hoạt động”"),
        (
            All((Is("running", True), IsNot("content", "tet"))),
            "“chi hoạt động” và “nội dung chi” không phải là Tết vì người nghèo",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition: Predicate, told: str) -> None:
    assert condition.describe(NAMES.__getitem__) == told
