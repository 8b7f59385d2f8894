"""Real files for the tests of storage: a fresh database under a known key, with a clock that stands still."""

import datetime as dt
from pathlib import Path

import pytest

from storage.database import Database
from storage.key_ring import KeyRing
from storage.key_slots import Cost
from storage.safety.backups import Backups
from tests.storage.ready_files import open_empty

KEY = bytes(range(32))
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
CHEAP = Cost(memory=8192, passes=1)
"""Argon2id at its least: the tests prove the wrapping, not the cost."""


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> dt.datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        self.moment += dt.timedelta(**step)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path, clock: Clock):
    opened = open_empty(tmp_path / "so-mat-tran.db", KEY, clock)
    yield opened
    opened.close()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """The ring that lies beside `database`."""
    return KeyRing.create(tmp_path, tmp_path, key=KEY, cost=CHEAP)


@pytest.fixture
def kept(database: Database, ring: KeyRing) -> Backups:
    return Backups(database, ring)
