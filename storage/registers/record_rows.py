"""Records as rows and back: the columns of each field, the child rows in their order, and the envelope around them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.fields import Area, Field, Kind, Lines, RecordType
from models.records import Record, State
from models.text import nfc
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.schema import lines_table

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies in the file, with its search key and the parts of its number."""

    record: Record
    record_key: int
    number: int | None
    number_scope: str
    title_sort: str


def to_columns(fields: Sequence[Field], values: Mapping[str, object]) -> dict[str, object]:
    """Column -> stored value of every field; what is not given, and empty text, is NULL."""
    found: dict[str, object] = {}
    for item in fields:
        value = values.get(item.name)
        if item.kind is Kind.AREA:
            found.update(_area_columns(item.name, value))
        elif isinstance(value, bool):
            found[item.name] = int(value)
        else:
            found[item.name] = (nfc(value) or None) if isinstance(value, str) else value
    return found


def from_columns(fields: Sequence[Field], row: Row) -> dict[str, object]:
    """Field -> value in memory, None where nothing is given."""
    return {item.name: _value(item, row) for item in fields}


def normalised(record_type: RecordType, values: Mapping[str, object]) -> dict[str, object]:
    """The values as they will be read back: every field there, empty text None, text NFC, rows as plain mappings."""
    found: dict[str, object] = {item.name: _clean(values.get(item.name)) for item in record_type.by_name.values()}
    for lines in record_type.lines:
        found[lines.name] = [
            {"id": row.get("id"), **{item.name: _clean(row.get(item.name)) for item in lines.fields}}
            for row in rows_of(values, lines)
        ]
    return found


def rows_of(values: Mapping[str, object], lines: Lines) -> list[Mapping[str, Any]]:
    """The child rows in values; none where they are missing."""
    rows = values.get(lines.name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def read(database: Database, record_type: RecordType, record_id: str) -> Stored | None:
    """One record with its child rows, or None."""
    return next(iter(read_many(database, record_type, [record_id])), None)


def read_many(database: Database, record_type: RecordType, ids: Sequence[str]) -> list[Stored]:
    """The records of these ids that exist, with their child rows; at most some hundred ids at a time."""
    marks = ", ".join("?" * len(ids))
    found: dict[str, Stored] = {}
    for row in database.rows(f"SELECT * FROM {quoted(record_type.name)} WHERE id IN ({marks})", ids):
        values = from_columns(tuple(record_type.by_name.values()), row)
        values |= {lines.name: [] for lines in record_type.lines}
        record = _record(record_type.name, row, values)
        found[row["id"]] = Stored(record, row["record_key"], row["number"], row["number_scope"], row["title_sort"])
    for lines in record_type.lines:
        table = quoted(lines_table(record_type, lines))
        for child in database.rows(f"SELECT * FROM {table} WHERE parent IN ({marks}) ORDER BY parent, position", ids):
            rows: Any = found[child["parent"]].record.values[lines.name]
            rows.append({"id": child["id"], **from_columns(lines.fields, child)})
    return list(found.values())


def write(
    database: Database, record_type: RecordType, record: Record, *, number: int | None = None, number_scope: str = ""
) -> None:
    """Put the record and its rows into the file, whether it was there or not. Only what differs from what lies there is
    written: SQLite writes every index over a column anew that an UPDATE names, changed or not.

    Needs an open transaction. The caller has checked version, state and references; afterwards it calls
    SearchIndex.refresh, which also keeps title_sort, and writes the history."""
    table = quoted(record_type.name)
    columns = _envelope(record) | {"number": number, "number_scope": number_scope}
    columns |= to_columns(tuple(record_type.by_name.values()), record.values)
    kept = database.row(f"SELECT {', '.join(map(quoted, columns))} FROM {table} WHERE id = ?", (record.id,))
    news = columns if kept is None else {name: value for name, value in columns.items() if kept[name] != value}
    names = [quoted(name) for name in news]
    if kept is None:
        marks = ", ".join("?" * len(news))
        database.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tuple(news.values()))
    elif news:
        database.execute(
            f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", (*news.values(), record.id)
        )
    for lines in record_type.lines:
        _write_lines(database, record_type, lines, record)


def _write_lines(database: Database, record_type: RecordType, lines: Lines, record: Record) -> None:
    table = quoted(lines_table(record_type, lines))
    columns = ["id", "parent", "position", *(name for item in lines.fields for name, _ in item.columns)]
    names = ", ".join(quoted(name) for name in columns)
    rows = [
        (row["id"], record.id, position, *to_columns(lines.fields, row).values())
        for position, row in enumerate(rows_of(record.values, lines))
    ]
    kept = database.rows(f"SELECT {names} FROM {table} WHERE parent = ? ORDER BY position", (record.id,))
    if rows == [tuple(row.values()) for row in kept]:
        return
    database.execute(f"DELETE FROM {table} WHERE parent = ?", (record.id,))
    database.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)


def _envelope(record: Record) -> dict[str, object]:
    return {
        "id": record.id,
        "origin_unit": record.origin_unit,
        "received": int(record.received),
        "state": record.state.value,
        "version": record.version,
        "number_text": record.number_text,
        "void_reason": nfc(record.void_reason),
        "unparsed": _json({key: nfc(text) for key, text in record.unparsed.items()}),
        "withheld": _json(sorted(record.withheld)),
        "reasons": _json({key: nfc(text) for key, text in record.reasons.items()}),
        "created_at": record.created_at,
        "created_by": record.created_by,
        "updated_at": record.updated_at,
        "updated_by": record.updated_by,
    }


def _record(name: str, row: Row, values: Mapping[str, object]) -> Record:
    return Record(
        record_type=name,
        id=row["id"],
        values=values,
        state=State(row["state"]),
        version=row["version"],
        origin_unit=row["origin_unit"],
        received=bool(row["received"]),
        number_text=row["number_text"],
        void_reason=row["void_reason"],
        unparsed=json.loads(row["unparsed"]),
        withheld=frozenset(json.loads(row["withheld"])),
        reasons=json.loads(row["reasons"]),
        created_at=row["created_at"],
        created_by=row["created_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
    )


def _value(item: Field, row: Row) -> object:
    stored = row[item.name]
    if item.kind is Kind.AREA:
        if row[f"{item.name}_typed"] is None:
            return None
        return Area(row[f"{item.name}_typed"], row[f"{item.name}_unit"], row[f"{item.name}_factor"])
    if item.kind is Kind.BOOLEAN and stored is not None:
        return bool(stored)
    return stored


def _area_columns(name: str, value: object) -> dict[str, object]:
    area = value if isinstance(value, Area) else None
    return {
        name: area and area.hundredths,
        f"{name}_typed": area and area.typed,
        f"{name}_unit": area and nfc(area.unit),
        f"{name}_factor": area and area.factor,
    }


def _clean(value: object) -> object:
    return (nfc(value) or None) if isinstance(value, str) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
