"""Unfinished typing survives as typed, whatever it is, until the record is saved."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.records import State
from storage.registers.drafts import Drafts
from tests.samples import any_values_of
from tests.storage.world import TYPES, register, with_values


@pytest.fixture
def drafts(database):
    return Drafts(database, TYPES)


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_what_was_typed_comes_back(database, drafts, name, data):
    values = data.draw(any_values_of(TYPES[name], {}))
    record = replace(register(database).new(name), values=values, unparsed={"x": " 1,5 tạ\n"}, version=3,
                     state=State.FINAL, withheld=frozenset({"note"}), reasons={"rule": "vì"})  # fmt: skip
    drafts.keep(record)
    assert drafts.all() == [record]
    assert drafts.of(record.id) == record
    drafts.drop(record.id)
    assert drafts.all() == []
    assert drafts.of(record.id) is None


def test_one_per_record_the_latest_first(database, drafts, clock):
    records = register(database)
    one, other = records.new("donor"), records.new("fund")
    for record in (one, other, with_values(one, note="hai")):
        drafts.keep(record)
        clock.forward(seconds=5)
    assert [kept.values.get("note") for kept in drafts.all()] == ["hai", None]
    assert [drafts.of(record.id) == kept for record, kept in zip((one, other), drafts.all(), strict=True)] == [True] * 2


def test_saving_a_record_ends_its_unfinished_typing(database, drafts):
    records = register(database)
    typed = with_values(records.new("donor"), person_name="Nông Thị Thử")
    drafts.keep(typed)
    saved = records.save(typed)
    assert drafts.all() == []
    drafts.keep(with_values(saved, note="dở"))
    records.save(saved)
    assert drafts.all() == []


def test_a_register_this_program_does_not_know_is_left_out(database, drafts):
    drafts.keep(register(database).new("donor"))
    assert Drafts(database, {}).all() == []
