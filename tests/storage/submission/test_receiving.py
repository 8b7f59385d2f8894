"""A part takes the place of its predecessor whole; a preview is the real thing undone; failing changes nothing."""

from dataclasses import replace

import pytest

from models.fields import Area, Leaves
from models.indicators import Figure
from models.ports import StorageError
from models.records import Origin, Query
from models.submissions import Verdict, Why
from tests.samples import sample
from tests.storage.submission.offices import PERIOD, TYPES
from tests.storage.submission.received import one


def test_what_was_sent_is_there_again(commune, district):
    receipt = commune.receipt(5_000_000, goods=[])
    receipt_of_goods = commune.receipt(
        300_000,
        kind="hien_vat",
        storage_place="Kho xã",
        goods=[
            {"id": commune.db.new_id(), "name": name, "unit": "kg", "quantity": 2_500, "value": value}
            for name, value in (("Gạo tẻ", 200_000), ("Muối", 100_000))
        ],
    )
    done = one(district.receive(commune.send(policy=dict.fromkeys(TYPES, Leaves.PERSONAL_FIELDS))))
    assert done.verdict is Verdict.NEW
    for sent in (receipt, receipt_of_goods):
        here = district.book.records.read("donation_receipt", sent.id)
        assert (here.received, here.origin_unit, here.version) == (True, "A", sent.version)
        assert here.number_text == sent.number_text
        assert here.withheld == frozenset()
        assert dict(here.values) == {**sent.values, "note": None}
    donor = district.book.records.read("donor", receipt.values["donor"])
    assert donor.values["person_name"] == "Trần Thị Mẫu"
    assert district.book.check(deep=True) == []


def test_areas_travel_as_they_were_typed(commune, district):
    area = Area(typed=2_500, unit="sào Bắc Bộ", factor=36_000)
    about = {"code": "01", "kind": "thon", "households": 10, "people": 40, "valid_from": "2020-01-01"}
    place = commune.enter("residential_area", name="Thôn Một", **about)
    given = sample(TYPES["land_contribution"], 3, {"residential_area": [place.id], "unit": ["H"]})
    sent = commune.enter("land_contribution", **{**given, "minutes_date": "2024-02-01", "area": area})
    district.receive(commune.send())
    here = district.book.records.read("land_contribution", sent.id)
    assert here.values["area"] == area
    assert here.values["residential_area"] == place.id


def test_received_records_are_found_like_our_own(commune, district):
    fund = commune.fund()
    donor = commune.enter("donor", kind="doanh_nghiep", organisation_name="Hợp tác xã Thử", publish_name="co")
    commune.receipt(1_000_000, fund=fund, donor=donor)
    district.receive(commune.send())
    query = Query("donor", search="hop tac", origin=Origin.RECEIVED)
    assert [row.id for row in district.book.records.page(query, 0, 10)] == [donor.id]
    assert district.book.records.page(replace(query, origin=Origin.OWN), 0, 10) == []
    by_donor = Query("donation_receipt", search="hop tac xa thu", origin=Origin.RECEIVED)
    assert len(district.book.records.page(by_donor, 0, 10)) == 1
    with pytest.raises(StorageError) as caught:
        district.change(district.book.records.read("donor", donor.id), organisation_name="Khác")
    assert caught.value.kind == "read_only"


def test_the_values_of_every_indicator_arrive(commune, district):
    commune.receipt(5_000_000)
    commune.book.figures.save((Figure("A", PERIOD, "KT-01", value=43_000, word="trên"),))
    outgoing = commune.prepare()
    district.receive(commune.send())
    (part,) = district.book.reports.parts(PERIOD)
    assert (part.unit, part.level, part.number) == ("A", "xa", 1)
    assert part.values == outgoing.values
    assert part.values["KT-01"].word == "trên"


