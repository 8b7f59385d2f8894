"""Another program has the file, the folder, or the room on the disk: one clear sentence, and nothing half done."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.ports import StorageError
from storage import files
from storage.folders import restore_into
from storage.store import open_store
from tests.end_to_end.command_runs import ROOT, process
from tests.end_to_end.sheets import COMMUNE_OF, filled_sheet, new_folder
from tests.storage.conftest import CHEAP, Clock
from tests.storage.schema_files import PASSPHRASE
from tests.storage.submission.offices import CUTOFF, PERIOD, Office

COMMANDS = {
    "list": ("list", "donor"),
    "import": ("import", "donor", "donor.xlsx"),
    "export": ("export", "--period", "2024-H1", "--cutoff", "2024-06-30", "--to", "."),
    "receive": ("receive", "donor.xlsx"),
    "backup": ("backup",),
    "restore": ("restore", "backup.db"),
    "check": ("check",),
}


@pytest.fixture
def folder(tmp_path):
    return new_folder(tmp_path / "xa", COMMUNE_OF)


def opened(folder: Path):
    return closing(open_store(folder, cost=CHEAP))


def refused(call, *arguments) -> StorageError:
    with pytest.raises(StorageError) as caught:
        call(*arguments)
    return caught.value


# ------------------------------------------------------------------------------------------------ who has the file open
@pytest.mark.parametrize("command", COMMANDS)
def test_a_second_program_is_told_and_the_first_goes_on(tmp_path, folder, command):
    sheet = filled_sheet(folder, tmp_path / "donor.xlsx")
    backup = next(folder.glob("backups/*.db"))
    words = [{"donor.xlsx": sheet, "backup.db": backup, ".": tmp_path}.get(word, word) for word in COMMANDS[command]]
    with opened(folder) as book:
        before = sorted(path.name for path in folder.rglob("*"))
        done = process("--data", folder, *words)
        assert done.returncode == 2
        (sentence,) = done.stderr.decode().splitlines()
        assert "đang được mở ở một cửa sổ hoặc chương trình khác; hãy đóng nơi đó" in sentence
        assert sorted(path.name for path in folder.rglob("*")) == before
        book.records.save(book.records.new("donor"))
        assert list(book.check(deep=True)) == []


def test_a_folder_copied_from_another_computer_while_open_is_not_locked(tmp_path, folder):
    """The lock belongs to the running program and not to a file, so that none can be copied along."""
    with opened(folder) as book:
        kept = book.records.save(book.records.new("donor")).id
        copy = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"  # in this process it would drop the lock
        subprocess.run([sys.executable, "-c", copy, str(folder), str(tmp_path / "copy")], check=True, cwd=ROOT)
    with opened(tmp_path / "copy") as other:
        assert other.records.read("donor", kept) is not None
        assert list(other.check(deep=True)) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder in its place while a file in it is open")
def test_a_folder_that_is_gone_is_told_and_what_was_there_comes_back(tmp_path, folder):
    """SQLite would go on writing into a file that nobody can find any more."""
    with opened(folder) as book:
        kept = book.records.save(book.records.new("donor")).id
        folder.rename(tmp_path / "away")
        error = refused(book.records.save, book.records.new("donor"))
        assert (error.kind, str(folder) in str(error)) == ("missing", True)
        (tmp_path / "away").rename(folder)
        again = book.records.save(book.records.new("donor")).id
    with opened(folder) as book:
        assert all(book.records.read("donor", key) for key in (kept, again))
        assert book._db.scalar("SELECT count(*) FROM donor") == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder in its place while a file in it is open")
def test_a_folder_that_was_deleted_while_open_is_rescued_by_the_backup_at_close(folder):
    with opened(folder) as book:
        book.settings.set_passphrase(PASSPHRASE)
        kept = book.records.save(book.records.new("donor")).id
        shutil.rmtree(folder)
        assert refused(book.records.save, book.records.new("donor")).kind == "missing"
    (backup,) = folder.glob("backups/*.db")
    assert "khôi phục bản sao lưu gần nhất" in str(refused(open_store, folder, PASSPHRASE))
    restore_into(folder, backup, PASSPHRASE, cost=CHEAP)
    with closing(open_store(folder, PASSPHRASE, cost=CHEAP)) as book:
        assert book.records.read("donor", kept) is not None


# ------------------------------------------------------------------------------- a file that somebody else holds open
@pytest.fixture
def held(monkeypatch):
    """From now on nothing can be renamed over a file: Excel, or a virus scanner, has it open."""

    def hold():
        def replace(self, target):
            error = PermissionError(13, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error

        monkeypatch.setattr(files, "PAUSES", ())
        monkeypatch.setattr(Path, "replace", replace)

    return hold


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path / "A", "A", Clock())
    fund, donor = made.fund(), made.donor()
    for amount in range(1, 40):
        made.receipt(amount, fund=fund, donor=donor)
    yield made
    made.close()


WRITING = {
    "template": lambda office, path: office.book.workbooks.write_template("donor", path),
    "plain copy": lambda office, path: office.book.plain_copy(path),
    "export": lambda office, path: office.book.outbox.send(office.prepare(), path.parent),
    "backup": lambda office, path: office.book.backups.keep("lenh"),
    "passphrase": lambda office, path: office.book.settings.set_passphrase("Đoàn kết"),
}


@pytest.mark.parametrize("kind", WRITING)
def test_a_file_held_by_another_program_is_told_and_nothing_is_left(tmp_path, office, held, kind):
    out = tmp_path / "out"
    out.mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.MonkeyPatch.context():
        held()
        error = refused(WRITING[kind], office, out / "x.xlsx")
    assert error.kind in ("read_only", "other")
    assert "đóng chương trình đang mở" in str(error) or "Lần gửi số 1 đã lưu" in str(error)
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before and path.name != "backups"] == []
    assert office.book.check(deep=True) == []


# ------------------------------------------------------------------------------------------------ no room, step by step
def sheet_of(office: Office, tmp_path: Path) -> Path:
    office.book.close()
    sheet = filled_sheet(office.folder, tmp_path / "donor.xlsx")
    office.book = open_store(office.folder, cost=CHEAP, clock=Clock())
    return sheet


def file_from_below(office: Office, tmp_path: Path) -> Path:
    other = Office(tmp_path / "B", "B", Clock(), parent="A")
    fund, donor = other.fund(), other.donor()
    for amount in range(1, 40):
        other.receipt(amount, fund=fund, donor=donor)
    path = other.send()
    other.close()
    return path


def save_forty(office: Office) -> None:
    with office.db.transaction("Thử"):
        for _ in range(40):
            office.book.records.save(office.book.records.new("donor"))


FILLING = {
    "saving": lambda office, given: save_forty(office),
    "typing": lambda office, given: office.book.drafts.keep(
        replace(office.book.records.new("donor"), unparsed={"note": "đang gõ " * 3_000})
    ),
    "import": lambda office, given: office.book.workbooks.import_sheet("donor", given),
    "receiving": lambda office, given: office.receive(given),
    "export": lambda office, given: office.book.outbox.send(office.prepare(PERIOD, CUTOFF), given),
}
GIVEN = {"import": sheet_of, "receiving": file_from_below}


@pytest.mark.parametrize("kind", FILLING)
def test_a_disk_that_fills_up_at_any_page_is_told_and_nothing_is_half_done(tmp_path, office, kind):
    """The room grows page by page until there is enough; SQLite's own limit stands for the disk on every platform."""
    stick = tmp_path / "stick"
    stick.mkdir()
    given = GIVEN[kind](office, tmp_path) if kind in GIVEN else stick
    pages, refusals = office.db.scalar("PRAGMA page_count"), 0
    for room in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 1_000_000):
        before = office.dump()
        office.db.connection.execute(f"PRAGMA max_page_count={pages + room}")
        try:
            FILLING[kind](office, given)
        except StorageError as error:
            assert error.kind == "full"
            assert "hãy xóa bớt tệp" in str(error)
            office.db.connection.execute("PRAGMA max_page_count=1000000")
            assert office.dump() == before
            assert list(stick.iterdir()) == []
            refusals += 1
        else:
            break
    assert refusals
    assert office.dump() != before
    assert office.book.check(deep=True) == []
