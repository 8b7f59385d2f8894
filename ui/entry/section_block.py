"""A titled group of fields, two in a row where they are short, packed anew when fields appear or vanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models.fields import Kind
from ui.entry.field_cell import FieldCell

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE, Kind.UNIT, Kind.CHOICE})
"""What looks right over the whole width when it stands alone in its row; a date or a number does not."""

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
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(title)
        layout.addLayout(self._grid)
        for cell in cells:
            cell.setParent(self)

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
            for column, (cell, width) in enumerate(placed):
                self._grid.addWidget(cell, row, column, 1, width, Qt.AlignmentFlag.AlignTop)


def pack(cells: Sequence[FieldCell], *, roomy: bool) -> Iterator[list[tuple[FieldCell, int]]]:
    """Rows of (cell, columns taken). In a narrow form a reference fits beside a date; one that begins a row takes
    all of it, as names are long."""
    row: list[tuple[FieldCell, int]] = []
    for cell in cells:
        named = cell.field.kind is Kind.REFERENCE and not row and not roomy
        whole = named or cell.takes_whole_width(roomy=roomy)
        if row and whole:
            yield _closed(row)
            row = []
        row.append((cell, 2 if whole else 1))
        if whole or len(row) == 2:
            yield row
            row = []
    if row:
        yield _closed(row)


def _closed(row: list[tuple[FieldCell, int]]) -> list[tuple[FieldCell, int]]:
    cell, _ = row[0]
    return [(cell, 2 if cell.field.kind in STRETCHED else 1)]
