"""Nobody can claim the records, rows, figures or units of somebody else."""

from dataclasses import replace

import pytest

from models.submissions import Verdict, Why
from tests.storage.submission.forged import taken_apart
from tests.storage.submission.received import one


def test_a_record_of_somebody_else_cannot_be_claimed(office, again):
    first, second, district = office("A"), office("B"), office("H")
    mine = first.receipt(1_000_000)
    district.receive(first.send())
    second.receipt(2_000_000)
    stolen = taken_apart(second.send())
    name = "units/B/2024-H1/records/donation_receipt.ndjson"
    stolen.put_rows(name, [{**row, "id": mine.id} for row in stolen.rows(name)])
    before = district.dump()
    done = one(district.receive(again("theft", stolen.content())))
    assert (done.verdict, done.why) == (Verdict.REFUSED, Why.CONTRADICTS)
    assert district.dump() == before


def test_our_own_record_cannot_be_claimed(commune, district, again):
    ours = district.receipt(7_000_000)
    commune.receipt(1_000_000)
    stolen = taken_apart(commune.send())
    name = "units/A/2024-H1/records/donation_receipt.ndjson"
    stolen.put_rows(name, [{**row, "id": ours.id, "version": 99} for row in stolen.rows(name)])
    assert one(district.receive(again("theft", stolen.content()))).why is Why.CONTRADICTS
    assert district.book.records.read("donation_receipt", ours.id) == ours


def test_a_row_of_another_record_cannot_be_moved(office, again):
    first, second, district = office("A"), office("B"), office("H")
    goods = [{"id": first.db.new_id(), "name": "Gạo", "unit": "kg", "quantity": 1_000, "value": 100}]
    mine = first.receipt(100, kind="hien_vat", storage_place="Kho", goods=goods)
    district.receive(first.send())
    second.receipt(2_000_000)
    stolen = taken_apart(second.send())
    name = "units/B/2024-H1/records/donation_receipt.ndjson"
    row = {"id": goods[0]["id"], "values": {"name": "Gạo", "unit": "kg", "quantity": 1}}
    stolen.put_rows(name, [{**item, "lines": {"goods": [row]}} for item in stolen.rows(name)])
    assert one(district.receive(again("rows", stolen.content()))).why is Why.CONTRADICTS
    assert district.book.records.read("donation_receipt", mine.id).values["goods"][0]["name"] == "Gạo"


@pytest.mark.parametrize("claimed", ["H", "T", "B", "Z"])
def test_a_part_of_another_unit_cannot_be_claimed(office, again, claimed):
    """The district itself, the one above it, another commune of its, and one that nobody listed."""
    commune, other, district = office("A"), office("B"), office("H")
    district.receive(other.send())
    commune.receipt(1_000_000)
    forged = taken_apart(commune.send())
    entry = {**forged.about("A"), "unit": claimed, "records": {}}
    forged.members[f"units/{claimed}/2024-H1/indicators.ndjson"] = forged.members["units/A/2024-H1/indicators.ndjson"]
    forged.manifest["parts"] = sorted([*forged.manifest["parts"], entry], key=lambda item: item["unit"])
    if claimed in ("H", "T", "B"):
        forged.manifest["units"] = [{"code": claimed, "name": "X", "level": "xa", "parent": "A"}]
    before = district.dump()
    done = one(district.receive(again("claim", forged.content())))
    assert (done.verdict, done.why) == (Verdict.REFUSED, Why.CONTRADICTS)
    assert district.dump() == before


def test_units_that_we_know_elsewhere_stay_where_they_are(office, again):
    commune, other, district = office("A"), office("B"), office("H")
    district.receive(other.send())
    forged = taken_apart(commune.send())
    forged.manifest["units"] = [{"code": "B", "name": "Xã Giả", "level": "xa", "parent": "A"}]
    done = one(district.receive(again("list", forged.content())))
    assert done.verdict is Verdict.NEW
    assert any("đã xếp ở nơi khác" in warning for warning in done.warnings)
    tree = district.book.units.tree().on(district.db.today())
    assert (tree.parent("B"), tree.name("B")) == ("H", "Xã Bình Mẫu")


def test_a_unit_goes_by_its_newest_name_only(commune, district):
    first = commune.send()
    identity = commune.book.settings.identity()
    commune.book.settings.set_identity(replace(identity, unit_name="Phường An Thử"))
    second = commune.send()
    district.receive(second)
    district.receive(first)
    assert district.book.units.tree().on(district.db.today()).name("A") == "Phường An Thử"


def test_a_unit_placed_elsewhere_is_not_ours_until_it_is_added(commune, district):
    """Its file names us as its upper unit, our tree another district: an officer decides."""
    path = commune.send()
    with district.db.transaction("Đơn vị"):
        district.book.units.link("N", "Huyện Nam Thử", "huyen", "T")
        district.book.units.link("A", "Xã An Thử", "xa", "N")
    assert one(district.receive(path, add_units=False)).verdict is Verdict.UNLISTED
    assert one(district.receive(path)).verdict is Verdict.NEW
    assert district.book.units.tree().on(district.db.today()).parent("A") == "H"


def test_an_older_file_does_not_bring_back_old_names_below(office):
    commune, district, province = office("A"), office("H"), office("T")
    district.receive(commune.send())
    older = district.send()
    identity = commune.book.settings.identity()
    commune.book.settings.set_identity(replace(identity, unit_name="Phường An Thử"))
    district.receive(commune.send())
    province.receive(district.send())
    province.receive(older)
    assert province.book.units.tree().on(province.db.today()).name("A") == "Phường An Thử"
