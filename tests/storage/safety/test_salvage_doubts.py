"""Which registers a salvage names as in doubt: by what of the file and of its history was read."""

from typing import Any

import pytest

from storage.safety.salvage_doubts import Doubts, Evidence
from tests.ui.working_store import working_store

NAME, LABEL = "donation_receipt", "Tiếp nhận ủng hộ"
OLDER, ROWS = "là bản ghi cũ hơn", "thiếu dòng"


@pytest.fixture
def database(tmp_path):
    book: Any = working_store(tmp_path, per_type=2)
    yield book._db
    book.close()


def history(database):
    """The entries of each receipt, in the order of the last ones."""
    told: dict[str, list[Any]] = {}
    for entry in database.history.after(0):
        if entry.subject == NAME:
            told.setdefault(entry.subject_id, []).append(entry)
    return sorted(told.values(), key=lambda entries: entries[-1].seq)


def doubted(database, evidence, *, read, lost=None):
    """What is said of the receipts when each agrees with what is left of its history, without the number `lost`."""
    if lost is not None:
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"):
            database.connection.execute(f'DROP TRIGGER "{row["name"]}"')
        database.connection.execute("DELETE FROM history WHERE seq = ?", (lost,))
    doubts = Doubts(database, evidence)
    for entries in history(database):
        doubts.agrees(entries, read=read)
    return [line for line in doubts.remarks() if line.startswith(f"Sổ “{LABEL}”")]


def test_of_a_whole_file_nothing_is_in_doubt(database):
    assert doubted(database, Evidence(whole=True, sure=True, ends=False), read=False) == []


@pytest.mark.parametrize(
    ("sure", "ends", "read", "in_doubt"),
    [
        (False, True, False, False),  # all of history is there: what it tells last is what stood last
        (True, False, True, False),  # its end may be lost, but the record's own row counts and says the same
        (True, False, False, True),
        (False, False, True, True),
    ],
)
def test_a_record_is_certain_by_the_end_of_history_or_by_its_own_row(database, sure, ends, read, in_doubt):
    said = doubted(database, Evidence(whole=False, sure=sure, ends=ends), read=read)
    assert len(said) == in_doubt
    assert all("2 mục" in line and OLDER in line for line in said)


def test_a_hole_in_history_hides_what_came_after_the_last_that_is_told(database):
    """Behind the first receipt: it may have changed once more, and of the second nothing is told at all."""
    (*_, last) = history(database)
    evidence = Evidence(whole=False, sure=True, ends=True)
    (said,) = doubted(database, evidence, read=False, lost=last[-1].seq)
    assert "2 mục" in said and OLDER in said and ROWS in said


def test_a_hole_before_what_history_tells_hides_nothing_of_it(database):
    first, *_ = history(database)
    evidence = Evidence(whole=False, sure=True, ends=True)
    assert doubted(database, evidence, read=False, lost=first[0].seq - 1) == []
