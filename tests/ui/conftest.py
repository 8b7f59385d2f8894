"""Every test of the window runs as the program does: with the translator, under which Qt reads keys differently."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from ui.translation import install_translator


@pytest.fixture(scope="session", autouse=True)
def speaks_vietnamese(qapp: QApplication) -> QTranslator:
    """ "Ctrl+Enter" read in Vietnamese is Return: a key bound twice does nothing, and only this shows it."""
    return install_translator(qapp)


@pytest.fixture(scope="session", autouse=True)
def account(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept for the computer account is kept elsewhere: tests neither read nor change the officer's choices."""
    folder = tmp_path_factory.mktemp("account")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(scope="session", autouse=True)
def long_lived(speaks_vietnamese: QTranslator) -> Iterator[None]:
    """Modules and collected tests stay to the end: the sweeping after each test need not look through them."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """What a test leaves behind is destroyed before the next one begins, not in the midst of its waiting."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
