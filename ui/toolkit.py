"""What Qt needs or does before the first window: a display; no look into the source of every module after it."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - it brings the hook that is looked for below

from models.ports import StorageError

OURS = ("ui", "main")


def has_display() -> bool:
    """Whether a window could be shown. Windows and macOS always have one."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def need_display() -> None:
    """StorageError missing where nothing could be shown: Qt would end the program in the middle, and in English."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise StorageError(
            "Máy không có màn hình để mở cửa sổ. Mở từ máy có màn hình, hoặc dùng các lệnh xem ở: main.py --help",
            "missing",
        )


def spare_sources() -> None:
    """To be called before the rooms are read: it takes ten of 210 ms off the start, and some of every page's first.

    PySide6 looks through the text of each imported module for its own name, to know whether the module may ask for
    other spellings of Qt's names (from __feature__ import snake_case). We never ask, so the module's name is answer
    enough. Where a later PySide6 has no such place this does nothing; tests/ui/test_toolkit.py tells."""
    try:
        feature = import_module("shibokensupport.feature")  # packed inside PySide6, without types
    except ImportError:
        return
    if callable(getattr(feature, "_mod_uses_pyside", None)):
        vars(feature)["_mod_uses_pyside"] = _may_use_qt


def _may_use_qt(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] in OURS
