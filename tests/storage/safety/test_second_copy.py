"""The second copy goes to another place, waits for it, opens from there, and touches nothing that is not its own."""

import json
import shutil
import threading
from contextlib import closing

import pytest

from models.ports import StorageError
from storage.folders import Folders
from storage.safety import backup_files, copies, restoring, second_copy, sidecars
from storage.safety.second_copy import LABEL, STATE
from tests.storage.conftest import CHEAP
from tests.storage.folders import officer, opened, refusal, rename, restore, spoil
from tests.storage.safety.test_backups import log, settings


@pytest.fixture
def stick(tmp_path_factory):
    return tmp_path_factory.mktemp("ổ") / "USB"


@pytest.fixture(autouse=True)
def plugged_in(stick):
    stick.mkdir()


@pytest.fixture
def away(stick):
    """Pulls the stick out and plugs it in again; what is written at its place meanwhile would be found."""
    drawer = stick.with_name("ngăn kéo")

    def move(*, out):
        if out:
            stick.rename(drawer)
            stick.mkdir()
        else:
            stick.rmdir()
            drawer.rename(stick)

    return move


@pytest.fixture
def silent(monkeypatch):
    """Makes the place a share whose computer is gone: whoever asks for it waits. Gives the places asked for."""
    asked = []
    answer = threading.Event()

    def waiting(place):
        asked.append(place)
        answer.wait(20)
        return False

    yield lambda: (monkeypatch.setattr(second_copy, "is_there", waiting), asked)[1]
    answer.set()


def names(place):
    return sorted(path.name for path in place.glob("*.db"))


def test_choosing_a_place_copies_there_at_once_and_every_backup_follows(database, kept, stick, clock):
    log(database, "d1")
    kept.choose_second(stick)
    first = kept.all()[0]
    assert names(stick) == [first.path.name]
    assert (stick / first.path.name).read_bytes() == first.path.read_bytes()
    assert "Khôi phục từ tệp khác" in (stick / LABEL).read_text(encoding="utf-8")
    clock.forward(days=1)
    log(database, "d2")
    second = kept.make("dong-so")
    assert names(stick) == [first.path.name, second.path.name]
    state = kept.state().second
    assert (state.place, state.at[:10], state.waits, state.problem) == (stick, "2026-11-23", False, "")
    with closing(restoring.open_backup(stick / second.path.name, database.key)) as copy:
        copies.require_sound(copy)
        assert copies.row_counts(copy) == copies.row_counts(database.connection)


def test_a_stick_that_is_not_there_is_remembered_and_caught_up_with(database, kept, stick, away, clock):
    log(database, "d1")
    kept.choose_second(stick)
    away(out=True)
    clock.forward(days=5)
    log(database, "d2")
    made = kept.make("dong-so")
    assert made is not None, "the backup itself does not need the stick"
    assert list(stick.iterdir()) == [], "an empty folder is not the stick"
    state = kept.state().second
    assert (state.waits, state.at[:10]) == (True, "2026-11-22")
    assert "cắm USB" in state.problem
    away(out=False)
    assert kept.make("dong-so") is None
    assert made.path.name in names(stick)
    state = kept.state().second
    assert (state.waits, state.problem, state.at[:10]) == (False, "", "2026-11-27")


def test_how_the_copies_stand_is_told_without_asking_a_place_that_may_not_answer(database, kept, stick, silent):
    log(database, "d1")
    kept.choose_second(stick)
    asked = silent()
    state = kept.state().second
    assert (state.place, state.waits, state.problem) == (stick, False, "")
    assert asked == []


def test_a_place_that_does_not_answer_holds_nobody_up_and_is_asked_once_at_a_time(
    database, kept, stick, silent, monkeypatch
):
    log(database, "d1")
    kept.choose_second(stick)
    monkeypatch.setattr(second_copy, "PATIENCE", 0.05)
    asked = silent()
    for day in ("d2", "d3"):
        log(database, day)
        assert kept.make("dong-so") is not None, "the backup itself does not need the share"
        assert "cắm USB" in kept.state().second.problem
    kept.renew_rings()
    assert asked == [stick]


def test_another_place_is_asked_while_the_first_still_gives_no_answer(
    database, kept, stick, silent, monkeypatch, tmp_path_factory
):
    log(database, "d1")
    kept.choose_second(stick)
    answers = second_copy.is_there
    with monkeypatch.context() as brief:
        brief.setattr(second_copy, "PATIENCE", 0.05)
        silent()
        log(database, "d2")
        kept.make("dong-so")
    monkeypatch.setattr(second_copy, "is_there", answers)
    other = tmp_path_factory.mktemp("ổ khác")
    kept.choose_second(other)
    log(database, "d3")
    newest = kept.make("dong-so")
    assert kept.state().second.problem == ""
    assert newest.path.name in names(other)


def test_somebody_who_waits_comes_before_a_place_that_does_not_answer(database, kept, stick, silent, monkeypatch):
    log(database, "d1")
    kept.choose_second(stick)
    monkeypatch.setattr(second_copy, "PATIENCE", 60)
    asked = silent()
    assert kept.make_quietly(lambda: bool(asked)) is False
    assert kept.state().second.problem == ""


