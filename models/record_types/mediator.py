"""Hòa giải viên: the members of the teams, with what the yearly statistics ask of them."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Span
from models.predicates import Filled
from models.record_types._checks import Values, day, not_before, number, rule
from models.record_types._choices import SEXES, choices
from models.rules import Lookup, Problem, Severity

YOUNGEST = 18
"""Nobody younger appears as a mediator in practice; a younger one is most likely a slip in the year."""


def old_enough_at_recognition(values: Values, lookup: Lookup) -> Problem | None:
    """The year of birth fits the day of recognition."""
    recognised, born = day(values, "decision_date"), number(values, "birth_year")
    if recognised is None or born is None or recognised.year - born >= YOUNGEST:
        return None
    return Problem("birth_year", f"Khi được công nhận chưa đủ {YOUNGEST} tuổi. Kiểm tra lại năm sinh, ngày quyết định.")


MEDIATOR = RecordType(
    name="mediator",
    label="Hòa giải viên",
    plural="Hòa giải viên",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Hòa giải viên",
            (
                Field("team", "Tổ hòa giải", Kind.REFERENCE, required=True, refers_to="mediation_team"),
                Field("name", "Họ tên", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
                Field("sex", "Giới tính", Kind.CHOICE, required=True, choices=SEXES, privacy=Privacy.PERSONAL),
                Field("birth_year", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100, privacy=Privacy.PERSONAL),
                Field("ethnic_minority", "Người dân tộc thiểu số", Kind.BOOLEAN, privacy=Privacy.SENSITIVE),
                Field("position", "Chức vụ", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("phone", "Điện thoại", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("is_leader", "Là tổ trưởng", Kind.BOOLEAN),
            ),
        ),
        Section(
            "Trình độ, công nhận",
            (
                Field(
                    "qualification",
                    "Trình độ",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(chuyen_mon_luat="Có chuyên môn luật", chua_dao_tao_luat="Chưa qua đào tạo luật"),
                ),
                Field("decision_no", "Quyết định công nhận số", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                Field("decision_date", "Ngày quyết định", Kind.DATE, required=True),
                Field("trained", "Được bồi dưỡng trong năm", Kind.BOOLEAN, required=True, help="Cập nhật mỗi năm"),
            ),
        ),
        Section(
            "Thôi làm hòa giải viên",
            (
                Field("left_date", "Ngày thôi", Kind.DATE),
                Field(
                    "left_reason",
                    "Lý do thôi",
                    Kind.CHOICE,
                    required=Filled("left_date"),
                    shown_if=Filled("left_date"),
                    privacy=Privacy.PERSONAL,
                    choices=choices(
                        nguyen_vong="Theo nguyện vọng",
                        khong_con_tieu_chuan="Không còn đáp ứng tiêu chuẩn",
                        vi_pham="Vi phạm",
                    ),
                ),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("name",),
    list_columns=("name", "team", "sex", "qualification", "is_leader", "decision_date"),
    validity=Span("decision_date", ("left_date",)),
    rules=(
        rule(old_enough_at_recognition, f"Hòa giải viên đủ {YOUNGEST} tuổi khi được công nhận.", Severity.WARNING),
        not_before("left_date", "decision_date", ("ngày thôi", "ngày quyết định công nhận")),
    ),
)
