"""Keeps what is being typed, so that neither a crash nor a click elsewhere loses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from models.ports import StorageError
from models.records import Record
from ui.session import Session

PAUSE = 1000  # ms without a key before the typing is kept
LONGEST = 4000  # ms after which it is kept although keys go on: who types steadily never pauses


class DraftKeeper(QObject):
    """`touch` after every change; after a pause, some seconds of steady typing, or at `keep_now`, the record is kept as
    unfinished typing. `failed` carries the sentence when that is not possible (disk full)."""

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

    def touch(self) -> None:
        self._timer.start()
        if not self._limit.isActive():
            self._limit.start()

    def rest(self) -> None:
        """Nothing is left to keep: the record was saved, or the typing thrown away."""
        self._timer.stop()
        self._limit.stop()

    def keep_now(self) -> None:
        self.rest()
        at = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        record = replace(self._record(), updated_at=at)
        self._session.submit(lambda store: store.drafts.keep(record), self._kept, self._failed)

    def _kept(self, _: None) -> None:
        self.kept.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StorageError):
            raise error
        self.failed.emit(str(error))
