"""The editors of the one row that is typed in, laid over the painted rows of a long child table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from models.fields import Field
from ui.entry.editors import Editor, Surroundings
from ui.entry.editors.completed import CompletedTextEditor
from ui.entry.line_row import LineRow, keyboard_of
from ui.entry.long_columns import LongColumns
from ui.entry.long_model import LongModel
from ui.entry.long_row import Completion, LongRow
from ui.entry.long_view import INDENT


class LongCells:
    """Filled, named and laid anew for every row one comes to; `first` and `last` lead Tab on to other rows."""

    def __init__(
        self,
        view: QTableView,
        columns: LongColumns,
        surroundings: Surroundings,
        completion: Completion,
        entered: tuple[Callable[..., bool], Callable[..., bool]],
    ) -> None:
        self._view, self._columns = view, columns
        made = LineRow(
            [replace(field, unit="") for field in columns.fields.values()],
            surroundings,
            "",
            {name: _completing(register) for name, register in completion.items()},
        )
        self.editors = made.editors
        self.first, self.last = (Edge(view.viewport(), told) for told in entered)
        for editor in self.editors.values():
            editor.widget().setParent(view.viewport())

    def load(self, row: LongRow, called: str, *, read_only: bool) -> None:
        """Fill the editors with a row that is `called` so ("dòng 7")."""
        for name, editor in self.editors.items():
            editor.set_value(row.values.get(name), row.unparsed.get(name, ""), row.titles.get(name, ""))
            editor.set_read_only(read_only)
            for widget in (editor.widget(), keyboard_of(editor)):
                widget.setAccessibleName(f"{editor.field.label}, {called}")
        self.show_problems(row)

    def show_problems(self, row: LongRow) -> None:
        for name, editor in self.editors.items():
            found = ("stop", row.complaints[name]) if name in row.complaints else row.problems.get(name, ("", ""))
            editor.set_problem(found[0])
            editor.widget().setToolTip(found[1])

    def lay(self, model: LongModel, number: int, *, seen: bool) -> None:
        """Over the row of this number."""
        for name, editor in self.editors.items():
            place = self._columns.place(name)
            shown = seen and not self._view.isColumnHidden(place)
            editor.widget().setVisible(shown)
            if shown:
                cell = self._view.visualRect(model.index(number, place))
                indent = INDENT if place == 0 and model.is_part(number) else 0
                editor.widget().setGeometry(QRect(cell).adjusted(indent + 1, 2, -2, -3))

    def enter(self, name: str) -> None:
        """Put the focus into a cell, its text marked."""
        keyboard = keyboard_of(self.editors[name])
        keyboard.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(keyboard, QLineEdit):
            keyboard.selectAll()

    def settle(self) -> None:
        """Read the cell one is still in as if it had been left."""
        tidy = getattr(self.editors.get(self.in_focus()), "tidy", None)
        if tidy is not None:
            tidy()

    def take(self, name: str, row: LongRow) -> None:
        """Put into the row what stands in a cell."""
        editor = self.editors[name]
        value, keyboard = editor.value(), keyboard_of(editor)
        title = keyboard.text() if editor.field.refers_to and value and isinstance(keyboard, QLineEdit) else ""
        row.put(name, value, editor.unparsed(), title, editor.complaint())
        row.problems.pop(name, None)
        editor.set_problem("")

    def in_focus(self) -> str:
        """The name of the field one is in, "" for none."""
        focus = QApplication.focusWidget()
        return next((name for name, editor in self.editors.items() if keyboard_of(editor) is focus), "")

    def keyboards(self) -> list[QWidget]:
        """Everything that can be tabbed to, in order."""
        return [self.first, *(keyboard_of(editor) for editor in self.editors.values()), self.last]


class Edge(QWidget):
    """Stands before the first and behind the last cell in the order of Tab and leads on to where one means to go."""

    def __init__(self, parent: QWidget, entered: Callable[..., bool]) -> None:
        super().__init__(parent)
        self._entered = entered
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setGeometry(0, 0, 1, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        forward = event.reason() != Qt.FocusReason.BacktabFocusReason
        if not self._entered(forward=forward):
            self.focusNextPrevChild(forward)


def _completing(register: str) -> Callable[[Field, Surroundings], Editor]:
    return lambda field, surroundings: CompletedTextEditor(field, register, surroundings)