def test_a_file_replaces_figures_keyed_in_its_place(commune, district):
    commune.receipt(1_000_000)
    path = commune.send()
    district.book.units.add_child("A", "Xã An Thử", "xa")
    district.book.figures.save(
        (
            Figure("A", PERIOD, "KT-18", value=777),
            Figure("A", "2024-Q1", "KT-18", value=5),
            Figure("H", PERIOD, "KT-18", value=1),
        )
    )
    assert district.total() == 778
    done = one(district.receive(path))
    assert done.proxies == (
        "1 số liệu nhập thay cho Xã An Thử, 6 tháng đầu năm 2024, được thay bằng số liệu trong tệp này.",
    )
    assert (done.before["KT-18"], done.after["KT-18"]) == (778, 1_000_001)
    assert district.book.figures.sheet("A", PERIOD) == {}
    assert district.book.figures.sheet("A", "2024-Q1").keys() == {"KT-18"}
    (entry, last) = district.db.history.of("figure", f"A/{PERIOD}/KT-18")
    assert last.version > entry.version
    assert last.change["value"] == (777, None)


def test_a_preview_says_what_accepting_does_and_does_nothing(commune, district):
    fund, donor = commune.fund(), commune.donor()
    first = commune.receipt(1_000_000, fund=fund, donor=donor)
    district.receive(commune.send())
    commune.change(first, amount_vnd=2_000_000)
    paths = [commune.send(), commune.send("2024-Q1")]
    before = district.dump()
    seen = district.book.inbox.preview(paths)
    assert district.dump() == before
    assert seen == district.receive(*paths)


def test_folders_are_searched_and_each_file_is_taken_once(commune, district):
    path = commune.send()
    (path.parent / "._A_2024-H1_001.smt").write_bytes(b"what macOS leaves")
    (path.parent / "note.txt").write_text("ghi chú", "utf-8")
    assert [item.verdict for item in district.receive(path.parent, path)] == [Verdict.NEW]
    assert district.receive(district.folder) == []


def test_a_refused_file_does_not_stop_the_others(commune, district, again):
    good = commune.send()
    bad = again("bad", b"SMT1\nnothing")
    receipts = district.receive(bad, good, again("other", b"PK\x03\x04"), good.parent / "missing.smt")
    assert [receipt.verdict for receipt in receipts] == [
        Verdict.REFUSED,
        Verdict.NEW,
        Verdict.REFUSED,
        Verdict.REFUSED,
    ]
    assert [receipt.why for receipt in receipts] == [Why.DAMAGED, None, Why.NOT_OURS, Why.DAMAGED]


def test_cancelled_nothing_is_taken_in(office):
    first, second, district = office("A"), office("B"), office("H")
    paths = [first.send(), second.send()]
    before = district.dump()
    with pytest.raises(StorageError) as caught:
        district.book.inbox.accept(paths, add_units=True, progress=lambda done, total, what: done < 1)
    assert caught.value.kind == "cancelled"
    assert district.dump() == before


def test_a_full_disk_takes_in_nothing(commune, district):
    fund, donor = commune.fund(), commune.donor()
    for amount in range(1, 60):
        commune.receipt(amount, fund=fund, donor=donor)
    path = commune.send()
    before = district.dump()
    district.db.connection.execute(f"PRAGMA max_page_count={district.db.scalar('PRAGMA page_count') + 3}")
    with pytest.raises(StorageError) as caught:
        district.receive(path)
    assert caught.value.kind == "full"
    district.db.connection.execute("PRAGMA max_page_count=100000")
    assert district.dump() == before
    assert one(district.receive(path)).verdict is Verdict.NEW


def test_one_line_of_history_for_a_file(commune, district):
    for amount in range(1, 10):
        commune.receipt(amount)
    path = commune.send()
    district.book.units.add_child("A", "Xã An Thử", "xa")
    seq, _ = district.db.history.head()
    district.receive(path)
    (entry,) = district.db.history.after(seq)
    assert (entry.subject, entry.subject_id, entry.operation) == ("submission", path.name, "Nhận từ cấp dưới")


def test_what_our_own_records_refer_to_stays_when_it_is_withdrawn(commune, district):
    """A received receipt that was copied refers to a received donor."""
    theirs = commune.receipt(1_000_000)
    district.receive(commune.send())
    copied = district.book.records.copy("donation_receipt", theirs.id)
    ours = district.book.records.save(copied)
    commune.void(theirs)
    done = one(district.receive(commune.send()))
    assert done.verdict is Verdict.REPLACES
    assert district.received("donation_receipt") == {}
    assert district.book.records.read("donation_receipt", ours.id).values["donor"] == theirs.values["donor"]
    assert district.book.records.read("donor", theirs.values["donor"]).received
