"""The foot of an inline grid: the button for another row, and what is to be said of the rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.fields import Lines, Problem
from ui.buttons import KeyButton
from ui.entry.field_cell import NOTE_HEIGHT, ROLES, ElidedLabel
from ui.look.theme import set_look


class LineFoot(QWidget):
    """Says the first problem of the rows; while there is none, the note about the row that one is in."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines
        self._notes: Mapping[str, str] = {}
        self.note = ""
        """What is to be said of all rows together, where there is nothing about the one."""
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
        self._said.set_text(self._sentence(problem) if problem else "")

    def keep_notes(self, notes: Mapping[str, str]) -> None:
        """`notes` are by "lines/ROW_ID/field"; those of other tables are left aside."""
        self._notes = {key: text for key, text in notes.items() if key.startswith(f"{self._lines.name}/")}

    def say_of(self, row_id: str) -> None:
        """The notes about this row, "" for no row."""
        if not self._troubled:
            prefix = f"{self._lines.name}/{row_id}/"
            own = ". ".join(text for key, text in self._notes.items() if text and key.startswith(prefix))
            self._said.set_text(own or self.note)

    def _sentence(self, problem: Problem) -> str:
        """The message, with the row and the column where it lies."""
        if problem.line is None or problem.line[1] < 0:
            return problem.message
        label = next((field.label for field in self._lines.fields if field.name == problem.field), "")
        return f"Dòng {problem.line[1] + 1}, {label}: {problem.message}" if label else problem.message
