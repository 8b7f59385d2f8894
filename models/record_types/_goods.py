"""Goods as they are counted when they come in and when they go out: the same columns, so that a stock can be told."""

from __future__ import annotations

import datetime as dt

from models.fields import Field, Kind, Lines, Lookup, Privacy, Problem
from models.record_types._checks import Values, number, rule

GOODS_FIELDS = (
    Field("name", "Tên hàng", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
    Field("unit", "Đơn vị tính", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
    Field("quantity", "Số lượng", Kind.QUANTITY, required=True, minimum=1),
    Field("unit_price", "Đơn giá", Kind.MONEY, unit="đồng", minimum=0),
    Field("value", "Thành tiền quy đổi", Kind.MONEY, unit="đồng", minimum=0, product_of=("quantity", "unit_price")),
    Field("quality", "Chất lượng", Kind.TEXT, privacy=Privacy.PUBLIC),
    Field("expiry", "Hạn dùng", Kind.DATE),
)


def goods_counted(values: Values, lookup: Lookup) -> Problem | None:
    """Goods are counted in full, by kind and number; what they are worth may stay open."""
    if not values.get("name") or number(values, "quantity") is not None:
        return None
    return Problem("quantity", "Chưa có số lượng. Nhập số đã kiểm đếm, kể cả khi chưa biết giá trị.")


ARTICLE = "Nghị định 93/2021/NĐ-CP Điều 9 khoản 2 điểm a"
GOODS_RULES = (
    rule(goods_counted, "Hiện vật ghi đủ số lượng, chủng loại.", article=ARTICLE, valid_from=dt.date(2021, 12, 11)),
)
OPENING_GOODS = Lines(
    "goods",
    "Hàng tồn đầu",
    "dòng",
    (
        Field("item", "Tên hàng", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
        Field("unit", "Đơn vị tính", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
        Field("quantity", "Số lượng", Kind.QUANTITY, required=True, minimum=1),
    ),
)
"""What lay in the store on the day of the fund's opening balance: no receipt of the year, so no report counts it."""
