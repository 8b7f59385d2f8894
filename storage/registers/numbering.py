"""Register numbers: counted per own unit, type, prefix, scope values and year, and never given a second time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from models.fields import RecordType
from models.predicates import fields_of
from models.rules import Problem
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Number:
    """A number as given: its place in the count, the count it belongs to, and how it is printed."""

    number: int
    scope: str
    text: str


def number_scope(record_type: RecordType, values: Mapping[str, object]) -> str:
    """The count that a record with these values belongs to: canonical JSON of prefix, year and the scope's values."""
    numbering = record_type.numbering
    if numbering is None:
        return ""
    scope = [values.get(name) for name in numbering.scope]
    parts = [numbering.prefix(values), _year(record_type, values), *scope]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def give_number(database: Database, record_type: RecordType, values: Mapping[str, object], unit: str) -> Number | None:
    """The next number for a record with these values, taken from the counter; None for a type without numbers.

    Needs an open transaction: when it is undone, so is the count."""
    numbering = record_type.numbering
    if numbering is None:
        return None
    scope = number_scope(record_type, values)
    counter = json.dumps([unit, record_type.name, scope], ensure_ascii=False, separators=(",", ":"))
    database.execute(
        "INSERT INTO counter (scope, last) VALUES (?, 1) ON CONFLICT (scope) DO UPDATE SET last = last + 1", (counter,)
    )
    number = int(database.scalar("SELECT last FROM counter WHERE scope = ?", (counter,)))
    return Number(number, scope, numbering.show(numbering.prefix(values), _year(record_type, values), number))


def scope_problem(
    record_type: RecordType, before: Mapping[str, object], after: Mapping[str, object], number_text: str
) -> Problem | None:
    """A number must not lie: what it was counted by may not change once it is given."""
    if record_type.numbering is None or number_scope(record_type, before) == number_scope(record_type, after):
        return None
    changed = [name for name in _counted_by(record_type) if before.get(name) != after.get(name)]
    labels = ", ".join(record_type.by_name[name].label for name in changed)
    message = (
        f"Số {number_text} đã cấp theo {labels} nên không đổi được các mục này. "
        "Hãy hủy bản ghi này, ghi lý do, rồi sao chép thành bản ghi mới."
    )
    return Problem(changed[0] if changed else "", message, rule="number_scope")


def _counted_by(record_type: RecordType) -> tuple[str, ...]:
    """The fields that decide the count, in the order of the form."""
    numbering = record_type.numbering
    if numbering is None:
        return ()
    prefixed = [path for _, predicate in numbering.prefixes for path in fields_of(predicate)]
    named = {*numbering.scope, *(path.partition(".")[0] for path in prefixed)}
    if numbering.by_year:
        named.add(_dated(record_type))
    return tuple(name for name in record_type.by_name if name in named)


def _dated(record_type: RecordType) -> str:
    return record_type.dated_by or (record_type.validity.start if record_type.validity else "")


def _year(record_type: RecordType, values: Mapping[str, object]) -> int | None:
    """The year of the date that places the record; None when the count runs on over the years."""
    if record_type.numbering is None or not record_type.numbering.by_year:
        return None
    date = values.get(_dated(record_type))
    return int(date[:4]) if isinstance(date, str) and date[:4].isdecimal() else None
