"""The side column: the program and the unit it serves, and every place one can go to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.buttons import KeyButton, nav_button, set_icon
from ui.shell.places import CATALOGUES, FIND, FIND_KEY, SETTINGS, Place
from ui.shell.side_entries import ENTRY, SideEntries

WIDTH = 232  # px
FOLDED = CATALOGUES
"""The section that is shut until asked for: what stands there is set up once and rarely gone to."""


class Navigation(QFrame):
    """`gone_to` names the place that was clicked; `mark` shows where one is. Up and Down walk through the places."""

    gone_to = Signal(str)
    find_wanted = Signal()

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Các trang")
        self._buttons: dict[str, QPushButton] = {}
        self._folder = nav_button(FOLDED, "chevron_right")
        self._folder.setFixedHeight(ENTRY)
        self._folder.setCheckable(False)  # only the page on screen is marked
        self._folder.clicked.connect(lambda: self._unfold(not self._inside or self._inside[0].isHidden()))
        self._folder.installEventFilter(self)
        self._folded = [place for place in places if place.section == FOLDED]
        self._inside: list[QPushButton] = []
        self._unit = QLabel()
        self._unit.setProperty("role", "side_unit")
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        self._unit.setWordWrap(True)
        self._find = KeyButton(FIND, FIND_KEY, "nav", "search", bound=False)
        self._find.setFixedHeight(ENTRY)
        self._find.setToolTip("Tìm trong mọi sổ theo tên, số phiếu, địa chỉ")
        self._find.clicked.connect(self.find_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 6)
        layout.setSpacing(4)
        layout.addLayout(self._head())
        holder = QWidget()
        self._entries = SideEntries(holder)
        layout.addWidget(self._entries, 1)
        self._fill(holder, places)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(self._button(next(place for place in places if place.key == SETTINGS)))
        layout.addLayout(foot)

    def show_unit(self, name: str, above: str) -> None:
        """Whose register this is, and under whom."""
        self._unit.setText(f"{name} · {above}" if above else name)

    def mark(self, key: str) -> None:
        """Show that this place is on screen."""
        if any(place.key == key for place in self._folded):
            self._unfold(True)
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        QTimer.singleShot(0, self, lambda: self._entries.reveal(self._buttons[key]))

    def _unfold(self, shown: bool) -> None:
        """Show what the folded section holds, or put it away."""
        set_icon(self._folder, "chevron_down" if shown else "chevron_right", gap=6)
        if shown and not self._inside:  # made when first looked for: the window stands sooner
            below = self._column.indexOf(self._folder) + 1
            self._inside = [self._button(place) for place in self._folded]
            for row, button in enumerate(self._inside, below):
                self._column.insertWidget(row, button)
        opens = shown and self._inside[0].isHidden()
        for button in self._inside:
            button.setVisible(shown)
        if opens:  # all of it, and if that is too much its beginning
            QTimer.singleShot(0, self, lambda: self._entries.reveal(self._inside[-1], self._folder))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys go up and down the column."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            buttons = [button for button in self._in_order() if button.isVisibleTo(self)]
            if step is not None and watched in buttons:
                place = buttons.index(watched) + step
                reached = buttons[place % len(buttons)]
                reached.setFocus(Qt.FocusReason.TabFocusReason)
                self._entries.reveal(reached)
                return True
        return super().eventFilter(watched, event)

    def _in_order(self) -> list[QPushButton]:
        """Every button from top to bottom, the one that opens a section before what is in it."""
        outside = [button for button in self._buttons.values() if button not in self._inside]
        folder = self._column.indexOf(self._folder)
        place = next((row for row, button in enumerate(outside) if self._column.indexOf(button) > folder), -1)
        return [*outside[:place], self._folder, *self._inside, *outside[place:]]

    def _head(self) -> QVBoxLayout:
        title = QLabel("Sổ Mặt trận")
        title.setProperty("role", "side_title")
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(0)
        head.addWidget(title)
        head.addWidget(self._unit)
        head.addSpacing(2)
        head.addWidget(self._find)
        return head

    def _fill(self, holder: QWidget, places: Sequence[Place]) -> None:
        column = self._column = QVBoxLayout(holder)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        section = ""
        for place in places:
            if place.key == SETTINGS:
                continue
            if place.section != section:
                section = place.section
                column.addWidget(self._folder if section == FOLDED else _heading(section))
            if section != FOLDED:
                column.addWidget(self._button(place))
        column.addStretch()

    def _button(self, place: Place) -> QPushButton:
        button = nav_button(place.label, place.icon)
        button.setFixedHeight(ENTRY)
        button.setToolTip(f"{place.label} ({place.shortcut})" if place.shortcut else place.label)
        button.clicked.connect(lambda: self.gone_to.emit(place.key))
        button.installEventFilter(self)
        self._buttons[place.key] = button
        return button


def _heading(section: str) -> QLabel:
    heading = QLabel(section.upper())
    heading.setProperty("role", "side_section")
    return heading
