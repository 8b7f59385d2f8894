"""The pieces that the pages of settings and first run are laid out from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QTableWidget, QVBoxLayout, QWidget

from models.text import clean_line
from ui.entry.editors.editor import step_on
from ui.entry.field_cell import NOTE_HEIGHT, ElidedLabel
from ui.look.theme import set_look

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LabelledCell(QWidget):
    """A label, its widget, and a line that keeps its height: the hint, or the problem in its place."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._hint = hint
        caption = QLabel(label)
        caption.setProperty("role", "label")
        caption.setBuddy(widget)
        widget.setAccessibleName(label.removesuffix(" *"))
        self._line = ElidedLabel()
        self._line.setFixedHeight(NOTE_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for part in (caption, widget, self._line):
            layout.addWidget(part)
        self.set_problem("")

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.set_problem("")

    def set_problem(self, sentence: str) -> bool:
        """Show what to do at this field, "" for nothing; whether there is something to do."""
        set_look(self.widget, problem="stop" if sentence else "")
        set_look(self._line, role="problem" if sentence else "hint")
        self._line.set_text(sentence or self._hint)
        self.widget.setAccessibleDescription(sentence or self._hint)
        return bool(sentence)

    def problem(self) -> str:
        """The sentence that stands at the field now."""
        return self._line.whole_text() if self.widget.property("problem") else ""


class Line(QLineEdit):
    """A line to type in; Enter goes to the next field, as in every form here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step_on(self, event):
            super().keyPressEvent(event)


class TextCell(LabelledCell):
    """A labelled line to type in; a problem goes away while one types."""

    def __init__(self, label: str, hint: str = "", *, secret: bool = False) -> None:
        self.edit = Line()
        super().__init__(label, self.edit, hint)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textEdited.connect(lambda _: self.set_problem(""))

    def text(self) -> str:
        return clean_line(self.edit.text())

    def set_text(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self.set_problem("")


def align_right(table: QTableWidget, column: int) -> None:
    """The heading over numbers stands where the numbers end."""
    heading = table.horizontalHeaderItem(column)
    if heading is not None:
        heading.setTextAlignment(RIGHT)


def first_problem(*cells: LabelledCell) -> bool:
    """Go to the first cell that has a problem; whether there is one."""
    wrong = next((cell for cell in cells if cell.problem()), None)
    if wrong is not None:
        wrong.widget.setFocus()
    return wrong is not None
