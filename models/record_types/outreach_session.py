"""Tuyên truyền: meetings, broadcasts and the like by which the Front speaks to people, with how many were reached."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, OneOf
from models.record_types._checks import Values, no_personal_numbers, number, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity

ATTENDED = OneOf("form", ("hoi_nghi", "sinh_hoat", "truc_tuyen"))


def people_not_below_sessions(values: Values, lookup: Lookup) -> Problem | None:
    """A meeting without anybody was none; the two numbers are easily swapped."""
    people, sessions = number(values, "people"), number(values, "sessions")
    if people is None or sessions is None or people >= sessions:
        return None
    return Problem("people", "Số lượt người ít hơn số cuộc. Kiểm tra lại hai số.")


OUTREACH_SESSION = RecordType(
    name="outreach_session",
    label="Tuyên truyền",
    plural="Tuyên truyền",
    group=Group.REGISTER,
    sections=(
        Section(
            "Nội dung",
            (
                Field("session_date", "Ngày", Kind.DATE, required=True),
                Field(
                    "form",
                    "Hình thức",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        hoi_nghi="Hội nghị",
                        sinh_hoat="Sinh hoạt khu dân cư",
                        loa_truyen_thanh="Loa truyền thanh",
                        truc_tuyen="Trực tuyến",
                        khac="Khác",
                    ),
                ),
                Field("theme", "Chủ đề, nội dung", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                Field(
                    "residential_area",
                    "Khu dân cư",
                    Kind.REFERENCE,
                    refers_to="residential_area",
                    help="Để trống nếu tổ chức chung ở xã, phường",
                ),
                Field("place", "Địa điểm", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("partners", "Đơn vị phối hợp", Kind.TEXT, privacy=Privacy.PUBLIC),
            ),
        ),
        Section(
            "Kết quả",
            (
                Field(
                    "sessions",
                    "Số cuộc",
                    Kind.INTEGER,
                    unit="cuộc",
                    required=True,
                    minimum=1,
                    help="Ghi gộp nhiều cuộc cùng chủ đề được",
                ),
                Field("people", "Số lượt người", Kind.INTEGER, unit="lượt người", required=ATTENDED, minimum=0),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("theme", "session_date"),
    list_columns=("number_text", "session_date", "theme", "form", "sessions", "people"),
    dated_by="session_date",
    numbering=Numbering(prefixes=(("TT", All()),)),
    totals=("sessions", "people"),
    rules=(
        rule(people_not_below_sessions, "Số lượt người không ít hơn số cuộc.", Severity.HINT),
        no_personal_numbers("theme", "place", "partners"),
    ),
)
