"""Nothing goes out of a store that is not there: looks at every day from the change on, for what a change would leave.

Nghị định 93/2021/NĐ-CP Điều 9 khoản 2 điểm a: goods are kept by number and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.days import show_day
from models.numerals import format_number
from models.record_types._disbursement_lines import IN_GOODS
from models.record_types.disbursement import OWN_MONEY
from models.records import Record, State
from models.rules import Problem
from models.visibility import rows_of
from storage.database import Database
from storage.reckoning.books import OWN, kind_of
from storage.registers.record_rows import Row

RULE = "goods_on_hand"
MOST = 6
"""Kinds of goods that one line names."""
_OWN = f"+{OWN}"
"""The plus keeps SQLite from walking the whole register by its days; the index of the fund leads to a few."""
_OTHERS = f"""
SELECT l.name, l.unit, r.received_date AS day, l.quantity FROM donation_receipt_goods AS l
    JOIN donation_receipt AS r ON r.id = l.parent
    WHERE {_OWN} AND r.kind = 'hien_vat' AND r.fund = ?1 AND coalesce(r.campaign, '') = ?2 AND r.id <> ?3
        AND +r.received_date >= ?4
UNION ALL
SELECT l.name, l.unit, r.paid_date AS day, -l.quantity FROM disbursement_goods AS l
    JOIN disbursement AS r ON r.id = l.parent
    WHERE {_OWN} AND r.source_level = 'truc_tiep' AND r.fund = ?1 AND coalesce(r.campaign, '') = ?2 AND r.id <> ?3
        AND +r.paid_date >= ?4
UNION ALL
SELECT l.item, l.unit, ?4 AS day, l.quantity FROM fund_goods AS l JOIN fund AS r ON r.id = l.parent
    WHERE {_OWN} AND r.id = ?1 AND ?2 = '' AND r.id <> ?3
UNION ALL
SELECT l.item, l.unit, ?4 AS day, l.quantity FROM campaign_goods AS l JOIN campaign AS r ON r.id = l.parent
    WHERE {_OWN} AND r.fund = ?1 AND r.id = ?2 AND r.id <> ?3
"""


@dataclass(frozen=True, slots=True)
class Store:
    """Where goods lie: the store of a fund and, within it, of an appeal."""

    fund: str
    campaign: str


@dataclass(frozen=True, slots=True)
class _Movement:
    """Goods that come in (above 0) or go out, in thousandths; `row` is their row in the record's grid."""

    kind: tuple[str, str]
    name: str
    unit: str
    day: str
    quantity: int
    row: int


def shortage(database: Database, before: Record | None, after: Record | None) -> Problem | None:
    """What would be missing once `before` is replaced by `after` (None: taken out of the books), or None.

    Only a shortage that the change makes or makes worse is told: what was wrong before does not hold up an officer."""
    old, new = _movements(database, before), _movements(database, after)
    record = after or before
    if record is None or not (old or new):
        return None
    for store in {*old, *new}:
        now, then = new.get(store, []), old.get(store, [])
        taken = [kind for kind in {move.kind for move in (*now, *then)} if _takes_away(kind, now, then)]
        others = _by_day(_beside(database, store, record)) if taken else {}
        for kind in taken:
            beside = others.get(kind, {})
            least, day = _least(beside, [move for move in now if move.kind == kind])
            if least < min(0, _least(beside, [move for move in then if move.kind == kind])[0]):
                own = sum(move.quantity for move in now if move.kind == kind)
                return _problem(next(move for move in (*now, *then) if move.kind == kind), least, own, day)
    return None


def _takes_away(kind: tuple[str, str], now: Sequence[_Movement], then: Sequence[_Movement]) -> bool:
    """Whether on any day less is there than before the change; where only more comes in, nothing need be counted."""
    change: dict[str, int] = defaultdict(int)
    for moves, sign in ((now, 1), (then, -1)):
        for move in moves:
            change[move.day] += sign * move.quantity if move.kind == kind else 0
    return any(stand < 0 for stand, _ in _running(change))


