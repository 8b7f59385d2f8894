"""Vụ việc hòa giải: a case of a mediation team, in the columns of the register (Luật 35/2013/QH13 Điều 21)."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Leaves, Lines, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, Is, OneOf
from models.record_types._checks import Values, rule
from models.record_types._choices import SEXES, choices
from models.record_types._mediation_choices import (
    CAPACITIES,
    CATEGORIES,
    END_REASONS,
    ESCALATIONS,
    EXCLUSIONS,
    FOLLOW_UP,
    GROUNDS,
    OUTCOMES,
    SUBCATEGORIES,
)
from models.record_types._mediation_rules import CASE_RULES, LAW, MEDIATOR_RULES, PARTY_RULES
from models.rules import Lookup, Problem

ACCEPTED = Is("accepted", "tiep_nhan")
OUT_OF_SCOPE = Is("accepted", "ngoai_pham_vi")
UNDER_WAY = All((ACCEPTED, OneOf("outcome", ("dang_giai_quyet", "thanh", "khong_thanh"))))
CLOSED = All((ACCEPTED, OneOf("outcome", ("thanh", "khong_thanh"))))
SETTLED = All((ACCEPTED, Is("outcome", "thanh")))
FAILED = All((ACCEPTED, Is("outcome", "khong_thanh")))
REFERRED = Is("referred", True)
ESCALATED = OneOf("escalation", ("bao_luc_10_4", "vppl_10_5"))


def detail_fits_category(values: Values, lookup: Lookup) -> Problem | None:
    """The detail is one of those of the chosen category."""
    detail = values.get("subcategory")
    if not detail or any(detail == choice.code for choice in SUBCATEGORIES.get(str(values.get("category")), ())):
        return None
    return Problem("subcategory", "Chi tiết không thuộc loại việc đã chọn. Chọn lại chi tiết hoặc để trống.")


INTAKE = Section(
    "Tiếp nhận",
    (
        Field("book_no", "Quyển số", Kind.TEXT, privacy=Privacy.PUBLIC),
        Field("team", "Tổ hòa giải", Kind.REFERENCE, required=True, refers_to="mediation_team"),
        Field(
            "co_team",
            "Tổ hòa giải phối hợp",
            Kind.REFERENCE,
            refers_to="mediation_team",
            help="Khi các bên ở khác khu dân cư; vụ việc chỉ tính ở tổ thứ nhất",
        ),
        Field("received_date", "Ngày nhận vụ việc", Kind.DATE, required=True),
        Field(
            "accepted",
            "Tiếp nhận",
            Kind.CHOICE,
            required=True,
            choices=choices(tiep_nhan="Đã tiếp nhận", ngoai_pham_vi="Không thuộc phạm vi, không tiếp nhận"),
        ),
        Field("exclusion", "Lý do không thuộc phạm vi", Kind.CHOICE, shown_if=OUT_OF_SCOPE, choices=EXCLUSIONS),
        Field(
            "ground",
            "Căn cứ tiến hành",
            Kind.CHOICE,
            required=ACCEPTED,
            shown_if=ACCEPTED,
            choices=GROUNDS,
            article=f"{LAW} Điều 16",
        ),
        Field(
            "referred_by",
            "Nơi đề nghị",
            Kind.TEXT,
            required=All((ACCEPTED, Is("ground", "phan_cong_hoac_de_nghi"))),
            shown_if=All((ACCEPTED, Is("ground", "phan_cong_hoac_de_nghi"))),
            help="Tổ trưởng tự phân công thì ghi “Tổ trưởng”",
        ),
        Field("category", "Loại việc", Kind.CHOICE, required=ACCEPTED, shown_if=ACCEPTED, choices=CATEGORIES),
        Field(
            "subcategory",
            "Chi tiết loại việc",
            Kind.CHOICE,
            shown_if=All((ACCEPTED, OneOf("category", tuple(SUBCATEGORIES)))),
            choices=tuple(choice for details in SUBCATEGORIES.values() for choice in details),
        ),
    ),
)
PARTIES = Lines(
    "parties",
    "Các bên",
    "bên",
    (
        Field("name", "Họ tên", Kind.TEXT, required=True),
        Field("is_organisation", "Là tổ chức", Kind.BOOLEAN),
        Field("birth_year", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100, privacy=Privacy.SENSITIVE),
        Field("age", "Tuổi", Kind.INTEGER, unit="tuổi", minimum=0, maximum=130, privacy=Privacy.SENSITIVE),
        Field("sex", "Giới tính", Kind.CHOICE, choices=SEXES, privacy=Privacy.SENSITIVE),
        Field("address", "Địa chỉ", Kind.TEXT),
        Field(
            "role",
            "Vai trò",
            Kind.CHOICE,
            required=True,
            choices=choices(ben_1="Bên thứ nhất", ben_2="Bên thứ hai", lien_quan="Người có quyền, nghĩa vụ liên quan"),
        ),
    ),
    minimum_rows=2,
    after="Tiếp nhận",
    rules=PARTY_RULES,
)
MEDIATORS = Lines(
    "mediators",
    "Hòa giải viên",
    "hòa giải viên",
    (
        Field("mediator", "Hòa giải viên", Kind.REFERENCE, required=True, refers_to="mediator"),
        Field("conflict_of_interest", "Có lợi ích liên quan đến vụ việc", Kind.BOOLEAN),
    ),
    minimum_rows=UNDER_WAY,  # a case just received may wait for its assignment
    shown_if=ACCEPTED,
    after="Nội dung",
    rules=MEDIATOR_RULES,
)
INVITEES = Lines(
    "invitees",
    "Người được mời",
    "người được mời",
    (Field("name", "Họ tên", Kind.TEXT, required=True), Field("capacity", "Tư cách", Kind.CHOICE, choices=CAPACITIES)),
    shown_if=ACCEPTED,
    after="Nội dung",
)
PROCEEDINGS = Section(
    "Tiến hành",
    (
        Field("assigned_date", "Ngày phân công", Kind.DATE, shown_if=ACCEPTED),
        Field(
            "started_date",
            "Ngày bắt đầu hòa giải",
            Kind.DATE,
            required=All((ACCEPTED, Is("outcome", "dang_giai_quyet"))),
            shown_if=ACCEPTED,
        ),
        Field("session_count", "Số buổi", Kind.INTEGER, unit="buổi", minimum=0, shown_if=ACCEPTED),
        Field("venue", "Địa điểm", Kind.TEXT, shown_if=ACCEPTED),
        Field("is_public", "Hòa giải công khai", Kind.BOOLEAN, shown_if=ACCEPTED),
    ),
)
RESULT = Section(
    "Kết quả",
    (
        Field(
            "outcome",
            "Kết quả",
            Kind.CHOICE,
            required=ACCEPTED,
            shown_if=ACCEPTED,
            choices=OUTCOMES,
            article=f"{LAW} Điều 24, Điều 27",
        ),
        Field("closed_date", "Ngày kết thúc", Kind.DATE, required=CLOSED, shown_if=CLOSED),
        Field(
            "end_reason",
            "Lý do kết thúc",
            Kind.CHOICE,
            required=FAILED,
            shown_if=FAILED,
            choices=END_REASONS,
            article=f"{LAW} Điều 23, Điều 27",
        ),
        Field(
            "agreement_text",
            "Thỏa thuận hoặc yêu cầu của mỗi bên",
            Kind.LONG_TEXT,
            required=SETTLED,
            shown_if=CLOSED,
            article=f"{LAW} Điều 24",
        ),
        Field("has_written", "Có văn bản hòa giải thành", Kind.BOOLEAN, shown_if=SETTLED),
        Field("due_date", "Thời hạn thực hiện", Kind.DATE, shown_if=SETTLED, foreseen=True),
        Field("follow_up_status", "Tình trạng thực hiện", Kind.CHOICE, shown_if=SETTLED, choices=FOLLOW_UP),
    ),
)
PASSED_ON = Section(
    "Chuyển và báo cáo",
    (
        Field("referred", "Chuyển, hướng dẫn đến cơ quan có thẩm quyền", Kind.BOOLEAN),
        Field("referred_to", "Chuyển đến", Kind.TEXT, required=REFERRED, shown_if=REFERRED),
        Field(
            "land_to_commune",
            "Chuyển UBND xã (tranh chấp đất đai)",
            Kind.BOOLEAN,
            shown_if=REFERRED,
            help="Hòa giải tranh chấp đất đai tại UBND xã không ghi vào sổ này",
        ),
        Field("escalation", "Báo cáo khẩn", Kind.CHOICE, privacy=Privacy.SENSITIVE, choices=ESCALATIONS),
        Field(
            "escalation_date",
            "Ngày báo cáo",
            Kind.DATE,
            required=ESCALATED,
            shown_if=ESCALATED,
            privacy=Privacy.SENSITIVE,
            article=f"{LAW} Điều 15 khoản 4",
        ),
        Field(
            "escalation_recipient",
            "Nơi nhận báo cáo",
            Kind.TEXT,
            required=ESCALATED,
            shown_if=ESCALATED,
            article=f"{LAW} Điều 10 khoản 4, khoản 5",
        ),
    ),
)

MEDIATION_CASE = RecordType(
    name="mediation_case",
    label="Vụ việc hòa giải",
    plural="Hòa giải ở cơ sở",
    group=Group.REGISTER,
    sections=(
        INTAKE,
        Section(
            "Nội dung",
            (Field("summary", "Nội dung chủ yếu", Kind.LONG_TEXT, required=True, article=f"{LAW} Điều 21 khoản 4"),),
        ),
        PROCEEDINGS,
        RESULT,
        PASSED_ON,
        Section(
            "Ghi chú",
            (
                Field("paid", "Đã chi thù lao", Kind.BOOLEAN, shown_if=ACCEPTED),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(PARTIES, MEDIATORS, INVITEES),
    title=("received_date", "category"),
    list_columns=("number_text", "received_date", "team", "category", "outcome", "closed_date"),
    dated_by="received_date",
    numbering=Numbering(scope=("team",)),
    leaves=Leaves.FIGURES,
    rules=(rule(detail_fits_category, "Chi tiết loại việc thuộc loại việc đã chọn."), *CASE_RULES),
)
