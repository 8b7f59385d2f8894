"""The editor of several lines: it grows with what is written, and Tab goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.fields import Field, Value
from models.text import clean_text
from ui.entry.editors.editor import really_left, step_on
from ui.look.theme import set_look

LEAST, MOST = 2, 8  # lines shown


class LongTextEditor(QPlainTextEdit):
    """Enter begins a new line, Tab and Shift+Tab move between fields; Ctrl+Enter is the form's."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setAccessibleName(field.label)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(3)
        self._filling = False
        self.textChanged.connect(self._changed)
        self._fit()

    @property
    def field(self) -> Field:
        return self._field

    def widget(self) -> QWidget:
        return self

    def value(self) -> Value:
        return clean_text(self.toPlainText()) or None

    def unparsed(self) -> str:
        return ""

    def complaint(self) -> str:
        return ""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        text = unparsed or str(value or "")
        if text == self.toPlainText():
            return
        self._filling = True
        self.setPlainText(text)
        self._filling = False

    def set_read_only(self, on: bool) -> None:
        self.setReadOnly(on)

    def set_problem(self, severity: str) -> None:
        set_look(self, problem=severity)

    def set_absent(self, why: str) -> None:
        self.setPlaceholderText(why)
        self.setAccessibleDescription(why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modified = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not (modified and step_on(self, event)):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if really_left(event) and not self.isReadOnly():
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        self._fit()
        if not self._filling:
            self.edited.emit()

    def _fit(self) -> None:
        """As high as its lines (a plain text document measures itself in lines), within bounds."""
        lines = max(LEAST, min(MOST, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 16
        if height != self.height():
            self.setFixedHeight(height)
