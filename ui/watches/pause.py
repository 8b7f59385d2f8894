"""Waiting for a moment in which nobody asks the register for anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session


class Pause(QTimer):
    """Calls `act` when nothing was asked of `session` for `length` ms. Belongs to its window; what it began is never
    begun a second time beside itself: `start` looks for the next pause."""

    def __init__(self, session: Session, window: QWidget, length: int) -> None:
        super().__init__(window, singleShot=True, interval=length)
        self._session = session
        self._seen = session.requests
        self.timeout.connect(self._look)
        self.start()

    def act(self, awaited: Callable[[], bool]) -> None:
        """To be overridden: ask the session for one thing, which gives way as soon as `awaited()`."""
        raise NotImplementedError

    def _look(self) -> None:
        session = self._session
        if not session.is_open:
            return
        if session.requests != self._seen:
            self._seen = session.requests
            self.start()
            return
        mine = session.requests + 1
        self.act(lambda: session.requests != mine)
        self._seen = session.requests
