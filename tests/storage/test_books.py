"""The books against sums made by hand, and against a plain evaluator over many random movements and days."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from models.books import Days
from models.records import Record, Refused
from storage.books import Books
from storage.database import Database
from tests.storage.world import TYPES, World, reasoned, with_values

YEAR = Days("2026-01-01", "2026-12-31")
PEOPLE = {"payer": "Lò Thị Mẫu", "receiver": "Vi Văn Thử", "accountant": "Hà Thị Kế", "treasurer": "Lý Văn Quỹ"}
GOODS: dict[str, Any] = {"kind": "hien_vat"}


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    final(world, "donor", kind="doanh_nghiep", organisation_name="Công ty Mẫu", publish_name="co")
    opening = {"opening_date": "2026-01-01", "opening_balance": 1_000_000}
    final(world, "fund", name="Quỹ vnn", fund_kind="vnn", opened="2025-01-01", **opening)
    final(world, "fund", name="Quỹ cuu_tro", fund_kind="cuu_tro", opened="2025-01-01")
    final(
        world,
        "campaign",
        code="BAO-2026",
        name="Đợt ủng hộ đồng bào vùng bão",
        fund=world.ids["fund"][1],
        launch_date="2026-02-01",
        reception_end="2026-04-30",
        distribution_end="2026-05-15",
    )
    return world


def final(world: World, name: str, /, **values: object) -> Record:
    """A record with just these values, made final; every warning is answered."""
    made = with_values(world.records.new(name), **values)
    made = world.records.make_final(reasoned(made, world.records.lookup(), world.database.today()))
    world.ids.setdefault(name, []).append(made.id)
    return made


def books(world: World) -> Books:
    return Books(world.database, TYPES, world.records.titles)


def receipt(world: World, day: str, amount: int | None, /, fund: int = 0, **values: object) -> Record:
    plain = {"kind": "tien_mat", "source_level": "truc_tiep", "donor": world.ids["donor"][0], "publish_name": True}
    given = {"received_date": day, "fund": world.ids["fund"][fund], "amount_vnd": amount, **PEOPLE}
    return final(world, "donation_receipt", **{**plain, **given, **values})


def payment(world: World, day: str, amount: int | None, /, fund: int = 0, **values: object) -> Record:
    decided = {"decision_no": "12/QĐ-BVĐ", "decision_date": day, "decision_body": "Ban Vận động", "approver": "Lý Mẫu"}
    plain = {"direction": "doi_tuong", "content": "tet", "occasion": "tet", "gifts": 1}
    plain |= {"funding_source": "vnn", "funding_level": "xa"}
    given = {"paid_date": day, "fund": world.ids["fund"][fund], "money": amount, "source_level": "truc_tiep"}
    return final(world, "disbursement", **{**plain, **decided, **given, "form": "tien_mat", **PEOPLE, **values})


def line(name: str, unit: str, quantity: int) -> dict[str, object]:
    return {"id": "", "name": name, "unit": unit, "quantity": quantity * 1000}


def lying(item: str, unit: str, quantity: int) -> dict[str, object]:
    return {"id": "", "item": item, "unit": unit, "quantity": quantity * 1000}


def test_a_fund_by_hand(world: World) -> None:
    receipt(world, "2026-02-10", 500_000)
    receipt(world, "2026-03-10", 300_000, source_level="cap_tren", source_unit="06", donor=None)
    payment(world, "2026-03-11", 200_000)
    payment(world, "2026-04-01", 50_000, running_cost=True, consent_ref="Biên bản 3/BB")
    payment(world, "2026-05-01", 150_000, direction="cap_tren", receiving_unit="06")
    payment(world, "2026-05-02", 100_000, direction="don_vi", receiving_unit="06020")
    payment(world, "2026-05-03", 900_000, source_level="cap_tren", source_unit="06")  # not our money
    found = books(world).funds(YEAR)[1]
    assert found.fund_title == "Quỹ vnn"
    assert (found.opening, found.received, found.from_units) == (1_000_000, 500_000, 300_000)
    assert (found.spent, found.running, found.passed_up, found.passed_on) == (250_000, 50_000, 150_000, 100_000)
    assert found.closing == 1_300_000


def test_what_lies_before_the_days_is_the_opening(world: World) -> None:
    receipt(world, "2026-02-10", 500_000)
    payment(world, "2026-03-11", 200_000)
    found = books(world).funds(Days("2026-03-01", "2026-03-31"))[1]
    assert (found.opening, found.received, found.spent, found.closing) == (1_500_000, 0, 200_000, 1_300_000)


def test_an_opening_balance_within_the_days_begins_the_line(world: World) -> None:
    found = books(world).funds(Days("2025-06-01", "2026-06-30"))[1]
    assert (found.opens, found.opening) == ("2026-01-01", 1_000_000)
    earlier = books(world).funds(Days("2025-06-01", "2025-12-31"))[1]
    assert (earlier.opens, earlier.opening) == ("", 0)


def test_an_appeal_stands_within_its_fund(world: World) -> None:
    campaign = world.ids["campaign"][0]
    receipt(world, "2026-02-10", 500_000, 1, campaign=campaign)
    payment(world, "2026-03-11", 120_000, 1, campaign=campaign, content="luong_thuc")
    whole, part = [found for found in books(world).funds(YEAR) if found.fund_title == "Quỹ cuu_tro"]
    assert (whole.campaign, part.campaign_title) == ("", "Đợt ủng hộ đồng bào vùng bão")
    assert whole.closing == part.closing == 380_000


def with_opening(world: World, balance: int, of_appeal: int) -> str:
    """The relief fund begins on 01/03/2026 with `balance`, of which `of_appeal` is the appeal's; gives the appeal."""
    fund, appeal = world.ids["fund"][1], world.ids["campaign"][0]
    for name, key, values in (
        ("fund", fund, {"opening_date": "2026-03-01", "opening_balance": balance}),
        ("campaign", appeal, {"opening_balance": of_appeal}),
    ):
        record = world.records.read(name, key)
        assert record is not None
        changed = with_values(record, **values)
        world.records.save(reasoned(changed, world.records.lookup(), world.database.today()))
    return appeal


