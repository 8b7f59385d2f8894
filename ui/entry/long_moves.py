"""Where one is in a long child table, and to which row and cell its keys lead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTableView

from ui.entry.editors import Editor, Surroundings
from ui.entry.editors.completed import CompletedTextEditor
from ui.entry.editors.offering import OfferingEditor
from ui.entry.editors.text import TextEditor
from ui.entry.line_row import keyboard_of
from ui.entry.long_cells import LongCells
from ui.entry.long_columns import LongColumns
from ui.entry.long_model import LongModel
from ui.entry.long_row import Completion, LongRow
from ui.entry.pasted_rows import is_table
from ui.plain_keys import is_plain, is_plain_enter

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class LongMoves(QObject):
    """`leaving` tells that a row is about to be gone from, `came` that the cells hold another one; `ended` that Enter
    was pressed where no more rows are meant, `pasting` that a copied table is to be taken in."""

    leaving = Signal()
    came = Signal()
    ended = Signal()
    pasting = Signal()

    def __init__(
        self,
        view: QTableView,
        model: LongModel,
        columns: LongColumns,
        surroundings: Surroundings,
        completion: Completion,
    ) -> None:
        super().__init__(view)
        self.at = 0
        self._view, self._model, self._columns = view, model, columns
        self.cells = LongCells(view, columns, surroundings, completion, (self._enter_first, self._enter_last))
        for editor in self.cells.editors.values():
            keyboard_of(editor).installEventFilter(self)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self.lay())
        view.horizontalHeader().sectionResized.connect(lambda *_: self.lay())
        view.pressed.connect(self._pressed)

    def row(self) -> LongRow | None:
        """The one that is typed in; None in a list without rows that is only read."""
        return self._model.rows[self.at] if self._model.rows else None

    def put(self, rows: list[LongRow], at: int) -> None:
        """Show other rows and be in the one `at`. That comes first: columns that come and go lay the cells anew."""
        last = len(rows) - 1 if self._model.read_only else len(rows)
        self.at = max(min(at, last), 0)
        self._model.put(rows)
        self._columns.show_for(self._model.rows)
        self.load()

    def load(self) -> None:
        """Bring the cells to the row one is in."""
        row = self.row()
        if row is not None:
            self.cells.load(row, f"{self._model.lines.row_label} {self.at + 1}", read_only=self._model.read_only)
            self.came.emit()
        self.lay()

    def lay(self) -> None:
        """Put the cells over their row."""
        self.cells.lay(self._model, self.at, seen=not self._model.read_only)

    def go_to(self, number: int, name: str = "") -> None:
        """Bring the cells to a row, and the focus into one of them (the first one shown)."""
        if self._model.read_only:
            return
        self.cells.settle()
        if number != self.at:
            self.leaving.emit()
            self.at = max(0, min(number, len(self._model.rows) - 1))
            self.load()
        shown = self.names()
        name = name if name in shown else shown[0]
        self._view.scrollTo(self._model.index(self.at, self._columns.place(name)))
        self.lay()
        self.cells.enter(name)

    def names(self) -> list[str]:
        """The columns that are seen, from left to right."""
        return [field.name for field in self._columns.shown()]

    def _enter_first(self, *, forward: bool) -> bool:
        """Tab into the table, or back over its beginning."""
        if not forward and not self.at:
            return False
        if forward:
            self.go_to(self.at)
        else:
            self.go_to(self.at - 1, self.names()[-1])
        return True

    def _enter_last(self, *, forward: bool) -> bool:
        """Tab over the end of a row, or back into the table; behind the empty row the table is done."""
        if not forward:
            self.go_to(self.at, self.names()[-1])
        elif not self._model.is_spare(self.at):
            self.go_to(self.at + 1)
        else:
            return False
        return True

    def _pressed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_to(index.row(), self._model.lines.fields[index.column()].name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name, editor = next((n, e) for n, e in self.cells.editors.items() if keyboard_of(e) is watched)
            if not (isinstance(editor, OfferingEditor) and editor.list_is_open()) and self._key(name, editor, event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, name: str, editor: Editor, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste) and is_table(QApplication.clipboard().text()):
            self.pasting.emit()
            return True
        if is_plain_enter(event) and self._model.is_spare(self.at):
            self.ended.emit()
            return True
        free = is_plain(event) and type(editor) in (TextEditor, CompletedTextEditor)
        if event.key() in STEPS and (free or event.modifiers() == Qt.KeyboardModifier.ControlModifier):
            self.go_to(max(0, self.at + STEPS[Qt.Key(event.key())]), name)
            return True
        return False
