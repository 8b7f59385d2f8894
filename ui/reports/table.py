"""A document's table on screen: the very texts that are printed, numbers right aligned, headings across."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView, QWidget

from models.documents import Align, Cell, Table
from models.table_bands import placed
from ui.look.theme import ROW_HEIGHT, tabular_font
from ui.look.views import prepare_table
from ui.plain_keys import is_plain_enter
from ui.reports.frozen import FrozenLabels

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
INDENT = 12  # px for each step
BEHIND = 8  # px that Qt leaves between the room of an indented text and the text
PAD = 16  # px of air above and below a label of two lines together
BESIDE = 20  # px: the padding of a cell left and right, what Qt adds to it, and a little, for a word is not to be cut
HEADER = 44  # px, two lines
LABEL_LEAST, NUMBER_LEAST, NUMBER_MOST = 250, 84, 190
LABEL_TIGHT = 190  # px that a label may shrink to where that saves scrolling sideways


class DocumentTableModel(QAbstractTableModel):
    """Serves a models.documents.Table to a view."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._cells = [dict(placed(row)) for row in table.rows]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def cell(self, index: Index) -> Cell | None:
        return self._cells[index.row()].get(index.column()) if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.DecorationRole and cell.indent:
            return _nothing(INDENT * cell.indent)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.text or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Align.LEFT if cell.span > 1 else self.table.columns[index.column()].align)
        if role == Qt.ItemDataRole.FontRole and (cell.bold or cell.italic):
            font = tabular_font(weight=QFont.Weight.DemiBold if cell.bold else QFont.Weight.Normal)
            font.setItalic(cell.italic)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.columns[index.column()].title}: {cell.text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.align) | Qt.TextFlag.TextWordWrap.value
        return None


class DocumentTable(QTableView):
    """The table of a report. `opened` is emitted with a cell's key on Enter or a double click."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: FrozenLabels | None = None  # Qt scrolls and resizes before there are any
        prepare_table(self)
        self.setProperty("role", "inner")
        self.setAccessibleName("Bảng số liệu")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setFixedHeight(HEADER)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)  # titles break into two lines instead
        self.doubleClicked.connect(self._open)
        self._labels = FrozenLabels(self)
        self._labels.doubleClicked.connect(self._open)

    def show_table(self, table: Table) -> None:
        """Show a table; the cell in use stays in use when it has the same key."""
        key = self.current_key()
        self.clearSpans()
        self.setModel(DocumentTableModel(table, self))
        for row, cells in enumerate(table.rows):
            for column, cell in placed(cells):
                if cell.span > 1:
                    self.setSpan(row, column, 1, cell.span)
        self._fit()
        self.select_key(key)

    def current_key(self) -> str:
        """The key of the cell in use, "" for none."""
        model = self.model()
        cell = model.cell(self.currentIndex()) if isinstance(model, DocumentTableModel) else None
        return cell.key if cell else ""

    def select_key(self, key: str) -> bool:
        """Go to the cell with this key; False when there is none."""
        model = self.model()
        if not key or not isinstance(model, DocumentTableModel):
            return False
        for row, cells in enumerate(model.table.rows):
            for column, cell in placed(cells):
                if cell.key == key:
                    self.setCurrentIndex(model.index(row, column))
                    return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        model = self.model()
        cell = model.cell(index) if isinstance(model, DocumentTableModel) else None
        if cell and cell.key:
            self.opened.emit(cell.key)

    def _fit(self) -> None:
        """Numbers whole, labels take what is left; a row is as high as its label needs."""
        model = self.model()
        if not isinstance(model, DocumentTableModel):
            return
        header = self.horizontalHeader()
        widest = -1
        for index, column in enumerate(model.table.columns):
            header.setSectionResizeMode(index, QHeaderView.ResizeMode.Interactive)
            if column.label_column and column.align is Align.LEFT:
                widest = index
                continue
            least = 44 if column.label_column else NUMBER_LEAST
            width = max(self.sizeHintForColumn(index), _half(column.title, header)) + 8
            self.setColumnWidth(index, min(max(width, least), NUMBER_MOST))
        if widest >= 0:
            others = sum(self.columnWidth(index) for index in range(model.columnCount()) if index != widest)
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            room = self.width() - 2 * self.frameWidth() - bar - 4
            left = room - others
            self.setColumnWidth(widest, left if left >= LABEL_TIGHT else LABEL_LEAST)
        for row in range(model.rowCount()):
            self.setRowHeight(row, self._height(model, row, widest))
        if self._labels is not None:
            self._labels.follow()

    def _height(self, model: DocumentTableModel, row: int, label_column: int) -> int:
        """As high as the lines of its label; a heading goes across and needs one."""
        cell = model.cell(model.index(row, label_column)) if label_column >= 0 else None
        if cell is None or cell.span > 1:
            return ROW_HEIGHT
        font = model.data(model.index(row, label_column), Qt.ItemDataRole.FontRole)
        metrics = QFontMetrics(font) if isinstance(font, QFont) else self.fontMetrics()
        indent = INDENT * cell.indent + BEHIND if cell.indent else 0
        room = QRect(0, 0, self.columnWidth(label_column) - BESIDE - indent, 10_000)
        return max(ROW_HEIGHT, metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, cell.text).height() + PAD)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if self._labels is not None:
            self._labels.uncover(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._labels is not None:
            self._labels.fit()

    def refit(self) -> None:
        """Share the width out again, after the view became wider or narrower."""
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


def _nothing(width: int) -> QPixmap:
    """A picture of nothing before a text: every line of the text begins behind it, not only the first."""
    found = QPixmap(width, 1)
    found.fill(Qt.GlobalColor.transparent)
    return found


def _half(title: str, header: QHeaderView) -> int:
    """How wide a column's title needs it on two lines."""
    metrics = header.fontMetrics()
    words = title.split()
    lines = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(len(words)))
    return min((max(map(metrics.horizontalAdvance, pair)) for pair in lines), default=0) + 20


def _alignment(align: Align) -> int:
    """Flags as a plain number: a header also takes a text flag among them."""
    flag = {
        Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
        Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    }[align]
    return flag.value
