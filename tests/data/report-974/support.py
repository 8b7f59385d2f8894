"""Who was helped: the communes' households, houses and lists of gifts, and the province's payments (notes 4 to 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from made_up import Chance, shares
from setting import COMMUNES, MILLION, NAMES, PROVINCE, Row

HANDED_OVER, SURVEYED = 30, 20
PER_HOUSE = 50 * MILLION  # 1.500 million for 30 houses
LISTED = COMMUNES[:2]
"""The communes that pay part of the provincial fund's gifts themselves, household by household."""
GIFTS_OF_A_LIST, GIFT = 30, 500_000
POOR, WELFARE, RELIEF, COLD = "quy-vnn", "quy-an-sinh", "quy-cuu-tro", "ret-dam-2024"
TET = (date(2024, 1, 18), date(2024, 2, 6))
BORDER_DAY = date(2024, 3, 3)
BLANKETS, BLANKET = 360, 250_000


# ------------------------------------------------------------------------------------------------------- the communes
def of_communes(chance: Chance) -> Iterator[tuple[str, Row]]:
    """(file, line) of households, houses, and the two lists of gifts."""
    for unit in COMMUNES:
        families = GIFTS_OF_A_LIST if unit in LISTED else (HANDED_OVER + SURVEYED) // len(COMMUNES)
        made = [household(unit, number, chance) for number in range(1, families + 1)]
        yield from (("household", row) for row in made)
        for number, row in enumerate(made[: (HANDED_OVER + SURVEYED) // len(COMMUNES)], 1):
            yield from house(unit, number, row, chance, number <= HANDED_OVER // len(COMMUNES))
        if unit in LISTED:
            yield from list_of_gifts(unit, made)


def household(unit: str, number: int, chance: Chance) -> Row:
    sex = chance.pick(("nam", "nu"))
    return {
        "unit": unit,
        "key": f"{unit}/HO{number:02d}",
        "head_name": chance.person(sex),
        "birth_year": chance.between(1945, 1992),
        "sex": sex,
        "residential_area": f"{unit}/KDC{chance.between(1, 3)}",
        "category": chance.pick(("ho_ngheo", "ho_ngheo", "can_ngheo", "kho_khan")),
        "category_year": 2023,
        "members": chance.between(1, 7),
    }


def house(unit: str, number: int, family: Row, chance: Chance, handed_over: bool) -> Iterator[tuple[str, Row]]:
    """Handed over within the period, or surveyed and not yet approved."""
    key = f"{unit}/NH{number}"
    surveyed = chance.day(date(2023, 10, 9), date(2023, 11, 20)) if handed_over else chance.day(*TET)
    approved = surveyed + timedelta(days=chance.between(20, 30))
    started = approved + timedelta(days=chance.between(7, 21))
    new = chance.in_100(80)
    yield (
        "house_support",
        {
            "unit": unit,
            "key": key,
            "household": family["key"],
            "residential_area": family["residential_area"],
            "category": family["category"],
            "kind": "xay_moi" if new else "sua_chua",
            "programme": "xoa_nha_tam" if chance.in_100(70) else "dai_doan_ket",
            "surveyed_date": surveyed,
            "status": "da_ban_giao" if handed_over else "dang_khao_sat",
            "decision_no": f"{chance.between(10, 90)}/QĐ-BVĐ" if handed_over else "",
            "approved_date": approved if handed_over else "",
            "started_date": started if handed_over else "",
            "handed_over_date": chance.day(date(2024, 2, 5), date(2024, 5, 28)) if handed_over else "",
            "floor_area": chance.between(30, 60) if handed_over else "",
            "source_level": "truc_tiep",
        },
    )
    if handed_over:
        yield "house_support.funding", {"parent": key, "source": "vnn_tinh", "value": PER_HOUSE}
        yield "house_support.funding", {"parent": key, "source": "gia_dinh", "value": chance.between(10, 40) * MILLION}
        days = {"labour_days": chance.between(20, 60), "unit_price": 250_000}
        yield "house_support.funding", {"parent": key, "source": "ngay_cong", **days}


def list_of_gifts(unit: str, families: list[Row]) -> Iterator[tuple[str, Row]]:
    """The gifts of the provincial fund that the commune hands out: one row per household, signed for."""
    fund, key = f"{unit}/quy-vnn", f"{unit}/PC1"
    balance = 2 * GIFTS_OF_A_LIST * GIFT
    yield (
        "fund",
        {
            "unit": unit,
            "key": fund,
            "fund_kind": "vnn",
            "name": f"Quỹ “Vì người nghèo” {NAMES[unit]}",
            "opened": "2017-03-01",
            "opening_date": "2024-01-01",
            "opening_balance": balance,
            "opening_received": balance,
        },
    )
    own = {"unit": unit, "decision_body": f"Ban Vận động Quỹ “Vì người nghèo” {NAMES[unit]}"}
    yield payment(key, date(2024, 2, 2), fund, "tet", GIFTS_OF_A_LIST * GIFT, occasion="tet", gift_value=GIFT, **own)
    for family in families:
        yield beneficiary(
            key, str(family["head_name"]), str(family["category"]), 1, GIFT, birth_year=family["birth_year"],
            residential_area=family["residential_area"], household=family["key"], signature="da_ky",
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------------- the province
def of_province(chance: Chance) -> Iterator[tuple[str, Row]]:
    """(file, line) of the payments that both readings of footnote 5 share, and what they are paid from."""
    yield from relief(chance)
    yield from elders_and_border()
    central = {"funding_level": "trung_uong", "target_group": "ho_ngheo", "gifts": 200, "gift_value": 1_200_000}
    yield payment("pc-tw", date(2024, 1, 25), POOR, "tet", 240 * MILLION, occasion="tet", **central)
    yield payment("pc-tinh", date(2024, 1, 26), POOR, "tet", 60 * MILLION, occasion="tet", gift_value=GIFT)
    for unit, gifts in zip(COMMUNES, shares(120, len(COMMUNES), chance), strict=True):
        yield beneficiary("pc-tinh", f"Hộ nghèo, hộ cận nghèo {NAMES[unit]}", "ho_ngheo", gifts, gifts * GIFT)
    centres = {"target_group": "co_so_bao_tro", "gift_value": 6 * MILLION}
    yield payment("pc-trung-tam", date(2024, 1, 31), POOR, "tet", 18 * MILLION, occasion="tet", **centres)
    for number in (1, 2, 3):
        yield beneficiary(
            "pc-trung-tam", f"Trung tâm nuôi dưỡng trẻ mồ côi số {number}", "co_so_bao_tro", 1, 6 * MILLION
        )
    outside = {"funding_source": "ngoai_tinh", "funding_level": "ung_ho_truc_tiep", "target_group": "ho_ngheo"}
    for number, (gifts, value) in enumerate(((1_000, 500_000), (800, 550_000), (500, 560_000), (200, 500_000)), 1):
        yield payment(
            f"pc-ngoai-tinh-{number}", chance.day(*TET), WELFARE, "tet", gifts * value, occasion="tet", gifts=gifts,
            gift_value=value, **outside,
        )  # fmt: skip


def reconciled(chance: Chance) -> Iterator[tuple[str, Row]]:
    """The pupils' 37 gifts lie within 100 of the provincial fund: rows "trong đó", which never add."""
    yield payment("pc-kho-khan", date(2024, 1, 29), POOR, "tet", 50 * MILLION, occasion="tet", gift_value=GIFT)
    yield beneficiary("pc-kho-khan", "Người có hoàn cảnh khó khăn các xã", "kho_khan", 100, 50 * MILLION)
    yield from pupils("pc-kho-khan", chance, is_part="có")


def as_printed(chance: Chance) -> Iterator[tuple[str, Row]]:
    """The footnote as a flat list: 158 million for 280 gifts, and the pupils' gifts beside them."""
    yield payment("pc-kho-khan", date(2024, 1, 29), POOR, "tet", 68 * MILLION, occasion="tet")
    yield beneficiary("pc-kho-khan", "Người có hoàn cảnh khó khăn các xã", "kho_khan", 100, 68 * MILLION)
    flat = {"target_group": "hoc_sinh", "gift_value": GIFT}
    yield payment("pc-hoc-sinh", date(2024, 1, 30), POOR, "hoc_sinh", 37 * GIFT, occasion="tet", **flat)
    yield from pupils("pc-hoc-sinh", chance)


def pupils(key: str, chance: Chance, **more: object) -> Iterator[tuple[str, Row]]:
    for unit, gifts in zip(COMMUNES, shares(37, len(COMMUNES), chance), strict=True):
        name = f"Học sinh có hoàn cảnh khó khăn {NAMES[unit]}"
        yield beneficiary(key, name, "hoc_sinh", gifts, gifts * GIFT, **more)


def elders_and_border() -> Iterator[tuple[str, Row]]:
    budget = {"funding_source": "ngan_sach", "gift_value": GIFT}
    for key, group, gifts in (("pc-lao-thanh", "lao_thanh", 60), ("pc-dtts", "tieu_bieu_dtts", 120)):
        more = {**budget, "target_group": group, "gifts": gifts}
        yield payment(key, date(2024, 1, 23), WELFARE, "khac", gifts * GIFT, occasion="tet", **more)
    more = {**budget, "target_group": "tieu_bieu_dtts", "gifts": 100}
    yield payment("pc-bien-gioi", BORDER_DAY, WELFARE, "khac", 50 * MILLION, occasion="bien_phong", **more)
    posts = {**budget, "target_group": "don_vi_luc_luong", "gift_value": 6 * MILLION}
    yield payment("pc-don", BORDER_DAY, WELFARE, "khac", 30 * MILLION, occasion="bien_phong", **posts)
    for number in range(1, 6):
        yield beneficiary("pc-don", f"Đồn Biên phòng số {number}", "don_vi_luc_luong", 1, 6 * MILLION)


def relief(chance: Chance) -> Iterator[tuple[str, Row]]:
    """6 + 6 million to two families after a fire, and 360 blankets that a donor gave, handed out in three rounds."""
    yield (
        "campaign",
        {
            "unit": PROVINCE,
            "key": COLD,
            "code": "RET-2024",
            "name": "Ủng hộ người nghèo chống rét, khắc phục hỏa hoạn",
            "fund": RELIEF,
            "launch_date": "2024-01-08",
            "reception_end": "2024-03-31",
            "distribution_end": "2024-04-20",
            "opening_balance": 40 * MILLION,
        },
    )
    for key, content, paid in (("pc-nguoi-chet", "nguoi_bi_nan", 2), ("pc-nha-chay", "nha_o", 9)):
        yield of_relief(key, date(2024, 3, paid), content, money=6 * MILLION, target_group="kho_khan")
        yield beneficiary(key, chance.person(), "kho_khan", 1, 6 * MILLION, signature="da_ky")
    for number, count in enumerate((150, 120, 90), 1):
        key, day = f"pc-chan-{number}", date(2024, 1, 22) + timedelta(days=number)
        yield of_relief(
            key, day, "luong_thuc", form="hien_vat", target_group="ho_ngheo", gifts=count, gift_value=BLANKET
        )  # fmt: skip
        goods = {"name": "Chăn ấm", "unit": "chiếc", "quantity": count, "unit_price": BLANKET}
        yield "disbursement.goods", {"parent": key, **goods}


def of_relief(key: str, day: date, content: str, money: object = "", **more: object) -> tuple[str, Row]:
    told = {"campaign": COLD, "funding_source": "cuu_tro", "occasion": "thien_tai", **more}
    return payment(key, day, RELIEF, content, money, **told)


# ------------------------------------------------------------------------------------------------------------ records
def payment(key: str, day: date, fund: str, content: str, money: object, **more: object) -> tuple[str, Row]:
    """A payment of the provincial fund in cash, except for what `more` says otherwise."""
    return "disbursement", {
        "unit": PROVINCE,
        "key": key,
        "paid_date": day,
        "fund": fund,
        "campaign": "",
        "direction": "doi_tuong",
        "decision_no": "15/QĐ-BVĐ",
        "decision_date": "2024-01-16",
        "decision_body": "Ban Vận động tỉnh",
        "content": content,
        "funding_source": "vnn",
        "funding_level": "tinh",
        "source_level": "truc_tiep",
        "form": "tien_mat",
        "money": money,
        "occasion": "",
        "target_group": "",
        "gifts": "",
        "gift_value": "",
        "accountant": "Chu Thị Huệ",
        "approver": "Lý Đức Ninh",
        **more,
    }


def beneficiary(
    key: str, name: str, category: str, gifts: int, amount: int, **more: object
) -> tuple[str, Row]:  # fmt: skip
    row = {"parent": key, "full_name": name, "category": category, "gift_count": gifts, "given_amount": amount}
    return "disbursement.beneficiaries", row | more
