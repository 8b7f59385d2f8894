"""Thiết lập, going back to a backup of another file: where the officer begins to look for it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.ui.working_store import IDENTITY
from ui import messages
from ui.administration.backups_tab import BackupsTab


@pytest.fixture
def stick(session, tmp_path):
    """The second place of the copies, up to date."""
    place = tmp_path / "USB"
    place.mkdir()
    session.read(lambda store: store.backups.choose_second(place))
    return place


@pytest.fixture
def begins(session, qtbot, monkeypatch):
    """The folder that is proposed when another file is asked for, None for the last one used."""

    def press():
        asked = []

        def ask(parent, title, kind, begin=None):
            asked.append(begin)
            return ()

        monkeypatch.setattr(messages, "ask_open_paths", ask)
        tab = BackupsTab(session)
        qtbot.addWidget(tab)
        qtbot.keyClick(tab.other, Qt.Key.Key_Space)
        [begin] = asked
        return begin

    return press


def test_the_search_begins_where_the_second_copies_lie(begins, stick):
    assert begins() == stick


def test_without_a_second_place_it_begins_where_it_last_ended(begins):
    assert begins() is None


def test_a_second_place_that_was_away_is_not_asked_whether_it_is_back(begins, stick, session):
    """A share that is gone answers after half a minute, and this is the window's thread."""
    shutil.rmtree(stick)
    session.read(lambda store: store.settings.set_identity(replace(IDENTITY, officer="Nông Văn Mẫu")))
    session.read(lambda store: store.backups.make("lenh"))
    stick.mkdir()
    assert begins() is None
