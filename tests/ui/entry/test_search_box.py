"""The search over a list is left for what it found, by the keys of either block."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.record_types import record_type
from ui.entry.register_page import RegisterPage


@pytest.mark.parametrize("key", ["Down", "Return", "Pad+Down", "Pad+Enter"])
def test_down_and_enter_go_to_the_list(session, shown, receipt, hands, qtbot, key):
    receipt()
    page = RegisterPage(session, record_type("donation_receipt"))
    shown(page)
    page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    hands.press(key)
    assert hands.at is page.list.table
