"""What the program works out beside a form: earlier gifts, what is left of a promise, sums in words, m² of an area.

Derived from the declarations: words stand at money that the register totals, tallies and the deadline at a reference to
a record that is worked off, earlier records at a reference to a catalogue without dates (people and bodies).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from models import values as shown
from models.days import show_day
from models.fields import Area, Field, Kind, RecordType, Tally
from models.records import Record
from models.sentences import in_sentence
from models.text import amount_in_words
from storage.database import Database
from storage.reckoning.predicate_sql import LAST_DAY, Source, quoted
from storage.registers.record_rows import rows_of
from storage.registers.stock import on_hand
from storage.registers.stories import Stories, year_sentence

VERBS: Mapping[str, str] = MappingProxyType({"donation_receipt": "ủng hộ", "pledge": "đăng ký"})
"""What someone did who stands in such a record; the other registers say "ghi" (entered)."""

SQUARE_METRE = "m²"

_UNITS = MappingProxyType({Kind.MONEY: "đồng", Kind.AREA: SQUARE_METRE})


class RecordNotes:
    """Notes beside the fields of one record."""

    def __init__(self, database: Database, types: Mapping[str, RecordType]) -> None:
        self._db = database
        self._types = types

    def of(self, record: Record) -> Mapping[str, str]:
        """Field name, or "goods" for what the store holds -> one short line; fields without a note are absent."""
        declared = self._types[record.record_type]
        found: dict[str, str] = {}
        tallied = self._tallied(declared, record.id) if record.version else ""
        found.update(self._of_rows(declared, record))
        if in_store := on_hand(self._db, record):
            found["goods"] = in_store
        for item in declared.by_name.values():
            parts = [part for part in self._parts(declared, record, item) if part]
            if tallied and item.name == declared.title[0]:
                parts.append(f"{self._this_year(declared, record.id)}{tallied}")
            if parts:
                found[item.name] = ". ".join(parts)
        return found

    def _parts(self, declared: RecordType, record: Record, item: Field) -> Iterator[str]:
        value = record.values.get(item.name)
        match value:
            case Area() if value.unit != SQUARE_METRE:
                yield f"= {shown.format_number(value.hundredths, 2, trim=True)} {SQUARE_METRE}"
            case int() if item.kind is Kind.MONEY and item.name in declared.totals:
                yield f"Bằng chữ: {amount_in_words(value)}"
            case str() if item.kind is Kind.REFERENCE:
                referred = self._types[item.refers_to]
                yield self._left(referred, value)
                if self._is_given_to(referred):
                    yield self._received(declared, record, referred, value)
                elif not referred.dated_by and not referred.validity and declared.dated_by:
                    yield self._earlier(declared, record, item, value)

    def _this_year(self, declared: RecordType, record_id: str) -> str:
        """What one to whom money is given received since January."""
        if not self._is_given_to(declared):
            return ""
        year = self._db.today().year
        given = Stories(self._db, self._types).received_in(declared.name, record_id, year)
        return f"{year_sentence(given, year, year)}. "

    def _of_rows(self, declared: RecordType, record: Record) -> Iterator[tuple[str, str]]:
        """ "lines/ROW_ID/field" -> what the one named in a row has received."""
        for lines in declared.lines:
            for row in rows_of(record.values, lines):
                for item in lines.fields:
                    key = row.get(item.name)
                    referred = self._types[item.refers_to] if item.refers_to else None
                    if referred and isinstance(key, str) and key and self._is_given_to(referred):
                        note = self._received(declared, record, referred, key)
                        yield f"{lines.name}/{row.get('id')}/{item.name}", note

    def _is_given_to(self, referred: RecordType) -> bool:
        """Whether a record of this type is one that money is given to: a household."""
        lasting = not referred.dated_by and not referred.validity
        return lasting and any(tally.kind is Kind.MONEY and not tally.out_of for tally in referred.tallies)

    def _received(self, declared: RecordType, record: Record, referred: RecordType, record_id: str) -> str:
        """What it was given in the year of this record, this record left out."""
        this_year = self._db.today().year
        day = record.values.get(declared.dated_by)
        year = int(day[:4]) if isinstance(day, str) and day[:4].isdecimal() else this_year
        given = Stories(self._db, self._types).received_in(referred.name, record_id, year, without=record.id)
        return year_sentence(given, year, this_year)

    def _tallied(self, declared: RecordType, record_id: str) -> str:
        """What other records give to this one: "Đất hiến: 120 m², ngày công: 35"; nothing while nothing is given."""
        tallies = [tally for tally in declared.tallies if not tally.out_of]
        if not tallies:
            return ""
        source = Source(self._types, declared.name, self._db.today().isoformat())
        columns = [source.column(tally.name) for tally in tallies]
        heads = ", ".join(
            f"{column.text} AS {quoted(tally.name)}" for tally, column in zip(tallies, columns, strict=True)
        )
        row = self._db.row(
            f"SELECT {heads} FROM {source.tables} WHERE r.id = ?",
            (*(value for column in columns for value in column.params), record_id),
        )
        given = [_left_over(tally, row[tally.name]) for tally in tallies if row and row[tally.name]]
        return ", ".join([*given[:1], *(part[:1].lower() + part[1:] for part in given[1:])])

    def _left(self, referred: RecordType, record_id: str) -> str:
        """The tallies of a record that is worked off, and by when: "Còn lại: 5.000.000 đồng, thời hạn 31/12/2026"."""
        tallies = [tally for tally in referred.tallies if tally.out_of]
        if not tallies:
            return ""
        source = Source(self._types, referred.name, LAST_DAY)
        columns = [source.column(tally.name) for tally in tallies]
        due = _deadline(referred)
        heads = [f"{column.text} AS {quoted(tally.name)}" for tally, column in zip(tallies, columns, strict=True)]
        heads.append(f"r.{quoted(due.name)} AS _due" if due else "NULL AS _due")
        row = self._db.row(
            f"SELECT {', '.join(heads)} FROM {source.tables} WHERE r.id = ?",
            (*(value for column in columns for value in column.params), record_id),
        )
        if row is None:
            return ""
        parts = [_left_over(tally, row[tally.name]) for tally in tallies if row[tally.name] is not None]
        if due and row["_due"]:
            parts.append(f"{in_sentence(due.label)}: {show_day(row['_due'])}")
        return ", ".join(parts)

    def _earlier(self, declared: RecordType, record: Record, item: Field, record_id: str) -> str:
        """How often the same one stands in this register already: "Đã ủng hộ 2 lần, gần nhất 12/11/2025: ..."."""
        money = next((name for name in declared.totals if declared.by_name[name].kind is Kind.MONEY), "")
        amount = f"r.{quoted(money)}" if money else "NULL"
        rows = self._db.rows(
            f"SELECT r.{quoted(declared.dated_by)} AS day, {amount} AS amount, count(*) OVER () AS times"
            f" FROM {quoted(declared.name)} AS r"
            f" WHERE r.{quoted(item.name)} = ? AND r.state = 'final' AND r.received = 0 AND r.id <> ?"
            f" ORDER BY r.{quoted(declared.dated_by)} DESC, r.id DESC LIMIT 1",
            (record_id, record.id),
        )
        if not rows:
            return ""
        last = rows[0]
        sentence = f"Đã {VERBS.get(declared.name, 'ghi')} {last['times']} lần, gần nhất {show_day(last['day'] or '')}"
        return f"{sentence}: {shown.format_number(last['amount'], 0)} đồng" if last["amount"] is not None else sentence


def _left_over(tally: Tally, value: int) -> str:
    """More than was promised is no remainder below nought: it is said in words."""
    label = tally.label if value >= 0 else "Đã vượt"
    return f"{label}: {shown.show_figure(tally.kind, abs(value))} {_UNITS.get(tally.kind, '')}".rstrip()


def _deadline(referred: RecordType) -> Field | None:
    """The day by which a record is to be worked off."""
    return referred.by_name.get("due_date")
