"""The store: what lies there on any day, that nothing goes out that is not there, and what an officer is told of it."""

from __future__ import annotations

import pytest

from models.books import Days
from models.records import Refused
from storage.database import Database
from tests.storage.treasury import GOODS, YEAR, books, line, lying, payment, receipt, treasury
from tests.storage.world import World, reasoned, with_values


@pytest.fixture
def world(database: Database) -> World:
    return treasury(database)


def test_goods_are_one_kind_however_they_are_spelled(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Gạo tẻ", "kg", 100), line("Mì tôm", "thùng", 20)]})
    receipt(world, "2026-03-10", None, **GOODS | {"goods": [line("gạo  tẻ", "KG", 50)]})
    payment(world, "2026-03-12", None, form="hien_vat", goods=[line("Gạo tẻ", "kg", 30)])
    found = {item.name: item for item in books(world).stock(Days("2026-03-01", "2026-12-31"))}
    rice = found["Gạo tẻ"]
    assert (rice.opening, rice.taken_in, rice.given_out, rice.on_hand) == (100_000, 50_000, 30_000, 120_000)
    assert found["Mì tôm"].on_hand == 20_000


def test_nothing_goes_out_that_is_not_there(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Chăn ấm", "cái", 10)]})
    with pytest.raises(Refused, match="Kho chỉ còn 10 cái Chăn ấm đến ngày 01/03/2026"):
        payment(world, "2026-03-01", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 11)])
    payment(world, "2026-03-01", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 10)])


def test_a_payment_before_the_goods_came_is_refused(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Chăn ấm", "cái", 10)]})
    with pytest.raises(Refused, match="Kho chỉ còn 0 cái"):
        payment(world, "2026-02-09", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 1)])


def test_goods_of_another_fund_are_not_there(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Chăn ấm", "cái", 10)]})
    with pytest.raises(Refused, match="Kho chỉ còn 0 cái"):
        payment(
            world,
            "2026-03-01",
            None,
            1,
            form="hien_vat",
            campaign=world.ids["campaign"][0],
            content="luong_thuc",
            goods=[line("Chăn ấm", "cái", 1)],
        )


def test_what_has_gone_out_cannot_be_crossed_out_or_lowered(world: World) -> None:
    came = receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Chăn ấm", "cái", 10)]})
    payment(world, "2026-03-01", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 6)])
    with pytest.raises(Refused, match="Kho sẽ thiếu 6 cái Chăn ấm vào ngày 01/03/2026"):
        world.records.void("donation_receipt", came.id, came.version, "Ghi nhầm")
    rows = [{**row, "quantity": 5000} for row in came.values["goods"]]  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Kho sẽ thiếu 1 cái"):
        world.records.save(with_values(came, goods=rows))
    rows = [{**row, "quantity": 6000} for row in came.values["goods"]]  # type: ignore[attr-defined]
    assert world.records.save(with_values(came, goods=rows)).version == came.version + 1


def opened(world: World, fund: int, quantity: int) -> None:
    """The fund begins on 01/03/2026 with so many blankets in its store."""
    record = world.records.read("fund", world.ids["fund"][fund])
    assert record is not None
    begun = {"opening_date": "2026-03-01", "opening_balance": 0, "goods": [lying("Chăn ấm", "cái", quantity)]}
    changed = with_values(record, **begun)
    world.records.save(reasoned(changed, world.records.lookup(), world.database.today()))


def test_goods_that_lay_there_at_the_opening_contain_what_moved_before(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS | {"goods": [line("Chăn ấm", "cái", 40)]})
    opened(world, 0, 25)
    receipt(world, "2026-03-10", None, **GOODS | {"goods": [line("chăn ấm", "cái", 10)]})
    payment(world, "2026-03-12", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 30)])
    (found,) = books(world).stock(Days("2026-02-01", "2026-12-31"))
    assert (found.opening, found.taken_in, found.given_out, found.on_hand) == (25_000, 10_000, 30_000, 5_000)
    (later,) = books(world).stock(Days("2026-03-11", "2026-12-31"))
    assert (later.opening, later.taken_in, later.given_out, later.on_hand) == (35_000, 0, 30_000, 5_000)
    with pytest.raises(Refused, match="Kho chỉ còn 5 cái"):
        payment(world, "2026-04-01", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 6)])


def test_an_opening_stock_that_was_given_out_cannot_be_taken_back(world: World) -> None:
    opened(world, 0, 25)
    payment(world, "2026-03-12", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 25)])
    with pytest.raises(Refused, match="Kho sẽ thiếu 1 cái Chăn ấm vào ngày 12/03/2026"):
        opened(world, 0, 24)
    opened(world, 0, 26)


def test_goods_of_an_appeal_lie_there_at_the_opening_of_its_fund(world: World) -> None:
    opened(world, 1, 3)
    appeal = world.records.read("campaign", world.ids["campaign"][0])
    assert appeal is not None
    world.records.save(with_values(appeal, goods=[lying("Mì tôm", "thùng", 20)]))
    found = {item.name: item for item in books(world).stock(YEAR)}
    assert (found["Mì tôm"].campaign, found["Mì tôm"].on_hand) == (appeal.id, 20_000)
    assert (found["Chăn ấm"].campaign, found["Chăn ấm"].on_hand) == ("", 3_000)


