"""What a check of the file may find, counted and named, and which of it a machine may mend."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class DefectKind(enum.Enum):
    """What is wrong. Only what can be worked out anew from the records themselves is mended by a machine."""

    PAGES = "pages"  # bytes on the disk are not what was written
    INDEX = "index"  # SQLite's own order over a table
    HISTORY = "history"  # the chain of changes
    TABLES = "tables"  # tables unlike their declaration
    REFERENCES = "references"  # a record names one that is not there
    LINES = "lines"  # child rows of a record that is not there
    STATES = "states"
    NUMBERLESS = "numberless"  # final without a number
    NUMBER_TWICE = "number_twice"
    NUMBER_GAP = "number_gap"
    COUNTER = "counter"  # the next number was given already
    SEARCH = "search"  # words by which records are found
    RECEIVED = "received"  # received records and the files that brought them

    @property
    def is_repairable(self) -> bool:
        return self in (DefectKind.INDEX, DefectKind.LINES, DefectKind.COUNTER, DefectKind.SEARCH)

    @property
    def is_grave(self) -> bool:
        """Worth interrupting the officer: going on may lose more."""
        return self in (DefectKind.PAGES, DefectKind.HISTORY)


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of fault in one place: `subject` is a record type or table ("" for the whole file), `count` how many;
    `sentence` is Vietnamese and says what to do."""

    kind: DefectKind
    subject: str
    count: int
    sentence: str

    @property
    def is_repairable(self) -> bool:
        return self.kind.is_repairable


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: `count` rows or entries, told in `sentence`."""

    kind: DefectKind
    subject: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Where the last full check stands: ISO time and what it found."""

    at: str
    defects: tuple[Defect, ...]
