"""Opening, closing, checking and restoring a unit's folder, as the window and the command line do it."""

import dataclasses
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from models import ports
from models.ports import Identity, StorageError
from models.record_types import RECORD_TYPES
from storage import account_key, copies, driver, key_ring, restoring, store
from storage.database import Database, default_folder
from tests.storage.conftest import CHEAP, KEY

ROOT = Path(__file__).parents[2]
IDENTITY = Identity("06010", "Xã Vũ Mẫu", "xa", "06", "Tỉnh Mẫu", "Trần Thị Mẫu", "Phó Chủ tịch")
DONOR = (
    "INSERT INTO donor (id, origin_unit, received, state, version, number, number_scope, number_text, "
    "created_at, created_by, updated_at, updated_by) VALUES (?, '06010', ?, 'final', 1, ?, '[]', ?, '', '', '', '')"
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


def opened(folder, passphrase=None):
    return store.open_store(folder, passphrase, cost=CHEAP)


def restore(folder, backup, passphrase=None):
    store.restore_into(folder, backup, passphrase, cost=CHEAP)


def officer(folder, passphrase=None):
    with closing(opened(folder, passphrase)) as book:
        return book.settings.identity().officer


def rename(folder, name, passphrase=None):
    """One session in which the officer's name changes; closing makes the backup, whose path is the answer."""
    book = opened(folder, passphrase)
    book.settings.set_identity(dataclasses.replace(IDENTITY, officer=name))
    book.close()
    return max((folder / "backups").glob("*_dong-so.db"), key=lambda path: path.stat().st_mtime_ns)


def spoil(path):
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 4096):
        content[place + 100] ^= 1
    path.write_bytes(content)
    return bytes(content)


def refusal(call, *arguments):
    with pytest.raises(StorageError) as caught:
        call(*arguments)
    return caught.value


def test_first_use_makes_an_empty_file_with_its_ring(folder):
    book = opened(folder)
    assert book.folder == folder
    assert book.settings.identity() is None
    assert book.check(deep=True) == []
    book.close()
    found = {path.name for path in folder.iterdir()}
    assert found - {account_key.KEY_FILE} == {"so-mat-tran.db", "key_ring.1", "key_ring.2"}


def test_what_was_saved_is_there_again_and_closing_backs_up_once(folder):
    rename(folder, "Trần Thị Mẫu")
    assert officer(folder) == "Trần Thị Mẫu"
    assert len(list((folder / "backups").glob("*.db"))) == 1


def test_a_passphrase_given_at_first_use_protects_the_file(folder):
    rename(folder, "A", "Đoàn kết")
    assert refusal(opened, folder).kind == "wrong_key"
    assert refusal(opened, folder, "đoàn kết").kind == "wrong_key"
    assert officer(folder, "Đoàn kết") == "A"


def test_two_programs_cannot_have_it_open(folder):
    code = (
        "import sys; from pathlib import Path\n"
        "from models.ports import StorageError; from storage.store import open_store\n"
        "try: open_store(Path(sys.argv[1]))\n"
        "except StorageError as error: print(error.kind)"
    )
    with closing(opened(folder)) as book:
        run = subprocess.run(
            [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert run.stdout.strip() == "locked"
        book.settings.put("a", "1")


def test_it_works_without_any_home(folder):
    code = "import sys, pathlib; from storage.store import open_store; open_store(pathlib.Path(sys.argv[1])).close()"
    nowhere = str(folder / "no" / "home")
    places = dict.fromkeys(
        ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), nowhere
    )

    command = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(command, cwd=ROOT, env={**os.environ, **places}, check=False).returncode == 0
    assert (folder / "so-mat-tran.db").exists()
    assert not Path(nowhere).exists()


def test_in_the_platforms_folder_the_accounts_key_lies_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *names, **more: tmp_path / "config")
    opened(tmp_path / "data").close()
    assert not (tmp_path / "data" / account_key.KEY_FILE).exists()
    with closing(opened(tmp_path / "data")) as book:
        assert "bản sao lưu cũng chỉ mở được bằng tài khoản này" in book.settings.key_protection()
    with closing(opened(tmp_path / "elsewhere")) as book:
        assert "ai chép được cả thư mục cũng mở được" in book.settings.key_protection()
    assert default_folder().name == "SoMatTran"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    assert refusal(opened, tmp_path / "file" / "sub").kind in ("missing", "read_only")


def test_a_damaged_file_is_left_alone_and_the_newest_good_backup_named(folder):
    first = rename(folder, "A")
    second = rename(folder, "B")
    spoil(second)
    damaged = spoil(folder / "so-mat-tran.db")
    error = refusal(opened, folder)
    assert error.kind == "damaged"
    assert str(first) in str(error)
    assert "restore" in str(error)
    assert (folder / "so-mat-tran.db").read_bytes() == damaged


