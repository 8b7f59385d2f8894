"""Backups nobody asks for: after a quiet moment, every half hour, giving way, and failing without a dialog."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from models.ports import StorageError
from tests.ui.working_store import IDENTITY, working_store
from ui.session import IDENTITY as IDENTITY_CHANGED
from ui.session import Session
from ui.watches import timed_backup
from ui.watches.timed_backup import HALF_HOUR, SOONER, TimedBackup


class Watch:
    """Seconds as a test lets them go by."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class SlowBackups:
    """A store whose backup takes many pauses, unless somebody is awaited."""

    def __init__(self):
        self.backups = self
        self.ended: list[bool] = []

    def make_quietly(self, awaited):
        for _ in range(30):
            if awaited():
                break
            time.sleep(0.01)
        else:
            self.ended.append(True)
            return True
        self.ended.append(False)
        return False

    def state(self):
        return self

    problem = ""

    def close(self):
        pass


@pytest.fixture
def session(qapp, tmp_path):
    with closing(Session(partial(working_store, tmp_path / "sổ", per_type=0))) as made:
        yield made


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def timed(session, qtbot, watch):
    window = QWidget()
    qtbot.addWidget(window)
    made = TimedBackup(session, window, watch)
    made.pause.stop()  # the test says when a quiet moment is over
    yield made  # the window stays as long


def change(session, officer):
    session.write(lambda store: store.settings.set_identity(replace(IDENTITY, officer=officer)), IDENTITY_CHANGED)


def reasons(session):
    return [backup.why for backup in session.read(lambda store: store.backups.all())]


def tick(timed, session, qtbot):
    """One look, and the answer of what it asked for."""
    before = session.requests
    timed.pause.timeout.emit()
    if session.requests != before:
        with qtbot.waitSignal(session.backed_up, timeout=5000):
            pass


def test_after_a_quiet_moment_and_then_every_half_hour_when_something_changed(timed, session, qtbot, watch):
    timed.pause.timeout.emit()  # the request that opened the session's pages was a moment ago
    tick(timed, session, qtbot)
    assert reasons(session) == ["tự động trong lúc làm việc"]
    change(session, "A")
    watch.now = HALF_HOUR - 1
    timed.pause.timeout.emit()
    timed.pause.timeout.emit()
    assert len(reasons(session)) == 1
    watch.now = HALF_HOUR + 1
    timed.pause.timeout.emit()  # reading the list was a request: not quiet
    tick(timed, session, qtbot)
    assert len(reasons(session)) == 2
    watch.now = 3 * HALF_HOUR
    timed.pause.timeout.emit()
    tick(timed, session, qtbot)
    assert len(reasons(session)) == 2, "nothing changed"


def test_whoever_types_is_not_interrupted(timed, session, watch):
    """Typing is kept as a draft every few seconds: each is a request."""
    watch.now = HALF_HOUR * 2
    for n in range(5):
        session.read(lambda store: store.drafts.all())
        before = session.requests
        timed.pause.timeout.emit()
        assert session.requests == before, n


def test_a_backup_that_gave_way_is_made_at_the_next_quiet_moment(timed, session, qtbot, monkeypatch):
    from storage.safety import copies

    real, asked = copies.require_whole, []

    def officer_asks(connection, awaited=None):
        if not asked:
            asked.append(1)
            session.requests += 1
        return real(connection, awaited)

    change(session, "A")
    timed.pause.timeout.emit()
    monkeypatch.setattr(copies, "require_whole", officer_asks)
    timed.pause.timeout.emit()
    assert reasons(session) == []
    qtbot.wait(10)
    timed.pause.timeout.emit()
    tick(timed, session, qtbot)
    assert len(reasons(session)) == 1


def test_a_failure_is_remembered_without_a_dialog_and_tried_again_sooner(timed, session, qtbot, watch, monkeypatch):
    from storage.safety import copies

    def full(*_, **__):
        raise StorageError("Ổ đĩa đã đầy.", "full")

    change(session, "A")
    real = copies.verified_copy
    monkeypatch.setattr(copies, "verified_copy", full)
    timed.pause.timeout.emit()
    tick(timed, session, qtbot)
    assert QApplication.activeModalWidget() is None
    assert session.read(lambda store: store.backups.state().problem) == "Ổ đĩa đã đầy."
    monkeypatch.setattr(copies, "verified_copy", real)
    watch.now = SOONER + 1
    timed.pause.timeout.emit()
    tick(timed, session, qtbot)
    assert session.read(lambda store: store.backups.state().problem) == ""
    assert len(reasons(session)) == 1


def test_a_closed_session_is_left_alone(timed, session):
    session.close()
    timed.pause.timeout.emit()
    assert not timed.pause.isActive()


def test_a_backup_longer_than_a_pause_is_not_begun_again_beside_itself(qtbot, monkeypatch):
    """On a slow disk the second would make the first give way, and the third the second: none would ever end."""
    monkeypatch.setattr(timed_backup, "QUIET", 10)
    slow = SlowBackups()
    window = QWidget()
    qtbot.addWidget(window)

    def open_store():
        return slow

    with closing(Session(open_store)) as session:
        TimedBackup(session, window)
        with qtbot.waitSignal(session.backed_up, timeout=5000):
            pass
    assert slow.ended == [True]
