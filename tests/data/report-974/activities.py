"""What units do beside money and cases: outreach, oversight and criticism, opinions on drafts, roads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from made_up import Chance, shares
from setting import COMMUNES, CUTOFF, DISTRICT, NAMES, PROVINCE, Row

FIRST = date(2024, 1, 8)
ROAD = 4_389  # m
SESSIONS, PEOPLE = 1_767, 140_278
RECORDS_OF_OUTREACH = 14  # per commune; a record stands for several sessions on one theme
THEMES = (
    "Xây dựng nông thôn mới, đô thị văn minh",
    "Phòng cháy, chữa cháy khu dân cư",
    "Phòng, chống ma túy, tội phạm",
    "An toàn giao thông",
    "Phòng, chống bạo lực gia đình",
    "Luật Đất đai năm 2024",
    "An toàn thực phẩm",
)
OPINIONS_ON_DRAFTS = {PROVINCE: 94, DISTRICT: 50}
OPINIONS_OF_COMMUNES = 245
CRITICISM = {"sessions": 18, "opinions": 121}
CRITICISM_OF_DISTRICT = {"sessions": 6, "opinions": 64}
CRITICISM_IN_WRITING = {"drafts": 2, "opinions": 18}  # the province's: the report counts drafts, not sessions
OVERSIGHT = {PROVINCE: 4, DISTRICT: 60}
PEOPLE_S_INSPECTION, COMMUNITY_INVESTMENT = 60, 125
DRAFTS = (
    "Dự thảo nghị quyết về phát triển kinh tế - xã hội",
    "Dự thảo kế hoạch xây dựng nông thôn mới",
    "Dự thảo quy chế dân chủ ở cơ sở",
    "Dự thảo đề án sắp xếp khu dân cư",
    "Dự thảo luật lấy ý kiến Nhân dân",
)
OVERSEEN = (
    "Thu, chi các loại quỹ do Nhân dân đóng góp",
    "Bình xét hộ nghèo, hộ cận nghèo",
    "Hỗ trợ xây dựng nhà ở cho hộ nghèo",
    "Giải quyết đơn thư của công dân",
    "Công khai thủ tục hành chính",
)
INVESTED = (
    "Công trình đường bê tông nội thôn",
    "Công trình nhà văn hóa",
    "Công trình mương tưới",
    "Công trình nước sạch",
)


def all_of_them(chance: Chance) -> Iterator[tuple[str, Row]]:
    """(file, line) of the registers of every unit."""
    for unit, metres in zip(COMMUNES, shares(ROAD, len(COMMUNES), chance), strict=True):
        yield from road(unit, metres, chance)
    halls = zip(
        COMMUNES, shares(SESSIONS, len(COMMUNES), chance), shares(PEOPLE, len(COMMUNES), chance), strict=True
    )  # fmt: skip
    for unit, sessions, people in halls:
        yield from outreach(unit, sessions, people, chance)
    yield from of_communes(chance)
    yield from of_upper_units(chance)


def road(unit: str, metres: int, chance: Chance) -> Iterator[tuple[str, Row]]:
    """One road of concrete, given by the people of one residential area."""
    work, area = f"{unit}/CT1", f"{unit}/KDC{chance.between(1, 3)}"
    started, done = chance.day(date(2024, 2, 20), date(2024, 3, 20)), chance.day(date(2024, 4, 1), date(2024, 5, 25))
    yield (
        "public_work",
        {
            "unit": unit,
            "key": work,
            "name": "Đường bê tông nội thôn",
            "kind": "duong",
            "residential_area": area,
            "length_m": metres,
            "width_m": 3,
            "surface": "be_tong",
            "status": "hoan_thanh",
            "started_date": started,
            "completed_date": done,
        },
    )
    yield (
        "work_contribution",
        {
            "unit": unit,
            "key": f"{unit}/NC1",
            "public_work": work,
            "residential_area": area,
            "from_date": started,
            "to_date": done,
            "kind": "duong",
            "quantity": metres,
            "source": "nha_nuoc_va_dan",
        },
    )


def outreach(unit: str, sessions: int, people: int, chance: Chance) -> Iterator[tuple[str, Row]]:
    days = sorted(chance.day(FIRST, CUTOFF) for _ in range(RECORDS_OF_OUTREACH))
    split = zip(
        days, shares(sessions, len(days), chance), shares(people, len(days), chance), strict=True
    )  # fmt: skip
    for number, (day, count, reached) in enumerate(split, 1):
        yield (
            "outreach_session",
            {
                "unit": unit,
                "key": f"{unit}/TT{number:02d}",
                "session_date": day,
                "form": chance.pick(("hoi_nghi", "sinh_hoat", "sinh_hoat")),
                "theme": chance.pick(THEMES),
                "place": NAMES[unit],
                "partners": chance.pick(("Công an xã", "Hội Phụ nữ", "Đoàn Thanh niên", "")),
                "sessions": count,
                "people": reached,
            },
        )


def of_communes(chance: Chance) -> Iterator[tuple[str, Row]]:
    """Opinions on drafts, the people's inspection and oversight of investment everywhere; two held no criticism."""
    count = len(COMMUNES)
    counted = {
        "gop_y": shares(OPINIONS_OF_COMMUNES, count, chance),
        "thanh_tra_nhan_dan": shares(PEOPLE_S_INSPECTION, count, chance),
        "dau_tu_cong_dong": shares(COMMUNITY_INVESTMENT, count, chance),
        "phan_bien": [*shares(CRITICISM["sessions"], count - 2, chance), 0, 0],
    }
    opinions = [*shares(CRITICISM["opinions"], count - 2, chance), 0, 0]
    for index, unit in enumerate(COMMUNES):
        kinds = [(kind, numbers[index]) for kind, numbers in counted.items()]
        yield from sessions_of(unit, kinds, opinions[index], chance)


