"""How a record found among all registers is shown: its title, and one line that tells it from others like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.fields import Field, Kind, Privacy, RecordType
from models.records import Hit, Record
from storage.database import Database
from storage.finding.search import READ, words
from storage.finding.suggestions import BARE
from storage.registers.record_rows import read_many, rows_of
from storage.registers.titles import Titles

FACTS = 3
"""How many facts of the list stand beside a title."""

LONGEST = 60
"""How much of a text is shown as the reason for a hit."""

TOLD = frozenset({Kind.DATE, Kind.TEXT, Kind.CHOICE, Kind.REFERENCE, Kind.UNIT})
"""When, where, who and of which kind; figures tell nobody which record it is."""


class Hits:
    """Describes records of one file, of several types at once."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], titles: Titles) -> None:
        self._db = database
        self._types = types
        self._titles = titles

    def of(self, keys: Sequence[tuple[str, str]], text: str) -> list[Hit]:
        """The hits for these (record type, id) that exist, in their order; `text` is what was searched for."""
        found: dict[str, Hit] = {}
        for name in dict.fromkeys(name for name, _ in keys):
            found |= self._of_type(self._types[name], [key for other, key in keys if other == name], text)
        return [found[key] for _, key in keys if key in found]

    def _of_type(self, declared: RecordType, ids: Sequence[str], text: str) -> dict[str, Hit]:
        records = [stored.record for stored in read_many(self._db, declared, ids)]
        titles = self._titles.of(declared.name, ids)
        units = self._titles.units({record.origin_unit for record in records if record.received})
        within = self._titles.within(_named(declared), _values_of(declared, records))
        return {
            record.id: Hit(
                declared.name,
                record.id,
                titles[record.id],
                record.number_text,
                self._detail(declared, record, within, _missing(text, titles[record.id], record)),
                record.state,
                units.get(record.origin_unit, record.origin_unit) if record.received else "",
            )
            for record in records
        }

    def _detail(
        self, declared: RecordType, record: Record, within: Mapping[str, Mapping[str, str]], wanted: Sequence[str]
    ) -> str:
        """By what it was found, where the title does not say it; then the first facts of the list."""
        reason, reason_field = self._reason(declared, record, within, wanted)
        fields = [
            declared.by_name[name]
            for name in declared.list_columns
            if name in declared.by_name and name not in declared.title and name != reason_field
        ]
        told = (
            self._titles.show(item, record.values.get(item.name), within)
            for item in fields
            if item.kind in TOLD and item.travels is not Privacy.SENSITIVE
        )
        facts = [fact for fact in told if fact and fact not in BARE][: FACTS - bool(reason)]
        return " · ".join([*([reason] if reason else ()), *facts])

    def _reason(
        self, declared: RecordType, record: Record, within: Mapping[str, Mapping[str, str]], wanted: Sequence[str]
    ) -> tuple[str, str]:
        """ "Hòa giải viên: Bế Văn Quý" and the field's name: the first field with a typed word that title and number
        lack. Of a sensitive field only its name is told."""
        for item, value in _texts(declared, record) if wanted else ():
            shown = self._titles.show(item, value, within)
            if not any(word.startswith(begun) for word in words(shown) for begun in wanted):
                continue
            if item.travels is Privacy.SENSITIVE or item.kind is Kind.LONG_TEXT:
                return f"có trong “{item.label}”", item.name
            line = " ".join(shown.split())
            return f"{item.label}: {line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}", item.name
        return "", ""


def _missing(text: str, title: str, record: Record) -> list[str]:
    """The typed words that neither the title nor the number has."""
    having = words(f"{title} {record.number_text}")
    return [begun for begun in words(text) if not any(word.startswith(begun) for word in having)]


def _texts(declared: RecordType, record: Record) -> Iterator[tuple[Field, object]]:
    """Every value that search reads, the record's own before its rows'."""
    tables = [(tuple(declared.by_name.values()), record.values)]
    tables += [(lines.fields, row) for lines in declared.lines for row in rows_of(record.values, lines)]
    for fields, values in tables:
        for item in fields:
            if item.kind in READ and values.get(item.name):
                yield item, values[item.name]


def _named(declared: RecordType) -> list[Field]:
    return [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]


def _values_of(declared: RecordType, records: Sequence[Record]) -> Iterator[Mapping[str, object]]:
    for record in records:
        yield record.values
        for lines in declared.lines:
            yield from rows_of(record.values, lines)
