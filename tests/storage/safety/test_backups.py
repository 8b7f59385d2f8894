"""Backups are believed after reading them back, thinned without losing the last good one, and gone back to."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models.ports import StorageError
from models.safe_keeping import Backup
from storage import connection as opening
from storage import files, migrations
from storage.database import Database
from storage.key_ring import KeyRing
from storage.safety import backup_files, backups, copies, restoring, sidecars
from storage.safety.backups import Backups
from tests.storage.conftest import CHEAP, NOON

ROOT = Path(__file__).parents[3]


def log(database, subject_id, subject="donor"):
    """One change as the registers log it, with a row of its own to find again."""
    with database.transaction("Ghi sổ") as operation:
        database.execute("INSERT INTO setting VALUES (?, 'x')", (subject_id,))
        database.history.append(operation, subject, subject_id, 1, {"name": [None, subject_id]})


def settings(database):
    return [row["name"] for row in database.rows("SELECT name FROM setting ORDER BY name")]


def test_a_backup_is_a_whole_encrypted_copy_named_by_time_and_reason(database, kept, ring):
    log(database, "d1")
    made = kept.make("dong-so")
    assert made.path.name == "so-mat-tran_00001_2026-11-22_120000_dong-so.db"
    assert (made.at, made.why) == ("2026-11-22T12:00:00", "khi đóng sổ")
    assert made.bytes == made.path.stat().st_size
    assert b"SQLite format" not in made.path.read_bytes()
    with closing(restoring.open_backup(made.path, ring.key)) as copy:
        assert copy.execute("SELECT name FROM setting").fetchall() == [("d1",)]
        assert copies.row_counts(copy) == copies.row_counts(database.connection)
    assert sorted(path.suffix for path in made.path.parent.iterdir()) == [".db", ".key"]


def test_nothing_changed_means_no_backup(database, kept, ring, clock):
    assert kept.make("dong-so") is None  # an empty file has nothing to keep
    log(database, "d1")
    assert kept.make("dong-so")
    assert kept.make("dong-so") is None
    assert Backups(database, ring).make("dong-so") is None  # nor in the next session
    with database.transaction("Ghi cài đặt"):
        database.execute("INSERT INTO setting VALUES ('cửa sổ', '1')")
    assert kept.make("dong-so")  # a change without history counts too
    with database.rehearsal():
        database.execute("INSERT INTO setting VALUES ('xem trước', '1')")
    with pytest.raises(ZeroDivisionError), database.transaction("Ghi cài đặt"):
        database.execute("INSERT INTO setting VALUES ('hỏng', '1')")
        raise ZeroDivisionError
    assert kept.make("dong-so") is None  # a preview before a file is received needs no copy of its own
    clock.forward(seconds=1)
    log(database, "d2")
    assert kept.make("own words: trước khi nộp").why == "own words: trước khi nộp"
    assert [backup.at for backup in kept.all()] == ["2026-11-22T12:00:01", "2026-11-22T12:00:00", "2026-11-22T12:00:00"]


@pytest.mark.parametrize("page", ["first", "middle"])
def test_a_copy_that_cannot_be_read_back_is_thrown_away_and_the_register_not_blamed(database, kept, monkeypatch, page):
    log(database, "d1")
    honest = opening.open_keyed

    def spoil(path, key):
        content = bytearray(path.read_bytes())
        content[100 if page == "first" else len(content) // 2] ^= 1
        path.write_bytes(content)
        return honest(path, key)

    monkeypatch.setattr(opening, "open_keyed", spoil)
    with pytest.raises(StorageError, match="kiểm tra ổ đĩa rồi làm lại") as caught:
        kept.make("dong-so")
    assert caught.value.kind == "other"
    assert not list((database.path.parent / backup_files.FOLDER).iterdir())


def test_one_wrong_bit_in_any_page_of_a_copy_is_found(database, kept):
    with database.transaction("Ghi sổ") as operation:
        long = "phường, xã " * 2000  # goes on over several pages
        database.history.append(operation, "donor", "d1", 1, {"name": [None, long]})
    made = kept.make("dong-so")
    whole = made.path.read_bytes()
    for page in (*range(1, 8), *range(8, len(whole) // 4096, 5), len(whole) // 4096):
        content = bytearray(whole)
        content[(page - 1) * 4096 + page * 37 % 4096] ^= 1 << page % 8
        made.path.write_bytes(content)
        with pytest.raises(StorageError) as caught, closing(restoring.open_backup(made.path, database.key)) as copy:
            copies.require_sound(copy)
        assert caught.value.kind in ("damaged", "wrong_key"), page


def test_a_copy_that_lacks_rows_is_thrown_away(database, kept, monkeypatch):
    log(database, "d1")
    counted = iter([{"setting": 1}, {"setting": 2}])
    monkeypatch.setattr(copies, "row_counts", lambda connection: next(counted))
    with pytest.raises(StorageError, match="không khớp"):
        kept.make("dong-so")
    assert kept.all() == []


def test_a_full_disk_leaves_no_empty_file(database, kept, monkeypatch):
    log(database, "d1")

    class Full:
        """The connection as it behaves on a full disk: VACUUM INTO leaves a file of 0 bytes."""

        def __init__(self, real):
            self.real = real

        def execute(self, sql, *more):
            if sql.startswith("VACUUM"):
                Path(more[0][0]).touch()
                error = dbapi2.OperationalError("database or disk is full")
                error.sqlite_errorcode = 13
                raise error
            return self.real.execute(sql, *more)

        def __getattr__(self, name):
            return getattr(self.real, name)

    monkeypatch.setattr(database, "_connection", Full(database.connection))
    with pytest.raises(StorageError) as caught:
        kept.keep("dong-so")
    assert caught.value.kind == "full"
    assert not list((database.path.parent / backup_files.FOLDER).iterdir())


def aged(days):
    """Backups made at the same hour on these days ago, newest first."""
    noon = NOON.replace(tzinfo=None)
    return [Backup(Path(f"{n}"), (noon - dt.timedelta(days=n)).isoformat(), 1, "") for n in days]


def test_thinning_keeps_the_last_ones_and_one_per_day_week_and_month():
    daily = aged(range(400))
    kept = {int(backup.path.name) for backup in backup_files.kept_by_age(daily)}
    last = set(range(12))  # which are also those of 12 days
    weeks = {7 * week for week in range(10)}  # 22/11/2026 is a Sunday, so the newest of each ISO week lies 7 days apart
    month_ends = [dt.date(2026, month, 1) - dt.timedelta(days=1) for month in range(11, 3, -1)]
    months = {0} | {(dt.date(2026, 11, 22) - day).days for day in month_ends}
    assert kept == last | weeks | months


def test_many_on_one_day_keep_the_last_twelve():
    same_day = [Backup(Path(f"{n}"), f"2026-11-22T12:00:{59 - n:02}", 1, "") for n in range(40)]
    assert {int(backup.path.name) for backup in backup_files.kept_by_age(same_day)} == set(range(12))


def test_thinning_removes_file_and_ring_together(database, kept, clock):
    for n in range(15):
        clock.forward(seconds=1)
        log(database, f"d{n}")
        kept.make("dong-so")
    left = kept.all()
    assert len(left) == 12
    assert len(list(left[0].path.parent.iterdir())) == 24
    assert left[0].at == "2026-11-22T12:00:15"


def test_the_preview_names_what_would_be_lost(database, ring, clock):
    kept = Backups(database, ring, lambda subject, subject_id: ({"donor": "Nhà hảo tâm"}[subject], f"Bà {subject_id}"))
    log(database, "d1")
    made = kept.keep("dong-so")
    assert (kept.preview(made.path).lost, kept.preview(made.path).titles) == ({}, {})
    log(database, "d2")
    log(database, "d3")
    with database.transaction("Sửa") as operation:
        database.history.append(operation, "donor", "d3", 2, {"name": ["d3", "d4"]})
    preview = kept.preview(made.path)
    assert preview.backup == made
    assert preview.lost == {"Nhà hảo tâm": 2}
    assert preview.titles == {"Nhà hảo tâm": ("Bà d3", "Bà d2")}
    assert settings(database) == ["d1", "d2", "d3"]


def test_restoring_goes_back_keeps_what_was_there_and_can_be_undone(database, kept, clock):
    log(database, "d1")
    first = kept.make("dong-so")
    clock.forward(minutes=1)
    log(database, "d2")
    kept.restore(first.path)
    assert settings(database) == ["d1"]
    before = kept.all()[0]
    assert before.why == "trước khi khôi phục"
    clock.forward(minutes=1)
    log(database, "d3")
    assert dict(kept.preview(before.path).lost) == {"donor": 1}  # d3; the chains part after d1
    kept.restore(before.path)
    assert settings(database) == ["d1", "d2"]
    assert database.history.verify() is None
    assert kept.make("dong-so"), "what was gone back to is the newest thing there is, and has no copy that says so"
    assert not [path.name for path in database.path.parent.iterdir() if ".tmp" in path.name]


def test_a_damaged_backup_is_refused_and_changes_nothing(database, kept):
    log(database, "d1")
    made = kept.make("dong-so")
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    log(database, "d2")
    with pytest.raises(StorageError) as caught:
        kept.restore(made.path)
    assert (caught.value.kind, "chọn một bản sao lưu khác" in str(caught.value)) == ("damaged", True)
    assert settings(database) == ["d1", "d2"]
    assert backups.newest_sound(made.path.parent, database.key) is None


def test_a_file_that_is_gone_or_no_backup_is_refused(database, kept, tmp_path):
    with pytest.raises(StorageError) as caught:
        kept.restore(tmp_path / "gone.db")
    assert caught.value.kind == "missing"
    (tmp_path / "thư.db").write_bytes("Kính gửi".encode() * 2000)
    with pytest.raises(StorageError):
        kept.restore(tmp_path / "thư.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageError):
        kept.restore(tmp_path / "empty.db")
    assert settings(database) == []


def test_an_old_backup_is_brought_up_to_date(database, kept, tmp_path):
    earlier = Database.open(tmp_path / "earlier.db", database.key, steps=migrations.STEPS[:1])
    log(earlier, "cũ")
    copies.verified_copy(earlier.connection, earlier.key, tmp_path / "old.db")
    earlier.close()
    kept.restore(tmp_path / "old.db")
    assert settings(database) == ["cũ"]
    assert database.scalar("PRAGMA user_version") == len(migrations.STEPS)
    assert database.scalar("SELECT count(*) FROM fund") == 0


def test_after_a_new_passphrase_the_old_ring_opens_no_backup(database, kept, ring):
    log(database, "d1")
    made = kept.make("dong-so")
    ring.set_passphrase("mới", cost=CHEAP)
    kept.renew_rings()
    with pytest.raises(StorageError) as caught:
        restoring.key_for(made.path, None, [database.path.parent], None)
    assert caught.value.kind == "wrong_key"
    assert restoring.key_for(made.path, None, [], "mới") == ring.key
    assert sidecars.read_sidecar(made.path)["why"] == "dong-so"


def test_rings_that_are_up_to_date_are_not_written_again(database, kept, monkeypatch):
    log(database, "d1")
    kept.make("dong-so")
    log(database, "d2")
    honest, written = sidecars.write_sidecar, []

    def write(path, ring):
        written.append(path)
        honest(path, ring)

    monkeypatch.setattr(sidecars, "write_sidecar", write)
    made = kept.make("dong-so")
    assert written == [made.path]


def test_a_foreign_copy_that_was_laid_beside_ours_keeps_its_own_ring(database, kept, ring, tmp_path):
    log(database, "d1")
    made = kept.make("dong-so")
    (tmp_path / "other").mkdir()
    other = KeyRing.create(tmp_path / "other", tmp_path / "other", "của máy kia", cost=CHEAP)
    foreign = made.path.with_name("so-mat-tran_00007_2026-11-22_120000_lenh.db")
    foreign.write_bytes(b"another register")
    sidecars.write_sidecar(foreign, {"ring": json.loads(other.content)})
    kept.renew_rings()
    assert restoring.key_for(foreign, ring.key, [], "của máy kia") == other.key


def test_a_backup_of_another_folder_comes_under_our_key(database, kept, tmp_path, clock):
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other_ring = KeyRing.create(other_folder, other_folder, "của máy cũ", cost=CHEAP)
    other = Database.open(other_folder / "so-mat-tran.db", other_ring.key, clock=clock)
    log(other, "cũ")
    made = Backups(other, other_ring).keep("dong-so")
    other.close()
    with pytest.raises(StorageError) as caught:
        kept.restore(made.path)
    assert caught.value.kind == "wrong_key"
    kept.restore(made.path, "của máy cũ")
    assert settings(database) == ["cũ"]
    database.close()
    with closing(Database.open(database.path, database.key)) as again:
        assert settings(again) == ["cũ"]


def crash_after_saving(database):
    """Another process saves one row and is killed; its log stays beside the file."""
    database.close()
    code = (
        "import os, sys; from pathlib import Path; from storage.database import Database\n"
        "database = Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "with database.transaction('Thử'): database.execute(\"INSERT INTO setting VALUES ('d2', '')\")\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(database.path), database.key.hex()], cwd=ROOT, check=False)


def test_a_page_torn_while_the_log_was_played_in_is_no_damage(database, kept):
    """The power went in the midst of that, and the log still has the page: the file is whole."""
    log(database, "d1")
    crash_after_saving(database)
    left = database.path.with_name("so-mat-tran.db-wal").read_bytes()
    page = int.from_bytes(left[32:36], "big")  # of the first frame, https://sqlite.org/fileformat2.html#walformat
    assert page > 1
    with database.path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 200)
        file.write(b"torn")
    database.reopen()
    made = kept.keep("nang-cap")
    with closing(restoring.open_backup(made.path, database.key)) as copy:
        assert copy.execute("SELECT name FROM setting ORDER BY name").fetchall() == [("d1",), ("d2",)]


def held(held_path):
    """files.replace while somebody holds that file."""
    honest = files.replace

    def replace(source, target):
        if target == held_path:
            raise PermissionError(13, "in use")
        honest(source, target)

    return replace


def test_a_log_left_by_a_crash_is_not_played_into_the_restored_file(database, kept, monkeypatch):
    """The worst mix-up there is: SQLite would replay the old file's log into the new one."""
    log(database, "d1")
    made = kept.make("dong-so")
    crash_after_saving(database)
    log_file = database.path.with_name("so-mat-tran.db-wal")
    assert log_file.stat().st_size > 0
    with restoring.staged(made.path, database.key, database.path, database.key) as temporary:
        with monkeypatch.context() as patched:
            patched.setattr(files, "replace", held(database.path))
            with pytest.raises(StorageError):
                restoring.put_in_place(temporary, database.path, "x")
        assert log_file.stat().st_size > 0, "what could not be exchanged keeps its log"
        restoring.put_in_place(temporary, database.path, "x")
    database.reopen()
    assert settings(database) == ["d1"]
    assert database.path.with_name("so-mat-tran.db-wal.before-restore-x").exists()


