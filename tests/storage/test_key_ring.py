"""The data key comes back only to who may have it, and survives the loss of a copy of the ring."""

import json
import os
import unicodedata

import pytest

from models.ports import StorageError
from storage import account_key, files, key_ring, key_slots
from storage.key_ring import KeyRing
from tests.storage.conftest import CHEAP

PASSPHRASE = "Mặt trận đoàn kết 2026"


def create(folder, passphrase="", **more):
    return KeyRing.create(folder, folder, passphrase, cost=CHEAP, **more)


def unlock(folder, passphrase=None, **more):
    return KeyRing.unlock(folder, folder, passphrase, **more)


def kind_of(call, *arguments, **more):
    with pytest.raises(StorageError) as caught:
        call(*arguments, **more)
    return caught.value.kind


def test_without_a_passphrase_the_account_opens_it(tmp_path):
    made = create(tmp_path)
    assert len(made.key) == 32
    assert unlock(tmp_path).key == made.key
    assert not made.has_passphrase
    assert "Chưa đặt mật khẩu" in made.protection()
    assert made.key not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_two_rings_have_two_keys(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert create(tmp_path / "a").key != create(tmp_path / "b").key


@pytest.mark.skipif(os.name == "nt", reason="Windows binds the key by DPAPI")
def test_without_the_accounts_key_file_it_stays_shut(tmp_path):
    create(tmp_path)
    (tmp_path / account_key.KEY_FILE).unlink()
    assert kind_of(unlock, tmp_path) == "wrong_key"


def test_a_passphrase_opens_and_a_wrong_one_does_not(tmp_path):
    made = create(tmp_path, PASSPHRASE)
    assert unlock(tmp_path, PASSPHRASE).key == made.key
    assert kind_of(unlock, tmp_path) == "wrong_key"
    assert kind_of(unlock, tmp_path, "") == "wrong_key"
    assert kind_of(unlock, tmp_path, PASSPHRASE.lower()) == "wrong_key"


def test_both_forms_of_vietnamese_letters_open_it(tmp_path):
    made = create(tmp_path, unicodedata.normalize("NFC", PASSPHRASE))
    typed = unicodedata.normalize("NFD", PASSPHRASE)
    assert typed != PASSPHRASE
    assert unlock(tmp_path, typed).key == made.key


def test_a_new_passphrase_wraps_the_same_key(tmp_path):
    ring = create(tmp_path)
    ring.set_passphrase(PASSPHRASE, cost=CHEAP)
    assert "Đã đặt mật khẩu" in ring.protection()
    ring.set_passphrase("khác", cost=CHEAP)
    assert kind_of(unlock, tmp_path, PASSPHRASE) == "wrong_key"
    again = unlock(tmp_path, "khác")
    assert again.key == ring.key
    again.set_passphrase("", cost=CHEAP)
    assert unlock(tmp_path).key == ring.key


def test_the_cost_is_kept_with_the_slot_and_the_default_is_rfc_9106s(tmp_path):
    create(tmp_path, PASSPHRASE)
    slot = json.loads((tmp_path / "key_ring.1").read_bytes())["slot"]
    assert (slot["memory"], slot["passes"]) == (8192, 1)
    assert (key_slots.DEFAULT_COST.memory, key_slots.DEFAULT_COST.passes) == (65_536 * 1024, 3)


@pytest.mark.parametrize("lost", ["key_ring.1", "key_ring.2"])
@pytest.mark.parametrize("how", ["gone", "torn", "altered"])
def test_one_copy_is_enough_and_the_other_is_made_good(tmp_path, lost, how):
    made = create(tmp_path, PASSPHRASE)
    path = tmp_path / lost
    sound = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(sound[:40] if how == "torn" else sound.replace(b'"generation": 1', b'"generation": 9'))
    assert unlock(tmp_path, PASSPHRASE).key == made.key
    assert path.read_bytes() == sound


def test_a_cut_between_the_two_copies_leaves_the_newer_passphrase_in_force(tmp_path):
    ring = create(tmp_path, PASSPHRASE)
    old = (tmp_path / "key_ring.2").read_bytes()
    ring.set_passphrase("mới", cost=CHEAP)
    (tmp_path / "key_ring.2").write_bytes(old)
    assert unlock(tmp_path, "mới").key == ring.key
    assert (tmp_path / "key_ring.2").read_bytes() == (tmp_path / "key_ring.1").read_bytes()


@pytest.fixture
def no_room_for(monkeypatch):
    """A disk that fills up just before the file of that name is written."""
    honest = files.write_atomically

    def forbid(*names):
        def write(path, content, **more):
            if path.name in names:
                raise StorageError("Ổ đĩa đã đầy", "full")
            honest(path, content, **more)

        monkeypatch.setattr(files, "write_atomically", write)

    return forbid


def test_a_torn_copy_that_cannot_be_made_good_keeps_nobody_out(tmp_path, no_room_for):
    made = create(tmp_path, PASSPHRASE)
    (tmp_path / "key_ring.1").write_bytes(b"torn")
    no_room_for(*key_ring.NAMES)
    assert unlock(tmp_path, PASSPHRASE).key == made.key


def test_a_passphrase_that_could_not_be_written_is_not_in_force(tmp_path, no_room_for):
    ring = create(tmp_path, PASSPHRASE)
    before = ring.content
    no_room_for(*key_ring.NAMES)
    assert kind_of(lambda: ring.set_passphrase("mới", cost=CHEAP)) == "full"
    assert ring.content == before  # backups get the ring from memory: they must not open by what was never set
    assert unlock(tmp_path, PASSPHRASE).key == ring.key


def test_a_passphrase_in_one_copy_is_in_force_and_said_to_be(tmp_path, no_room_for, monkeypatch):
    ring = create(tmp_path, PASSPHRASE)
    no_room_for("key_ring.2")
    ring.set_passphrase("mới", cost=CHEAP)
    assert kind_of(unlock, tmp_path, PASSPHRASE) == "wrong_key"
    monkeypatch.undo()
    assert unlock(tmp_path, "mới").content == ring.content
    assert (tmp_path / "key_ring.2").read_bytes() == ring.content


def test_no_ring_and_no_readable_ring_are_told_apart(tmp_path):
    assert kind_of(unlock, tmp_path) == "missing"
    create(tmp_path)
    for name in key_ring.NAMES:
        (tmp_path / name).write_bytes(b"{}")
    assert kind_of(unlock, tmp_path) == "damaged"


def test_a_lost_ring_is_made_good_from_a_backups_copy(tmp_path):
    made = create(tmp_path, PASSPHRASE)
    for name in key_ring.NAMES:
        (tmp_path / name).unlink()
    assert unlock(tmp_path, PASSPHRASE, spare=[b"torn", made.content]).key == made.key
    assert unlock(tmp_path, PASSPHRASE).key == made.key


@pytest.mark.parametrize(("what", "wanted"), [("memory", 1 << 40), ("passes", 1 << 20)])
def test_a_ring_from_elsewhere_cannot_ask_for_endless_work(tmp_path, what, wanted):
    made = create(tmp_path, PASSPHRASE)
    body = {name: value for name, value in json.loads(made.content).items() if name != "sha256"}
    body["slot"][what] = wanted
    hostile = {**body, "sha256": key_ring._digest(body)}
    assert kind_of(key_slots.open_ring, hostile, [tmp_path], PASSPHRASE) == "damaged"


def test_the_id_of_a_key_does_not_give_it_away(tmp_path):
    made = create(tmp_path)
    assert key_ring.key_id(made.key) not in made.key.hex()
    assert json.loads(made.content)["key_id"] == key_ring.key_id(made.key)


def test_a_key_bound_by_windows_stays_shut_elsewhere():
    if os.name != "nt":
        assert account_key.reveal(account_key.DPAPI, b"box", []) is None
