"""What a form needs to show one record, fetched in one request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.fields import Field, Kind, RecordType
from models.ports import Store
from models.records import Record, Told
from models.visibility import rows_of
from ui.entry.line_row import UNIT, Titles


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record with the titles of what it refers to and the notes beside its fields. `typed_at` is set when the record
    is unfinished typing; `origin` names the unit of a received record; `told` is what other registers tell of it."""

    record: Record
    titles: Titles
    notes: Mapping[str, str]
    title: str = ""
    origin: str = ""
    typed_at: str = ""
    told: Sequence[Told] = ()


def load(store: Store, declared: RecordType, record_id: str) -> Loaded | None:
    """The record as it was being typed if it was left unfinished, else as stored; None where there is neither."""
    unfinished = store.drafts.of(record_id)
    if unfinished is not None:
        return around(store, declared, unfinished, typed_at=unfinished.updated_at or " ")
    stored = store.records.read(declared.name, record_id)
    return around(store, declared, stored) if stored else None


def around(store: Store, declared: RecordType, record: Record, *, typed_at: str = "") -> Loaded:
    """A record at hand, with what stands around it."""
    titles = {key: store.records.title(*key) for key in set(_references(declared, record))}
    titles |= _unit_names(store, declared, record)
    origin = record.origin_unit
    if record.received:
        names = {item.unit: item.name for item in store.units.tree().names}
        origin = names.get(origin, origin)
    title = store.records.title(record.record_type, record.id) if record.version else ""
    told = store.records.told(record.record_type, record.id) if record.version else ()
    return Loaded(record, titles, store.records.notes(record), title, origin, typed_at, told)


def _unit_names(store: Store, declared: RecordType, record: Record) -> dict[tuple[str, str], str]:
    """The present names of the units that the record's own fields name."""
    codes = {record.values.get(field.name) for field in declared.by_name.values() if field.kind is Kind.UNIT}
    named = {code for code in codes if isinstance(code, str) and code}
    if not named:
        return {}
    today = store.units.tree().on(dt.datetime.now().astimezone().date())
    return {(UNIT, code): today.name(code) for code in named}


def _references(declared: RecordType, record: Record) -> Iterator[tuple[str, str]]:
    yield from _named(declared.by_name.values(), record.values)
    for lines in declared.lines:
        for row in rows_of(record.values, lines.name):
            yield from _named(lines.fields, row)


def _named(fields: Iterable[Field], values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for field in fields:
        key = values.get(field.name)
        if field.refers_to and isinstance(key, str) and key:
            yield field.refers_to, key
