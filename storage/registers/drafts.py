"""Unfinished typing (bản gõ dở): what was typed and not yet saved, kept for after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from models.fields import Area, RecordType
from models.records import Record, State
from storage.database import Database


class Drafts:
    """Fulfils models.ports.Drafts over the table unfinished: one row per record, no history."""

    def __init__(self, database: Database, types: Mapping[str, RecordType]) -> None:
        self._db = database
        self._types = types

    def keep(self, record: Record) -> None:
        """Remember a record as it stands in the form, in place of what was remembered of it before."""
        typed = json.dumps(_plain(record), ensure_ascii=False)
        with self._db.transaction("Giữ bản gõ dở"):
            self._db.execute(
                "INSERT OR REPLACE INTO unfinished (record_id, record_type, typed, kept_at) VALUES (?, ?, ?, ?)",
                (record.id, record.record_type, typed, self._db.now()),
            )

    def drop(self, record_id: str) -> None:
        """Forget it; saving a record does so by itself."""
        with self._db.transaction("Bỏ bản gõ dở"):
            self._db.execute("DELETE FROM unfinished WHERE record_id = ?", (record_id,))

    def of(self, record_id: str) -> Record | None:
        """What was typed of this record, None where nothing is unfinished."""
        return next(iter(self._kept("WHERE record_id = ?", record_id)), None)

    def all(self) -> Sequence[Record]:
        """What is still unfinished, the latest first; a register that this program no longer knows is left out."""
        return self._kept("ORDER BY kept_at DESC, record_id DESC")

    def _kept(self, clause: str, *parameters: str) -> Sequence[Record]:
        rows = self._db.rows(f"SELECT record_type, typed FROM unfinished {clause}", parameters)
        return [_record(json.loads(row["typed"])) for row in rows if row["record_type"] in self._types]


def _plain(value: object) -> object:
    """What JSON can hold; an area is marked, so that it comes back as one."""
    match value:
        case Record():
            return {item.name: _plain(getattr(value, item.name)) for item in fields(Record)}
        case Area():
            return {"area": [value.typed, value.unit, value.factor]}
        case State():
            return value.value
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case frozenset():
            return sorted(value)
        case _:
            return value


def _record(typed: dict[str, Any]) -> Record:
    kept = typed | {"state": State(typed["state"]), "withheld": frozenset(typed["withheld"])}
    return Record(**(kept | {"values": {name: _typed(value) for name, value in typed["values"].items()}}))


def _typed(value: object) -> object:
    match value:
        case {"area": [int(typed), str(unit), int(factor)]}:
            return Area(typed, unit, factor)
        case list():
            return [_typed(part) for part in value]
        case dict():
            return {name: _typed(part) for name, part in value.items()}
        case _:
            return value
