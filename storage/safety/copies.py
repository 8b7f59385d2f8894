"""Copies of the whole file that were opened and compared before anybody relies on them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from models.ports import StorageError
from storage import connection as opening
from storage import driver, files

STEP = 4 << 20
"""Bytes copied between two looks whether somebody waits: a fifth of a second on a slow stick."""

UNLIKE = "Bản sao vừa tạo không khớp với sổ nên đã bỏ; hãy kiểm tra ổ đĩa rồi làm lại."
ROTTEN = (
    "Bản sao lưu mới nhất trong máy bị hỏng nên không chép sang được; hãy kiểm tra ổ đĩa của máy. "
    "Lần sao lưu sau sẽ được chép."
)

PLAIN_TABLES = (
    "SELECT name FROM pragma_table_list "
    "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)


def row_counts(connection: driver.Connection) -> Mapping[str, int]:
    """How many rows every table holds."""
    names = [name for (name,) in connection.execute(PLAIN_TABLES).fetchall()]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def verified_copy(
    connection: driver.Connection, key: bytes, target: Path, awaited: Callable[[], bool] | None = None
) -> None:
    """Copy the open file to `target` under the same key; nothing stands there unless it was read back whole. Gives way
    (cancelled) as soon as somebody is `awaited`.

    StorageError full, read_only, damaged (the open file), other (the copy), cancelled."""
    with files.replacing(target) as temporary, opening.translated():
        with opening.giving_way(connection, awaited):
            connection.execute("VACUUM INTO ?", (str(temporary),))
        wanted = row_counts(connection)
        with _blamed(UNLIKE, "other"), closing(opening.open_keyed(temporary, key)) as copy:
            with opening.giving_way(copy, awaited):
                require_sound(copy)
            if row_counts(copy) != wanted:
                raise StorageError(UNLIKE, "other")


def unverified_copy(connection: driver.Connection, target: Path) -> None:
    """Copy the open file under the same key, with whatever is wrong with it. StorageError full, read_only, damaged."""
    with files.replacing(target) as temporary, opening.translated():
        connection.execute("VACUUM INTO ?", (str(temporary),))


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
        wanted = row_counts(connection)
        with _blamed(UNLIKE, "other"), closing(driver.connect(str(temporary), timeout=1)) as copy:
            require_sound(copy)
            if row_counts(copy) != wanted:
                raise StorageError(UNLIKE, "other")


def require_sound(connection: driver.Connection) -> None:
    """Raise StorageError damaged unless every page and every index of a copy is as it was written: the check reads them
    all, for VACUUM leaves no free page, and an encrypted page that is read must bear its own hash."""
    sentence = "Bản sao này bị hỏng; hãy chọn một bản sao lưu khác."
    with _blamed(sentence, "damaged"), opening.translated():
        found = connection.execute("PRAGMA integrity_check(3)").fetchall()
    if found != [("ok",)]:
        raise StorageError(sentence, "damaged")


@contextmanager
def _blamed(sentence: str, kind: str) -> Iterator[None]:
    """What does not read inside is the copy and not the open file: `sentence` says what helps then."""
    try:
        yield
    except StorageError as error:
        if error.kind not in ("damaged", "wrong_key"):
            raise
        raise StorageError(sentence, kind) from error


def require_whole(connection: driver.Connection, awaited: Callable[[], bool] | None = None) -> None:
    """Raise StorageError damaged unless every page of the open file bears its own hash and the pages hang together: no
    good copy may ever give way to one of a damaged file."""
    with opening.giving_way(connection, awaited), opening.translated():
        opening.refuse_damaged(connection)
        torn = opening.torn_pages(connection)
    if torn:
        raise StorageError(opening.SENTENCES[opening.CORRUPT][0], "damaged")


def copy_verified(source: Path, target: Path, key: bytes, awaited: Callable[[], bool] | None = None) -> None:
    """Copy a backup to another disk: durable, read back, compared with the source and opened, before it gets its name.

    StorageError full, read_only, damaged, other, and cancelled when somebody is `awaited` meanwhile."""
    with files.replacing(target) as temporary:
        written = _copy_in_steps(source, temporary, awaited)
        if _hash(temporary) != written:
            raise StorageError(f"Bản chép vào {target.parent} bị sai; hãy thay USB hoặc ổ đĩa đó.", "other")
        with (
            _blamed(ROTTEN, "damaged"),
            closing(opening.open_keyed(temporary, key)) as copy,
            opening.giving_way(copy, awaited),
        ):
            require_sound(copy)


def _copy_in_steps(source: Path, target: Path, awaited: Callable[[], bool] | None) -> str:
    """SHA-256 of what was read. Every step reaches the disk before the next: a slow stick else holds up whoever comes
    at the end, for as long as all of it takes."""
    hashed = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while step := reading.read(STEP):
            if awaited is not None and awaited():
                raise opening.gave_way()
            hashed.update(step)
            writing.write(step)
            writing.flush()
            os.fsync(writing.fileno())
    return hashed.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file durably. Never the open database: closing a second handle to it would drop its lock."""
    with files.replacing(target) as temporary:
        shutil.copyfile(source, temporary)
