"""Every file its verdict: new, replacing, the same, older, unlisted, foreign, a fork that a person decides."""

import json

import pytest

from models.fields import Leaves
from models.records import Origin, Query
from models.submissions import Verdict, Why
from tests.storage.submission.forged import taken_apart
from tests.storage.submission.offices import PERIOD
from tests.storage.submission.received import counts, one


def test_the_same_file_again_changes_nothing(commune, district):
    commune.receipt(1_000_000)
    path = commune.send()
    district.receive(path)
    before = district.dump()
    done = one(district.receive(path))
    assert (done.verdict, done.parts) == (Verdict.SAME, ())
    assert "đã nhận trước đây" in done.message
    assert district.dump() == before


def test_a_higher_number_replaces_and_an_earlier_one_is_history(commune, district):
    receipt = commune.receipt(1_000_000)
    first = commune.send()
    commune.change(receipt, amount_vnd=3_000_000)
    second = commune.send()
    district.receive(second)
    done = one(district.receive(first))
    assert (done.verdict, done.parts[0].counts) == (Verdict.OLDER, False)
    assert district.total() == 3_000_000
    assert [(row["number"], row["in_force"]) for row in district.db.rows("SELECT * FROM part ORDER BY number")] == [
        (1, 0),
        (2, 1),
    ]
    assert {item.number: item.verdict for item in district.book.inbox.received()} == {
        1: Verdict.OLDER,
        2: Verdict.NEW,
    }
    (row,) = district.received("donation_receipt").values()
    assert row["amount_vnd"] == 3_000_000


def test_new_changed_and_withdrawn_are_counted_and_done(commune, district):
    fund, donor = commune.fund(), commune.donor()
    stays, changes, goes = (commune.receipt(amount, fund=fund, donor=donor) for amount in (1, 20, 300))
    district.receive(commune.send())
    assert district.total() == 321
    commune.change(changes, amount_vnd=40)
    commune.void(goes)
    fresh = commune.receipt(5_000, fund=fund, donor=donor)
    done = one(district.receive(commune.send()))
    assert (done.verdict, counts(done, "A")) == (Verdict.REPLACES, (1, 1, 1))
    assert (done.before["KT-18"], done.after["KT-18"]) == (321, 5_041)
    assert district.received("donation_receipt").keys() == {stays.id, changes.id, fresh.id}
    assert district.book.records.page(Query("donation_receipt", search="nop", origin=Origin.RECEIVED), 0, 9) == []
    assert district.book.check(deep=True) == []


def test_more_may_come_with_the_same_versions(commune, district):
    """A new decision on what leaves changes records without a new version of theirs."""
    commune.receipt(1_000_000)
    district.receive(commune.send())
    done = one(district.receive(commune.send(policy={"donor": Leaves.PERSONAL_FIELDS})))
    assert counts(done, "A") == (0, 1, 0)
    (donor,) = district.received("donor").values()
    assert donor["person_name"] == "Trần Thị Mẫu"
    done = one(district.receive(commune.send(policy={"donor": Leaves.PUBLIC_FIELDS})))
    assert counts(done, "A") == (0, 1, 0)
    (donor,) = district.received("donor").values()
    assert donor["person_name"] is None
    assert "person_name" in json.loads(donor["withheld"])


def test_an_unlisted_unit_is_taken_in_when_it_is_added(commune, district):
    commune.receipt(1_000_000)
    path = commune.send()
    before = district.dump()
    done = one(district.receive(path, add_units=False))
    assert (done.verdict, done.unit, done.unit_name, done.period) == (Verdict.UNLISTED, "A", "Xã An Thử", PERIOD)
    assert district.dump() == before
    assert one(district.receive(path)).verdict is Verdict.NEW
    assert list(district.book.units.children()) == ["A"]
    assert one(district.receive(commune.send("2024-Q1"), add_units=False)).verdict is Verdict.NEW


