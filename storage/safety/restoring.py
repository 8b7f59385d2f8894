"""Going back to a backup, as files: which key opens it, a checked copy beside the live file, the exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from models.ports import StorageError
from storage import connection as opening
from storage import driver, files, key_ring, key_slots, migrations
from storage.safety import copies
from storage.safety.sidecars import SIDECAR, ring_beside


def key_for(backup: Path, own: bytes | None, places: Sequence[Path], passphrase: str | None) -> bytes:
    """The data key of a backup: our `own` where it fits, else from its ring. StorageError wrong_key, missing."""
    ring = ring_beside(backup)
    if own is not None and (ring is None or ring["key_id"] == key_ring.key_id(own)):
        return own
    return opened_ring(backup, places, passphrase)[1].key


def opened_ring(
    backup: Path, places: Sequence[Path], passphrase: str | None
) -> tuple[Mapping[str, Any], key_slots.Opened]:
    """The ring beside a backup, and what it gave. StorageError wrong_key, missing."""
    ring = ring_beside(backup)
    if ring is None:
        name = backup.with_suffix(SIDECAR).name
        raise StorageError(f"Thiếu tệp khóa {name}; hãy chép tệp đó vào cạnh bản sao lưu.", "missing")
    return ring, key_slots.open_ring(ring, (*places, backup.parent, backup.parent.parent), passphrase)


def open_backup(backup: Path, key: bytes) -> driver.Connection:
    """A connection for reading a backup. StorageError missing, wrong_key, newer, damaged."""
    if not backup.is_file():
        raise StorageError(f"Không thấy bản sao lưu {backup}; hãy kiểm tra lại đường dẫn.", "missing")
    connection = opening.open_keyed(backup, key)
    try:
        if opening.refuse_strange(connection, len(migrations.STEPS)) == 0:
            raise StorageError("Tệp này không phải bản sao lưu của Sổ Mặt trận; hãy chọn tệp khác.", "damaged")
    except StorageError:
        connection.close()
        raise
    return connection


@contextmanager
def staged(backup: Path, backup_key: bytes, live: Path, live_key: bytes) -> Iterator[Path]:
    """A checked copy of the backup under the live file's key, beside the live file, for as long as the block lasts."""
    if not backup.is_file():
        raise StorageError(f"Không thấy bản sao lưu {backup}; hãy kiểm tra lại đường dẫn.", "missing")
    temporary = live.with_name(f".{live.name}.restoring.tmp")
    try:
        copies.copy_bytes(backup, temporary)
        with closing(open_backup(temporary, backup_key)) as copy, opening.translated():
            copies.require_sound(copy)
            if backup_key != live_key:
                copy.execute(f"PRAGMA rekey=\"x'{live_key.hex()}'\"")
                copies.require_sound(copy)
        with files.surroundings(live):
            files.sync_file(temporary)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def put_in_place(temporary: Path, live: Path, stamp: str) -> None:
    """Exchange the live file, which nobody has open, for the staged one. A log left by a crash belongs to the old file
    and would be played into the new one, so it goes aside first; it comes back when the exchange fails."""
    log = live.with_name(live.name + "-wal")
    aside = set_aside_name(log, stamp)
    with files.surroundings(live):
        if log.exists():
            files.replace(log, aside)
        try:
            files.replace(temporary, live)
        except OSError:
            if aside.exists():
                files.replace(aside, log)
            raise


def set_aside(path: Path, stamp: str) -> None:
    """Keep a copy of a file that cannot be opened, for whoever can still save something out of it."""
    if path.exists():
        copies.copy_bytes(path, set_aside_name(path, stamp))


def set_aside_name(path: Path, stamp: str) -> Path:
    return path.with_name(f"{path.name}.before-restore-{stamp}")
