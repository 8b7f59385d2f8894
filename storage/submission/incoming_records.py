"""Records of a received part, taken from their lines by the declarations: what does not fit them is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.fields import Area, Field, Kind, Privacy, RecordType
from models.records import Record, State
from storage.submission.refusals import contradicts, damaged
from storage.submission.wary_reading import (
    IDENTIFIER,
    LONGEST_NAME,
    day,
    matching,
    objects,
    read_lines,
    refuse_unknown,
    text,
    whole,
)

LONGEST_TEXT = 100_000
LARGEST_VALUE = 10**15
MOST_ROWS = 5_000
WHOLE_KINDS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.QUANTITY, Kind.YEAR})
ROW = frozenset({"id", "version", "number", "values", "lines", "withheld"})
SHORT_KINDS = frozenset({Kind.CHOICE, Kind.UNIT})


def read_records(declared: RecordType, data: bytes, unit: str, *, personal: bool) -> Iterator[tuple[Record, bytes]]:
    """The records of one member, each with its line. `personal`: the part says that it carries personal values.

    PackageError damaged, newer (an unknown field) or contradicts (a value that must not travel)."""
    before = ""
    reader = _Reader(declared, unit, personal)
    for row, line in read_lines(data, reader.where):
        record = reader.record(row)
        if record.id <= before:
            raise damaged(reader.where)
        before = record.id
        yield record, line


def references(declared: RecordType, record: Record) -> Iterator[tuple[str, str]]:
    """(type, id) of everything a record and its rows refer to."""
    for item in declared.by_name.values():
        if item.refers_to and isinstance(key := record.values.get(item.name), str):
            yield item.refers_to, key
    for lines in declared.lines:
        rows: Any = record.values[lines.name]
        for item in lines.fields:
            if item.refers_to:
                yield from ((item.refers_to, row[item.name]) for row in rows if item.name in row)


class _Reader:
    """Reads the rows of one register of one part."""

    def __init__(self, declared: RecordType, unit: str, personal: bool) -> None:
        self.where = f"records/{declared.name}.ndjson"
        self._declared = declared
        self._unit = unit
        self._personal = personal
        self._paths = {*declared.by_name, *(f"{one.name}.{item.name}" for one in declared.lines for item in one.fields)}
        self._fields = {"": declared.by_name} | {
            lines.name: {item.name: item for item in lines.fields} for lines in declared.lines
        }

    def record(self, row: Mapping[str, Any]) -> Record:
        """One record; only final ones travel. What it does not have is not among its values."""
        refuse_unknown(row.keys() - ROW)
        withheld = row.get("withheld")
        if not isinstance(withheld, list) or not all(isinstance(path, str) for path in withheld):
            raise damaged(self.where)
        refuse_unknown(set(withheld) - self._paths)
        values = self._values("", row.get("values"))
        if clash := sorted(values.keys() & set(withheld)):
            raise contradicts(f"mục “{clash[0]}” vừa có giá trị vừa ghi là giữ lại")
        return Record(
            record_type=self._declared.name,
            id=matching(IDENTIFIER, row.get("id"), self.where),
            values=values | self._lines(row.get("lines")),
            state=State.FINAL,
            version=whole(row.get("version"), self.where, 1, 2**31),
            origin_unit=self._unit,
            received=True,
            number_text=text(row, "number"),
            withheld=frozenset(withheld),
        )

    def _lines(self, given: object) -> dict[str, object]:
        if not isinstance(given, dict):
            raise damaged(self.where)
        refuse_unknown(given.keys() - self._declared.lines_by_name)
        return {
            name: [
                {"id": matching(IDENTIFIER, row.get("id"), self.where), **self._values(name, row.get("values"))}
                for row in objects(given.get(name, []), self.where, MOST_ROWS)
            ]
            for name in self._declared.lines_by_name
        }

    def _values(self, lines: str, given: object) -> dict[str, object]:
        if not isinstance(given, dict):
            raise damaged(self.where)
        fields = self._fields[lines]
        refuse_unknown(given.keys() - fields)
        return {name: self._value(fields[name], value) for name, value in given.items()}

    def _value(self, item: Field, value: object) -> object:
        """One value by its declared kind; a choice we do not know is kept, for its list may have grown."""
        if item.travels is Privacy.SENSITIVE:
            raise contradicts(f"tệp mang mục nhạy cảm “{item.label}” không được phép gửi")
        if item.travels is Privacy.PERSONAL and not self._personal:
            raise contradicts(f"tệp ghi là không có dữ liệu cá nhân nhưng có mục “{item.label}”")
        if item.kind in WHOLE_KINDS:
            return whole(value, self.where, -LARGEST_VALUE, LARGEST_VALUE)
        if item.kind is Kind.DATE:
            return day(value, self.where)
        if item.kind is Kind.REFERENCE:
            return matching(IDENTIFIER, value, self.where)
        if item.kind is Kind.AREA:
            return self._area(value)
        good = isinstance(value, bool) if item.kind is Kind.BOOLEAN else _is_text(item.kind, value)
        if not good:
            raise damaged(self.where)
        return value

    def _area(self, value: object) -> Area:
        if not isinstance(value, dict) or set(value) != {"typed", "unit", "factor"}:
            raise damaged(self.where)
        typed = whole(value["typed"], self.where, -LARGEST_VALUE, LARGEST_VALUE)
        factor = whole(value["factor"], self.where, 1, LARGEST_VALUE)
        area = Area(typed, text(value, "unit"), factor)
        whole(area.hundredths, self.where, -LARGEST_VALUE, LARGEST_VALUE)
        return area


def _is_text(kind: Kind, value: object) -> bool:
    if not isinstance(value, str) or not value:
        return False
    longest = LONGEST_NAME if kind in SHORT_KINDS else LONGEST_TEXT
    return len(value) <= longest and (kind is Kind.LONG_TEXT or not any(char in value for char in "\n\t"))


def totals(declared: RecordType, records: Sequence[Record]) -> dict[str, int]:
    """The control totals of a register: the sums of its declared number fields, areas in hundredths of a m²."""
    return {
        name: sum(_number(record.values.get(name)) for record in records)
        for name in declared.totals
        if name in declared.by_name
    }


def _number(value: object) -> int:
    if isinstance(value, Area):
        return value.hundredths
    return value if isinstance(value, int) else 0
