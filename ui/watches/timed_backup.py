"""The backups nobody asks for: every half hour of work with changes, at a moment in which nobody types."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.watches.pause import Pause

QUIET = 30_000  # ms without a request: typing is kept every few seconds, so whoever types asks for something
HALF_HOUR = 30 * 60  # s between two backups
SOONER = 5 * 60  # s until the next try after one that failed


class TimedBackup(QObject):
    """Made at the first pause after it is due; a failure is no dialog: the overview tells."""

    def __init__(self, session: Session, window: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._session = session
        self._clock = clock
        self._due = clock()  # soon after opening too: the last close may have failed, or a stick is back
        self.pause = Pause(session, self, QUIET, self._make)

    def _make(self, awaited: Callable[[], bool]) -> None:
        if self._clock() < self._due:
            self.pause.start()
            return
        self._session.submit(
            lambda store: (store.backups.make_quietly(awaited), store.backups.state().problem),
            self._ended,
            self._failed,
        )

    def _ended(self, answer: tuple[bool, str]) -> None:
        done, problem = answer
        if done:
            self._due = self._clock() + (SOONER if problem else HALF_HOUR)
            self._session.backed_up.emit()
        self.pause.start()

    def _failed(self, error: Exception) -> None:
        """A fault of ours: told as every fault is, and tried again later like any failure."""
        self._due = self._clock() + SOONER
        self.pause.start()
        raise error
