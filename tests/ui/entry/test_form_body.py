"""What a long form shows: no heading without fields, and the place it sends one to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from models.fields import Problem
from models.record_types import record_type
from ui.entry.editors import Surroundings
from ui.entry.field_cell import ElidedLabel
from ui.entry.record_form import RecordForm


@pytest.fixture
def case(session, shown, qtbot):
    made = RecordForm(record_type("mediation_case"), Surroundings(session))
    made.resize(760, 420)
    shown(made)
    made.resize(760, 420)
    made.begin()
    return made


def headings(form: RecordForm) -> set[str]:
    return {label.text() for label in form.body.findChildren(QLabel) if label.isVisible()}


def test_a_section_without_fields_has_no_heading(case):
    assert "Tiếp nhận" in headings(case)
    assert "Kết quả" not in headings(case)  # asked once the case has been taken on


def test_going_to_a_problem_in_a_grid_brings_it_into_sight(case, qtbot):
    area = case.findChild(QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    case.body.focus_problem(Problem("name", "Nhập họ tên.", line=("parties", 0)))
    reached = QApplication.focusWidget()
    assert reached is not None
    assert case.body.grids["parties"].isAncestorOf(reached)
    top = reached.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= area.viewport().height() - reached.height()


def test_a_note_breaks_into_as_many_lines_as_it_has_room_for(qtbot):
    note = "Bằng chữ: Một tỷ bảy trăm năm mươi triệu đồng"
    label = ElidedLabel(note, lines=2)
    qtbot.addWidget(label)
    label.resize(label.fontMetrics().horizontalAdvance(note) * 2 // 3, 40)
    label.show()
    first, second = label.text().split("\n")
    assert f"{first} {second}" == note
    assert label.is_whole()
    label.set_lines(1)
    assert "\n" not in label.text()
    assert not label.is_whole()
    assert label.toolTip() == note
