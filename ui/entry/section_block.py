"""A titled group of fields, two in a row where they are short, packed anew when fields appear or vanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models.fields import Kind
from ui.entry.field_cell import FieldCell

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE, Kind.UNIT, Kind.CHOICE})
"""What looks right over the whole width when it stands alone in its row; a date or a number does not."""


class SectionBlock(QWidget):
    """Visible cells from left to right and down, as on the paper form."""

    def __init__(self, label: str, cells: Sequence[FieldCell]) -> None:
        super().__init__()
        self.cells = cells
        self._shown: tuple[FieldCell, ...] = ()
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
        if shown == self._shown:
            return
        self._shown = shown
        while self._grid.count():
            self._grid.takeAt(0)
        for cell in self.cells:
            cell.setVisible(cell in shown)
        for row, placed in enumerate(pack(shown)):
            for column, (cell, width) in enumerate(placed):
                self._grid.addWidget(cell, row, column, 1, width, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(shown))


def pack(cells: Sequence[FieldCell]) -> Iterator[list[tuple[FieldCell, int]]]:
    """Rows of (cell, columns taken). A reference beside a date fits; one that begins a row takes all of it, as names
    are long."""
    row: list[tuple[FieldCell, int]] = []
    for cell in cells:
        whole = cell.takes_whole_width or (cell.field.kind is Kind.REFERENCE and not row)
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
