"""What a family has received: worked out by hand, from lists of beneficiaries and houses, in the year asked for."""

from dataclasses import replace
from typing import Any

import pytest

from models.records import Query, Record, State
from tests.storage.world import filled, with_values


@pytest.fixture
def world(database):
    return filled(database, 1)


def household(world, number=7) -> Any:
    return world.final("household", number, head_name="Lý Thị Mẫu", birth_year=1960)


def reasoned(world, name, number, **values) -> Record:
    """A final record with these values, whatever only asks for a reason."""
    record = with_values(world.sample(name, number), **values)
    asked = {problem.reason_key for problem in world.records.problems(record)}
    return replace(record, reasons=dict.fromkeys(asked, "Đã đối chiếu"))


def row(key, household, amount, **values):
    return {"id": key, "full_name": "Lý Thị Mẫu", "category": "ho_ngheo", "gift_count": 1, "given_amount": amount,
            "household": household, **values}  # fmt: skip


def paid(world, day, *rows, final=True, **values) -> Any:
    fund = world.final("fund", 1, fund_kind="vnn", opened="2020-01-01", closed=None, opening_date=None,
                       opening_balance=None, opening_received=None).id  # fmt: skip
    fixed = {"fund": fund, "paid_date": day, "decision_date": day, "direction": "doi_tuong", "receiving_unit": None,
             "form": "tien_mat", "money": 1_000_000, "goods_value": None, "goods": [], "restricted_gift": None,
             "as_promised": None, "source_level": "truc_tiep", "source_unit": None, "gift_value": None,
             "content": "tet", "decision_no": "12/QĐ", "decision_body": "UBND xã", "accountant": "Vũ Thị Toán",
             "approver": "Lê Văn Duyệt", "campaign": None, "running_cost": False, "occasion": "tet", "gifts": 1,
             "beneficiaries": list(rows)}  # fmt: skip
    record = reasoned(world, "disbursement", 1, **{**fixed, **values})
    return world.records.make_final(record) if final else world.records.save(record)


def house(world, owner, handed_over, value) -> Any:
    funding = [{"id": f"{owner}-f", "source": "vnn_xa", "value": value}]
    record = reasoned(world, "house_support", 1, household=owner, status="da_ban_giao", surveyed_date="2025-01-05",
                      approved_date="2025-02-05", started_date="2025-03-05", handed_over_date=handed_over,
                      decision_no="1/QĐ", funding=funding, source_level="truc_tiep", source_unit=None)  # fmt: skip
    return world.records.make_final(record)


def tallies(world, owner) -> dict[str, object]:
    seen = world.records.lookup()("household", owner)
    return {name: seen[name] for name in ("received_gifts", "received_houses")}


def test_gifts_and_houses_are_summed_and_parts_drafts_and_void_ones_are_not(world):
    owner = household(world).id
    assert tallies(world, owner) == {"received_gifts": 0, "received_houses": 0}
    paid(world, "2025-01-20", row("a", owner, 500_000), row("b", owner, 200_000, is_part=True))
    paid(world, "2025-10-17", row("c", owner, 1_000_000), row("d", None, 300_000))
    paid(world, "2025-10-18", row("e", owner, 7_000_000), final=False)
    crossed = paid(world, "2025-10-19", row("f", owner, 9_000_000))
    world.records.void("disbursement", crossed.id, crossed.version, "Ghi trùng")
    built = house(world, owner, "2025-11-10", 80_000_000)
    paid(world, "2025-11-01", row("g", owner, 40_000_000, house=built.id))  # contained in the house's value
    assert tallies(world, owner) == {"received_gifts": 1_500_000, "received_houses": 80_000_000}
    listed = {item.id: item.values["received_gifts"] for item in world.records.page(Query("household"), 0, 99)}
    assert listed[owner] == 1_500_000


def test_the_story_names_every_record_once_the_newest_first(world):
    owner = household(world).id
    built = house(world, owner, "2025-11-10", 80_000_000)
    first = paid(world, "2025-01-20", row("a", owner, 500_000), row("b", owner, 250_000))
    story = world.records.told("household", owner)
    assert [(one.record_type, one.id, one.day, one.given) for one in story] == [
        ("house_support", built.id, "2025-11-10", "80.000.000 đồng"),
        ("disbursement", first.id, "2025-01-20", "750.000 đồng"),
    ]
    assert story[1].label == f"Phiếu chi hỗ trợ {first.number_text}"
    assert world.records.told("household", household(world, 8).id) == []


def test_the_year_so_far_stands_at_the_household_of_a_row_without_the_record_itself(world):
    owner = household(world).id
    first = paid(world, "2025-01-20", row("a", owner, 500_000))
    paid(world, "2025-02-20", row("b", owner, 1_000_000))
    paid(world, "2024-12-31", row("c", owner, 3_000_000))
    today = world.database.today().year
    new = with_values(world.records.new("disbursement"), paid_date="2025-05-01", beneficiaries=[row("n", owner, None)])
    when = "Năm nay" if today == 2025 else "Năm 2025"
    assert world.records.notes(new)["beneficiaries/n/household"] == f"{when} đã nhận: 2 lần, 1.500.000 đồng"
    assert world.records.notes(first)["beneficiaries/a/household"] == f"{when} đã nhận: 1 lần, 1.000.000 đồng"
    asked = with_values(world.records.new("house_support"), household=owner, surveyed_date="2023-05-01")
    assert world.records.notes(asked)["household"] == "Năm 2023 chưa nhận khoản nào"
    assert first.state is State.FINAL


def test_the_form_of_a_household_begins_with_the_year_and_then_says_all(world):
    owner = household(world)
    year = world.database.today().year
    paid(world, f"{year}-01-01", row("a", owner.id, 500_000))
    paid(world, "2023-02-20", row("b", owner.id, 1_000_000))
    assert world.records.notes(owner)["head_name"] == (
        "Năm nay đã nhận: 1 lần, 500.000 đồng. Đã nhận hỗ trợ: 1.500.000 đồng"
    )


def test_what_is_left_of_a_conditional_gift_stands_where_it_is_spent(world):
    spent = paid(world, "2025-03-20", row("a", None, 1_000_000))
    fund = spent.values["fund"]
    sample = reasoned(world, "donation_receipt", 3, fund=fund, received_date="2025-01-10", amount_vnd=18_500_000,
                      kind="chuyen_khoan", bank_ref="BC 1", goods=[], pledge=None, campaign=None, restricted=True,
                      restriction="Học bổng", accountant="Vũ Thị Toán", publish_name=False,
                      fx_currency=None, fx_amount=None, fx_rate=None)  # fmt: skip
    gift = world.records.make_final(sample)
    used = paid(world, "2025-04-01", row("b", None, 1_000_000), fund=fund, restricted_gift=gift.id, as_promised=True)
    assert world.records.notes(used)["restricted_gift"] == "Còn chưa chi: 17.500.000 đồng"
    assert [one.id for one in world.records.told("donation_receipt", gift.id)] == [used.id]
