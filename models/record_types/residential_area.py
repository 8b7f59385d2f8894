"""Khu dân cư: the places below a commune, with days of validity so that mergers keep the old figures apart."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Lines, Privacy, RecordType, Section, Span
from models.record_types._checks import Values, given_once, not_above, not_before, referred, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity
from models.visibility import rows_of


def predecessor_has_ended(values: Values, lookup: Lookup) -> Problem | None:
    """An area that went into a new one and still stands is counted beside it."""
    for index, row in enumerate(rows_of(values, "predecessors")):
        old = referred(row, lookup, "area", "residential_area")
        if old and not old.get("valid_to"):
            message = "Khu dân cư cũ chưa có ngày hết hiệu lực nên vẫn được tính. Mở khu dân cư cũ và nhập ngày đó."
            return Problem("area", message, line=("predecessors", index))
    return None


RESIDENTIAL_AREA = RecordType(
    name="residential_area",
    label="Khu dân cư",
    plural="Khu dân cư",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Khu dân cư",
            (
                Field("code", "Mã", Kind.TEXT, privacy=Privacy.PUBLIC, help="Mã đang dùng tại địa phương, nếu có"),
                Field("name", "Tên", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                Field(
                    "kind",
                    "Loại",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        thon="Thôn", ban="Bản", khoi_pho="Khối phố", to_dan_pho="Tổ dân phố", khu_dan_cu="Khu dân cư"
                    ),
                ),
                Field("households", "Số hộ", Kind.INTEGER, unit="hộ", minimum=0),
                Field("people", "Số nhân khẩu", Kind.INTEGER, unit="người", minimum=0),
            ),
        ),
        Section(
            "Ban Công tác Mặt trận",
            (
                Field("head_name", "Trưởng ban Công tác Mặt trận", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("head_phone", "Điện thoại", Kind.TEXT, privacy=Privacy.PERSONAL),
            ),
        ),
        Section(
            "Hiệu lực",
            (
                Field(
                    "valid_from",
                    "Có từ ngày",
                    Kind.DATE,
                    required=True,
                    help="Không rõ ngày thành lập: ghi 01/01 của năm bắt đầu dùng sổ",
                ),
                Field("valid_to", "Hết hiệu lực từ ngày", Kind.DATE, help="Khi sáp nhập, chia tách hoặc giải thể"),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(
        Lines(
            "predecessors",
            "Hình thành từ",
            "khu dân cư cũ",
            (Field("area", "Khu dân cư cũ", Kind.REFERENCE, required=True, refers_to="residential_area"),),
            after="Hiệu lực",
        ),
    ),
    title=("name",),
    list_columns=("code", "name", "kind", "households", "people", "head_name"),
    validity=Span("valid_from", ("valid_to",)),
    totals=("households", "people"),
    rules=(
        not_before("valid_to", "valid_from", ("ngày hết hiệu lực", "ngày bắt đầu")),
        not_above("households", "people", ("số hộ", "số nhân khẩu"), Severity.WARNING),
        given_once("predecessors", "area", "khu dân cư cũ"),
        rule(predecessor_has_ended, "Khu dân cư cũ phải có ngày hết hiệu lực.", Severity.WARNING),
    ),
)
