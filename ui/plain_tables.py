"""Short read-only tables of texts, for what is not a register: units, files, fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.look.views import prepare_table


def plain_table(name: str, titles: Sequence[str], right: Sequence[int] = ()) -> QTableWidget:
    """An empty table chosen by rows; `name` is its accessible name, the columns in `right` hold numbers."""
    table = QTableWidget(0, len(titles))
    prepare_table(table)
    table.setProperty("role", "inner")
    table.setAccessibleName(name)
    for column, title in enumerate(titles):
        item = QTableWidgetItem(title)
        item.setTextAlignment(_aligned(column in right))
        table.setHorizontalHeaderItem(column, item)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    return table


def fill_row(
    table: QTableWidget, row: int, texts: Sequence[str], data: object = None, icon: QIcon | None = None
) -> None:
    """Write one row; `data` stays with it (`row_data`), the whole text is the tool tip, `icon` stands in front."""
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        header = table.horizontalHeaderItem(column)
        item.setTextAlignment(Qt.AlignmentFlag(header.textAlignment()) if header else _aligned(False))
        table.setItem(row, column, item)
    first = table.item(row, 0)
    if first is not None:
        first.setData(Qt.ItemDataRole.UserRole, data)
        if icon is not None:
            first.setIcon(icon)


def row_data(table: QTableWidget, row: int) -> object:
    """What `fill_row` kept with a row; None for no row."""
    item = table.item(row, 0) if row >= 0 else None
    return item.data(Qt.ItemDataRole.UserRole) if item else None


def fit_columns(table: QTableWidget, stretched: int) -> None:
    """Every column as wide as its texts, `stretched` takes what is left."""
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


def _aligned(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
