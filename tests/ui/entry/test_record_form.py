"""A form keyed without a mouse: entered, refused with reasons, saved, voided, copied, and never lost."""

from __future__ import annotations

import os
import threading
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from models.ports import StorageError
from models.record_types import record_type
from models.records import State
from storage.registers.drafts import Drafts
from ui import messages
from ui.buttons import KeyButton
from ui.entry import record_form, record_reading
from ui.entry.editors import Surroundings
from ui.entry.record_form import RecordForm
from ui.entry.typing_watch import NOTES_AFTER

from .conftest import find


@pytest.fixture
def form(session, shown):
    made = RecordForm(record_type("donation_receipt"), Surroundings(session))
    return shown(made)


def labels(form) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def read(session, record_id):
    return session.read(lambda store: store.records.read("donation_receipt", record_id))


def key_in(hands, qtbot, form) -> None:
    """A whole receipt in cash, from the first field to the last, with Enter and a few letters."""
    find(form, "Ngày nhận").setFocus()
    find(form, "Ngày nhận").selectAll()
    hands.type("18/6/2026").press("Return").choose("ngheo").choose("anh duong").press("Return").press("Return")
    hands.choose("tien mat").type("20tr").press("Return")
    hands.press("Space").press("Return").type("Làm nhà cho hộ nghèo").press("Tab").choose("truc")
    hands.type("Lương Văn Thành").press("Return").type("Nông Thị Hạnh").press("Return")
    hands.type("Mã Thị Lý").press("Return").type("Vi Văn Tú").press("Return").choose("co")


def test_a_whole_receipt_is_keyed_and_entered_without_a_mouse(session, form, ids, hands, qtbot):
    form.begin()
    key_in(hands, qtbot, form)
    with qtbot.waitSignal(form.saved) as told:
        hands.press("Ctrl+G")
    stored = read(session, told.args[0])
    assert stored.state is State.FINAL
    assert stored.number_text == "PT-2026-0001"
    assert stored.values["donor"] == ids["donor"]
    assert stored.values["amount_vnd"] == 20_000_000
    assert stored.values["restriction"] == "Làm nhà cho hộ nghèo"
    assert stored.values["publish_name"] is True
    assert "Phiếu tiếp nhận PT-2026-0001" in labels(form)
    assert "Đã ghi sổ" in labels(form)


def test_ctrl_enter_enters_the_record_and_begins_the_next(session, form, ids, hands, qtbot):
    form.begin()
    key_in(hands, qtbot, form)
    with qtbot.waitSignal(form.saved) as told:
        hands.press("Ctrl+Return")
    assert read(session, told.args[0]).state is State.FINAL
    assert form.record.version == 0
    assert form.record.id != told.args[0]
    assert "Phiếu tiếp nhận mới" in labels(form)
    assert any("PT-2026-0001" in text for text in labels(form))  # said once more above the buttons


def test_what_is_missing_is_said_at_its_field_and_the_cursor_goes_there(session, form, ids, hands, qtbot):
    form.begin()
    find(form, "Quỹ").setFocus()
    hands.choose("ngheo").press("Ctrl+G")
    assert read(session, form.record.id) is None
    assert find(form, "Hình thức").property("problem") == "stop"
    assert find(form, "Kế toán").property("problem") == "stop"
    assert not find(form, "Quỹ").property("problem")
    assert hands.where() == "Hình thức"


def test_the_first_letter_answers_what_was_missing(form, ids, hands, qtbot):
    form.begin()
    find(form, "Quỹ").setFocus()
    hands.choose("ngheo").press("Ctrl+G")
    accountant = find(form, "Kế toán")
    accountant.setFocus()
    assert accountant.property("problem") == "stop"
    hands.type("M")
    assert not accountant.property("problem")
    assert "Chưa có kế toán. Nhập kế toán." not in labels(form)


def test_the_foot_counts_and_leaves_the_sentence_to_its_field(form, ids, hands, qtbot):
    form.resize(900, 640)
    form.begin()
    find(form, "Quỹ").setFocus()
    hands.choose("ngheo").press("Ctrl+G")
    sentence = form.body.cells["kind"].problem.message
    assert labels(form).count(sentence) == 1
    assert any(text.startswith("Còn ") and text.endswith(" chỗ cần xem trước khi ghi sổ.") for text in labels(form))


def test_a_form_just_begun_does_not_scold(form, ids, hands, qtbot):
    form.begin()
    find(form, "Người nộp").setFocus()
    hands.type("Lương Văn Thành").press("Tab")
    qtbot.wait(120)
    assert not find(form, "Kế toán").property("problem")


