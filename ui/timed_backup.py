"""The backups nobody asks for: every half hour of work with changes, at a moment in which nobody types."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session

QUIET = 30_000  # ms without a request: typing is kept every few seconds, so whoever types asks for something
HALF_HOUR = 30 * 60  # s between two backups
SOONER = 5 * 60  # s until the next try after one that failed


class TimedBackup(QTimer):
    """Belongs to its window. Gives way to whatever the officer asks for; a failure is no dialog: the overview tells."""

    def __init__(self, session: Session, window: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window, interval=QUIET)
        self._session = session
        self._clock = clock
        self._seen = session.requests
        self._due = clock()  # soon after opening too: the last close may have failed, or a stick is back
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        session = self._session
        if not session.is_open:
            self.stop()
            return
        quiet = session.requests == self._seen
        self._seen = session.requests
        if not quiet or self._clock() < self._due:
            return
        mine = self._seen = session.requests + 1
        session.submit(
            lambda store: (store.backups.make_quietly(lambda: session.requests != mine), store.backups.state().problem),
            self._ended,
        )

    def _ended(self, answer: tuple[bool, str]) -> None:
        done, problem = answer
        if done:
            self._due = self._clock() + (SOONER if problem else HALF_HOUR)
            self._session.backed_up.emit()
            self._seen = self._session.requests
