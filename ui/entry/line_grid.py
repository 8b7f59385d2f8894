"""The inline grid of a child table: parties, mediators, goods; the same editors as the form, one row per line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.fields import Lines
from models.rules import Problem
from ui.entry.editors import Editor, Surroundings
from ui.entry.editors.editor import go_on_behind
from ui.entry.editors.offering import OfferingEditor
from ui.entry.line_foot import LineFoot
from ui.entry.line_layout import LineLayout
from ui.entry.line_row import LineRow, Titles, kept_back, keyboard_of
from ui.plain_keys import is_plain_enter


class LineGrid(QWidget):
    """One empty row waits at the end; as soon as something is typed there, the next appears. Rows that were shown stay
    made and are filled again, so that opening another record costs little."""

    edited = Signal()
    left = Signal()
    rows_made = Signal()

    def __init__(
        self,
        lines: Lines,
        surroundings: Surroundings,
        new_id: Callable[[], str],
        summed: frozenset[str] = frozenset(),
    ) -> None:
        """`summed` names the columns whose sum the record keeps; what is worked out in a row is summed in any case."""
        super().__init__()
        self.lines = lines
        self._around = surroundings
        self._new_id = new_id
        self._rows: list[LineRow] = []
        self._used = 0
        self._read_only = False
        self._title = QLabel(lines.label)
        self._title.setProperty("role", "section")
        self.foot = LineFoot(lines, self._row_in)
        self.foot.add.clicked.connect(self._focus_spare)
        self.left.connect(lambda: QTimer.singleShot(0, self, self.foot.say_notes))
        self._cells = LineLayout(lines, self.fontMetrics(), summed)
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+Delete"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._remove_focused)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self._title)
        layout.addLayout(self._cells)
        layout.addWidget(self.foot)

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        return self._cells.wanted_width()

    def fill(
        self,
        rows: Sequence[Mapping[str, object]],
        unparsed: Mapping[str, str],
        titles: Titles,
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        """`unparsed` maps "lines/ROW_ID/field" to text, `withheld` holds "lines.field", both as in Record."""
        missing = kept_back(self.lines, withheld)
        for index, row in enumerate(rows):
            prefix = f"{self.lines.name}/{row.get('id')}/"
            own = {key.removeprefix(prefix): text for key, text in unparsed.items() if key.startswith(prefix)}
            self._row(index).fill(row, own, titles, missing)
        self._used = len(rows)
        self._tidy_rows()

    def values(self) -> list[dict[str, object]]:
        """The rows that have something in them."""
        return [self._with_id(row).values() for row in self._rows[: self._used] if not row.is_empty()]

    def unparsed(self) -> dict[str, str]:
        """ "lines/ROW_ID/field" -> text that could not be read."""
        return {
            f"{self.lines.name}/{row.id}/{name}": editor.unparsed()
            for row in self._rows[: self._used]
            for name, editor in row.editors.items()
            if editor.unparsed()
        }

    def complaint(self) -> Problem | None:
        """The first text of the grid that cannot be read."""
        for index, row in enumerate(self._filled()):
            for name, editor in row.editors.items():
                if editor.complaint():
                    return Problem(name, editor.complaint(), line=(self.lines.name, index))
        return None

    def put_worked_out(self, rows: Sequence[Mapping[str, object]], keys: frozenset[str]) -> None:
        """Show what arithmetic found in these rows; such cells are read-only while it applies."""
        for row, worked in zip(self._filled(), rows, strict=False):
            for name, editor in row.editors.items():
                if not editor.field.product_of:
                    continue
                applies = f"{self.lines.name}/{row.id}/{name}" in keys
                editor.set_read_only(applies or self._read_only)
                if applies:
                    editor.set_value(worked.get(name))
        self._cells.show_sums(rows)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tint the cells, and say the first in words below; a problem of the whole table names no row."""
        by_cell = {(problem.line[1], problem.field): problem for problem in reversed(problems) if problem.line}
        numbers = {row: number for number, row in enumerate(self._filled())}
        for row in self._rows:  # the waiting ones too: they may be rows that were taken out with their marks
            for name, editor in row.editors.items():
                problem = by_cell.get((numbers.get(row, -1), name))
                editor.set_problem(problem.severity.value if problem else "")
                editor.widget().setToolTip(problem.message if problem else "")
        first = problems[0] if problems else None
        self.foot.show_problem(first)

    def _row_in(self) -> str:
        return next((row.id for row in self._rows[: self._used] if row.has_focus()), "")

    def set_read_only(self, on: bool) -> None:
        if on == self._read_only:
            return
        self._read_only = on
        self.foot.add.setVisible(not on)
        for row in self._rows:
            for editor in row.editors.values():
                editor.set_read_only(on)
        self._tidy_rows()

    def focus_widgets(self) -> list[QWidget]:
        """Everything that can be tabbed to, in visual order; Tab passes over rows that are not shown yet."""
        editors = [keyboard_of(editor) for row in self._rows for editor in row.editors.values()]
        return [*editors, self.foot.add]

    def names(self) -> list[str]:
        """What the whole grid is called among the fields of its form."""
        return [self.lines.name]

    def focus_cell(self, row: int, field: str) -> None:
        index = self._rows.index(self._filled()[row]) if row < len(self._filled()) else min(self._used, row)
        editors = self._row(index).editors
        editors.get(field, next(iter(editors.values()))).widget().setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------------------ rows
    def _filled(self) -> list[LineRow]:
        return [row for row in self._rows[: self._used] if not row.is_empty()]

    def _row(self, index: int) -> LineRow:
        """The row at this place, made when it does not exist yet."""
        while len(self._rows) <= index:
            number = len(self._rows) + 1
            fields = [replace(field, unit="") for field in self.lines.fields]
            row = LineRow(fields, self._around, f"{self.lines.row_label} {number}")
            self._cells.put_row(row.widgets(), number)
            for widget in row.widgets():
                widget.setVisible(False)
            for editor in row.editors.values():
                editor.set_read_only(self._read_only)
                editor.edited.connect(lambda which=editor: self._edited(which))
                editor.left.connect(self.left)
                keyboard_of(editor).installEventFilter(self)
            row.remove.clicked.connect(lambda _=False, which=row: self._remove(which))
            self._rows.append(row)
        return self._rows[index]

    def _tidy_rows(self) -> None:
        """Exactly one empty row waits at the end, none in a record that is only read."""
        made = len(self._rows)
        if not self._read_only:
            spare = self._row(self._used)
            if not spare.is_empty() or spare.id:
                spare.fill({}, {}, {})
        for index, row in enumerate(self._rows):
            shown = index < self._used + (not self._read_only)
            for widget in row.widgets():
                widget.setVisible(shown)
            row.remove.setVisible(shown and index < self._used and not self._read_only)
        if len(self._rows) != made:
            self._cells.put_sums(len(self._rows))
            self.rows_made.emit()

    def _edited(self, editor: Editor) -> None:
        editor.set_problem("")  # it spoke of the answer before; the new one is checked once it is left
        editor.widget().setToolTip("")
        if self._used < len(self._rows) and not self._rows[self._used].is_empty():
            self._with_id(self._rows[self._used])
            self._used += 1
            self._tidy_rows()
        self.edited.emit()

    def _with_id(self, row: LineRow) -> LineRow:
        row.id = row.id or self._new_id()
        return row

    def _remove_focused(self) -> None:
        row = next((row for row in self._rows[: self._used] if row.has_focus()), None)
        if row is not None:
            self._remove(row)

    def _remove(self, row: LineRow) -> None:
        """The rows below move up; the focus stays in its column."""
        if self._read_only or row not in self._rows[: self._used]:
            return
        index = self._rows.index(row)
        column = next((c for c, widget in enumerate(row.widgets()) if widget.hasFocus()), 0)
        self._grid_move_to_end(row)
        row.fill({}, {}, {})
        self._used -= 1
        self._tidy_rows()
        self.rows_made.emit()
        self._rows[min(index, self._used)].widgets()[column].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _grid_move_to_end(self, row: LineRow) -> None:
        self._rows.remove(row)
        self._rows.append(row)
        for number, each in enumerate(self._rows, 1):
            self._cells.put_row(each.widgets(), number)
            for editor in each.editors.values():
                editor.widget().setAccessibleName(f"{editor.field.label}, {self.lines.row_label} {number}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the empty row that waits at the end: no more lines come, go on behind the grid."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_plain_enter(event)
            and self._ends_at(watched)
        ):
            go_on_behind(self.foot.add)
            return True
        return super().eventFilter(watched, event)

    def _ends_at(self, watched: QObject) -> bool:
        """Whether this is a field of the empty row, and no list hangs open from it."""
        spare = self._rows[self._used] if self._used < len(self._rows) else None
        if spare is None or self._read_only or not spare.is_empty():
            return False
        own = [editor for editor in spare.editors.values() if keyboard_of(editor) is watched]
        return bool(own) and not (isinstance(own[0], OfferingEditor) and own[0].list_is_open())

    def _focus_spare(self) -> None:
        next(iter(self._row(self._used).editors.values())).widget().setFocus(Qt.FocusReason.TabFocusReason)
