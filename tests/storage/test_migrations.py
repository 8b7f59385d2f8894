"""The schema is what the declarations ask for; steps are whole, backed up before, and each has its test here."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2

from models.fields import Field, Group, Kind, Lines, RecordType, Section
from models.record_types import RECORD_TYPES
from storage import migrations, schema
from storage.database import Database
from tests.storage.conftest import KEY

ROOT = Path(__file__).parents[2]
STEP_NAMES = list(migrations.NAMES)
NOTE = SimpleNamespace(STATEMENTS=("CREATE TABLE note (id TEXT PRIMARY KEY) STRICT",))


def tables_of(database: Database) -> set[str]:
    return {row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_every_migration_has_a_test():
    """A step that nobody tried on a file with data is how data gets lost (after picard's test of its hooks)."""
    missing = [step for step in STEP_NAMES if not any(name.startswith(f"test_{step}") for name in globals())]
    assert not missing, f"tests/storage/test_migrations.py lacks test_{missing[0]}..."


def test_steps_stand_in_order_without_gaps():
    files = sorted(path.stem for path in Path(migrations.__file__).parent.glob("m*.py"))
    assert files == STEP_NAMES
    assert [int(name[1:5]) for name in files] == list(range(1, len(files) + 1))


def test_steps_import_nothing_of_ours():
    for path in Path(migrations.__file__).parent.glob("m*.py"):
        assert "import" not in path.read_text(encoding="utf-8")


def test_m0001_foundation_makes_a_file_in_which_history_cannot_be_rewritten(tmp_path):
    database = Database.open(tmp_path / "x.db", KEY, steps=migrations.STEPS[:1])
    assert {"setting", "unit", "figure", "history", "sent", "part", "counter", "unfinished"} <= tables_of(database)
    with database.transaction("Thử") as operation:
        database.history.append(operation, "setting", "a", 1, {"a": [None, "1"]})
    for statement in (
        "UPDATE history SET who = 'x'",
        "DELETE FROM history",
        "INSERT OR REPLACE INTO history SELECT * FROM history",
    ):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"), database.transaction("Thử"):
            database.execute(statement)
    assert database.scalar("SELECT count(*) FROM history") == 1
    database.close()


def test_m0002_registers_keeps_what_a_foundation_file_held(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:1])
    with old.transaction("Thử"):
        old.execute("INSERT INTO setting VALUES ('a', '1')")
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:2])
    assert new.scalar("PRAGMA user_version") == 2
    assert new.scalar("SELECT value FROM setting WHERE name = 'a'") == "1"
    assert {"mediation_case", "donation_receipt_goods", "fund"} <= tables_of(new)
    new.close()


def test_m0003_works_and_activities_keeps_the_land_that_was_given(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:2])
    with old.transaction("Thử"):
        old.execute(
            "INSERT INTO land_contribution (id, origin_unit, state, version, created_at, created_by, updated_at,"
            " updated_by, work_name, area) VALUES ('h', 'u', 'final', 1, '', '', '', '', 'Đường Bản Thử', 5948200)"
        )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:3])
    kept = new.row("SELECT work_name, area, public_work FROM land_contribution WHERE id = 'h'")
    assert kept == {"work_name": "Đường Bản Thử", "area": 5948200, "public_work": None}
    with pytest.raises(dbapi2.IntegrityError), new.transaction("Thử"):
        new.execute("UPDATE land_contribution SET public_work = 'nowhere'")
    with new.transaction("Thử"):
        new.execute(
            "INSERT INTO public_work (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by)"
            " VALUES ('w', 'u', 'final', 1, '', '', '', '')"
        )
        new.execute("UPDATE land_contribution SET public_work = 'w'")
    assert {"work_contribution", "outreach_session", "oversight_session", "unity_festival"} <= tables_of(new)
    new.close()


def test_m0004_money_marks_the_receipts_that_were_given_for_a_purpose(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:3])
    with old.transaction("Thử"):
        for name, purpose in (("a", "Làm nhà cho hộ nghèo"), ("b", ""), ("c", None)):
            old.execute(
                "INSERT INTO donation_receipt (id, origin_unit, state, version, created_at, created_by, updated_at,"
                " updated_by, restriction) VALUES (?, 'CX', 'final', 1, '', '', '', '', ?)",
                (name, purpose),
            )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:4])
    found = {row["id"]: row["restricted"] for row in new.rows("SELECT id, restricted FROM donation_receipt")}
    assert found == {"a": 1, "b": None, "c": None}
    assert {"campaign", "household", "disbursement_beneficiaries", "house_support_funding"} <= tables_of(new)
    new.close()