def test_files_of_ourselves_from_above_and_for_others_are_foreign(office, again):
    commune, district, province, other = (office(code) for code in ("A", "H", "T", "N"))
    district.receive(commune.send())
    province.receive(district.send())
    own = one(district.receive(district.send("2024-Q1")))
    assert (own.verdict, own.why) == (Verdict.REFUSED, Why.FOREIGN)
    assert "chính đơn vị mình" in own.message
    above = taken_apart(province.send())
    above.manifest["unit"]["parent"] = "H"
    from_above = one(district.receive(again("above", above.content())))
    assert (from_above.why, "cấp trên" in from_above.message) == (Why.FOREIGN, True)
    elsewhere = one(other.receive(commune.send("2024-Q2")))
    assert elsewhere.why is Why.FOREIGN
    assert other.dump()["received_file"] == []


def test_a_known_unit_that_reports_to_someone_else_is_foreign(commune, district, again):
    district.receive(commune.send())
    moved = taken_apart(commune.send("2024-Q1"))
    moved.manifest["unit"]["parent"] = "N"
    done = one(district.receive(again("moved", moved.content())))
    assert (done.why, "N" in done.message) == (Why.FOREIGN, True)


def test_a_commune_unknown_to_the_province_comes_through_its_district_first(office):
    commune, district, province = (office(code) for code in ("A", "H", "T"))
    direct = commune.send()
    district.book.units.add_child("A", "Xã An Thử", "xa")
    early = one(province.receive(direct))
    assert early.why is Why.FOREIGN
    province.receive(district.send())
    assert one(province.receive(direct, add_units=False)).verdict is Verdict.NEW


def test_a_gap_in_the_numbers_is_told_and_a_filled_one_is_not(commune, district):
    commune.receipt(1_000_000)
    paths = [commune.send(period) for period in ("2024-01", "2024-02", "2024-03", "2024-04")]
    assert one(district.receive(paths[0])).warnings == ()
    done = one(district.receive(paths[3]))
    assert done.warnings == ("Thiếu tệp số 2 đến 3 của đơn vị này; có thể là của kỳ khác.",)
    assert one(district.receive(paths[1])).warnings == ()
    assert one(district.receive(paths[2])).warnings == ()


def test_a_broken_chain_is_told(commune, district, again):
    commune.receipt(1_000_000)
    first, second = commune.send(), taken_apart(commune.send())
    district.receive(first)
    second.manifest["previous"] = "0" * 64
    (warning,) = one(district.receive(again("chain", second.content()))).warnings
    assert "khôi phục bản cũ" in warning


@pytest.fixture
def fork(commune, district, again):
    """Two files of one number: the real one, accepted, and one with another sum."""
    commune.receipt(1_000_000)
    path = commune.send()
    district.receive(path)
    other = taken_apart(path)
    values = other.rows("units/A/2024-H1/indicators.ndjson")
    for row in values:
        if row["code"].startswith("KT-18"):
            row["value"] = 9
    other.put_rows("units/A/2024-H1/indicators.ndjson", values)
    return path, again("fork", other.content())


def test_a_fork_waits_for_a_person(district, fork):
    before = district.dump()
    done = one(district.receive(fork[1]))
    assert (done.verdict, done.parts) == (Verdict.FORK, ())
    assert district.dump() == before
    done = one(district.receive(fork[1], replace_forks=True))
    assert (done.verdict, done.parts[0].counts) == (Verdict.REPLACES, True)
    assert district.total() == 9


def test_a_decision_on_a_fork_holds_until_it_is_taken_back(district, fork):
    district.receive(fork[1], replace_forks=True)
    assert one(district.receive(fork[0])).verdict is Verdict.SAME
    assert district.total() == 9
    done = one(district.receive(fork[0], replace_forks=True))
    assert (done.verdict, done.parts[0].counts) == (Verdict.REPLACES, True)
    assert district.total() == 1_000_000


def test_one_number_for_two_periods_is_a_fork(commune, district, again):
    commune.receipt(1_000_000)
    district.receive(commune.send())
    other = taken_apart(commune.send("2024-Q1"))
    other.manifest["number"] = other.about("A")["number"] = 1
    path = again("two", other.content(number=1))
    assert one(district.receive(path)).verdict is Verdict.FORK
    assert one(district.receive(path, replace_forks=True)).verdict is Verdict.NEW
