"""The menus: the same places and jobs as on the pages, each with its key, for those who look for them here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from ui.look.appearance import Appearance, wardrobe
from ui.look.icons import icon
from ui.shell.places import CATALOGUES, FIGURES_SECTION, FIND, FIND_KEY, REGISTERS, REPORTING, SETTINGS, Place

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PRINT = QKeySequence.StandardKey.Print


class Menus:
    """Tệp, Sổ ghi, Nộp và tổng hợp, Trợ giúp. The keys of places live here and work on every page."""

    def __init__(self, window: MainWindow, places: Sequence[Place]) -> None:
        self._window = window
        self._places = places
        self._file()
        registers = self._menu("&Sổ ghi")
        self._add(registers, FIND, self._window.find_everywhere, FIND_KEY, "search")
        registers.addSeparator()
        self._add_places(registers, "", REGISTERS)
        registers.addSeparator()
        self._add_places(registers, FIGURES_SECTION)
        registers.addSeparator()
        self._add_places(registers, CATALOGUES)
        self._add_places(self._menu("&Nộp và tổng hợp"), REPORTING)
        self._help()

    def _file(self) -> None:
        menu = self._menu("&Tệp")
        self._add(menu, "Sao lưu ngay", self._window.back_up, icon_name="backup")
        self._add(menu, "Khôi phục…", self._window.go_to_backups, icon_name="undo")
        menu.addSeparator()
        # The key is shown and not bound: it belongs to the page, and two owners would silence it.
        key = QKeySequence(PRINT).toString(QKeySequence.SequenceFormat.NativeText)
        self._print = self._add(menu, f"In…\t{key}", self._print_page, icon_name="print")
        menu.aboutToShow.connect(lambda: self._print.setEnabled(self.printing() is not None))
        menu.aboutToHide.connect(lambda: self._print.setEnabled(True))
        menu.addSeparator()
        self._add(menu, "Thiết lập", partial(self._window.go, SETTINGS), self._key_of(SETTINGS), "settings")
        menu.addMenu(self._appearance())
        menu.addSeparator()
        self._add(menu, "Thoát", self._window.close, "Ctrl+Q", "log_out")

    def _appearance(self) -> QMenu:
        """Sáng, Tối, Theo hệ thống; the one that is worn has a tick."""
        menu, own = QMenu("Giao diện", self._window), wardrobe()
        for appearance in Appearance:
            action = self._add(menu, appearance.label, partial(own.choose, appearance))
            action.setCheckable(True)
            action.setData(appearance)
        menu.aboutToShow.connect(lambda: _tick(menu, own.appearance))
        return menu

    def _help(self) -> None:
        menu = self._menu("T&rợ giúp")
        self._add(menu, "Phím tắt", self._show_keys, "F1", "keyboard")
        self._add(menu, "Bảng quy tắc kiểm tra", self._show_rules, icon_name="done")
        menu.addSeparator()
        self._add(menu, "Về chương trình", self._show_about, icon_name="info")

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(title, self._window)
        menu.aboutToShow.connect(lambda: _paint_icons(menu))
        self._window.menuBar().addMenu(menu)
        return menu

    def _add(self, menu: QMenu, text: str, done: Callable[[], object], key: str = "", icon_name: str = "") -> QAction:
        action = QAction(text, self._window)
        if icon_name:
            action.setData(icon_name)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked: done())
        menu.addAction(action)
        return action

    def _add_places(self, menu: QMenu, *sections: str) -> None:
        for place in self._places:
            if place.section in sections and place.key != SETTINGS:
                self._add(menu, place.label, partial(self._window.go, place.key), place.shortcut, place.icon)

    def _key_of(self, key: str) -> str:
        return next(place.shortcut for place in self._places if place.key == key)

    def printing(self) -> Callable[[], None] | None:
        """What the page on screen does at the key for printing; None where there is nothing to print."""
        page, wanted = self._window.stack.currentWidget() or self._window.stack, QKeySequence(PRINT)
        for action in page.findChildren(QAction):
            if action.shortcut() == wanted and action.isEnabled():
                return action.trigger
        for button in page.findChildren(QPushButton):
            if button.shortcut() == wanted and button.isEnabled() and button.isVisible():
                return button.click
        return None

    def _print_page(self) -> None:
        job = self.printing()
        if job is not None:
            job()

    def _show_keys(self) -> None:
        from ui.administration.help import show_keys

        show_keys(self._window, self._places)

    def _show_rules(self) -> None:
        from ui.administration.help import show_rules

        show_rules(self._window, self._window.session)

    def _show_about(self) -> None:
        from ui.administration.about import show_about

        show_about(self._window, self._window.session)


def _tick(menu: QMenu, worn: Appearance) -> None:
    for action in menu.actions():
        action.setChecked(action.data() is worn)


def _paint_icons(menu: QMenu) -> None:
    """When the menu first opens: two dozen pictures that nobody sees would slow the start."""
    for action in menu.actions():
        if action.data() and action.icon().isNull():
            action.setIcon(icon(str(action.data()), "muted", 16))
