"""Nhà được hỗ trợ: one house, built or mended, with every source that pays for it on a line of its own."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Lines, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, Is, OneOf
from models.record_types._checks import not_before
from models.record_types._choices import HOUSEHOLD_CATEGORIES, PASSED_ON, choices
from models.record_types._family_place import FAMILY_PLACE
from models.rules import Severity

APPROVED = OneOf("status", ("da_phe_duyet", "dang_thuc_hien", "da_ban_giao"))
STARTED = OneOf("status", ("dang_thuc_hien", "da_ban_giao"))
HANDED_OVER = Is("status", "da_ban_giao")
PAUSED = Is("status", "tam_dung")
OTHER_PROGRAMME = Is("programme", "khac")

FUNDING = Lines(
    "funding",
    "Nguồn hỗ trợ",
    "dòng",
    (
        Field(
            "source",
            "Nguồn",
            Kind.CHOICE,
            required=True,
            choices=choices(
                vnn_trung_uong="Quỹ “Vì người nghèo” Trung ương",
                vnn_tinh="Quỹ “Vì người nghèo” tỉnh",
                vnn_huyen="Quỹ “Vì người nghèo” huyện (trước 01/7/2025)",
                vnn_xa="Quỹ “Vì người nghèo” xã",
                cuu_tro="Quỹ cứu trợ",
                ngan_sach="Ngân sách, chương trình mục tiêu",
                nha_tai_tro="Nhà tài trợ",
                cong_dong="Cộng đồng, dòng họ",
                ngay_cong="Ngày công quy đổi",
                gia_dinh="Gia đình",
                khac="Khác",
            ),
        ),
        Field("fund", "Quỹ", Kind.REFERENCE, refers_to="fund"),
        Field("donor", "Nhà hảo tâm", Kind.REFERENCE, refers_to="donor"),
        Field("labour_days", "Ngày công", Kind.QUANTITY, unit="ngày công", minimum=1),
        Field("unit_price", "Đơn giá", Kind.MONEY, unit="đồng", minimum=0),
        Field(
            "value",
            "Số tiền, quy đổi",
            Kind.MONEY,
            unit="đồng",
            required=True,
            minimum=0,
            product_of=("labour_days", "unit_price"),
        ),
    ),
    minimum_rows=APPROVED,
    after="Kinh phí",
)

HOUSE_SUPPORT = RecordType(
    name="house_support",
    label="Nhà được hỗ trợ",
    plural="Nhà Đại đoàn kết",
    group=Group.REGISTER,
    sections=(
        Section(
            "Hộ, chương trình",
            (
                Field("household", "Hộ được giúp", Kind.REFERENCE, required=True, refers_to="household"),
                *FAMILY_PLACE,
                Field("category", "Đối tượng", Kind.CHOICE, required=True, choices=HOUSEHOLD_CATEGORIES),
                Field(
                    "kind",
                    "Loại hình",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(xay_moi="Xây mới", sua_chua="Sửa chữa"),
                ),
                Field(
                    "programme",
                    "Chương trình",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        xoa_nha_tam="Xóa nhà tạm, nhà dột nát",
                        dai_doan_ket="Nhà Đại đoàn kết thường niên",
                        khac="Khác",
                    ),
                ),
                Field(
                    "programme_name",
                    "Tên chương trình",
                    Kind.TEXT,
                    required=OTHER_PROGRAMME,
                    shown_if=OTHER_PROGRAMME,
                    privacy=Privacy.PUBLIC,
                ),
            ),
        ),
        Section(
            "Tiến độ",
            (
                Field("surveyed_date", "Ngày khảo sát", Kind.DATE, required=True),
                Field(
                    "status",
                    "Trạng thái",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        dang_khao_sat="Đang khảo sát",
                        da_phe_duyet="Đã phê duyệt",
                        dang_thuc_hien="Đang thực hiện",
                        da_ban_giao="Đã bàn giao",
                        tam_dung="Tạm dừng",
                    ),
                ),
                Field("decision_no", "Số quyết định phê duyệt", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("approved_date", "Ngày phê duyệt", Kind.DATE, required=APPROVED),
                Field("started_date", "Ngày khởi công", Kind.DATE, required=STARTED),
                Field("handed_over_date", "Ngày bàn giao", Kind.DATE, required=HANDED_OVER, shown_if=HANDED_OVER),
                Field("pause_reason", "Lý do tạm dừng", Kind.LONG_TEXT, shown_if=PAUSED),
                Field("floor_area", "Diện tích sàn", Kind.AREA, minimum=1),
                Field("hard_floor", "Nền cứng", Kind.BOOLEAN),
                Field("hard_walls", "Khung, tường cứng", Kind.BOOLEAN),
                Field("hard_roof", "Mái cứng", Kind.BOOLEAN),
            ),
        ),
        Section(
            "Kinh phí",
            (
                Field(
                    "source_level",
                    "Đơn vị hỗ trợ",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        truc_tiep="Đơn vị này hỗ trợ",
                        cap_tren="Cấp trên hỗ trợ, đơn vị ghi lại",
                        noi_khac="Nơi khác hỗ trợ, đơn vị ghi lại",
                    ),
                ),
                Field("source_unit", "Đơn vị Mặt trận đã hỗ trợ", Kind.UNIT, required=PASSED_ON, shown_if=PASSED_ON),
                Field("total_value", "Tổng giá trị", Kind.MONEY, unit="đồng", minimum=0, total_of="funding.value"),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(FUNDING,),
    title=("household", "kind", "surveyed_date"),
    list_columns=("number_text", "surveyed_date", "household", "kind", "programme", "status", "total_value"),
    dated_by="surveyed_date",
    numbering=Numbering(prefixes=(("NH", All()),)),
    giver="source_unit",
    totals=("total_value",),
    rules=(
        not_before("approved_date", "surveyed_date", ("ngày phê duyệt", "ngày khảo sát"), Severity.WARNING),
        not_before("started_date", "approved_date", ("ngày khởi công", "ngày phê duyệt"), Severity.WARNING),
        not_before("handed_over_date", "started_date", ("ngày bàn giao", "ngày khởi công")),
    ),
)
