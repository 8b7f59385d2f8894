"""The jobs of the real program that are cut off by trials, what they start from, and what must be left of each.

test_power_cuts.py takes the power away, test_kills.py ends the process.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.ports import Identity, StorageError
from storage import migrations
from storage.database import Database
from storage.key_ring import KeyRing
from storage.safety import copies, restoring, sidecars
from storage.store import open_store
from storage.submission.packages import file_hash
from tests.end_to_end.command_runs import ROOT
from tests.end_to_end.disk_log import read_tree, write_tree
from tests.end_to_end.sheets import COMMUNE_OF, RECEIPTS, ROWS, filled_sheet, new_folder, sent_files
from tests.end_to_end.window_driver import PASSPHRASES
from tests.storage.conftest import CHEAP
from tests.storage.schema_files import PASSPHRASE
from tests.storage.test_schemas import KEPT, laid, refuse_lost

MAIN = (str(ROOT / "main.py"),)
WINDOW = ("-m", "tests.end_to_end.window_driver")
PROVINCE_OF = Identity("T1", "Tỉnh Thử", "tinh", "", "", "Lý Văn Thử", "")


@dataclass
class Cut:
    """What is there after a cut: the folder of the unit, and what the program had said in whole lines."""

    folder: Path
    said: list[str]

    @property
    def out(self) -> Path:
        return self.folder.parent / "out"


@dataclass
class Job:
    """`lay(source)` makes the resting disk, with the register in xa; `command(disk)` is what runs on it; `look(cut)`
    sees what is left of it."""

    lay: Callable[[Path], object]
    command: Callable[[Path], tuple[object, ...]]
    look: Callable[[Cut], None]


@contextlib.contextmanager
def opened(folder: Path, passphrase: str | None = None) -> Iterator[Any]:
    """The register as the next session finds it, with every backup beside it; closed without a backup."""
    book = open_store(folder, passphrase, cost=CHEAP)
    try:
        assert list(book.check(deep=True)) == []
        assert not [*folder.glob(".*.tmp*"), *folder.glob("backups/.*.tmp*")]
        for path in folder.glob("backups/*.db"):
            whole_backup(path, book, passphrase)
        assert all(path.with_suffix(".db").exists() for path in folder.glob("backups/*.key"))
        yield book
    finally:
        book._db.close()


def whole_backup(path: Path, book: Any, passphrase: str | None) -> None:
    assert sidecars.ring_beside(path) is not None
    with closing(restoring.open_backup(path, book._db.key)) as copy:
        copies.require_sound(copy)
        assert copy.execute("SELECT count(*) FROM history").fetchone()[0] > 0


def commune(source: Path) -> Path:
    return new_folder(source / "xa", COMMUNE_OF)


# ------------------------------------------------------------------------------------------------------------- set-up
def look_at_set_up(cut: Cut) -> None:
    """What was not acknowledged may be done again; nothing of the first try stands in its way."""
    with opened(cut.folder) as book:
        known = book.settings.identity()
        assert known is None or known.unit == "X1"
        assert known is not None or not cut.said
        book.settings.set_identity(COMMUNE_OF)


# ------------------------------------------------------------------------------------------------------------- saving
def look_at_saving(cut: Cut) -> None:
    expected = {line.split()[0]: int(line.split()[2]) for line in cut.said}
    with opened(cut.folder) as book:
        rows = {row["id"]: row["amount_vnd"] for row in book._db.rows("SELECT * FROM donation_receipt")}
        assert expected.items() <= rows.items()
        assert len(rows) - len(expected) in (0, 1)
        assert sorted(rows.values()) == list(range(1, len(rows) + 1))


def look_at_window(cut: Cut) -> None:
    told: dict[str, list[str]] = {}
    for line in cut.said:
        told.setdefault(line.split()[0], []).extend(line.split()[1:])
    with opened(cut.folder) as book:
        rows = {row["id"]: row for row in book._db.rows("SELECT id, state, version, person_name FROM donor")}
        assert {draft.id for draft in book.drafts.all()} >= set(told.get("typed", ()))
        assert {rows[key]["state"] for key in told.get("draft", ())} <= {"draft"}
        assert {rows[key]["state"] for key in told.get("final", ())} <= {"final", "void"}
        assert all(rows[key]["person_name"] == "Lê Văn Thử" for key in told.get("changed", ()))
        assert {rows[key]["state"] for key in told.get("void", ())} <= {"void"}
        assert len(rows) <= sum(len(told.get(name, ())) for name in ("draft", "final")) + 2


# ------------------------------------------------------------------------------------- importing, receiving, exporting
def lay_for_import(source: Path) -> None:
    filled_sheet(commune(source), source / "donor.xlsx")


def look_at_import(cut: Cut) -> None:
    with opened(cut.folder) as book:
        count = book._db.scalar("SELECT count(*) FROM donor")
        assert count in (0, ROWS)
        assert not cut.said or count == ROWS


def lay_for_receiving(source: Path) -> None:
    province = new_folder(source / "xa", PROVINCE_OF)
    first, second = sent_files(source.parent, 2)
    with closing(open_store(province, cost=CHEAP)) as book:
        book.inbox.accept([first], add_units=True)
    (source / "sent.smt").write_bytes(second.read_bytes())


def look_at_receiving(cut: Cut) -> None:
    with opened(cut.folder) as book:
        (row,) = book._db.rows("SELECT amount_vnd AS sum, count(*) AS count FROM donation_receipt GROUP BY 1")
        assert row["count"] == RECEIPTS
        assert row["sum"] in (1, 2)
        assert not cut.said or row["sum"] == 2
        assert book._db.scalar("SELECT count(*) FROM received_file") == row["sum"]
        assert book._db.scalar("SELECT value FROM part_value WHERE indicator = 'KT-18'") == row["sum"] * RECEIPTS


def lay_for_export(source: Path) -> None:
    folder = commune(source)
    (source / "out").mkdir()
    arguments = [sys.executable, "-m", "tests.end_to_end.kill_driver", str(folder), "5"]
    subprocess.run(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def look_at_export(cut: Cut) -> None:
    """A file that has its name is whole, and the book knows it; what the book knows can be written again."""
    with opened(cut.folder) as book:
        sent = list(book.outbox.sent())
        files = {path.suffix: path for path in cut.out.iterdir() if not path.name.startswith(".")}
        assert len(sent) == 1 or not (cut.said or files)
        if ".smt" in files:
            assert file_hash(files[".smt"]) == sent[0].sha256
            assert files[".smt"].name == sent[0].file_name
        if ".xlsx" in files:
            from openpyxl import load_workbook

            assert load_workbook(files[".xlsx"]).worksheets
        assert not cut.said or files.keys() == {".smt", ".xlsx"}
        if sent and ".smt" not in files:
            again = cut.out / "again"
            again.mkdir()
            assert file_hash(book.outbox.write_again(1, again)) == sent[0].sha256


# ------------------------------------------------------------------------------------------ backups, restoring, the key
def look_at_backup(cut: Cut) -> None:
    with opened(cut.folder) as book:
        assert len(list(book.records.suggest("fund", "quy"))) == 1
        kept = [backup.path.name for backup in book.backups.all()]
        assert all(Path(line.removeprefix("Đã sao lưu: ")).name in kept for line in cut.said)


def lay_for_restore(source: Path) -> None:
    folder = commune(source)
    source.with_name("first").write_text(next(folder.glob("backups/*.db")).name, encoding="utf-8")
    with closing(open_store(folder, cost=CHEAP)) as book:
        book.settings.set_identity(replace(COMMUNE_OF, officer="Sau"))
    # A log left by a crash lies beside the file.
    tree = read_tree(source)
    book = open_store(folder, cost=CHEAP)
    book.settings.set_identity(replace(COMMUNE_OF, officer="Chưa sao lưu"))
    crashed = {**tree, **{path: content for path, content in read_tree(source).items() if "so-mat-tran.db" in path}}
    book._db.close()
    write_tree(crashed, source.with_name("crashed"))
    (source.rename(source.with_name("old")), source.with_name("crashed").rename(source))


def first_backup(disk: Path) -> Path:
    return disk / "xa" / "backups" / disk.with_name("first").read_text(encoding="utf-8")


def look_at_restore(cut: Cut) -> None:
    with opened(cut.folder) as book:
        officer = book.settings.identity().officer
        assert officer in (COMMUNE_OF.officer, "Chưa sao lưu")
        assert not cut.said or officer == COMMUNE_OF.officer


def look_at_passphrases(cut: Cut) -> None:
    """The passphrase last acknowledged opens it, or the one being set. A backup opens by one of the two as well, at the
    latest when the next session ends: where the disk refused its new ring, by one that was known before."""
    words = [line.partition(" ")[2] for line in cut.said if line.startswith("passphrase")]
    order = ["", *PASSPHRASES]
    valid = order[len(words) : len(words) + 2]
    opens = [word for word in valid if opens_with(cut.folder, word)]
    assert opens
    for path in cut.folder.glob("backups/*.db"):
        assert any(rings_with(cut.folder, path, word) for word in order[: len(words) + 2])
    with opened(cut.folder, opens[0]) as book:
        book.backups.make("dong-so")
    for path in cut.folder.glob("backups/*.db"):
        assert any(rings_with(cut.folder, path, word) for word in valid)


def opens_with(folder: Path, passphrase: str) -> bool:
    try:
        KeyRing.unlock(folder, folder, passphrase or None)
    except StorageError as error:
        assert error.kind == "wrong_key"
        return False
    return True


def rings_with(folder: Path, backup: Path, passphrase: str) -> bool:
    with contextlib.suppress(StorageError):
        return bool(restoring.key_for(backup, None, (folder,), passphrase or None))
    return False


# ---------------------------------------------------------------------------------------------------------- migrating
def lay_old_schema(source: Path) -> None:
    """The oldest file that is kept; while there is no newer schema, one from before there were registers."""
    source.with_name("passphrase").write_text(PASSPHRASE, encoding="utf-8")
    if KEPT[0] < len(migrations.STEPS):
        laid(KEPT[0], source / "xa")
        return
    (source / "xa").mkdir(parents=True)
    ring = KeyRing.create(source / "xa", source / "xa", PASSPHRASE, cost=CHEAP)
    old = Database.open(source / "xa" / "so-mat-tran.db", ring.key, steps=migrations.STEPS[:1])
    with old.transaction("Thử") as operation:
        old.execute("INSERT INTO setting VALUES ('identity.unit', 'X1')")
        old.history.append(operation, "setting", "a", 1, {"a": [None, "1"]})
    old.close()


def look_at_migration(cut: Cut) -> None:
    with opened(cut.folder, PASSPHRASE) as book:
        assert book._db.scalar("PRAGMA user_version") == len(migrations.STEPS)
        assert book._db.scalar("SELECT value FROM setting WHERE name = 'identity.unit'")
        assert list(cut.folder.glob("backups/*_nang-cap.db"))
        if KEPT[0] < len(migrations.STEPS):
            refuse_lost(KEPT[0], book)


DATA = "--data"
JOBS = {
    "set-up": Job(
        lambda source: source.mkdir(),
        lambda disk: (
            *(*MAIN, DATA, disk / "xa", "init", "--unit-code", "X1", "--name", "Xã Thử"),
            *("--level", "xa", "--officer", "Nông Thị Thử"),
        ),
        look_at_set_up,
    ),
    "saving": Job(commune, lambda disk: ("-m", "tests.end_to_end.kill_driver", disk / "xa", 10), look_at_saving),
    "window": Job(commune, lambda disk: (*WINDOW, disk / "xa", "work"), look_at_window),
    "import": Job(
        lay_for_import, lambda disk: (*MAIN, DATA, disk / "xa", "import", "donor", disk / "donor.xlsx"), look_at_import
    ),
    "receiving": Job(
        lay_for_receiving, lambda disk: (*MAIN, DATA, disk / "xa", "receive", disk / "sent.smt"), look_at_receiving
    ),
    "export": Job(
        lay_for_export,
        lambda disk: (
            *(*MAIN, DATA, disk / "xa", "export", "--period", "2024-H1"),
            *("--cutoff", "2024-06-30", "--to", disk / "out"),
        ),
        look_at_export,
    ),
    "backup": Job(lay_for_export, lambda disk: (*MAIN, DATA, disk / "xa", "backup"), look_at_backup),
    "restore": Job(
        lay_for_restore, lambda disk: (*MAIN, DATA, disk / "xa", "restore", first_backup(disk)), look_at_restore
    ),
    "key ring": Job(lay_for_export, lambda disk: (*WINDOW, disk / "xa", "passphrases"), look_at_passphrases),
    "migration": Job(
        lay_old_schema,
        lambda disk: (*MAIN, "--passphrase-file", disk.with_name("passphrase"), DATA, disk / "xa", "check"),
        look_at_migration,
    ),
}
