"""Ngày hội Đại đoàn kết: the yearly festival of a residential area, who came and what was given there."""

from __future__ import annotations

from models.fields import Field, Group, Kind, RecordType, Section
from models.record_types._checks import Values, number, referred, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity


def households_not_above_area(values: Values, lookup: Lookup) -> Problem | None:
    """No more households attend than live in the area."""
    attending = number(values, "households")
    living = number(referred(values, lookup, "residential_area", "residential_area"), "households")
    if attending is None or living is None or attending <= living:
        return None
    return Problem("households", "Số hộ tham dự lớn hơn số hộ của khu dân cư. Kiểm tra lại hai số.")


def gifts_have_number_and_value(values: Values, lookup: Lookup) -> Problem | None:
    """A value of gifts belongs to a number of gifts."""
    if not number(values, "gifts_value") or number(values, "gifts"):
        return None
    return Problem("gifts", "Có trị giá quà mà chưa có số suất. Nhập số suất quà.")


UNITY_FESTIVAL = RecordType(
    name="unity_festival",
    label="Ngày hội Đại đoàn kết",
    plural="Ngày hội Đại đoàn kết",
    group=Group.REGISTER,
    sections=(
        Section(
            "Ngày hội",
            (
                Field("residential_area", "Khu dân cư", Kind.REFERENCE, required=True, refers_to="residential_area"),
                Field("festival_date", "Ngày tổ chức", Kind.DATE, required=True),
                Field(
                    "form",
                    "Hình thức",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(le_va_hoi="Phần lễ và phần hội", le="Chỉ phần lễ"),
                ),
                Field("households", "Số hộ tham dự", Kind.INTEGER, unit="hộ", minimum=0),
                Field(
                    "highest_leader",
                    "Lãnh đạo cấp cao nhất dự",
                    Kind.CHOICE,
                    choices=choices(xa="Xã, phường", huyen="Huyện", tinh="Tỉnh, thành phố", trung_uong="Trung ương"),
                ),
            ),
        ),
        Section(
            "Quà tặng, kinh phí",
            (
                Field("gifts", "Số suất quà", Kind.INTEGER, unit="suất", minimum=0),
                Field("gifts_value", "Trị giá quà", Kind.MONEY, unit="đồng", minimum=0),
                Field(
                    "houses",
                    "Số nhà bàn giao dịp này",
                    Kind.INTEGER,
                    unit="nhà",
                    minimum=0,
                    help="Từng nhà vẫn ghi ở sổ Nhà Đại đoàn kết",
                ),
                Field("cost", "Kinh phí tổ chức", Kind.MONEY, unit="đồng", minimum=0),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("residential_area", "festival_date"),
    list_columns=("festival_date", "residential_area", "form", "households", "highest_leader", "gifts_value"),
    dated_by="festival_date",
    totals=("households", "gifts", "gifts_value", "cost"),
    rules=(
        rule(households_not_above_area, "Số hộ tham dự không lớn hơn số hộ của khu dân cư.", Severity.WARNING),
        rule(gifts_have_number_and_value, "Có trị giá quà thì có số suất quà.", Severity.WARNING),
    ),
)
