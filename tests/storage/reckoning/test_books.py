"""The books against sums made by hand, and against a plain evaluator over many random movements and days."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from models.book_layout import funds_book
from models.books import Days
from models.records import Record, Refused
from storage.database import Database
from tests.storage.treasury import GOODS, YEAR, books, final, line, payment, receipt, treasury
from tests.storage.world import World, reasoned, with_values


@pytest.fixture
def world(database: Database) -> World:
    return treasury(database)


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


def test_the_opening_balance_stands_at_the_beginning_of_its_day(world: World) -> None:
    """What moves on 01/01 itself comes on top of the balance of 01/01; what moved the day before is within it."""
    for day in ("2025-12-31", "2026-01-01"):
        receipt(world, day, 500_000)
        payment(world, day, 200_000)
        receipt(world, day, None, **GOODS, goods=[line("Gạo", "kg", 10)])
        payment(world, day, 7_000, form="hien_vat_va_tien", goods=[line("Gạo", "kg", 4)])
    found = books(world).funds(YEAR)[1]
    assert (found.opening, found.received, found.spent, found.closing) == (1_000_000, 500_000, 207_000, 1_293_000)
    assert found.opens == "", "the days begin with the balance: there is no day to name"
    (rice,) = books(world).stock(YEAR)
    assert (rice.opening, rice.taken_in, rice.given_out) == (0, 10_000, 4_000)


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
    """Live on 01/03 with 900.000 in the fund, 700.000 of it the appeal's; what moved in February is within it."""
    campaign = with_opening(world, 900_000, 700_000)
    receipt(world, "2026-02-10", 500_000, 1, campaign=campaign)
    payment(world, "2026-02-20", 60_000, 1, campaign=campaign, content="luong_thuc")
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
    draft = with_values(world.records.copy("campaign", world.ids["campaign"][0]), opening_balance=5)
    world.records.save(draft)
    assert parts("2026-01-01", "2026-03-01") == [700_000]


def test_an_appeal_cannot_begin_with_more_than_its_fund(world: World) -> None:
    with pytest.raises(Refused, match="lớn hơn số dư đầu của quỹ"):
        with_opening(world, 900_000, 900_001)


def test_goods_are_no_money(world: World) -> None:
    receipt(world, "2026-02-10", None, **GOODS, goods=[line("Gạo", "kg", 10) | {"unit_price": 15_000}])
    goods = [line("Gạo", "kg", 4) | {"unit_price": 15_000}]
    payment(world, "2026-02-11", 7_000, form="hien_vat_va_tien", goods=goods)
    found = books(world).funds(YEAR)[1]
    assert (found.received, found.spent) == (0, 7_000)


def test_a_closed_fund_leaves_the_book_with_the_year(world: World) -> None:
    final(world, "fund", name="Quỹ cũ", fund_kind="khac", opened="2024-03-01", closed="2025-12-31")

    def funds(days: Days) -> list[str]:
        return [found.fund_title for found in books(world).funds(days)]

    assert "Quỹ cũ" not in funds(YEAR)
    assert "Quỹ cũ" in funds(Days("2025-12-31", "2026-12-31"))
    assert "Quỹ cũ" not in funds(Days("2024-01-01", "2024-02-29"))
    assert "Quỹ cũ" in funds(Days("2024-01-01", "2024-03-01"))


def test_received_records_are_no_part_of_our_books(world: World) -> None:
    gift = receipt(world, "2026-02-10", 500_000, restricted=True, restriction="Tặng học sinh")
    receipt(world, "2026-02-10", None, **GOODS, goods=[line("Gạo", "kg", 10)])
    assert (books(world).funds(YEAR)[1].received, len(books(world).stock(YEAR))) == (500_000, 1)
    assert [found.receipt for found in books(world).gifts(YEAR)] == [gift.id]
    with world.database.transaction("Thử"):
        world.database.execute("UPDATE donation_receipt SET received = 1")
    assert (books(world).funds(YEAR)[1].received, books(world).stock(YEAR), books(world).gifts(YEAR)) == (0, [], [])


def test_drafts_and_void_records_do_not_count(world: World) -> None:
    made = receipt(world, "2026-02-10", 500_000)
    world.records.void("donation_receipt", made.id, made.version, "Ghi nhầm")
    world.records.save(with_values(world.records.copy("donation_receipt", made.id), received_date="2026-02-11"))
    assert books(world).funds(YEAR)[1].received == 0


