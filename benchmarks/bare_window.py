"""The least a PySide6 program can be: one main window with one table, shown and painted. The measure for our start."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks.clock import peak_memory, since_start, tell


class Painted(QObject):
    """Ends the program once the table has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.end)
        return False

    def end(self) -> None:
        tell(window=since_start(), memory=peak_memory())
        QApplication.quit()


def main() -> int:
    app = QApplication([])
    window = QMainWindow()
    table = QTableView()
    painted = Painted()
    table.viewport().installEventFilter(painted)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
