"""Going back to a backup by command: into sound, damaged, locked and empty folders, and killed on the way."""

import errno
import subprocess
import sys
from contextlib import closing

import pytest

from models.ports import StorageError
from storage import files, key_ring
from storage.database import Database
from storage.safety import copies, restoring
from tests.storage.folders import ROOT, officer, opened, refusal, rename, restore, spoil


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


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


def test_nothing_is_restored_into_an_unsafe_folder(folder, tmp_path):
    backup = rename(folder, "A", "Đoàn kết")
    assert refusal(restore, tmp_path / "OneDrive" / "sổ", backup, "Đoàn kết").kind == "unsafe_place"
    assert not (tmp_path / "OneDrive").exists()


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
        "from models.ports import StorageError; from storage.folders import restore_into\n"
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


def test_a_restore_after_which_the_file_cannot_be_opened_says_why(folder, monkeypatch):
    first = rename(folder, "A")
    rename(folder, "B")
    honest, calls = Database.reopen, []

    def reopen(self, **more):
        calls.append(more)
        if len(calls) == 2:
            raise StorageError("Ổ đĩa đã đầy", "full")
        return honest(self, **more)

    monkeypatch.setattr(Database, "reopen", reopen)
    assert refusal(restore, folder, first).kind == "full"
    assert officer(folder) == "A"


def test_a_disk_that_fails_before_the_exchange_is_told_in_a_sentence_and_leaves_the_register(folder, monkeypatch):
    first = rename(folder, "A")
    rename(folder, "B")
    honest = files.sync_file

    def failing(path):
        if path.name.endswith(".restoring.tmp"):
            raise OSError(errno.EIO, "Input/output error")
        honest(path)

    monkeypatch.setattr(files, "sync_file", failing)
    assert "kiểm tra ổ đĩa" in str(refusal(restore, folder, first))
    assert officer(folder) == "B"


def test_a_file_that_cannot_be_exchanged_still_opens_as_before(folder, tmp_path, monkeypatch):
    """Somebody forgot the passphrase, tries a copy with another one, and a virus scanner holds the file."""
    backup = rename(folder, "A", "cũ")
    safe = tmp_path / "USB"
    safe.mkdir()
    for path in (backup, backup.with_suffix(".key")):
        (safe / path.name).write_bytes(path.read_bytes())
    with closing(opened(folder, "cũ")) as book:
        book.settings.set_passphrase("nhớ lại sau")
    rename(folder, "B", "nhớ lại sau")
    honest = files.replace

    def held(source, target, **more):
        if target.name == "so-mat-tran.db":
            raise PermissionError(13, "in use")
        honest(source, target, **more)

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", held)
        assert refusal(restore, folder, safe / backup.name, "cũ").kind == "read_only"
    assert officer(folder, "nhớ lại sau") == "B"


def test_a_restore_that_worked_is_not_refused_for_want_of_room_for_one_more_copy(folder, monkeypatch):
    first = rename(folder, "A")
    rename(folder, "B")
    honest, asked = files.require_room, []

    def filling_up(place, needed):
        asked.append(place)
        if len(asked) > 1:
            raise StorageError("Ổ đĩa đã đầy", "full")
        honest(place, needed)

    monkeypatch.setattr(files, "require_room", filling_up)
    restore(folder, first)
    assert len(asked) == 1
    monkeypatch.undo()
    assert officer(folder) == "A"


KILLED = """
import os, sys
from pathlib import Path
from storage import files, folders
from storage.key_slots import Cost
folder, backup, deadly = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
done, real = [0], files.replace
def replace(source, target, **more):
    if done[0] == deadly:
        os._exit(9)
    done[0] += 1
    real(source, target, **more)
files.replace = replace
folders.restore_into(folder, backup, cost=Cost(8192, 1))
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
