"""Every rule of every record type speaks where it should and is silent where it should not."""

from __future__ import annotations

import unicodedata

import pytest

from models.fields import RecordType
from models.record_types import RECORD_TYPES
from models.rules import Rule
from tests.models.record_types.rule_examples import ALL_EXAMPLES, Example, examples_of, rules_of

EXAMPLES = pytest.mark.parametrize(
    ("record_type", "example"), ALL_EXAMPLES, ids=[f"{kind.name}-{example.rule}" for kind, example in ALL_EXAMPLES]
)
EVERY_TYPE = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.name)


def the_rule(record_type: RecordType, example: Example) -> Rule:
    return next(rule for lines, rule in rules_of(record_type) if (lines, rule.name) == (example.lines, example.rule))


@EVERY_TYPE
def test_every_rule_has_an_example(record_type):
    declared = {(lines, rule.name) for lines, rule in rules_of(record_type)}
    assert declared == {(example.lines, example.rule) for example in examples_of(record_type)}


@EVERY_TYPE
def test_rule_names_are_unique_because_reasons_are_kept_by_name(record_type):
    names = [rule.name for _, rule in rules_of(record_type)]
    assert len(names) == len(set(names))


@EXAMPLES
def test_rule_fires(record_type, example):
    rule = the_rule(record_type, example)
    problem = rule.check(example.fires, example.lookup)
    assert problem is not None
    assert (problem.rule, problem.severity) == (rule.name, rule.severity)
    if problem.line:
        name, index = problem.line
        rows = example.fires[name]
        assert isinstance(rows, list) and index < len(rows)
        own = {item.name for item in record_type.lines_by_name[name].fields}
    elif example.lines:
        own = {item.name for item in record_type.lines_by_name[example.lines].fields}
    else:
        own = {*record_type.by_name, *record_type.lines_by_name}
    assert problem.field in own


@EXAMPLES
def test_rule_is_silent(record_type, example):
    assert the_rule(record_type, example).check(example.passes, example.lookup) is None


@EXAMPLES
def test_rule_is_silent_on_an_empty_record(record_type, example):
    """An unfinished record is told what is missing, not what is wrong; only a row may ask for one of two values."""
    problem = the_rule(record_type, example).check({}, example.lookup)
    assert problem is None or example.rule == "year_or_age"


@EXAMPLES
def test_message_says_what_is_wrong_and_what_to_do(record_type, example):
    rule = the_rule(record_type, example)
    problem = rule.check(example.fires, example.lookup)
    assert problem is not None
    for text in (problem.message, rule.sentence):
        assert text == unicodedata.normalize("NFC", text).strip()
        assert text[0].isupper() and text.endswith(".") and "!" not in text
    assert problem.message.count(". ") >= 1, "one sentence for what is wrong, one for what to do"
