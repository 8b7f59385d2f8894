"""Fills the books of models/books.py from own final records, for any days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.books import Days, FundLine, GiftLine, PledgeLine, StockLine
from models.fields import RecordType
from models.record_types.donation_receipt import MONEY_KINDS
from models.text import fold, vietnamese_sort_key
from storage.database import Database
from storage.reckoning.predicate_sql import Source
from storage.registers.titles import Titles

OWN = "r.received = 0 AND r.state = 'final'"
MONEY = ", ".join(f"'{kind}'" for kind in MONEY_KINDS)

_RECEIVED = f"""
SELECT r.fund, coalesce(r.campaign, '') AS campaign, r.received_date < ? AS earlier,
    sum(CASE WHEN r.source_level = 'truc_tiep' THEN r.amount_vnd ELSE 0 END) AS received,
    sum(CASE WHEN r.source_level = 'truc_tiep' THEN 0 ELSE r.amount_vnd END) AS from_units
FROM donation_receipt AS r JOIN fund AS f ON f.id = r.fund
WHERE {OWN} AND r.kind IN ({MONEY}) AND r.received_date <= ? AND r.received_date >= coalesce(f.opening_date, '')
GROUP BY 1, 2, 3
"""
_SPENT = f"""
SELECT r.fund, coalesce(r.campaign, '') AS campaign, r.paid_date < ? AS earlier,
    sum(CASE WHEN r.direction = 'doi_tuong' THEN r.money ELSE 0 END) AS spent,
    sum(CASE WHEN r.direction = 'doi_tuong' AND r.running_cost = 1 THEN r.money ELSE 0 END) AS running,
    sum(CASE WHEN r.direction = 'cap_tren' THEN r.money ELSE 0 END) AS passed_up,
    sum(CASE WHEN r.direction = 'don_vi' THEN r.money ELSE 0 END) AS passed_on
FROM disbursement AS r JOIN fund AS f ON f.id = r.fund
WHERE {OWN} AND r.source_level = 'truc_tiep' AND r.money IS NOT NULL AND r.paid_date <= ?
    AND r.paid_date >= coalesce(f.opening_date, '')
GROUP BY 1, 2, 3
"""
_OPENINGS = f"SELECT r.id, r.opening_balance FROM campaign AS r WHERE {OWN} AND r.fund = ? AND r.opening_balance > 0"
_LAY_THERE = f"""
SELECT r.id AS fund, '' AS campaign, l.item AS name, l.unit, coalesce(r.opening_date, '') AS day, l.quantity
FROM fund_goods AS l JOIN fund AS r ON r.id = l.parent
WHERE {OWN} AND coalesce(r.opening_date, '') <= ?1
UNION ALL
SELECT r.fund, r.id, l.item, l.unit, coalesce(f.opening_date, ''), l.quantity
FROM campaign_goods AS l JOIN campaign AS r ON r.id = l.parent JOIN fund AS f ON f.id = r.fund
WHERE {OWN} AND coalesce(f.opening_date, '') <= ?1
"""
_TAKEN_IN = f"""
SELECT r.fund, coalesce(r.campaign, '') AS campaign, l.name, l.unit, r.received_date AS day, sum(l.quantity) AS quantity
FROM donation_receipt_goods AS l JOIN donation_receipt AS r ON r.id = l.parent JOIN fund AS f ON f.id = r.fund
WHERE {OWN} AND r.kind = 'hien_vat' AND r.received_date <= ? AND r.received_date >= coalesce(f.opening_date, '')
GROUP BY 1, 2, 3, 4, 5
"""
_GIVEN_OUT = f"""
SELECT r.fund, coalesce(r.campaign, '') AS campaign, l.name, l.unit, r.paid_date AS day, sum(l.quantity) AS quantity
FROM disbursement_goods AS l JOIN disbursement AS r ON r.id = l.parent JOIN fund AS f ON f.id = r.fund
WHERE {OWN} AND r.source_level = 'truc_tiep' AND r.paid_date <= ? AND r.paid_date >= coalesce(f.opening_date, '')
GROUP BY 1, 2, 3, 4, 5
"""
_GIFTS = f"""
SELECT r.id, r.number_text, r.received_date AS day, r.donor, r.restriction, coalesce(r.amount_vnd, 0) AS amount,
    {{spent}} AS spent
FROM donation_receipt AS r
WHERE {OWN} AND r.restricted = 1 AND r.received_date <= ?
ORDER BY r.received_date, r.number_text
"""
_PLEDGES = f"""
SELECT r.id, r.number_text, r.registered_date AS day, r.donor, r.fund, coalesce(r.due_date, '') AS due, r.amount,
    {{received}} AS received, r.status = 'huy' AND coalesce(r.cancelled_date, '') <= ? AS cancelled
