"""The one voice: verbs on buttons, a reason that is never empty, and no technical words for a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton

from models.ports import StorageError
from ui import messages


def _answer(act):
    """Do `act` with the dialog as soon as it stands."""

    def run():
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, run)
        else:
            act(dialog)

    QTimer.singleShot(0, run)


def _press(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_a_question_carries_its_verb_on_the_button(qtbot):
    _answer(lambda box: _press(box, "Bỏ bản gõ dở"))
    assert messages.confirm(None, "Bỏ những gì vừa gõ?", "Bỏ bản gõ dở", danger=True)
    _answer(lambda box: _press(box, "Thôi"))
    assert not messages.confirm(None, "Bỏ những gì vừa gõ?", "Bỏ bản gõ dở", danger=True)


def test_enter_and_escape_never_do_the_dangerous_thing(qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        _answer(lambda box, key=key: qtbot.keyClick(box, key))
        assert not messages.confirm(None, "Hủy phiếu này?", "Hủy phiếu", danger=True)


def test_a_reason_must_be_given(qtbot):
    seen = []

    def type_reason(dialog):
        act = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Hủy phiếu")
        field = dialog.findChild(QPlainTextEdit)
        field.setPlainText("  \n ")
        seen.append(act.isEnabled())
        field.setPlainText("Ghi trùng\nphiếu trước ")
        seen.append(act.isEnabled())
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    _answer(type_reason)
    assert messages.ask_reason(None, "Hủy phiếu", "Vì sao hủy?", "Hủy phiếu", danger=True) == "Ghi trùng phiếu trước"
    assert seen == [False, True]
    _answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert messages.ask_reason(None, "Hủy phiếu", "Vì sao hủy?", "Hủy phiếu") is None


def test_what_is_told_has_a_button_that_enter_presses(qtbot):
    seen = []

    def close(box: QMessageBox) -> None:
        seen.append([button.text() for button in box.buttons()])
        qtbot.keyClick(box, Qt.Key.Key_Return)

    for tell in (messages.inform, messages.warn, messages.show_error):
        _answer(close)
        tell(None, "Đã sao lưu và kiểm tra bản sao.")
    assert seen == [["Đóng"]] * 3


def test_an_error_of_the_surroundings_is_told_as_it_is_and_ours_without_technical_words(qtbot):
    told = []

    def note(box: QMessageBox) -> None:
        told.append((box.text(), box.informativeText()))
        box.close()

    _answer(note)
    messages.show_error(None, StorageError("Ổ đĩa đã đầy. Xóa bớt tệp rồi lưu lại.", "full"))
    _answer(note)
    messages.show_error(None, KeyError("donor_id"))
    assert told[0] == ("Ổ đĩa đã đầy. Xóa bớt tệp rồi lưu lại.", "")
    assert "donor_id" not in " ".join(told[1])
    assert "Thử lại" in told[1][0]


@pytest.fixture
def asked_in(qapp, monkeypatch):
    """The folders file dialogs began in; each is answered with a file in `answer[0]`."""
    before, answer, begun = qapp.property(messages.LAST_FOLDER), [""], []
    qapp.setProperty(messages.LAST_FOLDER, "")

    def choose(parent, title, start, kind):
        begun.append(Path(start))
        return (str(Path(answer[0]) / "b.xlsx") if answer[0] else "", kind)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(choose))
    yield begun, answer
    qapp.setProperty(messages.LAST_FOLDER, before)


def test_a_file_is_first_asked_for_among_the_documents_then_where_the_last_one_was(asked_in, tmp_path):
    begun, answer = asked_in
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    assert messages.ask_save_path(None, "Xuất danh sách", "a.xlsx", "Bảng tính Excel (*.xlsx)") is None
    answer[0] = str(tmp_path)
    assert messages.ask_save_path(None, "Xuất danh sách", "a.xlsx", "Bảng tính Excel (*.xlsx)") == tmp_path / "b.xlsx"
    messages.ask_save_path(None, "Xuất danh sách", "a.xlsx", "Bảng tính Excel (*.xlsx)")
    assert begun == [documents / "a.xlsx", documents / "a.xlsx", tmp_path / "a.xlsx"]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_name_without_its_suffix_does_not_write_over_a_file_unasked(monkeypatch, qapp, tmp_path, agreed):
    asked = []
    there = tmp_path / "quý I.2024.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *given: (str(there.with_suffix("")), "")))
    monkeypatch.setattr(messages, "_remember_folder", lambda folder: None)

    def confirm(parent, question, verb, **more):
        asked.append(question)
        return agreed

    monkeypatch.setattr(messages, "confirm", confirm)
    kind = "Bảng tính Excel (*.xlsx)"
    assert messages.ask_save_path(None, "Xuất danh sách", "a.xlsx", kind) == there
    assert asked == []
    there.touch()
    assert messages.ask_save_path(None, "Xuất danh sách", "a.xlsx", kind) == (there if agreed else None)
    assert asked == ["Tệp quý I.2024.xlsx đã có. Ghi đè lên tệp này?"]
