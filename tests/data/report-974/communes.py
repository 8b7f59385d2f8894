"""The communes' own registers: residential areas, mediation teams, mediators, cases, land."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from made_up import CASES, STREAMS, Chance, shares
from setting import COMMUNES, CUTOFF, NAMES, YEAR_START, Row

AREAS_PER_COMMUNE, MEDIATORS_PER_TEAM = 3, 3


def areas_and_teams(unit: str, chance: Chance) -> Iterator[tuple[str, Row]]:
    """A few of the commune's residential areas, one team each, three mediators per team."""
    streams = chance.shuffled(STREAMS)
    for index in range(1, AREAS_PER_COMMUNE + 1):
        area, team = f"{unit}/KDC{index}", f"{unit}/TO{index}"
        town = unit == COMMUNES[-1]
        households = chance.between(45, 130)
        yield (
            "residential_area",
            {
                "unit": unit,
                "key": area,
                "name": f"{'Khối phố' if town else 'Thôn'} {streams[index]}",
                "kind": "khoi_pho" if town else "thon",
                "households": households,
                "people": households * 4 + chance.between(0, 20),
                "valid_from": "2015-01-01",
            },
        )
        sexes = [*(chance.pick(("nam", "nu")) for _ in range(MEDIATORS_PER_TEAM - 1)), "nu"]
        members = [(sex, chance.person(sex)) for sex in sexes]
        decision = {"decision_no": f"{chance.between(10, 60)}/QĐ-UBND", "decision_date": "2021-03-15"}
        yield (
            "mediation_team",
            {
                "unit": unit,
                "key": team,
                "name": f"Tổ hòa giải {streams[index]}",
                "residential_area": area,
                **decision,
                "leader_name": members[0][1],
                "valid_from": "2021-03-15",
                "status": "hoat_dong",
            },
        )
        for number, (sex, name) in enumerate(members, 1):
            yield (
                "mediator",
                {
                    "unit": unit,
                    "key": f"{team}/HGV{number}",
                    "team": team,
                    "name": name,
                    "sex": sex,
                    "birth_year": chance.between(1955, 1990),
                    "is_leader": "có" if number == 1 else "không",
                    "qualification": "chuyen_mon_luat" if chance.in_100(10) else "chua_dao_tao_luat",
                    **decision,
                    "trained": "có" if chance.in_100(60) else "không",
                },
            )


def cases(unit: str, outcomes: list[str], chance: Chance) -> Iterator[tuple[str, Row]]:
    """The commune's cases in the order in which they came in."""
    dated = sorted(((case_days(outcome, chance), outcome) for outcome in outcomes), key=lambda pair: pair[0][0])
    for number, ((received, assigned, started, closed), outcome) in enumerate(dated, 1):
        key = f"{unit}/VV{number:03d}"
        team = chance.between(1, AREAS_PER_COMMUNE)
        category, detail, summary, agreement = chance.pick(CASES)
        ground = chance.pick(("yeu_cau_cac_ben", "hgv_chung_kien", "phan_cong_hoac_de_nghi"))
        yield (
            "mediation_case",
            {
                "unit": unit,
                "key": key,
                "book_no": "1",
                "team": f"{unit}/TO{team}",
                "received_date": received,
                "accepted": "tiep_nhan",
                "ground": ground,
                "referred_by": "Tổ trưởng" if ground == "phan_cong_hoac_de_nghi" else "",
                "category": category,
                "subcategory": detail,
                "summary": summary,
                "assigned_date": assigned,
                "started_date": started,
                "session_count": chance.between(1, 3) if started else "",
                "venue": "Nhà văn hóa" if started else "",
                "outcome": outcome,
                "closed_date": closed,
                "end_reason": "khong_dat_thoa_thuan" if outcome == "khong_thanh" else "",
                "agreement_text": agreement if outcome == "thanh" else "",
                "has_written": ("có" if chance.in_100(70) else "không") if outcome == "thanh" else "",
            },
        )
        for role in ("ben_1", "ben_2"):
            sex = chance.pick(("nam", "nu"))
            born = chance.between(1950, 2003)
            yield "mediation_case.parties", {
                "parent": key, "name": chance.person(sex), "birth_year": born, "sex": sex, "role": role,
            }  # fmt: skip
        if started:
            mediator = f"{unit}/TO{team}/HGV{chance.between(1, MEDIATORS_PER_TEAM)}"
            yield "mediation_case.mediators", {"parent": key, "mediator": mediator}


def case_days(outcome: str, chance: Chance) -> tuple[date, date | str, date | str, date | str]:
    """Received, assigned, started, closed, each as far as the case came; all within the period up to its cut-off."""
    if outcome == "chua_giai_quyet":
        return chance.day(CUTOFF - timedelta(days=6), CUTOFF), "", "", ""
    if outcome == "dang_giai_quyet":
        received = chance.day(CUTOFF - timedelta(days=25), CUTOFF - timedelta(days=6))
    else:
        received = chance.day(YEAR_START + timedelta(days=1), CUTOFF - timedelta(days=20))
    assigned = received + timedelta(days=chance.between(0, 2))
    started = assigned + timedelta(days=chance.between(0, 3))
    closed = started + timedelta(days=chance.between(0, 14))
    return received, assigned, started, "" if outcome == "dang_giai_quyet" else closed


def land(unit: str, metres: int, chance: Chance) -> Iterator[tuple[str, Row]]:
    """Contributions that add up to `metres` m²: one measured in sào (360 m²), two with half metres, the rest whole."""
    sao = chance.between(1, 3)
    left = shares(metres - sao * 360, chance.between(4, 7), chance)
    sizes = [f"{sao} sào", f"{left[0] - 1},5", f"{left[1]},5", *left[2:]]
    days = sorted(chance.day(date(2024, 1, 8), date(2024, 5, 28)) for _ in sizes)
    for number, (size, signed) in enumerate(zip(sizes, days, strict=True), 1):
        purpose, work = chance.pick(
            (("duong", "Đường bê tông nội thôn"), ("duong", "Đường trục thôn"), ("nha_van_hoa", "Nhà văn hóa thôn"),
             ("thuy_loi", "Mương tưới nội đồng"), ("truong_hoc", "Điểm trường mầm non"))
        )  # fmt: skip
        handed_over = chance.in_100(60)
        yield (
            "land_contribution",
            {
                "unit": unit,
                "key": f"{unit}/HD{number}",
                "minutes_no": f"{number:02d}/BB",
                "minutes_date": signed,
                "doc_type": chance.pick(("bien_ban_thon", "bien_ban_ubnd_xa", "van_ban_tang_cho")),
                "donor_name": chance.person(),
                "birth_year": chance.between(1950, 1995),
                "residence": NAMES[unit],
                "residential_area": f"{unit}/KDC{chance.between(1, AREAS_PER_COMMUNE)}",
                "land_type": chance.pick(("cln", "hnk", "luc", "ont")),
                "area": size,
                "purpose": purpose,
                "work_name": work,
                "no_compensation": "có",
                "status": "da_ban_giao" if handed_over else "da_ky",
                "handover_date": min(signed + timedelta(days=5), CUTOFF) if handed_over else "",
                "registered": "chua",
            },
        )