def test_a_payment_in_goods_is_told_what_lies_in_the_store(world: World) -> None:
    """200 kg came, 80 went in March and 50 go in May: in April 70 may go, and in May, where those 50 stand, as many."""
    receipt(world, "2026-02-10", None, **GOODS, goods=[line("Gạo", "kg", 200), line("Chăn", "chiếc", 5)])
    for day, quantity in (("2026-03-01", 80), ("2026-05-01", 50)):
        payment(world, day, None, form="hien_vat", goods=[line("Gạo", "kg", quantity)])

    def told(day: str, *goods: dict[str, object], form: str = "hien_vat") -> str:
        new = world.records.new("disbursement")
        values = {"fund": world.ids["fund"][0], "source_level": "truc_tiep", "form": form, "paid_date": day}
        return world.records.notes(with_values(new, **values, goods=list(goods))).get("goods", "")

    assert told("2026-04-01") == "Trong kho: Chăn 5 chiếc, Gạo 70 kg"
    assert told("2026-02-01") == "Trong kho chưa có hàng nào đến ngày chi"
    assert told("2026-06-01", line("gao", "KG", 1)) == "Trong kho: Gạo 70 kg"
    assert told("2026-04-01", form="tien_mat") == ""


def test_before_the_opening_nothing_lies_there(world: World) -> None:
    opened(world, 0, 25)
    appeal = world.records.read("campaign", world.ids["campaign"][0])
    assert appeal is not None
    opened(world, 1, 3)
    world.records.save(with_values(appeal, goods=[lying("Mì tôm", "thùng", 20)]))
    assert books(world).stock(Days("2026-01-01", "2026-02-28")) == []
    assert len(books(world).stock(Days("2026-01-01", "2026-03-01"))) == 3


def test_what_moved_before_the_opening_is_contained_in_it(world: World) -> None:
    """40 went out in February, which nobody wrote down as come in; 25 lie there in March and may all go."""
    opened(world, 0, 25)
    payment(world, "2026-02-12", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 40)])
    new = world.records.new("disbursement")
    values = {"fund": world.ids["fund"][0], "source_level": "truc_tiep", "form": "hien_vat", "paid_date": "2026-03-12"}
    assert world.records.notes(with_values(new, **values))["goods"] == "Trong kho: Chăn ấm 25 cái"
    payment(world, "2026-03-12", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 25)])
    (found,) = books(world).stock(YEAR)
    assert (found.opening + found.taken_in, found.given_out, found.on_hand) == (25_000, 25_000, 0)


def test_services_lie_in_no_store(world: World) -> None:
    receipt(world, "2026-02-10", 90_000, kind="dich_vu", goods=[line("Khám bệnh", "lượt", 30)])
    assert books(world).stock(YEAR) == []


def test_what_another_unit_gave_goes_out_of_its_store_and_not_of_ours(world: World) -> None:
    given: dict[str, object] = {"source_level": "cap_tren", "source_unit": "06", "form": "hien_vat"}
    payment(world, "2026-02-01", None, **given, goods=[line("Chăn ấm", "cái", 8)])  # type: ignore[arg-type]
    assert books(world).stock(YEAR) == []
    receipt(world, "2026-02-10", None, **GOODS, goods=[line("Chăn ấm", "cái", 10)])
    payment(world, "2026-02-12", None, **given, goods=[line("Chăn ấm", "cái", 8)])  # type: ignore[arg-type]
    payment(world, "2026-02-13", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 10)])


def test_a_shortage_of_before_holds_up_nobody(world: World) -> None:
    """A file of an older program may hold one: what is changed beside it is saved, what makes it worse is not."""
    receipt(world, "2026-02-10", None, **GOODS, goods=[line("Chăn ấm", "cái", 10)])
    gone = payment(world, "2026-03-01", None, form="hien_vat", goods=[line("Chăn ấm", "cái", 10)])
    with world.database.transaction("Thử"):
        world.database.execute("UPDATE donation_receipt_goods SET quantity = 5000")
    rows = gone.values["goods"]
    assert isinstance(rows, list)
    kept = world.records.save(with_values(gone, goods=[{**rows[0], "quantity": 9_000}]))
    with pytest.raises(Refused, match="Kho chỉ còn 5 cái"):
        world.records.save(with_values(kept, goods=[{**rows[0], "quantity": 9_001}]))
    earlier = with_values(kept, paid_date="2026-02-20", decision_date="2026-02-20")
    assert world.records.save(earlier).version == kept.version + 1  # as much is missing as before


def test_at_most_six_kinds_are_told(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS, goods=[line(f"Hàng {number}", "kg", 1) for number in range(8)])
    new = world.records.new("disbursement")
    values = {"fund": world.ids["fund"][0], "source_level": "truc_tiep", "form": "hien_vat", "paid_date": "2026-03-01"}
    told = world.records.notes(with_values(new, **values))["goods"]
    assert [part.split()[1] for part in told.removeprefix("Trong kho: ").split(", ")] == list("012345")
