"""Nhà hảo tâm: who gives. An organisation's name is public, a person's is personal, so they are two fields."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.predicates import OneOf
from models.record_types._checks import Values, digits, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem

ORGANISATIONS = ("co_quan", "doanh_nghiep", "ton_giao", "to_chuc_nuoc_ngoai")
PERSONS = ("ca_nhan", "ho_gia_dinh", "kieu_bao")
HAS_PUBLIC_NAME = OneOf("kind", (*ORGANISATIONS, "an_danh"))
IS_ORGANISATION = OneOf("kind", ORGANISATIONS)
IS_PERSON = OneOf("kind", PERSONS)


def anonymous_is_not_published(values: Values, lookup: Lookup) -> Problem | None:
    """Who gives without a name has not agreed to see it published."""
    if values.get("kind") != "an_danh" or values.get("publish_name") in (None, "an_danh"):
        return None
    return Problem("publish_name", "Nhà hảo tâm ẩn danh. Chọn “Ẩn danh” ở ô Đồng ý công khai tên.")


DONOR = RecordType(
    name="donor",
    label="Nhà hảo tâm",
    plural="Nhà hảo tâm",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Nhà hảo tâm",
            (
                # "Kiều bào/tổ chức nước ngoài" of the paper is two choices: the one is a person, the other is not.
                Field(
                    "kind",
                    "Loại",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        ca_nhan="Cá nhân",
                        ho_gia_dinh="Hộ gia đình",
                        co_quan="Cơ quan, đơn vị",
                        doanh_nghiep="Doanh nghiệp",
                        ton_giao="Tổ chức tôn giáo",
                        kieu_bao="Kiều bào",
                        to_chuc_nuoc_ngoai="Tổ chức nước ngoài",
                        an_danh="Ẩn danh",
                    ),
                ),
                Field(
                    "organisation_name",
                    "Tên cơ quan, tổ chức",
                    Kind.TEXT,
                    required=HAS_PUBLIC_NAME,
                    shown_if=HAS_PUBLIC_NAME,
                    privacy=Privacy.PUBLIC,
                    help="Ẩn danh: ghi cách gọi, ví dụ “Nhà hảo tâm ẩn danh”",
                ),
                Field(
                    "person_name",
                    "Họ tên",
                    Kind.TEXT,
                    required=IS_PERSON,
                    shown_if=IS_PERSON,
                    privacy=Privacy.PERSONAL,
                    help="Hộ gia đình: họ tên chủ hộ",
                ),
                Field("address", "Địa chỉ", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("phone", "Điện thoại", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("tax_code", "Mã số thuế", Kind.TEXT, shown_if=IS_ORGANISATION, privacy=Privacy.PUBLIC),
                Field(
                    "representative", "Người đại diện", Kind.TEXT, shown_if=IS_ORGANISATION, privacy=Privacy.PERSONAL
                ),
                Field(
                    "publish_name",
                    "Đồng ý công khai tên",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(co="Có", khong="Không", an_danh="Ẩn danh"),
                    help="Chỉ chọn “Có” khi nhà hảo tâm đã đồng ý",
                    article="Luật 91/2025/QH15 Điều 16",
                ),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    title=("organisation_name", "person_name"),
    list_columns=("organisation_name", "person_name", "kind", "address", "phone", "publish_name"),
    rules=(
        rule(
            anonymous_is_not_published,
            "Không công khai tên nhà hảo tâm ẩn danh.",
            article="Luật 91/2025/QH15 Điều 16",
        ),
        digits("tax_code", "mã số thuế", (10, 13)),
    ),
)
