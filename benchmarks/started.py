"""Runs main.py as an officer starts it and tells when its window was painted and when its first page was complete.

Nothing of the program is changed but its end: once the page stands, the window is closed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import main
from benchmarks.clock import peak_memory, since_start, tell


def watch(folder: Path) -> int:
    """Start the program on the register in `folder`; its exit status."""
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        """Sees the first paint of the page in the middle of the window."""

        seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    def until_the_page_stands() -> int:
        """In place of the event loop: the same loop, left when the page is complete."""
        from ui.main_window import MainWindow

        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
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
        window.close()
        return 0

    QApplication.exec = staticmethod(until_the_page_stands)  # type: ignore[method-assign]
    return main.main(["--data", str(folder)])


if __name__ == "__main__":
    sys.exit(watch(Path(sys.argv[1])))
