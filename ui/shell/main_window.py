"""The window: the side column, the page one is at, the menus; pages are made when they are first gone to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QStackedWidget, QWidget

from models.ports import StorageError
from ui.administration.place_names import as_phrase
from ui.plain_keys import is_plain_enter
from ui.session import Session
from ui.shell.menus import Menus
from ui.shell.navigation import Navigation
from ui.shell.places import BACKUPS, FIGURES, OVERVIEW, SETTINGS, SETTINGS_TABS, Place, places

if TYPE_CHECKING:
    from models.records import Query, Record
    from ui.entry.filters import Filters
    from ui.finding.overlay import FindOverlay

SIZE = QSize(1366, 768)
WINDOW_STATE = "window.ini"
"""Beside the data, so that a folder that is moved to another computer takes it along."""


class MainWindow(QMainWindow):
    """Goes from place to place by `go`; knows of the pages only what it has to tell one about the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._places: dict[str, Place] = {place.key: place for place in places()}
        self._pages: dict[str, QWidget] = {}
        # Each in its place from the first: what was measured is styled anew in every parent that it gets.
        ground = QWidget()
        ground.setProperty("role", "page")
        self.setCentralWidget(ground)
        self.navigation = Navigation(tuple(self._places.values()), ground)
        self.stack = QStackedWidget(ground)
        self._folder = session.read(lambda store: store.folder)
        self.menus = Menus(self, tuple(self._places.values()))
        self._build(ground)
        self._finder: FindOverlay | None = None
        self.navigation.gone_to.connect(self.go)
        self.navigation.find_wanted.connect(self.find_everywhere)
        session.identity_changed.connect(self._show_identity)
        self._show_identity()
        self._restore_state()
        self.go(OVERVIEW)

    def _build(self, ground: QWidget) -> None:
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
        self.setMinimumSize(1024, 520)  # 1920x1080 at 175 % less title and task bar leaves 1097x538

    # ----------------------------------------------------------------------------------------------------------- going
    def go(self, key: str) -> QWidget:
        """Show a place, making its page when it is first gone to; typing on the page before is kept."""
        _leave(self.stack.currentWidget())
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._places[key].make(self.session)
            self._connect(page)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.navigation.mark(key)
        if not page.isAncestorOf(self.focusWidget()):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def open_record(self, record_type: str, record_id: str) -> None:
        """Show one record on its page."""
        self.go(record_type).open_record(record_id)  # type: ignore[attr-defined]

    def open_register(self, query: Query) -> None:
        """Show the records behind a number of a report."""
        page = self.go(query.record_type)
        if query.counted is not None:
            page.show_counted(query.counted, "")  # type: ignore[attr-defined]

    def open_filtered(self, key: str, filters: Filters | None) -> None:
        """Show a place; a register narrowed by `filters`."""
        if key in SETTINGS_TABS:
            self.go(SETTINGS).show_tab(SETTINGS_TABS[key])  # type: ignore[attr-defined]
            return
        page = self.go(key)
        if filters is not None:
            page.narrow(filters)  # type: ignore[attr-defined]

    def open_period(self, key: str, period: str) -> None:
        """Show a place at a period."""
        self.go(key).periods.set_period(period)  # type: ignore[attr-defined]

    def begin_record(self, record_type: str, values: Mapping[str, object]) -> None:
        """Begin a new record with these answers."""
        self.go(record_type).begin_with(values)  # type: ignore[attr-defined]

    def open_figures(self, period: str) -> None:
        """Show our own sheet of figures of a period."""
        self.go(FIGURES).show_sheet("", period)  # type: ignore[attr-defined]

    def find_everywhere(self) -> None:
        """Lay the search over all registers and pages over the window."""
        if self._finder is None:
            from ui.finding.overlay import FindOverlay  # most starts go by without it

            self._finder = FindOverlay(self.session, tuple(self._places.values()), self)
            self._finder.record_wanted.connect(self.open_record)
            self._finder.place_wanted.connect(self.go)
        self._finder.open()

    def begin_again(self) -> None:
        """Another register stands in the file (a backup was gone back to): every page is made anew."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._show_identity()
        self.go(OVERVIEW)

    def _connect(self, page: QWidget) -> None:
        """Pages ask the window by these signals to go elsewhere; few pages have all of them."""
        wishes: dict[str, Callable[..., None]] = {
            "open_requested": self.open_record,
            "open_record": self.open_record,
            "open_register": self.open_register,
            "open_filtered": self.open_filtered,
            "open_period": self.open_period,
            "begin_record": self.begin_record,
            "open_figures": self.open_figures,
            "restored": self.begin_again,
            "print_requested": self.print_record,
        }
        for name, answer in wishes.items():
            wish = getattr(page, name, None)
            if isinstance(wish, SignalInstance):
                wish.connect(answer)

    # ---------------------------------------------------------------------------------------------------- menus' wishes
    def back_up(self) -> None:
        """A verified copy now, told when it stands."""
        from ui import messages

        self.session.run_long(
            self,
            "Đang sao lưu và kiểm tra bản sao…",
            lambda store, _: store.backups.make("lenh"),
            lambda made: messages.inform(
                self,
                "Đã sao lưu và kiểm tra bản sao." if made else "Bản sao lưu gần nhất đã có mọi thay đổi.",
                str(made.path) if made else "",
            ),
        )

    def print_record(self, record: Record, form: str) -> None:
        """The preview of a printed form of a record."""
        from ui.paper.record_printing import preview_record

        preview_record(self, self.session, record, form)

    def go_to_backups(self) -> None:
        """The page where a backup is gone back to."""
        self.open_filtered(BACKUPS, None)

    # ------------------------------------------------------------------------------------------------- opening, closing
    def _show_identity(self) -> None:
        identity = self.session.read(lambda store: store.settings.identity())
        name = identity.unit_name if identity else ""
        self.setWindowTitle(f"Sổ Mặt trận – {name}" if name else "Sổ Mặt trận")
        self.navigation.show_unit(name, as_phrase(identity.parent_name) if identity and identity.parent else "")

    def _state(self) -> QSettings:
        return QSettings(str(Path(self._folder) / WINDOW_STATE), QSettings.Format.IniFormat)

    def _restore_state(self) -> None:
        geometry = self._state().value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(SIZE)
            room = self.screen().availableSize()
            if room.width() <= SIZE.width() or room.height() <= SIZE.height():
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as it does in every dialog; Qt leaves that to Space. A key that
        is held down on its way through a form presses nothing."""
        button = self.focusWidget()
        if is_plain_enter(event) and not event.isAutoRepeat() and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, then close the register; a backup that fails is told, the data is saved. The window
        stays when typing cannot be kept, unless the officer gives it up."""
        kept = [_leave(page) for page in self._pages.values()]
        if not all(kept) and not self._gives_typing_up():
            event.ignore()
            return
        self._state().setValue("geometry", self.saveGeometry())
        try:
            self.session.close(self)
        except StorageError as error:
            from ui import messages  # dialogs, which the first page does without

            messages.show_error(self, error)
        event.accept()

    def _gives_typing_up(self) -> bool:
        from ui import messages

        question = "Phần đang gõ chưa giữ lại được. Đóng chương trình thì phần này mất."
        return messages.confirm(self, question, "Đóng và bỏ phần đang gõ", danger=True, keep="Ở lại")


def _leave(page: QWidget | None) -> bool:
    """Let a page keep what is being typed; False when it could not."""
    leave = getattr(page, "leave", None)
    return leave() is not False if callable(leave) else True
