"""Two tables of help: the keys, and every rule that records are checked by, to be sorted, narrowed and printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.record_types import RECORD_TYPES
from models.rule_table import MEANING, TITLE, rule_table, rules_document
from models.text import fold
from ui import messages
from ui.buttons import KeyButton
from ui.cards import said
from ui.dialog_size import size_on_screen
from ui.look.views import prepare_table
from ui.paper.document_files import file_kinds
from ui.paper.preview import Printable, show_preview
from ui.session import Session
from ui.shell.places import Place

RULE_HEADINGS = ("Mã", "Sổ", "Quy tắc", "Khi không đúng", "Căn cứ", "Hiệu lực")
PAGE_KEYS = (
    ("Ctrl+N", "Thêm phiếu mới"),
    ("Ctrl+S", "Lưu, chưa ghi sổ"),
    ("Ctrl+Enter", "Ghi sổ và tạo mới; trong hộp thoại: nút chính"),
    ("Ctrl+G", "Ghi sổ"),
    ("Ctrl+D", "Sao chép thành bản mới"),
    ("Ctrl+H", "Lịch sử của phiếu"),
    ("Ctrl+K", "Tìm mọi nơi: mọi sổ, mọi trang"),
    ("Ctrl+F", "Tìm trong danh sách"),
    ("Ctrl+L", "Lọc, sắp xếp danh sách"),
    ("Ctrl+M", "Việc khác của phiếu: sao chép, lịch sử, hủy"),
    ("Ctrl+P", "In, xem trước bản in"),
    ("Enter, Tab", "Sang ô tiếp theo; Shift để lùi lại"),
    ("Enter, Space ở nút", "Bấm nút ấy"),
    ("F4, Alt+mũi tên xuống", "Mở danh sách của ô"),
    ("F2", "Mở mục đã chọn ở ô"),
    ("Ctrl+Delete", "Bỏ dòng đang đứng trong bảng của phiếu"),
    ("Esc", "Đóng danh sách, đóng phiếu; vẫn giữ bản gõ dở"),
    ("Mũi tên lên, xuống", "Đi trong danh sách, trong cột bên trái"),
    ("F1", "Bảng phím tắt này"),
    ("Ctrl+Q", "Thoát; vẫn giữ bản gõ dở"),
)


def show_keys(parent: QWidget, places: Sequence[Place]) -> None:
    """The keys of pages and of places."""
    rows = [*PAGE_KEYS, *((place.shortcut, place.label) for place in places if place.shortcut)]
    dialog = messages.Dialog(parent, "Phím tắt")
    dialog.resize(size_on_screen(dialog, 560, 560))
    dialog.content.addWidget(_table("Phím tắt", ("Phím", "Việc"), rows, (180, 0), stretched=1))
    dialog.exec()


def show_rules(parent: QWidget, session: Session) -> None:
    """Every rule, with the article it follows from; a search narrows the table, a heading sorts it."""
    RulesDialog(parent, session).exec()


class RulesDialog(messages.Dialog):
    """What records are checked by."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent, TITLE)
        self._session = session
        self.resize(size_on_screen(self, 1200, 640))
        rows = [
            (row.code, row.place, row.sentence, row.severity, row.article, row.validity)
            for row in rule_table(RECORD_TYPES)
        ]
        self.table = _table("Quy tắc", RULE_HEADINGS, rows, (76, 150, 0, 118, 220, 130), stretched=2)
        self.table.setWordWrap(True)
        header = self.table.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as declared, register by register
        self.table.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda *_: self._sorted())
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm không cần dấu")
        self.search.setAccessibleName("Tìm quy tắc")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.printing = KeyButton("Xem trước bản in", "Ctrl+P", "plain", "print")
        self.printing.clicked.connect(self.preview)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.printing)
        said_first = said(f"{len(rows)} quy tắc. {MEANING}", "muted")
        said_first.setWordWrap(True)
        self.content.addWidget(said_first)
        self.content.addLayout(above)
        self.content.addWidget(self.table, 1)
        self.search.setFocus()

    def preview(self) -> None:
        """The whole table as pages, from where it is printed or saved."""
        document = rules_document(rule_table(RECORD_TYPES))
        show_preview(self, Printable(lambda _: document), file_kinds(self._session))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their words need at this width, once the columns have it."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)

    def _sorted(self) -> None:
        self._narrow(self.search.text())
        self.table.resizeRowsToContents()

    def _narrow(self, text: str) -> None:
        for row, shown in enumerate(_holding([self._line(row) for row in range(self.table.rowCount())], fold(text))):
            self.table.setRowHidden(row, not shown)

    def _line(self, row: int) -> str:
        items = (self.table.item(row, column) for column in range(self.table.columnCount()))
        return fold(" ".join(item.text() for item in items if item))


def _holding(lines: Sequence[str], typed: str) -> Sequence[bool]:
    """Which lines hold every word. A number belongs to the word before it, "dieu 20" is no "dieu 9 ... 20 ngay"; where
    no line has it so, the words may stand apart."""
    together = [re.compile(re.escape(words) + r"(?!\d)") for words in re.findall(r"[^\W\d]+ \d\S*|\S+", typed)]
    found = [all(words.search(line) for words in together) for line in lines]
    return found if any(found) else [all(word in line for word in typed.split()) for line in lines]


def _table(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], stretched: int
) -> QTableWidget:
    """Columns of these widths in px; the one that is `stretched` has what the others leave."""
    table = QTableWidget(len(rows), len(headings))
    table.setHorizontalHeaderLabels(list(headings))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    prepare_table(table)
    table.setTabKeyNavigation(False)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
    return table
