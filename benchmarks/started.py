"""Runs main.py as an officer starts it and tells when its window was painted and when its first page was complete.

Nothing of the program is changed but its event loop, which is the same loop with an end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import main
from benchmarks.clock import peak_memory, since_start, tell

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def drive(folder: Path, work: Callable[[MainWindow], None]) -> int:
    """Start the program on the register in `folder`, let `work` move its window, then close it; the exit status."""
    import storage.store  # noqa: F401 - before Qt, as main.py does: PySide6 looks at every module that comes after it
    from ui import toolkit

    toolkit.spare_sources()
    from PySide6.QtWidgets import QApplication

    def instead_of_the_loop() -> int:
        from ui.shell.main_window import MainWindow

        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
        work(window)
        window.close()
        return 0

    QApplication.exec = staticmethod(instead_of_the_loop)  # type: ignore[method-assign]
    return main.main(["--data", str(folder)])


def watch(window: MainWindow) -> None:
    """Tell when the first page was painted, and when it was complete."""
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject

    class Painted(QObject):
        """Sees the first paint of the page in the middle of the window."""

        seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    page = window.stack.currentWidget()
    assert page is not None
    painted = Painted()
    page.installEventFilter(painted)
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not painted.seen:
        QCoreApplication.processEvents(wait)
    tell(window=since_start())
    while getattr(page, "facts", page) is None:
        QCoreApplication.processEvents(wait)
    QCoreApplication.processEvents()
    tell(page=since_start(), memory=peak_memory())


if __name__ == "__main__":
    sys.exit(drive(Path(sys.argv[1]), watch))
