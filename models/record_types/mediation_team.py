"""Tổ hòa giải: the teams of a commune. size and women (Luật 35/2013/QH13 Điều 12) are counted from the mediators."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Span, Tally
from models.predicates import Is, OneOf
from models.record_types._checks import not_before
from models.record_types._choices import choices
from models.record_types._mediation_rules import TEAM_RULES
from models.rules import Severity

ENDED = OneOf("status", ("sap_nhap", "giai_the"))

MEDIATION_TEAM = RecordType(
    name="mediation_team",
    label="Tổ hòa giải",
    plural="Tổ hòa giải",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Tổ hòa giải",
            (
                Field("name", "Tên tổ", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                Field("residential_area", "Khu dân cư", Kind.REFERENCE, required=True, refers_to="residential_area"),
                Field("decision_no", "Quyết định công nhận số", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("decision_date", "Ngày quyết định", Kind.DATE),
                Field("leader_name", "Tổ trưởng", Kind.TEXT, privacy=Privacy.PERSONAL),
            ),
        ),
        Section(
            "Hoạt động",
            (
                Field(
                    "valid_from",
                    "Hoạt động từ ngày",
                    Kind.DATE,
                    required=True,
                    help="Không rõ ngày thành lập: ghi 01/01 của năm bắt đầu dùng sổ",
                ),
                Field("strengthened_date", "Ngày kiện toàn gần nhất", Kind.DATE),
                Field(
                    "status",
                    "Trạng thái",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(hoat_dong="Đang hoạt động", sap_nhap="Đã sáp nhập", giai_the="Đã giải thể"),
                ),
                Field("valid_to", "Ngày sáp nhập, giải thể", Kind.DATE, required=ENDED, shown_if=ENDED),
            ),
        ),
        Section(
            "Trong năm",
            (
                Field("funded", "Được hỗ trợ kinh phí trong năm", Kind.BOOLEAN, help="Cập nhật mỗi năm"),
                Field(
                    "funding_vnd",
                    "Kinh phí hỗ trợ trong năm",
                    Kind.MONEY,
                    unit="đồng",
                    minimum=0,
                    shown_if=Is("funded", True),
                ),
                Field("joint_activities", "Số hoạt động phối hợp trong năm", Kind.INTEGER, unit="hoạt động", minimum=0),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("name",),
    list_columns=("name", "residential_area", "leader_name", "mediators", "strengthened_date", "status"),
    validity=Span("valid_from", ("valid_to",)),
    totals=("funding_vnd", "joint_activities"),
    tallies=(
        Tally("mediators", "Số hòa giải viên", Kind.INTEGER, of="mediator", by="team"),
        Tally("women", "Nữ", Kind.INTEGER, of="mediator", by="team", where=Is("sex", "nu")),
    ),
    rules=(
        *TEAM_RULES,
        not_before("strengthened_date", "valid_from", ("ngày kiện toàn", "ngày bắt đầu hoạt động"), Severity.WARNING),
        not_before("valid_to", "valid_from", ("ngày sáp nhập, giải thể", "ngày bắt đầu hoạt động")),
    ),
)
