"""The province's funds, donors, pledges and receipts: what was promised and what came (report 974/BC, note 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from made_up import COMPANIES, COMPANY_KINDS, Chance, shares
from setting import CUTOFF, MILLION, PROVINCE, YEAR_START, Row

CEREMONY = date(2024, 3, 22)
OCCASION = "Lễ công bố quy hoạch tỉnh"
POOR, BORDER, WELFARE, RELIEF = "quy-vnn", "quy-cot-moc", "quy-an-sinh", "quy-cuu-tro"


def funds() -> Iterator[tuple[str, Row]]:
    shared: Row = {"unit": PROVINCE}
    yield (
        "fund",
        {
            **shared,
            "key": POOR,
            "fund_kind": "vnn",
            "name": "Quỹ “Vì người nghèo” tỉnh",
            "opened": "2016-12-29",
            **opening(900 * MILLION),
        },
    )
    for key, kind, name, balance in (
        (WELFARE, "an_sinh_xa_hoi", "An sinh xã hội tỉnh", 1_600 * MILLION),
        (RELIEF, "cuu_tro", "Quỹ cứu trợ tỉnh", 40 * MILLION),
    ):
        more = {"fund_kind": kind, "name": name, "opened": "2018-05-10", **opening(balance)}
        yield "fund", {**shared, "key": key, **more}
    yield (
        "fund",
        {
            **shared,
            "key": BORDER,
            "fund_kind": "cot_moc",
            "name": "Quỹ xây dựng đường kiểm tra cột mốc quốc giới",
            "opened": "2022-05-20",
            **opening(2_968_254_000),
        },
    )


def opening(balance: int) -> Row:
    """What stood in a fund when the year, and its book here, began."""
    return {"opening_date": YEAR_START, "opening_balance": balance, "opening_received": balance}


def donor(key: str, chance: Chance, person: bool = False) -> tuple[str, Row]:
    number = key.rpartition("-")[2]
    organisation = f"{chance.pick(COMPANY_KINDS)} {chance.pick(COMPANIES)} {number}"
    return "donor", {
        "unit": PROVINCE,
        "key": key,
        "kind": "ca_nhan" if person else "doanh_nghiep",
        "organisation_name": "" if person else organisation,
        "person_name": chance.person() if person else "",
        "publish_name": "khong" if person else "co",
    }


def ceremony(chance: Chance) -> Iterator[tuple[str, Row]]:
    """29 pledges worth 160,5 tỷ: 19 in money (128,1) and 2 in kind (15) still open, 8 fulfilled (17,4)."""
    money = shares(128_100 * MILLION, 19, chance, 50 * MILLION)
    paid = shares(17_400 * MILLION, 8, chance, 50 * MILLION)
    kinds = chance.shuffled(
        [*(("tien", amount, "hoan_tat_thu_tuc") for amount in money),
         *(("hien_vat", amount * 1000 * MILLION, "hoan_tat_thu_tuc") for amount in (10, 5)),
         *(("tien", amount, "du") for amount in paid)]
    )  # fmt: skip
    split = 0
    for number, (kind, amount, status) in enumerate(kinds, 1):
        who, pledge = f"nht-{number:02d}", f"dk-{number:02d}"
        yield donor(who, chance)
        yield (
            "pledge",
            {
                "unit": PROVINCE,
                "key": pledge,
                "registered_date": CEREMONY,
                "donor": who,
                "fund": POOR,
                "kind": kind,
                "amount": amount,
                "goods_description": "Vật liệu xây nhà" if kind == "hien_vat" else "",
                "occasion": OCCASION,
                "status": status,
            },
        )
        if status == "du":
            split += 1
            parts = [amount // 2, amount - amount // 2] if split <= 2 else [amount]
            for part, share in enumerate(parts, 1):
                paid_on = chance.day(CEREMONY + timedelta(days=3), CUTOFF)
                yield transfer(f"pt-{number:02d}-{part}", paid_on, POOR, who, share, pledge=pledge)


def other_gifts(chance: Chance) -> Iterator[tuple[str, Row]]:
    """The remaining 0,28 tỷ from 33 further donors, three of them with goods."""
    goods = [("Xi măng", "bao", 120, 90_000), ("Tôn lợp", "tấm", 60, 150_000), ("Chăn ấm", "chiếc", 40, 250_000)]
    in_kind = [amount * price for _, _, amount, price in goods]
    money = shares(280 * MILLION - sum(in_kind), 30, chance, 100_000)
    for number, amount in enumerate([*in_kind, *money], 30):
        who, key = f"nht-{number}", f"pt-{number}"
        received = chance.day(date(2024, 1, 10), CUTOFF)
        person = number % 4 == 0
        yield donor(who, chance, person)
        if number - 30 < len(goods):
            name, unit, quantity, price = goods[number - 30]
            yield (
                "donation_receipt",
                handed_over(key, received, who, "hien_vat", "", chance) | {"publish_name": "không"},
            )
            yield "donation_receipt.goods", {
                "parent": key, "name": name, "unit": unit, "quantity": quantity, "unit_price": price,
            }  # fmt: skip
        elif person:
            yield "donation_receipt", handed_over(key, received, who, "tien_mat", amount, chance)
        else:
            yield transfer(key, received, POOR, who, amount)


def border_gifts(chance: Chance) -> Iterator[tuple[str, Row]]:
    """828,864 million đồng for the border markers within the period."""
    for number, amount in enumerate(shares(828_864_000, 14, chance, 1000), 63):
        yield donor(f"nht-{number}", chance)
        yield transfer(f"pt-{number}", chance.day(date(2024, 1, 5), CUTOFF), BORDER, f"nht-{number}", amount)


def blankets(chance: Chance) -> Iterator[tuple[str, Row]]:
    """360 blankets for the relief fund, which go out again within the week (support.py)."""
    yield donor("nht-77", chance)
    given = handed_over("pt-77", date(2024, 1, 19), "nht-77", "hien_vat", "", chance)
    in_store = {"fund": RELIEF, "campaign": "ret-dam-2024", "storage_place": "Kho của tỉnh"}
    yield "donation_receipt", {**given, **in_store}
    yield "donation_receipt.goods", {
        "parent": "pt-77", "name": "Chăn ấm", "unit": "chiếc", "quantity": 360, "unit_price": 250_000,
    }  # fmt: skip


def transfer(key: str, day: date, fund: str, who: str, amount: int, pledge: str = "") -> tuple[str, Row]:
    return "donation_receipt", {
        **receipt(key, day, fund, who, "chuyen_khoan", amount),
        "pledge": pledge,
        "bank_ref": f"GBC {key[3:]}",
        "publish_name": "có",
    }


def handed_over(key: str, day: date, who: str, kind: str, amount: object, chance: Chance) -> Row:
    treasurer = "Vi Thu Sen" if kind == "tien_mat" else ""
    people = {"payer": chance.person(), "receiver": "Lý Đức Ninh", "treasurer": treasurer}
    return {**receipt(key, day, POOR, who, kind, amount), **people, "publish_name": "không"}


def receipt(key: str, day: date, fund: str, who: str, kind: str, amount: object) -> Row:
    return {
        "unit": PROVINCE,
        "key": key,
        "received_date": day,
        "fund": fund,
        "donor": who,
        "kind": kind,
        "amount_vnd": amount,
        "source_level": "truc_tiep",
        "accountant": "Chu Thị Huệ",
    }


def all_of_them(chance: Chance) -> Iterator[tuple[str, Row]]:
    """(file, line) of the province's registers of donations."""
    yield from funds()
    yield from ceremony(chance)
    yield from other_gifts(chance)
    yield from border_gifts(chance)
    yield from blankets(chance)
