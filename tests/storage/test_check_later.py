"""Opening without reading every page first: what is refused at once all the same, and what the later check finds."""

import shutil

import pytest

from models.ports import StorageError
from storage.database import Database
from tests.storage.conftest import KEY

PAGE = 4096


@pytest.fixture
def filled(database):
    """A closed file of some hundred pages; its last page is one that no opening reads."""
    with database.transaction("Thử"):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [(f"{n:04}", "x" * 900) for n in range(1000)])
    database.close()
    return database.path


def spoiled(path):
    content = bytearray(path.read_bytes())
    content[-PAGE // 2] ^= 1
    path.write_bytes(content)


def test_a_damaged_page_is_found_by_the_later_check(filled):
    spoiled(filled)
    with pytest.raises(StorageError) as at_once:
        Database.open(filled, KEY)
    assert at_once.value.kind == "damaged"
    database = Database.open(filled, KEY, check_later=True)
    try:
        with pytest.raises(StorageError) as later:
            database.check_pages(lambda: False)
        assert later.value.kind == "damaged"
        with pytest.raises(StorageError):  # nothing of the page is ever shown
            database.rows("SELECT value FROM setting")
    finally:
        database.close()


def test_a_file_whose_program_was_killed_is_checked_at_once(filled, tmp_path):
    database = Database.open(filled, KEY)
    with database.transaction("Thử"):
        database.execute("INSERT INTO setting VALUES ('z', 'z')")
    killed = tmp_path / "killed" / filled.name
    killed.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{filled}{end}", f"{killed}{end}")
    database.close()
    spoiled(killed)
    with pytest.raises(StorageError) as refused:
        Database.open(killed, KEY, check_later=True)
    assert refused.value.kind == "damaged"


def test_the_later_check_gives_way_and_is_made_anew(filled):
    database = Database.open(filled, KEY, check_later=True)
    try:
        looks = iter((False, True))
        assert database.check_pages(lambda: next(looks)) is False
        assert list(looks) == []  # it stopped at the second look, and did not look a third time
        assert database.check_pages(lambda: False) is True
        assert len(database.rows("SELECT name FROM setting WHERE name < '1'")) == 1000  # and the file works on
    finally:
        database.close()
