"""The parts that lower units sent: the one that counts per unit and period, kept as it came and handed on unchanged."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.indicators import IndicatorValue
from models.periods import Period, parse_period, tilings
from storage.database import Database
from storage.submission.archive import archive_of
from storage.submission.incoming import ABOUT, IncomingPart, PartEntry
from storage.submission.packages import part_folder
from storage.submission.wary_reading import read_lines

KEPT = "id, unit, period, number, sha256, content"


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part as it came. `content` is the archive of its members."""

    id: int
    unit: str
    period: str
    number: int
    sha256: str
    content: bytes

    @property
    def about(self) -> Mapping[str, Any]:
        """Its part.json."""
        return dict(json.loads(archive_of(self.content).read(ABOUT)))

    @property
    def entry(self) -> dict[str, Any]:
        """Its line in a manifest."""
        return {**self.about, "number": self.number, "sha256": self.sha256}

    @property
    def folder(self) -> str:
        return part_folder(self.unit, self.period)

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Path in a submission file and bytes, in ascending order."""
        archive = archive_of(self.content)
        return ((self.folder + name, archive.read(name)) for name in archive.members)

    def lines(self, register: str) -> dict[str, int]:
        """The records of a register by id, each as the hash of its line, to see what a successor changes."""
        archive, name = archive_of(self.content), f"records/{register}.ndjson"
        data = archive.read(name) if name in archive.members else b""
        return {row["id"]: hash(line) for row, line in read_lines(data, name)}


class Standing(enum.Enum):
    """What an offered part is to the parts that are here."""

    NEW = "new"
    REPLACES = "replaces"  # a higher number than the one in force
    UNCHANGED = "unchanged"  # it is in force
    OLDER = "older"  # a higher number is in force
    FORK = "fork"  # this number was used for something else: a person decides
    SET_ASIDE = "set_aside"  # such a fork that a person decided against


class Parts:
    """The tables part and part_value."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def in_force(self, unit: str, period: str) -> KeptPart | None:
        """The part that counts, None where there is none."""
        sql = f"SELECT {KEPT} FROM part WHERE unit = ? AND period = ? AND in_force = 1"
        row = self._db.row(sql, (unit, period))
        return _kept(row) if row else None

    def by_id(self, key: int) -> KeptPart:
        row = self._db.row(f"SELECT {KEPT} FROM part WHERE id = ?", (key,))
        if row is None:
            raise LookupError(f"no part {key}")
        return _kept(row)

    def standing(self, entry: PartEntry) -> Standing:
        """The highest number counts; the same number for other content is a fork, until a person decided: also below
        the number in force, for a sender that went back to an older backup gives its numbers again."""
        now = self._db.row(
            "SELECT number, sha256 FROM part WHERE unit = ? AND period = ? AND in_force = 1", (entry.unit, entry.period)
        )
        if now and now["sha256"] == entry.sha256 and now["number"] >= entry.number:
            return Standing.UNCHANGED
        known = self._row_of(entry) is not None
        if now and now["number"] > entry.number:
            return Standing.FORK if not known and self._given_again(entry) else Standing.OLDER
        if (now and now["number"] == entry.number) or self._used_elsewhere(entry):
            return Standing.SET_ASIDE if known else Standing.FORK
        if now and known:  # it gave way to a lower number, and only a person decides that
            return Standing.SET_ASIDE
        return Standing.REPLACES if now else Standing.NEW

    def file(self, part: IncomingPart, file: str, *, in_force: bool) -> int:
        """Keep a part of the received file with the hash `file`; gives its key."""
        entry = part.entry
        key = self._row_of(entry)
        if key is None:
            cursor = self._db.execute(
                "INSERT INTO part (unit, period, number, cutoff, sha256, in_force, file, content)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (entry.unit, entry.period, entry.number, entry.cutoff, entry.sha256, int(in_force), file, part.content),
            )
            key = int(cursor.lastrowid)
        else:
            self._db.execute("UPDATE part SET in_force = ? WHERE id = ?", (int(in_force), key))
        if in_force:
            self._keep_values(key, part.values)
        return key

    def retire(self, part: KeptPart) -> None:
        """Let a part count no longer; it stays as history, without its values and its hold on records."""
        self._db.execute("UPDATE part SET in_force = 0 WHERE id = ?", (part.id,))
        self._db.execute("DELETE FROM part_value WHERE part = ?", (part.id,))
        self._db.execute("DELETE FROM part_record WHERE part = ?", (part.id,))

    def going_up(self, period: str) -> list[KeptPart]:
        """What goes up with a period, in the order of the folders: each lower unit's part for it, or, where there is
        none, the fewest parts for shorter periods that tile it exactly, so that the level above can compose them."""
        asked = parse_period(period)
        rows = self._db.rows("SELECT id, unit, period FROM part WHERE in_force = 1")
        by_unit: dict[str, dict[Period, int]] = {}
        for row in rows:
            by_unit.setdefault(row["unit"], {})[parse_period(row["period"])] = row["id"]
        chosen = [key for pieces in by_unit.values() for key in _tiling(asked, pieces)]
        return sorted((self.by_id(key) for key in chosen), key=lambda part: part.folder)

    def units_going_up(self, period: str) -> tuple[str, ...]:
        """The units of going_up, without reading their parts."""
        asked = parse_period(period)
        by_unit: dict[str, dict[Period, int]] = {}
        for row in self._db.rows("SELECT id, unit, period FROM part WHERE in_force = 1 ORDER BY unit"):
            by_unit.setdefault(row["unit"], {})[parse_period(row["period"])] = row["id"]
        return tuple(unit for unit, pieces in by_unit.items() if _tiling(asked, pieces))

    def units_in_force(self) -> tuple[str, ...]:
        """The units of which a part counts for some period."""
        return tuple(row["unit"] for row in self._db.rows("SELECT DISTINCT unit FROM part WHERE in_force = 1"))

    def _row_of(self, entry: PartEntry) -> int | None:
        found = self._db.scalar(
            "SELECT id FROM part WHERE unit = ? AND period = ? AND number = ? AND sha256 = ?",
            (entry.unit, entry.period, entry.number, entry.sha256),
        )
        return None if found is None else int(found)

    def _given_again(self, entry: PartEntry) -> bool:
        """Whether the number came for this period before, with other content."""
        found = self._db.scalar(
            "SELECT 1 FROM part WHERE unit = ? AND period = ? AND number = ? AND sha256 <> ?",
            (entry.unit, entry.period, entry.number, entry.sha256),
        )
        return found is not None

    def _used_elsewhere(self, entry: PartEntry) -> bool:
        """Numbers run through all periods of a unit, so that one number never means two periods."""
        found = self._db.scalar(
            "SELECT 1 FROM part WHERE unit = ? AND number = ? AND period <> ? AND in_force = 1",
            (entry.unit, entry.number, entry.period),
        )
        return found is not None

    def _keep_values(self, key: int, values: Sequence[IndicatorValue]) -> None:
        self._db.execute("DELETE FROM part_value WHERE part = ?", (key,))
        self._db.executemany(
            "INSERT INTO part_value (part, indicator, given, value, numerator, denominator, word, source, other,"
            " from_units) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, *_columns(value)) for value in values],
        )


def _columns(value: IndicatorValue) -> tuple[object, ...]:
    shares = json.dumps(dict(value.from_units), sort_keys=True)
    numbers = (value.value, value.numerator, value.denominator)
    return (value.code, value.given.value, *numbers, value.word, value.source, value.other, shares)


def _kept(row: Mapping[str, Any]) -> KeptPart:
    return KeptPart(**{**row, "content": bytes(row["content"])})


def _tiling(asked: Period, pieces: Mapping[Period, int]) -> tuple[int, ...]:
    if asked in pieces:
        return (pieces[asked],)
    ways = tilings(asked, pieces)
    return tuple(pieces[piece] for piece in ways[0]) if ways else ()
