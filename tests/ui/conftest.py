"""Every test of the window runs as the program does: with the translator, under which Qt reads keys differently."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtWidgets import QApplication

from ui.translation import install_translator


@pytest.fixture(scope="session", autouse=True)
def speaks_vietnamese(qapp: QApplication) -> QTranslator:
    """ "Ctrl+Enter" read in Vietnamese is Return: a key bound twice does nothing, and only this shows it."""
    return install_translator(qapp)


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """What a test leaves behind is destroyed before the next one begins, not in the midst of its waiting."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