def test_text_that_cannot_be_read_is_told_once_the_field_is_left(form, ids, hands, qtbot):
    form.begin()
    amount = find(form, "Số tiền (hoặc giá trị quy đổi)")
    amount.setFocus()
    hands.type("hai chục")
    assert not amount.property("problem")
    hands.press("Tab")
    qtbot.waitUntil(lambda: amount.property("problem") == "stop")


def test_a_warning_asks_for_a_reason_which_stays_with_the_record(session, form, receipt, hands, qtbot, monkeypatch):
    """18/06/2026 is before the day the pledge below was made."""
    late = receipt(received_date="2026-04-01")
    form.open(late.id)
    asked = []

    def answer(_parent, _title, question, verb, **_):
        asked.append((question.split("\n")[0], verb))
        return "Nhà hảo tâm chuyển trước"

    monkeypatch.setattr(messages, "ask_reason", answer)
    find(form, "Theo đăng ký").setFocus()
    hands.choose("anh duong").press("Ctrl+S")
    stored = read(session, late.id)
    assert [verb for _, verb in asked] == ["Vẫn ghi sổ"]
    assert "sớm hơn ngày đăng ký" in asked[0][0]
    assert stored.values["pledge"]
    assert stored.reasons["received_after_pledge"] == "Nhà hảo tâm chuyển trước"


def test_a_draft_is_always_saved(session, form, ids, hands, qtbot):
    form.begin()
    find(form, "Số tiền (hoặc giá trị quy đổi)").setFocus()
    hands.type("nhiều lắm").press("Ctrl+S")
    stored = read(session, form.record.id)
    assert stored.state is State.DRAFT
    assert stored.unparsed == {"amount_vnd": "nhiều lắm"}
    form.open(stored.id)
    assert find(form, "Số tiền (hoặc giá trị quy đổi)").text() == "nhiều lắm"


def test_goods_are_summed_while_one_types_and_fields_come_and_go(form, ids, hands, qtbot):
    form.begin()
    find(form, "Hình thức").setFocus()
    hands.choose("hien vat")
    amount = find(form, "Số tiền (hoặc giá trị quy đổi)")
    find(form, "Nơi bảo quản")
    find(form, "Tên hàng, dòng 1").setFocus()
    hands.type("Chăn").press("Return").type("chiếc").press("Return").type("360").press("Return").type("250000")
    hands.press("Return")
    assert find(form, "Thành tiền quy đổi, dòng 1").text() == "90.000.000"
    assert find(form, "Thành tiền quy đổi, dòng 1").isReadOnly()
    assert (amount.text(), amount.isReadOnly()) == ("90.000.000", True)
    find(form, "Hình thức").setFocus()
    find(form, "Hình thức").selectAll()
    hands.choose("tien mat")
    assert not amount.isReadOnly()
    with pytest.raises(AssertionError):
        find(form, "Tên hàng, dòng 1")


def test_what_is_worked_out_is_only_read_from_the_moment_a_record_is_opened(form, receipt, put, ids, monkeypatch):
    goods = [{"id": "g1", "name": "Gạo", "unit": "kg", "quantity": 50_000, "unit_price": 20_000}]
    kind = {"kind": "hien_vat", "goods": goods, "amount_vnd": None}
    drafted = put("donation_receipt", final=False, fund=ids["fund"], donor=ids["donor"], **kind)
    form.open(receipt().id)
    for locked in (False, True, False):
        if locked:
            monkeypatch.setattr(messages, "ask_reason", lambda *_, **__: "Ghi trùng")
            form.open(receipt().id)
            form.void()
        form.open(drafted.id)
        assert find(form, "Thành tiền quy đổi, dòng 1").isReadOnly()
        assert find(form, "Số tiền (hoặc giá trị quy đổi)").isReadOnly()
        assert not find(form, "Đơn giá, dòng 1").isReadOnly()


def test_notes_stand_quietly_under_their_field(form, receipt, ids, hands, qtbot):
    receipt()
    form.begin()
    find(form, "Nhà hảo tâm").setFocus()
    hands.choose("anh duong")
    qtbot.waitUntil(lambda: any("ủng hộ 1 lần" in text for text in labels(form)))


