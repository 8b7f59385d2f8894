"""The table received_file: every submission file that was accepted, and what their numbers and hashes tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from models.submissions import Receipt, Verdict
from models.units import UnitTree
from storage.database import Database, Operation
from storage.submission.incoming import Incoming

LONGEST_FILE_NAME = 255


class ReceivedFiles:
    """Reads and writes received_file."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def has(self, sha256: str) -> bool:
        """Whether this very file was accepted before."""
        return self._db.scalar("SELECT 1 FROM received_file WHERE sha256 = ?", (sha256,)) is not None

    def all(self, tree: Callable[[], UnitTree]) -> Sequence[Receipt]:
        """The files that were accepted, the newest first."""
        today = tree().on(self._db.today())
        rows = self._db.rows("SELECT * FROM received_file ORDER BY received_at DESC, unit, number DESC")
        return [
            Receipt(
                path=row["file_name"],
                verdict=Verdict(row["verdict"]),
                message=Verdict(row["verdict"]).sentence,
                unit=row["unit"],
                unit_name=today.name(row["unit"]),
                level=today.level(row["unit"]),
                period=row["period"],
                number=row["number"],
                cutoff=row["cutoff"],
                sent_at=row["sent_at"],
                sent_by=row["sent_by"],
            )
            for row in rows
        ]

    def warnings(self, incoming: Incoming) -> list[str]:
        """Gaps in the sender's numbers, and a chain of hashes that does not fit. A number whose part came along with
        another unit's file is no gap."""
        unit = incoming.unit.code
        rows = self._db.rows("SELECT number, sha256 FROM received_file WHERE unit = ?", (unit,))
        held = {row["number"]: row["sha256"] for row in rows}
        known = {row["number"] for row in self._db.rows("SELECT DISTINCT number FROM part WHERE unit = ?", (unit,))}
        last = max((number for number in held.keys() | known if number < incoming.number), default=0)
        found = []
        if last + 1 < incoming.number:
            found.append(f"Thiếu tệp số {_span(last + 1, incoming.number - 1)} của đơn vị này; có thể là của kỳ khác.")
        before = held.get(incoming.number - 1)
        if before is not None and before != incoming.previous:
            found.append("Tệp không nối tiếp tệp đã nhận trước đó; đơn vị gửi có thể đã khôi phục bản cũ.")
        return found

    def file(self, path: Path, incoming: Incoming, operation: Operation, verdict: Verdict) -> None:
        """Keep who sent which file when, and log it with its hash; once, however often it is taken in."""
        name = stored_name(path)
        self._db.execute(
            "INSERT INTO received_file (sha256, unit, number, period, cutoff, previous, sent_at, sent_by, received_at,"
            " received_by, verdict, file_name, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (
                incoming.sha256,
                incoming.unit.code,
                incoming.number,
                incoming.period,
                incoming.cutoff,
                incoming.previous,
                incoming.sent_at,
                incoming.sent_by,
                operation.at,
                operation.who,
                verdict.value,
                name,
                incoming.bytes,
            ),
        )
        change = {"sha256": [None, incoming.sha256], "verdict": [None, verdict.value]}
        self._db.history.append(operation, "submission", name, incoming.number, change)


def stored_name(path: Path) -> str:
    """A file's name as the database can keep it: a foreign disk may hold names that are no text."""
    return path.name.encode("utf-8", "replace").decode()[-LONGEST_FILE_NAME:]


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} đến {last}"