def test_without_a_backup_a_damaged_file_is_told_too(folder):
    opened(folder).close()
    path = folder / "so-mat-tran.db"
    content = bytearray(path.read_bytes())
    content[4096 * 20] ^= 1
    path.write_bytes(content)
    error = refusal(opened, folder)
    assert error.kind == "damaged"
    assert "cất nơi khác" in str(error)


def test_the_ring_of_another_file_is_told_from_damage(folder, tmp_path):
    opened(folder).close()
    opened(tmp_path / "other").close()
    for name in (*key_ring.NAMES, account_key.KEY_FILE):
        if (tmp_path / "other" / name).exists():
            (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    assert refusal(opened, folder).kind == "wrong_key"


def test_a_database_without_its_ring_is_not_given_a_new_one(folder):
    opened(folder).close()
    for name in key_ring.NAMES:
        (folder / name).unlink()
    assert refusal(opened, folder).kind == "missing"
    assert not (folder / "key_ring.1").exists()


def test_a_lost_ring_comes_back_from_a_backup(folder):
    rename(folder, "A")
    for name in key_ring.NAMES:
        (folder / name).unlink()
    assert officer(folder) == "A"
    assert (folder / "key_ring.2").exists()


def parts(book: store.Store) -> tuple[ports.Units, ports.Settings, ports.Backups, ports.Records, ports.Reports]:
    """For mypy: the parts are what the contract asks for."""
    return book.units, book.settings, book.backups, book.records, book.reports


# ------------------------------------------------------------------------------------------------------------ restoring
def test_restoring_a_sound_folder(folder):
    first = rename(folder, "A")
    rename(folder, "B")
    restore(folder, first)
    assert officer(folder) == "A"
    assert list((folder / "backups").glob("*_khoi-phuc.db"))


def test_restoring_over_a_damaged_file_keeps_the_damaged_one_aside(folder):
    first = rename(folder, "A")
    damaged = spoil(folder / "so-mat-tran.db")
    restore(folder, first)
    assert officer(folder) == "A"
    (aside,) = folder.glob("so-mat-tran.db.before-restore-*")
    assert aside.read_bytes() == damaged


def test_restoring_into_an_empty_folder_of_another_computer(folder, tmp_path):
    backup = rename(folder, "A", "Đoàn kết")
    assert refusal(restore, tmp_path / "máy mới", backup).kind == "wrong_key"
    restore(tmp_path / "máy mới", backup, "Đoàn kết")
    assert officer(tmp_path / "máy mới", "Đoàn kết") == "A"


def test_restoring_when_the_present_passphrase_is_lost(folder, tmp_path):
    backup = rename(folder, "A", "cũ")
    safe = tmp_path / "USB"
    safe.mkdir()
    for path in (backup, backup.with_suffix(".key")):
        (safe / path.name).write_bytes(path.read_bytes())
    with closing(opened(folder, "cũ")) as book:
        book.settings.set_passphrase("đã quên")
    restore(folder, safe / backup.name, "cũ")
    assert officer(folder, "cũ") == "A"
    assert len(list(folder.glob("*.before-restore-*"))) == 3  # the file and both copies of its ring: nothing is lost


def test_nothing_is_restored_under_a_running_program(folder, tmp_path):
    backup = rename(folder, "A", "Đoàn kết")
    code = (
        "import sys; from pathlib import Path\n"
        "from models.ports import StorageError; from storage.store import restore_into\n"
        "try: restore_into(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])\n"
        "except StorageError as error: print(error.kind)"
    )
    with closing(opened(folder, "Đoàn kết")):
        for typed in ("Đoàn kết", "sai"):
            command = [sys.executable, "-c", code, str(folder), str(backup), typed]
            run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert (run.stdout.strip(), run.stderr) == ("locked", "")
    assert not list(folder.glob("*.before-restore-*"))


def test_a_damaged_backup_does_not_replace_a_damaged_file(folder):
    first = rename(folder, "A")
    spoil(first)
    damaged = spoil(folder / "so-mat-tran.db")
    assert refusal(restore, folder, first).kind in ("damaged", "wrong_key")
    assert (folder / "so-mat-tran.db").read_bytes() == damaged


KILLED = """
import os, sys
from pathlib import Path
from storage import files, store
from storage.key_ring import Cost
folder, backup, deadly = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
done, real = [0], files.replace
def replace(source, target, **more):
    if done[0] == deadly:
        os._exit(9)
    done[0] += 1
    real(source, target, **more)
files.replace = replace
store.restore_into(folder, backup, cost=Cost(8192, 1))
"""


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_a_restore_killed_before_any_of_its_renames_leaves_the_old_or_the_new(folder, damaged):
    """Each run dies one rename later than the one before; between them the folder must always be usable."""
    first = rename(folder, "A")
    rename(folder, "B")
    if damaged:
        spoil(folder / "so-mat-tran.db")
    for deadly in range(30):
        command = [sys.executable, "-c", KILLED, str(folder), str(first), str(deadly)]
        run = subprocess.run(command, cwd=ROOT, check=False)
        try:
            found = officer(folder)
        except StorageError as error:
            found = error.kind
        assert found in ({"damaged", "A"} if damaged else {"A", "B"})
        if run.returncode == 0:
            break
        assert run.returncode == 9
    assert deadly > 2
    assert officer(folder) == "A"
    assert not list(folder.glob(".*.tmp*")) + list((folder / "backups").glob(".*.tmp*"))
    for path in (folder / "backups").glob("*.db"):
        with closing(restoring.open_backup(path, key_ring.KeyRing.unlock(folder, folder, None).key)) as copy:
            copies.require_sound(copy)


# -------------------------------------------------------------------------------------------------- checks and the copy
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
    assert "Nhật ký thay đổi bị sửa hoặc thiếu từ dòng 1" in finding


def test_the_check_finds_a_reference_to_nothing(book, raw):
    raw.connection.execute("PRAGMA foreign_keys=OFF")
    raw.connection.execute("INSERT INTO unit_name (unit, name) VALUES ('không có', 'x')")
    (finding,) = book.check()
    assert "unit_name" in finding


def test_the_check_finds_a_table_unlike_its_declaration(book, raw):
    raw.connection.execute("ALTER TABLE donor ADD COLUMN extra TEXT")
    (finding,) = book.check()
    assert "“Nhà hảo tâm” không đúng cấu trúc" in finding


def test_the_check_finds_received_records_without_their_file(book, raw):
    with raw.transaction("Thử"):
        raw.execute(DONOR, ("d1", 1, None, ""))
    assert any("1 mục nhận từ cấp dưới" in finding for finding in book.check())


def test_the_check_finds_a_number_that_would_be_given_again(book, raw):
    numbered = next(declared for declared in RECORD_TYPES if declared.numbering)
    with raw.transaction("Thử"):
        raw.execute(DONOR.replace("INTO donor", f"INTO {numbered.name}"), ("d1", 0, 7, "7"))
    assert any("sẽ bị cấp trùng" in finding and "(7)" in finding for finding in book.check())


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


def test_closing_gives_the_file_free_even_when_the_backup_fails(folder, monkeypatch):
    book = opened(folder)

    def fail(why):
        raise StorageError("Ổ đĩa đã đầy", "full")

    monkeypatch.setattr(book.backups, "make", fail)
    assert refusal(book.close).kind == "full"
    opened(folder).close()


def test_foreign_temporary_files_are_left_alone(folder):
    opened(folder).close()
    ours, theirs = folder / ".so-mat-tran.db.restoring.tmp", folder / ".báo cáo.tmp"
    ours.touch()
    theirs.touch()
    opened(folder).close()
    assert theirs.exists()
    assert not ours.exists()


def test_a_key_of_the_wrong_length_is_a_mistake(tmp_path):
    with pytest.raises(ValueError, match="32 bytes"):
        Database.open(tmp_path / "x.db", KEY[:31])


def test_the_parts_work_together_and_a_restore_names_the_records_it_would_lose(book):
    kept = book.backups.make("lenh")
    donor = book.records.new("donor")
    values = {**donor.values, "person_name": "Nguyễn Văn Thử", "organisation_name": "Công ty Mẫu"}
    saved = book.records.save(dataclasses.replace(donor, values=values))
    assert saved.origin_unit == "06010"
    assert saved.updated_by == "Trần Thị Mẫu (Phó Chủ tịch)"
    preview = book.backups.preview(kept.path)
    assert preview.lost == {"Nhà hảo tâm": 1}
    assert preview.examples == (f"Nhà hảo tâm: {book.records.title('donor', donor.id)}",)
    assert [definition.id for definition in parts(book)[4].definitions()]
    book.drafts.keep(donor)
    book.backups.restore(kept.path)
    assert book.records.read("donor", donor.id) is None
    assert list(book.drafts.all()) == []
    assert book.records.save(dataclasses.replace(donor, values=values)).version == 1
    assert book.check(deep=True) == []
