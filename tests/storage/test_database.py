"""Transactions are whole, rehearsals leave nothing, and a strange, locked or broken file is refused untouched."""

import datetime as dt
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models.ports import StorageError
from storage import connection as opening
from storage import migrations
from storage.database import Database
from tests.storage.conftest import KEY

ROOT = Path(__file__).parents[2]


def put(database: Database, name: str, value: str) -> None:
    database.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM setting ORDER BY name")]


def test_opening_sets_what_survives_a_power_cut(database):
    database.close()
    database.reopen()  # what making the tables switches on holds for that one time
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema", "temp_store")
    found = {name: database.scalar(f"PRAGMA {name}") for name in (*pragmas, "locking_mode", "cell_size_check")}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "locking_mode": "exclusive",
        "cell_size_check": 1,
    }
    database.close()
    database.reopen()  # a file that is in WAL mode already is the case that counts
    assert not list(database.path.parent.glob("*-shm"))
    with database.transaction("Thử"):
        put(database, "a", "1")
    assert not list(database.path.parent.glob("*-shm"))


def test_the_file_shows_nothing_of_what_is_in_it(database):
    with database.transaction("Thử"):
        put(database, "ghi chú", "Nguyễn Văn Thử")
    database.close()
    content = database.path.read_bytes()
    assert b"SQLite format" not in content
    assert "Nguyễn Văn Thử".encode() not in content


def test_reading(database):
    with database.transaction("Thử"):
        put(database, "a", "1")
        put(database, "b", "2")
    assert database.rows("SELECT * FROM setting WHERE name > ?", ("a",)) == [{"name": "b", "value": "2"}]
    assert database.row("SELECT * FROM setting WHERE name = :name", {"name": "a"}) == {"name": "a", "value": "1"}
    assert database.row("SELECT * FROM setting WHERE name = 'c'") is None
    assert database.scalar("SELECT count(*) FROM setting") == 2
    assert database.scalar("SELECT value FROM setting WHERE name = 'c'") is None
    assert [row["name"] for row in database.each("SELECT name FROM setting ORDER BY name DESC")] == ["b", "a"]


def test_folding_and_sorting_in_sql(database):
    assert database.scalar("SELECT fold('Đặng Hòa')") == "dang hoa"
    assert database.scalar("SELECT fold(NULL)") == ""
    rows = database.rows(
        "SELECT column1 AS n FROM (VALUES ('Đào'), ('Dương'), ('Ánh'), ('An')) ORDER BY vn_sort_key(n)"
    )
    assert [row["n"] for row in rows] == ["An", "Ánh", "Dương", "Đào"]


def test_a_failed_transaction_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.transaction("Thử"):
        put(database, "a", "1")
        _ = 1 / 0
    assert names(database) == []


def test_a_transaction_carries_one_operation_also_inside(database, clock):
    with database.transaction("Ghi sổ") as outer, database.transaction("Bên trong") as inner:
        assert inner is outer
    assert (outer.name, outer.who, outer.at) == ("Ghi sổ", "chưa khai báo", "2026-11-22T12:00:00+07:00")
    assert outer.id[14] == "7"
    clock.forward(days=1)
    assert database.today() == dt.date(2026, 11, 23)


def test_the_failed_inner_part_alone_is_undone_when_the_outer_goes_on(database):
    with database.transaction("Thử"):
        put(database, "a", "1")
        with pytest.raises(ZeroDivisionError), database.transaction("Bên trong"):
            put(database, "b", "2")
            _ = 1 / 0
        put(database, "c", "3")
    assert names(database) == ["a", "c"]


def test_a_rehearsal_leaves_nothing_though_transactions_inside_succeed(database):
    with database.rehearsal(), database.transaction("Nhận tệp"):
        put(database, "a", "1")
        assert names(database) == ["a"]
    assert names(database) == []
    assert not database.connection.in_transaction


def test_a_rehearsal_fails_where_the_real_thing_would(database):
    mediator = (
        "INSERT INTO mediator (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by, team) "
        "VALUES ('m', 'u', 'draft', 1, '', '', '', '', 'no such team')"
    )
    for block in (database.transaction("Thử"), database.rehearsal()):
        with pytest.raises(dbapi2.IntegrityError), block:
            database.execute(mediator)
    assert database.scalar("SELECT count(*) FROM mediator") == 0


