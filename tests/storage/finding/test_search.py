"""Search: what was saved is found by its words, without accents, by their beginnings, no more once they change."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import Kind
from models.records import Origin, Query
from models.text import fold
from storage.database import Database
from storage.finding.search import match_all, words
from storage.registers.record_rows import rows_of
from tests.storage.conftest import KEY, Clock
from tests.storage.world import TYPES, World, filled, with_values


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    database = Database.open(tmp_path_factory.mktemp("search") / "x.db", KEY, clock=Clock())
    yield World(database).fill(5)
    database.close()


@pytest.fixture
def fresh(database):
    return filled(database, 1)


def found(world, name, text):
    return {row.id for row in world.records.page(Query(name, search=text, origin=Origin.ALL), 0, 1000)}


def texts_of(world, declared, record):
    """Everything an officer could read as text in a record, worked out from the record alone."""
    parts = [record.number_text, world.records.title(declared.name, record.id)]
    tables = [(declared.by_name.values(), record.values)]
    tables += [(lines.fields, row) for lines in declared.lines for row in rows_of(record.values, lines)]
    for fields, values in tables:
        for item in fields:
            value = values.get(item.name)
            if value and item.kind in (Kind.TEXT, Kind.LONG_TEXT):
                parts.append(value)
            elif value and item.kind is Kind.REFERENCE:
                parts.append(world.records.title(item.refers_to, value))
    return [part for part in parts if part]


@pytest.mark.parametrize("name", TYPES)
def test_every_text_of_a_record_finds_it(world, name):
    chance = random.Random(2)
    for key in world.ids[name]:
        record = world.records.read(name, key)
        for text in texts_of(world, TYPES[name], record):
            pieces = [word[: chance.randint(1, len(word))] for word in fold(text).split()]
            assert key in found(world, name, " ".join(pieces[:4])), text
            assert key in found(world, name, text)


@pytest.mark.parametrize("query", ["dang hoa", "hoà", "Đặng Hòa", "HÒA đặng", "đang", "dan ho", "hoa\u0300"])
def test_a_name_is_found_however_it_is_typed(fresh, query):
    donor = fresh.final("donor", 3, kind="ca_nhan", person_name="Đặng Hòa", organisation_name=None)
    assert donor.id in found(fresh, "donor", query)
    assert donor.id not in found(fresh, "donor", query + " xyz")


def test_a_receipt_is_found_by_its_donor_also_after_a_new_name(fresh):
    donor = fresh.final("donor", 4, kind="ca_nhan", person_name="Lý Thị Ổn")
    receipt = fresh.final("donation_receipt", 2, donor=donor.id, source_level="truc_tiep", pledge=None)
    before = fresh.database.scalar("SELECT title_sort FROM donation_receipt WHERE id = ?", (receipt.id,))
    assert receipt.id in found(fresh, "donation_receipt", "ly thi on")
    fresh.records.save(with_values(donor, person_name="Triệu Văn Én"))
    assert receipt.id in found(fresh, "donation_receipt", "én triệu")
    assert receipt.id not in found(fresh, "donation_receipt", "ly thi on")
    assert fresh.database.scalar("SELECT title_sort FROM donation_receipt WHERE id = ?", (receipt.id,)) != before
    assert fresh.records.title("donation_receipt", receipt.id).startswith("Triệu Văn Én")


def test_a_case_is_found_by_its_mediator_in_a_row(fresh):
    mediator = fresh.final("mediator", 2, name="Bế Văn Quý")
    case = fresh.records.save(
        with_values(fresh.records.new("mediation_case"), mediators=[{"id": None, "mediator": mediator.id}])
    )
    assert case.id in found(fresh, "mediation_case", "be van quy")
    fresh.records.save(with_values(mediator, name="Bế Văn Sâm"))
    assert case.id in found(fresh, "mediation_case", "be van sam")
    assert case.id not in found(fresh, "mediation_case", "be van quy")


def test_what_was_changed_or_forgotten_is_not_found_by_its_old_words(fresh):
    donor = fresh.final("donor", 3, note="ngũ cốc")
    assert donor.id in found(fresh, "donor", "ngu coc")
    fresh.records.save(with_values(donor, note="chăn màn"))
    assert donor.id not in found(fresh, "donor", "ngu coc")
    assert donor.id in found(fresh, "donor", "chan")
    with fresh.database.transaction("Bỏ"):
        fresh.records.search_index.remove("donor", [donor.id])
    assert donor.id not in found(fresh, "donor", "chan")
    with fresh.database.transaction("Dựng lại"):
        fresh.records.search_index.rebuild("donor")
    assert donor.id in found(fresh, "donor", "chan")


def test_a_failed_save_leaves_no_words_behind(fresh):
    donor = fresh.final("donor", 3)
    with pytest.raises(RuntimeError), fresh.database.transaction("Hỏng giữa chừng"):
        fresh.records.save(with_values(donor, note="giữa chừng"))
        raise RuntimeError
    assert found(fresh, "donor", "giua chung") == set()


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_question(world, text):
    assert found(world, "donor", text) <= found(world, "donor", "")
    assert bool(match_all(text)) == bool(words(text))


@given(text=st.text(max_size=40))
def test_whatever_is_saved_is_found_by_its_own_words(world, text):
    with world.database.rehearsal():
        saved = world.records.save(with_values(world.records.new("donor"), note=text))
        assert saved.id in found(world, "donor", text)
