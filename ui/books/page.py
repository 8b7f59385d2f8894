"""The page "Theo dõi quỹ, hàng": one book at a time between two days; Enter on a number opens what is behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from models import book_layout
from models.book_layout import Behind, Book
from models.books import Days
from models.documents import Document
from models.ports import Books, StorageError, Store
from models.records import State
from ui import messages
from ui.books.reading import read_titles
from ui.buttons import KeyButton
from ui.entry.filters import Filters
from ui.look.theme import set_look
from ui.look.views import prepare_date_edit
from ui.page_parts import QuietProgress, title_row
from ui.paper.document_files import FileKind, file_kinds, save_buttons, save_document
from ui.paper.preview import Printable, show_preview
from ui.paper.record_printing import letterhead
from ui.periods import labelled, to_day
from ui.reports.table import DocumentTable
from ui.session import Session

TYPES = ("donation_receipt", "disbursement", "pledge", "fund", "campaign", "donor")
"""What the books are made of: they are read again when one of these changes."""


Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Kind(Generic[Line]):
    """One of the books: its tab, what an empty one says, its lines, and how they are laid out."""

    tab: str
    empty: str
    lines: Callable[[Books, Days], Sequence[Line]]
    laid_out: Callable[[Sequence[Line], Days], Book]

    def read(self, store: Store, days: Days) -> Book:
        """The book of these days."""
        return self.laid_out(self.lines(store.books, days), days)


KINDS: Sequence[Kind[Any]] = (
    Kind(
        "Quỹ",
        "Chưa có quỹ nào. Lập quỹ ở danh mục Quỹ, ghi số dư đầu nếu có.",
        lambda books, days: books.funds(days),
        book_layout.funds_book,
    ),
    Kind(
        "Kho hiện vật",
        "Chưa có hàng nào nhập kho. Hàng vào kho khi phiếu tiếp nhận hiện vật được ghi sổ.",
        lambda books, days: books.stock(days),
        book_layout.stock_book,
    ),
    Kind(
        "Ủng hộ có điều kiện",
        "Chưa có khoản ủng hộ nào có điều kiện. Phiếu tiếp nhận có ô “Có điều kiện, địa chỉ” để ghi mục đích.",
        lambda books, days: books.gifts(days),
        book_layout.gifts_book,
    ),
    Kind(
        "Đăng ký ủng hộ",
        "Chưa có đăng ký nào trong những ngày này hoặc còn lại từ trước. Ghi đăng ký ở sổ Đăng ký ủng hộ.",
        lambda books, days: books.pledges(days),
        book_layout.pledges_book,
    ),
)


class BooksPage(QWidget):
    """`open_record(type, id)` and `open_filtered(place, filters)` ask the window to go to what is behind a number."""

    open_record = Signal(str, str)
    open_filtered = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._book: Book | None = None
        self._stale = True
        self._subtitle = QLabel("")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Sổ theo dõi")
        self.tabs.setDrawBase(False)
        for kind in KINDS:
            self.tabs.addTab(kind.tab)
        today = dt.date.today()  # noqa: DTZ011 - the officer's day
        self.first, self.last = _day_edit(dt.date(today.year, 1, 1)), _day_edit(today)
        self._progress = QuietProgress("Đang cộng sổ")
        self._status = QLabel("")
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        self._status.setContentsMargins(14, 4, 14, 4)
        self.table = DocumentTable()
        self._kinds = file_kinds(session)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------------------------- making
    def _lay_out(self) -> None:
        preview = KeyButton("Xem trước bản in", "Ctrl+P", "primary", "print")
        preview.clicked.connect(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addLayout(
            title_row("Theo dõi quỹ, hàng", self._subtitle, *save_buttons(self._kinds, self.save_as), preview)
        )
        column.addLayout(self._choices())
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 8, 1, 8)
        inside.setSpacing(4)
        inside.addWidget(self._status)
        inside.addWidget(self.table, 1)
        inside.addStretch()
        column.addWidget(card, 1)

    def _choices(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self._progress)
        row.addWidget(labelled("Từ ngày", self.first))
        row.addWidget(labelled("Đến ngày", self.last))
        return row

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.refresh)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self.refresh)
        self.table.opened.connect(self.open_behind)
        self._session.records_changed.connect(self._changed)

    # ------------------------------------------------------------------------------------------------------ reading
    def days(self) -> Days:
        """The days the book is asked for, in their order whichever was typed first."""
        first, last = sorted((to_day(self.first.date()), to_day(self.last.date())))
        return Days(first.isoformat(), last.isoformat())

    def refresh(self) -> None:
        """Work the book out again; what is shown stays until the new one is there."""
        self._stale = False
        kind, days = KINDS[self.tabs.currentIndex()], self.days()
        self._progress.begin()
        self._session.latest("book", lambda store: kind.read(store, days), self._take, self._fail)

    def _take(self, book: Book) -> None:
        self._progress.end()
        self._book = book
        self._subtitle.setText("" if book.is_empty else book.summary)
        if book.is_empty:
            self._say(KINDS[self.tabs.currentIndex()].empty)
            if self.table.hasFocus():  # what is hidden would hand the keys to the navigation
                self.tabs.setFocus()
        else:
            self._say(book.doubt, "warning")
        self.table.setHidden(book.is_empty)
        self.table.show_table(book.table)

    def _fail(self, error: Exception) -> None:
        self._progress.end()
        self._stale = True  # tried again when the page is shown anew
        if not isinstance(error, StorageError):
            messages.show_error(self, error)
        self._say(str(error) if isinstance(error, StorageError) else "Chưa cộng được sổ.", "problem")

    def _say(self, text: str, role: str = "muted") -> None:
        set_look(self._status, role=role)
        self._status.setText(text)
        self._status.setVisible(bool(text))

    def _changed(self, record_type: str) -> None:
        if record_type not in TYPES:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    # --------------------------------------------------------------------------------------------------- what is done
    def open_behind(self, key: str) -> None:
        """Go to the record, or to the register narrowed to the records, behind the number with this key."""
        behind = self._book.behind.get(key) if self._book else None
        if behind is None:
            return
        if behind.record:
            self.open_record.emit(behind.record_type, behind.record)
        else:
            self.open_filtered.emit(behind.record_type, self._filters(behind))

    def _filters(self, behind: Behind) -> Filters:
        titles = self._session.read(lambda store: read_titles(store, behind))
        return Filters(
            days=(behind.days.first, behind.days.last) if behind.days else None,
            states=frozenset({State.FINAL}),
            answers={name: frozenset(codes) for name, codes in behind.answers.items()},
            records={name: (key, titles[name]) for name, key in behind.references.items()},
            words=behind.words,
        )

    def document(self) -> Document | None:
        """The book as it is printed."""
        identity = self._session.read(lambda store: store.settings.identity())
        if self._book is None or identity is None:
            return None
        head = letterhead(identity.unit_name, identity, dt.date.fromisoformat(self._book.days.last))
        return book_layout.document(self._book, head)

    def preview(self) -> None:
        if document := self.document():
            show_preview(self, Printable(lambda _: document), self._kinds)

    def save_as(self, kind: FileKind) -> None:
        """Ask where, then save what is shown; told above the table."""
        document = self.document()
        path = save_document(self, document, kind) if document else None
        if path is not None:
            self._say(f"Đã lưu {path.name} vào {path.parent}.", "done")

    # --------------------------------------------------------------------------------------------------------- events
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self.table, self.table.refit)


def _day_edit(day: dt.date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    prepare_date_edit(edit)
    edit.setMinimumWidth(134)
    return edit