def test_m0005_opening_goods_keeps_a_fund_and_lets_goods_lie_in_it(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:4])
    with old.transaction("Thử"):
        old.execute(
            "INSERT INTO fund (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by,"
            " opening_date, opening_balance) VALUES ('q', 'u', 'final', 1, '', '', '', '', '2026-07-01', 5000000)"
        )
        old.execute("INSERT INTO unit (code, level) VALUES ('u', 'xa')")
        for indicator in ("KT-13", "KT-14"):
            old.execute(
                "INSERT INTO figure (unit, period, indicator, given, value, word, version, updated_at, updated_by)"
                " VALUES ('u', '2026-H1', ?, 'given', 43000, 'trên', 1, '', '')",
                (indicator,),
            )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:5])
    figures = {row["indicator"]: (row["value"], row["word"]) for row in new.rows("SELECT * FROM figure")}
    assert figures == {"KT-13": (43_000_000, "trên"), "KT-14": (43_000, "trên")}  # trees are thousandths now
    assert new.row("SELECT opening_date, opening_balance FROM fund") == {
        "opening_date": "2026-07-01",
        "opening_balance": 5_000_000,
    }
    with new.transaction("Thử"):
        new.execute("INSERT INTO fund_goods VALUES ('g', 'q', 0, 'Gạo tẻ', 'kg', 120000)")
    with pytest.raises(dbapi2.IntegrityError), new.transaction("Thử"):
        new.execute("INSERT INTO campaign_goods VALUES ('h', 'nowhere', 0, 'Gạo tẻ', 'kg', 1000)")
    new.close()


def test_m0006_campaign_opening_keeps_a_campaign_and_gives_it_no_balance(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:5])
    with old.transaction("Thử"):
        old.execute(
            "INSERT INTO campaign (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by,"
            " name) VALUES ('c', 'u', 'final', 1, '', '', '', '', 'Vùng bão')"
        )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:6])
    assert new.row("SELECT name, opening_balance FROM campaign") == {"name": "Vùng bão", "opening_balance": None}
    new.close()


def test_m0007_house_elsewhere_keeps_households_and_houses_where_they_were(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:6])
    blank = "id, origin_unit, state, version, created_at, created_by, updated_at, updated_by"
    with old.transaction("Thử"):
        old.execute(
            f"INSERT INTO residential_area ({blank}, name) VALUES ('k', 'u', 'final', 1, '', '', '', '', 'Thôn Mẫu')"
        )
        for table in ("household", "house_support"):
            old.execute(
                f"INSERT INTO {table} ({blank}, residential_area) VALUES ('r', 'u', 'final', 1, '', '', '', '', 'k')"
            )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:7])
    for table in ("household", "house_support"):
        kept = new.row(f"SELECT residential_area, commune FROM {table}")
        assert kept == {"residential_area": "k", "commune": None}
    new.close()


def test_m0008_extension_level_keeps_an_extension_and_asks_who_decided_it(tmp_path):
    path = tmp_path / "x.db"
    old = Database.open(path, KEY, steps=migrations.STEPS[:7])
    with old.transaction("Thử"):
        old.execute(
            "INSERT INTO campaign (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by,"
            " extension_no) VALUES ('c', 'u', 'final', 1, '', '', '', '', '12/QĐ')"
        )
    old.close()
    new = Database.open(path, KEY, steps=migrations.STEPS[:8])
    assert new.row("SELECT extension_no, extension_level FROM campaign") == {
        "extension_no": "12/QĐ",
        "extension_level": None,
    }
    new.close()


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda declared: declared.name)
def test_the_migrated_tables_are_those_the_declaration_asks_for(database, record_type):
    unlike = schema.differences(database.tables, record_type)
    assert not unlike, "\n".join(
        (
            f"{record_type.name}: declaration and tables differ; a migration must make them agree.",
            *unlike,
            "For a new type this is its migration:",
            schema.migration_text(record_type),
        )
    )


DEMO = RecordType(
    name="demo",
    label="Mẫu",
    plural="mẫu",
    group=Group.REGISTER,
    sections=(
        Section(
            "Chung",
            (
                Field("name", "Tên", Kind.TEXT),
                Field("day", "Ngày", Kind.DATE),
                Field("size", "Diện tích", Kind.AREA),
                Field("fund", "Quỹ", Kind.REFERENCE, refers_to="fund"),
            ),
        ),
    ),
    title=("name",),
    list_columns=("name", "day"),
    lines=(Lines("goods", "Hiện vật", "hiện vật", (Field("value", "Giá trị", Kind.MONEY),)),),
    dated_by="day",
)


def test_the_text_for_a_new_type_is_a_migration_that_the_drift_test_accepts(tmp_path):
    namespace: dict[str, tuple[str, ...]] = {}
    exec(schema.migration_text(DEMO), namespace)  # noqa: S102 - the very use of the text: pasted into a module
    step = SimpleNamespace(STATEMENTS=namespace["STATEMENTS"])
    database = Database.open(tmp_path / "x.db", KEY, steps=(*migrations.STEPS, step))
    assert schema.differences(database.tables, DEMO) == []
    columns = {row["name"]: row["type"] for row in database.rows("PRAGMA table_info(demo)")}
    assert {"size": "INTEGER", "size_typed": "INTEGER", "size_unit": "TEXT", "size_factor": "INTEGER"}.items() <= (
        columns.items()
    )
    assert len(schema.migration_text(DEMO).splitlines()) <= 25  # of the 40 lines that a new type may cost
    database.close()


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("ALTER TABLE demo DROP COLUMN size_unit", "columns lack ('size_unit'"),
        ("ALTER TABLE demo ADD COLUMN extra TEXT", "columns have ('extra'"),
        ("DROP INDEX demo_dated", "indexes lack"),
        ("DROP TABLE demo_goods", "demo_goods: the table is missing"),
    ],
)
def test_drift_is_named(tmp_path, damage, complaint):
    step = SimpleNamespace(STATEMENTS=(*schema.create_table_sql(DEMO), damage))
    database = Database.open(tmp_path / "x.db", KEY, steps=(*migrations.STEPS, step))
    assert any(complaint in line for line in schema.differences(database.tables, DEMO))
    database.close()


