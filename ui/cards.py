"""What every page is laid out from: white grounds, and sentences that wrap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout


def card(content: QLayout, margin: int = 20) -> QFrame:
    """A white ground with a thin line for what belongs together."""
    frame = QFrame()
    frame.setProperty("role", "card")
    content.setContentsMargins(margin, margin - 4, margin, margin - 2)
    frame.setLayout(content)
    return frame


def said(text: str, role: str = "") -> QLabel:
    """A sentence or heading; it wraps, and is never taken for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
