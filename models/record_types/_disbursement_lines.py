"""The child tables of a disbursement: who received, and which goods went out."""

from __future__ import annotations

from models.fields import Field, Kind, Lines, Privacy
from models.predicates import All, Is, IsNot, OneOf
from models.record_types._choices import TARGET_GROUPS, choices
from models.record_types._goods import GOODS_FIELDS

NOT_PASSED_ON = Is("direction", "doi_tuong")
RUNNING = Is("running_cost", True)
TO_PEOPLE = All((NOT_PASSED_ON, IsNot("running_cost", True)))
"""What a fund spends on its own work helps nobody by itself (Nghị định 93/2021/NĐ-CP Điều 12 khoản 3)."""

GOODS_FORMS = ("hien_vat", "hien_vat_va_tien")
IN_GOODS = OneOf("form", GOODS_FORMS)
BY_PROXY = Is("signature", "ky_thay")
SIGNING = "Thông tư 72/2008/TT-BTC Mục 6.3c"
"""Who signs for a beneficiary is named, with the relation to him."""

BENEFICIARIES = Lines(
    "beneficiaries",
    "Danh sách nhận hỗ trợ",
    "dòng",
    (
        Field("full_name", "Họ tên người nhận, đơn vị", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
        Field("birth_year", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100, privacy=Privacy.PERSONAL),
        Field("id_number", "Số căn cước", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("residential_area", "Khu dân cư", Kind.REFERENCE, refers_to="residential_area"),
        Field("category", "Đối tượng", Kind.CHOICE, required=True, choices=TARGET_GROUPS),
        Field("gift_count", "Số suất", Kind.INTEGER, required=True, minimum=1),
        Field("given_amount", "Số tiền, giá trị", Kind.MONEY, unit="đồng", minimum=0),
        Field("given_goods", "Hiện vật", Kind.TEXT, privacy=Privacy.PUBLIC),
        Field("household", "Hộ được giúp", Kind.REFERENCE, refers_to="household", privacy=Privacy.PERSONAL),
        # What is paid for a house is contained in that house's value; the household's story counts it there.
        Field("house", "Nhà được hỗ trợ", Kind.REFERENCE, refers_to="house_support", privacy=Privacy.PERSONAL),
        Field("signature", "Ký nhận", Kind.CHOICE, choices=choices(da_ky="Đã ký nhận", ky_thay="Ký thay")),
        Field(
            "signed_by",
            "Người ký thay",
            Kind.TEXT,
            required=BY_PROXY,
            shown_if=BY_PROXY,
            privacy=Privacy.PERSONAL,
            article=SIGNING,
        ),
        Field(
            "relation",
            "Quan hệ",
            Kind.TEXT,
            required=BY_PROXY,
            shown_if=BY_PROXY,
            privacy=Privacy.PERSONAL,
            article=SIGNING,
        ),
        Field("is_part", "Trong đó", Kind.BOOLEAN),
    ),
    shown_if=TO_PEOPLE,
    after="Đối tượng",
    part="is_part",
)
GOODS = Lines(
    "goods",
    "Hiện vật xuất",
    "dòng",
    GOODS_FIELDS,
    minimum_rows=IN_GOODS,
    shown_if=IN_GOODS,
    after="Khoản chi",
)
