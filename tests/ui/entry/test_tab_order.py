"""Tab goes through a form the way one reads it, through fields made of two parts as well, and out of it again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from models.record_types import RECORD_TYPES
from ui.entry.editors import Surroundings
from ui.entry.record_form import RecordForm

from .conftest import find


@pytest.mark.parametrize("declared", RECORD_TYPES, ids=lambda declared: declared.name)
def test_tab_passes_every_field_once_in_order_and_leaves_the_form(session, shown, hands, qtbot, declared):
    form = shown(RecordForm(declared, Surroundings(session)))
    form.begin()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    first = min((cell for cell in form.body.cells.values() if cell.isVisible()), key=_place_in(form.body))
    find(form, first.field.label).setFocus()
    passed = []
    for _ in range(80):
        passed.append(hands.where() or hands.at.text())
        hands.press("Tab")
        if (hands.where() or hands.at.text()) == passed[0]:
            break
    seen = sorted((cell for cell in form.body.cells.values() if cell.isVisible()), key=_place_in(form.body))
    wanted = [cell.field.label for cell in seen]
    assert [name for name in passed if name in wanted] == wanted
    assert "Ghi sổ" in passed


def _place_in(body):
    """Where one reads a field: from the top down, in a row from the left."""
    return lambda cell: (cell.mapTo(body, QPoint(0, 0)).y(), cell.mapTo(body, QPoint(0, 0)).x())
