"""The page "Tổng quan": in five seconds what is due, what is unfinished, how the period stands against last year's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.periods import Period, PeriodKind
from models.ports import Store
from ui.overview import words
from ui.overview.comparison import ComparisonCard
from ui.overview.due_card import DueCard
from ui.overview.safety import SafetyNotice
from ui.overview.todo_card import TodoCard
from ui.periods import PeriodPicker, current_half_year
from ui.session import Session
from ui.shell.places import BACKUPS, RECEIVE, REPORTS, SEND, registers

if TYPE_CHECKING:
    from ui.overview.facts import Facts

KIND = "overview.period_kind"
"""The setting that remembers which kind of period is looked at; which one follows from the day."""

PAUSE = 200  # ms of quiet after a change before everything is counted again
NARROW = 1040  # px
MARGIN, SCROLL_BAR = 24, 10  # px


class OverviewPage(QWidget):
    """`open_filtered` carries a place and, for a register, the Filters of its list (None for as it is); `open_period` a
    place and the code of the period it is to show."""

    open_filtered = Signal(str, object)
    open_period = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self.facts: Facts | None = None
        self._counts_after_paint = False
        self.periods = PeriodPicker(self._period_to_begin_with())
        self._title, self._subtitle = QLabel("Tổng quan"), QLabel()
        self.due, self.todo = DueCard(), TodoCard()
        self.comparison = ComparisonCard(len(registers()))
        self.safety = SafetyNotice()
        self._build()
        self._again = QTimer(self, singleShot=True, interval=PAUSE)
        self._connect()

    def refresh(self) -> None:
        """Count everything again; until the answer comes the page stays as it is."""
        period, day = self.periods.period(), today()
        self._session.latest("overview", lambda store: _gather(store, period, day), self._show)

    def _build(self) -> None:
        self._title.setProperty("role", "title")
        self._subtitle.setProperty("role", "subtitle")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.addLayout(names, 1)
        head.addWidget(self.periods, 0, Qt.AlignmentFlag.AlignBottom)
        upper = QHBoxLayout()
        upper.setSpacing(14)
        upper.addWidget(self.due, 2)
        upper.addWidget(self.todo, 3)
        holder, area = QWidget(), QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)  # still empty: what an area has measured is styled anew in every parent it gets
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        column = QVBoxLayout(holder)
        column.setContentsMargins(MARGIN, 20, MARGIN, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.safety)
        column.addLayout(upper)
        column.addWidget(self.comparison)
        column.addStretch()

    def _connect(self) -> None:
        self._again.timeout.connect(self.refresh)
        self.periods.changed.connect(self._period_chosen)
        self.due.send.connect(lambda period: self.open_period.emit(SEND, period))
        self.due.report.connect(lambda period: self.open_period.emit(REPORTS, period))
        self.due.receive.connect(lambda: self.open_filtered.emit(RECEIVE, None))
        self.todo.chosen.connect(self.open_filtered)
        self.comparison.chosen.connect(self.open_filtered)
        self.safety.backups_wanted.connect(lambda: self.open_filtered.emit(BACKUPS, None))
        self.safety.clock_confirmed.connect(self._confirm_clock)
        self._session.records_changed.connect(lambda _: self._changed())
        for signal in (
            self._session.figures_changed,
            self._session.submissions_changed,
            self._session.identity_changed,
            self._session.backed_up,
        ):
            signal.connect(self._changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A screen of 1920 px at 175 % leaves some 860 of them to the page."""
        super().resizeEvent(event)
        self.todo.set_narrow(event.size().width() < NARROW)
        self._fit()

    def _fit(self) -> None:
        self.comparison.fit(self.width() - 2 * MARGIN - SCROLL_BAR)

    def showEvent(self, event: QShowEvent) -> None:
        """Unfinished typing tells nobody when it is kept, so every visit counts again."""
        super().showEvent(event)
        self._counts_after_paint = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """First the page, then its figures: Python counts in one thread and paints in the other, but never at once."""
        super().paintEvent(event)
        if self._counts_after_paint:
            self._counts_after_paint = False
            QTimer.singleShot(0, self.refresh)

    def _changed(self) -> None:
        if self.isVisible():
            self._again.start()

    def _period_chosen(self) -> None:
        kind = str(self.periods.period().kind.value)
        self._session.submit(lambda store: _remember(store, kind), lambda _: None)
        self.refresh()

    def _period_to_begin_with(self) -> Period:
        """The half-year of today, or the period of today of the kind that was looked at last."""
        half = current_half_year(today())
        kept = self._session.read(lambda store: store.settings.get(KIND))
        if not kept:
            return half
        from ui.overview.facts import latest_begun

        kind = PeriodKind(int(kept))
        parts = {PeriodKind.MONTH: "01", PeriodKind.QUARTER: "Q1", PeriodKind.HALF: "H1", PeriodKind.NINE_MONTHS: "9M"}
        return latest_begun(Period(half.year, parts.get(kind, "")), today())

    def _confirm_clock(self) -> None:
        self._session.submit(lambda store: store.confirm_clock(), lambda _: self.refresh())

    def _show(self, facts: Facts) -> None:
        self.facts = facts
        self._subtitle.setText(_subtitle(facts))
        for part in (self.safety, self.due, self.todo, self.comparison):
            part.show_facts(facts)
        self._fit()


def today() -> dt.date:
    """The day by this computer's own clock and zone: the officer's "today"."""
    return dt.datetime.now().astimezone().date()


def _gather(store: Store, period: Period, day: dt.date) -> Facts:
    """In the store's thread, which also reads the modules that counting needs."""
    from ui.overview.facts import gather

    return gather(store, period, day)


def _remember(store: Store, kind: str) -> None:
    if store.settings.get(KIND) != kind:
        store.settings.put(KIND, kind)


def _subtitle(facts: Facts) -> str:
    return f"{facts.period.label} · hôm nay {words.day(facts.today)}"
