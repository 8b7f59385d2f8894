"""A register is brought out of an unsafe folder: compared byte by byte, and whole whenever the power fails."""

import datetime as dt
import subprocess
import sys
from contextlib import closing

import pytest

from models.ports import StorageError
from storage import files, moving
from storage.folders import Folders
from storage.safety import copies
from storage.unlocking import DATABASE
from tests.storage.folders import ROOT, officer, opened, refusal, rename

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "USB" / "sổ"
    rename(folder, "A")
    (folder / "logs").mkdir()
    (folder / "logs" / "so-mat-tran.log").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path):
    return tmp_path / "máy này" / "dữ liệu" / "SoMatTran"


def move(source, target, account_place=None):
    return moving.move(source, target, DATABASE, account_place or source, NOW)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "logs"
    }


def test_everything_goes_over_and_the_old_folder_goes_aside(source, target):
    before = contents(source)
    aside = move(source, target)
    assert contents(target) == before and {"so-mat-tran.db", "key_ring.1", "account_key"} <= before.keys()
    assert aside == source.with_name("sổ.da-chuyen-2026-11-22_120000") and contents(aside) == before
    assert not source.exists()
    assert officer(target) == "A"
    assert not list(target.parent.glob(".*"))


def test_it_is_not_moved_from_one_unsafe_place_to_another(source, tmp_path):
    before = contents(source)
    assert refusal(Folders().move, source, tmp_path / "OneDrive" / "sổ").kind == "unsafe_place"
    assert contents(source) == before and not (tmp_path / "OneDrive").exists()


def test_a_folder_with_nothing_but_a_log_makes_room(source, target):
    (target / "logs").mkdir(parents=True)
    (target / "logs" / "so-mat-tran.log").write_text("y", encoding="utf-8")
    move(source, target)
    assert officer(target) == "A"


def test_another_register_there_is_never_touched(source, target):
    rename(target, "B")
    before = (contents(source), contents(target))
    assert refusal(move, source, target).kind == "exists"
    assert (contents(source), contents(target)) == before


def test_other_files_there_are_never_touched(source, target):
    target.mkdir(parents=True)
    (target / "thư.docx").write_bytes(b"x")
    assert refusal(move, source, target).kind == "exists"
    assert (target / "thư.docx").exists() and officer(source) == "A"


def test_a_key_that_lies_apart_comes_along(source, target, tmp_path):
    apart = tmp_path / "tài khoản"
    apart.mkdir()
    (source / "account_key").rename(apart / "account_key")
    move(source, target, apart)
    assert officer(target) == "A"
    assert (apart / "account_key").exists()


def test_an_open_register_is_not_moved(source, target):
    code = (
        "import sys; from pathlib import Path\n"
        "from models.ports import StorageError; from tests.storage.test_moving import move\n"
        "try: move(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except StorageError as error: print(error.kind)"
    )
    with closing(opened(source)):
        command = [sys.executable, "-c", code, str(source), str(target)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("locked", "")
    assert not target.exists()


def test_a_copy_that_differs_is_thrown_away(source, target, monkeypatch):
    real = copies.copy_bytes

    def torn(old, new):
        real(old, new)
        if old.name == DATABASE:
            new.write_bytes(new.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(copies, "copy_bytes", torn)
    assert refusal(move, source, target).kind == "damaged"
    assert not target.exists() and not list(target.parent.glob(".*"))
    assert officer(source) == "A"


def test_what_another_program_changed_meanwhile_is_not_left_behind(source, target, monkeypatch):
    honest = copies.copy_bytes

    def copy(path, copied):
        honest(path, copied)
        if path.name == "key_ring.1":
            (source / "key_ring.1").write_bytes(b"newer")

    monkeypatch.setattr(copies, "copy_bytes", copy)
    assert refusal(move, source, target).kind == "damaged"
    assert not target.exists() and source.exists()


def test_where_the_folder_cannot_be_renamed_its_file_is(source, target, monkeypatch):
    """The root of a stick has no other name."""
    real = files.replace

    def refuse(old, new, **more):
        if old == source:
            raise PermissionError(13, "in use")
        real(old, new, **more)

    monkeypatch.setattr(files, "replace", refuse)
    aside = move(source, target)
    assert aside.name == "so-mat-tran.db.da-chuyen-2026-11-22_120000"
    assert officer(target) == "A" and not (source / DATABASE).exists()


CUT = """
import os, sys
from pathlib import Path
from storage import files
from tests.storage.test_moving import move
source, target, deadly = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
done, real = [0], files.replace
def replace(old, new, **more):
    if done[0] == deadly:
        os._exit(9)
    done[0] += 1
    real(old, new, **more)
files.replace = replace
move(source, target)
"""


def test_cut_off_before_any_of_its_renames_the_register_is_whole_and_the_next_try_ends_it(source, target):
    """Each run dies one rename later; what is left is always the whole register, and one of it is used."""
    before = contents(source)
    for deadly in range(40):
        command = [sys.executable, "-c", CUT, str(source), str(target), str(deadly)]
        run = subprocess.run(command, cwd=ROOT, check=False)
        if run.returncode == 0:
            break
        assert run.returncode == 9
        whole = [folder for folder in (source, target) if folder.exists() and contents(folder) == before]
        assert whole
        assert not target.exists() or contents(target) == before
    assert deadly > len(before) - 2
    assert contents(target) == before and not source.exists()
    assert officer(target) == "A"


def test_a_full_disk_is_told_before_anything_is_written(source, target, monkeypatch):
    def little(folder, needed):
        raise StorageError("Ổ đĩa chỉ còn trống 0 MB.", "full")

    monkeypatch.setattr(files, "require_room", little)
    assert refusal(move, source, target).kind == "full"
    assert not target.exists() and officer(source) == "A"