COUNTED = {"donation_receipt": ("amount_vnd", "received_date"), "disbursement": ("money", "paid_date")}


def test_the_records_behind_a_number_add_up_to_it(world: World) -> None:
    """The relief fund begins on 01/03; every kind of movement stands before it, in it, and after the days."""
    campaign = with_opening(world, 900_000, 700_000)
    amount = 1_000
    for day in ("2026-02-10", "2026-03-10", "2026-04-10", "2026-04-20"):
        for fund, beside in ((0, {}), (1, {"campaign": campaign})):
            named: dict[str, Any] = {**beside, "content": "luong_thuc" if fund else "tet"}
            receipt(world, day, amount := amount * 2, fund, **beside)
            receipt(world, day, amount + 1, fund, source_level="noi_khac", source_unit="06020", donor=None, **beside)
            payment(world, day, amount + 2, fund, **named)
            for direction in ("cap_tren", "don_vi"):
                payment(world, day, amount + len(direction), fund, direction=direction, receiving_unit="06", **named)
    days = Days("2026-02-01", "2026-04-15")
    book = funds_book(books(world).funds(days), days)
    cells = [cell for row in book.table.rows for cell in row if cell.key]
    assert len(cells) == len(book.behind) == 15
    for cell in cells:
        behind = book.behind[cell.key]
        amount_of, dated = (
            ("amount_vnd", "received_date") if behind.record_type == "donation_receipt" else ("money", "paid_date")
        )
        assert behind.days is not None
        rows = [
            row
            for row in world.database.rows(f"SELECT * FROM {behind.record_type}")
            if behind.days.first <= row[dated] <= behind.days.last
            and all(row[name] == key for name, key in behind.references.items())
            and all(row[name] in codes for name, codes in behind.answers.items())
        ]
        assert cell.number == sum(row[amount_of] for row in rows), cell.key
    wholes = {cell.key.rpartition("|")[2]: 0 for cell in cells}
    for cell in cells:
        wholes[cell.key.rpartition("|")[2]] += 0 if campaign in cell.key else cell.number or 0
    assert [cell.number for cell in book.table.rows[-1][3:-1]] == list(wholes.values())


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
    more = final(world, "pledge", **base, registered_date="2026-01-07", amount=100_000, due_date=None, status="du")
    receipt(world, "2026-01-10", 150_000, donor=donor, pledge=more.id)  # more came than was promised
    assert next(item for item in books(world).pledges(YEAR) if item.pledge == more.id).open == 0
    other = next(item for key, item in found.items() if key != kept.id)
    assert (other.cancelled, other.open) == (True, 0)
    (only,) = books(world).pledges(Days("2026-05-01", "2026-06-30"))  # the one that is still open
    assert only.pledge == kept.id
    before = {item.pledge: item for item in books(world).pledges(Days("2026-01-01", "2026-02-01"))}
    assert not before[other.pledge].cancelled
    assert before[other.pledge].open == 400_000
    assert before[kept.id].received == 0


def test_a_pledge_counts_on_its_own_day_and_on_that_of_its_end(world: World) -> None:
    base = {"donor": world.ids["donor"][0], "fund": world.ids["fund"][0], "kind": "tien", "amount": 100_000}
    base |= {"goods_description": None, "due_date": None, "registered_date": "2026-03-10"}
    kept = final(world, "pledge", **base, status="du", cancelled_date=None)
    receipt(world, "2026-03-10", 100_000, donor=kept.values["donor"], pledge=kept.id)
    given_up = final(world, "pledge", **base, status="huy", cancelled_date="2026-04-15")

    def stands(first: str, last: str) -> dict[str, bool]:
        return {found.pledge: found.cancelled for found in books(world).pledges(Days(first, last))}

    assert stands("2026-01-01", "2026-03-09") == {}
    assert stands("2026-03-10", "2026-03-10") == {kept.id: False, given_up.id: False}
    assert stands("2026-03-11", "2026-04-14") == {given_up.id: False}, "what was kept in full is no more of these days"
    assert stands("2026-03-10", "2026-04-15") == {kept.id: False, given_up.id: True}
