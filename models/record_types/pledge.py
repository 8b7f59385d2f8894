"""Đăng ký ủng hộ: a promise, kept apart from what was received, which is added up from the receipts and never typed."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Tally
from models.numbering import Numbering
from models.predicates import All, Is, OneOf
from models.record_types._campaign_rules import CAMPAIGN_OF_THIS_FUND
from models.record_types._checks import not_before
from models.record_types._choices import choices
from models.rules import Severity

IN_KIND = OneOf("kind", ("hien_vat", "dich_vu"))
CANCELLED = Is("status", "huy")

PLEDGE = RecordType(
    name="pledge",
    label="Đăng ký ủng hộ",
    plural="Đăng ký ủng hộ",
    group=Group.REGISTER,
    sections=(
        Section(
            "Đăng ký",
            (
                Field("registered_date", "Ngày đăng ký", Kind.DATE, required=True),
                Field("donor", "Nhà hảo tâm", Kind.REFERENCE, required=True, refers_to="donor"),
                Field("fund", "Quỹ", Kind.REFERENCE, required=True, refers_to="fund"),
                Field("campaign", "Đợt vận động", Kind.REFERENCE, refers_to="campaign"),
                Field(
                    "kind",
                    "Hình thức",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(tien="Tiền", hien_vat="Hiện vật", dich_vu="Dịch vụ"),
                ),
                Field(
                    "amount",
                    "Số tiền (hoặc giá trị ước)",
                    Kind.MONEY,
                    unit="đồng",
                    required=True,
                    minimum=1,
                    help="Đăng ký từ trước khi dùng sổ: ghi số còn lại",
                ),
                Field(
                    "goods_description",
                    "Mô tả hiện vật, dịch vụ",
                    Kind.LONG_TEXT,
                    required=IN_KIND,
                    shown_if=IN_KIND,
                    privacy=Privacy.PUBLIC,
                ),
                Field("occasion", "Dịp", Kind.TEXT, privacy=Privacy.PUBLIC, help="Ví dụ: lễ phát động"),
            ),
        ),
        Section(
            "Thực hiện",
            (
                Field("due_date", "Thời hạn thực hiện", Kind.DATE, foreseen=True),
                Field("condition", "Điều kiện, địa chỉ", Kind.LONG_TEXT),
                Field(
                    "status",
                    "Trạng thái",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        da_dang_ky="Đã đăng ký",
                        hoan_tat_thu_tuc="Đang hoàn tất thủ tục",
                        mot_phan="Đã thực hiện một phần",
                        du="Đã thực hiện đủ",
                        huy="Hủy",
                    ),
                ),
                # Without the day, a pledge withdrawn in July would vanish from the figures of June.
                Field("cancelled_date", "Ngày hủy", Kind.DATE, required=CANCELLED, shown_if=CANCELLED),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("donor", "registered_date", "amount"),
    list_columns=("number_text", "registered_date", "donor", "amount", "remaining", "status"),
    dated_by="registered_date",
    numbering=Numbering(prefixes=(("ĐK", All()),)),
    totals=("amount",),
    tallies=(
        Tally("received", "Đã tiếp nhận", Kind.MONEY, of="donation_receipt", by="pledge", field="amount_vnd"),
        Tally(
            "remaining", "Còn lại", Kind.MONEY, of="donation_receipt", by="pledge", field="amount_vnd", out_of="amount"
        ),
    ),
    rules=(
        CAMPAIGN_OF_THIS_FUND,
        not_before("due_date", "registered_date", ("thời hạn thực hiện", "ngày đăng ký"), Severity.WARNING),
        not_before("cancelled_date", "registered_date", ("ngày hủy", "ngày đăng ký")),
    ),
)
