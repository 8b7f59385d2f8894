"""The Qt bindings themselves, where a release of theirs could kill the program while every other test is green."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2000


def test_calls_do_not_use_up_none(qtbot: QtBot) -> None:
    """Python before 3.12 counts references to None; PySide6 6.12.0 gave one away per call, until none was left."""
    widget = QWidget()
    qtbot.addWidget(widget)
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
        thing.setProperty("name", "value")
        thing.property("missing")
    assert abs(sys.getrefcount(None) - before) < CALLS / 10
