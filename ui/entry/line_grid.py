"""The inline grid of a child table: parties, mediators, goods; the same editors as the form, one row per line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models.fields import Area, Kind, Lines, Problem
from models.values import show
from ui.entry.editors import Editor, Surroundings
from ui.entry.editors.offering import OfferingEditor
from ui.entry.line_columns import heading, is_worked_out, sum_label
from ui.entry.line_foot import LineFoot
from ui.entry.line_row import LineRow, Titles, kept_back, keyboard_of

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE})  # they share what is left
COMFORT = 36  # px more that a text likes to have, where there is room
SPACING, REMOVE = 4, 32  # px between columns, and of the button that takes a row out
BETWEEN_ROWS = 8  # px between rows that take several lines
MOST = 760  # px that the columns may need; a wider child table takes several lines for each of its rows


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
        self._foot = LineFoot(lines)
        self._add = self._foot.add
        self._add.clicked.connect(self._focus_spare)
        self.left.connect(lambda: QTimer.singleShot(0, self, self._say_notes))
        self._sums = {field.name: sum_label() for field in lines.fields if field.name in summed or is_worked_out(field)}
        self._headings = [
            heading(field, self.fontMetrics(), first=not place) for place, field in enumerate(lines.fields)
        ]
        self._across = len(lines.fields)
        self._least_widths: list[int] = []
        self._grid = QGridLayout()
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+Delete"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._remove_focused)

    def _build(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self._fold()
        for place, (label, _) in enumerate(self._headings):
            self._put(label, 0, place)
        for column, least in enumerate(self._least_widths):
            fields = self.lines.fields[column :: self._across]
            self._grid.setColumnMinimumWidth(column, least)
            self._grid.setColumnStretch(column, int(column == 0 or any(field.kind in STRETCHED for field in fields)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        layout.addWidget(self._foot)

    def _fold(self) -> None:
        """How many cells stand beside each other: all, or as many as fit with the fewest lines to a row."""
        least = [width for _, width in self._headings]
        for lines in range(1, len(least) + 1):
            self._across = -(-len(least) // lines)
            self._least_widths = [max(least[column :: self._across]) for column in range(self._across)]
            if sum(self._least_widths) + SPACING * self._across + REMOVE <= MOST:
                return

    def _put(self, widget: QWidget, number: int, place: int) -> None:
        """A cell of a row (0: the headings) by its place in the row; the button behind the last ends the first line."""
        lines = -(-len(self.lines.fields) // self._across)
        stride = lines if lines == 1 else lines + 1  # a gap tells rows of several lines apart
        line, column = divmod(place, self._across) if place < len(self.lines.fields) else (0, self._across)
        self._grid.addWidget(widget, number * stride + line, column)
        if lines > 1:
            self._grid.setRowMinimumHeight(number * stride + lines, BETWEEN_ROWS)

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        texts = sum(field.kind is Kind.TEXT for field in self.lines.fields[1 : self._across])
        least = sum(width + SPACING for width in self._least_widths)
        return least + texts * COMFORT + REMOVE

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
        self._show_sums(rows)

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
        self._foot.show_problem(first)
        self._say_notes()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """What the program knows of the rows, by "lines/ROW_ID/field"."""
        self._foot.keep_notes(notes)
        self._say_notes()

    @property
    def note(self) -> str:
        """What is told about the whole table."""
        return self._foot.note

    def set_note(self, note: str) -> None:
        """What the program worked out about the whole table, shown quietly unless a row has something to say."""
        self._foot.note = note
        self._say_notes()

    def _say_notes(self) -> None:
        row = next((row for row in self._rows[: self._used] if row.has_focus()), None)
        self._foot.say_of(row.id if row else "")

    def set_read_only(self, on: bool) -> None:
        self._read_only = on
        self._add.setVisible(not on)
        for row in self._rows:
            for editor in row.editors.values():
                editor.set_read_only(on)
        self._tidy_rows()

    def focus_widgets(self) -> list[QWidget]:
        """Everything that can be tabbed to, in visual order; Tab passes over rows that are not shown yet."""
        editors = [keyboard_of(editor) for row in self._rows for editor in row.editors.values()]
        return [*editors, self._add]

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
            for column, widget in enumerate(row.widgets()):
                self._put(widget, number, column)
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
        self._place_sums()
        if len(self._rows) != made:
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
            for column, widget in enumerate(each.widgets()):
                self._put(widget, number, column)
            for editor in each.editors.values():
                editor.widget().setAccessibleName(f"{editor.field.label}, {self.lines.row_label} {number}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the empty row that waits at the end: no more lines come, go on behind the grid."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._ends_at(watched):
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add.setFocus(Qt.FocusReason.TabFocusReason)
                self._add.focusNextPrevChild(True)
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

    # ------------------------------------------------------------------------------------------------------------ sums
    def _place_sums(self) -> None:
        """The sums stand under the last row."""
        for column, field in enumerate(self.lines.fields):
            if (label := self._sums.get(field.name)) is not None:
                self._put(label, len(self._rows) + 1, column)

    def _show_sums(self, rows: Sequence[Mapping[str, object]]) -> None:
        for field in self.lines.fields:
            if (label := self._sums.get(field.name)) is None:
                continue
            numbers = [_number(row.get(field.name)) for row in self.lines.adding(rows)]
            given = [number for number in numbers if number is not None]
            label.setText(show(field, sum(given)) if len(given) > 1 else "")


def _number(value: object) -> int | None:
    if isinstance(value, Area):
        return value.hundredths
    return value if isinstance(value, int) and not isinstance(value, bool) else None
