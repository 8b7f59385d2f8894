"""What storage offers and ui asks for; main.py introduces them. Sending and receiving: models/exchange.py; backups and
what else keeps a register safe: models/safe_keeping.py.

All calls are plain and synchronous. In the window they are made through ui/session.py, which runs them on the one
thread that owns the database; the command line calls them directly. Every method may raise StorageError. Times are ISO
with offset, days ISO, money đồng.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # only named here: who starts the program should not wait for what a page needs later
    import datetime as dt
    from pathlib import Path

    from models.books import Days, FundLine, GiftLine, PledgeLine, StockLine
    from models.documents import Document
    from models.exchange import Inbox, Outbox
    from models.indicators import Figure, IndicatorValue
    from models.records import Change, Hit, Query, Record, Row, Suggestion, Summary, Told
    from models.reports import ReportDefinition, ReportResult
    from models.rules import Lookup, Problem
    from models.safe_keeping import Backups, RecoveryKey, Upkeep
    from models.soundness import Defect
    from models.submissions import Part
    from models.units import UnitTree
    from models.values import LandUnit

Progress = Callable[[int, int, str], bool]
"""progress(done, total, what) -> go on? False cancels: the job stops and leaves nothing half done."""


class StorageError(Exception):
    """The surroundings fail (disk full, file open elsewhere, newer database, wrong key). The message is one Vietnamese
    sentence that says what to do; `kind` is a stable word: locked, newer, wrong_key, damaged, full, read_only, missing,
    cancelled, stale, exists, unsafe_place, other."""

    def __init__(self, message: str, kind: str = "other") -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Identity:
    """Who and where, asked at first run. `parent` is the code of the unit that receives our files, "" at the top."""

    unit: str
    unit_name: str
    level: str
    parent: str
    parent_name: str
    officer: str
    officer_title: str
    place: str = ""  # stands before the date on what is printed: "Vũ Lễ"
    land_region: str = ""  # bac | trung | nam
    parent_level: str = ""


class Records(Protocol):
    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]: ...
    def summary(self, query: Query) -> Summary: ...
    def position(self, query: Query, record_id: str) -> int | None:
        """The row of a record in the list, or None when the query does not show it."""

    def read(self, record_type: str, record_id: str) -> Record | None: ...
    def title(self, record_type: str, record_id: str) -> str: ...
    def new(self, record_type: str) -> Record:
        """An unsaved record with a fresh UUIDv7 and sensible starting values (today's date for dated_by)."""

    def new_ids(self, count: int) -> Sequence[str]:
        """Fresh UUIDv7 for rows of child tables to come."""

    def copy(self, record_type: str, record_id: str) -> Record:
        """An unsaved copy with a new id, no number, today's date for dated_by; child rows get new ids."""

    def save(self, record: Record) -> Record:
        """Save as draft, or keep final if it is final (then it must still be without stop problems: Refused).
        StorageError kind "stale" when someone saved in between (version differs)."""

    def make_final(self, record: Record) -> Record:
        """Save and give the number. Refused when a stop stands, or a warning has no reason in record.reasons."""

    def void(self, record_type: str, record_id: str, version: int, reason: str) -> Record:
        """Refused without a reason, and while records that are not void refer to it. The number stays with it."""

    def problems(self, record: Record) -> tuple[Problem, ...]: ...
    def suggest(
        self, record_type: str, text: str, limit: int = 12, within: Mapping[str, str] | None = None
    ) -> Sequence[Suggestion]:
        """Final and draft records (not void) whose title matches without accents; `within` narrows by field values."""

    def notes(self, record: Record) -> Mapping[str, str]:
        """What the program worked out, by field, one short Vietnamese line each: earlier gifts of the donor, the rest
        of the pledge, the amount in words, the m² of an area."""

    def told(self, record_type: str, record_id: str) -> Sequence[Told]:
        """What other registers tell of a record, newest first: the gifts and houses of a household. Drafts, void
        records and "trong đó" rows tell nothing."""

    def history(self, record_type: str, record_id: str) -> Sequence[Change]:
        """What happened to a record, newest first."""

    def lookup(self) -> Lookup: ...


class Finder(Protocol):
    """The search over all registers at once."""

    def find(self, text: str, limit: int = 40) -> Sequence[Hit]:
        """Records of every type, own and received, that have every typed word by its beginning, accents or not.

        The nearest first: a number or title exactly as typed; titles with the words as they are written; but for their
        accents; by their beginnings; then what has them elsewhere. Of equals the newer one first. Void ones last."""

    def recent(self, opened: Sequence[tuple[str, str]] = (), limit: int = 12) -> Sequence[Hit]:
        """Those `opened` (record type, id), in that order, then those changed last."""


class Prints(Protocol):
    def times(self, record_type: str, record_id: str, form: str) -> int:
        """How often a form (models.printed_form) was printed of a final record of ours."""

    def note(self, record_type: str, record_id: str, form: str, label: str) -> int:
        """Remember in the record's history that the form, called `label`, was printed or saved just now, and give how
        often that makes. Of drafts, void and received records nothing is remembered."""


class Drafts(Protocol):
    """Unfinished typing (bản gõ dở), kept for after a crash: one per record, as typed texts."""

    def keep(self, record: Record) -> None: ...
    def drop(self, record_id: str) -> None: ...
    def of(self, record_id: str) -> Record | None:
        """What was typed of this record, None where nothing is unfinished."""

    def all(self) -> Sequence[Record]: ...


class Figures(Protocol):
    def sheet(self, unit: str, period: str) -> Mapping[str, Figure]: ...
    def save(self, figures: Sequence[Figure]) -> None: ...
    def clear(self, unit: str, period: str, indicator: str) -> None: ...


class Books(Protocol):
    """What is worked out and never typed: models/books.py says what the lines mean."""

    def funds(self, days: Days) -> Sequence[FundLine]: ...
    def stock(self, days: Days) -> Sequence[StockLine]: ...
    def gifts(self, days: Days) -> Sequence[GiftLine]: ...
    def pledges(self, days: Days) -> Sequence[PledgeLine]: ...


class Units(Protocol):
    def tree(self) -> UnitTree: ...
    def children(self) -> Sequence[str]: ...
    def awaited(self, last: dt.date) -> Sequence[str]:
        """Codes of the listed units that were on our list by the last day of a period: they are asked for it."""

    def add_child(self, code: str, name: str, level: str) -> None: ...
    def remove_child(self, code: str) -> None: ...


class Reports(Protocol):
    def definitions(self) -> Sequence[ReportDefinition]: ...
    def result(self, report: str, period: str, cutoff: dt.date, *, by_unit: bool = False) -> ReportResult: ...
    def own_values(self, period: str, cutoff: dt.date) -> Mapping[str, IndicatorValue]: ...
    def document(self, result: ReportResult) -> Document: ...
    def parts(self, period: str) -> Sequence[Part]: ...
    def cutoffs(self) -> Mapping[str, dt.date]:
        """Recorded cut-offs of our own unit by period code."""

    def set_cutoff(self, period: str, cutoff: dt.date) -> None: ...


class Workbooks(Protocol):
    def export_document(self, document: Document, path: Path) -> None: ...
    def export_list(self, query: Query, path: Path) -> int: ...
    def write_template(self, record_type: str, path: Path) -> None: ...
    def import_sheet(self, record_type: str, path: Path, progress: Progress | None = None) -> tuple[int, Sequence[str]]:
        """(rows saved, problems "dòng 5, cột Ngày nhận: ..."); all or nothing: any problem saves no row."""


class WordDocuments(Protocol):
    def export_document(self, document: Document, path: Path) -> None: ...


class Settings(Protocol):
    def identity(self) -> Identity | None: ...
    def set_identity(self, identity: Identity) -> None: ...
    def land_units(self) -> Sequence[LandUnit]: ...
    def set_land_units(self, units: Sequence[LandUnit]) -> None: ...
    def get(self, name: str, default: str = "") -> str: ...
    def put(self, name: str, value: str) -> None: ...
    def has_passphrase(self) -> bool: ...
    def set_passphrase(self, new: str) -> None:
        """Empty: bind the key to the account as far as the platform allows."""

    def key_protection(self) -> str:
        """What protects the file right now, in one or two plain Vietnamese sentences."""

    def recovery_key(self) -> RecoveryKey | None: ...
    def make_recovery_key(self) -> str:
        """A new recovery key, to be printed at once: it is kept nowhere. The one before opens nothing here any more."""

    def try_recovery_key(self, typed: str) -> bool:
        """Whether what was typed off the paper opens the register; if so, the key counts as tried."""

    def opened_by_recovery_key(self) -> bool:
        """Whether a new passphrase is due, for the register was opened by the recovery key."""


class Store(Protocol):
    """One open unit file. Not thread-safe: it belongs to the thread that opened it."""

    @property
    def folder(self) -> Path: ...
    @property
    def records(self) -> Records: ...
    @property
    def finder(self) -> Finder: ...
    @property
    def prints(self) -> Prints: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def figures(self) -> Figures: ...
    @property
    def books(self) -> Books: ...
    @property
    def units(self) -> Units: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def workbooks(self) -> Workbooks: ...
    @property
    def word_documents(self) -> WordDocuments: ...
    @property
    def backups(self) -> Backups: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def upkeep(self) -> Upkeep: ...
    def check(self, *, deep: bool = False) -> Sequence[Defect]:
        """Findings of a check of file, history chain and declarations; empty when all is sound."""

    def check_pages(self, awaited: Callable[[], bool]) -> bool:
        """Read every page, which opening may have left for later; False when it stopped because somebody was `awaited`.
        StorageError damaged."""

    def clock_doubt(self) -> str:
        """Why this computer's clock cannot be right (set back, or years ahead), in one sentence; "" for no doubt."""

    def confirm_clock(self) -> None:
        """The officer looked and says that it is right."""

    def plain_copy(self, path: Path) -> None:
        """An unencrypted SQLite copy, for the archive or another program."""

    def close(self) -> None:
        """Back up if something changed, then close."""


class OpenStore(Protocol):
    """storage.store.open_store as ui sees it."""

    def __call__(self, folder: Path, passphrase: str | None = None) -> Store:
        """Open the unit file in `folder`, making an empty one on first use; in place of the passphrase the recovery key
        will do. StorageError kinds: locked, newer, wrong_key (also: a passphrase is needed), damaged, read_only, full.
        """
