"""The foot of an inline grid: the button for another row, and what is to be said of the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.fields import Lines
from models.rules import Problem
from ui.buttons import KeyButton
from ui.entry.field_cell import NOTE_HEIGHT, ROLES, ElidedLabel
from ui.look.theme import set_look


class LineFoot(QWidget):
    """Says the first problem of the rows; while there is none, the note about the row that one is in, or of all rows
    together."""

    def __init__(self, lines: Lines, row_in: Callable[[], str]) -> None:
        """`row_in` gives the id of the row that one is in, "" for none."""
        super().__init__()
        self._lines = lines
        self._row_in = row_in
        self._notes: Mapping[str, str] = {}
        self._note = ""
        self._troubled = False
        self.add = KeyButton(f"Thêm {lines.row_label}", role="link", icon_name="plus")
        self._said = ElidedLabel()
        self._said.setFixedHeight(NOTE_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.add)
        layout.addWidget(self._said, 1)

    @property
    def said(self) -> str:
        """What stands there, in full."""
        return self._said.whole_text()

    def show_problem(self, problem: Problem | None) -> None:
        self._troubled = problem is not None
        set_look(self._said, role=ROLES[problem.severity] if problem else "hint")
        if problem:
            self._said.set_text(self._sentence(problem))
        self.say_notes()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """What the program worked out and knows: by "lines/ROW_ID/field" of a row, by "lines" of all rows together;
        those of other tables are left aside."""
        self._notes = {key: text for key, text in notes.items() if key.startswith(f"{self._lines.name}/")}
        self.set_note(notes.get(self._lines.name, ""))

    @property
    def note(self) -> str:
        """What is told about the whole table."""
        return self._note

    def set_note(self, note: str) -> None:
        """Tell this about the whole table, where there is nothing about the one row."""
        self._note = note
        self.say_notes()

    def say_notes(self) -> None:
        """Say what is known of the row one is in now."""
        if not self._troubled:
            prefix = f"{self._lines.name}/{self._row_in()}/"
            own = ". ".join(text for key, text in self._notes.items() if text and key.startswith(prefix))
            self._said.set_text(own or self._note)

    def _sentence(self, problem: Problem) -> str:
        """The message, with the row and the column where it lies."""
        if problem.line is None or problem.line[1] < 0:
            return problem.message
        label = next((field.label for field in self._lines.fields if field.name == problem.field), "")
        return f"Dòng {problem.line[1] + 1}, {label}: {problem.message}" if label else problem.message