def on_hand(database: Database, record: Record) -> str:
    """What the store of a payment in goods holds for it: "Trong kho: Gạo 1.200 kg, Mì tôm 30 thùng"; "" where nothing
    goes out. Of the kinds that the payment names, else of all; what later payments need is not counted as there."""
    values = record.values
    goes_out = OWN_MONEY.holds(values) and IN_GOODS.holds(values)
    if record.record_type != "disbursement" or record.received or not goes_out or not values.get("fund"):
        return ""
    store = Store(str(values["fund"]), str(values.get("campaign") or ""))
    day = str(values.get("paid_date") or database.today().isoformat())
    beside = _beside(database, store, record)
    free = {kind: _free(days, day) for kind, days in _by_day(beside).items()}
    asked = [kind_of(row.get("name"), row.get("unit")) for row in rows_of(values, "goods") if row.get("name")]
    told = [kind for kind in dict.fromkeys(asked) if kind in free] or sorted(kind for kind in free if free[kind])
    names = {kind_of(row["name"], row["unit"]): (row["name"] or "", row["unit"] or "") for row in beside}
    found = ", ".join(f"{names[k][0]} {format_number(free[k], 3, trim=True)} {names[k][1]}" for k in told[:MOST])
    return f"Trong kho: {found}" if found else "Trong kho chưa có hàng nào đến ngày chi"


def _free(days: Mapping[str, int], day: str) -> int:
    """What may go out on a day: the lowest stand from then on, and never below nought."""
    here = sum(quantity for each, quantity in days.items() if each <= day)
    return max(min([here, *(stand for stand, each in _running(days) if each > day)]), 0)


def _movements(database: Database, record: Record | None) -> dict[Store, list[_Movement]]:
    """What a final record moves: a receipt brings in, a payment of our own takes out, an opening stock lies there. What
    was moved before a fund's opening day is contained in its opening stock."""
    if record is None or record.state is not State.FINAL or record.received:
        return {}
    values = record.values
    rows = rows_of(values, "goods")
    if not rows:
        return {}
    fund, campaign = str(values.get("fund") or ""), str(values.get("campaign") or "")
    opening = _opening_day(database, record, fund)
    plain = Store(fund, campaign)
    moves = {
        "donation_receipt": (plain, 1, str(values.get("received_date") or ""), values.get("kind") == "hien_vat"),
        "disbursement": (plain, -1, str(values.get("paid_date") or ""), OWN_MONEY.holds(values)),
        "fund": (Store(record.id, ""), 1, opening, True),
        "campaign": (Store(fund, record.id), 1, opening, True),
    }
    store, sign, day, counts = moves.get(record.record_type, (plain, 0, "", False))
    if not counts or day < opening:
        return {}
    found = [
        _Movement(kind_of(name, row.get("unit")), name, str(row.get("unit")), day, n, index)
        for index, row in enumerate(rows)
        if (name := str(row.get("name") or row.get("item") or ""))
        and (n := sign * (quantity if isinstance(quantity := row.get("quantity"), int) else 0))
    ]
    return {store: found} if found else {}


def _opening_day(database: Database, record: Record, fund: str) -> str:
    """The day of the opening stock: of the fund itself as it is being changed, else as it stands."""
    if record.record_type == "fund":
        return str(record.values.get("opening_date") or "")
    return str(database.scalar("SELECT opening_date FROM fund WHERE id = ?", (fund,)) or "")


def _beside(database: Database, store: Store, but: Record) -> Sequence[Row]:
    """What moved in a store, without the record that is being changed."""
    return database.rows(_OTHERS, (store.fund, store.campaign, but.id, _opening_day(database, but, store.fund)))


def _by_day(moved: Sequence[Row]) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Kind -> day -> what came in less what went out."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in moved:
        found[kind_of(row["name"], row["unit"])][row["day"]] += row["quantity"]
    return found


def _least(beside: Mapping[str, int], own: Sequence[_Movement]) -> tuple[int, str]:
    """The lowest stand at the end of any day, and that day."""
    days = defaultdict(int, beside)
    for move in own:
        days[move.day] += move.quantity
    stands = list(_running(days))
    return min(stands, default=(0, ""))


def _running(days: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    stand = 0
    for day in sorted(days):
        stand += days[day]
        yield stand, day


def _problem(move: _Movement, least: int, own: int, day: str) -> Problem:
    missing = f"{format_number(-least, 3, trim=True)} {move.unit} {move.name}"
    if own < 0:
        there = max(least - own, 0)
        message = (
            f"Kho chỉ còn {format_number(there, 3, trim=True)} {move.unit} {move.name} đến ngày {show_day(day)}. "
            "Sửa số lượng, hoặc ghi sổ phiếu tiếp nhận hàng trước."
        )
        return Problem("quantity", message, line=("goods", move.row), rule=RULE)
    message = f"Kho sẽ thiếu {missing} vào ngày {show_day(day)} vì hàng đã được chi. Sửa phiếu chi trước."
    return Problem("", message, rule=RULE)
