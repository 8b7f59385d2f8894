"""What a salvage cannot be sure of, and says so: pages are missing, and with them the history that would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.registers.history import Entry
from storage.safety.salvage_shapes import REGISTERS


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far the damaged file bears one out. `whole`: no page is missing. `sure`: every row that was read is one that
    counts, none is left over from before. `ends`: the last row of history was read."""

    whole: bool
    sure: bool
    ends: bool


class Doubts:
    """Which records are as they last were, as far as that can be known."""

    def __init__(self, database: Database, evidence: Evidence) -> None:
        self._db, self._evidence = database, evidence
        self.gaps = _gaps(database)
        """First and last number of each hole in history."""
        self._certain: set[str] = set()
        self._maybe_older: set[str] = set()

    def agrees(self, entries: Sequence[Entry], *, read: bool) -> None:
        """A record is now as its history tells it, of which `entries` are all that is left; `read`: its own row said
        the same. What was made from history alone may have changed once more in a row that is lost."""
        is_last = self._evidence.ends and all(last < entries[-1].seq for _, last in self.gaps)
        if is_last or (read and self._evidence.sure):
            self._certain.add(entries[-1].subject_id)
        else:
            self._maybe_older.add(entries[-1].subject_id)

    def remarks(self) -> list[str]:
        """One Vietnamese sentence for each register of which a record may be other than it was."""
        return [] if self._evidence.whole else list(filter(None, map(self._remark, REGISTERS)))

    def _remark(self, name: str) -> str:
        declared = REGISTERS[name]
        doubted = {row["id"] for row in self._db.rows(f"SELECT id FROM {name}")} - self._certain
        doubts = []
        if doubted and (doubted & self._maybe_older or not self._evidence.sure):
            doubts.append("là bản ghi cũ hơn")
        if declared.lines and doubted - self._maybe_older:
            doubts.append(f"thiếu dòng ở {', '.join(f'“{lines.label}”' for lines in declared.lines)}")
        if not doubts:
            return ""
        return (
            f"Sổ “{declared.plural}”: {len(doubted)} mục không còn đủ nhật ký để đối chiếu, có thể "
            f"{' hoặc '.join(doubts)}; soát lại với phiếu giấy hoặc tệp đã nhận."
        )


def _gaps(database: Database) -> list[tuple[int, int]]:
    found, expected = [], 1
    for row in database.each("SELECT seq FROM history ORDER BY seq"):
        if row["seq"] > expected:
            found.append((expected, row["seq"] - 1))
        expected = row["seq"] + 1
    return found
