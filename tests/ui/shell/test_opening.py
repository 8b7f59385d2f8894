"""From a folder to an open register: passphrase, refusals in words, the way back from a damaged file to a backup."""

from __future__ import annotations

import dataclasses
import gc
import shutil
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar, QPushButton

from models.ports import StorageError
from models.safe_keeping import Backup
from storage.folders import Folders, restore_into
from storage.safety.salvaging import salvage_beside
from storage.store import open_store
from tests.ui.working_store import CHEAP, IDENTITY
from ui import messages
from ui.background import ProgressDialog
from ui.opening.refusal import Answer, Refusal, RestoreUnopened
from ui.opening.way import Opening
from ui.session import Session
from ui.shell import application


@pytest.fixture
def opening(styled, folder):
    return Opening(partial(open_store, cost=CHEAP), partial(restore_into, cost=CHEAP), Folders, salvage_beside, folder)


def keep(folder, officer, passphrase=None):
    """One sitting, after which a backup stands beside the file."""
    with closing(open_store(folder, passphrase, cost=CHEAP)) as store:
        store.settings.set_identity(dataclasses.replace(IDENTITY, officer=officer))


def spoil(folder):
    path = folder / "so-mat-tran.db"
    content = bytearray(path.read_bytes())
    content[100:5000] = bytes(4900)
    path.write_bytes(bytes(content))


def answering(*answers):
    """Do one thing after the other with the dialogs that come up."""
    steps = iter(answers)

    def act():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not isinstance(dialog, ProgressDialog):
            step = next(steps, None)
            if step is None:
                timer.stop()
                dialog.reject()
            else:
                step(dialog)

    timer = QTimer(interval=20)
    timer.timeout.connect(act)
    timer.start()
    return timer


def press(text):
    def pressing(dialog):
        next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()

    return pressing


def said(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_sound_file_opens_without_a_word(opening, folder):
    keep(folder, "Lương Văn Thử")
    with closing(opening.session()) as session:
        assert session.read(lambda store: store.settings.identity().officer) == "Lương Văn Thử"
    assert QApplication.activeModalWidget() is None


def test_the_passphrase_is_asked_again_until_it_fits(opening, folder, qtbot):
    keep(folder, "A", "một câu dễ nhớ")
    seen = []

    def wrong(dialog):
        seen.append(said(dialog))
        dialog.edit.setText("câu khác")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)

    def right(dialog):
        seen.append(said(dialog))
        assert dialog.edit.text() == ""
        dialog.edit.setText("một câu dễ nhớ")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)

    timer = answering(wrong, right)
    with closing(opening.session()) as session:
        assert session.is_open
    timer.stop()
    assert "hãy nhập mật khẩu" in seen[0]
    assert "Mật khẩu chưa đúng" in seen[1]


def test_giving_up_opens_nothing(opening, folder):
    keep(folder, "A", "một câu dễ nhớ")
    timer = answering(lambda dialog: dialog.reject())
    assert opening.session() is None
    timer.stop()


@pytest.mark.parametrize(
    ("kind", "heading", "buttons"),
    [
        ("locked", "Sổ đang mở ở nơi khác", {"Thử lại", "Thoát"}),
        ("newer", "Sổ được ghi bằng chương trình mới hơn", {"Thoát"}),
        ("full", "Ổ đĩa đã đầy", {"Thử lại", "Thoát"}),
        (
            "damaged",
            "Tệp dữ liệu bị hỏng",
            {"Khôi phục từ bản sao lưu…", "Không có bản sao lưu tốt: cứu phần còn đọc được…", "Thoát"},
        ),
        (
            "wrong_key",
            "Mở sổ",
            {"Quên mật khẩu: dùng khóa khôi phục", "Khôi phục từ bản sao lưu…", "Mở sổ", "Thoát"},
        ),
    ],
)
def test_each_refusal_offers_what_can_help(styled, qtbot, kind, heading, buttons):
    dialog = Refusal(StorageError("Câu của kho lưu trữ.", kind))
    qtbot.addWidget(dialog)
    dialog.show()
    assert heading in said(dialog)
    shown = {button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()}
    assert shown == buttons
    assert dialog.typed.isVisible() == (kind == "wrong_key")
    assert ("restore" in said(dialog)) is False


def test_a_refusal_is_answered_by_its_buttons(styled, qtbot):
    timer = answering(press("Thử lại"))
    assert Refusal(StorageError("Sổ đang mở.", "locked")).answer() is Answer.RETRY
    timer.stop()


