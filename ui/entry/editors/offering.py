"""An editor that offers answers under its field while one types, without accents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.fields import Field
from ui.entry.editors.editor import step_on
from ui.entry.editors.text import TextEditor
from ui.look.theme import current_palette
from ui.plain_keys import is_plain_enter

KEY, DETAIL = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
WIDEST = 520  # px of the list of answers
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer: its key, what is shown, and what tells it from one of the same name."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What fits a typed text."""

    text: str
    offers: Sequence[Offer]


class LookUp(Protocol):
    """Finds what fits a typed text ("" for all) and tells it, now or later."""

    def __call__(self, text: str, tell: Callable[[Found], None], /) -> None: ...


class OfferingEditor(TextEditor):
    """Enter takes the answer that is marked and goes on; Down, F4 or Alt+Down opens the list."""

    def __init__(self, field: Field, look_up: LookUp, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._look_up = look_up
        self._asked = ""
        self._answers = QStandardItemModel(self)
        self._completer: QCompleter | None = None
        self._list: QListView | None = None
        self.textEdited.connect(self._typed)

    def take(self, offer: Offer) -> None:
        """Put an answer into the field."""
        self.setText(offer.title)
        self.setCursorPosition(0)
        self.edited.emit()

    def marked(self, found: Found) -> int:
        """The row of the answer that Enter takes at once, -1 for none."""
        return -1

    def open_list(self) -> None:
        """Offer what fits what stands there."""
        self.ask(self.text())

    def ask(self, text: str) -> None:
        """Look up what fits a text, unless the field is only read."""
        if not self.isReadOnly():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._asked = text
            self._look_up(text, self._told)

    def hide_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def list_is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _told(self, found: Found) -> None:
        """Show the answers under the field, unless others were asked for meanwhile."""
        if found.text != self._asked:
            return
        self._answers.clear()
        for each in found.offers:
            item = QStandardItem(each.title)
            item.setData(each.key, KEY)
            item.setData(each.detail, DETAIL)
            self._answers.appendRow(item)
        if not found.offers or not self.hasFocus():
            self.hide_list()
            return
        completer, shown = self._made()
        width = max(self.width(), min(WIDEST, shown.sizeHintForColumn(0) + 40))
        completer.complete(QRect(0, 0, width, self.height() + 2))
        self._fit(shown, len(found.offers))
        shown.setCurrentIndex(self._answers.index(self.marked(found), 0))

    def _fit(self, shown: QListView, rows: int) -> None:
        """As high as its rows: Qt takes all rows to be as high as the first and forgets the frame."""
        frame = shown.height() - shown.viewport().height()
        high = sum(shown.sizeHintForRow(row) for row in range(min(rows, MOST_SHOWN))) + frame
        place = shown.geometry()
        if place.top() < self.mapToGlobal(self.rect().topLeft()).y():
            place.setTop(place.bottom() + 1 - high)  # no room below: it stands on the field
        else:
            place.setHeight(high)
        shown.setGeometry(place)

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
        if is_plain_enter(event) and self.list_is_open():
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
            self.ask(text)
        else:
            self._asked = ""
            self.hide_list()

    def _take_marked(self, *, typed_only: bool) -> None:
        _, shown = self._made()
        index = shown.currentIndex()
        shown.hide()
        if index.isValid() and not (typed_only and not index.data(KEY)):
            self._activated(index)

    def _activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.take(Offer(str(index.data(KEY)), str(index.data()), str(index.data(DETAIL) or "")))

    def _made(self) -> tuple[QCompleter, QListView]:
        """Made when first needed: a form has many such fields, and most are never typed in. The list is a window and
        has no parent; the completer takes it along when it goes with this field."""
        if self._completer is None or self._list is None:
            made, completer = QListView(), QCompleter(self)
            made.setProperty("role", "completions")
            made.setAccessibleName(f"{self.field.label}: danh sách")
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setModel(self._answers)
            completer.setMaxVisibleItems(MOST_SHOWN)
            completer.setWrapAround(False)  # else Down on the last answer marks none, and Enter takes none
            completer.setPopup(made)
            made.setItemDelegate(OfferDelegate(made))
            made.clicked.connect(self._picked)
            made.installEventFilter(self)
            completer.setWidget(self)
            self._list, self._completer = made, completer
        return self._completer, self._list

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
