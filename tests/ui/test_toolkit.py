"""The Qt bindings themselves, where a release of theirs could kill the program while every other test is green."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2000
ROOT = Path(__file__).resolve().parents[2]


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


def test_no_source_is_read_for_names_we_never_use() -> None:
    code = (
        "from ui import toolkit; toolkit.spare_sources()\n"
        "import inspect, linecache\n"
        "read = []\n"
        "inspect.getsource = lambda module: read.append(module) or ''\n"
        "import ui.overview.page, models.reports\n"
        "assert not read, read\n"
        "from PySide6.QtCore import QObject\n"
        "assert hasattr(QObject, 'setObjectName')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_place_that_reads_sources_is_still_there() -> None:
    assert callable(import_module("shibokensupport.feature")._mod_uses_pyside)
