"""The page of one register: the list on the left, the form on the right, and the sum of what is shown above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from models.fields import RecordType
from models.periods import Period
from models.records import Counted, Suggestion
from ui.buttons import KeyButton
from ui.entry.add_record import add_record
from ui.entry.editors import Surroundings
from ui.entry.field_cell import ElidedLabel
from ui.entry.filters import Filters
from ui.entry.keys import press_by
from ui.entry.list_card import ListCard
from ui.entry.record_form import RecordForm
from ui.entry.totals import totals_text
from ui.entry.wording import counted, new_label
from ui.look.theme import icon
from ui.plain_keys import ENTER, is_plain
from ui.session import Session

MANY_FIELDS = 26  # a form with more, or with a child table at all times, is long: it opens over two thirds
SHORT_FORM = 490  # px in which a short form still has its buttons in one row
LEAST_OF_LONG = 56  # per cent of the page that a long form leaves to no list
SMALL = 900  # px beside which a wide grid leaves no room for a list
FOLLOW_AFTER = 45  # ms: holding an arrow key down passes over records without opening each


class RegisterPage(QWidget):
    """`print_requested` carries a Record and the name of a printed form, `open_requested` (record type, id) of what a
    reference names."""

    print_requested = Signal(object, str)
    open_requested = Signal(str, str)

    def __init__(self, session: Session, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.session = session
        self.record_type = record_type
        always = any(lines.shown_if is None for lines in record_type.lines)
        self._is_long = always or len(record_type.by_name) > MANY_FIELDS
        self._settled = False
        self._wanted = 0
        around = Surroundings(
            session,
            session.read(lambda store: tuple(store.settings.land_units())),
            self._add_record,
            self.open_requested.emit,
        )
        self._around = around
        self.list = ListCard(session, record_type)
        self.form = RecordForm(record_type, around)
        self._build()
        self._connect()
        self.form.hide()
        self.list.filters.set_filters(self._first_filters())

    def _first_filters(self) -> Filters:
        """A register opens on this year; a catalogue on everything."""
        today = dt.datetime.now().astimezone().date()
        return Filters(period=Period(today.year)) if self.record_type.dated_by else Filters()

    # ------------------------------------------------------------------------------------------------------- for others
    def begin(self) -> None:
        """Begin a new record."""
        self._show_form()
        self.list.table.show_current("")
        self.form.begin()

    def begin_with(self, values: Mapping[str, object]) -> None:
        """Begin a new record with some of its answers given."""
        self._show_form()
        self.list.table.show_current("")
        self.form.begin_with(values)

    def open_record(self, record_id: str) -> None:
        """Show a record; a list that leaves it out is narrowed anew to what stands around it."""
        at_hand = self.list.model.position_at_hand(record_id) is not None
        self._open(record_id)
        record = self.form.record
        if not at_hand and record is not None and record.version:
            self.search.clear()
            if not self.list.filters.filters.shows(record, self.record_type):
                self.list.filters.set_filters(Filters.around(record, self.record_type))
        self.list.table.show_current(record_id)

    def show_counted(self, question: Counted, text: str) -> None:
        """Narrow the list to the records behind a number of a report; `text` says which."""
        self.narrow(Filters(counted=question, counted_text=text))

    def narrow(self, filters: Filters) -> None:
        """Show just what these filters let through, whatever was searched for before."""
        self.search.clear()
        self.list.filters.set_filters(filters)

    def leave(self) -> bool:
        """Keep what is being typed; the window is about to show something else or to close. False when that fails."""
        return self.form.leave()

    # -------------------------------------------------------------------------------------------------------- the parts
    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(14)
        self.list.setMinimumWidth(262)
        self.form.setMinimumWidth(460)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.form)
        layout.addWidget(self._splitter, 1)

    def _head(self) -> QHBoxLayout:
        title = QLabel(self.record_type.plural)
        title.setProperty("role", "title")
        self._subtitle = ElidedLabel()
        self._subtitle.setProperty("role", "subtitle")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(title)
        names.addWidget(self._subtitle)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm không cần dấu: tên, số…")
        self.search.setAccessibleName("Tìm trong danh sách")
        self.search.setToolTip("Tìm trong danh sách (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(330)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.addAction(QAction(icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.new = KeyButton(new_label(self.record_type), "Ctrl+N", "primary", bound=False)
        press_by(self.new, "Ctrl+N")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(names, 2)
        row.addWidget(self.search, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _connect(self) -> None:
        self.search.textChanged.connect(self.list.search)
        self.search.installEventFilter(self)
        self.new.clicked.connect(self.begin)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._focus_search)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_AFTER)
        self._follow.timeout.connect(self._follow_selection)
        self.list.table.moved.connect(lambda _: self._follow.start())
        self.list.table.opened.connect(self._open_and_enter)
        self.list.model.arrived.connect(self._arrived)
        self.list.unfinished.chosen.connect(self._open_and_enter)
        self.form.saved.connect(self.list.table.show_current)
        self.form.shown.connect(self.list.unfinished.leave_out)
        self.form.unfinished_changed.connect(self.list.unfinished.refresh)
        self.form.header.closed.connect(self.close_form)
        self.form.print_requested.connect(self.print_requested)
        self.form.body.told.opened.connect(self.open_requested)
        self.form.width_wanted.connect(self._make_room)
        self.session.records_changed.connect(self._changed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_form)

    # ------------------------------------------------------------------------------------------------------ list, form
    def _arrived(self) -> None:
        """A new answer stands in the list: say its sum, and show the first record when the page has just opened."""
        summary = self.list.model.summary
        parts = [self.list.filters.filters.span_text(), counted(self.record_type, summary.rows)]
        parts.append(totals_text(self.record_type, summary, labels=False))
        self._subtitle.set_text(" · ".join(part for part in parts if part))
        if not self._settled:
            self._settled = True
            first = self.list.model.row_at(0)
            if first is not None and not self._is_long and self.form.record is None:
                self._show_form()
                self.list.table.show_current(first.id)
                self._follow.start()  # the list is painted first, at the width it keeps

    def _follow_selection(self) -> None:
        """The form follows the cursor where both are seen."""
        if self.session.is_open and (self.form.isVisible() or not self._is_long):
            self._open(self.list.table.current_id())

    def _open_and_enter(self, record_id: str) -> None:
        self._open(record_id)
        self.form.body.focus_first()

    def _open(self, record_id: str) -> None:
        shown = self.form.record
        if not record_id or (shown is not None and shown.id == record_id and self.form.isVisible()):
            return
        if self.form.open(record_id):
            self._show_form()

    def close_form(self) -> None:
        """Give the list the whole width; what was typed is kept as unfinished."""
        if not self.form.leave():
            return
        self.form.hide()
        self.form.forget()
        self.list.show()
        self.list.unfinished.leave_out("")
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self) -> None:
        if self.form.isHidden():
            self.form.show()
            self._divide()

    def _divide(self) -> None:
        """Half for a short form, or a little less where names in the list would be cut; two thirds, or what its grids
        need, for a long one, less where the list would not show which record is which."""
        room = self._splitter.width() - self._splitter.handleWidth()
        # A small screen shows a wide grid alone; closing the form brings the list back.
        wanted, most = self.form.body.wanted_width(), room - self.list.minimumWidth()
        self.list.setHidden(room < SMALL and wanted > most)
        least = max(SHORT_FORM, room * LEAST_OF_LONG // 100, room - self.list.identity_width())
        share = (
            min(room * 2 // 3, least)
            if self._is_long
            else max(SHORT_FORM, min(room // 2, room - self.list.wanted_width()))
        )
        wide = min(max(share, wanted), most)
        self._splitter.setSizes([room - wide, wide])

    def _make_room(self, wanted: int) -> None:
        """A grid that just appeared gets the width it needs, once, and gives it back when it is gone."""
        if not self.form.isVisible() or wanted == self._wanted:
            return
        if wanted > self.form.width() or self._wanted > wanted:
            self._divide()
        self._wanted = wanted

    def _changed(self, name: str) -> None:
        refers = {field.refers_to for field in self.record_type.by_name.values()}
        tallied = {tally.register for tally in self.record_type.tallies}
        if name == self.record_type.name or name in refers | tallied:
            self.list.model.refresh()

    # ---------------------------------------------------------------------------------------------------------- beside
    def _add_record(self, name: str, typed: str, known: Mapping[str, str]) -> Suggestion | None:
        return add_record(self, self._around, name, typed, known)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the search to what it found, Escape clears it; who comes to it is awaited."""
        if watched is self.search and event.type() == QEvent.Type.FocusIn:
            self.list.model.expect_search()
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (*ENTER, Qt.Key.Key_Down) and is_plain(event):
                self.list.table.enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.unfinished.refresh()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.form.isVisible():
            self.form.tell_again()
            QTimer.singleShot(0, self._divide)

    def sizeHint(self) -> QSize:
        return QSize(1134, 768)
