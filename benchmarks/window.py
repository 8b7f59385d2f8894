"""Runs in a process of its own: the real window on the measured register, moved by keys, timed until it has painted.

Times are wall time from the key (or the call behind a click on the side column) until the event loop has painted the
answer; waits of the program itself are part of them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.clock import peak_memory, tell
from benchmarks.started import drive
from models.records import State
from ui.entry.filters import Filters
from ui.shell.main_window import MainWindow

REGISTER, ELSEWHERE = "donation_receipt", "donor"
PATIENCE = 20.0  # s after which a measure is given up
FIRST_LETTERS = "abcdđeghiklmnopqrstuvxy0123456789"
WORDS = ("nguyen", "tran thi", "ủng hộ", "cong ty", "PT", "xã mẫu")
VISITS, MOVES, SAVES = 8, 30, 20

Times = Iterator[tuple[str, float]]
"""(what was done, ms)"""


class Paints(QObject):
    """Counts the paints of some widgets."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


class Stopwatch:
    """Times one act: the answer comes (`answered`, connected to its signal), and then one of the widgets paints it."""

    def __init__(self, *widgets: QWidget) -> None:
        self._paints = Paints(*widgets)
        self._painted_before: int | None = None

    def answered(self, *_: object) -> None:
        self._painted_before = self._paints.count

    def time(self, act: Callable[[], object], *, at_once: bool = False) -> float:
        """ms; `at_once` when the answer stands as soon as the act returns."""
        self._painted_before = None
        start = time.perf_counter()
        act()
        if at_once:
            self.answered()
        wait_until(lambda: self._painted_before is not None and self._paints.count > self._painted_before)
        return (time.perf_counter() - start) * 1e3


def wait_until(done: Callable[[], bool]) -> None:
    """Let the event loop work, as it does for an officer, until something is so."""
    end = time.perf_counter() + PATIENCE
    alarm = QTimer(interval=1000)  # a loop that sleeps would not see the end
    alarm.start()
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError("the window did not come to what was waited for")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(seconds: float) -> None:
    """Let everything that was put off (notes, widths, unfinished typing) come to its end."""
    end = time.perf_counter() + seconds
    alarm = QTimer(interval=20)
    alarm.start()
    while time.perf_counter() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def first_visit(window: MainWindow) -> Times:
    """The page is made, its list asked for, its rows painted."""
    start = time.perf_counter()
    page = window.go(REGISTER)
    model, paints = page.list.model, Paints(page.list.table.viewport())  # type: ignore[attr-defined]
    wait_until(lambda: model.summary.rows > 0 and paints.count > 0)
    yield "list, first visit", (time.perf_counter() - start) * 1e3
    rest(0.4)


class Receipts:
    """The measures on the page of the receipts, once it stands."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self._page = page = window.go(REGISTER)
        self._list, self._form = page.list, page.form  # type: ignore[attr-defined]
        self._search = page.search  # type: ignore[attr-defined]

    def visits(self) -> Times:
        """From another place back to the list."""
        watch = Stopwatch(self._list.table.viewport())
        for _ in range(VISITS):
            self._window.go(ELSEWHERE)
            rest(0.2)
            yield "list, again", watch.time(lambda: self._window.go(REGISTER), at_once=True)
            rest(0.2)

    def letters(self) -> Times:
        """Every first letter, then words letter by letter, over all receipts; each key until its answer is painted."""
        # Where nothing is found, the rows give way to a sentence on the card.
        watch = Stopwatch(self._list.table.viewport(), self._list)
        self._list.model.arrived.connect(watch.answered)
        self._narrow(Filters())
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)  # Ctrl+F, and a moment for the hand to come back
        rest(0.4)
        for text in (*FIRST_LETTERS, *WORDS):
            self._search.clear()
            rest(0.1)
            for place, letter in enumerate(text):
                if letter == " ":  # asks for nothing new, so that nothing is painted
                    self._search.insert(letter)
                    rest(0.1)
                    continue
                yield f"search {text[: place + 1]}", watch.time(partial(self._search.insert, letter))
        self._search.clear()

    def moves(self) -> Times:
        """Down in the list by the key, the form follows; and records opened by a jump, as from a report."""
        watch = Stopwatch(self._form.body)
        self._form.shown.connect(watch.answered)
        table = self._list.table
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 0))
        rest(0.4)
        for _ in range(MOVES):
            yield "record, Down", watch.time(partial(QTest.keyClick, table, Qt.Key.Key_Down))
            rest(0.1)
        for number in range(MOVES):
            row = self._list.model.row_at(MOVES + 2 + number)
            yield "record, jump", watch.time(partial(self._page.open_record, row.id))  # type: ignore[attr-defined]
            rest(0.1)

    def saves(self, state: State, name: str) -> Times:
        """A word typed into the note, then Ctrl+S, until the form says when it was saved; and the disk beside it."""
        self._narrow(Filters(states=frozenset({state})))
        watch = Stopwatch(self._form.header)
        self._form.saved.connect(watch.answered)
        for number in range(SAVES):
            self._page.open_record(self._list.model.row_at(number).id)  # type: ignore[attr-defined]
            rest(0.1)
            note = self._form.body.cells["note"].editor.widget()
            note.setFocus()
            QTest.keyClicks(note, f"xem {number}")
            rest(0.1)
            version = self._form.record.version
            yield name, watch.time(partial(QTest.keyClick, note, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier))
            if self._form.record.version != version + 1 or self._form.is_dirty:
                raise RuntimeError("Ctrl+S saved nothing")
            yield "disk", disk(self._folder)
            rest(0.15)

    def _narrow(self, filters: Filters) -> None:
        self._list.filters.set_filters(filters)
        rest(0.5)


def disk(folder: Path) -> float:
    """ms that this disk takes to keep 4 KiB safely, in the folder of the register."""
    path = folder / "benchmark.tmp"
    with path.open("ab") as file:
        start = time.perf_counter()
        file.write(b"x" * 4096)
        file.flush()
        os.fsync(file.fileno())
        took = (time.perf_counter() - start) * 1e3
    path.unlink()
    return took


def measures(window: MainWindow, folder: Path) -> Times:
    yield from first_visit(window)
    receipts = Receipts(window, folder)
    yield from receipts.visits()
    yield from receipts.letters()
    yield from receipts.moves()
    yield from receipts.saves(State.DRAFT, "save, draft")
    yield from receipts.saves(State.FINAL, "save, final")


def measure(window: MainWindow, folder: Path) -> None:
    """Tell every measure with its times."""
    rest(2.5)  # the overview has counted, and what was put off until the window stands is done
    found: dict[str, list[float]] = {}
    for name, took in measures(window, folder):
        found.setdefault(name, []).append(took)
    tell(times=found, memory=peak_memory())


if __name__ == "__main__":
    register = Path(sys.argv[1])
    sys.exit(drive(register, partial(measure, folder=register)))