def test_its_own_folder_or_one_around_it_is_no_second_place(database, kept, tmp_path):
    log(database, "d1")
    (tmp_path / "trong").mkdir()
    for place in (tmp_path, tmp_path / "trong", tmp_path / "backups", tmp_path.parent):
        with pytest.raises(StorageError, match="ổ đĩa khác"):
            kept.choose_second(place)
    with pytest.raises(StorageError):
        kept.choose_second(tmp_path.parent / "không có")
    assert kept.state().second is None
    assert not (tmp_path.parent / LABEL).exists()


def test_no_copy_is_brought_of_a_damaged_file_and_none_goes_for_it(database, kept, stick, clock):
    """Twelve sound copies stand on either side; a thirteenth of a damaged file may not push one out."""
    kept.choose_second(stick)
    for n in range(12):
        clock.forward(seconds=1)
        log(database, f"d{n}")
        kept.make("dong-so")
    before = (names(stick), names(database.path.parent / backup_files.FOLDER))
    assert [len(found) for found in before] == [12, 12]
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    page = database.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'history_subject'")
    with database.path.open("r+b") as file:  # an index: copying the rows never comes past it
        file.seek((page - 1) * 4096 + 200)
        byte = file.read(1)
        file.seek((page - 1) * 4096 + 200)
        file.write(bytes([byte[0] ^ 1]))
    clock.forward(seconds=1)
    with pytest.raises(StorageError) as caught:
        kept.keep("dong-so")
    assert caught.value.kind == "damaged"
    assert kept.make_quietly(lambda: False) is True
    assert (names(stick), names(database.path.parent / backup_files.FOLDER)) == before


def test_a_backup_that_rotted_is_not_brought_over(database, kept, stick, away):
    log(database, "d1")
    kept.choose_second(stick)
    away(out=True)
    log(database, "d2")
    made = kept.make("dong-so")
    away(out=False)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1  # a single page, and not the first, without which it would not even open
    made.path.write_bytes(content)
    kept.make_quietly(lambda: False)
    assert not (stick / made.path.name).exists()
    assert not (stick / made.path.with_suffix(".key").name).exists(), "a key without its backup"
    assert not list(stick.glob(".*"))
    assert "trong máy bị hỏng" in kept.state().second.problem


def test_a_stick_that_gives_back_something_else_is_to_be_replaced(database, kept, stick, monkeypatch):
    """Not the backup is bad: to choose another one, as is said of a damaged backup, would not help."""
    log(database, "d1")
    honest = copies._copy_in_steps

    def lying(source, target, awaited):
        written = honest(source, target, awaited)
        content = bytearray(target.read_bytes())
        content[5000] ^= 1
        target.write_bytes(content)
        return written

    monkeypatch.setattr(copies, "_copy_in_steps", lying)
    with pytest.raises(StorageError, match="hãy thay USB"):
        kept.choose_second(stick)
    assert list(stick.iterdir()) == []


def test_what_a_killed_copy_left_there_goes_with_the_next_one(database, kept, stick):
    (stick / ".so-mat-tran_00001_2026-11-22_120000_lenh.db.abc123.tmp").write_bytes(b"half")
    log(database, "d1")
    kept.choose_second(stick)
    assert not list(stick.glob(".*"))


def test_the_place_is_thinned_by_the_same_rule_and_only_of_our_own(database, kept, stick, clock):
    foreign = stick / "so-mat-tran_00001_2020-01-01_000000_dong-so.db"
    foreign.write_bytes(b"another register")
    foreign.with_suffix(".key").write_text(json.dumps({"ring": None}), encoding="utf-8")
    kept.choose_second(stick)
    for n in range(15):
        clock.forward(seconds=1)
        log(database, f"d{n}")
        kept.make("dong-so")
    assert len(names(stick)) == 13 and foreign.name in names(stick)
    assert len(list(stick.glob("*.key"))) == 13
    assert {backup.path.name for backup in kept.all()} == set(names(stick)) - {foreign.name}


def test_a_full_place_is_told_and_leaves_nothing_behind(database, kept, stick, monkeypatch):
    log(database, "d1")
    kept.choose_second(stick)
    log(database, "d2")
    real = shutil.disk_usage
    usage = type(real(stick))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(9, 9, 0) if folder == stick else real(folder))
    made = kept.make("dong-so")
    assert made is not None
    state = kept.state()
    assert state.problem == "" and "chỉ còn trống 0 MB" in state.second.problem and str(stick) in state.second.problem
    assert len(names(stick)) == 1 and len(list(stick.iterdir())) == 3


def test_somebody_who_waits_comes_before_the_copy(database, kept, stick, away):
    log(database, "d1")
    kept.choose_second(stick)
    away(out=True)
    log(database, "d2")
    kept.make("dong-so")
    away(out=False)
    assert kept.make_quietly(lambda: True) is False
    assert len(names(stick)) == 1 and not list(stick.glob(".*"))
    assert kept.state().problem == ""
    assert kept.make_quietly(lambda: False) is True
    assert len(names(stick)) == 2


