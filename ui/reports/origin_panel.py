"""The side panel that tells how a number was counted and opens the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.ports import Store
from models.record_types import record_type
from models.records import Query, Row
from models.report_numbers import shown
from models.reports import ColumnKind, ResultContribution
from ui.buttons import set_icon
from ui.look.theme import ROW_HEIGHT, set_look
from ui.plain_tables import fill_row, fit_columns, plain_table, row_data
from ui.reports.explaining import (
    Number,
    arithmetic,
    days_counted,
    parts_of,
    records_behind,
    source,
    what_is_counted,
)
from ui.reports.panel_words import day_of, lower, repeats, title_of, value_text
from ui.session import Session

PAGE = 50
WIDTH = 400
MOST = 12  # rows of units; a province with more has them scroll among themselves, or its records would be out of reach


@dataclass(frozen=True, slots=True)
class _Behind:
    """The records behind a share, as far as they are listed."""

    query: Query
    rows: Sequence[Row]
    count: int


class OriginPanel(QFrame):
    """`open_record(type, id)` and `open_register(query)` leave the page; `explain(code)` asks for another number of the
    report, `open_period(code)` for the report of another period."""

    open_record = Signal(str, str)
    open_register = Signal(object)
    explain = Signal(str)
    open_period = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._number: Number | None = None
        self._behind: _Behind | None = None
        self.setProperty("role", "card")
        self.setAccessibleName("Cách tính")
        self._label = _text("heading")
        self._value = _text("figure")
        self._days = _text("hint")
        self._how = _text("")
        self._help = _text("hint")
        self._sum = _text("number")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(2)
        self._units_label = _text("section")
        self._units = plain_table("Phần của từng đơn vị", ("Đơn vị", "Nguồn", "Số"), right=(2,))
        self._units.itemSelectionChanged.connect(self._unit_chosen)
        self._note = _text("hint")
        self._records_label = _text("section")
        self._records = plain_table("Các bản ghi được tính", ("Bản ghi", "Ngày"), right=(1,))
        self._records.itemActivated.connect(self._open_chosen)
        self._register = QPushButton("Mở danh sách trong sổ")
        self._register.clicked.connect(self._open_register)
        self._rest = QWidget()  # keeps everything at the top where it does not fill the panel
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self._area, self._content = area, content
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 6, 1, 6)
        around.addWidget(area)
        for table in (self._units, self._records):
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.currentItemChanged.connect(self._follow)
        column = QVBoxLayout(content)
        column.setContentsMargins(15, 6, 15, 8)
        column.setSpacing(6)
        column.addLayout(self._top())
        for text in (self._label, self._value, self._days, self._how, self._sum, self._help):
            column.addWidget(text)
        column.addLayout(self._parts)
        below: tuple[QWidget, ...] = (self._units_label, self._units, self._note, self._records_label, self._records)
        for widget in (*below, self._register, self._rest):
            column.addWidget(widget)
        column.setStretchFactor(self._rest, 1)

    def _top(self) -> QLayout:
        row = QHBoxLayout()
        title = QLabel("Cách tính")
        title.setProperty("role", "section")
        close = QPushButton()
        close.setProperty("role", "icon")
        close.setAccessibleName("Đóng phần cách tính")
        close.setToolTip("Đóng (Esc)")
        set_icon(close, "x")
        close.clicked.connect(self.closed)
        row.addWidget(title, 1)
        row.addWidget(close)
        return row

    def show_number(self, number: Number) -> None:
        """Explain a number of a report."""
        self._number = number
        labels = {item.code: item.label for item in number.result.definition.indicators}
        self._label.setText(number.row.label)
        self._value.setText(number.text)
        title, days = number.column.title, days_counted(number)
        self._days.setText(f"{days}." if days.startswith(title) else f"{title}: {lower(days)}.")
        self._how.setText(what_is_counted(number.indicator, labels))
        for widget, text in ((self._help, number.indicator.help), (self._sum, arithmetic(number))):
            widget.setText(text)
            widget.setVisible(bool(text))
        self._show_links(number, labels)
        self._show_units(number)

    def focus_first(self) -> None:
        """Put the keyboard where one goes on: the units, else the records, else the panel's close button."""
        target = next((item for item in (self._units, self._records) if item.isVisible()), None)
        (target or self).setFocus()

    def _show_links(self, number: Number, labels: dict[str, str]) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if number.of_another_period:
            code = number.period.code
            self._add_link(f"Mở báo cáo {number.period.label}", lambda _: self.open_period.emit(code))
            return
        for code in parts_of(number.indicator):
            if code in labels:
                self._add_link(labels[code], self._explaining(code))

    def _explaining(self, code: str) -> Callable[[bool], None]:
        return lambda _: self.explain.emit(code)

    def _add_link(self, text: str, slot: Callable[[bool], None]) -> None:
        button = QPushButton(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDTH - 80))
        button.setProperty("role", "link")
        button.setToolTip(text)
        button.setAccessibleName(text)
        set_icon(button, "chevron_right")
        button.clicked.connect(slot)
        self._parts.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _show_units(self, number: Number) -> None:
        shares = () if number.of_another_period else number.result.contributions.get(number.indicator.code, ())
        shown_shares = bool(shares) and number.column.kind is not ColumnKind.PERCENT
        if number.column.kind is ColumnKind.CUMULATIVE and not repeats(number):
            shown_shares = len(shares) == 1
        self._units.blockSignals(True)
        self._units.setRowCount(len(shares) if shown_shares else 0)
        for place, share in enumerate(shares if shown_shares else ()):
            texts = (share.unit_name, source(share, number.result.unit), value_text(number, share))
            fill_row(self._units, place, texts, share)
        fit_columns(self._units, 0)
        _show_whole(self._units, MOST)
        self._units.blockSignals(False)
        many = self._units.rowCount() > 1
        self._units_label.setText(f"{len(shares)} đơn vị")
        self._units_label.setVisible(many)
        self._units.setVisible(many)
        self._show_note(shares if shown_shares else ())
        self._behind = None
        self._show_records()
        if shown_shares:
            self._units.selectRow(self._row_to_choose(number, shares))
            self._unit_chosen()

    def _row_to_choose(self, number: Number, shares: Sequence[ResultContribution]) -> int:
        return next((place for place, share in enumerate(shares) if share.unit == number.column.unit), 0)

    def _show_note(self, shares: Sequence[ResultContribution]) -> None:
        """What was taken out because giver and receiver are both inside the sum."""
        number = self._number
        left_out = sum(share.left_out for share in shares)
        if number is not None and left_out:
            amount = f"{shown(number.indicator, left_out)} {number.indicator.unit}".strip()
            self._note.setText(f"Đã bớt {amount} do các đơn vị trong tổng chuyển cho nhau, để không tính hai lần.")
        self._note.setVisible(bool(left_out))

    def _unit_chosen(self) -> None:
        number, row = self._number, self._units.currentRow()
        share = row_data(self._units, max(row, 0))
        self._behind = None
        query = records_behind(number, share.unit) if number and isinstance(share, ResultContribution) else None
        if query is None or (isinstance(share, ResultContribution) and share.source == "figure"):
            self._show_records()
            return

        def ask(store: Store) -> _Behind:
            return _Behind(query, store.records.page(query, 0, PAGE), store.records.summary(query).rows)

        self._session.latest("report-records", ask, self._take_records)

    def _take_records(self, behind: _Behind) -> None:
        self._behind = behind
        self._show_records()

    def _show_records(self) -> None:
        behind = self._behind
        rows = behind.rows if behind else ()
        self._records.setRowCount(len(rows))
        if behind is not None:
            declared = record_type(behind.query.record_type)
            for place, row in enumerate(rows):
                fill_row(self._records, place, (title_of(declared, row), day_of(declared, row)), row)
            more = f", {len(rows)} bản ghi đầu" if behind.count > len(rows) else ""
            self._records_label.setText(f"{behind.count} bản ghi được tính{more}")
            self._register.setText(f"Mở danh sách trong sổ {declared.plural}")
        self._records.setColumnHidden(1, behind is None or not record_type(behind.query.record_type).dated_by)
        fit_columns(self._records, 0)
        _show_whole(self._records, PAGE)
        for widget in (self._records_label, self._records, self._register):
            widget.setVisible(behind is not None)
        set_look(self._records_label, role="section" if rows else "hint")
        if behind is not None and not rows:
            self._records_label.setText("Không có bản ghi nào kèm theo. Tệp gửi chỉ mang số liệu.")
            self._records.setVisible(False)
            self._register.setVisible(False)

    def _follow(self, item: QTableWidgetItem | None) -> None:
        """The one scroll bar is the panel's: it goes along when a row is gone to by keyboard."""
        table = item.tableWidget() if item is not None else None
        if item is None or table is None or not table.hasFocus():
            return
        middle = table.viewport().mapTo(self._content, table.visualItemRect(item).center())
        self._area.ensureVisible(0, middle.y(), 0, ROW_HEIGHT)

    def _open_chosen(self, item: QTableWidgetItem) -> None:
        row = row_data(self._records, item.row())
        if isinstance(row, Row) and self._behind is not None:
            self.open_record.emit(self._behind.query.record_type, row.id)

    def _open_register(self) -> None:
        if self._behind is not None:
            self.open_register.emit(self._behind.query)


def _show_whole(table: QTableWidget, most: int) -> None:
    """As high as its rows, up to `most` of them, so that it needs no scroll bar of its own."""
    rows = sum(table.rowHeight(row) for row in range(min(table.rowCount(), most)))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2 * table.frameWidth() + 2)


def _text(role: str) -> QLabel:
    label = QLabel("")
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
