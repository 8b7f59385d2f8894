"""The rows of a long child table as a table shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from models.fields import Lines
from models.rules import Problem
from ui.entry.line_columns import NUMBERS
from ui.entry.long_row import LongRow
from ui.entry.wording import WITHHELD
from ui.look.theme import current_palette

Index = QModelIndex | QPersistentModelIndex
SEVERITY = Qt.ItemDataRole.UserRole + 1
TOP_LEVEL = QModelIndex()


class LongModel(QAbstractTableModel):
    """The rows, and behind them an empty one that waits unless they are only read; whoever changes a row says so by
    `row_changed`."""

    def __init__(self, lines: Lines, parent: QObject) -> None:
        super().__init__(parent)
        self.lines = lines
        self.rows: list[LongRow] = []
        self.read_only = False
        self.withheld: frozenset[str] = frozenset()
        """The fields that were kept back in at least one row."""

    def put(self, rows: list[LongRow]) -> None:
        """Show these rows in place of those before."""
        self.beginResetModel()
        self.rows = [*rows, *([] if self.read_only else [LongRow()])]
        self.endResetModel()

    def filled(self) -> list[LongRow]:
        """The rows that have something in them."""
        return [row for row in self.rows if not row.is_empty()]

    def is_spare(self, number: int) -> bool:
        """Whether this is the empty row that waits."""
        return number == len(self.rows) - 1 and self.rows[number].is_empty()

    def begun(self, number: int, new_id: Callable[[], str]) -> LongRow:
        """The row of this number, with an id, and an empty one waiting behind the last."""
        row = self.rows[number]
        row.id = row.id or new_id()
        if number == len(self.rows) - 1:
            self.beginInsertRows(TOP_LEVEL, len(self.rows), len(self.rows))
            self.rows.append(LongRow())
            self.endInsertRows()
        return row

    def remove(self, number: int) -> None:
        self.beginRemoveRows(TOP_LEVEL, number, number)
        del self.rows[number]
        self.endRemoveRows()

    def mark(self, problems: Sequence[Problem]) -> None:
        """Keep the problems at their rows, the first of each cell; those before are gone."""
        rows = self.filled()
        for row in rows:
            row.problems.clear()
        for problem in reversed(problems):
            if problem.line and 0 <= problem.line[1] < len(rows):
                rows[problem.line[1]].problems[problem.field] = (problem.severity.value, problem.message)

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
