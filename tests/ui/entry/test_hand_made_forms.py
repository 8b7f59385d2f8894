"""The hand-made forms: progress and deadline of a case, shares of a house's sources, folded parts that open by use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from models.record_types import record_type
from models.records import Record
from ui.entry import forms
from ui.entry.editors import Surroundings
from ui.entry.form_body import FormBody
from ui.entry.forms import HAND_MADE, make_form
from ui.entry.record_form import RecordForm

from .conftest import find

CASE = {"received_date": "2026-06-02", "accepted": "tiep_nhan", "outcome": "chua_giai_quyet"}


@pytest.fixture
def made(session, shown):
    """The form of a type, filled with values."""

    def make(name, **values):
        body = make_form(record_type(name), Surroundings(session), lambda: "row")
        body.fill(Record(name, "r1", values), {})
        return shown(body)

    return make


@pytest.mark.parametrize("name", HAND_MADE)
def test_a_hand_made_form_shows_every_field_once_and_names_no_other(session, qtbot, name):
    declared = record_type(name)
    body = make_form(declared, Surroundings(session), lambda: "row")
    qtbot.addWidget(body)
    assert type(body) is not FormBody
    assert sorted(body.reading_order()) == sorted([*declared.by_name, *declared.lines_by_name])
    for label, rows in body.arrangements.items():
        section = next(section for section in declared.sections if section.label == label)
        assert {name for row in rows for name in row} <= {field.name for field in section.fields}
    assert body.folded <= {section.label for section in declared.sections}


def test_a_type_without_one_has_the_generated_form(session, qtbot):
    body = make_form(record_type("donor"), Surroundings(session), lambda: "row")
    qtbot.addWidget(body)
    assert type(body) is FormBody


def test_a_case_tells_by_when_mediation_must_begin(made, monkeypatch):
    from ui.entry.forms import mediation_case

    monkeypatch.setattr(mediation_case, "today", lambda: dt.date(2026, 6, 5))
    body = made("mediation_case", **CASE, assigned_date="2026-06-02")
    steps = [(step.label, step.told, step.done, step.late) for step in body.progress.steps]
    assert steps == [
        ("Nhận việc", "02/06/2026", True, False),
        ("Phân công", "02/06/2026", True, False),
        ("Bắt đầu hòa giải", "Phải bắt đầu chậm nhất ngày 05/06/2026", False, False),
        ("Kết thúc", "", False, False),
    ]
    monkeypatch.setattr(mediation_case, "today", lambda: dt.date(2026, 6, 6))
    body.fill(Record("mediation_case", "r2", {**CASE, "assigned_date": "2026-06-01"}), {})
    assert body.progress.steps[2].late


def test_the_steps_follow_what_is_typed(made, hands):
    body = made("mediation_case", **CASE, assigned_date="2026-06-02")
    find(body, "Ngày bắt đầu hòa giải").setFocus()
    hands.type("04/06/2026").press("Tab")
    assert body.progress.steps[2].told == "04/06/2026"
    find(body, "Kết quả").setFocus()
    hands.press("Ctrl+A").choose("hoa giai thanh")
    assert body.progress.steps[3].label == "Hòa giải thành"


def test_a_case_out_of_scope_has_no_further_steps(made):
    body = made("mediation_case", received_date="2026-06-02", accepted="ngoai_pham_vi")
    assert [step.label for step in body.progress.steps] == ["Nhận việc", "Không tiếp nhận"]


def test_a_folded_part_opens_by_key_and_by_use(made, hands):
    body = made("mediation_case", **CASE)
    assert not body.cells["escalation"].isVisible()
    title = next(button for button in body.findChildren(QPushButton) if button.text() == "Chuyển và báo cáo")
    title.setFocus()
    hands.press("Return")
    assert not body.cells["escalation"].isVisible()
    title.setFocus()
    hands.press("Space")
    assert body.cells["escalation"].isVisible()
    body.fill(Record("mediation_case", "r2", CASE), {})
    assert not body.cells["escalation"].isVisible()
    body.fill(Record("mediation_case", "r3", {**CASE, "escalation": "bao_luc_10_4"}), {})
    assert body.cells["escalation"].isVisible()


def test_a_house_names_the_share_of_each_source(made):
    rows = [
        {"id": "1", "source": "vnn_xa", "value": 50_000_000},
        {"id": "2", "source": "gia_dinh", "value": 25_000_000},
        {"id": "3", "source": "gia_dinh", "value": 15_000_000},
    ]
    body = made("house_support", status="dang_khao_sat", funding=rows)
    told = "Cộng 90.000.000 đồng: Quỹ “Vì người nghèo” xã 55,56%, Gia đình 44,44%"
    assert body.grids["funding"].foot.note == told
    body.show_notes({})
    assert body.grids["funding"].foot.note == told


def test_the_amount_of_a_house_is_read_to_its_end_in_words(made, qtbot):
    body = made("house_support", status="dang_khao_sat", total_value=2_009_400_000)
    body.resize(650, 900)  # beside a list at 1366 px
    body.show_notes({"total_value": "Bằng chữ: Hai tỷ không trăm linh chín triệu bốn trăm nghìn đồng"})
    qtbot.waitUntil(body.cells["total_value"].says_whole)


def test_the_days_of_a_house_stand_in_one_row(made):
    body = made("house_support", status="da_ban_giao")
    names = ("surveyed_date", "approved_date", "started_date", "handed_over_date")
    assert len({body.cells[name].y() for name in names}) == 1
    assert len({body.cells[name].y() for name in ("hard_floor", "hard_walls", "hard_roof")}) == 1


@pytest.mark.parametrize(
    ("kind", "values", "field", "wrong", "right"),
    [
        ("mediation_case", {**CASE, "outcome": "thanh"}, "Ngày kết thúc", "01/06/2026", "03/06/2026"),
        ("house_support", {"surveyed_date": "2026-06-02", "started_date": "2026-06-02", "status": "da_ban_giao"},
         "Ngày bàn giao", "01/06/2026", "03/06/2026"),
        ("campaign", {"launch_date": "2026-06-02"}, "Ngày kết thúc phân phối", "01/06/2026", "03/06/2026"),
    ],
)  # fmt: skip
def test_a_problem_of_the_old_answer_goes_with_the_first_letter_of_the_new_in_every_form(
    session, shown, hands, qtbot, kind, values, field, wrong, right
):
    form = shown(RecordForm(record_type(kind), Surroundings(session)))
    form.begin_with(values)
    day = find(form, field)
    day.setFocus()
    hands.press("Ctrl+A").type(wrong).press("Tab")
    qtbot.waitUntil(lambda: day.property("problem") == "stop")
    day.setFocus()
    hands.press("Ctrl+A").type(right[0])
    assert not day.property("problem")
    hands.press("Ctrl+A").type(wrong).press("Tab")
    qtbot.waitUntil(lambda: day.property("problem") == "stop")
    day.setFocus()
    hands.press("Ctrl+A").type(right).press("Tab")
    qtbot.wait(120)
    assert not day.property("problem")


def test_an_answer_on_its_way_does_not_tell_of_what_was_typed_over(session, shown, hands, qtbot):
    """A field is left, and before the store has answered one is back in it and types."""
    form = shown(RecordForm(record_type("mediation_case"), Surroundings(session)))
    form.begin_with({**CASE, "outcome": "thanh"})
    day = find(form, "Ngày kết thúc")
    day.setFocus()
    hands.press("Ctrl+A").type("01/06/2026").press("Tab")
    day.setFocus()
    hands.press("Ctrl+A").type("03/06/2026")
    session.read(lambda store: None)  # the answer is ready now
    qtbot.wait(120)
    assert not day.property("problem")


def test_a_cell_of_a_grid_is_not_red_any_more_while_one_types_in_it(session, shown, hands, qtbot):
    form = shown(RecordForm(record_type("mediation_case"), Surroundings(session)))
    form.begin_with(CASE)
    name = find(form, "Năm sinh, bên 1")
    name.setFocus()
    hands.type("1985").press("Tab", "Tab", "Tab", "Tab")
    form.make_final()
    cell = find(form, "Họ tên, bên 1")
    assert cell.property("problem") == "stop"
    cell.setFocus()
    hands.type("L")
    assert not cell.property("problem") and cell.toolTip() == ""


def test_every_module_of_the_folder_is_found():
    names = {path.stem for path in Path(forms.__file__).parent.glob("[a-z]*.py")}
    assert names == set(HAND_MADE)