def test_what_an_appeal_had_at_the_opening_is_inside_its_fund(world: World) -> None:
    """Live on 01/03 with 900.000 in the fund, 700.000 of it the appeal's; 500.000 came in February are within it."""
    campaign = with_opening(world, 900_000, 700_000)
    receipt(world, "2026-02-10", 500_000, 1, campaign=campaign)
    payment(world, "2026-03-11", 120_000, 1, campaign=campaign, content="luong_thuc")
    whole, part = [found for found in books(world).funds(YEAR) if found.fund_title == "Quỹ cuu_tro"]
    assert (whole.opening, whole.received, whole.spent, whole.closing) == (900_000, 0, 120_000, 780_000)
    assert (part.opening, part.received, part.spent, part.closing) == (700_000, 0, 120_000, 580_000)
    assert whole.opens == part.opens == "2026-03-01"
    whole, part = [found for found in books(world).funds(Days("2026-04-01", "2026-12-31")) if found.fund == whole.fund]
    assert (whole.opening, part.opening, part.opens) == (780_000, 580_000, "")


def test_an_appeal_that_only_has_an_opening_stands_in_the_book_from_that_day(world: World) -> None:
    with_opening(world, 900_000, 700_000)

    def parts(first: str, last: str) -> list[int]:
        return [found.closing for found in books(world).funds(Days(first, last)) if found.campaign]

    assert parts("2026-01-01", "2026-03-01") == [700_000]
    assert parts("2026-01-01", "2026-02-28") == []


def test_an_appeal_cannot_begin_with_more_than_its_fund(world: World) -> None:
    with pytest.raises(Refused, match="lớn hơn số dư đầu của quỹ"):
        with_opening(world, 900_000, 900_001)


def test_drafts_and_void_records_do_not_count(world: World) -> None:
    made = receipt(world, "2026-02-10", 500_000)
    world.records.void("donation_receipt", made.id, made.version, "Ghi nhầm")
    world.records.save(with_values(world.records.copy("donation_receipt", made.id), received_date="2026-02-11"))
    assert books(world).funds(YEAR)[1].received == 0


