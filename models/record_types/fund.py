"""Quỹ: the funds that receipts are booked to; indicators group by the fixed fund_kind, never by a local fund."""

from __future__ import annotations

from dataclasses import replace

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Span
from models.predicates import Filled
from models.record_types._checks import not_above, not_before
from models.record_types._choices import choices
from models.record_types._goods import OPENING_GOODS
from models.rules import Severity

FUND = RecordType(
    name="fund",
    label="Quỹ",
    plural="Quỹ",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Quỹ",
            (
                Field(
                    "fund_kind",
                    "Loại quỹ",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        vnn="Quỹ “Vì người nghèo”",
                        cuu_tro="Quỹ cứu trợ",
                        an_sinh_xa_hoi="An sinh xã hội",
                        cot_moc="Quỹ xây dựng đường kiểm tra cột mốc",
                        khac="Khác",
                    ),
                ),
                Field("name", "Tên quỹ", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                # The account of a fund is printed on every appeal; it is no account of a person.
                Field("account", "Số tài khoản, nơi mở", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("opened", "Ngày lập quỹ, phát động", Kind.DATE, required=True),
                Field("closed", "Ngày kết thúc", Kind.DATE),
            ),
        ),
        Section(
            "Số dư đầu",
            (
                Field(
                    "opening_date",
                    "Ngày số dư đầu",
                    Kind.DATE,
                    required=Filled("opening_balance"),
                    help="Ngày bắt đầu ghi quỹ này vào sổ",
                ),
                Field(
                    "opening_balance", "Số dư đầu", Kind.MONEY, unit="đồng", required=Filled("opening_date"), minimum=0
                ),
                Field(
                    "opening_received",
                    "Đã tiếp nhận trước ngày số dư đầu, lũy kế từ khi phát động",
                    Kind.MONEY,
                    unit="đồng",
                    minimum=0,
                ),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(replace(OPENING_GOODS, after="Số dư đầu"),),
    title=("name",),
    list_columns=("name", "fund_kind", "account", "opened", "closed"),
    validity=Span("opened", ("closed",)),
    totals=("opening_balance",),
    rules=(
        not_before("closed", "opened", ("ngày kết thúc", "ngày lập quỹ")),
        not_before("opening_date", "opened", ("ngày số dư đầu", "ngày lập quỹ")),
        not_above(
            "opening_balance", "opening_received", ("số dư đầu", "số đã tiếp nhận từ khi phát động"), Severity.WARNING
        ),
    ),
)
