"""The page "Thiết lập": one tab per matter, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from ui.administration.about import About
from ui.administration.appearance_tab import AppearanceTab
from ui.administration.backups_tab import BackupsTab
from ui.administration.check_tab import CheckTab
from ui.administration.identity_tab import IdentityTab
from ui.administration.land_units_tab import LandUnitsTab
from ui.administration.lower_units_tab import LowerUnitsTab
from ui.administration.protection_tab import ProtectionTab
from ui.page_parts import at_most
from ui.session import Session
from ui.shell.places import BACKUPS, CHECKING, PROTECTION, SETTINGS_TABS

WIDEST = 860  # px: longer lines are hard to read


class SettingsPage(QWidget):
    """`restored` tells that another register stands in the file since a backup was gone back to."""

    restored = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._makers: tuple[tuple[str, Callable[[], QWidget]], ...] = (
            ("Cán bộ và đơn vị", lambda: IdentityTab(session)),
            ("Đơn vị cấp dưới", lambda: LowerUnitsTab(session)),
            ("Đơn vị đất", lambda: LandUnitsTab(session)),
            (SETTINGS_TABS[PROTECTION], lambda: ProtectionTab(session)),
            (SETTINGS_TABS[BACKUPS], lambda: self._backups(session)),
            (SETTINGS_TABS[CHECKING], lambda: CheckTab(session)),
            ("Giao diện", AppearanceTab),
            ("Về chương trình", lambda: About(session)),
        )
        self._made: dict[int, QWidget] = {}
        title = QLabel("Thiết lập")
        title.setProperty("role", "title")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for label, _ in self._makers:
            self.tabs.addTab(_empty(), label)
        self.tabs.currentChanged.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.tabs, 1)
        self._fill(0)

    def show_tab(self, label: str) -> None:
        """Go to the tab with this word on it."""
        self.tabs.setCurrentIndex([text for text, _ in self._makers].index(label))

    def tab(self, number: int) -> QWidget:
        """The content of a tab, made by now."""
        self._fill(number)
        return self._made[number]

    def _backups(self, session: Session) -> QWidget:
        made = BackupsTab(session)
        made.restored.connect(self.restored)
        return made

    def _fill(self, number: int) -> None:
        area = self.tabs.widget(number)
        if isinstance(area, QScrollArea) and area.widget() is None:
            made = self._makers[number][1]()
            self._made[number] = made
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 14, 0, 0)
            layout.addLayout(at_most(made, WIDEST), 1)
            area.setWidget(holder)


def _empty() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
