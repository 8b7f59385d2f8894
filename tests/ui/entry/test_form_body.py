"""What a long form shows: no heading without fields, and the place it sends one to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QToolTip

from models.fields import Kind
from models.record_types import record_type
from models.record_types._mediation_choices import SUBCATEGORIES
from models.records import Record
from models.rules import Problem
from models.text import amount_in_words
from ui.entry.editors import Surroundings
from ui.entry.field_cell import NOTE_HEIGHT, ElidedLabel
from ui.entry.forms import make_form
from ui.entry.record_form import RecordForm

from .conftest import find


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


def test_details_are_those_of_the_chosen_category(case, hands, qtbot):
    find(case, "Tiếp nhận").setFocus()
    hands.choose("da tiep")
    find(case, "Loại việc").setFocus()
    hands.choose("hon nhan")
    detail = find(case, "Chi tiết loại việc")
    labels = {offer.title for offer in detail.answers.find_now("")}
    assert "Lối đi qua nhà" not in labels
    assert labels == {choice.label for choice in SUBCATEGORIES["hngd"]}


@pytest.fixture
def receipt_form(session, shown):
    made = RecordForm(record_type("donation_receipt"), Surroundings(session))
    shown(made)
    made.begin()
    return made


def test_fields_of_a_row_share_its_width_and_a_day_leaves_room_for_a_name(receipt_form, qtbot):
    cells = receipt_form.body.cells
    for width, day_is_short in ((500, True), (900, False), (500, True)):
        receipt_form.resize(width, 600)
        qtbot.waitUntil(lambda short=day_is_short: (cells["received_date"].width() < cells["kind"].width()) == short)
        assert abs(cells["kind"].width() - cells["amount_vnd"].width()) <= 1
        assert cells["received_date"].y() == cells["fund"].y()
        assert (cells["fund"].width() > cells["kind"].width()) == day_is_short


def test_a_text_longer_than_its_field_is_whole_in_the_tool_tip(receipt_form, qtbot):
    payer = find(receipt_form, "Người nộp")
    payer.setText("Nguyễn Thị Ví Dụ " * 12)
    position = payer.rect().center()
    QApplication.sendEvent(payer, QHelpEvent(QEvent.Type.ToolTip, position, payer.mapToGlobal(position)))
    qtbot.waitUntil(lambda: QToolTip.text() == payer.text())


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


@pytest.mark.parametrize("name", ["disbursement", "donation_receipt", "pledge", "house_support"])
@pytest.mark.parametrize("width", [460, 600, 714])
def test_an_amount_in_words_is_read_to_its_end(session, shown, name, width):
    """The longest that an officer may meet: eleven digits, all of them spoken."""
    body = make_form(record_type(name), Surroundings(session), lambda: "row")
    shown(body)
    body.resize(width, 1600)
    words = f"Bằng chữ: {amount_in_words(88_888_888_888)}"
    for choice in ("hien_vat_va_tien", "tien", "tien_mat"):
        body.fill(Record(name, "r1", {"form": choice, "kind": choice, "direction": "doi_tuong"}), {})
        money = {key: cell for key, cell in body.cells.items() if cell.field.kind is Kind.MONEY}
        body.show_notes(dict.fromkeys(money, words))
        QApplication.processEvents()
        seen = [cell for cell in money.values() if cell.isVisible()]
        assert seen and all(cell.says_whole() for cell in seen)
    body.show_notes({})
    assert all(cell.findChildren(ElidedLabel)[0].height() <= 2 * NOTE_HEIGHT for cell in money.values())
