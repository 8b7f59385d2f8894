"""The sheet of figures: the numbers without records behind them, typed down one column for one unit and period."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.indicators import Figure
from models.periods import parse_period, periods_of_year
from models.ports import StorageError, Store
from ui import messages
from ui.entry.field_cell import ElidedLabel
from ui.entry.figures_model import COUNTED, FIGURE, LABEL, NOTE, PREVIOUS, SOURCE, STATED, TITLES, UNIT, FiguresModel
from ui.entry.figures_reading import NONE_ARISING, Sheet, read_sheet
from ui.entry.filters import proposed_periods
from ui.look.theme import set_look
from ui.look.views import FigureDelegate, prepare_table
from ui.session import FIGURE as CHANGED
from ui.session import Session

WIDTHS = {UNIT: 98, PREVIOUS: 104, COUNTED: 110, FIGURE: 128, STATED: 92, SOURCE: 76, NOTE: 104}
HINT = "Enter xuống dòng dưới · - hoặc F9: không phát sinh · Delete: xóa số · Space: đổi số được tính"
SETTING = "figures/period"


class FiguresPage(QWidget):
    """Typing a cell and leaving it saves it; there is no button to forget."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._session = session
        self._model = FiguresModel(self._save)
        self.table = FiguresTable(self._model)
        self._progress = QLabel()
        self._foot = ElidedLabel(HINT)
        self.unit = QComboBox()
        self.period = QComboBox()
        self._build()
        self._fill_choices()
        self._model.said.connect(self._say)
        self.unit.activated.connect(self.reload)
        self.period.activated.connect(self._period_chosen)
        session.figures_changed.connect(self.reload)
        session.identity_changed.connect(self._fill_choices)

    # --------------------------------------------------------------------------------------------------------- building
    def _build(self) -> None:
        title = QLabel("Số liệu nhập tay")
        title.setProperty("role", "title")
        self._progress.setProperty("role", "subtitle")
        self._progress.setWordWrap(True)  # else it would cut the boxes beside it on a narrow screen
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(title)
        names.addWidget(self._progress)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(names, 1)
        for label, box in (("&Đơn vị", self.unit), ("&Kỳ", self.period)):
            text = QLabel(label)
            text.setBuddy(box)
            text.setProperty("role", "label")
            box.setAccessibleName(label.replace("&", ""))
            box.setMinimumWidth(190)
            head.addWidget(text)
            head.addWidget(box)
        self._foot.setProperty("role", "hint")
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._foot)
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 6, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        inner.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(card, 1)

    def _fill_choices(self) -> None:
        units, kept = self._session.read(_choices)
        self.unit.clear()
        for code, name in units:
            self.unit.addItem(name, code)
        self.period.clear()
        today = dt.datetime.now().astimezone().date()
        for year in (today.year, today.year - 1, today.year - 2):
            for period in reversed(periods_of_year(year)):
                self.period.addItem(period.label, period.code)
        wanted = kept or proposed_periods(today)[4].code
        self.period.setCurrentIndex(max(0, self.period.findData(wanted)))

    # ---------------------------------------------------------------------------------------------------------- reading
    def show_sheet(self, unit: str, period: str) -> None:
        """Open the sheet of a unit ("" for ours) and a period code."""
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))
        if self.period.findData(period) < 0:
            self.period.addItem(parse_period(period).label, period)
        self.period.setCurrentIndex(self.period.findData(period))
        self._period_chosen()

    def reload(self) -> None:
        """Read the sheet again; typing goes on meanwhile."""
        unit, period = str(self.unit.currentData() or ""), parse_period(str(self.period.currentData()))
        today = dt.datetime.now().astimezone().date()
        self._session.latest(f"figures/{id(self)}", lambda store: read_sheet(store, unit, period, today), self._take)

    def _period_chosen(self) -> None:
        code = str(self.period.currentData())
        self._session.submit(lambda store: store.settings.put(SETTING, code), lambda _: None)
        self.reload()

    def _take(self, sheet: Sheet) -> None:
        self._model.show_sheet(sheet)
        answered, asked = sheet.progress
        self._progress.setText(f"{sheet.period.label} · số liệu nhập tay: đã có {answered}/{asked} chỉ tiêu")
        self.table.fit()
        self.table.begin()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ----------------------------------------------------------------------------------------------------------- saving
    def _save(self, figure: Figure) -> Figure | None:
        """What is stored afterwards, also when it could not be changed."""
        try:
            self._session.read(lambda store: store.figures.save((figure,)))
        except StorageError as error:
            messages.show_error(self, error)
        stored = self._session.read(lambda store: store.figures.sheet(figure.unit, figure.period))
        self._session.announce(CHANGED)
        return stored.get(figure.indicator)

    def _say(self, sentence: str) -> None:
        set_look(self._foot, role="problem" if sentence else "hint")
        self._foot.set_text(sentence or HINT)


