"""Keeps what is being typed, so that neither a crash nor a click elsewhere loses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from models.ports import StorageError, Store
from models.records import Record
from ui.session import Session

PAUSE = 1000  # ms without a key before the typing is kept
LONGEST = 4000  # ms after which it is kept although keys go on: who types steadily never pauses


class DraftKeeper(QObject):
    """`touch` after every change; after a pause, some seconds of steady typing, or at `finish`, the record is kept as
    unfinished typing. `failed` carries the sentence when that is not possible (disk full); it is tried again."""

    kept = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, record: Callable[[], Record], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._record = record
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.keep_now)
        self._limit = QTimer(self, singleShot=True, interval=LONGEST)
        self._limit.timeout.connect(self.keep_now)
        self._touched = self._kept_to = 0

    def touch(self) -> None:
        self._touched += 1
        self._timer.start()
        if not self._limit.isActive():
            self._limit.start()

    def rest(self) -> None:
        """Nothing is left to keep: the record was saved, or the typing thrown away."""
        self._kept_to = self._touched
        self._timer.stop()
        self._limit.stop()

    def keep_now(self) -> None:
        """Keep it without holding up whoever types."""
        self._timer.stop()
        self._limit.stop()
        self._session.submit(self._keeping(), self._kept, self._failed)

    def finish(self) -> None:
        """Keep what is not kept yet, and wait for it: another record takes the place of this one. StorageError."""
        if self._kept_to < self._touched:
            self._session.read(self._keeping())
            self.rest()
            self.kept.emit()

    def _keeping(self) -> Callable[[Store], int]:
        """What keeps the record as it stands now, and tells how far the typing had come."""
        at = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        record, turn = replace(self._record(), updated_at=at), self._touched

        def keep(store: Store) -> int:
            store.drafts.keep(record)
            return turn

        return keep

    def _kept(self, turn: int) -> None:
        self._kept_to = max(self._kept_to, turn)
        self.kept.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StorageError):
            raise error
        if self._kept_to < self._touched:
            self._limit.start()
            self.failed.emit(str(error))
