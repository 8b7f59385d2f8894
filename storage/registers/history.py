"""The append-only log of changes; each row's hash covers the row and the hash before, so an altered row is found."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nacl.bindings import crypto_hash_sha256  # at hand since the key was unlocked; hashlib would load OpenSSL

from models.fields import Area

if TYPE_CHECKING:
    from storage.database import Database, Operation

COLUMNS = ("seq", "at", "who", "operation_id", "operation", "subject", "subject_id", "version", "change", "previous")
SALVAGE, GAPS = "salvage", "gaps"
"""The subject of the row that a salvage leaves, and where that row names the holes: [[first, last], ...]."""

BEGINNING = ""
"""What stands as the hash before the first row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `change` maps field -> (before, after); an Area is {"typed", "unit", "factor"}."""

    seq: int
    at: str
    who: str
    operation_id: str
    operation: str
    subject: str
    subject_id: str
    version: int
    change: Mapping[str, tuple[Any, Any]]


class History:
    """The log inside one database. Writing needs an open transaction of Database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(
        self,
        operation: Operation,
        subject: str,
        subject_id: str,
        version: int,
        change: Mapping[str, Sequence[object]],
    ) -> int:
        """Log one change as part of `operation`; `change` maps field -> [before, after]. Gives the row's number."""
        seq, previous = self.head()
        row: dict[str, object] = {
            "seq": seq + 1,
            "at": operation.at,
            "who": operation.who,
            "operation_id": operation.id,
            "operation": operation.name,
            "subject": subject,
            "subject_id": subject_id,
            "version": version,
            "change": canonical(change),
            "previous": previous,
        }
        names = ", ".join((*COLUMNS, "hash"))
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        self._db.execute(f"INSERT INTO history ({names}) VALUES ({marks})", (*row.values(), digest(row)))
        return seq + 1

    def head(self) -> tuple[int, str]:
        """Number and hash of the last row; (0, "") while nothing was logged."""
        row = self._db.row("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1")
        return (row["seq"], row["hash"]) if row else (0, BEGINNING)

    def of(self, subject: str, subject_id: str) -> list[Entry]:
        """Everything logged about one subject, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM history WHERE subject = ? AND subject_id = ? ORDER BY seq", (subject, subject_id)
        )
        return [_entry(row) for row in rows]

    def after(self, seq: int) -> list[Entry]:
        """Everything logged after row `seq`, oldest first."""
        return [_entry(row) for row in self._db.rows("SELECT * FROM history WHERE seq > ? ORDER BY seq", (seq,))]

    def verify(self) -> int | None:
        """The number of the first row that does not fit the chain, or None when the whole chain holds. Holes that a
        salvage found are in the chain themselves, and known."""
        previous, expected = BEGINNING, 1
        known = self._known_gaps()
        for row in self._db.each("SELECT * FROM history ORDER BY seq"):
            follows = row["seq"] == expected and row["previous"] == previous
            if not (follows or known.get(expected) == row["seq"]) or row["hash"] != digest(row):
                return expected
            previous, expected = row["hash"], row["seq"] + 1
        return None

    def _known_gaps(self) -> dict[int, int]:
        """First number of a hole -> the number behind it."""
        gaps = [gap for entry in self.of(SALVAGE, "") for gap in entry.change[GAPS][1]]
        return {first: last + 1 for first, last in gaps}


def canonical(change: Mapping[str, object]) -> str:
    """The one JSON text of a change: sorted keys, no blanks, letters as they are."""
    return json.dumps(change, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_json)


def digest(row: Mapping[str, object]) -> str:
    """SHA-256 over the columns of a row, the hash before among them."""
    text = json.dumps([row[name] for name in COLUMNS], ensure_ascii=False, separators=(",", ":"))
    return crypto_hash_sha256(text.encode()).hex()


def _as_json(value: object) -> object:
    if isinstance(value, Area):
        return {"typed": value.typed, "unit": value.unit, "factor": value.factor}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"history cannot keep a {type(value).__name__}")


def _entry(row: Mapping[str, Any]) -> Entry:
    kept = {name: row[name] for name in COLUMNS if name not in ("change", "previous")}
    change = {name: (pair[0], pair[1]) for name, pair in json.loads(row["change"]).items()}
    return Entry(**kept, change=change)
