"""Verified copies of the file: made on their own and before risky steps, thinned by age, and gone back to."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from models.ports import StorageError
from models.safe_keeping import Backup, BackupState, RestorePreview
from storage import connection as opening
from storage import files, key_ring
from storage.database import Database
from storage.key_ring import KeyRing
from storage.safety import backup_files, copies, restoring, sidecars
from storage.safety.backup_files import FOLDER, describe_file, found_in
from storage.safety.second_copy import SecondCopy

ROOM = 3
"""So many times the file must be free: the copy, what SQLite needs to make it, and the work of the day after it."""

TITLES = 3
"""So many things of each kind are named in a preview."""

Describe = Callable[[str, str], tuple[str, str]]
"""(subject, subject id) of a history row -> (kind of thing, its title), both as the officer reads them."""

Awaited = Callable[[], bool]
"""Whether somebody waits for the file meanwhile."""


class Backups:
    """The backups of one open database, in the folder backups/ beside it, and the second copy elsewhere. `gone_back` is
    called when another file was put in place and opened."""

    def __init__(
        self,
        database: Database,
        ring: KeyRing,
        describe: Describe | None = None,
        gone_back: Callable[[], object] = lambda: None,
    ) -> None:
        self._db = database
        self._ring = ring
        self._describe = describe or (lambda subject, subject_id: (subject, subject_id))
        self._gone_back = gone_back
        self._folder = database.path.parent / FOLDER
        self._second = SecondCopy(database.path.parent, database.key, ring, database.now)
        self._changes_seen = database.changes
        self._problem = ""

    def make(self, why: str) -> Backup | None:
        """A verified copy; None when nothing changed since the last one. `why` is a key of REASONS or own words."""
        if self._changed():
            return self.keep(why)
        self._bring_along()
        return None

    def make_quietly(self, awaited: Awaited) -> bool:
        """The same unasked; False when it gave way to somebody `awaited`. What fails is told by state()."""
        try:
            if self._changed():
                self.keep("dinh-ky", awaited)
            else:
                self._bring_along(awaited)
        except StorageError as error:
            if error.kind == "cancelled":
                return False
            self._problem = str(error)
        return True

    def _bring_along(self, awaited: Awaited | None = None) -> None:
        """No copy is wanted, but what a disk refused at the last change of a key is made up for."""
        self._renew_own()
        self._second.bring(self._newest(), awaited)

    def keep(self, why: str, awaited: Awaited | None = None) -> Backup:
        """A verified copy in any case, then the thinning and the second copy.

        StorageError full, read_only, damaged (then the copies there are stay as they are), cancelled."""
        with files.surroundings(self._folder):
            files.make_folder(self._folder)
        files.require_room(self._folder, ROOM * self._bytes())
        copies.require_whole(self._db.connection, awaited)
        path = self._folder / backup_files.name_for(self._next_number(), self._now(), why)
        sidecar = {"ring": json.loads(self._ring.content), "why": why, "head": self._db.history.head()[1]}
        sidecars.write_sidecar(path, sidecar)
        try:
            copies.verified_copy(self._db.connection, self._db.key, path, awaited)
        except BaseException:
            with suppress(OSError):
                path.with_suffix(sidecars.SIDECAR).unlink()
            raise
        self._changes_seen = self._db.changes
        self._problem = ""
        backup_files.thin(self.all())
        self._renew_own()
        made = describe_file(path)
        self._second.bring(made, awaited)
        return made

    def all(self) -> Sequence[Backup]:
        """Newest first."""
        return found_in(self._folder)

    def state(self) -> BackupState:
        """How the copies stand, for the overview and the settings."""
        newest = self._newest()
        return BackupState(newest, self._problem, self._second.state(newest), self._ring.opens_elsewhere)

    def choose_second(self, place: Path | None) -> None:
        """Keep a second copy in `place` from now on, or none; the first one is made at once. StorageError: then all is
        as it was."""
        if place is not None:
            with files.surroundings(place):
                if not place.is_dir():
                    raise StorageError(f"Không thấy thư mục {place}; hãy cắm USB rồi chọn lại.", "missing")
            self.make("lenh")
        self._second.choose(place, self._newest())

    def preview(self, path: Path, passphrase: str | None = None) -> RestorePreview:
        """What going back to `path` would lose: everything logged since, by kind of thing. StorageError wrong_key where
        another `passphrase` is needed, missing, newer, damaged."""
        key = restoring.key_for(path, self._db.key, self._places(), passphrase)
        with closing(restoring.open_backup(path, key)) as other:
            entries = self._db.history.after(self._last_common(other))
        things = list(dict.fromkeys((entry.subject, entry.subject_id) for entry in reversed(entries)))
        named = [self._describe(subject, subject_id) for subject, subject_id in things]
        titles: dict[str, list[str]] = {}
        for kind, title in named:
            if title and len(titles.setdefault(kind, [])) < TITLES:
                titles[kind].append(title)
        return RestorePreview(describe_file(path), Counter(kind for kind, _ in named), _frozen(titles))

    def restore(self, path: Path, passphrase: str | None = None) -> None:
        """Put the backup in place of the open file, which is backed up first (set aside where it is damaged), and open
        it. Afterwards the same objects work on the restored data. StorageError: then the file is as it was."""
        live = self._db.path
        key = restoring.key_for(path, self._db.key, self._places(), passphrase)
        with restoring.staged(path, key, live, self._db.key) as temporary:
            damaged = self._keep_before_restore()
            stamp = self._now().strftime(backup_files.STAMP)
            self._db.close()
            try:
                if damaged:
                    restoring.set_aside(live, stamp)
                restoring.put_in_place(temporary, live, stamp)
            finally:
                self._db.reopen(before_migration=lambda _: None)  # the backup itself is the copy before a migration
        self._gone_back()

    def renew_rings(self) -> None:
        """Give every backup the present ring: an old passphrase, or none, must not open the file any longer. What fails
        is told by state() and made up for by the next backup: the ring itself has changed all the same."""
        self._renew_own()
        self._second.renew_rings()

    def _renew_own(self) -> None:
        """One that a disk refuses does not keep the others from theirs."""
        for backup in self.all():
            try:
                ring = sidecars.ring_beside(backup.path)
                if ring is None or ring["key_id"] == key_ring.key_id(self._db.key):
                    sidecars.renew_ring(backup.path, self._ring.content)
            except StorageError as error:
                self._problem = str(error)

    def _keep_before_restore(self) -> bool:
        """Whether the present file is damaged: no copy can be made of it, and a restore is what helps."""
        try:
            self.keep("khoi-phuc")
        except StorageError as error:
            if error.kind != "damaged":
                raise
            return True
        return False

    def _changed(self) -> bool:
        seq, head = self._db.history.head()
        if not seq:
            return False
        newest = self._newest()
        if newest is None or sidecars.read_sidecar(newest.path).get("head") != head:
            return True
        return self._db.changes != self._changes_seen

    def _last_common(self, other: Any) -> int:
        """The last history row that both files share; chains that agree at a row agree before it."""
        low, high = 0, self._db.history.head()[0]
        while low < high:
            middle = (low + high + 1) // 2
            ours = self._db.scalar("SELECT hash FROM history WHERE seq = ?", (middle,))
            with opening.translated():
                theirs = other.execute("SELECT hash FROM history WHERE seq = ?", (middle,)).fetchone()
            low, high = (middle, high) if theirs == (ours,) else (low, middle - 1)
        return low

    def _newest(self) -> Backup | None:
        return backup_files.newest_in(self._folder)

    def _next_number(self) -> int:
        """Above everything made here or brought elsewhere: a folder that was emptied does not begin again at 1."""
        newest = self._newest()
        return max(backup_files.number_of(newest.path) if newest else 0, self._second.number) + 1

    def _bytes(self) -> int:
        """The size of the open file as SQLite counts it; its log included, as pages of it."""
        return int(self._db.scalar("PRAGMA page_count")) * int(self._db.scalar("PRAGMA page_size"))

    def _places(self) -> tuple[Path, ...]:
        return (self._ring.folder, self._ring.account_place)

    def _now(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self._db.now())


def newest_sound(folder: Path, key: bytes) -> Backup | None:
    """The newest backup that opens with `key` and is whole."""
    for backup in found_in(folder):
        with suppress(StorageError), closing(restoring.open_backup(backup.path, key)) as copy:
            copies.require_sound(copy)
            return backup
    return None


def _frozen(titles: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(some) for kind, some in titles.items()}
