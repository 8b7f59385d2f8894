"""The inline grid: one empty row waits, rows come and go by keyboard, sums and problems stand where they belong."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.fields import Field, Group, Kind, Lines, RecordType, Section
from models.record_types import record_type
from models.records import Record
from models.rules import Problem
from ui.entry.editors import Surroundings
from ui.entry.field_cell import ElidedLabel
from ui.entry.form_body import FormBody
from ui.entry.line_columns import AROUND_TEXT
from ui.entry.line_grid import LineGrid

from .conftest import find

GOODS = record_type("donation_receipt").lines_by_name["goods"]
PARTIES = record_type("mediation_case").lines_by_name["parties"]
ROWS = [
    {"id": "r1", "name": "Chăn", "unit": "chiếc", "quantity": 2_000, "unit_price": 250_000, "value": 500_000},
    {"id": "r2", "name": "Gạo", "unit": "kg", "quantity": 50_500, "unit_price": 20_000, "value": 1_010_000},
]


@pytest.fixture
def grid(session, shown):
    numbers = itertools.count(1)

    def make(lines, rows=(), unparsed=None, summed=frozenset()):
        made = LineGrid(lines, Surroundings(session), lambda: f"new{next(numbers)}", summed)
        made.fill(rows, unparsed or {}, {})
        return shown(made)

    return make


def test_a_new_row_appears_when_the_last_is_begun(grid, hands):
    made = grid(GOODS)
    assert made.values() == []
    find(made, "Tên hàng, dòng 1").setFocus()
    hands.type("Mì tôm").press("Return").type("thùng").press("Return").type("12").press("Return")
    assert find(made, "Tên hàng, dòng 2").isVisible()
    (row,) = made.values()
    assert (row["id"], row["name"], row["unit"], row["quantity"]) == ("new1", "Mì tôm", "thùng", 12_000)


def test_enter_in_the_empty_row_goes_on_behind_the_grid(session, shown, hands):
    body = shown(FormBody(record_type("mediation_case"), Surroundings(session), lambda: "new"))
    body.fill(Record("mediation_case", "m1", {"accepted": "tiep_nhan", "parties": []}), {})
    find(body, "Họ tên, bên 1").setFocus()
    hands.type("A").press("Return", "Return")
    assert hands.where() == "Năm sinh, bên 1"
    find(body, "Họ tên, bên 2").setFocus()
    hands.press("Return")
    assert hands.where() == "Nội dung chủ yếu"
    hands.press("Shift+Tab")
    assert hands.at.text() == "Thêm bên"


def test_enter_goes_from_cell_to_cell_and_into_the_next_row(grid, hands):
    made = grid(PARTIES)
    find(made, "Họ tên, bên 1").setFocus()
    seen = []
    hands.type("A")
    for _ in PARTIES.fields:
        hands.press("Return")
        seen.append(hands.where())
    assert seen == [*(f"{field.label}, bên 1" for field in PARTIES.fields[1:]), "Họ tên, bên 2"]


WIDE = record_type("disbursement").lines_by_name["beneficiaries"]
GIVEN = {"category": "ho_ngheo", "gift_count": 280, "given_amount": 140_000_000, "is_part": False}
PART = {"category": "hoc_sinh", "gift_count": 37, "given_amount": 18_500_000, "is_part": True}


def test_a_wide_table_takes_several_lines_a_row_and_is_keyed_in_its_order(grid, hands):
    made = grid(WIDE)
    made.resize(760, 400)
    assert made.wanted_width() < 1000
    seen = ["Họ tên người nhận, đơn vị, dòng 1"]
    find(made, seen[0]).setFocus()
    hands.type("A")
    for _ in WIDE.fields[1:]:
        hands.press("Return")
        seen.append(hands.where())
    assert seen == [f"{field.label}, dòng 1" for field in WIDE.fields]
    tops = [find(made, name).mapTo(made, QPoint(0, 0)).y() for name in seen]
    steps = [after - before for before, after in itertools.pairwise(tops)]
    assert all(abs(step) <= 2 or step > 20 for step in steps), "on from left to right, and from line to line"
    assert 1 <= sum(step > 20 for step in steps) <= 2
    below = find(made, "Họ tên người nhận, đơn vị, dòng 2").mapTo(made, QPoint(0, 0)).y()
    assert below > max(tops)


def test_a_row_that_is_part_of_another_adds_to_no_sum(grid):
    rows = [{"id": name, "full_name": "Hộ nghèo", **row} for name, row in zip("abc", (GIVEN, PART, GIVEN), strict=True)]
    made = grid(WIDE, rows, summed=frozenset({"gift_count"}))
    made.put_worked_out(made.values(), frozenset())
    assert made._cells.sums["gift_count"].text() == "560"


def test_ctrl_delete_takes_the_row_out_and_the_rest_moves_up(grid, hands):
    made = grid(GOODS, ROWS)
    find(made, "Tên hàng, dòng 1").setFocus()
    hands.press("Ctrl+Delete")
    assert [row["id"] for row in made.values()] == ["r2"]
    assert find(made, "Tên hàng, dòng 1").text() == "Gạo"


def test_a_row_taken_out_comes_back_empty_without_its_marks_and_at_its_place(session, shown, hands):
    body = shown(FormBody(record_type("mediation_case"), Surroundings(session), lambda: "new"))
    body.fill(Record("mediation_case", "m1", {"accepted": "tiep_nhan", "parties": [{"id": "p1", "name": "A"}]}), {})
    grid = body.grids["parties"]
    grid.show_problems([Problem("role", "Chưa chọn vai trò.", line=("parties", 0))])
    find(body, "Họ tên, bên 1").setFocus()
    hands.press("Ctrl+Delete")
    QApplication.processEvents()  # the order of Tab follows in a moment
    grid.show_problems([])
    hands.type("B")
    find(body, "Họ tên, bên 2").setFocus()
    assert not find(body, "Vai trò, bên 1").property("problem")
    assert not find(body, "Vai trò, bên 2").property("problem")
    hands.press("Return")
    assert hands.where() == "Nội dung chủ yếu"
    hands.press("Shift+Tab", "Shift+Tab")
    assert hands.where() == "Vai trò, bên 2"


def test_a_filled_grid_gives_back_what_it_was_given(grid):
    made = grid(GOODS, ROWS)
    kept = [{name: row[name] for name in ROWS[0]} for row in made.values()]
    assert kept == ROWS


def test_a_shorter_record_leaves_nothing_of_the_longer_one(grid):
    made = grid(GOODS, ROWS)
    made.fill(ROWS[1:], {}, {})
    assert [row["name"] for row in made.values()] == ["Gạo"]
    made.fill((), {}, {})
    assert made.values() == []


def test_text_that_cannot_be_read_is_kept_by_row_and_field(grid, hands):
    made = grid(GOODS, ROWS)
    find(made, "Số lượng, dòng 2").setFocus()
    find(made, "Số lượng, dòng 2").selectAll()
    hands.type("vài bao").press("Tab")
    assert made.unparsed() == {"goods/r2/quantity": "vài bao"}
    again = grid(GOODS, made.values(), made.unparsed())
    assert find(again, "Số lượng, dòng 2").text() == "vài bao"


def test_problems_stand_in_their_cell_and_in_words_below(grid):
    made = grid(GOODS, ROWS)
    made.show_problems([Problem("unit", "Chưa có đơn vị tính.", line=("goods", 1))])
    assert find(made, "Đơn vị tính, dòng 2").property("problem") == "stop"
    assert not find(made, "Đơn vị tính, dòng 1").property("problem")
    said = [label.whole_text() for label in made.findChildren(ElidedLabel)]
    assert "Dòng 2, Đơn vị tính: Chưa có đơn vị tính." in said


def test_a_record_that_is_only_read_has_no_empty_row(grid):
    made = grid(GOODS, ROWS)
    made.set_read_only(True)
    names = {widget.accessibleName() for widget in made.findChildren(QWidget) if widget.isVisible()}
    assert "Tên hàng, dòng 2" in names
    assert "Tên hàng, dòng 3" not in names


def test_what_was_kept_back_is_told_in_the_cells_that_are_empty(grid):
    made = grid(PARTIES)
    rows = [{"id": "r1", "role": "ben_1"}, {"id": "r2", "role": "ben_2", "name": "Vi Thị Dụ"}]
    made.fill(rows, {}, {}, frozenset({"parties.name", "mediators.mediator"}))
    assert find(made, "Họ tên, bên 1").placeholderText() == "không chuyển lên"
    assert find(made, "Họ tên, bên 2").placeholderText() == ""
    assert find(made, "Địa chỉ, bên 1").placeholderText() == ""


def test_headings_and_usual_answers_are_seen_whole_in_the_width_that_is_asked_for(grid):
    for lines in (GOODS, PARTIES):
        made = grid(lines, ROWS if lines is GOODS else [{"id": "r1", "role": "ben_1"}])
        made.resize(made.wanted_width(), 300)
        headings = {field.label for field in lines.fields}
        cut = [
            label.whole_text()
            for label in made.findChildren(ElidedLabel)
            if label.whole_text().removesuffix(" *") in headings and not label.is_whole()
        ]
        assert cut == []
    assert not find(made, "Vai trò, bên 1").is_cut()


def test_sums_follow_the_declaration_and_stand_under_their_figures(session, shown, qtbot):
    total = Field("sum_vnd", "Tổng", Kind.MONEY, total_of="gifts.worth")
    gifts = Lines("gifts", "Quà", "dòng", (Field("name", "Tên", Kind.TEXT), Field("worth", "Trị giá", Kind.MONEY)))
    declared = RecordType(
        "gift", "Quà", "Quà", Group.REGISTER, (Section("Quà", (total,)),), ("sum_vnd",), ("sum_vnd",), lines=(gifts,)
    )
    body = shown(FormBody(declared, Surroundings(session), lambda: "new"))
    rows = [{"id": "r1", "name": "Gạo", "worth": 11_000}, {"id": "r2", "name": "Mì", "worth": 7_000}]
    body.fill(Record("gift", "1", {"gifts": rows}), {})
    (said,) = [label for label in body.findChildren(QLabel) if label.text() == "18.000"]
    cell = find(body, "Trị giá, dòng 2")
    assert said.property("role") == "number"

    def end(widget: QWidget, inside: int) -> int:
        return widget.mapTo(body, QPoint(inside, 0)).x()

    qtbot.waitUntil(lambda: end(said, said.contentsRect().right() + 1) == end(cell, cell.width() - AROUND_TEXT))