def test_the_sidecar_carries_the_ring(database, kept, ring):
    log(database, "d1")
    made = kept.make("dong-so")
    assert sidecars.ring_beside(made.path) == json.loads(ring.content)


def test_a_damaged_open_file_is_set_aside_and_gone_back_from(database, kept, clock):
    log(database, "d1")
    made = kept.make("dong-so")
    log(database, "d2")
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    page = database.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'history_subject'")
    with database.path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 200)
        file.write(b"damage")
    kept.restore(made.path)
    assert settings(database) == ["d1"]
    [aside] = database.path.parent.glob("so-mat-tran.db.before-restore-*")
    assert b"damage" in aside.read_bytes()
    assert [backup.path for backup in kept.all()] == [made.path], "no backup was made of the damaged file"


def test_without_room_for_three_files_nothing_is_begun(database, kept, monkeypatch):
    log(database, "d1")
    size = database.path.stat().st_size + database.path.with_name("so-mat-tran.db-wal").stat().st_size
    usage = type(shutil.disk_usage(database.path.parent))
    for free, works in ((100_000, False), (4 * size, True)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage(10**9, 0, free))
        if works:
            assert kept.make("dong-so") is not None
            continue
        with pytest.raises(StorageError) as caught:
            kept.make("dong-so")
        assert caught.value.kind == "full"
        assert "chỉ còn trống 0 MB" in str(caught.value) and "xóa bớt" in str(caught.value)
        assert not list((database.path.parent / backup_files.FOLDER).iterdir())
        assert kept.make_quietly(lambda: False) is True
        assert "chỉ còn trống" in kept.state().problem


