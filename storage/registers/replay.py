"""A record as its history tells it: every change since it was made, done again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from models.fields import Area, Field, Kind, RecordType
from models.records import Record, State
from storage.registers.history import Entry

LAST_DIGITS = re.compile(r"(\d+)$")


def replayed(declared: RecordType, entries: Sequence[Entry], own_unit: str) -> Record | None:
    """The record after the last of `entries` (oldest first); None unless they are all there, from the first on."""
    if not entries or [entry.version for entry in entries] != list(range(1, len(entries) + 1)):
        return None
    values: dict[str, Any] = {item.name: None for item in declared.by_name.values()}
    rows: dict[str, dict[str, dict[str, Any]]] = {lines.name: {} for lines in declared.lines}
    envelope: dict[str, Any] = {"unparsed": {}, "reasons": {}}
    for entry in entries:
        for key in sorted(entry.change, key=lambda key: key.count("/")):  # a row comes before its fields
            _do(declared, key, entry.change[key][1], values, rows, envelope)
    first, last = entries[0], entries[-1]
    return Record(
        record_type=declared.name,
        id=last.subject_id,
        values=values | {name: list(kept.values()) for name, kept in rows.items()},
        state=State(envelope.get("state") or State.DRAFT.value),
        version=last.version,
        origin_unit=own_unit,
        number_text=envelope.get("number_text") or "",
        void_reason=envelope.get("void_reason") or "",
        unparsed=envelope["unparsed"],
        reasons=envelope["reasons"],
        created_at=first.at,
        created_by=first.who,
        updated_at=last.at,
        updated_by=last.who,
    )


def number_of(record: Record) -> int | None:
    """The count in a printed number: the digits at its end."""
    found = LAST_DIGITS.search(record.number_text)
    return int(found[1]) if found else None


def last_known(entries: Sequence[Entry], name: str) -> str:
    """The last value that history has of an envelope's part, for a record that cannot be told whole."""
    told = [entry.change[name][1] for entry in entries if name in entry.change]
    return str(told[-1] or "") if told else ""


def _do(
    declared: RecordType,
    key: str,
    after: Any,
    values: dict[str, Any],
    rows: dict[str, dict[str, dict[str, Any]]],
    envelope: dict[str, Any],
) -> None:
    head, _, rest = key.partition("/")
    if head in ("unparsed", "reasons") and rest:
        envelope[head] = {**envelope[head], rest: after}
        if after is None:
            del envelope[head][rest]
    elif head in rows and rest:
        _do_row(declared.lines_by_name[head].fields, rows[head], rest, after)
    elif head in declared.by_name:
        values[head] = _value(declared.by_name[head], after)
    else:
        envelope[head] = after


def _do_row(fields: Sequence[Field], rows: dict[str, dict[str, Any]], rest: str, after: Any) -> None:
    row_id, _, name = rest.partition("/")
    by_name = {item.name: item for item in fields}
    if rest == "order":
        moved = {key: rows.pop(key) for key in after if key in rows}
        rows.update(moved)
    elif name in by_name and row_id in rows:
        rows[row_id][name] = _value(by_name[name], after)
    elif not name and after is None:
        rows.pop(row_id, None)
    elif not name and isinstance(after, Mapping):
        rows[row_id] = {"id": row_id, **{item.name: _value(item, after.get(item.name)) for item in fields}}


def _value(item: Field, kept: Any) -> Any:
    if item.kind is Kind.AREA and isinstance(kept, Mapping):
        return Area(kept["typed"], kept["unit"], kept["factor"])
    return kept
