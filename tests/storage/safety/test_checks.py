"""The check of a file finds what somebody did to it, and the plain copy holds everything."""

from contextlib import closing

import pytest

from models.record_types import RECORD_TYPES
from storage import driver, key_ring
from storage.database import Database
from tests.storage.folders import IDENTITY, opened, refusal, rename

DONOR = (
    "INSERT INTO donor (id, origin_unit, received, state, version, number, number_scope, number_text, "
    "created_at, created_by, updated_at, updated_by) VALUES (?, '06010', ?, 'final', 1, ?, '[]', ?, '', '', '', '')"
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


@pytest.fixture
def book(folder):
    with closing(opened(folder)) as made:
        made.settings.set_identity(IDENTITY)
        yield made


@pytest.fixture
def raw(book):
    """The database beneath, to do what no part of the program does."""
    return book._db


def test_a_sound_file_has_no_findings(book):
    assert book.check() == []
    assert book.check(deep=True) == []


def test_the_check_finds_a_tampered_history(book, raw):
    raw.connection.execute("DROP TRIGGER history_is_append_only_update")
    raw.connection.execute("UPDATE history SET who = 'x' WHERE seq = 1")
    (finding,) = book.check()
    assert "Nhật ký thay đổi bị sửa hoặc thiếu từ dòng 1" in finding.sentence


def test_the_check_finds_a_reference_to_nothing(book, raw):
    raw.connection.execute("PRAGMA foreign_keys=OFF")
    raw.connection.execute("INSERT INTO unit_name (unit, name) VALUES ('không có', 'x')")
    (finding,) = book.check()
    assert "unit_name" in finding.sentence


def test_the_check_finds_a_table_unlike_its_declaration(book, raw):
    raw.connection.execute("ALTER TABLE donor ADD COLUMN extra TEXT")
    (finding,) = book.check()
    assert "“Nhà hảo tâm” không đúng cấu trúc" in finding.sentence


def test_the_check_finds_received_records_without_their_file(book, raw):
    with raw.transaction("Thử"):
        raw.execute(DONOR, ("d1", 1, None, ""))
    assert any("1 mục nhận từ cấp dưới" in finding.sentence for finding in book.check())


def test_the_check_finds_a_number_that_would_be_given_again(book, raw):
    numbered = next(declared for declared in RECORD_TYPES if declared.numbering)
    with raw.transaction("Thử"):
        raw.execute(DONOR.replace("INTO donor", f"INTO {numbered.name}"), ("d1", 0, 7, "7"))
    assert any("sẽ bị cấp trùng" in finding.sentence and "(7)" in finding.sentence for finding in book.check())


def test_the_deep_check_finds_a_damaged_page(folder):
    rename(folder, "A")
    key = key_ring.KeyRing.unlock(folder, folder, None).key
    with closing(Database.open(folder / "so-mat-tran.db", key)) as database:
        last = database.scalar("PRAGMA page_count") - 1
        database.close()
        content = bytearray((folder / "so-mat-tran.db").read_bytes())
        content[last * 4096 + 50] ^= 1
    (folder / "so-mat-tran.db").write_bytes(content)
    assert refusal(opened, folder).kind == "damaged"


def test_a_torn_page_whose_content_the_log_still_has_is_no_damage(book, raw, folder, tmp_path):
    """The power goes while the log is played into the file: the next start plays it again, and nothing is lost."""
    book.settings.set_identity(IDENTITY)
    log = (folder / "so-mat-tran.db-wal").read_bytes()
    content = bytearray((folder / "so-mat-tran.db").read_bytes())
    frame = 24 + 4096
    logged = {int.from_bytes(log[place : place + 4], "big") for place in range(32, len(log), frame)}
    last = max(number for number in logged if number * 4096 <= len(content))
    content[last * 4096 - 1000] ^= 1
    again = tmp_path / "again"
    again.mkdir()
    (again / "so-mat-tran.db").write_bytes(content)
    (again / "so-mat-tran.db-wal").write_bytes(log)
    for name in (*key_ring.NAMES, "account_key"):
        (again / name).write_bytes((folder / name).read_bytes())
    with closing(opened(again)) as other:
        assert other.check(deep=True) == []
        assert other.settings.identity() == IDENTITY


def test_the_plain_copy_opens_without_a_key_and_holds_everything(book, tmp_path):
    book.plain_copy(tmp_path / "bản rõ.db")
    assert (tmp_path / "bản rõ.db").read_bytes()[:16] == b"SQLite format 3\0"
    with closing(driver.connect(str(tmp_path / "bản rõ.db"), timeout=1)) as copy:
        assert copy.execute("SELECT name FROM unit_name ORDER BY name").fetchall() == [("Tỉnh Mẫu",), ("Xã Vũ Mẫu",)]
        assert copy.execute("SELECT count(*) FROM history").fetchone() == (1,)
        assert copy.execute("PRAGMA user_version").fetchone()[0] > 0
    book.plain_copy(tmp_path / "bản rõ.db")  # an earlier copy is replaced
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["bản rõ.db"]
    assert refusal(book.plain_copy, tmp_path / "gone" / "x.db").kind in ("missing", "read_only")
    assert book.check(deep=True) == []
