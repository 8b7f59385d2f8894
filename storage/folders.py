"""What is done with the folder of a register without opening it: its copies, going back to one, its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from models.ports import StorageError
from models.safe_keeping import Backup
from storage import connection as opening
from storage import files, key_ring, moving, places
from storage.database import Clock, default_folder, local_time
from storage.key_ring import KeyRing
from storage.key_slots import DEFAULT_COST, Cost, Opened
from storage.safety import backup_files, restoring, second_copy
from storage.store import open_store
from storage.unlocking import DATABASE, account_place


class Folders:
    """Fulfils models.safe_keeping.Folders."""

    def backups(self, folder: Path) -> Sequence[Backup]:
        """The backups of the register in `folder` and those of its second place, newest first; nothing is opened."""
        second = second_copy.place_of(folder)
        here = backup_files.found_in(folder / backup_files.FOLDER)
        names = {backup.path.name for backup in here}
        there = [backup for backup in backup_files.found_in(second) if backup.path.name not in names] if second else []
        return sorted((*here, *there), key=lambda backup: backup_files.number_of(backup.path), reverse=True)

    def home(self) -> Path | None:
        """Where this platform keeps data; None where even that lies in an unsafe place (a home on a network)."""
        home = default_folder()
        return None if self.danger(home) else home

    def danger(self, folder: Path) -> str:
        """Where an unsafe folder lies ("trên ổ mạng"), "" for a safe one."""
        return places.WHERE.get(places.judge(places.look_at(folder)), "")

    def has_register(self, folder: Path) -> bool:
        return (folder / DATABASE).is_file()

    def move(self, folder: Path, target: Path) -> Path | None:
        """Move the register; gives where the old one was put aside, None where it could not be renamed."""
        places.refuse_unsafe(target)
        return moving.move(folder, target, DATABASE, account_place(folder), local_time())


def restore_into(
    folder: Path,
    backup: Path,
    passphrase: str | None = None,
    *,
    clock: Clock = local_time,
    cost: Cost = DEFAULT_COST,
) -> None:
    """Put `backup` in place of the file in `folder`, also when that file is missing, damaged or cannot be unlocked.

    What was there is kept beside it, or as a backup. StorageError locked (somebody has the file open), wrong_key,
    damaged, newer, missing, full: then the file is as it was."""
    if not (folder / DATABASE).exists():  # opening would make an empty register under a key of its own
        _restore_unopened(folder, backup, passphrase, clock, cost)
        return
    try:
        store = open_store(folder, passphrase, clock=clock, cost=cost)
    except StorageError as error:
        if error.kind not in ("damaged", "wrong_key", "missing", "newer"):
            raise
        _restore_unopened(folder, backup, passphrase, clock, cost)
        return
    try:
        store.backups.restore(backup, passphrase)
    finally:
        store.close(back_up=False)  # what is there now lies in the backup; a copy that fails is not the restore's fault


def _restore_unopened(folder: Path, backup: Path, passphrase: str | None, clock: Clock, cost: Cost) -> None:
    stamp = clock().strftime(backup_files.STAMP)
    live, place = folder / DATABASE, account_place(folder)
    places.refuse_unsafe(folder)
    with files.surroundings(folder):
        files.make_folder(folder)
    try:
        own: bytes | None = KeyRing.unlock(folder, place, passphrase).key
    except StorageError:
        own = None
    opening.refuse_locked(live)
    if own is None:
        ring, opened = restoring.opened_ring(backup, (folder, place), passphrase)
        key = opened.key
        exchange: AbstractContextManager[None] = _ring_exchanged(folder, ring, opened, stamp)
    else:
        key, exchange = restoring.key_for(backup, own, (folder, place), passphrase), nullcontext()
    with restoring.staged(backup, key, live, own or key) as temporary:
        restoring.set_aside(live, stamp)
        with exchange:
            restoring.put_in_place(temporary, live, stamp)
    open_store(folder, passphrase, clock=clock, cost=cost).close(back_up=False)


@contextmanager
def _ring_exchanged(folder: Path, ring: Mapping[str, Any], opened: Opened, stamp: str) -> Iterator[None]:
    """The ring of a backup in the place of ours, which is kept aside. It comes back when what is done inside fails: the
    file that it opens is still there."""
    paths = [folder / name for name in key_ring.NAMES]
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    try:
        for path in before:
            restoring.set_aside(path, stamp)
        KeyRing.adopt(folder, account_place(folder), ring, opened)
        yield
    except BaseException:
        with suppress(OSError, StorageError):
            for path in paths:
                if path in before:
                    files.write_atomically(path, before[path], private=True)
                else:
                    path.unlink(missing_ok=True)
        raise
