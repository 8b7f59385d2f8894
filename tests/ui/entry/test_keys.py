"""Keys of buttons in the program's own language, where Qt calls the Return key "Enter"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ui.entry.keys import press_by
from ui.translation import install_translator


@pytest.fixture
def in_vietnamese(qapp):
    before = QLocale()
    translator = install_translator(qapp)
    yield
    QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_either_enter_key_presses_the_button_once(qtbot, in_vietnamese, key):
    button = QPushButton("Ghi sổ")
    press_by(button, "Ctrl+Return", "Ctrl+Enter")
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
    QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]
