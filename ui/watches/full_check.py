"""The full check of the file in the officer's pauses: weekly, and after a program that was killed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.ports import Store
from models.soundness import CheckResult
from ui.session import IDENTITY, Session
from ui.watches.pause import Pause

PAUSE = 30_000  # ms without a request: while somebody types, what is typed is kept every few seconds
NEXT_LOOK = 3_600_000  # ms: a program that is never closed is checked too


class FullCheck(QObject):
    """Goes on in the next pause where it gave way; only what is grave interrupts, the rest stands on the overview."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.pause = Pause(session, self, PAUSE, self._go_on)

    def _go_on(self, awaited: Callable[[], bool]) -> None:
        """The check that is due, if one is."""

        def go_on(store: Store) -> tuple[bool, CheckResult | None, CheckResult | None]:
            before = store.upkeep.last()
            return store.upkeep.go_on(awaited), before, store.upkeep.last()

        self._session.submit(go_on, self._ended, self._failed)

    def _ended(self, answer: tuple[bool, CheckResult | None, CheckResult | None]) -> None:
        over, before, result = answer
        if over:  # then a short pause is enough again: in any hour the timed backup asks for something
            QTimer.singleShot(NEXT_LOOK, self, self.pause.start)
        else:
            self.pause.start()
        if result is None or result == before:
            return
        self._session.announce(IDENTITY)
        grave = [defect.sentence for defect in result.defects if defect.kind.is_grave]
        if grave:
            from ui import messages

            messages.warn(self._window, "Kiểm tra toàn bộ thấy sổ có lỗi nặng.", "\n".join(grave))

    def _failed(self, error: Exception) -> None:
        from ui import messages

        messages.show_error(self._window, error)
