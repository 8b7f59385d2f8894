"""A real store behind a real session, for the window and its own pages."""

from __future__ import annotations

from contextlib import closing
from functools import partial

import pytest

from storage.store import open_store
from tests.ui.working_store import CHEAP, working_store
from ui.look.theme import apply_theme
from ui.session import Session
from ui.translation import install_translator


@pytest.fixture(scope="session")
def styled(qapp):
    apply_theme(qapp)
    translator = install_translator(qapp)
    yield qapp
    qapp.removeTranslator(translator)
    qapp.setStyleSheet("")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


@pytest.fixture
def session(styled, folder):
    """A commune's register with two final records of each type."""
    with closing(Session(partial(working_store, folder, per_type=2))) as made:
        yield made


@pytest.fixture
def empty_session(styled, folder):
    """A register that has just been made: nobody said yet whose it is."""
    with closing(Session(partial(open_store, folder, cost=CHEAP))) as made:
        yield made


@pytest.fixture
def dialogs(monkeypatch):
    """Whatever would be said or asked, in order; every question is answered with yes."""
    from ui import messages

    told = []
    monkeypatch.setattr(messages, "inform", lambda parent, text, detail="": told.append(text))
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append(str(error)))

    def confirm(parent, question, verb, detail="", **_):
        told.append(f"{question} [{verb}] {detail}")
        return True

    monkeypatch.setattr(messages, "confirm", confirm)
    return told


@pytest.fixture
def named():
    """A widget below another one by its accessible name, as a screen reader finds it."""

    def find(parent, kind, name):
        found = [widget for widget in parent.findChildren(kind) if widget.accessibleName() == name]
        assert len(found) == 1, f"{len(found)} widgets of {kind.__name__} are called {name!r}"
        return found[0]

    return find
