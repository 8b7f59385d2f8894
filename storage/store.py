"""One open unit file with all that can be done with it: opens the database, joins the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.ports import StorageError
from storage import files, key_slots, places, unlocking
from storage.database import Clock, Database, local_time
from storage.key_ring import KeyRing
from storage.key_slots import DEFAULT_COST, Cost
from storage.registers.units import Units
from storage.safety import backup_files
from storage.settings import Settings

if TYPE_CHECKING:
    from models.fields import RecordType
    from models.records import Counted
    from models.soundness import Defect
    from storage.finding.finder import Finder
    from storage.office.word_documents import WordDocuments
    from storage.office.workbooks import Workbooks
    from storage.reckoning.books import Books
    from storage.reckoning.figures import Figures
    from storage.reckoning.reports import Reports
    from storage.registers.drafts import Drafts
    from storage.registers.prints import Prints
    from storage.registers.records import Records
    from storage.safety.backups import Backups
    from storage.safety.upkeep import Upkeep
    from storage.submission.inbox import Inbox
    from storage.submission.outbox import Outbox

OUR_FILES = ("so-mat-tran", "key_ring", "account_key")
SPELLING, SPELLED = "search.spelling", "3"
"""How search spells the words it keeps (finding/search.py): a file spelled otherwise is indexed anew when opened."""

OTHER_SUBJECTS = {
    "figure": "Số liệu nhập tay",
    "submission": "Tệp gửi và nhận",
    "cutoff": "Ngày chốt số liệu",
    "setting": "Cài đặt",
    "unit": "Đơn vị",
    "repair": "Sửa lỗi của tệp",
    "salvage": "Cứu dữ liệu",
}
"""What history speaks of besides records."""


class Store:
    """Fulfils models.ports.Store. Not thread-safe: it belongs to the thread that opened it.

    What the first page does not ask for is imported when it is first asked for: the window stands sooner."""

    def __init__(self, database: Database, ring: KeyRing, cost: Cost = DEFAULT_COST) -> None:
        self._db = database
        self.folder = database.path.parent
        self.units = Units(database)
        self._ring = ring
        self.settings = Settings(database, self.units, ring, self._renew_rings, cost)

    @cached_property
    def _types(self) -> Mapping[str, RecordType]:
        from models.record_types import RECORD_TYPES

        return {declared.name: declared for declared in RECORD_TYPES}

    @cached_property
    def backups(self) -> Backups:
        from storage.safety.backups import Backups

        return Backups(self._db, self._ring, self._describe, self._gone_back)

    @cached_property
    def records(self) -> Records:
        from storage.registers.records import Records

        return Records(self._db, self._types, lambda: self.units.own, self._counted_sql, self.settings.land_units)

    @cached_property
    def finder(self) -> Finder:
        from storage.finding.finder import Finder

        return Finder(self._db, self._types, self.records.titles)

    @cached_property
    def prints(self) -> Prints:
        from storage.registers.prints import Prints

        return Prints(self._db, self._types)

    @cached_property
    def drafts(self) -> Drafts:
        from storage.registers.drafts import Drafts

        return Drafts(self._db, self._types)

    @cached_property
    def figures(self) -> Figures:
        from storage.reckoning.figures import Figures

        return Figures(self._db)

    @cached_property
    def books(self) -> Books:
        from storage.reckoning.books import Books

        return Books(self._db, self._types, self.records.titles)

    @cached_property
    def reports(self) -> Reports:
        from storage.reckoning.reports import Reports

        return Reports(self._db, self.units, self.settings.identity)

    @cached_property
    def workbooks(self) -> Workbooks:
        from storage.office.workbooks import Workbooks

        return Workbooks(
            self._db, self._types, self.records, self.settings.land_units, lambda: self.backups.make("nhap-excel")
        )

    @cached_property
    def word_documents(self) -> WordDocuments:
        from storage.office.word_documents import WordDocuments

        return WordDocuments()

    @cached_property
    def outbox(self) -> Outbox:
        from storage.submission.outbox import Outbox

        return Outbox(self._db, self._types, self.settings, self.units, self.reports, self.workbooks)

    @cached_property
    def inbox(self) -> Inbox:
        from storage.submission.inbox import Inbox

        return Inbox(
            self._db,
            self._types,
            self.units,
            self.records.search_index,
            self.reports.totals,
            lambda: self.backups.make("nhan-tep"),
        )

    @cached_property
    def upkeep(self) -> Upkeep:
        from storage.safety.upkeep import Upkeep

        return Upkeep(self._db, self.settings, self.backups, lambda: self.records.search_index)

    def check(self, *, deep: bool = False) -> Sequence[Defect]:
        """What is not as it must be; see storage/safety/checks.py."""
        return self.upkeep.check(deep=deep)

    def check_pages(self, awaited: Callable[[], bool]) -> bool:
        """Read every page of the file, the check that opening left for later; False when it stopped because somebody
        was `awaited`. StorageError damaged."""
        return self._db.check_pages(awaited)

    def clock_doubt(self) -> str:
        """Why this computer's clock cannot be right, in one sentence; "" for no doubt."""
        return self._db.clock_watch.doubt()

    def confirm_clock(self) -> None:
        """The officer looked: the clock is right."""
        self._db.clock_watch.confirm()

    def plain_copy(self, path: Path) -> None:
        """An unencrypted SQLite copy at `path`, whole or not at all. StorageError full, read_only."""
        from storage.safety import copies

        copies.plain_copy(self._db.connection, path)

    def spell_search(self) -> None:
        """Index every register anew, as this program spells, where another spelt it."""
        if self.settings.get(SPELLING) == SPELLED:
            return
        with self._db.transaction("Lập lại mục lục tìm kiếm"):
            if self.settings.identity() is not None:
                for name in self._types:
                    self.records.search_index.rebuild(name)
            self.settings.put(SPELLING, SPELLED)

    def _counted_sql(self, counted: Counted) -> tuple[str, tuple[object, ...]]:
        return self.reports.counted_sql(counted)

    def _renew_rings(self) -> None:
        self.backups.renew_rings()

    def _gone_back(self) -> None:
        """Another file stands in the place of ours: what was known of that one is no more true."""
        self.upkeep.forget()
        with suppress(StorageError):  # no reason to call the restore failed: the next opening spells it anew
            self.spell_search()

    def _describe(self, subject: str, subject_id: str) -> tuple[str, str]:
        """What a history row speaks of, for the preview of a restore."""
        declared = self._types.get(subject)
        if declared is not None:
            return declared.plural, self.records.title(subject, subject_id)
        return OTHER_SUBJECTS.get(subject, subject), ""

    def close(self, *, back_up: bool = True) -> None:
        """Back up if something changed, then close. StorageError when only the backup fails: all data is saved."""
        try:
            if back_up and self._db.is_open:  # else a restore could not open it again, and nothing was done since
                self.backups.make("dong-so")
        finally:
            self._db.close()


