"""The table of a list: whole values where they identify a record, widths remembered, arrows move and Enter opens."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from models.fields import Privacy
from models.records import Row, State
from ui.entry.list_columns import ENVELOPE
from ui.entry.list_widths import LEAST_NAME, LEAST_WEIGHT, kept_columns, shared
from ui.entry.rows_model import RowsModel
from ui.look.theme import FAMILY, TABULAR_FAMILY, current_palette
from ui.look.views import FigureDelegate, prepare_table
from ui.plain_keys import is_plain_enter
from ui.session import Session

SAMPLE = 60  # rows measured for the width of a column
WIDTHS_KEPT = 4000  # texts whose width is remembered
BAR = 3  # px at the beginning of the row one is on
PADDING, ICON_ROOM = 18, 22  # px beside the text of a cell, and of the mark of a row
MOST_WORDS = 420  # px of a column of words


class RowDelegate(FigureDelegate):
    """The whole row is what one is on: a bar at its beginning while the keys go to the list, no frame round a cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row():
            bar = QRect(0, option.rect.top(), BAR, option.rect.height())
            painter.fillRect(bar, QColor(current_palette().accent))


class ListTable(QTableView):
    """`moved` names the record the cursor came to, `opened` the one that Enter or a double click opens."""

    moved = Signal(str)
    opened = Signal(str)

    def __init__(self, session: Session, model: RowsModel) -> None:
        super().__init__()
        self._session = session
        self._rows = model
        self._remembered: dict[str, int] = {}
        self._measured: dict[int, int] = {}
        self._wholes: dict[int, int] = {}
        self._empty: list[int] = []
        self._mark_room = 0
        self._text_widths: dict[tuple[str, str], int] = {}
        self._fitting = False
        self._wanted = self._sought = ""
        prepare_table(self)
        self.setItemDelegate(RowDelegate(self))
        self.setProperty("role", "inner")
        self.setAccessibleName(f"Danh sách {model.record_type.plural}")
        self.setModel(model)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sortIndicatorChanged.connect(model.sort)
        header.sectionResized.connect(self._resized)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._moved)
        model.arrived.connect(self._restore)
        self._remember_later = QTimer(self, singleShot=True, interval=800)
        self._remember_later.timeout.connect(self._remember)
        self._read_widths()

    # ------------------------------------------------------------------------------------------------------- selection
    def current_id(self) -> str:
        row = self._rows.row_at(self.currentIndex().row())
        return row.id if row else ""

    def show_current(self, record_id: str) -> None:
        """Mark the row of a record without opening it; "" marks none."""
        self._wanted = record_id
        self._mark_wanted()

    def enter(self) -> None:
        """Come to the list from the search: to the marked row, else the first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid():
            self._go(0)

    def _restore(self) -> None:
        """A new answer came: mark in it what was marked before."""
        self._mark_wanted()
        self._mark_first()
        self._measured.clear()
        self.fit()

    def _mark_wanted(self) -> None:
        """Among the rows at hand at once; the store is asked for others, and nobody waits for it."""
        wanted = self._wanted
        number = self._rows.position_at_hand(wanted) if wanted else None
        self._mark(number)
        if wanted and number is None:
            self._sought = wanted
            self._rows.seek(wanted, self._mark_sought)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to the list sees where he is."""
        super().focusInEvent(event)
        self._mark_first()

    def _mark_first(self) -> None:
        """The first row is what one is on where no other is wanted; Enter opens it."""
        if self.hasFocus() and not self._wanted and not self.currentIndex().isValid() and self._rows.rowCount():
            self._mark(0)

    def _mark_sought(self, number: int | None) -> None:
        """A method of this widget and no closure: it is called only while the widget lives."""
        if self._wanted == self._sought:
            self._mark(number)

    def _mark(self, number: int | None) -> None:
        selection = self.selectionModel()
        if number is not None and selection.isRowSelected(number) and self.currentIndex().row() == number:
            return  # saved where it stood: drawing all rows anew would take a third of the time of saving
        selection.blockSignals(True)
        if number is None:
            selection.clear()
        else:
            index = self._rows.index(number, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(index, flags)
        selection.blockSignals(False)
        if number is not None:
            self.scrollTo(self._rows.index(number, 0))
        self.viewport().update()

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        row = self._rows.row_at(current.row())
        if row is not None and row.id != self._wanted:
            self._wanted = row.id
            self.moved.emit(row.id)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row, 0))

    # ---------------------------------------------------------------------------------------------------------- widths
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give every column what it needs; words share what is left; where that is too little, the columns of least
        weight give way."""
        self._fitting = True
        room = self.viewport().width()
        if not self._measured:  # once for every answer, not at every step of a border that is moved
            marked = any(row.state is not State.FINAL or row.received for row in self._sample())
            self._mark_room = ICON_ROOM if marked else 0
            found = {place: self._measure(place) for place in range(self._rows.columnCount())}
            self._measured = {place: usual for place, (usual, _) in found.items()}
            self._wholes = {place: whole for place, (_, whole) in found.items()}
            self._empty = self._empty_columns()
        needs = {place: self._needed(place) for place in self._measured}
        columns = self._rows.columns
        idle = [place for place in self._empty if columns[place].rank or self._is_kept_back(place)]
        unmarked = {**needs, 0: needs[0] - self._mark_room}  # a mark that comes shortens words and hides no column
        kept = kept_columns(columns, unmarked, idle, room)
        for place in needs:
            self.setColumnHidden(place, place not in kept)
        widths = shared(columns, {k: needs[k] for k in kept}, self._wholes, room)
        over = max(sum(widths.values()) - room, 0)  # of the mark, where there are no words to shorten
        for place, width in widths.items():
            self.setColumnWidth(place, width - (0 if place else over))
        self._fitting = False

    def wanted_width(self) -> int:
        """px that the columns which identify a record need, those of the most weight beside it, and the scroll bar."""
        return self._width_up_to(LEAST_WEIGHT)

    def identity_width(self) -> int:
        """px in which the columns that say which record it is are whole: number and name, or what stands for a name."""
        named = any(column.rank == 0 and column.name not in ENVELOPE for column in self._rows.columns)
        return self._width_up_to(1 if named else LEAST_WEIGHT)

    def _width_up_to(self, rank: int) -> int:
        needs = [self._needed(place) for place in self._measured if self._rows.columns[place].rank < rank]
        return sum(needs) + self.verticalScrollBar().sizeHint().width()

    def _empty_columns(self) -> list[int]:
        """Columns without a value in any of the rows that are measured."""
        rows = self._sample()
        return [place for place, column in enumerate(self._rows.columns) if not any(column.text(row) for row in rows)]

    def _is_kept_back(self, place: int) -> bool:
        """Whether lower units send their records without this value, even where it identifies one."""
        private = self._rows.columns[place].field.travels is not Privacy.PUBLIC
        return private and all(row.received for row in self._sample())

    def _sample(self) -> list[Row]:
        return [row for number in range(min(SAMPLE, self._rows.rowCount())) if (row := self._rows.row_at(number))]

    def _needed(self, place: int) -> int:
        column = self._rows.columns[place]
        return self._remembered.get(column.name, self._measured[place])

    def _measure(self, place: int) -> tuple[int, int]:
        """px that the rows at the list's beginning and the title ask for: as most of them do, and all of them."""
        column = self._rows.columns[place]
        rows = self._sample()
        face = TABULAR_FAMILY if column.is_number else FAMILY
        widths = sorted(self._advance(column.text(row), face) for row in rows) or [0]
        title = self._advance(column.title, FAMILY)
        beside = PADDING + (0 if place else self._mark_room)
        if not column.is_wordy:
            return max(widths[-1], title) + beside, max(widths[-1], title) + beside
        share = 97 if column.rank == 0 else 90  # per cent; one very long text takes no room
        usual = max(widths[min(len(widths) * share // 100, len(widths) - 1)], min(title, LEAST_NAME))
        return min(usual, MOST_WORDS) + beside, min(max(widths[-1], title), MOST_WORDS) + beside

    def _advance(self, text: str, face: str) -> int:
        """px of a text; kept, for the same days and names come again in answer after answer."""
        width = self._text_widths.get((text, face))
        if width is None:
            if len(self._text_widths) >= WIDTHS_KEPT:
                self._text_widths.clear()
            font = QFont(self.font())
            font.setFamilies([face])
            width = self._text_widths[text, face] = QFontMetrics(font).horizontalAdvance(text)
        return width

    def changeEvent(self, event: QEvent) -> None:
        """Another font: everything is measured anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._text_widths.clear()
            self._measured.clear()

    def _resized(self, place: int, _: int, width: int) -> None:
        """Only a width that the officer pulled is remembered."""
        if not self._fitting and width > 0 and self.isVisible():
            self._remembered[self._rows.columns[place].name] = width
            self._remember_later.start()

    @property
    def _setting(self) -> str:
        return f"list_widths/{self._rows.record_type.name}"

    def _remember(self) -> None:
        name, text = self._setting, json.dumps(self._remembered)
        self._session.submit(lambda store: store.settings.put(name, text), lambda _: None)

    def _read_widths(self) -> None:
        name = self._setting
        kept = self._session.read(lambda store: store.settings.get(name, "{}"))
        self._remembered = {str(key): int(width) for key, width in json.loads(kept).items()}
