"""The full check waits for a pause, gives way, comes again, and shows what it found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.soundness import CheckResult, Defect, DefectKind
from ui import messages
from ui.administration.check_tab import CheckTab, state_sentence
from ui.session import Session
from ui.watches import full_check
from ui.watches.full_check import FullCheck

GRAVE = Defect(DefectKind.HISTORY, "", 1, "Nhật ký bị sửa.")
LIGHT = Defect(DefectKind.SEARCH, "fund", 2, "Sổ “Quỹ”: 2 mục tìm không đúng.")


class Checked:
    """A store whose check lasts for some rounds and then finds `defects`."""

    def __init__(self, rounds: int, *defects: Defect) -> None:
        self.upkeep = self
        self.rounds = rounds
        self.defects = defects
        self.results: list[CheckResult] = []

    def go_on(self, awaited) -> bool:
        self.rounds -= 1
        if not self.rounds:
            self.results.append(CheckResult("2026-11-20T10:00:00+07:00", self.defects))
        return self.rounds <= 0

    def last(self):
        return self.results[-1] if self.results else None

    def close(self) -> None: ...


@pytest.fixture
def make(qtbot, monkeypatch):
    monkeypatch.setattr(full_check, "PAUSE", 20)
    made = []

    def begin(store):
        session = Session(lambda: store)
        window = QWidget()
        qtbot.addWidget(window)
        made.append(session)
        return session, FullCheck(session, window)

    yield begin
    for session in made:
        session.close()


def test_it_comes_again_until_it_is_done_and_tells_the_overview(make, qtbot):
    store = Checked(3, LIGHT)
    session, check = make(store)
    with qtbot.waitSignal(session.identity_changed):
        pass
    assert store.rounds == 0
    assert not check.pause.isActive()


def test_it_looks_again_later_though_no_pause_was_as_long_as_that(make, qtbot, monkeypatch):
    """A program that is never closed backs up every half hour: an hour without any request never comes."""
    monkeypatch.setattr(full_check, "NEXT_LOOK", 200)
    store = Checked(1, LIGHT)
    session, check = make(store)
    qtbot.waitUntil(lambda: store.rounds == 0 and not check.pause.isActive())
    session.read(lambda _: None)
    qtbot.waitUntil(check.pause.isActive)
    assert check.pause.interval() == full_check.PAUSE
    qtbot.waitUntil(lambda: store.rounds < 0)


def test_it_waits_while_somebody_asks(make, qtbot):
    store = Checked(1)
    session, _ = make(store)
    for _ in range(10):
        qtbot.wait(10)
        session.read(lambda _: None)
    assert not store.results
    qtbot.waitUntil(lambda: bool(store.results))


@pytest.mark.parametrize(("defect", "told"), [(GRAVE, ["Nhật ký bị sửa."]), (LIGHT, [])])
def test_only_what_is_grave_interrupts(make, qtbot, monkeypatch, defect, told):
    heard = []
    monkeypatch.setattr(messages, "warn", lambda parent, text, detail="": heard.append(detail))
    session, _ = make(Checked(1, defect))
    with qtbot.waitSignal(session.identity_changed):
        pass
    qtbot.wait(20)
    assert heard == told


def test_the_last_check_in_words():
    assert state_sentence(None) == "Kiểm tra toàn bộ: chưa lần nào."
    sound = CheckResult("2026-11-20T23:59:00+07:00", ())
    assert state_sentence(sound) == "Kiểm tra toàn bộ: lần cuối 20/11/2026, không có lỗi."
    assert state_sentence(CheckResult(sound.at, (GRAVE, LIGHT))).endswith("có 2 điều cần xem.")


def test_the_tab_checks_shows_and_mends(session, qtbot, dialogs):
    tab = CheckTab(session)
    qtbot.addWidget(tab)
    tab.show()
    assert "chưa lần nào" in tab.state.text() and tab.repair.isHidden()
    qtbot.keyClick(tab.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "không có lỗi" in tab.state.text())
    session.read(lambda store: store._db.connection.execute("UPDATE counter SET last = 0"))
    qtbot.keyClick(tab.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.found.count() > 0)
    assert "sẽ bị cấp trùng" in tab.found.item(0).text()
    qtbot.keyClick(tab.repair, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "không có lỗi" in tab.state.text())
    assert dialogs[0].startswith("Sửa những lỗi máy sửa được?") and dialogs[1] == "Đã sửa xong."
    assert tab.repair.isHidden() and tab.found.count() == 0
