"""Samples are what they promise: valid, readable, repeatable, and derived for every record type."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import NUMBER_KINDS, Area, Group, Kind
from models.record_types import RECORD_TYPES
from models.validation import stops, validate, warnings
from tests.samples import SPAN, any_values_of, anything_found, ids_of, sample, values_of

EVERY_TYPE = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
IDS = {kind.name: ids_of(kind.name, 5) for kind in RECORD_TYPES} | {"unit": ["08.01", "08"]}
MANY = 150


def problems(kind, values, lookup=anything_found):
    return validate(kind, values, lookup, today=SPAN[1])


@EVERY_TYPE
def test_samples_can_be_made_final_without_a_reason(kind):
    for number in range(MANY):
        found = problems(kind, sample(kind, number, IDS))
        assert not stops(found) and not warnings(found), number


@EVERY_TYPE
def test_samples_are_repeatable_and_differ(kind):
    assert sample(kind, 7, IDS) == sample(kind, 7, IDS)
    assert sample(kind, 7, IDS) != sample(kind, 8, IDS)


@EVERY_TYPE
def test_samples_use_every_field_and_most_choices(kind):
    """Nothing that is declared stays empty in a large enough set of samples."""
    made = [sample(kind, number, IDS) for number in range(MANY)]
    filled = {name for values in made for name, value in values.items() if value not in (None, "", [])}
    fitting = {name for name in kind.by_name if name.startswith("fx_") or name == "gift_value"}
    # a rate or a value whose product fits cannot be come upon by chance
    assert filled >= {*kind.by_name, *kind.lines_by_name} - fitting


@EVERY_TYPE
def test_samples_lie_in_their_span(kind):
    span = (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    latest = span[1] if kind.group is Group.REGISTER else span[0]
    for number in range(20):
        values = sample(kind, number, IDS, span=span)
        if kind.dated_by:
            assert span[0].isoformat() <= str(values[kind.dated_by]) <= span[1].isoformat()
        if kind.validity and values[kind.validity.start]:
            assert str(values[kind.validity.start]) <= latest.isoformat()


def test_samples_fit_the_records_they_refer_to():
    """With a lookup, a receipt fits its fund, donor and pledge."""
    kinds = {kind.name: kind for kind in RECORD_TYPES}
    made = {
        (name, key): sample(kinds[name], number, IDS)
        for name in ("fund", "donor", "pledge")
        for number, key in enumerate(IDS[name])
    }

    def lookup(name, key):
        return made.get((name, key), {})

    receipts = [sample(kinds["donation_receipt"], number, IDS, lookup=lookup) for number in range(60)]
    for values in receipts:
        found = problems(kinds["donation_receipt"], values, lookup)
        assert not stops(found) and not warnings(found)
    assert any(values["pledge"] for values in receipts)


@EVERY_TYPE
@given(data=st.data())
def test_values_of_can_be_made_final(kind, data):
    assert not stops(problems(kind, data.draw(values_of(kind))))


@EVERY_TYPE
@given(data=st.data())
def test_any_values_are_of_the_right_type_and_never_crash_validation(kind, data):
    values = data.draw(any_values_of(kind, IDS))
    problems(kind, values)
    for name, value in values.items():
        if name in kind.lines_by_name:
            assert isinstance(value, list) and len({row["id"] for row in value}) == len(value)
        elif value is not None:
            expected: type = Area if kind.by_name[name].kind is Kind.AREA else str
            if kind.by_name[name].kind in (*NUMBER_KINDS, Kind.YEAR, Kind.BOOLEAN) and expected is str:
                expected = int
            assert isinstance(value, expected), name
            assert not isinstance(value, str) or unicodedata.is_normalized("NFC", value)