def test_a_damaged_file_is_brought_back_from_the_newest_backup(opening, folder, qtbot):
    keep(folder, "Người thứ nhất")
    keep(folder, "Người thứ hai")
    newest = Folders().backups(folder)[0].path
    spoil(folder)
    seen = []

    def restore(dialog):
        assert isinstance(dialog, RestoreUnopened)
        seen.append(said(dialog))
        assert dialog.found.currentItem().data(Qt.ItemDataRole.UserRole) == str(newest)
        dialog.act.click()

    timer = answering(press("Khôi phục từ bản sao lưu…"), restore)
    with closing(opening.session()) as session:
        assert session.read(lambda store: store.settings.identity().officer) == "Người thứ hai"
    timer.stop()
    assert "sẽ không còn trong sổ" in seen[0]
    assert [path.name for path in folder.iterdir() if "before-restore" in path.name]


def test_a_restore_leaves_the_window_alive_and_its_garbage_to_it(folder, qtbot, tmp_path):
    """A register of years is copied and read twice: seconds in which the window must not look dead."""
    seen = []

    def slow(folder: Path, backup: Path, passphrase: str | None = None) -> None:
        wanted = threading.Event()
        QTimer.singleShot(0, dialog, wanted.set)  # answered by the window's thread alone
        seen.append((threading.current_thread() is threading.main_thread(), gc.isenabled(), wanted.wait(10)))

    copy = tmp_path / "copy.db"
    copy.touch()
    dialog = RestoreUnopened(folder, slow, (Backup(copy, "2026-11-22T12:00:00", 1, "khi đóng sổ"),), None)
    qtbot.addWidget(dialog)
    dialog.act.click()
    assert seen == [(False, False, True)]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_without_a_backup_the_dialog_says_where_to_look(opening, folder, qtbot):
    dialog = RestoreUnopened(folder, opening.restore_into, (), None)
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    assert "Chọn tệp cất ở nơi khác" in said(dialog)


def test_a_forgotten_passphrase_the_key_off_the_paper_and_a_new_passphrase(opening, folder, qtbot, monkeypatch):
    keep(folder, "A", "đã quên")
    with closing(open_store(folder, "đã quên", cost=CHEAP)) as store:
        key = store.settings.make_recovery_key()
    seen = []

    def with_the_key(dialog):
        press("Quên mật khẩu: dùng khóa khôi phục")(dialog)
        assert dialog.focusWidget() is dialog.key_edit and not dialog.typed.isVisible()
        dialog.key_edit.setText(key[:-1])
        qtbot.keyClick(dialog.key_edit, Qt.Key.Key_Return)
        seen.append(dialog.key.problem())
        dialog.key_edit.setText(key.lower())
        qtbot.keyClick(dialog.key_edit, Qt.Key.Key_Return)

    def new_passphrase(dialog):
        seen.append(said(dialog))
        for cell in (dialog.fields.first, dialog.fields.again):
            cell.edit.setText("một câu mới")
        dialog.act.click()

    timer = answering(with_the_key, new_passphrase)
    session = application._ready(opening, None)
    timer.stop()
    assert isinstance(session, Session)
    session.close()
    assert "mới gõ 35" in seen[0] and "Sổ đã mở bằng khóa khôi phục" in seen[1]
    open_store(folder, "một câu mới", cost=CHEAP).close()


# -------------------------------------------------------------------------------------------- a register in a bad place
@pytest.fixture
def on_a_stick(monkeypatch, tmp_path):
    """What lies under the folder "USB" is told to be a stick, and the platform's own folder is under "máy"."""
    from storage import folders, places

    real = places.look_at

    def look_at(folder):
        facts = real(folder)
        return dataclasses.replace(facts, removable="USB" in folder.parts)

    monkeypatch.setattr(places, "look_at", look_at)
    monkeypatch.setattr(folders, "default_folder", lambda: tmp_path / "máy" / "SoMatTran")
    return tmp_path / "USB" / "sổ"


@pytest.fixture
def opening_there(styled, on_a_stick):
    return Opening(
        partial(open_store, cost=CHEAP), partial(restore_into, cost=CHEAP), Folders, salvage_beside, on_a_stick
    )


def bring_there(tmp_path, stick):
    keep(tmp_path / "trước", "Lương Văn Thử")
    stick.parent.mkdir()
    (tmp_path / "trước").rename(stick)


def test_a_register_on_a_stick_is_moved_here_by_one_key(opening_there, on_a_stick, tmp_path, qtbot, dialogs):
    bring_there(tmp_path, on_a_stick)
    seen = []

    def enter(dialog):
        seen.append(said(dialog))
        seen.append({button.text() for button in dialog.findChildren(QPushButton)})
        qtbot.keyClick(dialog.act, Qt.Key.Key_Return)

    timer = answering(enter)
    with closing(opening_there.session()) as session:
        assert session.read(lambda store: store.folder) == tmp_path / "máy" / "SoMatTran"
        assert session.read(lambda store: store.settings.identity().officer) == "Lương Văn Thử"
    timer.stop()
    assert "USB hoặc ổ đĩa tháo rời" in seen[0] and str(on_a_stick) in seen[0]
    assert seen[1] == {"Chuyển sổ về máy này", "Thoát"}
    [told] = dialogs
    assert told.startswith("Đã chuyển sổ về")
    assert not on_a_stick.exists()


