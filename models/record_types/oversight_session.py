"""Giám sát, phản biện: oversight, criticism and opinions on drafts, and the people's own inspection."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, OneOf
from models.record_types._checks import Values, no_personal_numbers, not_above, not_before, number, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity

ON_DRAFT = OneOf("kind", ("phan_bien", "phan_bien_van_ban", "gop_y"))


def criticism_has_opinions(values: Values, lookup: Lookup) -> Problem | None:
    """Criticism and comments on a draft consist of opinions; without one there is nothing to answer."""
    if values.get("kind") not in ON_DRAFT.values or number(values, "opinions") != 0:
        return None
    return Problem("opinions", "Phản biện, góp ý mà số ý kiến là 0. Nhập số ý kiến đã nêu.")


OVERSIGHT_SESSION = RecordType(
    name="oversight_session",
    label="Giám sát, phản biện",
    plural="Giám sát, phản biện",
    group=Group.REGISTER,
    sections=(
        Section(
            "Nội dung",
            (
                Field("session_date", "Ngày", Kind.DATE, required=True),
                Field(
                    "kind",
                    "Loại",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        giam_sat="Giám sát",
                        # Held as a session it is counted by sessions, in writing by drafts: they never add.
                        phan_bien="Phản biện xã hội",
                        phan_bien_van_ban="Phản biện xã hội bằng văn bản",
                        gop_y="Góp ý dự thảo",
                        thanh_tra_nhan_dan="Thanh tra nhân dân",
                        dau_tu_cong_dong="Giám sát đầu tư của cộng đồng",
                    ),
                ),
                Field(
                    "role",
                    "Vai trò của Mặt trận",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(chu_tri="Chủ trì", phoi_hop="Phối hợp", tham_gia="Tham gia"),
                ),
                Field("subject", "Nội dung, tên dự thảo", Kind.LONG_TEXT, required=True, privacy=Privacy.PUBLIC),
                Field("body", "Cơ quan được giám sát hoặc soạn thảo", Kind.TEXT, privacy=Privacy.PUBLIC),
            ),
        ),
        Section(
            "Kết quả",
            (
                Field("opinions", "Số ý kiến, kiến nghị", Kind.INTEGER, unit="ý kiến", required=ON_DRAFT, minimum=0),
                Field("opinions_accepted", "Được tiếp thu", Kind.INTEGER, unit="ý kiến", minimum=0),
                Field("result", "Kết quả", Kind.LONG_TEXT),
                Field(
                    "follow_up",
                    "Theo dõi kiến nghị",
                    Kind.CHOICE,
                    choices=choices(
                        chua="Chưa có trả lời",
                        dang="Đang thực hiện",
                        da="Đã thực hiện",
                        khong="Không tiếp thu, có giải trình",
                        khong_can="Không có kiến nghị",
                    ),
                ),
                Field("answer_date", "Ngày trả lời", Kind.DATE),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("kind", "subject", "session_date"),
    list_columns=("number_text", "session_date", "kind", "subject", "body", "opinions"),
    dated_by="session_date",
    numbering=Numbering(prefixes=(("GS", All()),)),
    totals=("opinions", "opinions_accepted"),
    rules=(
        not_above("opinions_accepted", "opinions", ("số ý kiến được tiếp thu", "số ý kiến đã nêu")),
        rule(criticism_has_opinions, "Phản biện, góp ý có ít nhất một ý kiến.", Severity.WARNING),
        not_before("answer_date", "session_date", ("ngày trả lời", "ngày giám sát, phản biện")),
        no_personal_numbers("subject", "body"),
    ),
)
