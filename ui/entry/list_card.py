"""The left card of a register: chips, unfinished typing, the table, and its foot with totals and export."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.fields import Kind, RecordType
from models.records import Record
from ui import messages
from ui.entry.field_cell import MOST_LINES, ElidedLabel
from ui.entry.filter_bar import FilterBar
from ui.entry.flow_layout import FlowLayout
from ui.entry.list_table import ListTable
from ui.entry.rows_model import RowsModel
from ui.entry.totals import totals_text
from ui.entry.wording import clock_or_day, counted, heading, new_label, noun
from ui.look.theme import icon
from ui.session import Session

SHOWN_UNFINISHED = 2
EXPORT = "Xuất Excel"
NARROW = 360  # px below which the sums need the room of the words beside them
MOST_LETTERS = 28  # of the name of what was typed


class ListCard(QFrame):
    """Asks the model anew when chips or search change."""

    def __init__(self, session: Session, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session = session
        self._type = record_type
        self._search = ""
        self.model = RowsModel(session, record_type)
        self.table = ListTable(session, self.model)
        self.filters = FilterBar(session, record_type)
        self.unfinished = UnfinishedBar(session, record_type)
        self._empty = QLabel()
        self._foot = ElidedLabel(lines=MOST_LINES)
        self._export = QPushButton(EXPORT)
        self._build()
        self.filters.changed.connect(self.ask)
        self.filters.sorting.aboutToShow.connect(self._fill_sorting)
        self.model.arrived.connect(self._arrived)
        self._export.clicked.connect(self.export)

    def _build(self) -> None:
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMargin(24)
        self._foot.setProperty("role", "total")
        self._export.setProperty("role", "link")
        self._export.setIcon(icon("download", "muted", 16))
        self._export.setAccessibleName(EXPORT)
        self._export.setToolTip("Ghi danh sách đang lọc ra tệp Excel")
        self._middle = QStackedWidget()  # a layout without a parent would show the table as a window of its own
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 4)
        top.addWidget(self.filters)
        top.addWidget(self.unfinished)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 4, 8, 4)
        row.addWidget(self._foot, 1)
        row.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._middle, 1)
        layout.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside a long form the button keeps its picture only, so that no sum is cut."""
        super().resizeEvent(event)
        self._export.setText(EXPORT if self.width() >= NARROW else "")

    def wanted_width(self) -> int:
        """px in which every value of the list is seen; 0 for an empty list."""
        return self.table.wanted_width() + 2 if self.model.summary.rows else 0

    def identity_width(self) -> int:
        """px in which one sees which record each row is; 0 for an empty list."""
        return self.table.identity_width() + 2 if self.model.summary.rows else 0

    def search(self, text: str) -> None:
        self._search = text
        self.ask()

    def ask(self) -> None:
        """Ask the list with what is searched and filtered now; its order stays."""
        query = replace(self.model.query, search=self._search)
        self.model.ask(self.filters.filters.narrow(query, self._type))

    def _fill_sorting(self) -> None:
        """What a click on a heading does, by keyboard: a column, the same once more for the other way round."""
        header, menu = self.table.horizontalHeader(), self.filters.sorting
        menu.clear()
        for place, column in enumerate(self.model.columns):
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(header.sortIndicatorSection() == place)
            action.triggered.connect(partial(self._sort, place))
        menu.addSeparator()
        menu.addAction("Như lúc mở").triggered.connect(partial(self._sort, -1))

    def _sort(self, place: int) -> None:
        header, up, down = self.table.horizontalHeader(), Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        turned = header.sortIndicatorSection() == place and header.sortIndicatorOrder() == up
        header.setSortIndicator(place, down if turned else up)

    def _arrived(self) -> None:
        summary = self.model.summary
        self._middle.setCurrentIndex(0 if summary.rows else 1)
        self._empty.setText(self._why_empty())
        finals = f"đã ghi sổ {summary.finals}" if summary.finals != summary.rows else ""
        parts = (counted(self._type, summary.rows), finals, totals_text(self._type, summary, labels=True))
        self._foot.set_text(" · ".join(part for part in parts if part) if summary.rows else "")
        self._export.setVisible(bool(summary.rows))

    def _why_empty(self) -> str:
        """An empty list says what to do first."""
        if self._search.strip():
            return f"Không tìm thấy “{self._search.strip()}”. Thử ít chữ hơn, hoặc bỏ bớt điều kiện lọc."
        if any(True for _ in self.filters.filters.chips(self._type)):
            return (
                f"Chưa có {noun(self._type)} nào trong phần đang lọc.\n"
                f"Bấm “{new_label(self._type)}” hoặc Ctrl+N để ghi; bỏ bớt điều kiện lọc để xem thêm."
            )
        return f"Chưa có {noun(self._type)} nào.\nBấm “{new_label(self._type)}” hoặc Ctrl+N để ghi mục đầu tiên."

    def export(self) -> None:
        """Write the filtered list into a workbook."""
        path = messages.ask_save_path(self, "Xuất danh sách", f"{self._type.plural}.xlsx", "Bảng tính Excel (*.xlsx)")
        if path is None:
            return
        query, target = self.model.query, path

        def told(count: int) -> None:
            messages.inform(self, f"Đã ghi {counted(self._type, count)} ra tệp.", str(target))

        self._session.run_long(
            self, "Đang ghi danh sách ra tệp Excel…", lambda store, _: store.workbooks.export_list(query, target), told
        )


