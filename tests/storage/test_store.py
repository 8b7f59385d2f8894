"""Opening and closing a unit's folder, and what is refused, as the window and the command line do it."""

import dataclasses
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from models import ports
from models.ports import StorageError
from storage import account_key, key_ring, store, unlocking
from storage.database import Database, default_folder
from storage.unlocking import DATABASE
from tests.storage.conftest import KEY
from tests.storage.folders import IDENTITY, ROOT, officer, opened, refusal, rename, restore, spoil


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


@pytest.fixture
def book(folder):
    with closing(opened(folder)) as made:
        made.settings.set_identity(IDENTITY)
        yield made


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
    monkeypatch.setattr(unlocking, "default_folder", lambda: tmp_path / "data")
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


@pytest.mark.parametrize("how", ["gone", "empty", "gone with its ring"])
def test_a_lost_database_is_not_replaced_by_an_empty_one_where_backups_lie(folder, how):
    backup = rename(folder, "A")
    live = folder / DATABASE
    live.unlink()
    if how == "empty":
        live.touch()
    if how == "gone with its ring":
        for name in key_ring.NAMES:
            (folder / name).unlink()
    error = refusal(opened, folder)
    assert error.kind == "missing"
    assert str(backup) in str(error)
    assert live.exists() == (how == "empty")
    restore(folder, backup)
    assert officer(folder) == "A"


def as_the_window_sees_it(book: store.Store) -> ports.Store:
    """For mypy: the store and all its parts are what the contract asks for."""
    return book


def as_main_hands_it_over() -> ports.OpenStore:
    return store.open_store


def test_closing_gives_the_file_free_even_when_the_backup_fails(folder, monkeypatch):
    book = opened(folder)

    def fail(why):
        raise StorageError("Ổ đĩa đã đầy", "full")

    monkeypatch.setattr(book.backups, "make", fail)
    assert refusal(book.close).kind == "full"
    opened(folder).close()


def test_what_fails_after_the_file_was_opened_gives_it_free(folder, monkeypatch):
    rename(folder, "A")

    def fail(book):
        raise StorageError("Ổ đĩa đã đầy", "full")

    with monkeypatch.context() as patched:
        patched.setattr(store.Store, "spell_search", fail)
        error = refusal(opened, folder)  # kept, as the dialog that tells it does: it holds the frames of the attempt
    assert error.kind == "full"
    assert officer(folder) == "A"


def test_foreign_temporary_files_are_left_alone(folder):
    opened(folder).close()
    ours, theirs = folder / ".so-mat-tran.db.restoring.tmp", folder / ".báo cáo.tmp"
    ours.touch()
    theirs.touch()
    opened(folder).close()
    assert theirs.exists()
    assert not ours.exists()


def test_a_key_whose_backup_was_never_finished_goes_and_others_stay(folder):
    made = rename(folder, "A")
    lone = made.with_name("so-mat-tran_00009_2026-11-22_120000_lenh.key")
    theirs = made.with_name("nhà.key")
    for path in (lone, theirs):
        path.write_bytes(made.with_suffix(".key").read_bytes())
    opened(folder).close()
    assert not lone.exists()
    assert theirs.exists() and made.with_suffix(".key").exists()


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
    assert preview.titles == {"Nhà hảo tâm": (book.records.title("donor", donor.id),)}
    assert [definition.id for definition in as_the_window_sees_it(book).reports.definitions()]
    book.drafts.keep(donor)
    book.backups.restore(kept.path)
    assert book.records.read("donor", donor.id) is None
    assert list(book.drafts.all()) == []
    assert book.records.save(dataclasses.replace(donor, values=values)).version == 1
    assert book.check(deep=True) == []


def test_a_restore_takes_nothing_over_from_the_file_before(book):
    """The search of an old backup may be spelt in another way, and a check that was begun speaks of the other file."""
    book.settings.put(store.SPELLING, "0")
    kept = book.backups.keep("lenh")
    book.settings.put(store.SPELLING, store.SPELLED)
    with book._db.transaction("Thử"):
        book._db.execute("INSERT INTO fund_search (rowid, title, text) VALUES (7, 'ma', 'ma')")
    book.upkeep.go_on(lambda: bool(book.upkeep._begun and book.upkeep._begun.defects))
    assert book.upkeep._begun.defects
    book.backups.restore(kept.path)
    assert book.settings.get(store.SPELLING) == store.SPELLED
    assert book.upkeep.go_on(lambda: False)
    assert book.upkeep.last().defects == ()
