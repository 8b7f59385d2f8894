"""The recovery key opens ring, register and backup, here and on another computer; a new one ends the old one."""

import json
from contextlib import closing

import pytest

from models.ports import StorageError
from models.safe_keeping import RecoveryKey
from storage import account_key, key_slots
from storage.key_ring import KeyRing
from storage.safety import restoring, sidecars
from tests.storage.conftest import CHEAP
from tests.storage.folders import officer, opened, refusal, rename, restore, spoil

DAY = "2026-11-22"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sổ của xã"


def full(*given, **more):
    raise StorageError("Ổ đĩa đã đầy", "full")


def made_key(folder, passphrase=None):
    with closing(opened(folder, passphrase)) as book:
        return book.settings.make_recovery_key()


def test_the_ring_opens_by_the_recovery_key_beside_the_passphrase(tmp_path):
    ring = KeyRing.create(tmp_path, tmp_path, "Đoàn kết", cost=CHEAP)
    assert ring.recovery_key is None
    key = ring.make_recovery_key(DAY, cost=CHEAP)
    for typed in (key, key.lower().replace("-", " "), "Đoàn kết"):
        assert KeyRing.unlock(tmp_path, tmp_path, typed).key == ring.key
    assert KeyRing.unlock(tmp_path, tmp_path, key).opened_by == key_slots.RECOVERY
    slot = json.loads(ring.content)["recovery"]
    assert (slot["memory"], slot["passes"]) == (8192, 1)
    assert key.replace("-", "") not in ring.content.decode().replace("-", "")


def test_a_new_passphrase_leaves_it_and_a_new_one_ends_the_old(tmp_path):
    ring = KeyRing.create(tmp_path, tmp_path, "Đoàn kết", cost=CHEAP)
    first = ring.make_recovery_key(DAY, cost=CHEAP)
    ring.set_passphrase("khác", cost=CHEAP)
    assert KeyRing.unlock(tmp_path, tmp_path, first).key == ring.key
    second = ring.make_recovery_key(DAY, cost=CHEAP)
    assert KeyRing.unlock(tmp_path, tmp_path, second).key == ring.key
    error = refusal(KeyRing.unlock, tmp_path, tmp_path, first)
    assert (error.kind, "thay bằng khóa mới" in str(error)) == ("wrong_key", True)


def test_it_counts_as_tried_only_when_it_opens(tmp_path):
    ring = KeyRing.create(tmp_path, tmp_path, cost=CHEAP)
    assert not ring.try_recovery_key("", DAY)
    first = ring.make_recovery_key(DAY, cost=CHEAP)
    second = ring.make_recovery_key(DAY, cost=CHEAP)
    assert not ring.try_recovery_key(first, DAY)
    assert not ring.try_recovery_key(second[:-1], DAY)
    assert ring.recovery_key == RecoveryKey(DAY, "")
    assert ring.try_recovery_key(second, "2026-11-23")
    assert KeyRing.unlock(tmp_path, tmp_path, None).recovery_key == RecoveryKey(DAY, "2026-11-23")


def test_the_key_of_another_register_is_no_proof(tmp_path):
    """Its ring was copied here by mistake while this one is open."""
    ours, theirs = tmp_path / "A", tmp_path / "B"
    for folder in (ours, theirs):
        folder.mkdir()
    ring, other = (KeyRing.create(folder, folder, cost=CHEAP) for folder in (ours, theirs))
    ring.make_recovery_key(DAY, cost=CHEAP)
    typed = other.make_recovery_key(DAY, cost=CHEAP)
    (ours / "key_ring.1").write_bytes(other.content)
    assert not ring.try_recovery_key(typed, DAY)


def test_without_the_account_it_still_opens(tmp_path):
    ring = KeyRing.create(tmp_path, tmp_path, cost=CHEAP)
    key = ring.make_recovery_key(DAY, cost=CHEAP)
    assert KeyRing.unlock(tmp_path, tmp_path, key).opened_by == key_slots.ACCOUNT  # what needs no paper goes first
    (tmp_path / account_key.KEY_FILE).unlink()
    assert "nhập khóa khôi phục" in str(refusal(KeyRing.unlock, tmp_path, tmp_path, None))
    assert KeyRing.unlock(tmp_path, tmp_path, key).key == ring.key


