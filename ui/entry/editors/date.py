"""The editor of a day: typed freely ("3/6", "030624", "hôm nay") or picked from a small calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from models.fields import Field
from ui.entry.editors.text import TextEditor
from ui.look.theme import icon
from ui.look.views import prepare_calendar


class DateEditor(TextEditor):
    """F4 or Alt+Down opens the calendar; up and down go a day on or back once a day stands there."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._calendar: CalendarPopup | None = None
        self._has_button = True
        self._open = QAction(icon("calendar", "muted"), "Chọn trên lịch (F4)", self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self._open.setVisible(not on and self._has_button)

    def without_button(self) -> None:
        """In a narrow column; F4 opens the calendar all the same."""
        self._has_button = False
        self._open.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down, up = event.key() == Qt.Key.Key_Down, event.key() == Qt.Key.Key_Up
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (down and alt):
            self.open_calendar()
        elif (down or up) and not self.isReadOnly():
            self._move(1 if up else -1)
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.calendar.activated.connect(self._pick)
            self._calendar.calendar.clicked.connect(self._pick)
            self._calendar.declined.connect(self.selectAll)
        value = self.value()
        day = QDate.fromString(value, Qt.DateFormat.ISODate) if isinstance(value, str) else QDate.currentDate()
        self._calendar.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), day)

    def _pick(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
        self.set_value(day.toString(Qt.DateFormat.ISODate))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _move(self, days: int) -> None:
        value = self.value()
        if isinstance(value, str):
            self.set_value((dt.date.fromisoformat(value) + dt.timedelta(days=days)).isoformat())
            self.edited.emit()


class CalendarPopup(QFrame):
    """A calendar that closes when a day is chosen, by Escape or by a click elsewhere; weeks begin on Monday.
    `declined` when a key closed it: what is typed next takes the place of the day that stands."""

    declined = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("Lịch")
        prepare_calendar(self.calendar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.calendar)

    def open_at(self, corner: QPoint, day: QDate) -> None:
        """Show it below the field, moved inside the screen where it would stick out."""
        self.calendar.setSelectedDate(day)
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(corner.x(), screen.right() - self.width())
        y = corner.y() if corner.y() + self.height() <= screen.bottom() else corner.y() - self.height() - 36
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.calendar.setFocus()

    def event(self, event: QEvent) -> bool:
        """Escape closes the calendar and nothing else: the form's own Escape would close the form with it."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Cancel):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) or event.key() == Qt.Key.Key_F4:
            self.close()
            self.declined.emit()
        else:
            super().keyPressEvent(event)
