"""Waiting for a moment in which nobody asks the register for anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.session import Session


class Pause(QTimer):
    """Calls `act` when nothing was asked of `session` for `length` ms; `act` asks the session for one thing, which
    gives way as soon as the function it is handed says that somebody is awaited. What was begun is never begun a
    second time beside itself: `start` looks for the next pause."""

    def __init__(
        self, session: Session, parent: QObject, length: int, act: Callable[[Callable[[], bool]], None]
    ) -> None:
        super().__init__(parent, singleShot=True, interval=length)
        self._session = session
        self._act = act
        self._seen = session.requests
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        session = self._session
        if not session.is_open:
            return
        if session.requests != self._seen:
            self._seen = session.requests
            self.start()
            return
        mine = session.requests + 1
        self._act(lambda: session.requests != mine)
        self._seen = session.requests
