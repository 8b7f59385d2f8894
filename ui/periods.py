"""Choosing a reporting period and its cut-off: the same fields wherever a period is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from models.days import show_day
from models.periods import Period, PeriodKind, check_cutoff, default_cutoff, parse_period, periods_of_year
from ui.look.theme import set_look
from ui.session import Session

KINDS = (
    (PeriodKind.MONTH, "Tháng"),
    (PeriodKind.QUARTER, "Quý"),
    (PeriodKind.HALF, "6 tháng"),
    (PeriodKind.NINE_MONTHS, "9 tháng"),
    (PeriodKind.YEAR, "Năm"),
)
EARLIEST, LATEST = 1990, 2100


def labelled(label: str, field: QWidget) -> QWidget:
    """A field under its label, the label a buddy and the field's accessible name."""
    holder = QWidget()
    text = QLabel(label)
    text.setProperty("role", "label")
    text.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(label)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(text)
    column.addWidget(field)
    return holder


def current_half_year(today: dt.date) -> Period:
    """The half-year that a day lies in: the period that the campaign reports on."""
    return Period(today.year, "H1" if today.month <= 6 else "H2")


def to_day(date: QDate) -> dt.date:
    return dt.date(date.year(), date.month(), date.day())


class PeriodPicker(QWidget):
    """Kind, which one of the year, and the year; `changed` comes once per change, by the officer or by `set_period`."""

    changed = Signal()

    def __init__(self, period: Period | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = QComboBox()
        for kind, label in KINDS:
            self._kind.addItem(label, kind)
        self._part = QComboBox()
        self._year = QSpinBox()
        self._year.setRange(EARLIEST, LATEST)
        self._year.setMinimumWidth(72)
        self._part_holder = labelled("Kỳ", self._part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for holder in (labelled("Loại kỳ", self._kind), self._part_holder, labelled("Năm", self._year)):
            row.addWidget(holder)
        for box in (self._kind, self._part):  # as wide as their longest answer, and never less
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._show(period or current_half_year(dt.date.today()))  # noqa: DTZ011 - the officer's day
        self._kind.currentIndexChanged.connect(self._kind_changed)
        self._part.currentIndexChanged.connect(self.changed)
        self._year.valueChanged.connect(self.changed)

    def period(self) -> Period:
        return Period(self._year.value(), self._part.currentData() or "")

    def code(self) -> str:
        """The period's code, "2026-H1"."""
        return self.period().code

    def set_period(self, code: str) -> None:
        """Show another period; nothing happens when it is shown already."""
        period = parse_period(code)
        if period == self.period():
            return
        self._show(period)
        self.changed.emit()

    def _show(self, period: Period) -> None:
        widgets = (self._kind, self._part, self._year)
        before = [widget.blockSignals(True) for widget in widgets]
        self._kind.setCurrentIndex(self._kind.findData(period.kind))
        self._fill_parts(period.kind)
        self._part.setCurrentIndex(max(self._part.findData(period.part), 0))
        self._year.setValue(period.year)
        for widget, blocked in zip(widgets, before, strict=True):
            widget.blockSignals(blocked)

    def _fill_parts(self, kind: PeriodKind) -> None:
        """The parts of a year of this kind; the choice is hidden where there is only one."""
        self._part.clear()
        for period in periods_of_year(2000):
            if period.kind is kind:
                name = period.label.removesuffix(" 2000").removesuffix(" năm").removesuffix("Năm")
                self._part.addItem(name or "Cả năm", period.part)
        several = self._part.count() > 1
        if several == self._part_holder.isHidden():
            self._part_holder.setVisible(several)

    def _kind_changed(self) -> None:
        """Keep as near as possible to what was shown: the last part of the new kind that lies within the old period."""
        chosen = self._kind.currentData()
        old = self.period()
        inside = [item for item in periods_of_year(old.year) if item.kind is chosen and item.last <= old.last]
        every = [item for item in periods_of_year(old.year) if item.kind is chosen]
        self._show(inside[-1] if inside else every[0])
        self.changed.emit()


class PeriodBar(QWidget):
    """A period with its cut-off. The recorded cut-off is proposed, else the period's last day or today."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cutoffs: Mapping[str, dt.date] = {}
        self.picker = PeriodPicker()
        self._cutoff = QDateEdit()
        self._cutoff.setDisplayFormat("dd/MM/yyyy")
        self._cutoff.setCalendarPopup(True)
        self._cutoff.setMinimumWidth(134)
        self._hint = QLabel("")
        self._hint.setProperty("role", "hint")
        self._hint.setMinimumHeight(18)
        fields = QHBoxLayout()
        fields.setSpacing(14)
        fields.addWidget(self.picker)
        fields.addWidget(labelled("Ngày chốt số liệu", self._cutoff))
        fields.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(fields)
        column.addWidget(self._hint)
        self.reload()
        self.picker.changed.connect(self._period_changed)
        self._cutoff.dateChanged.connect(self._cutoff_changed)
        session.submissions_changed.connect(self.reload)

    def period(self) -> Period:
        return self.picker.period()

    def cutoff(self) -> dt.date:
        return to_day(self._cutoff.date())

    def set_period(self, code: str) -> None:
        self.picker.set_period(code)

    def set_cutoff(self, day: dt.date) -> None:
        self._cutoff.setDate(QDate(day.year, day.month, day.day))

    def reload(self) -> None:
        """Read the recorded cut-offs again."""
        self._cutoffs = self._session.read(lambda store: store.reports.cutoffs())
        self._propose()

    def recorded(self, code: str) -> dt.date | None:
        """The cut-off under which a period was reported."""
        return self._cutoffs.get(code)

    def _period_changed(self) -> None:
        self._propose()
        self.changed.emit()

    def _propose(self) -> None:
        period = self.period()
        day = self._cutoffs.get(period.code) or default_cutoff(period, dt.date.today())  # noqa: DTZ011
        blocked = self._cutoff.blockSignals(True)
        self.set_cutoff(day)
        self._cutoff.blockSignals(blocked)
        self._say()

    def _cutoff_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Under the fields: what is wrong with the cut-off, or which days count."""
        problem = check_cutoff(self.period(), self.cutoff())
        set_look(self._hint, role="problem" if problem and problem.severity.value == "stop" else "hint")
        if problem:
            self._hint.setText(problem.message)
        elif (day := self._cutoffs.get(self.period().code)) is not None:
            self._hint.setText(f"Kỳ này đã chốt ngày {show_day(day.isoformat())}.")
        else:
            self._hint.setText("")
