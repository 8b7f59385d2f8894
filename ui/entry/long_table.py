"""The grid of a long child table: rows are painted, only the one that is typed in has editors, those of every form.
Two hundred rows cost what ten do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from models.fields import Lines
from models.rules import Problem, Severity
from ui.entry.editors import Surroundings
from ui.entry.editors.completed import CompletedTextEditor
from ui.entry.editors.editor import go_on_behind
from ui.entry.editors.text import today
from ui.entry.line_foot import LineFoot
from ui.entry.line_row import Titles, kept_back
from ui.entry.long_columns import LongColumns
from ui.entry.long_model import LongModel
from ui.entry.long_moves import LongMoves
from ui.entry.long_row import Completion, LongRow, from_record, with_pasted
from ui.entry.long_tools import LongHead, LongTools
from ui.entry.long_view import LongView
from ui.entry.pasted_rows import Pasted, read_pasted


class LongTable(QWidget):
    """Enter and Tab go from cell to cell and row to row, up and down (with Ctrl in any cell) between rows. `answered`
    names the field that was just typed in, `completed` the record chosen from the register of a completed field."""

    edited = Signal()
    left = Signal()
    rows_made = Signal()
    answered = Signal(str)
    completed = Signal(str)

    def __init__(
        self,
        lines: Lines,
        surroundings: Surroundings,
        new_id: Callable[[], str],
        plain: Collection[str],
        completion: Completion,
    ) -> None:
        """`plain` names the columns that are always shown; the others appear when they are used or asked for."""
        super().__init__()
        self.lines = lines
        self._session, self._new_id = surroundings.session, new_id
        self._changed = False
        self._before: list[LongRow] | None = None
        self._model = LongModel(lines, self)
        self.view = LongView(self._model)
        self.head, self.foot = LongHead(lines), LineFoot(lines, self._row_in)
        self.columns = LongColumns(self.view, lines, plain, completion.values())
        self.tools = LongTools(lines, self.columns.optional)
        self._build()
        self.moves = LongMoves(self.view, self._model, self.columns, surroundings, completion)
        self.cells = self.moves.cells
        self._connect()
        self.moves.put([], 0)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.foot)
        layout.addWidget(self.tools)

    def _connect(self) -> None:
        for name, editor in self.cells.editors.items():
            editor.edited.connect(lambda which=name: self._typed(which))
            editor.left.connect(self._cell_left)
            if isinstance(editor, CompletedTextEditor):
                editor.completed.connect(self.completed)
        self.moves.leaving.connect(self._leave_row)
        self.moves.came.connect(self.foot.say_notes)
        self.moves.pasting.connect(self.paste)
        self.moves.ended.connect(lambda: go_on_behind(self.tools.take_out))
        self.view.resized.connect(self._fit, Qt.ConnectionType.QueuedConnection)  # once the view knows its own size
        self.columns.chosen.connect(self._columns_chosen)
        self.foot.add.clicked.connect(lambda: self.go_to(len(self._model.rows) - 1))
        self.tools.paste.clicked.connect(self.paste)
        self.tools.take_out.clicked.connect(self.remove_row)
        self.tools.part.clicked.connect(self.toggle_part)
        self.tools.take_back.clicked.connect(self.take_back)
        self.tools.column_chosen.connect(self._show_column)
        for key, act in (("Ctrl+Delete", self.remove_row), ("Ctrl+T", self.toggle_part)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ------------------------------------------------------------------------------------------------------ as any grid
    def fill(
        self,
        rows: Sequence[Mapping[str, object]],
        unparsed: Mapping[str, str],
        titles: Titles,
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        """`unparsed` maps "lines/ROW_ID/field" to text, `withheld` holds "lines.field", both as in Record."""
        self._model.withheld = kept_back(self.lines, withheld)
        self.columns.begin(self._model.withheld)
        before = {row.id for row in self._model.filled()}
        made = [from_record(self.lines, row, unparsed, titles) for row in rows]
        same = any(row.id in before for row in made)  # saved just now: one stays where one was
        self._changed = False
        self.moves.put(made, self.moves.at if same else 0)
        self._forget_paste()

    def values(self) -> list[dict[str, object]]:
        """The rows that have something in them."""
        return [row.as_value(self.lines) for row in self._model.filled()]

    def unparsed(self) -> dict[str, str]:
        """ "lines/ROW_ID/field" -> text that could not be read."""
        return {
            f"{self.lines.name}/{row.id}/{name}": text
            for row in self._model.filled()
            for name, text in row.unparsed.items()
        }

    def complaint(self) -> Problem | None:
        """The first text that cannot be read."""
        for index, row in enumerate(self._model.filled()):
            for name, sentence in row.complaints.items():
                return Problem(name, sentence, line=(self.lines.name, index))
        return None

    def put_worked_out(self, rows: Sequence[Mapping[str, object]], keys: frozenset[str]) -> None:
        """Show what arithmetic found in these rows."""
        products = [field.name for field in self.columns.fields.values() if field.product_of]
        for row, worked in zip(self._model.filled() if products else (), rows, strict=False):
            for name in products:
                if f"{self.lines.name}/{row.id}/{name}" in keys:
                    row.put(name, worked.get(name))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tint the cells, and say the first in words below; a problem of the whole table names no row."""
        self._model.mark(problems)
        for problem in problems:
            if problem.line and problem.severity is not Severity.HINT and problem.field in self.columns.fields:
                self.columns.ask_for(problem.field)
        self.columns.show_for(self._model.rows)
        self._show_cell_problems()
        self.view.viewport().update()
        self.foot.show_problem(problems[0] if problems else None)

    def set_read_only(self, on: bool) -> None:
        if on != self._model.read_only:
            self._model.read_only = on
            self.foot.add.setVisible(not on)
            self.tools.setVisible(not on)
            self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)
            self.moves.put(self._model.filled(), self.moves.at)

    def focus_widgets(self) -> list[QWidget]:
        """Everything that can be tabbed to, in visual order."""
        return [self.view, *self.cells.keyboards(), self.foot.add, *self.tools.buttons()]

    def names(self) -> list[str]:
        """What the whole grid is called among the fields of its form."""
        return [self.lines.name]

    def focus_cell(self, row: int, field: str) -> None:
        """Go to a cell by the row's place among those that have something in them."""
        filled = [number for number, each in enumerate(self._model.rows) if not each.is_empty()]
        self.go_to(filled[row] if row < len(filled) else len(self._model.rows) - 1, field)

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        return self.columns.wanted_width() + self.view.beside()

    # ----------------------------------------------------------------------------------------------------- moving about
    def go_to(self, number: int, name: str = "") -> None:
        """Bring the editors to a row, and the focus into a cell of it (the first one shown)."""
        self.moves.go_to(number, name)

    def go_to_empty(self) -> None:
        """The next cell of this row that waits for an answer."""
        names = self.moves.names()
        self.go_to(self.moves.at, next((name for name in names if not self.current().has(name)), names[-1]))

    def current(self) -> LongRow:
        """The row that is typed in."""
        return self._model.rows[self.moves.at]

    def _row_in(self) -> str:
        return self.current().id if self._model.rows else ""

    def _leave_row(self) -> None:
        if self._changed:
            self._changed = False
            self.left.emit()

    def _cell_left(self) -> None:
        """What cannot be read is said at once; the rest of the row when it is gone from."""
        if not self.cells.in_focus():
            self._leave_row()
        self._show_cell_problems()

    def _show_cell_problems(self) -> None:
        if self._model.rows:
            self.cells.show_problems(self.current())

    # ------------------------------------------------------------------------------------------------------------- rows
    def answer(self, cells: Mapping[str, tuple[object, str]], *, only_empty: Collection[str] = ()) -> None:
        """Answer fields of the row one is in with (value, title); those of `only_empty` where nothing stands yet."""
        row = self._model.begun(self.moves.at, self._new_id)
        for name, (value, title) in cells.items():
            if value not in (None, "") and not (name in only_empty and row.has(name)):
                row.put(name, value, title=title)
        self.moves.load()
        self._tell_edited()

    def remove_row(self) -> None:
        """Take out the row one is in; the rows below move up."""
        if self._model.read_only or self._model.is_spare(self.moves.at):
            return
        name = self.cells.in_focus()
        self._model.remove(self.moves.at)
        self.moves.load()
        self.go_to(self.moves.at, name)
        self._tell_edited()
        self._leave_row()

    def toggle_part(self) -> None:
        """Make the row one is in part of the row above ("trong đó"), or a row of its own again."""
        at = self.moves.at
        if not self._model.read_only and self.lines.part and at and not self._model.is_spare(at):
            row = self.current()
            row.put(self.lines.part, not row.values.get(self.lines.part))
            self._model.row_changed(at)
            self.moves.lay()
            self._tell_edited()

    def paste(self) -> None:
        """Take the rows of a copied table: into the empty cells from here on where all of them are empty, otherwise as
        new rows below, so that nothing typed is lost."""
        text = QApplication.clipboard().text()
        if self._model.read_only or not text.strip():
            return
        self.cells.settle()
        shown = self.columns.shown()
        start = next((n for n, field in enumerate(shown) if field.name == self.cells.in_focus()), 0)
        known = self.lines.fields
        found = self._session.read(lambda store: read_pasted(store, text, shown[start:], known, today()))
        if found.rows:
            self._take_pasted(found)

    def _take_pasted(self, found: Pasted) -> None:
        before = [row.copy() for row in self._model.filled()]
        self.moves.put(*with_pasted(self._model.rows, self.moves.at, found, self._new_id))
        self.go_to(self.moves.at, self.cells.in_focus())
        self._tell_edited()
        self._before = before
        self.tools.told_pasted(len(found.rows), found.spare)
        self._leave_row()

    def take_back(self) -> None:
        """Undo the last pasting."""
        if self._before is not None:
            self.moves.put(self._before, self.moves.at)
            self.go_to(self.moves.at)
            self._tell_edited()
            self._leave_row()

    def _forget_paste(self) -> None:
        self._before = None
        self.tools.told_pasted(0, 0)

    def _typed(self, name: str) -> None:
        row = self._model.begun(self.moves.at, self._new_id)
        self.cells.take(name, row)
        self.columns.widen_for(row)
        self.answered.emit(name)
        self._tell_edited()

    def _tell_edited(self) -> None:
        """What was pasted can be taken back only while nothing else was done: it would take that back too."""
        self._changed = True
        if self._before is not None:
            self._forget_paste()
        self.edited.emit()

    # ---------------------------------------------------------------------------------------------------------- columns
    def _show_column(self, name: str, on: bool) -> None:
        self.columns.ask_for(name, on=on)
        self.columns.show_for(self._model.rows)

    def _columns_chosen(self, names: Collection[str]) -> None:
        self.tools.show_chosen(names)
        self._fit()

    def _fit(self) -> None:
        self.columns.fit()
        self.moves.lay()
