"""Sums and products of a record; expectations worked out by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arithmetic import applies, worked_out
from models.fields import Field, Group, Kind, Lines, RecordType, Section
from models.predicates import Is

GOODS = Lines(
    "goods",
    "Hiện vật",
    "dòng",
    (
        Field("quantity", "Số lượng", Kind.QUANTITY),
        Field("price", "Đơn giá", Kind.MONEY),
        Field("value", "Thành tiền", Kind.MONEY, product_of=("quantity", "price")),
    ),
    shown_if=Is("in_kind", True),
)
GIFT = RecordType(
    name="gift",
    label="Quà",
    plural="Quà",
    group=Group.REGISTER,
    sections=(
        Section(
            "A",
            (
                Field("in_kind", "Hiện vật", Kind.BOOLEAN),
                Field("total", "Tổng", Kind.MONEY, total_of="goods.value"),
                Field("gifts", "Số suất", Kind.INTEGER),
                Field("each", "Mỗi suất", Kind.MONEY),
                Field("sum", "Cộng", Kind.MONEY, product_of=("gifts", "each")),
                Field("length", "Dài", Kind.QUANTITY),
                Field("width", "Rộng", Kind.QUANTITY),
                Field("surface", "Mặt", Kind.QUANTITY, product_of=("length", "width")),
            ),
        ),
    ),
    lines=(GOODS,),
    title=("total",),
    list_columns=("total",),
)


def row(key, quantity=None, price=None, value=None):
    return {"id": key, "quantity": quantity, "price": price, "value": value}


def test_products_then_their_sum():
    values: dict[str, Any] = {
        "in_kind": True,
        "total": 7,
        "goods": [row("a", 360_000, 250_000), row("b", 1_500, 3), row("c")],
    }
    result: dict[str, Any] = worked_out(GIFT, values)
    assert [line["value"] for line in result["goods"]] == [90_000_000, 5, None]  # 1,5 × 3 = 4,5 → 5
    assert result["total"] == 90_000_005
    assert applies(GIFT, values) == {"total", "goods/a/value", "goods/b/value"}
    assert values["total"] == 7
    assert values["goods"][0]["value"] is None


@pytest.mark.parametrize(
    ("quantity", "price", "value"),
    [(1_000, 1, 1), (499, 1, 0), (500, 1, 1), (333, 100, 33), (335, 100, 34), (0, 5_000, 0), (2_125, 8_000, 17_000)],
)
def test_products_round_half_up(quantity, price, value):
    assert worked_out(GIFT, {"in_kind": True, "goods": [row("a", quantity, price)]})["total"] == value


def test_typed_values_stand_where_nothing_applies():
    values = {"in_kind": True, "total": 5, "goods": [row("a", 1_000), row("b", price=4)]}
    assert worked_out(GIFT, values) == values
    assert applies(GIFT, values) == frozenset()
    typed = {"in_kind": True, "goods": [row("a", value=100), row("b", value=20)]}
    assert worked_out(GIFT, typed)["total"] == 120
    assert applies(GIFT, typed) == {"total"}


def test_a_hidden_child_table_adds_nothing():
    values = {"in_kind": False, "total": 5, "goods": [row("a", 1_000, 100)]}
    assert worked_out(GIFT, values) == values
    assert applies(GIFT, values) == frozenset()


def test_products_of_the_record_itself():
    assert worked_out(GIFT, {"gifts": 180, "each": 500_000})["sum"] == 90_000_000
    assert worked_out(GIFT, {"length": 2_500, "width": 1_500})["surface"] == 3_750  # 2,5 × 1,5 = 3,75
    assert applies(GIFT, {"gifts": 1, "each": 1}) == {"sum"}


def test_what_is_too_large_is_left_to_the_officer():
    assert worked_out(GIFT, {"gifts": 10**9, "each": 10**9}) == {"gifts": 10**9, "each": 10**9}


amounts = st.none() | st.integers(0, 10**9)
lines = st.lists(st.builds(row, st.uuids().map(str), amounts, amounts, amounts), max_size=4)


@given(lines, st.booleans(), amounts)
def test_working_out_twice_changes_nothing(goods, in_kind, total):
    values = {"in_kind": in_kind, "total": total, "goods": goods}
    once = worked_out(GIFT, values)
    assert worked_out(GIFT, once) == once
    assert applies(GIFT, once) == applies(GIFT, values)


PAID = RecordType(
    name="paid",
    label="Chi",
    plural="Chi",
    group=Group.REGISTER,
    sections=(
        Section(
            "A",
            (
                Field("form", "Hình thức", Kind.TEXT),
                Field("money", "Tiền", Kind.MONEY, shown_if=Is("form", "tien")),
                Field("goods_value", "Hàng", Kind.MONEY, total_of="people.value"),
                Field("amount", "Tổng", Kind.MONEY, sum_of=("money", "goods_value")),
            ),
        ),
    ),
    lines=(
        Lines(
            "people",
            "Người",
            "dòng",
            (Field("value", "Giá trị", Kind.MONEY), Field("inside", "Trong đó", Kind.BOOLEAN)),
            part="inside",
        ),
    ),
    title=("amount",),
    list_columns=("amount",),
)


def test_a_sum_of_fields_takes_what_is_given_and_shown():
    assert worked_out(PAID, {"form": "tien", "money": 5, "goods_value": 7})["amount"] == 12
    assert worked_out(PAID, {"form": "tien", "money": 5})["amount"] == 5
    assert worked_out(PAID, {"form": "hang", "money": 5, "goods_value": 7})["amount"] == 7
    assert "amount" in applies(PAID, {"goods_value": 0})
    assert worked_out(PAID, {"amount": 9})["amount"] == 9
    assert applies(PAID, {"amount": 9}) == frozenset()


def test_rows_inside_others_are_left_out_of_the_sum_that_is_summed_again():
    people = [
        {"id": "a", "value": 140, "inside": False},
        {"id": "b", "value": 18, "inside": True},
        {"id": "c", "value": 18, "inside": None},
    ]
    result = worked_out(PAID, {"form": "tien", "money": 2, "people": people})
    assert (result["goods_value"], result["amount"]) == (158, 160)
