"""What nobody caught is logged and told once; the window goes on."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import qWarning

from ui.fault_log import LARGEST, FaultLog


@pytest.fixture
def faults(qapp, tmp_path):
    told = []
    log = FaultLog(tmp_path, told.append)
    log.install()
    yield log, told, tmp_path / "logs" / "so-mat-tran.log"
    log.uninstall()


def caught(log, fault):
    try:
        raise fault
    except ValueError:
        log.catch(*sys.exc_info())


def test_a_fault_is_told_and_stands_in_the_log_with_its_place(faults, qtbot):
    log, told, path = faults
    caught(log, ValueError("không ngờ"))
    qtbot.waitUntil(lambda: [str(fault) for fault in told] == ["không ngờ"])
    written = path.read_text(encoding="utf-8")
    assert "ValueError: không ngờ" in written
    assert "test_fault_log.py" in written


def test_faults_of_other_threads_are_told_in_the_windows_own(faults, qtbot):
    log, told, _ = faults
    seen = []
    log._tell = lambda fault: seen.append(threading.current_thread() is threading.main_thread())
    thread = threading.Thread(target=lambda: caught(log, ValueError("ở luồng khác")))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: seen == [True])
    assert told == []


def test_a_fault_that_repeats_while_its_dialog_is_open_is_told_once(faults, qtbot):
    log, _, path = faults
    told = []

    def dialog(fault):
        told.append(fault)
        caught(log, ValueError("lần nữa"))
        qtbot.wait(30)

    log._tell = dialog
    caught(log, ValueError("lần đầu"))
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.wait(50)
    assert [str(fault) for fault in told] == ["lần đầu"]
    assert "lần nữa" in path.read_text(encoding="utf-8")


def test_qts_complaints_are_logged_too(faults):
    _, told, path = faults
    qWarning("chỗ này lạ")
    assert "Qt: chỗ này lạ" in path.read_text(encoding="utf-8")
    assert told == []


def test_a_log_that_grew_too_long_is_put_aside(qapp, tmp_path):
    path = tmp_path / "logs" / "so-mat-tran.log"
    path.parent.mkdir()
    path.write_bytes(b"x" * (LARGEST + 1))
    log = FaultLog(tmp_path, print)
    logging.getLogger("so-mat-tran").info("mới")
    log.uninstall()
    assert path.with_suffix(".log.1").stat().st_size == LARGEST + 1
    assert path.stat().st_size < 100


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(qapp, tmp_path):
    blocked = tmp_path / "tệp"
    blocked.write_text("không phải thư mục", encoding="utf-8")
    log = FaultLog(blocked, print)
    log.uninstall()
