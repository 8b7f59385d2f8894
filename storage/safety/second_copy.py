"""The second copy: the newest backup also on another disk or a stick, brought there whenever that is at hand.

The place belongs to this computer and not to the register, so it is remembered in a file beside the data: a register
that was gone back to, or that does not open any more, still knows where its copies lie.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from models import safe_keeping
from models.ports import StorageError
from models.safe_keeping import Backup
from storage import connection as opening
from storage import files, key_ring
from storage.key_ring import KeyRing
from storage.safety import backup_files, copies, sidecars

STATE = "second_copy.json"
LABEL = "so-mat-tran_ban-sao-thu-hai.txt"
"""Lies in the place: an empty folder in which a stick is missing must not be taken for the stick."""

WORDS = """Thư mục này là nơi để bản sao thứ hai của Sổ Mặt trận.

Tệp .db là bản sao lưu đã mã hóa, tệp .key cùng tên là khóa của nó: luôn để hai tệp cạnh nhau.
Muốn dùng lại: mở Sổ Mặt trận, vào Thiết lập, Sao lưu, bấm “Khôi phục từ tệp khác…” rồi chọn tệp .db mới nhất.
Không xóa, không đổi tên các tệp này.
"""
SPARE = 1_000_000  # bytes beside the copy itself, for its key and for the folder
PATIENCE = 5.0  # seconds: a disk wakes up within them; a share that is gone holds whoever asks for half a minute
GLANCE = 0.02  # seconds between two looks whether somebody waits for the file meanwhile


class _Look(threading.Thread):
    """Asks for a place, whatever time that takes; it holds up nobody, not even the end of the program."""

    def __init__(self, place: Path) -> None:
        super().__init__(daemon=True)
        self.place = place
        self.found = False
        self.until = time.monotonic() + PATIENCE

    def run(self) -> None:
        self.found = is_there(self.place)


class SecondCopy:
    """The second place of the register in `folder`."""

    def __init__(self, folder: Path, key: bytes, ring: KeyRing, now: Callable[[], str]) -> None:
        self._folder = folder
        self._key = key
        self._ring = ring
        self._now = now
        self._look: _Look | None = None

    @property
    def place(self) -> Path | None:
        """The chosen place, None while there is none."""
        return place_of(self._folder)

    @property
    def number(self) -> int:
        """The number of the newest backup that was brought there."""
        return int(_read(self._folder).get("number", 0))

    def state(self, newest: Backup | None) -> safe_keeping.SecondCopy | None:
        """What the officer is told; None while no place is chosen. The place itself is not asked: a share that is gone
        would hold up the window that shows this. Whenever a copy waits, the last try to bring it has noted why."""
        kept = _read(self._folder)
        if not kept:
            return None
        waits = newest is not None and backup_files.number_of(newest.path) > int(kept["number"])
        told = (str(kept["at"]), str(kept["since"]), waits, str(kept["problem"]))
        return safe_keeping.SecondCopy(Path(kept["place"]), *told)

    def choose(self, place: Path | None, newest: Backup | None) -> None:
        """From now on `place`, or nothing; the newest backup is brought there at once, and unless that works nothing is
        changed. StorageError other for a folder of the data itself, and whatever writing there raises."""
        if place is None:
            with files.surroundings(self._folder):
                (self._folder / STATE).unlink(missing_ok=True)
            return
        self._refuse_own(place)
        number = 0
        if newest is not None:
            self._copy(newest, place, None)
            number = backup_files.number_of(newest.path)
        files.write_atomically(place / LABEL, WORDS.encode())
        seen = [backup_files.number_of(backup.path) for backup in self._ours(place)]
        at = self._now() if newest else ""
        self._write(place=str(place), number=max([number, *seen]), at=at, since=self._now(), problem="")

    def bring(self, newest: Backup | None, awaited: Callable[[], bool] | None = None) -> None:
        """Bring the newest backup there when it is not. What stands in the way is remembered and never raised, except
        cancelled when somebody is `awaited`."""
        place = self.place
        if place is None or newest is None:
            return
        with self._told():
            if not self._answers(place, awaited):
                raise StorageError(_absent(place), "missing")
            if not self._is_ours(place / newest.path.name):
                self._copy(newest, place, awaited)
            self._renew(place)
            self._write(number=backup_files.number_of(newest.path), at=self._now(), problem="")

    def renew_rings(self) -> None:
        """Give the copies there the present ring where the place is at hand and takes it; else the next copy does."""
        place = self.place
        if place is not None and self._answers(place, None):
            with self._told():
                self._renew(place)

    def _answers(self, place: Path, awaited: Callable[[], bool] | None) -> bool:
        """Whether the place is at hand, as far as that is known PATIENCE after it was asked. While it gives no answer
        it is not asked a second time. StorageError cancelled when somebody is `awaited` meanwhile."""
        if self._look is None or self._look.place != place or not self._look.is_alive():
            self._look = _Look(place)
            self._look.start()
        while self._look.is_alive() and time.monotonic() < self._look.until:
            if awaited is not None and awaited():
                raise opening.gave_way()
            self._look.join(GLANCE)
        return self._look.found

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What stands in the way inside is remembered for the officer and not raised, except cancelled."""
        try:
            yield
        except StorageError as error:
            if error.kind == "cancelled":
                raise
            with suppress(StorageError):  # what cannot even be noted is seen again at the next chance
                self._write(problem=str(error))

    def _copy(self, newest: Backup, place: Path, awaited: Callable[[], bool] | None) -> None:
        files.remove_leftovers(place, "so-mat-tran")
        files.require_room(place, newest.bytes + SPARE)
        target = place / newest.path.name
        if target.exists() and not self._is_ours(target):
            raise StorageError(
                f"{place} đã có tệp {target.name} của một sổ khác; hãy chọn thư mục riêng cho sổ này.", "exists"
            )
        with files.surroundings(target):
            sidecar = newest.path.with_suffix(sidecars.SIDECAR).read_bytes()
            files.write_atomically(target.with_suffix(sidecars.SIDECAR), sidecar, private=True)
            try:
                copies.copy_verified(newest.path, target, self._key, awaited)
            except BaseException:
                if not target.exists():
                    target.with_suffix(sidecars.SIDECAR).unlink(missing_ok=True)
                raise
        backup_files.thin(self._ours(place))

    def _ours(self, place: Path) -> list[Backup]:
        """Copies of this register: a stick may carry those of several."""
        return [backup for backup in backup_files.found_in(place) if self._is_ours(backup.path)]

    def _is_ours(self, path: Path) -> bool:
        """Whether a copy of this register lies there: others may use the same stick."""
        ring = sidecars.ring_beside(path) if path.exists() else None
        return ring is not None and bool(ring["key_id"] == key_ring.key_id(self._key))

    def _renew(self, place: Path) -> None:
        for backup in self._ours(place):
            sidecars.renew_ring(backup.path, self._ring.content)

    def _refuse_own(self, place: Path) -> None:
        own, chosen = self._folder.resolve(), place.resolve()
        if chosen == own or own in chosen.parents or chosen in own.parents:
            raise StorageError(
                "Thư mục này chứa chính sổ hoặc nằm trong thư mục dữ liệu; hãy chọn thư mục trên USB hoặc ổ đĩa khác.",
                "other",
            )

    def _write(self, **changed: object) -> None:
        kept = {"since": self._now(), **_read(self._folder), **changed}
        files.write_atomically(self._folder / STATE, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def place_of(folder: Path) -> Path | None:
    """The second place of the register in `folder`, also of one that does not open."""
    place = _read(folder).get("place")
    return Path(str(place)) if place else None


def is_there(place: Path) -> bool:
    """Whether the disk or stick is at hand: a folder of that name alone may be what is left of it."""
    with suppress(OSError):
        return (place / LABEL).is_file()
    return False


def _absent(place: Path) -> str:
    return f"Chưa thấy {place}; hãy cắm USB hoặc nối ổ đĩa đó, bản sao sẽ được chép tiếp."


def _read(folder: Path) -> Mapping[str, Any]:
    path = folder / STATE
    if not path.exists():
        return {}
    empty = {"place": "", "number": 0, "at": "", "since": "", "problem": ""}
    with suppress(OSError, ValueError):
        content = json.loads(path.read_bytes())
        if isinstance(content, dict):
            return {**empty, **content}
    return {**empty, "problem": "Không đọc được nơi để bản sao thứ hai; hãy chọn lại trong Thiết lập, mục Sao lưu."}
