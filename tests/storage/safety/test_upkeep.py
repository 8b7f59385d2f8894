"""What somebody or something did to the records is counted, mended where a machine may mend it, and remembered."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from models.ports import StorageError
from models.record_types import RECORD_TYPES
from models.soundness import DefectKind
from storage import store
from storage.safety import backup_files, record_soundness
from storage.schema import lines_table
from tests.samples import sample
from tests.storage.conftest import CHEAP, Clock
from tests.storage.folders import IDENTITY
from tests.storage.world import in_order, reasoned

LINED = next(declared for declared in RECORD_TYPES if declared.lines)
NUMBERED = next(declared for declared in RECORD_TYPES if declared.numbering)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A closed register of four final records of every type."""
    made = store.open_store(tmp_path_factory.mktemp("upkeep") / "sổ", clock=Clock(), cost=CHEAP)
    made.settings.set_identity(IDENTITY)
    ids = {"unit": [IDENTITY.unit]}
    with made._db.transaction("Thử"):
        for declared in in_order():
            for number in range(4):
                values = sample(declared, number, ids, lookup=made.records.lookup())
                record = replace(made.records.new(declared.name), values=values)
                record = reasoned(record, made.records.lookup(), made._db.today())
                ids.setdefault(declared.name, []).append(made.records.make_final(record).id)
    made.close(back_up=False)
    return made.folder


@pytest.fixture
def book(tmp_path, clock, sound):
    """A copy of it that a test may spoil."""
    shutil.copytree(sound, tmp_path / "sổ")
    with closing(store.open_store(tmp_path / "sổ", clock=clock, cost=CHEAP)) as opened:
        yield opened


def spoil(book, *statements):
    """Do what no part of the program does: past the foreign keys, and outside of the officer's operations."""
    connection = book._db.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    for statement, *params in statements:
        assert connection.execute(statement, params).rowcount
    connection.execute("PRAGMA foreign_keys=ON")


def found(book):
    return [(defect.kind, defect.subject, defect.count) for defect in book.check(deep=True)]


def test_a_register_as_the_program_makes_it_is_sound(book):
    assert found(book) == []
    assert book.upkeep.last().defects == ()
    assert book.upkeep.repair() == ()
    assert not list((book.folder / "backups").glob("*.db"))  # where there is nothing to mend there is nothing to keep


def test_the_search_is_compared_word_by_word_and_rebuilt(book):
    name = NUMBERED.name
    keys = [row["record_key"] for row in book._db.rows(f"SELECT record_key FROM {name} ORDER BY 1")]
    spoil(
        book,
        (f"DELETE FROM {name}_search WHERE rowid = ?", keys[0]),
        (f"INSERT OR REPLACE INTO {name}_search (rowid, title, text) VALUES (?, 'chu khac', '')", keys[1]),
        (f"INSERT INTO {name}_search (rowid, title, text) VALUES (?, 'khong con', '')", keys[-1] + 50),
    )
    assert found(book) == [(DefectKind.SEARCH, name, 3)]
    (done,) = book.upkeep.repair()
    assert (done.kind, done.subject, done.count) == (DefectKind.SEARCH, name, 4)
    assert found(book) == []
    assert book.upkeep.last().defects == ()
    (entry,) = book._db.history.of("repair", f"search:{name}")
    assert (entry.operation, entry.change["count"]) == ("Sửa lỗi của tệp", (3, 0))
    (kept,) = (book.folder / "backups").glob("*.db")
    assert "truoc-khi-sua-loi" in kept.name


def test_rows_without_their_record_are_dropped_and_stay_in_history(book):
    table = lines_table(LINED, LINED.lines[0])
    row = book._db.row(f"SELECT * FROM {table} LIMIT 1")
    others = book._db.scalar(f"SELECT count(*) FROM {table}")
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    spoil(book, (f"INSERT INTO {table} ({names}) VALUES ({marks})", *{**row, "id": "r1", "parent": "gone"}.values()))
    assert found(book) == [(DefectKind.LINES, table, 1)]
    (done,) = book.upkeep.repair()
    assert (done.kind, done.count) == (DefectKind.LINES, 1)
    assert book._db.scalar(f"SELECT count(*) FROM {table}") == others
    dropped, _ = book._db.history.of("repair", f"lines:{table}")
    given = {name: value for name, value in row.items() if value is not None}
    assert dropped.change[f"{table}/r1"] == ({**given, "id": "r1", "parent": "gone"}, None)
    assert found(book) == []


def test_a_counter_that_fell_behind_goes_on_from_the_last_number(book):
    before = dict(book._db.connection.execute("SELECT scope, last FROM counter").fetchall())
    spoil(book, ("UPDATE counter SET last = 0",))
    kinds = {kind for kind, _, _ in found(book)}
    assert kinds == {DefectKind.COUNTER}
    assert {done.kind for done in book.upkeep.repair()} == {DefectKind.COUNTER}
    assert book.upkeep.last().defects == ()  # what the officer sees afterwards
    assert dict(book._db.connection.execute("SELECT scope, last FROM counter").fetchall()) == before
    assert found(book) == []


def test_an_order_of_sqlite_is_made_anew(book):
    name = NUMBERED.name
    root = book._db.scalar("SELECT rootpage FROM sqlite_master WHERE name = ?", (f"{name}_title",))
    other = book._db.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'part_record_by_record'")
    assert root != other
    # An index that does not know the rows: its tree is exchanged for an empty one.
    connection = book._db.connection
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (other, f"{name}_title"))
    connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'part_record_by_record'", (root,))
    version = book._db.scalar("PRAGMA schema_version")
    connection.execute(f"PRAGMA schema_version={version + 1}")
    connection.execute("PRAGMA writable_schema=OFF")
    kinds = {kind for kind, _, _ in found(book)}
    assert kinds == {DefectKind.INDEX}
    assert {done.kind for done in book.upkeep.repair()} == {DefectKind.INDEX}
    assert list(book.folder.glob("so-mat-tran.db.before-repair-*"))
    assert found(book) == []


def test_what_a_machine_must_not_mend_is_told_and_left(book):
    name = NUMBERED.name
    first = book._db.row(f"SELECT id, number_text FROM {name} ORDER BY record_key")
    referring = next(
        (declared, item) for declared in RECORD_TYPES for item in declared.by_name.values() if item.refers_to
    )
    declared, item = referring
    spoil(
        book,
        (f"UPDATE {name} SET state = 'maybe' WHERE id = ?", first["id"]),
        (f"UPDATE {declared.name} SET {item.name} = 'gone'",),
    )
    defects = book.check(deep=True)
    assert {(d.kind, d.subject, d.count) for d in defects} >= {
        (DefectKind.STATES, name, 1),
        (DefectKind.REFERENCES, declared.name, 4),
    }
    assert any(first["number_text"] in d.sentence for d in defects if d.kind is DefectKind.STATES)
    assert all(not d.is_repairable for d in defects if d.kind in (DefectKind.STATES, DefectKind.REFERENCES))
    book.upkeep.repair()
    assert {d.kind for d in book.upkeep.last().defects} >= {DefectKind.STATES, DefectKind.REFERENCES}


def test_numbers_that_are_gone_or_given_twice_are_named(book):
    name = NUMBERED.name
    spoil(book, (f"UPDATE {name} SET number = 900, number_text = 'X-900' WHERE number = 1",))
    kinds = {defect.kind: defect for defect in book.check(deep=True) if defect.subject == name}
    assert kinds[DefectKind.NUMBER_GAP].count >= 895
    assert "1" in kinds[DefectKind.NUMBER_GAP].sentence and not kinds[DefectKind.NUMBER_GAP].is_repairable
    assert "X-900" in kinds[DefectKind.COUNTER].sentence
    book._db.connection.execute(f"DROP INDEX {name}_number")
    spoil(book, (f"UPDATE {name} SET number = 2, number_text = 'X-2', number_scope = 'same'",))
    assert (DefectKind.TABLES, name, 1) in found(book)  # and then the numbers are not looked at
    kinds = {defect.kind: defect for defect in record_soundness.defects(book._db, NUMBERED)}
    assert kinds[DefectKind.NUMBER_TWICE].count == 3 and "X-2" in kinds[DefectKind.NUMBER_TWICE].sentence


def test_a_damaged_page_is_found_and_no_repair_touches_the_file(book, tmp_path):
    """The page is spoiled under the open file, past its cache."""
    spoil(book, ("UPDATE counter SET last = 0",))
    book._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    path = book._db.path
    root = book._db.scalar("SELECT rootpage FROM sqlite_master WHERE name = ?", (NUMBERED.name,))
    place = (root - 1) * 4096 + 99
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))
    book._db.rows("PRAGMA shrink_memory")
    defects = book.check(deep=True)
    assert DefectKind.PAGES in {defect.kind for defect in defects}
    with pytest.raises(StorageError) as refused:
        book.upkeep.repair()
    assert refused.value.kind == "damaged"
    with path.open("r+b") as file:
        file.seek(place)
        file.write(bytes([byte]))
    book._db.close()
    book._db.reopen()
    assert set(book._db.connection.execute("SELECT last FROM counter").fetchall()) == {(0,)}
    assert not book._db.rows("SELECT seq FROM history WHERE subject = 'repair'")


def test_it_is_due_once_a_week_and_when_the_clock_went_back(book, clock: Clock):
    assert book.upkeep.is_due() and book.upkeep.last() is None
    assert book.upkeep.go_on(lambda: False)
    assert book.upkeep.last().at == "2026-11-22T12:00:00+07:00"
    clock.forward(days=6, hours=23)
    assert not book.upkeep.is_due()
    clock.forward(hours=1)
    assert book.upkeep.is_due()
    clock.forward(days=-8)
    assert book.upkeep.is_due()


def test_it_gives_way_and_goes_on_where_it_was(book):
    looks = 0

    def after(count):
        def awaited():
            nonlocal looks
            looks += 1
            return looks > count

        return awaited

    rounds = 0
    while not book.upkeep.go_on(after(200)):
        rounds, looks = rounds + 1, 0
        assert book._db.scalar("SELECT count(*) FROM setting")  # the file answers in between
        assert rounds < 500
    assert rounds > 1
    assert book.upkeep.last().defects == ()


def test_a_program_that_was_killed_makes_it_due(book, tmp_path, clock):
    assert book.upkeep.go_on(lambda: False)
    killed = tmp_path / "sau khi mất điện"
    killed.mkdir()
    for path in book.folder.iterdir():
        if path.is_file():
            (killed / path.name).write_bytes(path.read_bytes())
    assert (killed / "so-mat-tran.db-wal").stat().st_size
    with closing(store.open_store(killed, clock=clock, cost=CHEAP)) as again:
        assert again.upkeep.is_due()
    with closing(store.open_store(killed, clock=clock, cost=CHEAP)) as once_more:
        assert once_more.upkeep.is_due()  # it was never made
        assert once_more.upkeep.go_on(lambda: False)
        assert not once_more.upkeep.is_due()
    assert backup_files.found_in(killed / "backups")


def test_a_page_that_describes_a_search_index_may_be_the_damaged_one(book):
    """FTS5 then says only that it cannot be built; it is damage like any other, found and told."""
    book._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    root = book._db.scalar("SELECT rootpage FROM sqlite_master WHERE name = ?", (f"{NUMBERED.name}_search_config",))
    book._db.close()
    with book._db.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 2000)
        byte = file.read(1)[0]
        file.seek((root - 1) * 4096 + 2000)
        file.write(bytes([byte ^ 1]))
    book._db.reopen(check_later=True)
    assert DefectKind.PAGES in {defect.kind for defect in book.check(deep=True)}
    with pytest.raises(StorageError) as refused:
        book.backups.make("lenh")
    assert refused.value.kind == "damaged"
    book._db.close()
    with book._db.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 2000)
        file.write(bytes([byte]))
    book._db.reopen()
