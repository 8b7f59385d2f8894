"""Verified copies of the file: made before risky steps and at close, thinned by age, and gone back to."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from models.ports import Backup, RestorePreview, StorageError
from models.text import fold
from storage import connection as opening
from storage import copies, files, key_ring, restoring
from storage.database import Database
from storage.key_ring import KeyRing

FOLDER = "backups"
NAME = re.compile(r"so-mat-tran_(\d{4}-\d\d-\d\d_\d{6})(?:-(\d+))?_([a-z0-9-]+)\.db")
STAMP = "%Y-%m-%d_%H%M%S"
REASONS = {
    "dong-so": "khi đóng sổ",
    "nang-cap": "trước khi nâng cấp",
    "khoi-phuc": "trước khi khôi phục",
    "lenh": "theo yêu cầu",
}
"""What stands in a file's name, and what the officer reads."""

KEEP_LAST, KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 12, 12, 10, 9
EXAMPLES = 5
Describe = Callable[[str, str], tuple[str, str]]
"""(subject, subject id) of a history row -> (kind of thing, its title), both as the officer reads them."""


class Backups:
    """The backups of one open database, in the folder backups/ beside it."""

    def __init__(self, database: Database, ring: KeyRing, describe: Describe | None = None) -> None:
        self._db = database
        self._ring = ring
        self._describe = describe or (lambda subject, subject_id: (subject, subject_id))
        self._folder = database.path.parent / FOLDER
        self._changes_seen = database.connection.total_changes

    def make(self, why: str) -> Backup | None:
        """A verified copy; None when nothing changed since the last one. `why` is a key of REASONS or own words."""
        return self.keep(why) if self._changed() else None

    def keep(self, why: str) -> Backup:
        """A verified copy in any case, then the thinning. StorageError full, read_only, damaged."""
        self._folder_must_exist()
        path = self._free_name(why)
        sidecar = {"ring": json.loads(self._ring.content), "why": why, "head": self._db.history.head()[1]}
        files.write_atomically(
            path.with_suffix(restoring.SIDECAR), json.dumps(sidecar, indent=1).encode(), private=True
        )
        try:
            copies.verified_copy(self._db.connection, self._db.key, path)
        except BaseException:
            with suppress(OSError):
                path.with_suffix(restoring.SIDECAR).unlink()
            raise
        self._changes_seen = self._db.connection.total_changes
        self._thin()
        return describe_file(path)

    def all(self) -> Sequence[Backup]:
        """Newest first."""
        return found_in(self._folder)

    def preview(self, path: Path) -> RestorePreview:
        """What going back to `path` would lose: everything logged since, by kind of thing."""
        key = restoring.key_for(path, self._db.key, self._places(), None)
        with closing(restoring.open_backup(path, key)) as other:
            entries = self._db.history.after(self._last_common(other))
        things = list(dict.fromkeys((entry.subject, entry.subject_id) for entry in entries))
        named = [self._describe(subject, subject_id) for subject, subject_id in things]
        return RestorePreview(
            backup=describe_file(path),
            lost=Counter(kind for kind, _ in named),
            examples=tuple(f"{kind}: {title}" for kind, title in reversed(named) if title)[:EXAMPLES],
        )

    def restore(self, path: Path, passphrase: str | None = None) -> None:
        """Put the backup in place of the open file, which is backed up first, and open it. Afterwards the same objects
        work on the restored data. StorageError: then the file is as it was."""
        live = self._db.path
        key = restoring.key_for(path, self._db.key, self._places(), passphrase)
        with restoring.staged(path, key, live, self._db.key) as temporary:
            self.keep("khoi-phuc")
            stamp = self._now().strftime(STAMP)
            self._db.close()
            try:
                restoring.put_in_place(temporary, live, stamp)
            finally:
                self._db.reopen(before_migration=lambda _: None)  # the backup itself is the copy before a migration
                self._changes_seen = -1  # the next close keeps a copy of what was gone back to

    def renew_rings(self) -> None:
        """Give every backup the present ring: an old passphrase, or none, must not open the file any longer."""
        for backup in self.all():
            sidecar = dict(restoring.read_sidecar(backup.path))
            ring = restoring.ring_beside(backup.path)
            if ring is None or ring["key_id"] == key_ring.key_id(self._db.key):
                sidecar["ring"] = json.loads(self._ring.content)
                files.write_atomically(
                    backup.path.with_suffix(restoring.SIDECAR), json.dumps(sidecar, indent=1).encode(), private=True
                )

    def _changed(self) -> bool:
        seq, head = self._db.history.head()
        if not seq:
            return False
        newest = next(iter(self.all()), None)
        if newest is None or restoring.read_sidecar(newest.path).get("head") != head:
            return True
        return bool(self._db.connection.total_changes != self._changes_seen)

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

    def _places(self) -> tuple[Path, ...]:
        return (self._ring.folder, self._ring.account_place)

    def _now(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self._db.now())

    def _folder_must_exist(self) -> None:
        with files.surroundings(self._folder):
            files.make_folder(self._folder)

    def _free_name(self, why: str) -> Path:
        reason = re.sub(r"[^a-z0-9]+", "-", fold(why)).strip("-")[:40] or "lenh"
        stamp = self._now().strftime(STAMP)
        path, count = self._folder / f"so-mat-tran_{stamp}_{reason}.db", 1
        while path.exists():
            count += 1
            path = self._folder / f"so-mat-tran_{stamp}-{count}_{reason}.db"
        return path

    def _thin(self) -> None:
        """Remove what no rule keeps. The copy just verified is the newest and always stays."""
        backups = self.all()
        kept = {backup.path for backup in kept_by_age(backups)}
        for backup in backups:
            if backup.path not in kept:
                with suppress(OSError):  # held open by somebody: it goes next time
                    backup.path.unlink()
                    backup.path.with_suffix(restoring.SIDECAR).unlink(missing_ok=True)


