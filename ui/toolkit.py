"""Keeps PySide6 from reading the source of every module that is loaded after it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - it brings the hook that is looked for below

OURS = ("ui", "main")


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
