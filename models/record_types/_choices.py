"""Closed lists written briefly, and those that several record types share."""

from __future__ import annotations

from models.fields import Choice


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
