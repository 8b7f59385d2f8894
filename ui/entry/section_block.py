"""A titled group of fields, two in a row where they are short, packed anew when fields appear or vanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.fields import Kind
from ui.entry.field_cell import FieldCell

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE, Kind.UNIT, Kind.CHOICE})
"""What looks right over the whole width when it stands alone in its row; a date or a number does not."""

WHOLE, HALF = 2, 1  # columns of the grid that a field takes
BETWEEN = 14  # px between two fields of a row
TOP = Qt.AlignmentFlag.AlignTop
ROOMY = 600  # px from which half of the form holds a name


class SectionBlock(QWidget):
    """Visible cells from left to right and down, as on the paper form."""

    def __init__(self, label: str, cells: Sequence[FieldCell]) -> None:
        super().__init__()
        self.cells = cells
        self._shown: tuple[FieldCell, ...] = ()
        self._roomy = False
        title = QLabel(label)
        title.setProperty("role", "section")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(2)
        for column in range(WHOLE):
            self._grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(title)
        layout.addLayout(self._grid)
        for cell in cells:
            cell.setParent(self)
            cell.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )  # the grid alone shares the width

    def show_cells(self, names: frozenset[str]) -> None:
        """Show the fields of these names; without any the whole section is gone."""
        shown = tuple(cell for cell in self.cells if cell.field.name in names)
        if shown == self._shown and bool(shown) != self.isHidden():  # a block just made shows its title without cells
            return
        self._shown = shown
        for cell in self.cells:
            cell.setVisible(cell in shown)
        self._place()
        self.setVisible(bool(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        if roomy != self._roomy:
            self._roomy = roomy
            self._place()

    def _place(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        for row, placed in enumerate(pack(self._shown, roomy=self._roomy)):
            for cell, width in placed:
                cell.make_room(roomy=self._roomy or width == WHOLE)
            if not self._roomy and [cell.field.kind for cell, _ in placed] == [Kind.DATE, Kind.REFERENCE]:
                self._grid.addLayout(_day_and_name(*(cell for cell, _ in placed)), row, 0, 1, WHOLE)
                continue
            for column, (cell, width) in enumerate(placed):
                self._grid.addWidget(cell, row, column, 1, width, TOP)


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
