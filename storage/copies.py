"""Copies of the whole file that were opened and compared before anybody relies on them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from models.ports import StorageError
from storage import connection as opening
from storage import driver, files

PLAIN_TABLES = (
    "SELECT name FROM pragma_table_list "
    "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)


def row_counts(connection: driver.Connection) -> Mapping[str, int]:
    """How many rows every table holds."""
    names = [name for (name,) in connection.execute(PLAIN_TABLES).fetchall()]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def verified_copy(connection: driver.Connection, key: bytes, target: Path) -> None:
    """Copy the open file to `target` under the same key; nothing stands there unless it was read back whole.

    StorageError full, read_only, damaged."""
    with files.replacing(target) as temporary, opening.translated():
        connection.execute("VACUUM INTO ?", (str(temporary),))
        files.sync_file(temporary)
        with closing(opening.open_keyed(temporary, key)) as copy:
            require_sound(copy)
            if row_counts(copy) != row_counts(connection):
                raise StorageError(
                    "Bản sao lưu vừa tạo không khớp với sổ nên đã bỏ; hãy kiểm tra ổ đĩa rồi sao lưu lại.", "other"
                )


def plain_copy(connection: driver.Connection, target: Path) -> None:
    """Copy the open file to `target` without encryption, for the archive or another program. StorageError as above."""
    with files.replacing(target) as temporary, opening.translated():
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(temporary),))
        try:
            connection.execute("PRAGMA plain.synchronous=OFF")  # a temporary file: synced once, when it is whole
            connection.execute("SELECT sqlcipher_export('plain')").fetchall()
            version = connection.execute("PRAGMA main.user_version").fetchone()[0]
            connection.execute(f"PRAGMA plain.user_version={version}")
            connection.execute(f"PRAGMA plain.application_id={opening.APPLICATION_ID}")
        finally:
            connection.execute("DETACH DATABASE plain")
        with closing(driver.connect(str(temporary), timeout=1)) as copy:
            require_sound(copy, encrypted=False)
            if row_counts(copy) != row_counts(connection):
                raise StorageError("Bản sao không khớp với sổ nên đã bỏ; hãy kiểm tra ổ đĩa rồi làm lại.", "other")


def require_sound(connection: driver.Connection, *, encrypted: bool = True) -> None:
    """Raise StorageError damaged unless every page and every index of the file is as it was written."""
    with opening.translated():
        sound = connection.execute("PRAGMA integrity_check(3)").fetchall() == [("ok",)]
        if encrypted and sound:
            sound = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if not sound:
        raise StorageError("Bản sao này bị hỏng; hãy chọn một bản sao lưu khác.", "damaged")


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file durably. Never the open database: closing a second handle to it would drop its lock."""
    with files.replacing(target) as temporary:
        shutil.copyfile(source, temporary)