def test_a_forgotten_passphrase_is_replaced(folder):
    rename(folder, "A")
    with closing(opened(folder)) as book:
        book.settings.set_passphrase("đã quên")
    key = made_key(folder, "đã quên")
    with closing(opened(folder, key)) as book:
        assert book.settings.opened_by_recovery_key()
        assert book.settings.recovery_key().tried  # it has just been used
        book.settings.set_passphrase("Đoàn kết mới")
        assert not book.settings.opened_by_recovery_key()
    assert officer(folder, "Đoàn kết mới") == "A"
    assert refusal(opened, folder, "đã quên").kind == "wrong_key"


def test_a_backup_made_before_the_key_opens_by_it_on_another_computer(folder, tmp_path):
    backup = rename(folder, "A", "đã quên")
    key = made_key(folder, "đã quên")
    carried = tmp_path / "USB" / backup.name
    carried.parent.mkdir()
    for path in (backup, backup.with_suffix(".key")):
        (carried.parent / path.name).write_bytes(path.read_bytes())
    there = tmp_path / "máy khác"
    assert refusal(restore, there, carried, "không nhớ").kind == "wrong_key"
    restore(there, carried, key)
    assert officer(there, key) == "A"
    assert officer(there, "đã quên") == "A"  # the ring came along as it was
    assert refusal(opened, there, key[:-2] + "00").kind == "wrong_key"


def test_it_opens_also_where_its_use_cannot_be_noted(folder, monkeypatch):
    rename(folder, "A", "đã quên")
    key = made_key(folder, "đã quên")
    monkeypatch.setattr(KeyRing, "note_trial", full)
    assert officer(folder, key) == "A"


def test_a_new_key_is_told_though_the_backups_cannot_have_it_yet(folder, monkeypatch):
    """It is kept nowhere: were it lost on the way, the one before would be dead and this one unknown."""
    backup = rename(folder, "A", "đã quên")
    with closing(opened(folder, "đã quên")) as book:
        with monkeypatch.context() as patched:
            patched.setattr(sidecars, "write_sidecar", full)
            key = book.settings.make_recovery_key()
        assert book.settings.try_recovery_key(key)
        assert "đã đầy" in book.backups.state().problem
        book.backups.keep("lenh")
        assert book.backups.state().problem == ""
    assert restoring.key_for(backup, None, [], key) == book._db.key


def test_a_damaged_file_is_brought_back_with_the_key_alone(folder):
    backup = rename(folder, "A", "đã quên")
    key = made_key(folder, "đã quên")
    spoil(folder / "so-mat-tran.db")
    restore(folder, backup, key)
    assert officer(folder, key) == "A"


def test_a_backup_of_an_account_that_is_gone(folder, tmp_path):
    backup = rename(folder, "A")
    key = made_key(folder)
    carried = tmp_path / "USB" / backup.name
    carried.parent.mkdir()
    for path in (backup, backup.with_suffix(".key")):
        (carried.parent / path.name).write_bytes(path.read_bytes())
    there = tmp_path / "máy khác"
    assert "nhập khóa khôi phục" in str(refusal(restore, there, carried))
    assert not list(there.iterdir()), "what was refused leaves no empty register behind"
    restore(there, carried, key)
    assert officer(there, key.lower().replace("-", " ")) == "A"  # it is still the key, and no passphrase to the letter
    with closing(opened(there, key)) as book:
        assert book.settings.opened_by_recovery_key()  # so that a new passphrase is asked for
        book.settings.set_passphrase("")  # bound to the account of this computer
    assert officer(there) == "A"


def test_what_protects_the_file_is_said_with_the_key(folder):
    with closing(opened(folder)) as book:
        book.settings.set_passphrase("Đoàn kết")
        assert "không có cách nào mở lại" in book.settings.key_protection()
        book.settings.make_recovery_key()
        assert "mở bằng khóa khôi phục" in book.settings.key_protection()
