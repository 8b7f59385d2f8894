"""The session keeps the store to one thread, answers in the window's thread, and lets long work be stopped."""

from __future__ import annotations

import gc
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from models.ports import StorageError
from ui import messages
from ui.background import ProgressDialog
from ui.session import FIGURE, Session


class Ledger:
    """Remembers which thread touched it."""

    def __init__(self) -> None:
        self.threads = {threading.get_ident()}
        self.notes: list[str] = []

    def note(self, text: str) -> int:
        self.threads.add(threading.get_ident())
        self.notes.append(text)
        return len(self.notes)

    def close(self) -> None:
        self.note("closed")


@pytest.fixture
def ledger_session(qtbot):
    opened: list[Ledger] = []

    def open_store():
        opened.append(Ledger())
        return opened[0]

    session = Session(open_store)
    yield opened[0], session
    session.close()


def test_every_request_runs_on_the_one_worker(ledger_session, qtbot):
    ledger, session = ledger_session
    answers = []
    assert session.read(lambda store: store.note("a")) == 1
    session.submit(lambda store: store.note("b"), answers.append)
    qtbot.waitUntil(lambda: answers == [2])
    assert len(ledger.threads) == 1
    assert threading.get_ident() not in ledger.threads


def test_what_goes_wrong_in_the_store_reaches_the_caller(ledger_session):
    _, session = ledger_session

    def refuse(_):
        raise StorageError("Ổ đĩa đã đầy. Xóa bớt tệp rồi thử lại.", "full")

    with pytest.raises(StorageError) as caught:
        session.read(refuse)
    assert caught.value.kind == "full"


def test_a_store_that_cannot_be_opened_says_why():
    def refuse():
        raise StorageError("Sổ đang mở ở cửa sổ khác.", "locked")

    with pytest.raises(StorageError, match="đang mở"):
        Session(refuse)


def test_only_the_newest_question_is_answered(ledger_session, qtbot):
    ledger, session = ledger_session
    gate, answers = threading.Event(), []
    session.submit(lambda _: gate.wait(5), lambda _: None)
    for letters in ("h", "ho", "hoa"):
        session.latest("search", lambda store, text=letters: (store.note(text), text)[1], answers.append)
    gate.set()
    qtbot.waitUntil(lambda: answers == ["hoa"])
    assert ledger.notes == ["hoa"]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(ledger_session, qtbot):
    _, session = ledger_session
    gate, label, after = threading.Event(), QLabel(), []
    session.submit(lambda _: (gate.wait(5), "text")[1], label.setText)
    label.deleteLater()
    qtbot.wait(20)
    gate.set()
    session.submit(lambda _: "after", after.append)
    qtbot.waitUntil(lambda: after == ["after"])


def test_prompt_answers_come_at_once_and_slow_ones_do_not_hold_the_window(ledger_session, qtbot):
    _, session = ledger_session
    answers = []
    session.promptly(lambda _: "quick", answers.append)
    assert answers == ["quick"]
    gate = threading.Event()
    begun = time.monotonic()
    session.promptly(lambda _: (gate.wait(5), "slow")[1], answers.append, wait=0.02)
    assert time.monotonic() - begun < 1
    assert answers == ["quick"]
    gate.set()
    qtbot.waitUntil(lambda: answers == ["quick", "slow"])


def test_a_write_tells_what_changed(ledger_session):
    _, session = ledger_session
    told = []
    session.records_changed.connect(told.append)
    session.figures_changed.connect(lambda: told.append("figures"))
    assert session.write(lambda store: store.note("saved"), "donor", FIGURE) == 1
    assert told == ["donor", "figures"]


def _count(store, progress):
    for step in range(100):
        if not progress(step, 100, f"Dòng {step}"):
            raise StorageError("Đã dừng.", "cancelled")
        time.sleep(0.005)
    return store.note("done")


def test_long_work_ends_with_its_result(ledger_session, qtbot):
    _, session = ledger_session
    parent, answers = QWidget(), []
    qtbot.addWidget(parent)
    parent.show()
    session.run_long(parent, "Đang nhập", lambda store, _: store.note("x"), answers.append)
    dialog = parent.findChild(ProgressDialog)
    assert dialog is not None
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: answers == [1])
    qtbot.waitUntil(lambda: parent.findChild(ProgressDialog) is None)


def test_escape_stops_long_work_quietly(ledger_session, qtbot):
    ledger, session = ledger_session
    parent, answers = QWidget(), []
    qtbot.addWidget(parent)
    parent.show()
    session.run_long(parent, "Đang nhập", _count, answers.append)
    dialog = parent.findChild(ProgressDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: parent.findChild(ProgressDialog) is None)
    assert answers == []
    assert ledger.notes == []


def test_failed_long_work_is_told_in_words(ledger_session, qtbot, monkeypatch):
    _, session = ledger_session
    parent, told = QWidget(), []
    qtbot.addWidget(parent)
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))

    def refuse(_store, _progress):
        raise StorageError("Tệp hỏng. Chép lại rồi thử.", "damaged")

    session.run_long(parent, "Đang nhận", refuse, print)
    qtbot.waitUntil(lambda: told == ["Tệp hỏng. Chép lại rồi thử."])


def test_closing_closes_the_store_on_its_thread_and_only_once(qtbot):
    opened: list[Ledger] = []

    def open_store() -> Any:
        opened.append(Ledger())
        return opened[0]

    session = Session(open_store)
    ledger = opened[0]
    session.close()
    session.close()
    assert ledger.notes == ["closed"]
    assert len(ledger.threads) == 1
    assert not session.is_open
    assert isinstance(session, QObject)


def test_a_closed_session_answers_nothing_and_refuses_to_be_waited_for(qtbot):
    def open_store() -> Any:
        return Ledger()

    session, answers = Session(open_store), []
    session.close()
    session.submit(lambda store: store, answers.append)
    session.promptly(lambda store: store, answers.append)
    session.latest("key", lambda store: store, answers.append)
    qtbot.wait(20)
    assert answers == []
    with pytest.raises(RuntimeError):
        session.read(lambda store: store)


def test_garbage_is_never_collected_on_the_worker(ledger_session, qtbot):
    """Qt objects that Python finds forgotten must die in the window's thread."""
    _, session = ledger_session
    where: list[int] = []

    class Ring:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            where.append(threading.get_ident())

    def forget_many(_) -> None:
        for _ in range(5_000):
            Ring()

    session.read(forget_many)
    assert where == []
    qtbot.waitUntil(lambda: len(where) == 5_000, timeout=5_000)
    assert set(where) == {threading.get_ident()}


def test_collecting_is_given_back_when_the_session_ends():
    def open_store() -> Any:
        return Ledger()

    first, second = Session(open_store), Session(open_store)
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()
