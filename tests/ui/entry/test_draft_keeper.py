"""Unfinished typing reaches the disk although the keys never rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QTimer

from ui.entry import draft_keeper
from ui.entry.draft_keeper import DraftKeeper


@pytest.fixture
def steady(monkeypatch):
    """Pause and limit shortened, so that a test types steadily for a moment and not for seconds."""
    monkeypatch.setattr(draft_keeper, "PAUSE", 80)
    monkeypatch.setattr(draft_keeper, "LONGEST", 200)


def test_steady_typing_is_kept_without_a_pause(qtbot, session, steady):
    record = session.read(lambda store: store.records.new("donor"))
    parent = QObject()
    keeper = DraftKeeper(session, lambda: record, parent)
    keys = QTimer(parent, interval=20)
    keys.timeout.connect(keeper.touch)
    with qtbot.waitSignal(keeper.kept, timeout=2000):
        keys.start()
    keys.stop()
    assert [draft.id for draft in session.read(lambda store: store.drafts.all())] == [record.id]


def test_nothing_is_kept_after_the_record_was_saved(qtbot, session, steady):
    record = session.read(lambda store: store.records.new("donor"))
    parent = QObject()
    keeper = DraftKeeper(session, lambda: record, parent)
    keeper.touch()
    keeper.rest()
    with qtbot.assertNotEmitted(keeper.kept, wait=400):
        pass
    assert session.read(lambda store: store.drafts.all()) == []