def found_in(folder: Path) -> list[Backup]:
    """The backups of a folder, newest first."""
    if not folder.is_dir():
        return []
    paths = [path for path in folder.iterdir() if NAME.fullmatch(path.name)]
    return [describe_file(path) for path in sorted(paths, key=_age, reverse=True)]


def newest_sound(folder: Path, key: bytes) -> Backup | None:
    """The newest backup that opens with `key` and is whole."""
    for backup in found_in(folder):
        with suppress(StorageError), closing(restoring.open_backup(backup.path, key)) as copy:
            copies.require_sound(copy)
            return backup
    return None


def describe_file(path: Path) -> Backup:
    """What is known of a backup file; its time is in its name, else that of the file."""
    with files.surroundings(path):
        state = path.stat()
    match = NAME.fullmatch(path.name)
    why = str(restoring.read_sidecar(path).get("why", "")) or (match[3] if match else "")
    written = dt.datetime.fromtimestamp(state.st_mtime).astimezone()
    moment = (
        f"{match[1][:10]}T{match[1][11:13]}:{match[1][13:15]}:{match[1][15:]}"
        if match
        else written.replace(tzinfo=None).isoformat(timespec="seconds")
    )
    return Backup(path=path, at=moment, bytes=state.st_size, why=REASONS.get(why, why))


def kept_by_age(backups: Sequence[Backup]) -> list[Backup]:
    """Of backups, newest first, those to keep: the last 12, and the newest of 12 days, 10 weeks and 9 months."""
    kept = list(backups[:KEEP_LAST])
    rules: tuple[tuple[Callable[[dt.date], object], int], ...] = (
        (lambda day: day, KEEP_DAYS),
        (lambda day: day.isocalendar()[:2], KEEP_WEEKS),
        (lambda day: (day.year, day.month), KEEP_MONTHS),
    )
    for slot_of, number in rules:
        newest: dict[object, Backup] = {}
        for backup in backups:
            newest.setdefault(slot_of(dt.datetime.fromisoformat(backup.at).date()), backup)
        kept += list(newest.values())[:number]
    return kept


def _age(path: Path) -> tuple[str, int]:
    match = NAME.fullmatch(path.name)
    return (match[1], int(match[2] or 1)) if match else ("", 0)
