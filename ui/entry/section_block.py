"""A titled group of fields, packed anew when fields appear or vanish: two in a row where they are short, or as a
hand-made form arranges them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.fields import Kind
from ui.entry.field_cell import FieldCell
from ui.entry.section_title import FoldingTitle

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE, Kind.UNIT, Kind.CHOICE})
"""What looks right over the whole width when it stands alone in its row; a date or a number does not."""

WHOLE, HALF = 2, 1  # columns of the grid that a field takes
BETWEEN = 14  # px between two fields of a row
TOP = Qt.AlignmentFlag.AlignTop
ROOMY = 600  # px from which half of the form holds a name
LEAST = {Kind.DATE: 132, Kind.YEAR: 84, Kind.INTEGER: 96, Kind.MONEY: 150, Kind.QUANTITY: 110, Kind.BOOLEAN: 84}
LEAST_WORDS = 168  # px of everything else in an arranged row

Arrangement = tuple[tuple[str, ...], ...]
"""The names of the fields that stand in one row, row by row; what it does not name follows as it is packed."""


class SectionBlock(QWidget):
    """Visible cells from left to right and down, as on the paper form. With `folds` they wait behind their title until
    one of them is used."""

    def __init__(
        self, label: str, cells: Sequence[FieldCell], arrangement: Arrangement = (), *, folds: bool = False
    ) -> None:
        super().__init__()
        self._arrangement = arrangement
        arranged = [name for row in arrangement for name in row]
        named = {cell.field.name: cell for cell in cells}
        rest = [cell for cell in cells if cell.field.name not in arranged]
        self.cells: Sequence[FieldCell] = [*(named[name] for name in arranged), *rest]
        self._shown: tuple[FieldCell, ...] = ()
        self._width_class = (False, 0)
        self.title = FoldingTitle(label) if folds else None
        head: QWidget = self.title or QLabel(label)
        if self.title is None:
            head.setProperty("role", "section")
        else:
            self.title.toggled.connect(lambda _: self._show_folded())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(2)
        for column in range(WHOLE):
            self._grid.setColumnStretch(column, 1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._grid)
        for cell in self.cells:
            cell.setParent(self)
            cell.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )  # the grid alone shares the width

    def focus_widgets(self) -> list[QWidget]:
        """Everything that can be tabbed to, in visual order; Qt moves what is inside of one along with it."""
        head = [self.title] if self.title is not None else []
        return [*head, *(cell.editor.widget() for cell in self.cells)]

    def names(self) -> list[str]:
        """The fields in the order of reading."""
        return [cell.field.name for cell in self.cells]

    def unfold(self, names: frozenset[str]) -> None:
        """Open when one of these, used or in question, is among the fields."""
        if self.title is not None and not names.isdisjoint(cell.field.name for cell in self._shown):
            self.title.setChecked(True)

    def fold(self) -> None:
        """Wait behind the title again, for another record."""
        if self.title is not None:
            self.title.setChecked(False)

    def show_cells(self, names: frozenset[str]) -> None:
        """Show the fields of these names; without any the whole section is gone."""
        shown = tuple(cell for cell in self.cells if cell.field.name in names)
        if shown == self._shown and bool(shown) != self.isHidden():  # a block just made shows its title without cells
            return
        self._shown = shown
        self._show_folded()
        self._place()
        self.setVisible(bool(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._width_class != (self._is_roomy, len(list(self._arranged()))):
            self._place()

    @property
    def _is_roomy(self) -> bool:
        return self.width() >= ROOMY

    def _show_folded(self) -> None:
        opened = self.title is None or self.title.isChecked()
        for cell in self.cells:
            cell.setVisible(opened and cell in self._shown)

    def _place(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        arranged = list(self._arranged())
        roomy, self._width_class = self._is_roomy, (self._is_roomy, len(arranged))
        for number, beside in enumerate(arranged):
            self._grid.addLayout(_beside(beside), number, 0, 1, WHOLE)
        packed = [cell for cell in self._shown if not any(cell.field.name in row for row in self._arrangement)]
        for row, placed in enumerate(pack(packed, roomy=roomy), len(arranged)):
            for cell, width in placed:
                cell.make_room(roomy=roomy or width == WHOLE)
            if not roomy and [cell.field.kind for cell, _ in placed] == [Kind.DATE, Kind.REFERENCE]:
                self._grid.addLayout(_day_and_name(*(cell for cell, _ in placed)), row, 0, 1, WHOLE)
                continue
            for column, (cell, width) in enumerate(placed):
                self._grid.addWidget(cell, row, column, 1, width, TOP)
        self._layout.invalidate()  # Qt does not tell it of what changed in a layout within a layout
        self.updateGeometry()

    def _arranged(self) -> Iterator[list[FieldCell]]:
        """The arranged rows of what is shown; one that is too wide goes on in the next line."""
        for names in self._arrangement:
            line: list[FieldCell] = []
            for cell in (cell for cell in self._shown if cell.field.name in names):
                if line and sum(least_width(each) + BETWEEN for each in (*line, cell)) - BETWEEN > self.width():
                    yield line
                    line = []
                line.append(cell)
            if line:
                yield line


def least_width(cell: FieldCell) -> int:
    """px below which a field of an arranged row would be cut."""
    label = cell.fontMetrics().horizontalAdvance(f"{cell.field.label} *") * 9 // 10  # labels are 9 pt
    return max(LEAST.get(cell.field.kind, LEAST_WORDS), label)


def _beside(row: Sequence[FieldCell]) -> QHBoxLayout:
    """In shares of what each needs, so that none is cut; a day or a number that stands alone stays short, an amount as
    long as its words need in two lines."""
    line = QHBoxLayout()
    line.setSpacing(BETWEEN)
    for cell in row:
        line.addWidget(cell, least_width(cell), TOP)
        cell.make_room(roomy=False)
    if len(row) == 1 and row[0].field.kind in LEAST:
        line.addStretch((1 if row[0].field.kind is Kind.MONEY else 2) * least_width(row[0]))
    return line


def pack(cells: Sequence[FieldCell], *, roomy: bool) -> Iterator[list[tuple[FieldCell, int]]]:
    """Rows of (cell, columns taken of WHOLE). In a narrow form a reference fits beside a date; one that begins a row
    takes all of it, as names are long."""
    row: list[tuple[FieldCell, int]] = []
    for cell in cells:
        named = cell.field.kind is Kind.REFERENCE and not row and not roomy
        whole = named or cell.takes_whole_width(roomy=roomy)
        if row and whole:
            yield _closed(row)
            row = []
        row.append((cell, WHOLE if whole else HALF))
        if whole or len(row) == WHOLE:
            yield row
            row = []
    if row:
        yield _closed(row)


def _day_and_name(day: FieldCell, name: FieldCell) -> QHBoxLayout:
    """A third for the day, which is short, and the rest for the name."""
    pair = QHBoxLayout()
    pair.setSpacing(BETWEEN)
    pair.addWidget(day, 1, TOP)
    pair.addWidget(name, 2, TOP)
    return pair


def _closed(row: list[tuple[FieldCell, int]]) -> list[tuple[FieldCell, int]]:
    cell, _ = row[0]
    return [(cell, WHOLE if cell.field.kind in STRETCHED else HALF)]
