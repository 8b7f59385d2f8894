"""How large a dialog is: as it wants to be, but never larger than the screen it stands on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 32)  # px that Windows draws around a dialog: its edges and its title bar


def size_on_screen(dialog: QWidget, width: int, height: int) -> QSize:
    """The size that is wanted, or as much of it as its screen has room for."""
    return QSize(width, height).boundedTo(available(dialog) - FRAME)


def available(dialog: QWidget) -> QSize:
    """What the task bar leaves of the screen: of 1920x1080 at 175 % it is 1097x569."""
    return dialog.screen().availableSize()
