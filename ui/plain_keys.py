"""Whether a key is pressed by itself: Enter of either block opens or goes on, with Ctrl held it is another key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_plain(event: QKeyEvent) -> bool:
    """Whether no other key is held; keys of the number pad say that they are."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier


def is_plain_enter(event: QKeyEvent) -> bool:
    return event.key() in ENTER and is_plain(event)
