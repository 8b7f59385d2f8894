"""Prints of a record are counted per form in its history, where everybody reads who printed and when."""

import pytest

from models.ports import StorageError
from storage.registers.prints import Prints
from tests.storage.world import TYPES, filled


@pytest.fixture
def world(database):
    return filled(database, 1)


@pytest.fixture
def prints(database):
    return Prints(database, TYPES)


def test_each_form_counts_for_itself(world, prints):
    record = world.ids["donation_receipt"][0]
    assert prints.times("donation_receipt", record, "receipt") == 0
    assert prints.note("donation_receipt", record, "receipt", "Biên nhận") == 1
    assert prints.note("donation_receipt", record, "receipt", "Biên nhận") == 2
    assert prints.note("donation_receipt", record, "sheet", "Phiếu in của sổ") == 1
    assert prints.times("donation_receipt", record, "receipt") == 2


def test_history_tells_it_and_its_chain_holds(world, prints, clock):
    record = world.ids["donation_receipt"][0]
    clock.forward(hours=1)
    prints.note("donation_receipt", record, "receipt", "Biên nhận")
    prints.note("donation_receipt", record, "receipt", "Biên nhận")
    second, first, *_ = world.records.history("donation_receipt", record)
    assert (first.operation, first.at) == ("In: Biên nhận", "2026-11-22T13:00:00+07:00")
    assert first.changes == (("Lần in", "", "1"),)
    assert second.changes == (("Lần in", "1", "2"),)
    assert world.database.history.verify() is None


def test_the_record_itself_stays_as_it_is(world, prints):
    record = world.records.read("donation_receipt", world.ids["donation_receipt"][0])
    prints.note("donation_receipt", record.id, "receipt", "Biên nhận")
    assert world.records.read("donation_receipt", record.id) == record
    assert world.records.save(record) == record  # not stale


def test_papers_of_drafts_void_and_received_records_are_not_counted(world, prints):
    draft = world.records.save(world.sample("donation_receipt", 5))
    final, received = world.final("donation_receipt", 6), world.final("donation_receipt", 7)
    world.records.void("donation_receipt", final.id, final.version, "Ghi trùng")
    with world.database.transaction("Dữ liệu thử"):
        world.database.execute("UPDATE donation_receipt SET received = 1 WHERE id = ?", (received.id,))
    for record in (draft.id, final.id, received.id):
        before = world.database.history.head()
        assert prints.note("donation_receipt", record, "receipt", "Biên nhận") == 0
        assert world.database.history.head() == before


def test_a_record_that_is_gone_is_said(world, prints):
    with pytest.raises(StorageError) as caught:
        prints.note("donation_receipt", "không có", "receipt", "Biên nhận")
    assert caught.value.kind == "missing"
