"""The working copy of a damaged file, as a file: made, opened with its key, and as long again as it was."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

from storage import driver, files

PAGE = 4096
MOST_PAGES = 1 << 20
"""4 GB: no register is as long; without an end a disk would be filled up."""

FAILURES = (driver.Error, MemoryError)
"""A lost page in the wrong place is told as a want of memory."""


def working_copy(damaged: Path, place: Path) -> None:
    """The file with the log beside it; a torn last page is filled up. StorageError missing, full."""
    with files.surroundings(damaged):
        shutil.copyfile(damaged, place)
        log = damaged.with_name(f"{damaged.name}-wal")
        if log.is_file():
            shutil.copyfile(log, place.with_name(f"{place.name}-wal"))
        os.truncate(place, -(-place.stat().st_size // PAGE) * PAGE)


def grow_to_full_length(place: Path, key: bytes) -> None:
    """A file whose end was cut off gets it back as pages of zeros, which count among the lost. How long it was, its
    first page knows, but SQLite only says whether a length is enough. StorageError full."""
    short = enough = first = place.stat().st_size // PAGE
    with files.surroundings(place):
        while is_cut := _is_cut(place, key):
            if enough >= MOST_PAGES:
                break
            short, enough = enough, enough * 2
            os.truncate(place, enough * PAGE)
        while enough - short > 1:
            middle = (short + enough) // 2
            os.truncate(place, middle * PAGE)
            short, enough = (middle, enough) if _is_cut(place, key) else (short, middle)
        os.truncate(place, (first if is_cut else enough) * PAGE)


def _is_cut(place: Path, key: bytes) -> bool:
    """Whether the first page reads, and the file is shorter than that page says."""
    return first_page_reads(place, key) and not _opens(place, key)


def first_page_reads(place: Path, key: bytes) -> bool:
    """Whether the first page bears its own hash, whatever became of the others."""
    return _opens(place, key, "PRAGMA writable_schema=ON")


def _opens(place: Path, key: bytes, *settings: str) -> bool:
    with closing(keyed(place, key)) as connection:
        try:
            for statement in (*settings, "PRAGMA application_id"):
                connection.execute(statement).fetchall()
        except FAILURES:
            return False
    return True


def keyed(place: Path, key: bytes) -> driver.Connection:
    """The copy with its key, not yet looked at."""
    connection = driver.connect(str(place), timeout=1)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection
