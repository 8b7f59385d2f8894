"""What a damaged file still holds comes out of it, whatever was damaged: compared with the records as they were."""

import os
import random
import shutil
from contextlib import closing, suppress
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from models.ports import StorageError
from models.records import Refused, State
from models.soundness import DefectKind
from storage import connection as opening
from storage import driver
from storage.database import Database
from storage.registers import record_rows
from storage.safety import salvaging
from storage.safety.salvage_shapes import REGISTERS
from storage.schema import lines_table
from tests.storage.folders import opened, refusal
from tests.ui.working_store import working_store

PAGE = 4096
PER_TYPE = 14
TRIALS = 40
"""Registers damaged in the long form, of each kind of damage."""

PASSPHRASE = "một câu dễ nhớ"


CHANGED_ONCE_MORE = (
    "INSERT INTO history SELECT (SELECT max(seq) + 1 FROM history), at, who, operation_id, operation, subject, "
    "subject_id, version + 1, ?, previous, hash FROM history WHERE seq = ?"
)


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """A sound register with so many records of every type, made once."""
    return cache(lambda per_type: sound_register(tmp_path_factory.mktemp("sổ"), per_type))


@pytest.fixture(scope="module")
def sound(registers):
    return registers(PER_TYPE)


def sound_register(folder, per_type):
    """A closed register with records of every type, of which one of each is changed and one void: the folder, its key,
    and all records."""
    book: Any = working_store(folder, per_type=per_type)
    for name in REGISTERS:
        ids = [row["id"] for row in book._db.rows(f"SELECT id FROM {name} ORDER BY record_key DESC")]
        book.records.save(book.records.read(name, ids[0]))
        last = book.records.read(name, ids[0])
        with suppress(Refused):  # something refers to it: then it stays as it is
            book.records.void(name, last.id, last.version, "Ghi nhầm")
    book.settings.set_passphrase(PASSPHRASE)
    key = book._db.key
    records = everything(book._db)
    book.close()
    shutil.rmtree(folder / "backups")
    return folder, key, records


def everything(database):
    return {
        (name, stored.record.id): stored.record
        for name, declared in REGISTERS.items()
        for stored in record_rows.read_many(
            database, declared, [row["id"] for row in database.rows(f"SELECT id FROM {name}")]
        )
    }


def damaged(sound, tmp_path, spoil):
    """A copy of the register whose file `spoil(content, pages)` changes."""
    there = tmp_path / "hỏng"
    shutil.copytree(sound[0], there)
    content = bytearray((there / "so-mat-tran.db").read_bytes())
    spoil(content, len(content) // PAGE)
    (there / "so-mat-tran.db").write_bytes(content)
    return there / "so-mat-tran.db"


def brought_out(file, tmp_path):
    """The report and the records that a salvage brings out; the new register is sound and opens by the passphrase."""
    before = file.read_bytes()
    report = salvaging.salvage(file, tmp_path / "mới", PASSPHRASE)
    assert file.read_bytes() == before
    with closing(opened(tmp_path / "mới", PASSPHRASE)) as book:
        defects = {defect.kind for defect in book.check(deep=True)}
        assert defects <= {DefectKind.NUMBER_GAP, DefectKind.RECEIVED}
        return report, everything(book._db)


def still_readable(file, key, sound_records):
    """Ids of each register that SQLite itself finds one by one, past the damage: what must come out at the least."""
    found = {name: set() for name in REGISTERS}
    connection: driver.Connection = None
    for name, record_id in sound_records:
        try:
            if connection is None:
                connection = driver.connect(str(file), timeout=1)
                connection.execute("PRAGMA cipher_log_level=NONE")
                connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
                connection.execute("PRAGMA writable_schema=ON")
            if connection.execute(f"SELECT * FROM {name} WHERE id = ?", (record_id,)).fetchone():
                found[name].add(record_id)
        except driver.Error:
            connection.close()
            connection = None
    if connection is not None:
        connection.close()
    return found


def same(one, other):
    """Whether two records say the same; the moment and the hand of the last change are history's, too."""
    return replace(one, values={}) == replace(other, values={}) and {
        name: sorted(value, key=lambda row: row["id"]) if isinstance(value, list) else value
        for name, value in one.values.items()
    } == {
        name: sorted(value, key=lambda row: row["id"]) if isinstance(value, list) else value
        for name, value in other.values.items()
    }


def owns_up_to_missing_rows(report, one, other):
    """Child rows may be missing where their page and the history of their record are both lost; nothing else differs,
    and the report names the register and the rows that may be missing."""
    declared = REGISTERS[one.record_type]
    said = [line for line in report.remarks if line.startswith(f"Sổ “{declared.plural}”") and "thiếu dòng" in line]
    for name, value in other.values.items():
        kept = one.values[name]
        if isinstance(value, list):
            assert all(row in value for row in kept)
            assert kept == value or any(f"“{declared.lines_by_name[name].label}”" in line for line in said)
        else:
            assert kept == value
    return True


def agree(report, came_out, truth, *, history_is_lost=False):
    """Nothing came out that was not there, nothing is missing that the report does not own up to. A reference to a lost
    record is empty and says so."""
    assert set(came_out) <= set(truth)
    for key, record in came_out.items():
        if not any("bị mất" in text for text in record.unparsed.values()):
            assert same(record, truth[key]) or owns_up_to_missing_rows(report, record, truth[key]), key
    missing = len(truth) - len(came_out)
    assert missing >= len(report.lost) == sum(table.lost for table in report.tables)
    if not history_is_lost:
        assert missing == len(report.lost)


def test_a_sound_file_comes_out_whole(sound, tmp_path):
    report, came_out = brought_out(damaged(sound, tmp_path, lambda content, pages: None), tmp_path)
    assert came_out.keys() == sound[2].keys()
    agree(report, came_out, sound[2])
    assert (report.bad, report.lost) == (0, ())
    assert {table.label: table.read for table in report.tables} == {
        declared.plural: sum(name == key for key, _ in sound[2]) for name, declared in REGISTERS.items()
    }
    assert not report.remarks
    assert (tmp_path / "mới" / salvaging.REPORT).read_text(encoding="utf-8").splitlines() == report.lines()
    assert not list((tmp_path / "mới").glob(".*"))


def flip(seed):
    def spoil(content, pages):
        chance = random.Random(seed)
        for _ in range(6):
            content[chance.randrange(PAGE, pages * PAGE)] ^= 1 << chance.randrange(8)

    return spoil


def zero(seed):
    def spoil(content, pages):
        chance = random.Random(seed)
        for _ in range(6):
            start = chance.randrange(1, pages) * PAGE
            content[start : start + PAGE] = bytes(PAGE)

    return spoil


def cut(seed):
    def spoil(content, pages):
        del content[random.Random(seed).randrange(pages * PAGE // 2, pages * PAGE) :]

    return spoil


def behead(seed):
    """Without the first page (the list of tables) and the end (history): only rows themselves tell what they are."""

    def spoil(content, pages):
        cut(seed)(content, pages)
        content[200] ^= 1

    return spoil


DAMAGES = (flip, zero, cut, behead)


@pytest.mark.parametrize(("per_type", "seed"), [(PER_TYPE, 1), (9, 2)])
@pytest.mark.parametrize("how", DAMAGES)
def test_every_record_on_a_page_that_reads_comes_out(registers, tmp_path, how, per_type, seed):
    every_readable_record_comes_out(registers(per_type), tmp_path, how, seed)


@pytest.mark.soak
@pytest.mark.parametrize("how", DAMAGES)
def test_every_record_on_a_page_that_reads_comes_out_in_long(registers, tmp_path, how, counted):
    seed = os.environ.get("DAMAGE_SEED") or str(random.SystemRandom().randrange(10**9))
    print(f"DAMAGE_SEED={seed}")
    chance = random.Random(f"{seed} {how.__name__}")
    for trial in range(TRIALS):
        per_type, damage = chance.randint(1, 20), chance.randrange(10**9)
        print(f"{how.__name__}({damage}) of {per_type} records of each type")
        every_readable_record_comes_out(registers(per_type), tmp_path / str(trial), how, damage)
    counted("damaged registers", TRIALS)


def every_readable_record_comes_out(sound, tmp_path, how, seed):
    file = damaged(sound, tmp_path, how(seed))
    # No record lies on the first page: without it as many are to come out as with it.
    readable_in = damaged(sound, tmp_path / "có trang đầu", cut(seed)) if how is behead else file
    readable = still_readable(readable_in, sound[1], sound[2])
    report, came_out = brought_out(file, tmp_path)
    agree(report, came_out, sound[2], history_is_lost=how in (cut, behead))
    read = {table.label: table.read for table in report.tables}
    for name, ids in readable.items():
        assert read.get(REGISTERS[name].plural, 0) >= len(ids)
        assert ids <= {record_id for kind, record_id in came_out if kind == name}
    if how in (flip, zero):
        assert len(came_out) >= len(sound[2]) - 12


@pytest.mark.parametrize("lost", [1, 40, 250])
def test_pages_that_were_cut_off_count_among_the_lost(sound, tmp_path, lost):
    pages = (sound[0] / "so-mat-tran.db").stat().st_size // PAGE

    def spoil(content, pages):
        del content[(pages - lost) * PAGE + 100 :]  # of the first of them a piece is left

    report, came_out = brought_out(damaged(sound, tmp_path, spoil), tmp_path)
    assert (report.pages, report.bad) == (pages, lost)
    assert report.lines()[0] == f"Đọc {pages - lost}/{pages} trang của tệp hỏng."
    agree(report, came_out, sound[2], history_is_lost=True)


def test_the_pages_that_lead_to_others_are_not_needed(sound, tmp_path):
    """The roots of every register and of history are lost: their leaves are read all the same."""
    with closing(Database.open(sound[0] / "so-mat-tran.db", sound[1])) as database:
        big = [name for name in (*REGISTERS, "history") if not _is_one_page(database, name)]
        roots = [database.scalar("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)) for name in big]
    assert len(roots) > 4 and "history" in big

    def spoil(content, pages):
        for root in roots:
            content[(root - 1) * PAGE + 500] ^= 4

    report, came_out = brought_out(damaged(sound, tmp_path, spoil), tmp_path)
    assert report.bad == len(roots)
    assert came_out.keys() == sound[2].keys()
    assert {table.label: table.rebuilt for table in report.tables} == dict.fromkeys(
        (declared.plural for declared in REGISTERS.values()), 0
    )
    agree(report, came_out, sound[2])


def _is_one_page(database, name):
    """A table without a page above its leaf: its rows together are small."""
    columns = [row["name"] for row in database.rows("SELECT name FROM pragma_table_info(?)", (name,))]
    return (
        database.scalar(f"SELECT sum({' + '.join(f'length(quote({column}))' for column in columns)}) FROM {name}")
        < PAGE
    )


@pytest.mark.parametrize("where", [200, 3], ids=["list of tables", "salt"])
def test_the_first_page_is_lost(sound, tmp_path, where):
    def spoil(content, pages):
        content[where] ^= 1

    file = damaged(sound, tmp_path, spoil)
    if where == 3:  # a copy of the file has the same salt
        (file.parent / "backups").mkdir()
        shutil.copyfile(sound[0] / "so-mat-tran.db", file.parent / "backups" / "x.db")
    report, came_out = brought_out(file, tmp_path)
    assert (report.pages, report.bad) == (file.stat().st_size // PAGE, 1)
    assert came_out.keys() == sound[2].keys()
    agree(report, came_out, sound[2])
    with closing(opened(tmp_path / "mới", PASSPHRASE)) as book:
        assert book.settings.identity().unit == "06010"
        assert book.figures.sheet("06010", "2026-H1")["KT-02"].value == 7


def test_lost_pages_of_records_are_made_good_from_history(sound, tmp_path):
    """All leaves of one register go, with its child rows; history tells every record again."""
    name = "donation_receipt"
    declared = REGISTERS[name]
    with closing(Database.open(sound[0] / "so-mat-tran.db", sound[1])) as database:
        tables = [name, *(lines_table(declared, lines) for lines in declared.lines)]
        roots = [database.scalar("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)) for table in tables]
        database.close()
    work = tmp_path / "dựng"
    shutil.copytree(sound[0], work)
    with closing(opening.open_keyed(work / "so-mat-tran.db", sound[1])) as connection:
        assert roots
        for table in reversed(tables):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    report, came_out = brought_out(work / "so-mat-tran.db", tmp_path)
    assert came_out.keys() == sound[2].keys()
    agree(report, came_out, sound[2])
    (table,) = (table for table in report.tables if table.label == declared.plural)
    assert (table.read, table.rebuilt, table.lost) == (0, PER_TYPE, 0)
    voids = [record for (kind, _), record in sound[2].items() if kind == name and record.state is State.VOID]
    assert voids and all(same(came_out[name, record.id], record) for record in voids)


def test_what_neither_page_nor_history_tells_is_listed_by_number(sound, tmp_path):
    work = tmp_path / "mất"
    shutil.copytree(sound[0], work)
    with closing(opening.open_keyed(work / "so-mat-tran.db", sound[1])) as connection:
        gone, number = connection.execute("SELECT id, number_text FROM donation_receipt WHERE number = 3").fetchone()
        donor = connection.execute("SELECT donor FROM donation_receipt WHERE donor IS NOT NULL").fetchone()[0]
        connection.execute("DROP TRIGGER history_is_append_only_delete")
        connection.execute("DELETE FROM donation_receipt WHERE id = ?", (gone,))
        connection.execute("DELETE FROM donor WHERE id = ?", (donor,))
        for record_id in (gone, donor):  # the last change stays, the one that made it goes
            seqs = connection.execute("SELECT seq FROM history WHERE subject_id = ? ORDER BY seq", (record_id,))
            first = seqs.fetchone()[0]
            connection.execute(CHANGED_ONCE_MORE, (f'{{"number_text":[null,"{number}"]}}', first))
            connection.execute("DELETE FROM history WHERE seq = ?", (first,))
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    report = salvaging.salvage(work / "so-mat-tran.db", tmp_path / "mới", PASSPHRASE)
    assert {(item.register, item.number) for item in report.lost} >= {("Tiếp nhận ủng hộ", number)}
    assert any("nhắc đến mục bị mất" in remark for remark in report.remarks)
    assert any(number in line for line in report.lines())
    with closing(opened(tmp_path / "mới", PASSPHRASE)) as book:
        noted = book._db.rows("SELECT unparsed FROM donation_receipt WHERE unparsed LIKE '%donor%'")
        assert noted and all("(mục bị mất)" in row["unparsed"] for row in noted)
        assert not book._db.rows("PRAGMA foreign_key_check")


def test_the_way_is_refused_where_it_cannot_work(sound, tmp_path):
    file = damaged(sound, tmp_path, flip(3))
    assert refusal(salvaging.salvage, file, tmp_path / "mới").kind == "wrong_key"
    assert not (tmp_path / "mới").exists()
    assert refusal(salvaging.salvage, file, file.parent, PASSPHRASE).kind == "exists"
    assert refusal(salvaging.salvage, tmp_path / "không có.db", tmp_path / "mới", PASSPHRASE).kind == "missing"
    noise = bytearray(random.Random(5).randbytes(30 * PAGE))
    file.write_bytes(noise)
    assert refusal(salvaging.salvage, file, tmp_path / "mới", PASSPHRASE).kind == "wrong_key"
    assert file.read_bytes() == noise
    assert not list((tmp_path / "mới").glob("*"))
    for name in ("key_ring.1", "key_ring.2"):
        (file.parent / name).unlink()
    assert refusal(salvaging.salvage, file, tmp_path / "mới", PASSPHRASE).kind == "missing"


def test_it_can_be_stopped_and_leaves_nothing(sound, tmp_path):
    file = damaged(sound, tmp_path, lambda content, pages: None)
    with pytest.raises(StorageError) as stopped:
        salvaging.salvage(file, tmp_path / "mới", PASSPHRASE, progress=lambda done, total, what: done < 100)
    assert stopped.value.kind == "cancelled"
    assert not list((tmp_path / "mới").iterdir())
