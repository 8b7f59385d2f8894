"""Two tables of help: the keys, and every rule that records are checked by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from models.record_types import RECORD_TYPES
from models.text import fold
from models.validation import rule_table
from ui import messages
from ui.cards import said
from ui.places import Place
from ui.views import prepare_table

PAGE_KEYS = (
    ("Ctrl+N", "Thêm phiếu mới"),
    ("Ctrl+S", "Lưu, chưa ghi sổ"),
    ("Ctrl+Enter", "Ghi sổ và tạo mới; trong hộp thoại: nút chính"),
    ("Ctrl+G", "Ghi sổ"),
    ("Ctrl+D", "Sao chép thành bản mới"),
    ("Ctrl+H", "Lịch sử của phiếu"),
    ("Ctrl+K", "Tìm mọi nơi: mọi sổ, mọi trang"),
    ("Ctrl+F", "Tìm trong danh sách"),
    ("Ctrl+P", "In, xem trước bản in"),
    ("Enter, Tab", "Sang ô tiếp theo; Shift để lùi lại"),
    ("F4, Alt+mũi tên xuống", "Mở danh sách của ô"),
    ("Esc", "Đóng danh sách, đóng phiếu; vẫn giữ bản gõ dở"),
    ("Mũi tên lên, xuống", "Đi trong danh sách, trong cột bên trái"),
    ("F1", "Bảng phím tắt này"),
    ("Ctrl+Q", "Thoát; vẫn giữ bản gõ dở"),
)


def show_keys(parent: QWidget, places: Sequence[Place]) -> None:
    """The keys of pages and of places."""
    rows = [*PAGE_KEYS, *((place.shortcut, place.label) for place in places if place.shortcut)]
    dialog = messages.Dialog(parent, "Phím tắt")
    dialog.setMinimumSize(560, 560)
    dialog.content.addWidget(_table("Phím tắt", ("Phím", "Việc"), rows, (180,)))
    dialog.exec()


def show_rules(parent: QWidget) -> None:
    """Every rule, with the article it follows from; a search narrows the table."""
    RulesDialog(parent).exec()


class RulesDialog(messages.Dialog):
    """What records are checked by."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "Bảng quy tắc kiểm tra")
        self.setMinimumSize(980, 600)
        rows = [
            (_where(rule.register, rule.lines), rule.sentence, rule.severity, rule.article)
            for rule in rule_table(RECORD_TYPES)
        ]
        self._lines = [fold(" ".join(row)) for row in rows]
        self.table = _table("Quy tắc", ("Sổ", "Quy tắc", "Khi không đúng", "Căn cứ"), rows, (190, 400, 130))
        self.table.setWordWrap(True)
        self.table.horizontalHeader().geometriesChanged.connect(self.table.resizeRowsToContents)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm không cần dấu")
        self.search.setAccessibleName("Tìm quy tắc")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.content.addWidget(said("Mỗi phiếu được kiểm tra theo các quy tắc này khi ghi sổ.", "muted"))
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        for row in range(self.table.rowCount()):
            self.table.setRowHidden(row, not all(word in self._lines[row] for word in words))


def _where(register: str, lines: str) -> str:
    return f"{register}: {lines}" if lines else register


def _table(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> QTableWidget:  # fmt: skip
    table = QTableWidget(len(rows), len(headings))
    table.setHorizontalHeaderLabels(list(headings))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    prepare_table(table)
    table.setTabKeyNavigation(False)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
    return table
