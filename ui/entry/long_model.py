"""The rows of a long child table as a table shows them, and how they are painted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from models.fields import Lines
from ui.entry.line_columns import NUMBERS
from ui.entry.long_row import LongRow
from ui.entry.wording import WITHHELD
from ui.look.theme import current_palette
from ui.look.views import FigureDelegate

Index = QModelIndex | QPersistentModelIndex
INDENT = 18  # px by which a row that is part of another stands back
SEVERITY = Qt.ItemDataRole.UserRole + 1
TOP_LEVEL = QModelIndex()


class LongModel(QAbstractTableModel):
    """Reads the rows it is given; whoever changes them says so by `row_changed`."""

    def __init__(self, lines: Lines, parent: QObject) -> None:
        super().__init__(parent)
        self.lines = lines
        self.rows: list[LongRow] = []
        self.withheld: frozenset[str] = frozenset()
        """The fields that were kept back in at least one row."""

    def put(self, rows: list[LongRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def append(self, row: LongRow) -> None:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def remove(self, number: int) -> None:
        self.beginRemoveRows(QModelIndex(), number, number)
        del self.rows[number]
        self.endRemoveRows()

    def row_changed(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def is_part(self, number: int) -> bool:
        return bool(self.lines.part) and self.rows[number].values.get(self.lines.part) is True

    def is_kept_back(self, row: LongRow, name: str) -> bool:
        """Whether nothing stands there because the lower unit did not send it."""
        return name in self.withheld and not row.has(name)

    def rowCount(self, parent: Index = TOP_LEVEL) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP_LEVEL) -> int:
        return 0 if parent.isValid() else len(self.lines.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, field = self.rows[index.row()], self.lines.fields[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return WITHHELD if self.is_kept_back(row, field.name) else row.text(field)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if field.kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return row.complaints.get(field.name) or row.problems.get(field.name, ("", ""))[1] or row.text(field)
            case Qt.ItemDataRole.ForegroundRole if self.is_part(index.row()) or self.is_kept_back(row, field.name):
                return QColor(current_palette().muted)
        if role == SEVERITY:
            return "stop" if field.name in row.complaints else row.problems.get(field.name, ("", ""))[0]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        field = self.lines.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{field.label} *" if field.required is True else field.label
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


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
