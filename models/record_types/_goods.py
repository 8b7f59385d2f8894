"""Goods as they are counted when they come in and when they go out: the same columns, so that a stock can be told."""

from __future__ import annotations

from models.fields import Field, Kind, Lines, Privacy

COUNTED = "Nghị định 93/2021/NĐ-CP Điều 9 khoản 2 điểm a"
"""Goods are counted in full, by kind and number; what they are worth may stay open."""

GOODS_FIELDS = (
    Field("name", "Tên hàng", Kind.TEXT, required=True, privacy=Privacy.PUBLIC, article=COUNTED),
    Field("unit", "Đơn vị tính", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
    Field("quantity", "Số lượng", Kind.QUANTITY, required=True, minimum=1, article=COUNTED),
    Field("unit_price", "Đơn giá", Kind.MONEY, unit="đồng", minimum=0),
    Field("value", "Thành tiền quy đổi", Kind.MONEY, unit="đồng", minimum=0, product_of=("quantity", "unit_price")),
    Field("quality", "Chất lượng", Kind.TEXT, privacy=Privacy.PUBLIC),
    Field("expiry", "Hạn dùng", Kind.DATE, foreseen=True),
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