class FiguresTable(QTableView):
    """Enter and the arrows go down the column; any letter or figure begins to type."""

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self._sheet = model
        prepare_table(self)
        self.setProperty("role", "inner")
        self.setAccessibleName("Bảng số liệu nhập tay")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.doubleClicked.connect(self._toggle)

    def begin(self) -> None:
        """Come to the first line that can be typed, unless the cursor stands somewhere."""
        if not self.currentIndex().isValid():
            self._go_from(-1, 1)

    def fit(self) -> None:
        """Numbers get what they need, the names of the lines the rest."""
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        rest = self.viewport().width() - sum(WIDTHS.values())
        self.setColumnWidth(LABEL, max(240, rest))
        for number in range(self._sheet.rowCount()):
            heading = self._sheet.row_at(number).indicator is None
            if heading and self.columnSpan(number, 0) == 1:
                self.setSpan(number, 0, 1, len(TITLES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._go_from(index.row(), -1 if back else 1)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._go_from(index.row(), 1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_F9 | Qt.Key.Key_Minus if self._takes_figure(index):
                self._sheet.setData(index.siblingAtColumn(FIGURE), NONE_ARISING)
                self._go_from(index.row(), 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self._sheet.takes(max(index.row(), 0), index.column()):
                self._sheet.setData(index, "")
            case Qt.Key.Key_Space:
                self._toggle(index)
            case _:
                super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter in a cell the cursor goes down, not to the right."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_from(self.currentIndex().row(), 1)

    def _takes_figure(self, index: QModelIndex) -> bool:
        """Not while a number is being typed: one key would throw it away and pass over the next line."""
        typing = self.state() == QAbstractItemView.State.EditingState
        return not typing and index.isValid() and self._sheet.takes(index.row(), FIGURE)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() in (SOURCE, COUNTED, FIGURE):
            self._sheet.toggle_source(index.row())

    def _go_from(self, row: int, step: int) -> None:
        """The next line that can be typed in this column."""
        column = self.currentIndex().column() if self.currentIndex().column() in (FIGURE, STATED, NOTE) else FIGURE
        row += step
        while 0 <= row < self._sheet.rowCount():
            if self._sheet.takes(row, column):
                self.setCurrentIndex(self._sheet.index(row, column))
                return
            row += step


class CellDelegate(FigureDelegate):
    """A plain line to type in; up and down leave it as Enter does. Where one can type is tinted."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)  # a style sheet keeps Qt from painting it itself
        if isinstance(ground, QColor):
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), ground)
        super().paint(painter, option, index)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAccessibleName(str(index.model().index(index.row(), LABEL).data()).strip())
        if index.column() != NOTE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
            if enter or event.key() == Qt.Key.Key_Up:
                self.commitData.emit(editor)
                hints = QAbstractItemDelegate.EndEditHint
                self.closeEditor.emit(editor, hints.SubmitModelCache if enter else hints.NoHint)
                return True
        return super().eventFilter(editor, event)


def _choices(store: Store) -> tuple[list[tuple[str, str]], str]:
    """Our own unit and the lower ones, by name, and the period last worked with."""
    identity = store.settings.identity()
    today = dt.datetime.now().astimezone().date()
    names = store.units.tree().on(today)
    own = [(identity.unit, identity.unit_name)] if identity else []
    lower = [(code, f"{names.name(code)} (nhập thay)") for code in store.units.children()]
    return own + lower, store.settings.get(SETTING)