def of_upper_units(chance: Chance) -> Iterator[tuple[str, Row]]:
    district = [("gop_y", OPINIONS_ON_DRAFTS[DISTRICT]), ("giam_sat", OVERSIGHT[DISTRICT])]
    held = ("phan_bien", CRITICISM_OF_DISTRICT["sessions"])
    yield from sessions_of(DISTRICT, [*district, held], CRITICISM_OF_DISTRICT["opinions"], chance)
    province = [("gop_y", OPINIONS_ON_DRAFTS[PROVINCE]), ("giam_sat", OVERSIGHT[PROVINCE])]
    written = ("phan_bien_van_ban", CRITICISM_IN_WRITING["drafts"])
    yield from sessions_of(PROVINCE, [*province, written], CRITICISM_IN_WRITING["opinions"], chance)


def sessions_of(
    unit: str, kinds: Sequence[tuple[str, int]], opinions: int, chance: Chance
) -> Iterator[tuple[str, Row]]:
    """The unit's sessions in the order of their days; `opinions` are those of all its criticism together."""
    held = [(chance.day(FIRST, CUTOFF), kind) for kind, count in kinds for _ in range(count)]
    criticised = sum(kind.startswith("phan_bien") for _, kind in held)
    voiced = iter(shares(opinions, criticised, chance) if criticised else ())
    for number, (day, kind) in enumerate(sorted(held), 1):
        on_draft = kind in ("gop_y", "phan_bien", "phan_bien_van_ban")
        subject = DRAFTS if on_draft else INVESTED if kind == "dau_tu_cong_dong" else OVERSEEN
        yield (
            "oversight_session",
            {
                "unit": unit,
                "key": f"{unit}/GS{number:03d}",
                "session_date": day,
                "kind": kind,
                "role": "chu_tri" if kind.startswith("phan_bien") else "tham_gia",
                "subject": chance.pick(subject),
                "body": "Ủy ban nhân dân cùng cấp",
                "opinions": next(voiced) if kind.startswith("phan_bien") else chance.between(1, 6) if on_draft else "",
            },
        )
