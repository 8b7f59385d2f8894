"""Keys that press a button at once: Qt's own animates the press and acts a tenth of a second later.

By then one may already have typed on.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

PORTABLE = QKeySequence.SequenceFormat.PortableText


def press_by(button: QAbstractButton, *keys: str) -> None:
    """Any of these keys presses the button while it can be seen and used.

    Keys are read in Qt's own English: in the words of the officer's language "Enter" is the Return key, so that
    "Ctrl+Return" and "Ctrl+Enter" would be one key bound twice, and Qt presses nothing for a key with two owners.
    """
    for key in keys:
        shortcut = QShortcut(QKeySequence.fromString(key, PORTABLE), button)
        shortcut.activated.connect(button.click)
