"""The grid of a long child table: rows are painted, and only the one that is typed in has editors.

So two hundred rows cost what ten do, and the editors are those of every other form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from models.fields import Field, Lines, Problem, Severity
from models.ports import Store
from ui.entry.editors import Editor, Surroundings
from ui.entry.editors.completed import CompletedTextEditor
from ui.entry.editors.suggest import SuggestEditor
from ui.entry.editors.text import TextEditor, today
from ui.entry.line_columns import heading
from ui.entry.line_foot import LineFoot
from ui.entry.line_row import LineRow, Titles, keyboard_of
from ui.entry.long_model import INDENT, LongDelegate, LongModel
from ui.entry.long_row import LongRow, from_record
from ui.entry.long_tools import LongHead, LongTools
from ui.entry.pasted_rows import Pasted, is_table, read_pasted
from ui.views import prepare_table

ROW, NUMBERS_WIDTH = 36, 36  # px
LEAST_ROWS = 4
AROUND_HEADING = 16  # px that the head of a table keeps round its words
IDS_KEPT = 8  # ids at hand, so that a row is begun without asking
Completion = Mapping[str, str]
"""Field -> the register that completes it."""


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
        new_ids: Callable[[Store], list[str]],
        plain: Collection[str],
        completion: Completion,
    ) -> None:
        """`new_ids` gives ids for rows to come. `plain` names the columns that are always shown; the others appear when
        they are used or asked for."""
        super().__init__()
        self.lines = lines
        self._around, self._more_ids = surroundings, new_ids
        self._fields = {field.name: field for field in lines.fields if field.name != lines.part}
        self._plain = frozenset(plain)
        linked = [name for name, field in self._fields.items() if field.refers_to in completion.values()]
        self._quiet = frozenset(linked)  # tells only where an answer came from: seen when asked for
        self._asked_for: set[str] = set()
        self._read_only = False
        self._changed = False
        self._at = 0
        self._ids: list[str] = []
        self._before: list[LongRow] | None = None
        self._model = LongModel(lines, self)
        self._model.rows.append(LongRow())
        self.view = QTableView()
        self.head, self.foot = LongHead(lines), LineFoot(lines)
        self.tools = LongTools(lines, [field for field in self._fields.values() if field.name not in self._plain])
        self._hand = LineRow(
            [replace(field, unit="") for field in self._fields.values()],
            surroundings,
            lines.row_label,
            {name: _completing(register) for name, register in completion.items()},
        )
        self._first, self._last = _Edge(self._enter_first), _Edge(self._enter_last)
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
        for edge in (self._first, self._last):
            edge.setParent(self.view.viewport())
            edge.setGeometry(0, 0, 1, 1)
        for editor in self._hand.editors.values():
            editor.widget().setParent(self.view.viewport())
        self._least = {
            field.name: heading(field, self.fontMetrics(), first=not place)[1] + AROUND_HEADING
            for place, field in enumerate(self.lines.fields)
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.foot)
        layout.addWidget(self.tools)

    def _connect(self) -> None:
        for name, editor in self._hand.editors.items():
            editor.edited.connect(lambda which=name: self._typed(which))
            editor.left.connect(lambda which=name: self._cell_left(which))
            keyboard_of(editor).installEventFilter(self)
            if isinstance(editor, CompletedTextEditor):
                editor.completed.connect(self.completed)
        self.view.viewport().installEventFilter(self)
        for bar in (self.view.verticalScrollBar(), self.view.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._place())
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
        """`unparsed` maps "lines/ROW_ID/field" to text, as in Record; what was kept back (`withheld`) stays empty."""
        self._asked_for.clear()
        before = {row.id for row in self._filled()}
        made = [from_record(self.lines, row, unparsed, titles) for row in rows]
        same = any(row.id in before for row in made)  # saved just now: one stays where one was
        self._replace(made)
        self._at, self._changed = min(self._at, len(self._model.rows) - 1) if same else 0, False
        self._load()
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
        products = [field.name for field in self._fields.values() if field.product_of]
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
                if problem.severity is not Severity.HINT and problem.field in self._fields:
                    self._asked_for.add(problem.field)
        self._show_columns()
        self._show_row_problems()
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
        self._replace([row for row in self._model.rows if not row.is_empty()])
        self._at = min(self._at, max(len(self._model.rows) - 1, 0))
        self._load()

    def focus_widgets(self) -> list[QWidget]:
        """Everything that can be tabbed to, in visual order."""
        editors = [keyboard_of(editor) for editor in self._hand.editors.values()]
        return [self.view, self._first, *editors, self._last, self.foot.add, *self.tools.buttons()]

    def names(self) -> list[str]:
        """What the whole grid is called among the fields of its form."""
        return [self.lines.name]

    def focus_cell(self, row: int, field: str) -> None:
        """Go to a cell by the row's place among those that have something in them."""
        filled = [number for number, each in enumerate(self._model.rows) if not each.is_empty()]
        self.go_to(filled[row] if row < len(filled) else len(self._model.rows) - 1, field)

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        shown = [field.name for field in self._shown()]
        bar = self.view.verticalScrollBar().sizeHint().width()
        return sum(self._least[name] for name in shown) + NUMBERS_WIDTH + bar + 4

    # ----------------------------------------------------------------------------------------------------- moving about
    def go_to(self, number: int, name: str = "") -> None:
        """Bring the editors to a row, and the focus into a cell of it (the first one shown)."""
        if self._read_only:
            return
        self._settle()
        if number != self._at:
            self._leave_row()
            self._at = max(0, min(number, len(self._model.rows) - 1))
            self._load()
        shown = [field.name for field in self._shown()]
        editor = self._hand.editors[name if name in shown else shown[0]]
        self.view.scrollTo(self._model.index(self._at, self._column(editor.field.name)))
        self._place()
        keyboard = keyboard_of(editor)
        keyboard.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(keyboard, QLineEdit):
            keyboard.selectAll()

    def _enter_first(self, *, forward: bool) -> bool:
        """Tab into the table, or back over its beginning."""
        if not forward and not self._at:
            return False
        if forward:
            self.go_to(self._at)
        else:
            self.go_to(self._at - 1, self._shown()[-1].name)
        return True

    def _enter_last(self, *, forward: bool) -> bool:
        """Tab over the end of a row, or back into the table; behind the empty row the table is done."""
        if not forward:
            self.go_to(self._at, self._shown()[-1].name)
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
        if QApplication.focusWidget() not in [keyboard_of(editor) for editor in self._hand.editors.values()]:
            self._leave_row()
        self._show_row_problems()

    def _settle(self) -> None:
        widget = QApplication.focusWidget()
        tidy = getattr(widget, "tidy", None)
        if tidy is not None and widget is not None and self.view.isAncestorOf(widget):
            tidy()

    def _pressed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_to(index.row(), self.lines.fields[index.column()].name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view.viewport():
            if event.type() == QEvent.Type.Resize:
                QTimer.singleShot(0, self._fit)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        name, editor = next((n, e) for n, e in self._hand.editors.items() if keyboard_of(e) is watched)
        if isinstance(editor, SuggestEditor) and editor.list_is_open():
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
        waiting = [field.name for field in self._shown() if not row.has(field.name)]
        self.go_to(self._at, waiting[0] if waiting else self._shown()[-1].name)

    def remove_row(self) -> None:
        """Take out the row one is in; the rows below move up."""
        if self._read_only or self._is_spare(self._at):
            return
        name = self._name_in_focus()
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
        self._settle()
        shown = self._shown()
        start = next((n for n, field in enumerate(shown) if field.name == self._name_in_focus()), 0)
        day = today()
        found = self._around.session.read(lambda store: read_pasted(store, text, shown[start:], self.lines.fields, day))
        if found.rows:
            self._take_pasted(found)

    def _take_pasted(self, found: Pasted) -> None:
        before = [replace_row(row) for row in self._model.rows]
        rows = [row for row in self._model.rows[: self._at] if not row.is_empty()]
        below = [row for row in self._model.rows[self._at :] if not row.is_empty()]
        targets = below[: len(found.rows)]
        if any(row.has(name) for row, cells in zip(targets, found.rows, strict=False) for name in cells):
            rows, below, targets = [*rows, *below[:1]], below[1:], []
        first = len(rows)
        for number, cells in enumerate(found.rows):
            row = targets[number] if number < len(targets) else LongRow()
            row.id = row.id or self._next_id()
            for name, cell in cells.items():
                row.put(name, cell.value, cell.unparsed, cell.title, cell.complaint)
            rows.append(row)
        self._replace([*rows, *below[len(targets) :]])
        self._at = first
        self._load()
        self._before = before
        self._changed = True
        self.tools.told_pasted(len(found.rows), found.spare)
        self.go_to(first, self._name_in_focus())
        self.edited.emit()
        self._leave_row()

    def take_back(self) -> None:
        """Undo the last pasting."""
        if self._before is not None:
            self._replace([row for row in self._before if not row.is_empty()])
            self._at = min(self._at, len(self._model.rows) - 1)
            self._load()
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

    def _replace(self, rows: list[LongRow]) -> None:
        self._model.put([*rows, *([] if self._read_only else [LongRow()])])
        self._show_columns()

    def _begun(self) -> LongRow:
        """The row one is in, with an id, and an empty one waiting below it."""
        row = self.current()
        row.id = row.id or self._next_id()
        if self._at == len(self._model.rows) - 1:
            self._model.append(LongRow())
        return row

    def _next_id(self) -> str:
        """One of those at hand; more are asked for without waiting, for whoever types should not wait for them."""
        if not self._ids:
            self._ids = self._around.session.read(self._more_ids)
        elif len(self._ids) < IDS_KEPT:
            self._around.session.submit(self._more_ids, self._ids.extend)
        return self._ids.pop()

    def _typed(self, name: str) -> None:
        row, editor = self._begun(), self._hand.editors[name]
        value = editor.value()
        keyboard = keyboard_of(editor)
        title = keyboard.text() if editor.field.refers_to and value and isinstance(keyboard, QLineEdit) else ""
        row.put(name, value, editor.unparsed(), title, editor.complaint())
        row.problems.pop(name, None)
        editor.set_problem("")
        self._changed = True
        if self._before is not None:
            self._forget_paste()
        self._show_used(row)
        self.answered.emit(name)
        self.edited.emit()

    # ---------------------------------------------------------------------------------------------------------- showing
    def _load(self) -> None:
        """Fill the editors with the row they stand on."""
        if not self._model.rows:
            self._place()
            return
        row, place = self.current(), f"{self.lines.row_label} {self._at + 1}"
        for name, editor in self._hand.editors.items():
            editor.set_value(row.values.get(name), row.unparsed.get(name, ""), row.titles.get(name, ""))
            editor.set_read_only(self._read_only)
            editor.widget().setAccessibleName(f"{editor.field.label}, {place}")
            keyboard_of(editor).setAccessibleName(f"{editor.field.label}, {place}")
        self._show_row_problems()
        self._say_notes()
        self._place()

    def _show_row_problems(self) -> None:
        if not self._model.rows:
            return
        row = self.current()
        for name, editor in self._hand.editors.items():
            found = ("stop", row.complaints[name]) if name in row.complaints else row.problems.get(name, ("", ""))
            editor.set_problem(found[0])
            editor.widget().setToolTip(found[1])

    def _shown(self) -> list[Field]:
        """The columns that are seen."""
        return [field for field in self._fields.values() if not self.view.isColumnHidden(self._column(field.name))]

    def _column(self, name: str) -> int:
        return next(place for place, field in enumerate(self.lines.fields) if field.name == name)

    def _show_columns(self) -> None:
        used = {name for row in self._model.rows for name in self._fields if row.has(name) or self._holds(row, name)}
        self._set_columns(self._plain | (used - self._quiet) | self._asked_for)

    def _show_used(self, row: LongRow) -> None:
        now = {field.name for field in self._shown()}
        used = {name for name in self._fields if row.has(name) or self._holds(row, name)} - self._quiet
        if not used <= now:
            self._set_columns(now | used)

    def _holds(self, row: LongRow, name: str) -> bool:
        condition = self._fields[name].shown_if
        return condition is not None and condition.holds(row.values)

    def _set_columns(self, names: Collection[str]) -> None:
        for place, field in enumerate(self.lines.fields):
            self.view.setColumnHidden(place, field.name not in names or field.name == self.lines.part)
        self.tools.show_chosen(names)
        self._fit()

    def _show_column(self, name: str, on: bool) -> None:
        (self._asked_for.add if on else self._asked_for.discard)(name)
        self._show_columns()

    def _fit(self) -> None:
        """Words share what the numbers leave."""
        shown = self._shown()
        room = self.view.viewport().width() - sum(self._least[field.name] for field in shown)
        wordy = [field for field in shown if field.refers_to or field.choices or field is shown[0]]
        for field in shown:
            share = max(room, 0) // max(len(wordy), 1) if field in wordy else 0
            self.view.setColumnWidth(self._column(field.name), self._least[field.name] + share)
        self._place()

    def _place(self) -> None:
        """Lay the editors over the row they stand on."""
        editable = not self._read_only and bool(self._model.rows)
        for name, editor in self._hand.editors.items():
            place = self._column(name)
            seen = editable and not self.view.isColumnHidden(place)
            editor.widget().setVisible(seen)
            if seen:
                cell = self.view.visualRect(self._model.index(self._at, place))
                indent = INDENT if place == 0 and self._model.is_part(self._at) else 0
                editor.widget().setGeometry(QRect(cell).adjusted(indent + 1, 2, -2, -3))

    def _name_in_focus(self) -> str:
        focus = QApplication.focusWidget()
        return next((name for name, editor in self._hand.editors.items() if keyboard_of(editor) is focus), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Edge(QWidget):
    """Stands before the first and behind the last cell in the order of Tab and leads on to where one means to go."""

    def __init__(self, entered: Callable[..., bool]) -> None:
        super().__init__()
        self._entered = entered
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        forward = event.reason() != Qt.FocusReason.BacktabFocusReason
        if not self._entered(forward=forward):
            self.focusNextPrevChild(forward)


def replace_row(row: LongRow) -> LongRow:
    """The same row, to be kept as it is now."""
    return LongRow(row.id, dict(row.values), dict(row.unparsed), dict(row.titles), dict(row.complaints))


def _completing(register: str) -> Callable[[Field, Surroundings], Editor]:
    return lambda field, surroundings: CompletedTextEditor(field, register, surroundings)
