"""The search over everything: a field over the window, and under it the records and pages that fit what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from models.records import Hit
from ui.cards import said
from ui.finding.results import RESULT, Result, item_of, page_results, record_result
from ui.finding.row_delegate import RowDelegate
from ui.look.theme import current_palette, icon
from ui.plain_keys import is_plain_enter
from ui.session import Session
from ui.shell.places import FIND, Place

WIDEST, HIGHEST = 760, 620  # px of the card
TOP = 56  # px above the card
KEPT = 12  # records opened from here, to be offered again
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}

RECENT = "Mở hoặc sửa gần đây"
BEGIN = "Gõ tên, số phiếu hoặc địa chỉ, không cần dấu."
NOTHING = "Không thấy “{text}” trong sổ nào. Gõ ít chữ hơn, hoặc chỉ gõ tên hay số phiếu."
KEYS = "Mũi tên lên, xuống để chọn · Enter để mở · Esc để đóng"


class FindOverlay(QWidget):
    """Covers its window until something is opened or Esc is pressed. `record_wanted` carries (record type, id),
    `place_wanted` the key of a page."""

    record_wanted = Signal(str, str)
    place_wanted = Signal(str)

    def __init__(self, session: Session, places: Sequence[Place], window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._places = places
        self._opened: list[tuple[str, str]] = []
        self._answered: str | None = None
        self._enter_waits = False
        self._before: QWidget | None = None
        self._model = QStandardItemModel(self)
        self._build()
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        self.card.setAccessibleName(FIND)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Tên, số phiếu, địa chỉ hoặc tên trang, không cần dấu")
        self.field.setAccessibleName(FIND)
        self.field.setClearButtonEnabled(True)
        self.field.setFixedHeight(40)
        self.field.addAction(QAction(icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.heading = said(RECENT, "hint")
        self.list = QListView()
        self.list.setProperty("role", "inner")
        self.list.setAccessibleName("Kết quả tìm")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows are pressed in the field, so one types on at any time
        self.list.setModel(self._model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._open)
        self.sentence = said("", "muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence.setContentsMargins(24, 40, 24, 0)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(said(KEYS, "hint"))

    # ------------------------------------------------------------------------------------------- opening and closing
    def open(self) -> None:
        """Lay the search over the window, with what was opened or changed last; open already: type anew."""
        if self.isHidden():
            self._before = self.window().focusWidget()
            self._answered = None
            self._model.clear()
            self.field.clear()
            self._fit()
            self.show()
            self.raise_()
            self._ask("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_search(self) -> None:
        """Back to where one was."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # ----------------------------------------------------------------------------------------------------------- asking
    def _ask(self, text: str) -> None:
        """The newest text is answered; those typed over meanwhile are not even looked for."""
        self._enter_waits = False
        if self.isHidden():
            return
        opened = tuple(self._opened)
        if text.strip():
            self._session.latest(FIND, lambda store: (text, store.finder.find(text)), self._show)
        else:
            self._session.latest(FIND, lambda store: (text, store.finder.recent(opened)), self._show)

    def _show(self, answer: tuple[str, Sequence[Hit]]) -> None:
        text, hits = answer
        if self.isHidden():
            return
        self._answered = text
        typed = text.strip()
        results = [*page_results(self._places, typed), *map(record_result, hits)]
        self._model.clear()
        for result in results:
            self._model.appendRow(item_of(result))
        self.heading.setVisible(bool(results) and not typed)
        self.list.setVisible(bool(results))
        self.sentence.setVisible(not results)
        self.sentence.setText(NOTHING.format(text=typed if len(typed) <= 40 else f"{typed[:40]}…") if typed else BEGIN)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.scrollToTop()
        if self._enter_waits:
            self._open(self.list.currentIndex())

    # ------------------------------------------------------------------------------------------------------ keys, mouse
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the page below wait: what is pressed here is meant for the search."""
        if watched is self.field:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_search()
        elif is_plain_enter(event):
            self._enter()
        elif key in STEPS:
            self._step(STEPS[key])
        elif key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.open()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Open the marked row; while the answer to what was typed is on its way, the first one that comes."""
        if self._answered == self.field.text():
            self._open(self.list.currentIndex())
        else:
            self._enter_waits = True

    def _step(self, rows: int) -> None:
        last = self._model.rowCount() - 1
        row = self.list.currentIndex().row() + rows
        self.list.setCurrentIndex(self._model.index(max(0, min(row, last)), 0))

    def _open(self, index: QModelIndex) -> None:
        self._enter_waits = False
        if not index.isValid():
            return
        result: Result = index.data(RESULT)
        self._before = None  # the focus goes with what is opened
        self.hide()
        if not result.record_id:
            self.place_wanted.emit(result.place)
            return
        chosen = (result.place, result.record_id)
        self._opened = [chosen, *(one for one in self._opened if one != chosen)][:KEPT]
        self.record_wanted.emit(*chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes the search."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_search()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page below stays in sight, and steps back."""
        shade = QColor(current_palette().side)
        shade.setAlpha(120)
        QPainter(self).fillRect(self.rect(), shade)

    def _fit(self) -> None:
        room = self.window().rect()
        self.setGeometry(room)
        width, height = min(WIDEST, room.width() - 48), min(HIGHEST, room.height() - 2 * TOP)
        self.card.setGeometry(QRect(QPoint((room.width() - width) // 2, TOP), QPoint(0, 0)))
        self.card.resize(width, height)