@pytest.fixture
def small_disk(tmp_path_factory):
    """A disk of 8 MB where this account may mount one."""
    if sys.platform != "linux":
        pytest.skip("a really full disk is mounted as Linux does")
    place = tmp_path_factory.mktemp("đĩa")
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a really full disk needs an account that may mount one")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("foreseen", [True, False])
def test_a_second_place_that_really_fills_up_keeps_its_last_good_copy(
    database, kept, small_disk, clock, monkeypatch, foreseen
):
    if not foreseen:  # somebody else fills the disk while the copy is being written
        monkeypatch.setattr(files, "require_room", lambda folder, needed: None)
    log(database, "d1")
    kept.choose_second(small_disk)
    first = kept.all()[0]
    (small_disk / "ảnh.jpg").write_bytes(bytes(shutil.disk_usage(small_disk).free - 300_000))
    with database.transaction("Nhiều chữ"):
        database.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{n}", f"{n}" * 300) for n in range(600)])
    log(database, "d2")
    clock.forward(minutes=30)
    made = kept.make("dong-so")
    assert made is not None and made.bytes > 300_000
    assert "xóa bớt" in kept.state().second.problem
    assert sorted(path.name for path in small_disk.glob("*.db")) == [first.path.name]
    with closing(restoring.open_backup(small_disk / first.path.name, database.key)) as copy:
        copies.require_sound(copy)
    assert not list(small_disk.glob(".*"))
    (small_disk / "ảnh.jpg").unlink()
    assert kept.make_quietly(lambda: False) is True
    assert kept.state().second.problem == "" and (small_disk / made.path.name).exists()


def test_a_ring_that_a_disk_refused_is_brought_by_the_next_session_though_nothing_changed(
    database, kept, ring, tmp_path, monkeypatch
):
    log(database, "d1")
    first = kept.make("dong-so")
    log(database, "d2")
    second = kept.make("dong-so")
    honest = sidecars.write_sidecar

    def refuse_the_first(path, content):
        if path == first.path:
            raise StorageError("Ổ đĩa hỏng", "other")
        honest(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(sidecars, "write_sidecar", refuse_the_first)
        ring.set_passphrase("Thống nhất", cost=CHEAP)
        kept.renew_rings()
    assert sidecars.ring_beside(second.path) == json.loads(ring.content), "one refusal held up the others"
    assert sidecars.ring_beside(first.path) != json.loads(ring.content)
    assert kept.make("dong-so") is None
    assert sidecars.ring_beside(first.path) == json.loads(ring.content)
