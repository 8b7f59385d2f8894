"""Closed lists written briefly, and those that several record types share."""

from __future__ import annotations

from models.fields import Choice
from models.predicates import OneOf


def choices(**labels: str) -> tuple[Choice, ...]:
    """Choices from code="label", in this order; one that is retired is written as Choice(..., retired=True)."""
    return tuple(Choice(code, label) for code, label in labels.items())


WORK_KINDS = choices(
    duong="Đường giao thông",
    nha_van_hoa="Nhà văn hóa",
    truong_hoc="Trường học",
    thuy_loi="Thủy lợi",
    tram_y_te="Trạm y tế",
    cau="Cầu dân sinh",
    ranh_cong="Rãnh, cống thoát nước",
    chieu_sang="Điện chiếu sáng",
    cay_xanh="Cây xanh, đường hoa",
    nuoc_sach="Nước sạch",
    khac="Công trình khác",
)
"""What works of the community are; land is given for some of them."""

SEXES = choices(nam="Nam", nu="Nữ")

HOUSEHOLD_CATEGORIES = choices(
    ho_ngheo="Hộ nghèo",
    can_ngheo="Hộ cận nghèo",
    kho_khan="Hoàn cảnh khó khăn",
    chinh_sach="Người có công, chính sách",
    bao_tro="Bảo trợ xã hội",
    khuyet_tat="Khuyết tật",
    cao_tuoi="Người cao tuổi",
    khac="Khác",
)
"""What a household that is helped counts as."""

TARGET_GROUPS = (
    *HOUSEHOLD_CATEGORIES[:-1],
    *choices(
        lao_thanh="Lão thành cách mạng",
        hoc_sinh="Học sinh, trẻ em",
        tieu_bieu_dtts="Người tiêu biểu dân tộc thiểu số",
        luc_luong="Cán bộ, chiến sĩ lực lượng vũ trang",
        don_vi_luc_luong="Đơn vị lực lượng vũ trang",
        co_so_bao_tro="Cơ sở bảo trợ, nuôi dưỡng",
        don_vi="Đơn vị, tập thể khác",
    ),
    HOUSEHOLD_CATEGORIES[-1],
)
"""Whom a gift goes to: a household of one of the categories, a person, or a body."""

SOURCE_LEVELS = choices(truc_tiep="Trực tiếp", cap_tren="Cấp trên phân bổ", noi_khac="Nơi khác chuyển")
"""Who gave: this unit itself, or another unit of the Front, which its UNIT field then names."""
PASSED_ON = OneOf("source_level", ("cap_tren", "noi_khac"))
"""Another unit of the Front gave it."""