def test_a_rehearsal_inside_a_transaction_is_a_mistake(database):
    with database.transaction("Thử"), pytest.raises(RuntimeError), database.rehearsal():
        pass


def test_writing_outside_a_transaction_is_a_mistake(database):
    with pytest.raises(RuntimeError):
        put(database, "a", "1")
    with pytest.raises(RuntimeError):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [("a", "1")])


def test_sqlite_utils_writes_are_undone_with_the_transaction(database):
    with pytest.raises(ZeroDivisionError), database.transaction("Thử"):
        database.tables["setting"].insert({"name": "a", "value": "1"})
        _ = 1 / 0
    assert names(database) == []


def test_the_officer_signs_with_name_and_title(database):
    with database.transaction("Thử"):
        put(database, "identity.officer", "Trần Thị Mẫu")
    assert database.officer == "Trần Thị Mẫu"
    with database.transaction("Thử"):
        put(database, "identity.officer_title", "Phó Chủ tịch")
    assert database.officer == "Trần Thị Mẫu (Phó Chủ tịch)"


def test_a_full_disk_is_told_and_everything_stays_as_it_was(database):
    with database.transaction("Thử"):
        put(database, "a", "1")
    pages = database.scalar("PRAGMA page_count")
    database.scalar(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageError) as caught, database.transaction("Thử"):
        put(database, "b", "x" * 100_000)
    assert caught.value.kind == "full"
    assert not database.connection.in_transaction
    assert names(database) == ["a"]
    database.scalar("PRAGMA max_page_count=1000000")
    with database.transaction("Thử"):
        put(database, "c", "3")
    assert names(database) == ["a", "c"]


def test_after_a_full_disk_nothing_more_is_written_in_the_same_transaction(database):
    """SQLite has ended the transaction by itself; a later INSERT of the same block would be saved all alone."""
    database.scalar(f"PRAGMA max_page_count={database.scalar('PRAGMA page_count')}")
    with pytest.raises(RuntimeError), database.transaction("Thử"):
        put(database, "a", "1")
        with pytest.raises(StorageError):
            put(database, "b", "x" * 100_000)
        put(database, "c", "3")
    assert names(database) == []


def test_a_second_program_is_refused(database):
    code = (
        "import sys; from pathlib import Path; from models.ports import StorageError; "
        "from storage.database import Database\n"
        "try: Database.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "except StorageError as error: print(error.kind)"
    )
    command = [sys.executable, "-c", code, str(database.path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("locked", "")
    with database.transaction("Thử"):
        put(database, "a", "1")  # and the first one goes on


def refused(path: Path, key: bytes = KEY) -> StorageError:
    """What opening says; the file must not change by it."""
    before = path.read_bytes()
    with pytest.raises(StorageError) as caught:
        Database.open(path, key)
    assert path.read_bytes() == before
    return caught.value


def test_a_wrong_key_is_refused(database):
    database.close()
    assert refused(database.path, b"x" * 32).kind == "wrong_key"


def test_a_newer_schema_is_refused(database):
    database.connection.execute("PRAGMA user_version=999")
    database.close()
    error = refused(database.path)
    assert error.kind == "newer"
    assert "cài phiên bản mới" in str(error)


def test_a_database_of_another_program_is_refused(database):
    database.connection.execute("PRAGMA application_id=7")
    database.close()
    assert refused(database.path).kind == "damaged"


@pytest.mark.parametrize("damage", [range(16), range(512), range(4096)], ids=["salt", "sector", "page"])
def test_a_first_page_destroyed_while_the_log_was_played_in_comes_back_from_the_log(database, tmp_path, damage):
    """The file's first bytes are the salt without which no page can be read; the log has them too."""
    with database.transaction("Thử"):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [(f"{n}", "x" * 500) for n in range(400)])
    content = bytearray(database.path.read_bytes())
    for place in damage:
        content[place] ^= 0x5A
    again = tmp_path / "again.db"
    again.write_bytes(content)
    log = database.path.with_name(f"{database.path.name}-wal").read_bytes()
    again.with_name("again.db-wal").write_bytes(log)
    for _ in range(2):  # the second time from the file alone
        with closing(Database.open(again, KEY)) as rescued:
            assert rescued.scalar("SELECT count(*) FROM setting") == 400
    assert not again.with_name("again.db-wal").exists()


def test_a_wrong_key_loses_nothing_that_lies_in_the_log(database, tmp_path):
    with database.transaction("Thử"):
        put(database, "a", "1")
    again = tmp_path / "again.db"
    for name in ("", "-wal"):
        again.with_name(f"again.db{name}").write_bytes(
            database.path.with_name(f"{database.path.name}{name}").read_bytes()
        )
    with pytest.raises(StorageError) as caught:
        Database.open(again, b"x" * 32)
    assert caught.value.kind == "wrong_key"
    with closing(Database.open(again, KEY)) as rescued:
        assert names(rescued) == ["a"]


@pytest.mark.parametrize("place", [0.3, 0.6, 0.95])
def test_one_flipped_bit_is_noticed(database, place):
    with database.transaction("Thử"):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [(f"{n}", "x" * 500) for n in range(400)])
    database.close()
    content = bytearray(database.path.read_bytes())
    content[int(len(content) * place)] ^= 1
    database.path.write_bytes(content)
    assert refused(database.path).kind == "damaged"


