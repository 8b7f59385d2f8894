"""The rows of a list, fetched in pages as they come into view; a register is never loaded whole."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon

from models.fields import RecordType
from models.ports import Store
from models.records import Query, Row, State, Summary
from ui.entry.list_columns import columns_of
from ui.look.theme import current_palette, icon
from ui.session import Session, alive

PAGE, KEPT = 100, 40  # rows in a page, pages kept at hand
LIKELY = "n"  # what more names begin with than with any other letter: Nguyễn, Ngô, nhóm, nhà
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Shows the answer to `query`; until a new answer is there the old one stays, so the list is never blank."""

    arrived = Signal()

    def __init__(self, session: Session, record_type: RecordType) -> None:
        super().__init__()
        self._session = session
        self.record_type = record_type
        self.query = Query(record_type.name)
        self.summary = Summary(0, 0)
        self.columns = columns_of(record_type)
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._turn = 0
        self._expects_search = False

    # ---------------------------------------------------------------------------------------------------------- asking
    def expect_search(self) -> None:
        """Somebody has come to the search: the pages that a likely letter is looked for in are read, once, while he
        reaches for the key. The first letter of all takes half its time then."""
        if not self._expects_search:
            self._expects_search = True
            query = replace(self.query, search=LIKELY)
            # What goes wrong is told to whoever searches.
            self._session.submit(lambda store: store.records.summary(query), lambda _: None, lambda _: None)

    def ask(self, query: Query) -> None:
        """Ask a new question; of several asked in haste only the last is answered."""
        self._session.latest(f"list/{id(self)}", lambda store: _answer(store, query), self._take)

    def refresh(self) -> None:
        """Ask the same question again: something was saved."""
        self.ask(self.query)

    def row_at(self, number: int) -> Row | None:
        """A row of the list; None while its page is on the way."""
        if not 0 <= number < self.summary.rows:
            return None
        page = self._page(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def position_at_hand(self, record_id: str) -> int | None:
        """Where a record stands, if it is among the rows that were fetched."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row.id == record_id:
                    return number * PAGE + place
        return None

    def seek(self, record_id: str, found: Callable[[int | None], None]) -> None:
        """Ask where a record stands in this answer; told only while the answer stands. In a long list that takes as
        long as the answer itself, so nobody who types should wait for it."""
        query, turn = self.query, self._turn

        def told(number: int | None) -> None:
            if turn == self._turn and alive(found):
                found(number)

        self._session.latest(f"place/{id(self)}", lambda store: store.records.position(query, record_id), told)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column].name if 0 <= column < len(self.columns) else ""
        self.ask(replace(self.query, sort=name, descending=order == Qt.SortOrder.DescendingOrder))

    def _take(self, answer: tuple[Query, Summary, Sequence[Row]]) -> None:
        self.beginResetModel()
        self.query, self.summary, first = answer
        self._turn += 1
        self._asked.clear()
        self._pages.clear()
        self._pages[0] = first
        self.endResetModel()
        self.arrived.emit()

    def _page(self, number: int) -> Sequence[Row] | None:
        if number not in self._pages and number not in self._asked:
            query, turn = self.query, self._turn
            self._asked.add(number)
            self._session.promptly(
                lambda store: (turn, number, store.records.page(query, number * PAGE, PAGE)), self._take_page
            )
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
        return page

    def _take_page(self, answer: tuple[int, int, Sequence[Row]]) -> None:
        turn, number, rows = answer
        if turn != self._turn:
            return
        self._asked.discard(number)
        self._pages[number] = rows
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        top, bottom = self.index(number * PAGE, 0), self.index(number * PAGE + len(rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(top, bottom)

    # --------------------------------------------------------------------------------------------------------- showing
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.summary.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        return column.title if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row())
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row, column.text(row))
            case Qt.ItemDataRole.DecorationRole:
                return _mark(row) if index.column() == 0 else None
            case Qt.ItemDataRole.ForegroundRole:
                return None if row.state is State.FINAL else QColor(current_palette().muted)
            case Qt.ItemDataRole.FontRole if row.state is State.VOID:
                font = QFont()
                font.setStrikeOut(True)
                return font
        return None


def _answer(store: Store, query: Query) -> tuple[Query, Summary, Sequence[Row]]:
    return query, store.records.summary(query), store.records.page(query, 0, PAGE)


def _mark(row: Row) -> QIcon | None:
    """An icon for what is not simply in the register: unfinished, crossed out, from a lower unit."""
    if row.received:
        return icon("receive", "muted", 16)
    names = {State.DRAFT: ("edit", "warning"), State.VOID: ("void", "error")}
    return icon(*names[row.state], 16) if row.state in names else None


def _tip(row: Row, text: str) -> str:
    said = row.state.label if row.state is not State.FINAL else ""
    return " · ".join(part for part in (text, said, "Nhận từ cấp dưới" if row.received else "") if part)
