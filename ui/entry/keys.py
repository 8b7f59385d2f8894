"""Keys that press a button at once: Qt's own animates the press and acts a tenth of a second later.

By then one may already have typed on.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton


def press_by(button: QAbstractButton, *keys: str) -> None:
    """Any of these keys presses the button while it can be seen and used."""
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), button)
        shortcut.activated.connect(button.click)
