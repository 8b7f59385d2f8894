"""Every test of the window runs as the program does: with the translator, under which Qt reads keys differently."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from ui.translation import install_translator


@pytest.fixture(scope="session", autouse=True)
def speaks_vietnamese(qapp: QApplication) -> QTranslator:
    """ "Ctrl+Enter" read in Vietnamese is Return: a key bound twice does nothing, and only this shows it."""
    return install_translator(qapp)
