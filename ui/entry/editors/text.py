"""The editor of one line: text, whole numbers, money, quantities and years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStyle, QStyleOptionFrame, QToolButton, QToolTip, QWidget

from models.fields import Field, Value
from models.values import LandUnit, NotReadable, edit_text, parse
from ui.entry.editors.editor import really_left, step_on
from ui.look.theme import set_look

OWN_MARGIN = 2  # px that Qt keeps on either side of the text


class TextEditor(QLineEdit):
    """Reads and shows by models/values; a number is grouped when the field is left ("5tr" becomes 5.000.000)."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setAccessibleName(field.label)
        self.land_units: Sequence[LandUnit] = ()
        self._unit = QLabel(field.unit, self)
        self._unit.setProperty("role", "hint")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.setVisible(bool(field.unit))
        if field.unit:
            self.setTextMargins(0, 0, self._unit.sizeHint().width() + 6, 0)
        self.textEdited.connect(lambda _: self.edited.emit())

    @property
    def field(self) -> Field:
        return self._field

    def widget(self) -> QWidget:
        return self

    def value(self) -> Value:
        try:
            return self._parse()
        except NotReadable:
            return None

    def unparsed(self) -> str:
        return self.text() if self.complaint() else ""

    def complaint(self) -> str:
        try:
            self._parse()
        except NotReadable as reason:
            return str(reason)
        return ""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        text = unparsed or edit_text(self._field, value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        self.setReadOnly(on)

    def set_problem(self, severity: str) -> None:
        set_look(self, problem=severity)

    def set_absent(self, why: str) -> None:
        self.setPlaceholderText(why)
        self.setAccessibleDescription(why)

    def tidy(self) -> None:
        """Write what was understood the way it is kept; what was not understood stays as typed."""
        if not self.complaint():
            self.set_value(self.value())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if really_left(event) and not self.isReadOnly():
            self.tidy()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step_on(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self._unit.sizeHint().width()
        self._unit.setGeometry(self.width() - width - 10, 0, width, self.height())

    def event(self, event: QEvent) -> bool:
        """A text that is cut is whole in its tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_cut():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What does not fit ends in dots while nobody types in it; Qt would cut it in the middle of a letter."""
        if self.hasFocus() or not self.is_cut():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        room = self._room()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter,
            room,
            Qt.AlignmentFlag.AlignVCenter.value,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )

    def is_cut(self) -> bool:
        """Whether the text is longer than its field."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room().width()

    def _room(self) -> QRect:
        """Where the text stands: the field without its frame, its unit and the picture at its end."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        own = Qt.FindChildOption.FindDirectChildrenOnly  # a calendar once opened is a child, with buttons of its own
        pictures = [each.x() for each in self.findChildren(QToolButton, options=own) if not each.isHidden()]
        right = min([inside.right() - self.textMargins().right(), *pictures])
        return QRect(inside.left() + OWN_MARGIN, inside.top(), right - inside.left() - 2 * OWN_MARGIN, inside.height())

    def _parse(self) -> Value:
        return parse(self._field, self.text(), today=today(), land_units=self.land_units)


def today() -> dt.date:
    """The day by this computer's own clock and zone: the officer's "today"."""
    return dt.datetime.now().astimezone().date()
