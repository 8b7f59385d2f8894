"""The grid of a long child table: rows are painted, and only the one that is typed in has editors.

So two hundred rows cost what ten do, and the editors are those of every other form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QVBoxLayout, QWidget

from models.fields import Lines, Problem, Severity
from ui.entry.editors import Surroundings
from ui.entry.editors.completed import CompletedTextEditor
from ui.entry.editors.offering import OfferingEditor
from ui.entry.editors.text import TextEditor, today
from ui.entry.line_foot import LineFoot
from ui.entry.line_row import Titles, kept_back, keyboard_of
from ui.entry.long_cells import LongCells
from ui.entry.long_columns import LongColumns
from ui.entry.long_model import LongDelegate, LongModel
from ui.entry.long_row import Completion, LongRow, from_record, with_pasted
from ui.entry.long_tools import LongHead, LongTools
from ui.entry.pasted_rows import Pasted, is_table, read_pasted
from ui.look.views import prepare_table

ROW, NUMBERS_WIDTH = 36, 36  # px
LEAST_ROWS = 4


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
        self._around, self._new_id = surroundings, new_id
        self._read_only = False
        self._changed = False
        self._at = 0
        self._before: list[LongRow] | None = None
        self._model = LongModel(lines, self)
        self._model.rows.append(LongRow())
        self.view = QTableView()
        self.head, self.foot = LongHead(lines), LineFoot(lines)
        self.columns = LongColumns(self.view, lines, plain, completion.values())
        self.tools = LongTools(lines, self.columns.optional)
        entered = (self._enter_first, self._enter_last)
        self.cells = LongCells(self.view, self.columns, surroundings, completion, entered)
        self._build()
        self._connect()
        self._show_columns()

    def _build(self) -> None:
        prepare_table(self.view)
        self.view.setProperty("role", "entry")
        self.view.setModel(self._model)
        self.view.setItemDelegate(LongDelegate(self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setTabKeyNavigation(False)  # it would take Tab and Enter from the editors that lie in it
        self.view.setAccessibleName(self.lines.label)
        self.view.setMinimumHeight((LEAST_ROWS + 1) * ROW)
        numbers = self.view.verticalHeader()
        numbers.show()
        numbers.setFixedWidth(NUMBERS_WIDTH)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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
            editor.left.connect(lambda which=name: self._cell_left(which))
            keyboard_of(editor).installEventFilter(self)
            if isinstance(editor, CompletedTextEditor):
                editor.completed.connect(self.completed)
        self.view.viewport().installEventFilter(self)
        for bar in (self.view.verticalScrollBar(), self.view.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._place())
        self.columns.chosen.connect(self._columns_chosen)
        self.view.pressed.connect(self._pressed)
        self.view.horizontalHeader().sectionResized.connect(lambda *_: self._place())
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
        before = {row.id for row in self._filled()}
        made = [from_record(self.lines, row, unparsed, titles) for row in rows]
        same = any(row.id in before for row in made)  # saved just now: one stays where one was
        self._changed = False
        self._replace(made, self._at if same else 0)
        self._forget_paste()

    def values(self) -> list[dict[str, object]]:
        """The rows that have something in them."""
        return [row.as_value(self.lines) for row in self._filled()]

    def unparsed(self) -> dict[str, str]:
        """ "lines/ROW_ID/field" -> text that could not be read."""
        return {
            f"{self.lines.name}/{row.id}/{name}": text for row in self._filled() for name, text in row.unparsed.items()
        }

    def complaint(self) -> Problem | None:
        """The first text that cannot be read."""
        for index, row in enumerate(self._filled()):
            for name, sentence in row.complaints.items():
                return Problem(name, sentence, line=(self.lines.name, index))
        return None

    def put_worked_out(self, rows: Sequence[Mapping[str, object]], keys: frozenset[str]) -> None:
        """Show what arithmetic found in these rows."""
        products = [field.name for field in self.columns.fields.values() if field.product_of]
        for row, worked in zip(self._filled() if products else (), rows, strict=False):
            for name in products:
                if f"{self.lines.name}/{row.id}/{name}" in keys:
                    row.put(name, worked.get(name))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tint the cells, and say the first in words below; a problem of the whole table names no row."""
        rows = self._filled()
        for row in rows:
            row.problems.clear()
        for problem in reversed(problems):
            if problem.line and 0 <= problem.line[1] < len(rows):
                rows[problem.line[1]].problems[problem.field] = (problem.severity.value, problem.message)
                if problem.severity is not Severity.HINT and problem.field in self.columns.fields:
                    self.columns.ask_for(problem.field)
        self._show_columns()
        if self._model.rows:
            self.cells.show_problems(self.current())
        self.view.viewport().update()
        self.foot.show_problem(problems[0] if problems else None)
        self._say_notes()

    def set_note(self, note: str) -> None:
        """What the program worked out about the whole table, shown quietly unless a problem has the line."""
        self.foot.note = note
        self._say_notes()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """What the program knows of the rows, by "lines/ROW_ID/field"."""
        self.foot.keep_notes(notes)
        self._say_notes()

    def _say_notes(self) -> None:
        self.foot.say_of(self.current().id if self._model.rows else "")

    def set_read_only(self, on: bool) -> None:
        self._read_only = on
        self.foot.add.setVisible(not on)
        self.tools.setVisible(not on)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)
        self._replace(self._filled(), self._at)

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
        return self.columns.wanted_width() + NUMBERS_WIDTH + self.view.verticalScrollBar().sizeHint().width() + 4

    # ----------------------------------------------------------------------------------------------------- moving about
    def go_to(self, number: int, name: str = "") -> None:
        """Bring the editors to a row, and the focus into a cell of it (the first one shown)."""
        if self._read_only:
            return
        self.cells.settle()
        if number != self._at:
            self._leave_row()
            self._at = max(0, min(number, len(self._model.rows) - 1))
            self._load()
        shown = self._names()
        name = name if name in shown else shown[0]
        self.view.scrollTo(self._model.index(self._at, self.columns.place(name)))
        self._place()
        self.cells.enter(name)

    def _enter_first(self, *, forward: bool) -> bool:
        """Tab into the table, or back over its beginning."""
        if not forward and not self._at:
            return False
        if forward:
            self.go_to(self._at)
        else:
            self.go_to(self._at - 1, self._names()[-1])
        return True

    def _enter_last(self, *, forward: bool) -> bool:
        """Tab over the end of a row, or back into the table; behind the empty row the table is done."""
        if not forward:
            self.go_to(self._at, self._names()[-1])
        elif not self._is_spare(self._at):
            self.go_to(self._at + 1)
        else:
            return False
        return True

    def _leave_row(self) -> None:
        if self._changed:
            self._changed = False
            self.left.emit()

    def _cell_left(self, name: str) -> None:
        """What cannot be read is said at once; the rest of the row when it is gone from."""
        if not self.cells.in_focus():
            self._leave_row()
        self.cells.show_problems(self.current())

    def _pressed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_to(index.row(), self.lines.fields[index.column()].name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view.viewport():
            if event.type() == QEvent.Type.Resize:
                QTimer.singleShot(0, self, self._fit)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        name, editor = next((n, e) for n, e in self.cells.editors.items() if keyboard_of(e) is watched)
        if isinstance(editor, OfferingEditor) and editor.list_is_open():
            return False
        if event.matches(QKeySequence.StandardKey.Paste) and is_table(QApplication.clipboard().text()):
            self.paste()
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_spare(self._at):
            last = self.tools.take_out
            last.setFocus(Qt.FocusReason.TabFocusReason)
            last.focusNextPrevChild(True)
            return True
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        free = plain and type(editor) in (TextEditor, CompletedTextEditor)
        if event.key() in steps and (free or event.modifiers() == Qt.KeyboardModifier.ControlModifier):
            self.go_to(max(0, self._at + steps[Qt.Key(event.key())]), name)
            return True
        return False

    # ------------------------------------------------------------------------------------------------------------- rows
    def answer(self, cells: Mapping[str, tuple[object, str]], *, only_empty: Collection[str] = ()) -> None:
        """Answer fields of the row one is in with (value, title); those of `only_empty` where nothing stands yet."""
        row = self._begun()
        for name, (value, title) in cells.items():
            if value not in (None, "") and not (name in only_empty and row.has(name)):
                row.put(name, value, title=title)
        self._load()
        self.edited.emit()

    def current(self) -> LongRow:
        """The row that is typed in."""
        return self._model.rows[self._at]

    def go_to_empty(self) -> None:
        """The next cell of this row that waits for an answer."""
        row = self.current()
        waiting = [name for name in self._names() if not row.has(name)]
        self.go_to(self._at, waiting[0] if waiting else self._names()[-1])

    def remove_row(self) -> None:
        """Take out the row one is in; the rows below move up."""
        if self._read_only or self._is_spare(self._at):
            return
        name = self.cells.in_focus()
        self._model.remove(self._at)
        self._load()
        self.go_to(self._at, name)
        self.edited.emit()

    def toggle_part(self) -> None:
        """Make the row one is in part of the row above ("trong đó"), or a row of its own again."""
        if not self._read_only and self.lines.part and self._at and not self._is_spare(self._at):
            row = self.current()
            row.put(self.lines.part, not row.values.get(self.lines.part))
            self._model.row_changed(self._at)
            self._place()
            self._changed = True
            self.edited.emit()

    def paste(self) -> None:
        """Take the rows of a copied table: into the empty cells from here on where all of them are empty, otherwise as
        new rows below, so that nothing typed is lost."""
        text = QApplication.clipboard().text()
        if self._read_only or not text.strip():
            return
        self.cells.settle()
        shown = self.columns.shown()
        start = next((n for n, field in enumerate(shown) if field.name == self.cells.in_focus()), 0)
        day = today()
        found = self._around.session.read(lambda store: read_pasted(store, text, shown[start:], self.lines.fields, day))
        if found.rows:
            self._take_pasted(found)

    def _take_pasted(self, found: Pasted) -> None:
        before = [row.copy() for row in self._model.rows]
        rows, first = with_pasted(self._model.rows, self._at, found, self._new_id)
        self._replace(rows, first)
        self._before = before
        self._changed = True
        self.tools.told_pasted(len(found.rows), found.spare)
        self.go_to(first, self.cells.in_focus())
        self.edited.emit()
        self._leave_row()

    def take_back(self) -> None:
        """Undo the last pasting."""
        if self._before is not None:
            self._replace([row for row in self._before if not row.is_empty()], self._at)
            self._forget_paste()
            self.go_to(self._at)
            self.edited.emit()

    def _forget_paste(self) -> None:
        self._before = None
        self.tools.told_pasted(0, 0)

    def _filled(self) -> list[LongRow]:
        return [row for row in self._model.rows if not row.is_empty()]

    def _is_spare(self, number: int) -> bool:
        return number == len(self._model.rows) - 1 and self._model.rows[number].is_empty()

    def _replace(self, rows: list[LongRow], at: int) -> None:
        """Show other rows and go to the one `at`; first of all, for columns that come and go lay the cells anew."""
        shown = [*rows, *([] if self._read_only else [LongRow()])]
        self._at = max(min(at, len(shown) - 1), 0)
        self._model.put(shown)
        self._show_columns()
        self._load()

    def _begun(self) -> LongRow:
        """The row one is in, with an id, and an empty one waiting below it."""
        row = self.current()
        row.id = row.id or self._new_id()
        if self._at == len(self._model.rows) - 1:
            self._model.append(LongRow())
        return row

    def _typed(self, name: str) -> None:
        row = self._begun()
        self.cells.take(name, row)
        self._changed = True
        if self._before is not None:
            self._forget_paste()
        self.columns.widen_for(row)
        self.answered.emit(name)
        self.edited.emit()

    # ---------------------------------------------------------------------------------------------------------- showing
    def _load(self) -> None:
        """Bring the editors to the row one is in."""
        if self._model.rows:
            called = f"{self.lines.row_label} {self._at + 1}"
            self.cells.load(self.current(), called, read_only=self._read_only)
            self._say_notes()
        self._place()

    def _names(self) -> list[str]:
        return [field.name for field in self.columns.shown()]

    def _show_columns(self) -> None:
        self.columns.show_for(self._model.rows)

    def _show_column(self, name: str, on: bool) -> None:
        self.columns.ask_for(name, on=on)
        self._show_columns()

    def _columns_chosen(self, names: Collection[str]) -> None:
        self.tools.show_chosen(names)
        self._fit()

    def _fit(self) -> None:
        self.columns.fit()
        self._place()

    def _place(self) -> None:
        self.cells.lay(self._model, self._at, seen=not self._read_only and bool(self._model.rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
