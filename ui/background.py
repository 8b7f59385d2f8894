"""Long work off the window's thread, behind a modal progress that can be cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.ports import Progress, StorageError
from ui import messages
from ui.sweeping import Sweeper

T = TypeVar("T")
ASIDE = "aside"  # the name of a worker thread that has no register
STEP = 0.05  # seconds between two steps shown; more often would only slow the work


class _Reporter(QObject):
    """Carries steps from the worker's thread to the window's, and the wish to stop back."""

    stepped = Signal(int, int, str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = threading.Event()
        self._shown_at = 0.0

    def step(self, done: int, total: int, what: str) -> bool:
        """A models.ports.Progress; called in the worker's thread."""
        now = time.monotonic()
        if now - self._shown_at >= STEP or done == total:
            self._shown_at = now
            self.stepped.emit(done, total, what)
        return not self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class ProgressDialog(QDialog):
    """What is being done, how far it is, and a button to stop it; it closes only when the work has ended."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None, title: str, *, can_cancel: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(420)
        self._what = QLabel(title)
        self._what.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Tiến độ")
        self._cancel = QPushButton("Dừng lại")
        self._cancel.setVisible(can_cancel)
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addLayout(row)

    def show_step(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if what and self._cancel.isEnabled():
            self._what.setText(what)

    def _stop(self) -> None:
        if self._cancel.isVisible() and self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self._what.setText("Đang dừng, những gì đã làm dở sẽ được trả lại như cũ…")
            self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks to stop; it never hides a dialog whose work goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        event.ignore()


def run(
    parent: QWidget,
    title: str,
    start: Callable[[Progress], Future[T]],
    done: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Start a job and return; `done` or `failed` is called in the window's thread. A job that was cancelled ends
    quietly; without `failed` an error is shown to the officer."""
    reporter = _Reporter()
    dialog = ProgressDialog(parent, title, can_cancel=True)
    reporter.stepped.connect(dialog.show_step)
    dialog.cancelled.connect(reporter.cancel)
    dialog.open()
    future = start(reporter.step)

    def end() -> None:
        dialog.hide()
        dialog.deleteLater()
        error = future.exception()
        if error is None:
            done(future.result())
        elif not isinstance(error, Exception):
            raise error
        elif not _is_cancelled(error, reporter):
            (failed or (lambda fault: messages.show_error(parent, fault)))(error)

    # The connection holds `end`, and `end` the reporter, until the job has ended.
    reporter.ended.connect(end, Qt.ConnectionType.QueuedConnection)
    future.add_done_callback(lambda _: reporter.ended.emit())


def wait(
    parent: QWidget | None, title: str, future: Future[T], patience: float = 0.3, reporter: _Reporter | None = None
) -> T:
    """Wait for a job; after `patience` seconds say what is being waited for. Without `reporter` it cannot be stopped
    and shows no steps."""
    try:
        return future.result(timeout=patience)
    except NotYet:
        if future.done() or QApplication.instance() is None:
            return future.result()
    dialog = ProgressDialog(parent, title, can_cancel=reporter is not None)
    if reporter is not None:
        reporter.stepped.connect(dialog.show_step)
        dialog.cancelled.connect(reporter.cancel)
    dialog.show()
    loop = QEventLoop()
    poll = QTimer()
    poll.timeout.connect(lambda: loop.quit() if future.done() else None)
    poll.start(30)
    loop.exec()
    dialog.hide()
    dialog.deleteLater()
    return future.result()


def beside(parent: QWidget | None, title: str, work: Callable[[], T]) -> T:
    """Do what cannot be stopped while no register is open, in a thread of its own, and wait for it: the window stays
    alive meanwhile."""
    with _aside() as worker:
        return wait(parent, title, worker.submit(work))


def beside_in_steps(parent: QWidget | None, title: str, work: Callable[[Progress], T]) -> T:
    """The same for what tells its steps and can be stopped; StorageError cancelled when it was."""
    reporter = _Reporter()
    with _aside() as worker:
        return wait(parent, title, worker.submit(work, reporter.step), reporter=reporter)


@contextmanager
def _aside() -> Iterator[ThreadPoolExecutor]:
    sweeper = Sweeper(ASIDE, QApplication.instance() or QObject())
    try:
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix=ASIDE) as worker:
            yield worker
    finally:
        sweeper.stop()
        sweeper.deleteLater()


def _is_cancelled(error: Exception, reporter: _Reporter) -> bool:
    return reporter.cancelled and isinstance(error, StorageError) and error.kind == "cancelled"
