"""The label columns of a report kept in sight while its numbers are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.look.views import prepare_table

LABELS = 2  # columns: the number and what is counted


class FrozenLabels(QTableView):
    """A second view of the first columns that lies over the left of `around`, and only while that is scrolled. Keys and
    choices are those of `around`: this one is never gone to."""

    def __init__(self, around: QTableView) -> None:
        super().__init__(around)
        self._around = around
        prepare_table(self)
        self.setProperty("role", "inner")
        self.setAccessibleName(f"{around.accessibleName()}: chỉ tiêu".removeprefix(": "))
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().setFixedHeight(around.horizontalHeader().height())
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(around.verticalScrollBar().setValue)
        around.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        around.horizontalScrollBar().valueChanged.connect(self._scrolled)
        around.horizontalHeader().sectionResized.connect(lambda *_: self.fit())
        self.hide()

    def follow(self) -> None:
        """Show the model that `around` shows now, row for row as high."""
        self.setModel(self._around.model())
        self.setSelectionModel(self._around.selectionModel())
        for column in range(LABELS, self._around.model().columnCount()):
            self.setColumnHidden(column, True)
        for row in range(self._around.model().rowCount()):
            self.setRowHeight(row, self._around.rowHeight(row))
        self.fit()

    def fit(self) -> None:
        """Lie over the columns as wide as they are."""
        for column in range(LABELS):
            self.setColumnWidth(column, self._around.columnWidth(column))
        edge, view = self._around.frameWidth(), self._around.viewport()
        self.setGeometry(edge, edge, self.width_taken() + 1, view.geometry().bottom() + 1 - edge)
        self._scrolled(self._around.horizontalScrollBar().value())

    def width_taken(self) -> int:
        return sum(self._around.columnWidth(column) for column in range(LABELS))

    def uncover(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Scroll a number out from under the labels."""
        bar = self._around.horizontalScrollBar()
        hidden = self.width_taken() - self._around.columnViewportPosition(index.column())
        if index.column() >= LABELS and bar.value() and hidden > 0:
            bar.setValue(bar.value() - hidden)

    def _scrolled(self, value: int) -> None:
        """Nothing to keep in sight while the labels stand where they are; nor where they would hide everything."""
        self.setVisible(value > 0 and self.width_taken() < self._around.viewport().width() * 3 // 4)
        self.raise_()
