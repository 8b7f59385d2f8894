"""The check of every page of the file that opening left for later: made while nobody asks for anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.watches.pause import Pause

PAUSE = 3000  # ms without a request before the check begins, or begins anew


class PageCheck(QObject):
    """Ends when every page was read once; damage is told on its window. It gives way within some milliseconds."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.pause = Pause(session, self, PAUSE, self._begin)

    def _begin(self, awaited: Callable[[], bool]) -> None:
        self._session.submit(lambda store: store.check_pages(awaited), self._ended, self._damaged)

    def _ended(self, whole: bool) -> None:
        if not whole:
            self.pause.start()

    def _damaged(self, error: Exception) -> None:
        from ui import messages

        messages.show_error(self._window, error)
