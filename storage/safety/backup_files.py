"""Backups as files of a folder: their names, what is known of them, and which of them age takes away.

Their order is the number in the name and never the time beside it: a computer whose clock was wrong for a day must
neither take its newest copy for the oldest nor throw it away.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.text import fold
from storage import files
from storage.safety import sidecars

if TYPE_CHECKING:
    from models.safe_keeping import Backup

FOLDER = "backups"
NAME = re.compile(r"so-mat-tran_(\d{5,})_(\d{4}-\d\d-\d\d_\d{6})_([a-z0-9-]+)\.db")
STAMP = "%Y-%m-%d_%H%M%S"
REASONS = {
    "dong-so": "khi đóng sổ",
    "dinh-ky": "tự động trong lúc làm việc",
    "nhap-excel": "trước khi nhập từ Excel",
    "nhan-tep": "trước khi nhận từ cấp dưới",
    "nang-cap": "trước khi nâng cấp",
    "khoi-phuc": "trước khi khôi phục",
    "lenh": "theo yêu cầu",
}
"""What stands in a file's name, and what the officer reads."""

KEEP_LAST, KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 12, 12, 10, 9


def name_for(number: int, moment: dt.datetime, why: str) -> str:
    """The file name of backup `number`; of own words for `why` remains what any disk takes."""
    reason = re.sub(r"[^a-z0-9]+", "-", fold(why)).strip("-")[:40] or "lenh"
    return f"so-mat-tran_{number:05d}_{moment.strftime(STAMP)}_{reason}.db"


def number_of(path: Path) -> int:
    """The place of a backup in the order in which they were made; 0 for a file of another name."""
    match = NAME.fullmatch(path.name)
    return int(match[1]) if match else 0


def found_in(folder: Path) -> list[Backup]:
    """The backups of a folder, newest first."""
    return [describe_file(path) for path in _paths(folder)]


def newest_in(folder: Path) -> Backup | None:
    """The newest backup of a folder."""
    return next((describe_file(path) for path in _paths(folder)), None)


def _paths(folder: Path) -> list[Path]:
    with suppress(OSError):
        if folder.is_dir():
            return sorted((path for path in folder.iterdir() if number_of(path)), key=number_of, reverse=True)
    return []


def remove_lone_keys(folder: Path) -> None:
    """Remove the keys of backups that are not there: a program was killed between the two. Nobody would renew them, and
    an old passphrase would open them for ever."""
    for key in folder.glob(f"*{sidecars.SIDECAR}") if folder.is_dir() else ():
        backup = key.with_suffix(".db")
        if number_of(backup) and not backup.exists():
            with suppress(OSError):
                key.unlink()


def describe_file(path: Path) -> Backup:
    """What is known of a backup file; its time is in its name, else that of the file."""
    from models.safe_keeping import Backup  # no start describes one

    with files.surroundings(path):
        state = path.stat()
    match = NAME.fullmatch(path.name)
    why = str(sidecars.read_sidecar(path).get("why", "")) or (match[3] if match else "")
    if match:
        moment = dt.datetime.strptime(match[2], STAMP)  # noqa: DTZ007 - as the clock on the wall showed it
    else:
        moment = dt.datetime.fromtimestamp(state.st_mtime).astimezone().replace(tzinfo=None)
    at = moment.isoformat(timespec="seconds")
    return Backup(path=path, at=at, bytes=state.st_size, why=REASONS.get(why, why))


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


def thin(backups: Sequence[Backup]) -> None:
    """Of backups, newest first, remove what no rule keeps. Call it only when the newest was just verified."""
    kept = {backup.path for backup in kept_by_age(backups)}
    for backup in backups:
        if backup.path not in kept:
            with suppress(OSError):  # held open by somebody: it goes next time
                backup.path.unlink()
                backup.path.with_suffix(sidecars.SIDECAR).unlink(missing_ok=True)
