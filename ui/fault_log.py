"""Faults of ours: written to a log file beside the data and told to the officer once, while the window goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

FOLDER, NAME = "logs", "so-mat-tran.log"
LARGEST = 500_000  # bytes; then the file is put aside under the name with .1, in place of the one before
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class FaultLog(QObject):
    """Takes what nobody caught, in any thread. `tell` is called in the window's thread, never twice at a time, and not
    again for a fault that repeats while its dialog is open."""

    _caught = Signal(object)

    def __init__(self, folder: Path, tell: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._telling = False
        self._before = (sys.excepthook, threading.excepthook)
        self._logger = logging.getLogger("so-mat-tran")
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._folder = folder
        self._open(folder)

    def install(self) -> None:
        """From now on every uncaught exception and every complaint of Qt comes here."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(self._from_qt)

    def uninstall(self) -> None:
        """Give everything back, and close the file."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        self._close()

    def follow(self, folder: Path) -> None:
        """The register was moved: from now on the log lies beside it there."""
        if folder != self._folder:
            self._folder = folder
            self._close()
            self._open(folder)

    def catch(self, kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        """An exception hook: log it, then tell it where it is a fault and not the wish to end."""
        if fault is None or not isinstance(fault, Exception):
            sys.__excepthook__(kind, fault or kind(), trace)
            return
        self._logger.error("Uncaught", exc_info=(kind, fault, trace))
        self._caught.emit(fault)

    def _show(self, fault: Exception) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(fault)
        finally:
            self._telling = False

    def _open(self, folder: Path) -> None:
        """A folder that cannot be written leaves the log on the console: the program runs without it."""
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        try:
            path = folder / FOLDER / NAME
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > LARGEST:
                path.replace(path.with_suffix(".log.1"))
            handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
        except OSError:
            handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._logger.addHandler(handler)

    def _close(self) -> None:
        for handler in list(self._logger.handlers):
            self._logger.removeHandler(handler)
            handler.close()

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        self._logger.log(LEVELS.get(kind, logging.INFO), "Qt: %s", message)
