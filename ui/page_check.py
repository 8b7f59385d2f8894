"""The check of every page of the file that opening left for later: made while nobody asks for anything."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session

PAUSE = 3000  # ms without a request before the check begins, or begins anew


class PageCheck(QTimer):
    """Belongs to its window, and ends when every page was read once; damage is told there. It gives way to whatever the
    officer asks for, within some milliseconds."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, singleShot=True, interval=PAUSE)
        self._session = session
        self._window = window
        self._seen = session.requests
        self.timeout.connect(self._begin)
        self.start()

    def _begin(self) -> None:
        session = self._session
        if not session.is_open:
            return
        if session.requests != self._seen:
            self._seen = session.requests
            self.start()
            return
        mine = self._seen = session.requests + 1
        session.submit(lambda store: store.check_pages(lambda: session.requests != mine), self._ended, self._damaged)

    def _ended(self, whole: bool) -> None:
        if not whole:
            self.start()

    def _damaged(self, error: Exception) -> None:
        from ui import messages

        messages.show_error(self._window, error)
