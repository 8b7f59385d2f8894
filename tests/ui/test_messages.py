"""The one voice: verbs on buttons, a reason that is never empty, and no technical words for a fault of ours."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPlainTextEdit, QPushButton

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