def test_random_movements_add_up_on_any_day(world: World) -> None:
    chance = random.Random(974)
    campaign = world.ids["campaign"][0]
    moves: list[tuple[str, int, str, int]] = []
    with world.database.transaction("Thử"):
        for _ in range(60):
            day = f"2026-{chance.randint(2, 4):02d}-{chance.randint(1, 28):02d}"
            fund, amount = chance.randint(0, 1), chance.randint(1, 9) * 10_000
            what = chance.choice(("received", "from_units", "spent", "passed_up", "passed_on"))
            beside = {"campaign": campaign} if fund else {}
            if what == "received":
                receipt(world, day, amount, fund, **beside)
            elif what == "from_units":
                receipt(world, day, amount, fund, source_level="noi_khac", source_unit="06020", donor=None, **beside)
            else:
                direction = {"spent": "doi_tuong", "passed_up": "cap_tren", "passed_on": "don_vi"}[what]
                unit = None if what == "spent" else "06"
                content = {"content": "luong_thuc" if fund else "tet"}
                payment(world, day, amount, fund, direction=direction, receiving_unit=unit, **beside, **content)
            moves.append((day, fund, what, amount))
    for _ in range(40):
        first, last = sorted(f"2026-{chance.randint(1, 5):02d}-{chance.randint(1, 28):02d}" for _ in range(2))
        wholes = [found for found in books(world).funds(Days(first, last)) if not found.campaign]
        for found in wholes:
            fund = world.ids["fund"].index(found.fund)
            mine = [move for move in moves if move[1] == fund]
            for what in ("received", "from_units", "spent", "passed_up", "passed_on"):
                expected = sum(move[3] for move in mine if move[2] == what and first <= move[0] <= last)
                assert getattr(found, what) == expected
            signed = [(day, amount if what in ("received", "from_units") else -amount) for day, _, what, amount in mine]
            start = 0 if fund else 1_000_000
            assert found.opening == start + sum(amount for day, amount in signed if day < first)
            assert found.closing == start + sum(amount for day, amount in signed if day <= last)


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


def test_conditional_gifts_against_what_was_spent(world: World) -> None:
    gift = receipt(world, "2026-02-10", 500_000, restricted=True, restriction="Tặng học sinh Trường Tiểu học Mẫu")
    receipt(world, "2026-02-11", 70_000)
    payment(world, "2026-03-01", 180_000, restricted_gift=gift.id, as_promised=True)
    (found,) = books(world).gifts(YEAR)
    assert (found.condition, found.amount, found.spent, found.left) == (
        "Tặng học sinh Trường Tiểu học Mẫu",
        500_000,
        180_000,
        320_000,
    )
    (earlier,) = books(world).gifts(replace(YEAR, last="2026-02-28"))
    assert earlier.spent == 0


def test_several_payments_together_spend_no_more_than_the_gift(world: World) -> None:
    """500.000 came; 300.000 went in March: 200.000 may still go, and the payment of March may grow to all of it."""
    gift = receipt(world, "2026-02-10", 500_000, restricted=True, restriction="Tặng học sinh")
    of_it: dict[str, Any] = {"restricted_gift": gift.id, "as_promised": True}
    first = payment(world, "2026-03-01", 300_000, **of_it)

    def told(record: Record, amount: int) -> list[str]:
        found = world.records.problems(with_values(record, money=amount))
        return [problem.message for problem in found if problem.rule == "within_the_gift"]

    second = with_values(world.records.copy("disbursement", first.id), paid_date="2026-03-02")
    assert told(second, 200_000) == []
    (message,) = told(second, 200_001)
    assert "chỉ còn 200.000 đồng" in message
    assert told(first, 500_000) == []
    assert len(told(first, 500_001)) == 1
    payment(world, "2026-03-02", 200_000, **of_it)
    (message,) = told(second, 1)
    assert "đã chi hết" in message
    assert told(first, 300_000) == []
    other = receipt(world, "2026-02-11", 100_000, restricted=True, restriction="Tặng học sinh")
    assert len(told(with_values(first, restricted_gift=other.id), 100_001)) == 1  # what it took was of another gift


def test_pledges_open_overdue_and_cancelled(world: World) -> None:
    donor, fund = world.ids["donor"][0], world.ids["fund"][0]
    base = {"donor": donor, "fund": fund, "kind": "tien", "goods_description": None, "cancelled_date": None}
    kept = final(
        world, "pledge", **base, registered_date="2026-01-05", amount=900_000, due_date="2026-03-01", status="mot_phan"
    )
    given_up = {**base, "status": "huy", "cancelled_date": "2026-02-15"}
    final(world, "pledge", **given_up, registered_date="2026-01-06", amount=400_000, due_date=None)
    receipt(world, "2026-02-10", 300_000, donor=donor, pledge=kept.id)
    found = {item.pledge: item for item in books(world).pledges(Days("2026-01-01", "2026-06-30"))}
    assert (found[kept.id].received, found[kept.id].open, found[kept.id].overdue("2026-06-30")) == (
        300_000,
        600_000,
        600_000,
    )
    assert found[kept.id].overdue("2026-03-01") == 0
    other = next(item for key, item in found.items() if key != kept.id)
    assert (other.cancelled, other.open) == (True, 0)
    (only,) = books(world).pledges(Days("2026-05-01", "2026-06-30"))  # the one that is still open
    assert only.pledge == kept.id
    before = {item.pledge: item for item in books(world).pledges(Days("2026-01-01", "2026-02-01"))}
    assert not before[other.pledge].cancelled
    assert before[other.pledge].open == 400_000


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
