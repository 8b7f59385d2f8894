"""What stands about a record in other registers: the gifts and houses of a household, what a gift was spent on.

Derived from the tallies of its type: the same rows that a tally counts, one by one, with the record that holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.fields import Kind, RecordType, Tally
from models.records import Told
from models.values import format_number, show_figure
from storage.database import Database
from storage.reckoning.predicate_sql import Source, Sql

UNITS = {Kind.MONEY: "đồng", Kind.AREA: "m²"}


class Stories:
    """Answers for one file what other registers tell of a record. Drafts, void records and "trong đó" rows tell
    nothing."""

    def __init__(self, database: Database, types: Mapping[str, RecordType]) -> None:
        self._db = database
        self._types = types

    def of(self, record_type: str, record_id: str) -> Sequence[Told]:
        """The records behind the tallies of a record, the newest first; each once, with all it gave."""
        found: dict[tuple[str, str], Told] = {}
        for tally in self._told(record_type):
            for row in self._rows(tally, record_id, "", "9999-12-31"):
                key = (tally.register, row["id"])
                given = _given(tally, row["value"])
                known = found.get(key)
                if known is not None:
                    given = ", ".join(part for part in (known.given, given) if part)
                label = f"{self._types[tally.register].label} {row['number_text']}".rstrip()
                found[key] = Told(*key, row["day"] or "", label, given)
        return sorted(found.values(), key=lambda one: (one.day, one.id), reverse=True)

    def received_in(self, record_type: str, record_id: str, year: int, without: str = "") -> str:
        """How often and how much money a record was given in a year: "2 lần, 1.500.000 đồng"; "" for never. `without`
        is the id of a record to be left out."""
        times: set[tuple[str, str]] = set()
        amount = 0
        for tally in self._told(record_type):
            for row in self._rows(tally, record_id, f"{year}-01-01", f"{year}-12-31"):
                if tally.kind is Kind.MONEY and row["id"] != without:
                    times.add((tally.register, row["id"]))
                    amount += row["value"] or 0
        money = f", {format_number(amount, 0)} đồng" if amount else ""
        return f"{len(times)} lần{money}" if times else ""

    def _told(self, record_type: str) -> Iterator[Tally]:
        yield from (tally for tally in self._types[record_type].tallies if not tally.out_of)

    def _rows(self, tally: Tally, record_id: str, first: str, last: str) -> list[Any]:
        """What a tally counts, by the record that holds it: id, number_text, day, value."""
        source = Source(self._types, tally.of)
        declared = source.record_type
        date = tally.dated_by or declared.dated_by or (declared.validity.start if declared.validity else "")
        day = source.column(date).text if date else "''"
        value = f"sum({source.column(tally.field).text})" if tally.field else "NULL"
        by, adds, where = source.column(tally.by), source.adds(), source.where(tally.where)
        placed = Sql(f" AND {day} >= ? AND {day} <= ?", (first, last)) if date else Sql("")
        return self._db.rows(
            f"SELECT r.id AS id, r.number_text AS number_text, {day} AS day, {value} AS value FROM {source.tables}"
            f" WHERE {by.text} = ? AND r.state = 'final' AND {adds.text} AND {where.text}{placed.text}"
            " GROUP BY r.id",
            (record_id, *where.params, *placed.params),
        )


def year_sentence(given: str, year: int, this_year: int) -> str:
    """ "Năm nay đã nhận: 2 lần, 1.500.000 đồng"."""
    when = "Năm nay" if year == this_year else f"Năm {year}"
    return f"{when} đã nhận: {given}" if given else f"{when} chưa nhận khoản nào"


def _given(tally: Tally, value: object) -> str:
    if not isinstance(value, int) or not value:
        return ""
    return f"{show_figure(tally.kind, value)} {UNITS.get(tally.kind, '')}".rstrip()