def test_leaving_it_there_opens_and_changes_nothing(opening_there, on_a_stick, tmp_path):
    bring_there(tmp_path, on_a_stick)
    before = sorted(on_a_stick.iterdir())
    timer = answering(press("Thoát"))
    assert opening_there.session() is None
    timer.stop()
    assert sorted(on_a_stick.iterdir()) == before and not (tmp_path / "máy").exists()


def test_where_this_computer_has_another_register_a_folder_is_chosen(
    opening_there, on_a_stick, tmp_path, dialogs, monkeypatch
):
    bring_there(tmp_path, on_a_stick)
    keep(tmp_path / "máy" / "SoMatTran", "Người khác")
    monkeypatch.setattr(messages, "ask_folder", lambda *_: tmp_path / "ổ D")
    timer = answering(press("Chuyển sổ về máy này"), press("Chọn thư mục trên máy này…"))
    with closing(opening_there.session()) as session:
        assert session.read(lambda store: store.folder) == tmp_path / "ổ D" / "SoMatTran"
    timer.stop()
    assert "đã có một sổ khác" in dialogs[0]
    with closing(open_store(tmp_path / "máy" / "SoMatTran", cost=CHEAP)) as other:
        assert "Người khác" in str(other.settings.identity())


def test_a_shortcut_to_the_stick_leads_to_the_register_that_was_moved(opening_there, on_a_stick, tmp_path):
    keep(tmp_path / "máy" / "SoMatTran", "Lương Văn Thử")
    timer = answering(press("Mở sổ trong máy này"))
    with closing(opening_there.session()) as session:
        assert session.read(lambda store: store.settings.identity().officer) == "Lương Văn Thử"
    timer.stop()
    assert not on_a_stick.exists()


def test_a_damaged_file_without_a_backup_is_salvaged_and_put_in_place(opening, folder, qtbot):
    keep(folder, "Người thứ nhất", "một câu dễ nhớ")
    shutil.rmtree(folder / "backups")
    path = folder / "so-mat-tran.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(bytes(content))
    seen = []

    def result(dialog):
        seen.append(dialog.lines.toPlainText())
        dialog.act.click()

    timer = answering(press("Không có bản sao lưu tốt: cứu phần còn đọc được…"), press("Cứu dữ liệu"), result)
    with closing(opening.session("một câu dễ nhớ")) as session:
        assert session.read(lambda store: store.settings.identity().officer) == "Người thứ nhất"
        assert session.read(lambda store: store.check(deep=True)) == []
    timer.stop()
    assert seen[0].startswith("Đọc ") and "trang của tệp hỏng" in seen[0]
    (aside,) = (path for path in folder.iterdir() if "db.before-restore" in path.name)
    assert aside.read_bytes() == bytes(content)


def test_the_backups_are_looked_for_beside_the_window_which_a_share_that_is_gone_does_not_hold_up(opening, folder):
    at_work = []

    class Slow(Folders):
        def backups(self, folder):
            at_work.append(threading.current_thread())
            return super().backups(folder)

    opening.folders = Slow
    timer = answering()
    assert opening.restore() is None
    timer.stop()
    assert at_work and threading.main_thread() not in at_work


def test_a_salvage_works_beside_the_window_shows_its_steps_and_is_stopped(opening, folder, qtbot):
    """One long step at the end, as the mending is, must not freeze the window."""
    at_work, shown = [], []

    def long(folder, passphrase, *, progress):
        at_work.append(threading.current_thread())
        while progress(3, 7, "Đang đọc từng trang của tệp hỏng…"):
            pass
        raise StorageError("Đã dừng theo yêu cầu.", "cancelled")

    def stop():
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, ProgressDialog) and dialog.isVisible() and "từng trang" in said(dialog):
                (bar,) = dialog.findChildren(QProgressBar)
                shown.append(bar.maximum())
                qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    opening.salvage_beside = long
    timer, stopping = answering(press("Cứu dữ liệu")), QTimer(interval=20)
    stopping.timeout.connect(stop)
    stopping.start()
    opening.salvage()
    timer.stop()
    stopping.stop()
    assert at_work and threading.main_thread() not in at_work
    assert shown and set(shown) == {7}