def test_typing_is_kept_after_a_pause_and_offered_again(session, form, ids, hands, qtbot):
    form.begin()
    find(form, "Người nộp").setFocus()
    hands.type("Lương Văn Thành")
    kept = form.record.id
    qtbot.waitUntil(lambda: len(session.read(lambda store: store.drafts.all())) == 1, timeout=4000)
    fresh = RecordForm(record_type("donation_receipt"), Surroundings(session))  # as after a crash
    qtbot.addWidget(fresh)
    fresh.show()
    assert fresh.open(kept)
    assert find(fresh, "Người nộp").text() == "Lương Văn Thành"
    assert fresh.is_dirty
    assert any(text.startswith("Đang mở bản gõ dở") for text in labels(fresh))


def test_leaving_keeps_what_was_typed_and_saving_forgets_it(session, form, receipt, ids, hands, qtbot):
    first, second = receipt(), receipt(amount_vnd=1_000_000)
    form.open(first.id)
    payer = find(form, "Người nộp")
    payer.setFocus()
    payer.selectAll()
    hands.type("Hoàng Thị Mai")
    form.open(second.id)
    form.open(first.id)
    assert find(form, "Người nộp").text() == "Hoàng Thị Mai"
    form.save()
    assert read(session, first.id).values["payer"] == "Hoàng Thị Mai"
    assert session.read(lambda store: store.drafts.all()) == []


def test_what_is_known_of_one_record_never_stands_beside_another(session, form, receipt, ids, hands, qtbot):
    first, second = receipt(), receipt(amount_vnd=1_000_000)
    form.open(first.id)
    amount = find(form, "Số tiền (hoặc giá trị quy đổi)")
    amount.setFocus()
    amount.selectAll()
    gate = threading.Event()
    session.submit(lambda _: gate.wait(5), lambda _: None)  # the store is busy: the notes are asked for and not told
    hands.type("30tr")
    qtbot.wait(NOTES_AFTER + 100)
    threading.Timer(0.1, gate.set).start()
    form.open(second.id)
    qtbot.wait(100)
    assert "Bằng chữ: Một triệu đồng" in labels(form)


def test_typing_left_on_screen_is_still_unsaved_when_one_comes_back(session, form, receipt, hands, qtbot):
    form.open(receipt().id)
    payer = find(form, "Người nộp")
    payer.setFocus()
    hands.type("x")
    form.leave()  # to another page of the window
    assert [draft.id for draft in session.read(lambda store: store.drafts.all())] == [form.record.id]
    assert form.is_dirty
    with qtbot.assertNotEmitted(form.print_requested):
        form.print_form("receipt")


def test_looking_at_unfinished_typing_does_not_make_it_newer(session, form, receipt, put):
    first, second = receipt(), receipt()
    typed = replace(first, values={**first.values, "payer": "Hoàng Thị Mai"}, updated_at="2026-06-18T08:00:00+07:00")
    session.read(lambda store: store.drafts.keep(typed))
    form.open(first.id)
    form.open(second.id)
    assert session.read(lambda store: store.drafts.of(first.id)).updated_at == "2026-06-18T08:00:00+07:00"


def test_a_record_whose_typing_cannot_be_kept_stays_on_screen(session, form, receipt, hands, monkeypatch):
    first, second = receipt(), receipt()
    form.open(first.id)
    find(form, "Người nộp").setFocus()
    hands.press("Ctrl+A").type("Hoang")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error, *more: told.append(str(error)))

    def full(self, record):
        raise StorageError("Ổ đĩa đã đầy.", "full")

    with monkeypatch.context() as broken:
        broken.setattr(Drafts, "keep", full)
        assert not form.open(second.id)
        form.begin()
        assert not form.leave()
    assert told == ["Ổ đĩa đã đầy."] * 3
    assert (form.record.id, find(form, "Người nộp").text()) == (first.id, "Hoang")
    assert form.open(second.id)
    assert session.read(lambda store: store.drafts.of(first.id)).values["payer"] == "Hoang"


def test_unfinished_typing_is_thrown_away_only_after_a_question(session, form, receipt, hands, qtbot, monkeypatch):
    record = receipt()
    form.open(record.id)
    find(form, "Người nộp").setFocus()
    hands.type("sai")
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: False)
    form.drop_typing()
    assert form.is_dirty
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    form.drop_typing()
    assert find(form, "Người nộp").text() == "Lương Văn Thành"
    assert not form.is_dirty


def test_void_needs_a_reason_keeps_the_number_and_locks_the_form(session, form, receipt, monkeypatch):
    record = receipt()
    form.open(record.id)
    monkeypatch.setattr(messages, "ask_reason", lambda *_, **__: None)
    form.void()
    assert read(session, record.id).state is State.FINAL
    monkeypatch.setattr(messages, "ask_reason", lambda *_, **__: "Ghi trùng")
    form.void()
    stored = read(session, record.id)
    assert (stored.state, stored.void_reason, stored.number_text) == (State.VOID, "Ghi trùng", "PT-2026-0001")
    assert find(form, "Người nộp").isReadOnly()
    assert "Đã hủy. Lý do: Ghi trùng" in labels(form)


