"""The painted rows of a long child table, without the cells that lie over one of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from ui.entry.long_model import SEVERITY, Index, LongModel
from ui.look.theme import current_palette
from ui.look.views import FigureDelegate, prepare_table

ROW, NUMBERS_WIDTH = 36, 36  # px
LEAST_ROWS = 3  # so that the table and all round it are seen whole on the smallest screen
INDENT = 18  # px by which a row that is part of another stands back


class LongView(QTableView):
    """Takes the focus only where its rows are only read. `resized` tells that there is more or less room."""

    resized = Signal()

    def __init__(self, model: LongModel) -> None:
        super().__init__()
        prepare_table(self)
        self.setProperty("role", "entry")
        self.setModel(model)
        self.setItemDelegate(LongDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)  # it would take Tab and Enter from the editors that lie in it
        self.setAccessibleName(model.lines.label)
        self.setMinimumHeight((LEAST_ROWS + 1) * ROW)
        numbers = self.verticalHeader()
        numbers.show()
        numbers.setFixedWidth(NUMBERS_WIDTH)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def beside(self) -> int:
        """px that are not for columns: the numbers, the scroll bar, the frame."""
        return NUMBERS_WIDTH + self.verticalScrollBar().sizeHint().width() + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class LongDelegate(FigureDelegate):
    """Tints what has a problem; the names of "trong đó" rows stand back."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        severity = index.data(SEVERITY)
        if severity:
            painter.fillRect(option.rect, QColor(tints()[severity]))
        model = index.model()
        if index.column() == 0 and isinstance(model, LongModel) and model.is_part(index.row()):
            option.rect.adjust(INDENT, 0, 0, 0)
        super().paint(painter, option, index)


def tints() -> Mapping[str, str]:
    """Severity -> the ground of a cell."""
    palette = current_palette()
    return {"stop": palette.error_soft, "warning": palette.warning_soft, "hint": palette.accent_soft}