def test_a_reference_to_nothing_is_refused_at_the_end_and_not_before(tmp_path):
    step = SimpleNamespace(STATEMENTS=schema.create_table_sql(DEMO))
    database = Database.open(tmp_path / "x.db", KEY, steps=(*migrations.STEPS, step))
    insert = (
        "INSERT INTO demo (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by, fund) "
        "VALUES ('d', 'u', 'draft', 1, '', '', '', '', 'f')"
    )
    with pytest.raises(dbapi2.IntegrityError), database.transaction("Thử"):
        database.execute(insert)
        assert database.scalar("SELECT count(*) FROM demo") == 1  # so records of one file may name each other freely
    assert database.scalar("SELECT count(*) FROM demo") == 0
    database.close()


def test_a_file_with_data_is_copied_before_it_is_migrated(tmp_path):
    path = tmp_path / "x.db"
    seen = []
    steps = (*migrations.STEPS, NOTE)
    Database.open(path, KEY, before_migration=seen.append).close()
    assert seen == []  # a new file has nothing to lose

    def look(database):
        seen.append((database.scalar("PRAGMA user_version"), "note" in tables_of(database)))

    Database.open(path, KEY, before_migration=look, steps=steps).close()
    Database.open(path, KEY, before_migration=look, steps=steps).close()
    assert seen == [(len(migrations.STEPS), False)]


def test_a_migration_whose_backup_fails_does_not_happen(tmp_path):
    path = tmp_path / "x.db"
    Database.open(path, KEY).close()

    def fail(database):
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        Database.open(path, KEY, before_migration=fail, steps=(*migrations.STEPS, NOTE))
    database = Database.open(path, KEY)
    assert "note" not in tables_of(database)
    database.close()


def test_a_failing_step_leaves_the_old_schema(tmp_path):
    path = tmp_path / "x.db"
    Database.open(path, KEY).close()
    wrong = SimpleNamespace(STATEMENTS=("CREATE TABLE a (x TEXT) STRICT", "CREATE TABLE a (x TEXT) STRICT"))
    with pytest.raises(dbapi2.OperationalError):
        Database.open(path, KEY, steps=(*migrations.STEPS, NOTE, wrong))
    database = Database.open(path, KEY)
    assert database.scalar("PRAGMA user_version") == len(migrations.STEPS)
    assert not {"a", "note"} & tables_of(database)
    database.close()


def test_a_migration_killed_in_the_middle_leaves_the_old_schema(tmp_path):
    path = tmp_path / "x.db"
    Database.open(path, KEY).close()
    code = (
        "import os, sys; from pathlib import Path; from types import SimpleNamespace\n"
        "from storage import migrations; from storage.database import Database\n"
        "class Killer(tuple):\n"
        "    def __iter__(self):\n"
        "        yield 'CREATE TABLE half (x TEXT) STRICT'\n"
        "        yield 'PRAGMA user_version=77'\n"
        "        os._exit(9)\n"
        "step = SimpleNamespace(STATEMENTS=Killer())\n"
        "Database.open(Path(sys.argv[1]), bytes(range(32)), steps=(*migrations.STEPS, step))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert run.returncode == 9
    database = Database.open(path, KEY)
    assert database.scalar("PRAGMA user_version") == len(migrations.STEPS)
    assert "half" not in tables_of(database)
    database.close()


def test_a_step_may_rebuild_a_table_that_others_refer_to(tmp_path):
    path = tmp_path / "x.db"
    database = Database.open(path, KEY)
    with database.transaction("Thử"):
        database.execute("INSERT INTO unit (code, level) VALUES ('1', 'xa')")
        database.execute("INSERT INTO unit_name (unit, name) VALUES ('1', 'Xã Mẫu')")
    database.close()
    rebuild = SimpleNamespace(
        STATEMENTS=(
            "CREATE TABLE new_unit (code TEXT PRIMARY KEY, level TEXT NOT NULL, expected INTEGER NOT NULL) STRICT",
            "INSERT INTO new_unit SELECT code, level, expected FROM unit",
            "DROP TABLE unit",
            "ALTER TABLE new_unit RENAME TO unit",
        )
    )
    database = Database.open(path, KEY, steps=(*migrations.STEPS, rebuild))
    assert database.rows("PRAGMA foreign_key_check") == []
    assert database.scalar("PRAGMA foreign_keys") == 1
    assert database.scalar("SELECT name FROM unit_name") == "Xã Mẫu"
    database.close()