def test_a_truncated_file_is_noticed(database):
    with database.transaction("Thử"):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [(f"{n}", "x" * 500) for n in range(400)])
    database.close()
    content = database.path.read_bytes()
    database.path.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    assert refused(database.path).kind == "damaged"


def test_an_empty_leftover_file_is_a_fresh_start(tmp_path):
    (tmp_path / "x.db").touch()
    database = Database.open(tmp_path / "x.db", KEY)
    assert database.scalar("PRAGMA user_version") == len(migrations.STEPS)
    database.close()


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StorageError) as caught:
        Database.open(tmp_path / "gone" / "x.db", KEY)
    assert caught.value.kind == "read_only"


def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        try:
            (tmp_path / "probe").touch()
        except OSError:
            with pytest.raises(StorageError) as caught:
                Database.open(tmp_path / "x.db", KEY)
            assert caught.value.kind == "read_only"
        else:
            pytest.skip("this account may write everywhere, so a read-only folder cannot be shown")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("code", "kind"),
    [(5, "locked"), (8, "read_only"), (8 | 6 << 8, "read_only"), (10 | 3 << 8, "other"), (11, "damaged"), (13, "full")],
)
def test_every_failure_of_the_surroundings_has_its_sentence(code, kind):
    error = dbapi2.OperationalError("x")
    error.sqlite_errorcode = code
    told = opening.refusal(error)
    assert told is not None
    assert told.kind == kind
    assert "hãy" in str(told)


def test_our_own_mistakes_are_not_dressed_up(database):
    with pytest.raises(dbapi2.OperationalError):
        database.rows("SELECT nothing FROM nowhere")


def test_what_was_committed_is_there_after_the_process_dies(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from storage.database import Database\n"
        "database = Database.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "with database.transaction('Thử'): database.execute(\"INSERT INTO setting VALUES ('a', '1')\")\n"
        "with database.transaction('Thử'):\n"
        "    database.execute(\"INSERT INTO setting VALUES ('b', '2')\")\n"
        "    os._exit(9)"
    )
    path = tmp_path / "x.db"
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert run.returncode == 9
    database = Database.open(path, KEY)
    assert names(database) == ["a"]
    database.close()


def test_a_first_sector_lost_while_the_log_is_written_back_costs_nothing(tmp_path, clock):
    """The salt stands there alone; the log still has the page, and a file of ours is opened without reading it."""
    database = Database.open(tmp_path / "x.db", KEY, clock=clock)
    with database.transaction("Thử"):
        database.execute("INSERT INTO unit (code, level) VALUES ('1', 'xa')")
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.transaction("Thử"):
        database.execute("CREATE TABLE more (x TEXT) STRICT")  # changes the first page
        database.execute("INSERT INTO unit (code, level) VALUES ('2', 'xa')")
    shutil.copy(tmp_path / "x.db-wal", tmp_path / "cut.db-wal")
    content = bytearray((tmp_path / "x.db").read_bytes())
    database.close()
    content[:512] = bytes(range(256)) * 2
    (tmp_path / "cut.db").write_bytes(content)
    mended = Database.open(tmp_path / "cut.db", KEY, clock=clock)
    assert [row["code"] for row in mended.rows("SELECT code FROM unit ORDER BY code")] == ["1", "2"]
    mended.close()
    again = Database.open(tmp_path / "cut.db", KEY, clock=clock)
    assert again.rows("PRAGMA cipher_integrity_check") == []
    again.close()