FROM pledge AS r
WHERE {OWN} AND r.registered_date <= ?
ORDER BY coalesce(nullif(r.due_date, ''), '9999'), r.registered_date, r.number_text
"""
Sums = defaultdict[tuple[str, str], defaultdict[str, int]]
"""(fund, campaign or "" for the whole) -> what FundLine calls a sum -> đồng."""


@dataclass(frozen=True)
class Books:
    """Fulfils models.ports.Books."""

    database: Database
    types: Mapping[str, RecordType]
    titles: Titles

    def funds(self, days: Days) -> Sequence[FundLine]:
        """Every fund that stands or stirs in these days, by name; behind it the appeals within it."""
        sums: Sums = defaultdict(lambda: defaultdict(int))
        for sql in (_RECEIVED, _SPENT):
            for row in self.database.rows(sql, (days.first, days.last)):
                for place in {(row["fund"], ""), (row["fund"], row["campaign"])}:
                    _add(sums[place], row)
        funds = self.database.rows(f"SELECT r.* FROM fund AS r WHERE {OWN}")
        lines: list[FundLine] = []
        for fund in sorted(funds, key=lambda row: vietnamese_sort_key(row["name"] or "")):
            opened, plain = fund["opening_date"] or "", FundLine(fund["id"], fund["name"] or "")
            whole = _added_up(plain, sums[fund["id"], ""], opened, fund["opening_balance"], days)
            if whole.stirs or _stands(fund, days):
                lines += [whole, *self._appeals(plain, sums, opened, days)]
        return lines

    def _appeals(self, plain: FundLine, sums: Sums, opened: str, days: Days) -> Sequence[FundLine]:
        """The appeals of a fund that have anything to tell, by name; their opening balances are part of its own."""
        openings = {row["id"]: row["opening_balance"] for row in self.database.rows(_OPENINGS, (plain.fund,))}
        appeals = {*openings, *(campaign for fund, campaign in sums if fund == plain.fund and campaign)}
        titles = self.titles.of("campaign", appeals)
        lines = [
            _added_up(
                replace(plain, campaign=appeal, campaign_title=titles.get(appeal, "")),
                sums[plain.fund, appeal],
                opened,
                openings.get(appeal),
                days,
            )
            for appeal in appeals
        ]
        return sorted((line for line in lines if line.stirs), key=lambda line: vietnamese_sort_key(line.campaign_title))

    def stock(self, days: Days) -> Sequence[StockLine]:
        """Every kind of goods that ever lay in a store up to the last day, by fund, appeal and name."""
        lines: dict[tuple[str, str, str, str], StockLine] = {}
        moves = ((_LAY_THERE, "opening", 1), (_TAKEN_IN, "taken_in", 1), (_GIVEN_OUT, "given_out", -1))
        for sql, column, sign in moves:
            for row in self.database.rows(sql, (days.last,)):
                place = (row["fund"], row["campaign"], *kind_of(row["name"], row["unit"]))
                line = lines.get(place) or StockLine(
                    row["fund"], "", row["campaign"], "", row["name"] or "", row["unit"] or ""
                )
                before = row["day"] < days.first
                field, amount = ("opening", sign * row["quantity"]) if before else (column, row["quantity"])
                lines[place] = replace(line, **{field: getattr(line, field) + amount})
        return self._named(lines.values())

    def gifts(self, days: Days) -> Sequence[GiftLine]:
        """Gifts with a condition, in the order they came."""
        spent = Source(self.types, "donation_receipt", days.last).column("spent")
        rows = self.database.rows(_GIFTS.format(spent=spent.text), (*spent.params, days.last))
        donors = self.titles.of("donor", (row["donor"] for row in rows))
        return [
            GiftLine(
                row["id"],
                row["number_text"],
                row["day"],
                donors.get(row["donor"], ""),
                " ".join((row["restriction"] or "").split()),
                row["amount"],
                row["spent"],
            )
            for row in rows
        ]

    def pledges(self, days: Days) -> Sequence[PledgeLine]:
        """Pledges of the days and those still open from before, the one due first in front."""
        received = Source(self.types, "pledge", days.last).column("received")
        rows = self.database.rows(_PLEDGES.format(received=received.text), (*received.params, days.last, days.last))
        donors = self.titles.of("donor", (row["donor"] for row in rows))
        funds = self.titles.of("fund", (row["fund"] for row in rows))
        lines = [
            PledgeLine(
                row["id"],
                row["number_text"],
                row["day"],
                donors.get(row["donor"], ""),
                funds.get(row["fund"], ""),
                row["due"],
                row["amount"] or 0,
                row["received"],
                bool(row["cancelled"]),
            )
            for row in rows
        ]
        return [line for line in lines if line.open or line.day >= days.first]

    def _named(self, lines: Iterable[StockLine]) -> Sequence[StockLine]:
        lines = list(lines)
        funds = self.titles.of("fund", (line.fund for line in lines))
        campaigns = self.titles.of("campaign", (line.campaign for line in lines))
        named = [
            replace(line, fund_title=funds.get(line.fund, ""), campaign_title=campaigns.get(line.campaign, ""))
            for line in lines
        ]
        return sorted(
            named, key=lambda line: tuple(map(vietnamese_sort_key, (line.fund_title, line.campaign_title, line.name)))
        )


def kind_of(name: object, unit: object) -> tuple[str, str]:
    """What makes goods one kind: name and unit without accents, capitals and spare spaces."""
    return " ".join(fold(str(name or "")).split()), " ".join(fold(str(unit or "")).split())


def _add(sums: dict[str, int], row: Mapping[str, Any]) -> None:
    """What lies before the first day is part of the opening."""
    taken_off = ("spent", "passed_up", "passed_on")
    for name in ("received", "from_units", *taken_off, "running"):
        amount = row.get(name) or 0
        if not row["earlier"]:
            sums[name] += amount
        elif name != "running":
            sums["opening"] += -amount if name in taken_off else amount


def _added_up(line: FundLine, sums: Mapping[str, int], opened: str, balance: int | None, days: Days) -> FundLine:
    """A balance dated behind the last day says nothing yet; one dated within the days opens the line there."""
    changed: dict[str, Any] = dict(sums)
    if opened <= days.last:
        changed |= {"opening": sums.get("opening", 0) + (balance or 0), "opens": opened if opened > days.first else ""}
    return replace(line, **changed)


def _stands(fund: Mapping[str, Any], days: Days) -> bool:
    opened, closed = fund["opened"] or "", fund["closed"] or ""
    return opened <= days.last and (not closed or closed >= days.first)
