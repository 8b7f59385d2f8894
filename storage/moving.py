"""Bringing a register that lies in an unsafe place onto a disk of this computer, so that no power cut loses it.

The copy is made under another name, compared byte by byte, and gets its name at once; only then the old folder goes
aside. Cut off anywhere, the old folder is whole, or the new one is, or both are and the next try only ends the work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from models.ports import StorageError
from storage import account_key, files
from storage import connection as opening
from storage.safety import copies

STAGED = ".so-mat-tran-dang-chuyen"
ASIDE = "da-chuyen"


def move(source: Path, target: Path, database: str, account_place: Path, now: dt.datetime) -> Path | None:
    """Move the register in `source` to `target`, which must not hold another one. Gives where the old one was put
    aside, None when that was not possible: then it still lies in its old place, and is not used any more.

    `account_place` is where the account's key may lie apart. StorageError locked, exists, full, read_only, missing,
    damaged (the copy differs): then the register is in its old place as it was."""
    opening.refuse_locked(source / database)
    with files.surroundings(source):
        wanted = _hashes(source)
    if not _holds(target, wanted):
        if (target / database).exists():
            raise StorageError(f"{target} đã có một sổ khác; hãy chọn một thư mục trống trên ổ đĩa của máy.", "exists")
        _copy(source, target, wanted, account_place)
    return _put_aside(source, database, now)


def _copy(source: Path, target: Path, wanted: Mapping[str, str], account_place: Path) -> None:
    """`target` stands at once and whole, or not at all."""
    with files.surroundings(target.parent):
        files.make_folder(target.parent)
    staged = target.with_name(f"{STAGED}-{target.name}")
    shutil.rmtree(staged, ignore_errors=True)  # of a try that was cut off
    try:
        with files.surroundings(source):
            size = sum((source / name).stat().st_size for name in wanted)
        files.require_room(target.parent, 2 * size)
        with files.surroundings(staged):
            for name in wanted:
                files.make_folder((staged / name).parent)
                copies.copy_bytes(source / name, staged / name)
            key = account_place / account_key.KEY_FILE
            if account_place != source and key.exists() and account_key.KEY_FILE not in wanted:
                copies.copy_bytes(key, staged / account_key.KEY_FILE)
            if not _holds(staged, wanted) or _hashes(source) != wanted:
                raise StorageError("Bản chép của sổ không giống sổ cũ nên đã bỏ; hãy đóng các chương trình khác rồi "
                                   "chuyển lại.", "damaged")  # fmt: skip
            if target.exists():
                _merge_away(target)
            files.replace(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _merge_away(target: Path) -> None:
    """A folder without a register, such as one that holds only a log of faults, makes room for the one that comes."""
    kept = [path for path in target.rglob("*") if path.is_file() and path.parent.name != "logs"]
    if kept:
        raise StorageError(f"{target} đã có tệp khác; hãy chọn một thư mục trống trên ổ đĩa của máy.", "exists")
    shutil.rmtree(target)


def _put_aside(source: Path, database: str, now: dt.datetime) -> Path | None:
    """The old folder under another name; where it cannot be renamed (the root of a stick), the file in it."""
    stamp = f"{ASIDE}-{now:%Y-%m-%d_%H%M%S}"
    for old in (source, source / database):
        aside = old.with_name(f"{old.name}.{stamp}")
        with suppress(OSError, ValueError):
            files.replace(old, aside)
            return aside
    return None


def _holds(folder: Path, wanted: Mapping[str, str]) -> bool:
    with files.surroundings(folder):
        return all((folder / name).is_file() and _hash(folder / name) == digest for name, digest in wanted.items())


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the register, by its name within the folder; the log of faults is no part of it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    inside = {path.relative_to(folder).as_posix(): path for path in found if not path.name.endswith(".tmp")}
    return {name: _hash(path) for name, path in inside.items() if not name.startswith("logs/")}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
