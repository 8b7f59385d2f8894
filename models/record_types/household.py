"""Hộ được giúp: a family that gifts, relief and houses go to, so that one sees what it has received."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Tally
from models.predicates import Empty
from models.record_types._checks import digits
from models.record_types._choices import HOUSEHOLD_CATEGORIES, SEXES
from models.record_types._family_place import FAMILY_PLACE

HOUSEHOLD = RecordType(
    name="household",
    label="Hộ được giúp",
    plural="Hộ được giúp",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Chủ hộ",
            (
                Field("head_name", "Họ tên chủ hộ", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
                Field("birth_year", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100, privacy=Privacy.PERSONAL),
                Field("sex", "Giới tính", Kind.CHOICE, choices=SEXES, privacy=Privacy.PERSONAL),
                Field("id_number", "Số căn cước", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("phone", "Điện thoại", Kind.TEXT, privacy=Privacy.PERSONAL),
            ),
        ),
        Section(
            "Hộ",
            (
                *FAMILY_PLACE,
                Field("address", "Địa chỉ", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("category", "Đối tượng", Kind.CHOICE, required=True, choices=HOUSEHOLD_CATEGORIES),
                Field("category_year", "Năm xét duyệt", Kind.YEAR, minimum=1900, maximum=2100),
                Field("members", "Số nhân khẩu", Kind.INTEGER, unit="nhân khẩu", minimum=1),
                Field("circumstances", "Hoàn cảnh, nhu cầu", Kind.LONG_TEXT, privacy=Privacy.SENSITIVE),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("head_name", "birth_year", "residential_area", "commune"),
    list_columns=("head_name", "birth_year", "residential_area", "category", "members", "received_gifts"),
    totals=("members",),
    tallies=(
        # What was paid for a house is contained in its value, and counted there.
        Tally(
            "received_gifts",
            "Đã nhận hỗ trợ",
            Kind.MONEY,
            of="disbursement.beneficiaries",
            by="household",
            field="given_amount",
            where=Empty("house"),
        ),
        Tally(
            "received_houses",
            "Nhà đã bàn giao",
            Kind.MONEY,
            of="house_support",
            by="household",
            field="total_value",
            dated_by="handed_over_date",
        ),
    ),
    rules=(digits("id_number", "số căn cước", (9, 12)),),
)
