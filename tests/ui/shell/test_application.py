"""The program from start to end: a register that opens, one that is new, one that stays closed."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

import main
from models.ports import StorageError
from storage.folders import Folders, restore_into
from storage.safety.salvaging import salvage_beside
from storage.store import open_store
from tests.ui.working_store import CHEAP, IDENTITY, working_store
from ui.administration.first_run import FirstRun
from ui.opening.way import Opening
from ui.shell import application
from ui.shell.main_window import MainWindow

OPEN, RESTORE = partial(open_store, cost=CHEAP), partial(restore_into, cost=CHEAP)


@pytest.fixture(autouse=True)
def windows_end(qapp):
    """A program that ends takes its windows along; here they would be dressed anew by every later test of the theme."""
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()


@pytest.fixture
def closing_soon(monkeypatch):
    """The officer looks at the window for a moment; the titles of what was seen."""
    seen = []
    show = MainWindow.show

    def show_and_close(window):
        show(window)
        seen.append(window.windowTitle())
        QTimer.singleShot(50, window.close)

    monkeypatch.setattr(MainWindow, "show", show_and_close)
    return seen


def run(folder, passphrase=None):
    return application.run(Opening(OPEN, RESTORE, Folders, salvage_beside, folder), passphrase)


def test_a_register_is_opened_shown_and_closed(styled, folder, closing_soon):
    working_store(folder, per_type=1).close()
    hook = sys.excepthook
    assert run(folder) == 0
    assert closing_soon == ["Sổ Mặt trận – Xã Vũ Mẫu"]
    assert sys.excepthook is hook
    open_store(folder, cost=CHEAP).close()  # nobody holds the file any longer


def test_a_new_register_begins_with_the_first_run(styled, folder, closing_soon, monkeypatch):
    def fill_in(wizard):
        wizard.own.province_editor.setText("Tỉnh Lạng Sơn")
        wizard.own.province_editor.tidy()
        wizard.own.commune_editor.setText("vu le")
        wizard.own.commune_editor.tidy()
        wizard.go_on()
        wizard.go_on()
        wizard.officer.officer.set_text("Lương Văn Thử")
        wizard.go_on()
        wizard.go_on()
        wizard.later.click()
        return wizard.result()

    monkeypatch.setattr(FirstRun, "exec", fill_in)
    assert run(folder) == 0
    assert closing_soon == ["Sổ Mặt trận – Xã Vũ Lễ"]
    monkeypatch.setattr(FirstRun, "exec", lambda _: pytest.fail("asked twice"))
    assert run(folder) == 0


def test_a_first_run_that_is_left_opens_no_window(styled, folder, closing_soon, monkeypatch):
    monkeypatch.setattr(FirstRun, "exec", lambda _: QDialog.DialogCode.Rejected.value)
    assert run(folder) == 0
    assert closing_soon == []


def test_a_register_that_stays_closed_ends_with_its_status(styled, folder, closing_soon):
    open_store(folder, "một câu dễ nhớ", cost=CHEAP).close()

    def give_up():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            timer.stop()
            dialog.reject()

    timer = QTimer(interval=20)
    timer.timeout.connect(give_up)
    timer.start()
    assert run(folder) == 2
    assert closing_soon == []


def test_the_passphrase_of_the_command_line_opens_at_once(styled, folder, closing_soon):
    store = open_store(folder, "một câu dễ nhớ", cost=CHEAP)
    store.settings.set_identity(IDENTITY)
    store.close()
    assert run(folder, "một câu dễ nhớ") == 0
    assert closing_soon == ["Sổ Mặt trận – Xã Vũ Mẫu"]


def test_what_main_hands_over_to_be_read_late_is_there(monkeypatch, tmp_path):
    given: list[Opening] = []

    def run(opening: Opening, _: str | None) -> int:
        given.append(opening)
        return 0

    monkeypatch.setattr(application, "run", run)
    assert main.window(tmp_path, None) == 0
    (opening,) = given
    assert list(opening.folders().backups(tmp_path)) == []
    with pytest.raises(StorageError):
        opening.restore_into(tmp_path, tmp_path / "không có")
    with pytest.raises(StorageError):
        opening.salvage_beside(tmp_path)