def test_a_new_passphrase_reaches_the_copies_there_when_the_stick_is_back(database, kept, stick, away, ring):
    log(database, "d1")
    kept.choose_second(stick)
    away(out=True)
    ring.set_passphrase("câu mới", cost=CHEAP)
    kept.renew_rings()
    away(out=False)
    kept.make("dong-so")
    for path in stick.glob("*.db"):
        assert restoring.key_for(path, None, [], "câu mới") == database.key
        with pytest.raises(StorageError):
            restoring.key_for(path, None, [], None)


def test_a_place_that_takes_no_new_ring_is_told_and_does_not_stop_the_passphrase(
    database, kept, stick, ring, monkeypatch
):
    log(database, "d1")
    kept.choose_second(stick)
    honest = sidecars.write_sidecar

    def protected(backup, content):
        if backup.parent == stick:
            raise StorageError("USB có khóa chống ghi", "read_only")
        honest(backup, content)

    monkeypatch.setattr(sidecars, "write_sidecar", protected)
    ring.set_passphrase("câu mới", cost=CHEAP)
    kept.renew_rings()
    assert kept.state().problem == ""
    assert kept.state().second.problem == "USB có khóa chống ghi"


def test_a_file_of_another_register_under_the_same_name_is_not_taken_for_ours(database, kept, stick, away):
    log(database, "d1")
    kept.choose_second(stick)
    away(out=True)
    log(database, "d2")
    made = kept.make("dong-so")
    away(out=False)
    (stick / made.path.name).write_bytes(b"another")
    kept.make("dong-so")
    assert "của một sổ khác" in kept.state().second.problem
    assert kept.state().second.waits
    assert (stick / made.path.name).read_bytes() == b"another"


def test_giving_it_up_leaves_the_copies(database, kept, stick):
    log(database, "d1")
    kept.choose_second(stick)
    kept.choose_second(None)
    assert kept.state().second is None
    assert len(names(stick)) == 1
    log(database, "d2")
    kept.make("dong-so")
    assert len(names(stick)) == 1


def test_a_torn_note_of_the_place_is_said_and_not_taken_for_none(database, kept, stick):
    log(database, "d1")
    kept.choose_second(stick)
    (database.path.parent / STATE).write_bytes(b'{"place": "')
    log(database, "d2")
    assert kept.make("dong-so") is not None
    assert "chọn lại" in kept.state().second.problem


def test_whether_the_copies_open_elsewhere_is_told(kept, ring):
    assert kept.state().opens_elsewhere is False
    ring.make_recovery_key("2026-11-22", cost=CHEAP)
    assert kept.state().opens_elsewhere is True


def test_numbers_go_on_where_the_folder_of_backups_is_gone(database, kept, stick):
    for n in range(3):
        log(database, f"d{n}")
        kept.make("dong-so")
    kept.choose_second(stick)
    for path in (database.path.parent / backup_files.FOLDER).iterdir():
        path.unlink()
    log(database, "d4")
    assert kept.make("dong-so").path.name.startswith("so-mat-tran_00004_")


def test_a_lost_computer_is_made_good_from_the_stick_by_passphrase(tmp_path, stick):
    home = tmp_path / "máy cũ"
    rename(home, "A", "Đoàn kết")
    with closing(opened(home, "Đoàn kết")) as book:
        book.backups.choose_second(stick)
    rename(home, "B", "Đoàn kết")
    [*_, newest] = sorted(stick.glob("*.db"))
    elsewhere = tmp_path / "máy mới"
    assert refusal(restore, elsewhere, newest).kind == "wrong_key"
    restore(elsewhere, newest, "Đoàn kết")
    assert officer(elsewhere, "Đoàn kết") == "B"
    assert next(found.path for found in Folders().backups(home)).parent == home / "backups"


def test_the_copies_elsewhere_are_found_though_the_file_and_its_backups_are_gone(tmp_path, stick):
    home = tmp_path / "sổ"
    rename(home, "A")
    with closing(opened(home)) as book:
        book.backups.choose_second(stick)
    spoil(home / "so-mat-tran.db")
    for path in (home / "backups").iterdir():
        path.unlink()
    [found] = Folders().backups(home)
    assert found.path.parent == stick
    restore(home, found.path)
    assert officer(home) == "A"


def test_a_preview_of_a_foreign_copy_asks_for_its_own_passphrase(database, kept, tmp_path):
    elsewhere = tmp_path / "khác"
    backup = rename(elsewhere, "A", "của máy kia")
    log(database, "d1")
    with pytest.raises(StorageError) as caught:
        kept.preview(backup)
    assert caught.value.kind == "wrong_key"
    assert dict(kept.preview(backup, "của máy kia").lost) == {"donor": 1}
    kept.restore(backup, "của máy kia")
    assert settings(database)[0].startswith("identity.")