def open_store(
    folder: Path,
    passphrase: str | None = None,
    *,
    clock: Clock = local_time,
    cost: Cost = DEFAULT_COST,
    check_later: bool = False,
) -> Store:
    """Open the unit file in `folder`, making an empty one on first use; a `passphrase` then protects it.

    Every page is read before the file is used, half a second for 90 MB. With `check_later` the caller promises
    check_pages() soon afterwards; until then a damaged page is refused when it is come to, for every page carries its
    own hash. A file whose last program was killed is checked at once in any case.

    StorageError locked, newer, wrong_key (also: a passphrase is needed), damaged, read_only, full, missing,
    unsafe_place (a share, a stick, a folder that is copied to a cloud)."""
    places.refuse_unsafe(folder)
    with files.surroundings(folder):
        files.make_folder(folder)
        unlocking.refuse_lost(folder)
    ring = unlocking.ring_of(folder, passphrase, cost)
    try:
        database = Database.open(
            folder / unlocking.DATABASE,
            ring.key,
            clock=clock,
            before_migration=lambda database: _keep(database, ring),
            check_later=check_later,
        )
    except StorageError as error:
        raise unlocking.with_advice(error, folder, ring) from error
    try:
        store = Store(database, ring, cost)
        _tidy(store, database, ring)
    except BaseException:
        database.close()  # else the next try would find it locked by this one
        raise
    return store


def _keep(database: Database, ring: KeyRing) -> None:
    """A backup of the file as the program before this one left it."""
    from storage.safety.backups import Backups

    Backups(database, ring).keep("nang-cap")


def _tidy(store: Store, database: Database, ring: KeyRing) -> None:
    """What a file that was just opened asks for before it is used."""
    # The lock is ours now, so whatever half-written copy lies about belongs to a process that was killed.
    for place in (store.folder, store.folder / backup_files.FOLDER):
        files.remove_leftovers(place, *OUR_FILES)
    backup_files.remove_lone_keys(store.folder / backup_files.FOLDER)
    if ring.opened_by == key_slots.RECOVERY:
        with suppress(StorageError):  # a full disk is told when somebody saves
            ring.note_trial(database.today().isoformat())
    store.spell_search()
    if database.ended_uncleanly:
        store.upkeep.note_unclean_end()