def test_a_copy_is_new_and_has_no_number(session, form, receipt):
    record = receipt()
    form.open(record.id)
    form.begin_copy()
    assert form.record.id != record.id
    assert form.record.version == 0
    assert find(form, "Người nộp").text() == "Lương Văn Thành"
    assert "Chưa ghi sổ" in labels(form)


def test_a_received_record_is_read_only_and_says_from_whom(session, form, receipt, monkeypatch):
    record = receipt()
    received = replace(record, received=True, origin_unit="06127")
    reading = record_reading
    monkeypatch.setattr(reading, "load", lambda store, declared, _: reading.around(store, declared, received))
    form.open(record.id)
    assert find(form, "Người nộp").isReadOnly()
    assert any(text.startswith("Nhận từ UBMTTQ xã Vũ Lễ") for text in labels(form))
    buttons = [button.text() for button in form.findChildren(KeyButton) if button.isVisible()]
    assert buttons == ["In phiếu"]


def test_what_the_lower_unit_kept_back_is_told_in_its_field(form, receipt, monkeypatch):
    record = receipt()
    kept_back = replace(
        record,
        received=True,
        values={**record.values, "payer": None, "treasurer": None},
        withheld=frozenset({"payer"}),
    )
    reading = record_reading
    monkeypatch.setattr(reading, "load", lambda store, declared, _: reading.around(store, declared, kept_back))
    form.open(record.id)
    payer, treasurer = find(form, "Người nộp"), find(form, "Thủ quỹ")
    assert (payer.text(), payer.placeholderText()) == ("", "không chuyển lên")
    assert payer.accessibleDescription() == "không chuyển lên"
    assert treasurer.placeholderText() == ""
    form.begin()
    assert payer.placeholderText() == ""


def test_history_says_what_changed(session, form, receipt, hands, monkeypatch):
    record = receipt()
    form.open(record.id)
    amount = find(form, "Số tiền (hoặc giá trị quy đổi)")
    amount.setFocus()
    amount.selectAll()
    hands.type("7tr").press("Ctrl+S")
    seen = []
    monkeypatch.setattr(record_form, "show_history", lambda _, title, changes: seen.append((title, changes)))
    hands.press("Ctrl+H")
    ((title, changes),) = seen
    assert title == "Phiếu tiếp nhận PT-2026-0001"
    told = [tuple(part.removesuffix(" đồng") for part in change) for change in changes[0].changes]
    assert ("Số tiền (hoặc giá trị quy đổi)", "20.000.000", "7.000.000") in told


def test_printing_hands_over_the_record_as_it_stands(form, receipt, hands, qtbot):
    form.open(receipt().id)
    find(form, "Người nộp").setFocus()
    hands.press("Ctrl+P")
    with qtbot.waitSignal(form.print_requested) as asked:
        hands.press("Return")  # the first of its forms
    assert asked.args[0].values["amount_vnd"] == 20_000_000


def test_everything_that_takes_keys_has_a_name(form, receipt):
    form.open(receipt().id)
    nameless = [
        widget
        for kind in (QPushButton,)
        for widget in form.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or widget.text())
    ]
    assert nameless == []
    for cell in form.body.cells.values():
        assert cell.editor.widget().accessibleName() == cell.field.label


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder in its place while a file in it is open")
def test_a_disk_that_is_gone_is_told_and_what_was_typed_stays(session, form, ids, hands, qtbot, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error, *more: told.append(str(error)))
    folder = session.read(lambda store: store.folder)
    away = folder.with_name("away")
    form.begin()
    key_in(hands, qtbot, form)
    folder.rename(away)
    hands.press("Ctrl+G")
    away.rename(folder)
    assert "đưa thư mục dữ liệu về chỗ cũ" in told[0]
    assert form.record.version == 0
    with qtbot.waitSignal(form.saved) as saved:
        hands.press("Ctrl+G")
    assert read(session, saved.args[0]).values["payer"] == "Lương Văn Thành"


def test_fields_that_were_never_shown_go_with_their_form(session, qtbot):
    form = RecordForm(record_type("donation_receipt"), Surroundings(session))
    fields = form.body
    assert fields.parent() is None
    with qtbot.waitSignal(fields.destroyed):
        form.deleteLater()