class UnfinishedBar(QWidget):
    """Names what was typed and not saved, and opens it again."""

    chosen = Signal(str)

    def __init__(self, session: Session, record_type: RecordType) -> None:
        super().__init__()
        self._session = session
        self._type = record_type
        self._on_screen = ""
        self._drafts: tuple[Record, ...] = ()
        self._row = FlowLayout(self)  # a narrow list puts the second one under the first
        self.hide()

    def refresh(self) -> None:
        """Look again for unfinished typing of this register."""
        name = self._type.name
        self._session.latest(
            f"unfinished/{id(self)}",
            lambda store: tuple(draft for draft in store.drafts.all() if draft.record_type == name),
            self._take,
        )

    def leave_out(self, record_id: str) -> None:
        """The record on screen is not offered again."""
        self._on_screen = record_id
        self._show()

    def _take(self, drafts: tuple[Record, ...]) -> None:
        self._drafts = drafts
        self._show()

    def _show(self) -> None:
        offered = [draft for draft in self._drafts if draft.id != self._on_screen]
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.setVisible(bool(offered))
        if not offered:
            return
        label = QLabel(f"Gõ dở ({len(offered)}):")
        label.setProperty("role", "warning")
        self._row.addWidget(label)
        before: QWidget = self._reached_before()
        for draft in offered[:SHOWN_UNFINISHED]:
            link = self._link(draft)
            self._row.addWidget(link)
            QWidget.setTabOrder(before, link)  # made later than the table, and yet before it
            before = link

    def _reached_before(self) -> QWidget:
        """What Tab comes from; Qt puts nothing behind a widget that takes no focus."""
        before = self.previousInFocusChain()
        while before is not None and before is not self and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        return before or self

    def _link(self, draft: Record) -> QPushButton:
        at = clock_or_day(draft.updated_at)
        link = QPushButton(f"{_called(self._type, draft)}, {at}")
        link.setProperty("role", "link")
        link.setToolTip(f"Mở lại {heading(self._type, draft)} gõ dở lúc {at}")
        link.clicked.connect(lambda: self.chosen.emit(draft.id))
        return link


def _called(record_type: RecordType, draft: Record) -> str:
    """Its number, else the name that was typed, else only that it is new or a draft."""
    names = [draft.values.get(field) for field in record_type.title if record_type.by_name[field].kind is Kind.TEXT]
    named = next((name for name in names if isinstance(name, str) and name), "")
    short = named if len(named) <= MOST_LETTERS else named[:MOST_LETTERS].rstrip() + "…"
    return draft.number_text or short or ("bản chưa ghi sổ" if draft.version else "bản mới")
