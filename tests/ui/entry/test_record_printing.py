"""Printing a record by keyboard: the menu of its forms, and the mark once the original went out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu

from models.printed_forms import form_named
from models.record_types import record_type
from models.records import State
from tests.ui.entry.conftest import find
from ui import messages
from ui.entry.editors import Surroundings
from ui.entry.record_form import RecordForm
from ui.paper import record_printing
from ui.paper.document_files import file_kinds
from ui.paper.preview import PreviewDialog


@pytest.fixture
def form(session, shown):
    made = RecordForm(record_type("donation_receipt"), Surroundings(session))
    shown(made)
    return made


def labels(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


@pytest.mark.parametrize(("keys", "name"), [(("Return",), "receipt"), (("Down", "Return"), "sheet")])
def test_of_several_forms_one_is_chosen_with_the_arrow_keys(form, receipt, hands, qtbot, keys, name):
    form.open(receipt().id)
    form.body.focus_first()
    hands.press("Ctrl+P")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert labels(menu) == ["Biên nhận", "Phiếu in của sổ"]
    with qtbot.waitSignal(form.print_requested) as asked:
        hands.press(*keys)
    assert asked.args[0].values["amount_vnd"] == 20_000_000
    assert asked.args[1] == name


def test_a_draft_offers_the_same_forms(form, put, ids, hands, qtbot):
    draft = put("donation_receipt", final=False, fund=ids["fund"], kind="tien_mat")
    form.open(draft.id)
    form.body.focus_first()
    hands.press("Ctrl+P")
    with qtbot.waitSignal(form.print_requested) as asked:
        hands.press("Return")
    assert asked.args[1] == "receipt"


def test_what_has_one_form_is_printed_at_once(session, shown, ids, hands, qtbot):
    made = RecordForm(record_type("donor"), Surroundings(session))
    shown(made)
    made.open(ids["donor"])
    made.body.focus_first()
    with qtbot.waitSignal(made.print_requested) as asked:
        hands.press("Ctrl+P")
    assert asked.args[1] == "sheet"


def test_changes_of_a_final_record_are_saved_before_a_paper_goes_out(form, receipt, hands):
    form.open(receipt().id)
    asked = []
    form.print_requested.connect(lambda *given: asked.append(given))
    find(form, "Người nộp").setFocus()
    hands.type("x")
    form.print_form("receipt")
    assert asked == []
    assert form.foot._line.text().startswith("Có thay đổi chưa lưu")


def preview(session, record, qtbot, form: str = "receipt") -> PreviewDialog:
    shown = record_printing.printable(session, record, form_named(record, form))
    dialog = PreviewDialog(None, shown, file_kinds(session))
    qtbot.addWidget(dialog)
    return dialog


def save(dialog: PreviewDialog, verb: str, folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(messages, "ask_save_path", lambda _, title, proposed, kind: folder / Path(proposed).name)
    dialog.save_as(next(kind for kind in dialog.kinds if kind.verb == verb))


@pytest.mark.parametrize("verb", ["Lưu PDF", "Lưu Word", "Lưu Excel"])
def test_the_first_paper_is_the_original_and_every_later_one_says_it_is_not(
    session, receipt, qtbot, tmp_path, monkeypatch, verb
):
    record = receipt()
    dialog = preview(session, record, qtbot)
    assert dialog.document.mark == ""
    save(dialog, verb, tmp_path, monkeypatch)
    assert dialog.document.mark == "BẢN IN LẠI (lần 1)"
    save(dialog, verb, tmp_path, monkeypatch)
    assert preview(session, record, qtbot).document.mark == "BẢN IN LẠI (lần 2)"
    change, *_ = session.read(lambda store: store.records.history("donation_receipt", record.id))
    assert (change.operation, change.who) == ("In: Biên nhận", "Nông Thị Hạnh (Phó Chủ tịch)")


def test_looking_at_a_paper_or_letting_it_be_is_no_print(session, receipt, qtbot, monkeypatch):
    record = receipt()
    monkeypatch.setattr(messages, "ask_save_path", lambda *_: None)
    dialog = preview(session, record, qtbot)
    for kind in dialog.kinds:
        dialog.save_as(kind)
    assert preview(session, record, qtbot).document.mark == ""


def test_the_sheet_never_becomes_a_reprint_and_leaves_the_voucher_alone(session, receipt, qtbot, tmp_path, monkeypatch):
    record = receipt()
    dialog = preview(session, record, qtbot, "sheet")
    save(dialog, "Lưu PDF", tmp_path, monkeypatch)
    assert dialog.document.mark == ""
    assert preview(session, record, qtbot).document.mark == ""


def test_drafts_and_void_records_say_what_they_are_and_are_not_counted(
    session, put, receipt, ids, qtbot, tmp_path, monkeypatch
):
    draft = put("donation_receipt", final=False, fund=ids["fund"], kind="tien_mat")
    dialog = preview(session, draft, qtbot)
    assert dialog.document.mark == "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"
    save(dialog, "Lưu PDF", tmp_path, monkeypatch)
    assert session.read(lambda store: store.prints.times("donation_receipt", draft.id, "receipt")) == 0
    final = receipt()
    void = session.write(lambda store: store.records.void(final.record_type, final.id, final.version, "Ghi trùng"))
    assert void.state is State.VOID
    assert preview(session, void, qtbot).document.mark == "ĐÃ HỦY"
    never = replace(draft, version=0, id="chưa lưu")
    save(preview(session, never, qtbot), "Lưu PDF", tmp_path, monkeypatch)  # nothing to remember it by


def test_card_numbers_are_shown_whole_when_the_box_is_ticked(session, put, qtbot):
    area = put("residential_area", name="Thôn Nà Pán", kind="thon", valid_from="2020-01-01", final=False).id
    household = put(
        "household",
        final=False,
        head_name="Vi Văn Dụ",
        id_number="020085010123",
        residential_area=area,
        category="ho_ngheo",
    )
    dialog = preview(session, household, qtbot, "sheet")
    dialog.show()
    assert "020085010123" not in repr(dialog.document) and "*********123" in repr(dialog.document)
    box = find(dialog, "In đủ số căn cước")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert "020085010123" in repr(dialog.document)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert "020085010123" not in repr(dialog.document)


def test_nothing_is_asked_where_there_is_no_card_number(session, receipt, qtbot):
    dialog = preview(session, receipt(), qtbot)
    dialog.show()
    assert not any(box.isVisible() for box in dialog.findChildren(QCheckBox))
