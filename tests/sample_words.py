"""Invented Vietnamese words for texts, chosen by what a field is called; an unknown field gets its own label."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from models.fields import Field, Kind, Privacy, RecordType

FAMILIES = ("Hoàng", "Nông", "Lý", "Vi", "Lương", "Chu", "Nguyễn", "Đặng", "Bế", "Triệu", "Đỗ", "Phùng")
MIDDLES = ("Văn", "Thị", "Đức", "Thanh", "Ngọc", "Minh", "Hữu", "Thu")
GIVEN = (
    "Ánh",
    "Bình",
    "Cường",
    "Đào",
    "Én",
    "Giang",
    "Hòa",
    "Ích",
    "Lan",
    "Mến",
    "Nga",
    "Ổn",
    "Quý",
    "Sâm",
    "Thử",
    "Ưng",
)
PLACES = ("Nà Mẫu", "Bản Thử", "Khe Ví", "Pác Mơ", "Đồng Giả", "Suối Tưởng", "Cầu Đề", "Phố Mới", "Ngã Hai Mẫu")
COMMUNES = ("Thử Nghiệm", "Mẫu Sơn Giả", "Ví Dụ", "Giả Định")
GOODS = ("Gạo tẻ", "Chăn ấm", "Mì ăn liền", "Sữa hộp", "Xi măng", "Tôn lợp", "Áo ấm", "Sách vở", "Ngày công xây")
MEASURES = ("kg", "chiếc", "thùng", "hộp", "bao", "tấm", "suất", "bộ", "công")
BODIES = ("Hội Nông dân", "Hội Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh", "Hợp tác xã", "Công ty TNHH")
SENTENCES = (
    "Số liệu mẫu để xem thử.",
    "Nội dung được đặt ra, không có thật.",
    "Các bên trao đổi tại nhà văn hóa; mọi người tham gia đầy đủ.",
    "Làm theo kế hoạch đã thống nhất tại hội nghị khu dân cư.",
)
Words = Callable[[random.Random, Field], str]


def person(chance: random.Random) -> str:
    return " ".join(chance.choice(names) for names in (FAMILIES, MIDDLES, GIVEN))


def _digits(count: int) -> Words:
    """Numbers that begin with zeros belong to nobody."""
    return lambda chance, item: f"{chance.randrange(10_000):0{count}d}"


_BY_NAME: tuple[tuple[str, Words], ...] = (
    (r"phone$", lambda chance, item: f"0900 000 {chance.randrange(1000):03d}"),
    (r"^id_number$|_id$", _digits(12)),
    (r"tax_code$", _digits(10)),
    (r"decision_no$", lambda chance, item: f"{chance.randint(1, 200)}/QĐ-UBND"),
    (r"minutes_no$", lambda chance, item: f"{chance.randint(1, 60):02d}/BB"),
    (r"(_no|_ref|^code|_sheet|^account)$", lambda chance, item: f"{chance.randint(1, 999):03d}"),
    (r"issuer$", lambda chance, item: f"UBND xã {chance.choice(COMMUNES)}"),
    (r"currency$", lambda chance, item: "USD"),
    (r"^unit$", lambda chance, item: chance.choice(MEASURES)),
    (r"address|residence|venue|place", lambda chance, item: f"{chance.choice(PLACES)}, xã {chance.choice(COMMUNES)}"),
    (
        r"organisation|owner|partner|recipient|referred",
        lambda chance, item: f"{chance.choice(BODIES)} {chance.choice(PLACES)}",
    ),
)
_PERSON = re.compile("Người|Kế toán|Thủ quỹ|Tổ trưởng")


def words_for(record_type: RecordType, item: Field, chance: random.Random) -> str:
    """A text that could stand in this field."""
    if item.kind is Kind.LONG_TEXT:
        return f"{item.label} (mẫu {chance.randint(1, 99)}). {chance.choice(SENTENCES)}"
    for pattern, words in _BY_NAME:
        if re.search(pattern, item.name):
            return words(chance, item)
    if item.travels is not Privacy.PUBLIC and (item.name.endswith("name") or _PERSON.match(item.label)):
        return person(chance)
    if item.name.endswith("name"):
        if item.name not in record_type.by_name:
            return chance.choice(GOODS)
        thing = item.label.removeprefix("Tên").strip() or record_type.label
        return f"{thing[0].upper()}{thing[1:]} {chance.choice(PLACES)} {chance.randint(1, 9)}"
    return f"{item.label} {chance.randint(1, 99)}"
