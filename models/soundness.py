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


@dataclass(frozen=True, slots=True)
class LostRecord:
    """A record that could not be brought out of a damaged file, as far as its history still names it."""

    register: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class SalvagedTable:
    """A register: how many records were read off their pages, made anew from history, and lost."""

    label: str
    read: int
    rebuilt: int
    lost: int


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What came out of a damaged file of `pages`, of which `bad` cannot be read; `remarks` are Vietnamese sentences."""

    pages: int
    bad: int
    tables: tuple[SalvagedTable, ...]
    lost: tuple[LostRecord, ...]
    remarks: tuple[str, ...]

    def lines(self) -> list[str]:
        """The whole report, to be shown, printed and kept beside the new file."""
        found = [f"Đọc {self.pages - self.bad}/{self.pages} trang của tệp hỏng."]
        for table in self.tables:
            rebuilt = f", dựng lại từ nhật ký {table.rebuilt}" if table.rebuilt else ""
            lost = f", mất {table.lost}" if table.lost else ""
            found.append(f"{table.label}: đọc được {table.read}{rebuilt}{lost}.")
        if self.lost:
            found.append("Những mục bị mất, tìm phiếu giấy để ghi lại:")
            found += [
                f"– {item.register}: {' '.join(filter(None, (item.number, item.title))) or '(không còn tên)'}"
                for item in self.lost
            ]
        return [*found, *self.remarks]
