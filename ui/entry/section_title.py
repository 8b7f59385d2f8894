"""The title of a section that waits folded until it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ui.entry.editors.editor import step_on
from ui.look.theme import icon


class FoldingTitle(QPushButton):
    """Space or a click opens and closes; Enter goes on to the next field, as everywhere in a form."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.setProperty("role", "fold")
        self.setCheckable(True)
        self.setToolTip("Mở, thu gọn phần này (phím cách)")
        self.toggled.connect(self._show_state)
        self._show_state(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space or not step_on(self, event):
            super().keyPressEvent(event)

    def _show_state(self, on: bool) -> None:
        self.setIcon(icon("chevron_down" if on else "chevron_right", "accent", 16))
