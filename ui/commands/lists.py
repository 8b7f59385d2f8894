"""The lists of the command line: a register as a table of shown values, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from models.fields import Area, Field, Kind, RecordType
from models.periods import parse_period
from models.ports import Store
from models.record_types import record_type
from models.records import Origin, Query, Row
from models.values import DECIMALS, show

PAGE = 500
ENVELOPE = {"number_text": "Số", "state": "Trạng thái ghi sổ"}


def as_table(store: Store, name: str, period: str | None) -> Iterator[str]:
    """A line of labels, then a line per record, separated by tabs; read page by page. Every line tells its state: who
    adds up a column must not add what is void."""
    kind = record_type(name)
    fields = _fields(kind)
    columns = (*kind.list_columns, "state")
    yield "\t".join(ENVELOPE.get(column) or fields[column].label for column in columns)
    for row in _rows(store, kind, period):
        yield "\t".join(_shown(fields.get(column), column, row) for column in columns)


def as_json(store: Store, name: str, period: str | None) -> Iterator[str]:
    """One list of objects, a line each: id, state, received, and the list's columns by field name."""
    kind = record_type(name)
    fields = _fields(kind)
    found = [_row(row, fields) for row in _rows(store, kind, period)]
    yield "[" + ",\n ".join(json.dumps(row, ensure_ascii=False) for row in found) + "]"


def _rows(store: Store, kind: RecordType, period: str | None) -> Iterator[Row]:
    dates = None
    if period:
        when = parse_period(period)
        dates = (when.first.isoformat(), when.last.isoformat())
    query = Query(kind.name, dates=dates, origin=Origin.ALL)
    offset = 0
    while page := store.records.page(query, offset, PAGE):
        yield from page
        offset += len(page)


def _fields(kind: RecordType) -> dict[str, Field]:
    """The columns of a list: fields, and what is worked out from other registers."""
    return {**kind.by_name, **{tally.name: Field(tally.name, tally.label, tally.kind) for tally in kind.tallies}}


def _shown(field: Field | None, column: str, row: Row) -> str:
    value = row.values.get(column)
    if column == "state":
        return row.state.label
    if field is None or field.kind in (Kind.REFERENCE, Kind.UNIT):
        return "" if value is None else str(value)
    return " ".join(show(field, value).split())


def _row(row: Row, fields: dict[str, Field]) -> dict[str, object]:
    values = {name: _plain(fields.get(name), value) for name, value in row.values.items()}
    return {"id": row.id, **values, "state": row.state.value, "received": row.received}


def _plain(field: Field | None, value: object) -> object:
    """A number in the unit a person reads: m², the counted unit."""
    if isinstance(value, Area):
        value = value.hundredths
    if field is None or isinstance(value, bool) or not isinstance(value, int):
        return value
    scale: int = 10 ** DECIMALS.get(field.kind, 0)
    return value // scale if value % scale == 0 else value / scale
