"""What pages have in common: the title row, a card with a heading, and a progress that shows only when one waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QProgressBar, QVBoxLayout, QWidget

from ui.look.theme import set_look

PATIENCE = 150  # ms; an answer that comes sooner shows no progress


def title_row(title: str, subtitle: QLabel, *buttons: QWidget) -> QLayout:
    """The page's title over its subtitle, its buttons at the right; the last one is the main one."""
    name = QLabel(title)
    name.setProperty("role", "title")
    subtitle.setProperty("role", "subtitle")
    subtitle.setWordWrap(True)  # else a long one would hold the window wide
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(name)
    names.addWidget(subtitle)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addLayout(names, 1)
    for button in buttons:
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    return row


def card(heading: str, content: QLayout) -> QFrame:
    """A card whose heading says what is done in it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    label = QLabel(heading)
    label.setProperty("role", "section")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 10, 16, 12)
    column.setSpacing(6)
    column.addWidget(label)
    column.addLayout(content, 1)
    return frame


def at_most(content: QWidget, widest: int) -> QLayout:
    """The content at the left of what room there is, no wider than `widest` px, for longer lines are hard to read.

    In a row, because a column counts the height of wrapped lines at its own width, and would give too little."""
    content.setMaximumWidth(widest)
    row = QHBoxLayout()
    row.addWidget(content, 1)
    row.addStretch()
    return row


class Banner(QFrame):
    """One sentence that stays on the page until something else is done: what was done, or what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.label = QLabel("")
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.addWidget(self.label)
        self.hide()

    def text(self) -> str:
        return self.label.text()

    def say(self, text: str, tone: str = "done") -> None:
        """Show a sentence in a tone of the theme: done, warning, error."""
        set_look(self, tone=tone)
        self.label.setText(text)
        self.show()


class QuietProgress(QProgressBar):
    """Appears only when an answer takes longer than a moment."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setMinimumWidth(24)  # the first to give way on a narrow screen
        self.setMaximumWidth(120)
        self.setAccessibleName(name)
        self.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)

    def begin(self) -> None:
        self._patience.start()

    def end(self) -> None:
        self._patience.stop()
        self.hide()
