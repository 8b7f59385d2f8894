"""Every page is read once while nobody asks for anything; whoever asks goes first, and damage is told."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget

from models.ports import StorageError
from ui import messages
from ui.session import Session
from ui.watches import page_check
from ui.watches.page_check import PageCheck


class Pages:
    """A store whose check lasts until somebody is awaited, or ends at once when `short`."""

    def __init__(self) -> None:
        self.checks: list[bool] = []
        self.short = False
        self.damaged = False
        self.began = threading.Event()

    def check_pages(self, awaited) -> bool:
        self.began.set()
        if self.damaged:
            raise StorageError("Tệp hỏng. Khôi phục bản sao lưu.", "damaged")
        while not self.short and not awaited():
            self.began.wait(0.001)
        self.checks.append(self.short)
        return self.short

    def close(self) -> None:
        self.checks.append(True)


@pytest.fixture
def pages(qtbot, monkeypatch):
    monkeypatch.setattr(page_check, "PAUSE", 20)
    store = Pages()

    def open_store():
        return store

    session = Session(open_store)
    window = QWidget()
    qtbot.addWidget(window)
    yield store, session, window
    session.close()


def test_a_request_goes_first_and_the_check_is_made_anew(pages, qtbot):
    store, session, window = pages
    PageCheck(session, window)
    qtbot.waitUntil(store.began.is_set)
    assert session.read(lambda _: "answer") == "answer"  # would wait for ever if the check did not give way
    assert store.checks == [False]
    store.short = True
    qtbot.waitUntil(lambda: store.checks == [False, True])
    qtbot.wait(80)
    assert store.checks == [False, True]  # once is enough


def test_it_waits_for_a_pause(pages, qtbot):
    store, session, window = pages
    store.short = True
    check = PageCheck(session, window)
    for _ in range(10):
        qtbot.wait(10)
        session.read(lambda _: None)
    assert store.checks == []
    qtbot.waitUntil(lambda: store.checks == [True])
    assert not check.pause.isActive()


def test_closing_does_not_wait_for_the_check(pages, qtbot):
    store, session, window = pages
    PageCheck(session, window)
    qtbot.waitUntil(store.began.is_set)
    session.close()
    assert store.checks == [False, True]


def test_damage_is_told(pages, qtbot, monkeypatch):
    store, session, window = pages
    store.damaged = True
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append(str(error)))
    PageCheck(session, window)
    qtbot.waitUntil(lambda: told == ["Tệp hỏng. Khôi phục bản sao lưu."])
