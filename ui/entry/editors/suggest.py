"""An editor that offers answers while one types, without accents: choices, records and units share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.fields import Field, Value
from models.text import fold
from ui.entry.editors.editor import step_on
from ui.entry.editors.text import TextEditor
from ui.look.theme import current_palette, icon

KEY, DETAIL = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDEST = 520  # px of the list of answers
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer: its key, what is shown, and what tells it from one of the same name."""

    key: str
    title: str
    detail: str = ""


class SuggestEditor(TextEditor):
    """Type a few letters, Enter takes the first answer and goes on; Down, F4 or Alt+Down opens the whole list."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._key = ""
        self._title = ""
        self._answers = QStandardItemModel(self)
        self._completer: QCompleter | None = None
        self._list = QListView()
        self._open = QAction(icon("chevron_down", "muted", 16), "Mở danh sách (F4)", self)
        self._open.triggered.connect(self.open_list)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._typed)

    def look_up(self, text: str) -> None:
        """Find what fits the typed text ("" for all) and call `offer`, now or later."""
        raise NotImplementedError

    def find_now(self, text: str) -> Sequence[Offer]:
        """What fits, waited for; asked when the field is left before an answer was taken."""
        raise NotImplementedError

    def missing(self, text: str) -> str:
        """The sentence for a text that names nothing."""
        raise NotImplementedError

    def chosen(self, key: str) -> None:
        """Told after an answer was taken; for what follows from it."""

    def key(self) -> str:
        """The key of the answer that stands in the field, "" for none."""
        return self._key if self.text() == self._title else ""

    def value(self) -> Value:
        return self.key() or None

    def complaint(self) -> str:
        text = self.text().strip()
        return self.missing(text) if text and not self.key() else ""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        self._key = str(value) if value not in (None, "") and not unparsed else ""
        self._title = (shown or self._key) if self._key else ""
        self.setText(unparsed or self._title)
        self.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self._open.setVisible(not on)

    def tidy(self) -> None:
        """Take the one answer that was clearly meant by what was typed."""
        self.hide_list()
        text = self.text().strip()
        if not text:
            self._key = self._title = ""
        elif not self.key():
            found = self.find_now(text)
            same = [offer for offer in found if fold(offer.title) == fold(text)]
            meant = same or found
            if len(meant) == 1:
                self.take(meant[0])

    def take(self, offer: Offer) -> None:
        """Put an answer into the field."""
        self._key, self._title = offer.key, offer.title
        self.setText(offer.title)
        self.setCursorPosition(0)
        self.chosen(offer.key)
        self.edited.emit()

    def open_list(self) -> None:
        if not self.isReadOnly():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.look_up("")

    def offer(self, offers: Sequence[Offer], *, first: bool) -> None:
        """Show the answers under the field; `first` marks the first one as what Enter takes."""
        self._answers.clear()
        for each in offers:
            item = QStandardItem(each.title)
            item.setData(each.key, KEY)
            item.setData(each.detail, DETAIL)
            self._answers.appendRow(item)
        if not offers or not self.hasFocus():
            self.hide_list()
            return
        completer = self._made_completer()
        key = self.key()
        row = 0 if first else next((i for i, each in enumerate(offers) if key and each.key == key), -1)
        width = max(self.width(), min(WIDEST, self._list.sizeHintForColumn(0) + 40))
        completer.complete(QRect(0, 0, width, self.height() + 2))
        self._fit_list(len(offers))
        self._list.setCurrentIndex(self._answers.index(row, 0))

    def _fit_list(self, rows: int) -> None:
        """As high as its rows: Qt takes all rows to be as high as the first and forgets the frame."""
        frame = self._list.height() - self._list.viewport().height()
        high = sum(self._list.sizeHintForRow(row) for row in range(min(rows, MOST_SHOWN))) + frame
        place = self._list.geometry()
        if place.top() < self.mapToGlobal(self.rect().topLeft()).y():
            place.setTop(place.bottom() + 1 - high)  # no room below: it stands on the field
        else:
            place.setHeight(high)
        self._list.setGeometry(place)

    def hide_list(self) -> None:
        self._list.hide()

    def list_is_open(self) -> bool:
        return self._list.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the open list and nothing else: the form's own Escape would close the form with it."""
        asked = event.type() == QEvent.Type.ShortcutOverride and watched is self._list
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.list_is_open():
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key()
        if pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.list_is_open():
            self._take_marked(typed_only=True)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in ENTER and self.list_is_open() and not event.modifiers():
            self._take_marked(typed_only=False)
            step_on(self, event)
        elif not self.list_is_open() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open_list()
        elif event.key() == Qt.Key.Key_F4 or (event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and alt):
            self.hide_list()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.look_up(text)
        else:
            self.hide_list()

    def _take_marked(self, *, typed_only: bool) -> None:
        index = self._list.currentIndex()
        self.hide_list()
        if index.isValid() and not (typed_only and not index.data(KEY)):
            self._activated(index)

    def _activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.take(Offer(str(index.data(KEY)), str(index.data()), str(index.data(DETAIL) or "")))

    def _made_completer(self) -> QCompleter:
        """Made when first needed: a form has many such fields, and most are never typed in."""
        if self._completer is None:
            self._list.setProperty("role", "completions")
            self._list.setAccessibleName(f"{self.field.label}: danh sách")
            self._completer = QCompleter(self)
            self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._completer.setModel(self._answers)
            self._completer.setMaxVisibleItems(MOST_SHOWN)
            self._completer.setPopup(self._list)
            self._list.setItemDelegate(OfferDelegate(self._list))
            self._list.clicked.connect(self._picked)
            self._list.installEventFilter(self)
            self._completer.setWidget(self)
        return self._completer

    def _picked(self, index: QModelIndex) -> None:
        """A click; by keyboard the answer was taken before."""
        if index.isValid():
            self._activated(index)
            self.left.emit()


class OfferDelegate(QStyledItemDelegate):
    """The title, and under it in small muted letters what tells equal names apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        title = option.fontMetrics.horizontalAdvance(str(index.data()))
        detail = str(index.data(DETAIL) or "")
        width = max(title, option.fontMetrics.horizontalAdvance(detail)) + 24
        return QSize(width, 46 if detail else 30)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area, detail, palette = option.rect.adjusted(11, 4, -9, -4), str(index.data(DETAIL) or ""), current_palette()
        painter.save()
        painter.setPen(QColor(palette.text if index.data(KEY) else palette.accent))
        centre = Qt.AlignmentFlag.AlignVCenter
        upper = QRect(area.left(), area.top(), area.width(), 20) if detail else area
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(upper, centre, option.fontMetrics.elidedText(text, elide, area.width()))
        if detail:
            small = QFont(option.font)
            small.setPointSizeF(9)
            painter.setFont(small)
            painter.setPen(QColor(palette.muted))
            lower = QRect(area.left(), area.top() + 19, area.width(), 19)
            painter.drawText(lower, centre, painter.fontMetrics().elidedText(detail, elide, area.width()))
        painter.restore()
