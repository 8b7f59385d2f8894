"""A file is replaced whole or not at all, in the order that survives a power cut."""

import errno
import os
import stat
from pathlib import Path

import pytest

from models.ports import StorageError
from storage import files


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "tệp.bin"
    files.write_atomically(path, b"one")
    files.write_atomically(path, b"two\r\n\n")
    assert path.read_bytes() == b"two\r\n\n"
    assert list(tmp_path.iterdir()) == [path]


def test_content_is_on_the_disk_before_the_name_and_the_name_before_the_end(tmp_path, monkeypatch):
    happened = []
    real_fsync, real_replace = os.fsync, Path.replace
    path = tmp_path / "x"

    def fsync(handle):
        happened.append("sync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "sync file")
        real_fsync(handle)

    def replace(self, target):
        happened.append("rename")
        assert self.read_bytes() == b"content"
        assert self.parent == path.parent
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    files.write_atomically(path, b"content")
    assert happened[:2] == ["sync file", "rename"]
    assert happened[2:] == ([] if os.name == "nt" else ["sync folder"])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names in its own journal")
def test_a_new_folder_has_its_name_on_the_disk(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    files.make_folder(tmp_path / "one" / "two")
    assert (tmp_path / "one" / "two").is_dir()
    assert sorted(synced) == [tmp_path, tmp_path / "one"]
    files.make_folder(tmp_path / "one" / "two")
    assert len(synced) == 2


def test_a_power_cut_before_the_rename_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x"
    files.write_atomically(path, b"old")

    def fail(self, target):
        raise OSError(errno.EIO, "power")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(StorageError):
        files.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def sharing_violation(times):
    """Path.replace as Windows behaves while a virus scanner looks at the file."""
    real, left = Path.replace, [times]

    def replace(self, target):
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    return replace


def test_a_sharing_violation_is_waited_out(tmp_path, monkeypatch):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    pauses = []
    monkeypatch.setattr(Path, "replace", sharing_violation(3))
    files.replace(source, target, sleep=pauses.append)
    assert target.read_bytes() == b"new"
    assert pauses == [0.05, 0.1, 0.2]


def test_waiting_has_an_end(tmp_path, monkeypatch):
    source = tmp_path / "a"
    source.write_bytes(b"new")
    pauses = []
    monkeypatch.setattr(Path, "replace", sharing_violation(99))
    with pytest.raises(PermissionError):
        files.replace(source, tmp_path / "b", sleep=pauses.append)
    assert 2 < sum(pauses) < 3


def test_another_refusal_is_not_tried_again(tmp_path):
    pauses = []
    with pytest.raises(FileNotFoundError):
        files.replace(tmp_path / "gone", tmp_path / "b", sleep=pauses.append)
    assert pauses == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, "full"), (errno.EACCES, "read_only"), (errno.EROFS, "read_only"), (errno.ENOENT, "missing"),
     (errno.EIO, "other")],
)  # fmt: skip
def test_refusals_say_what_to_do(tmp_path, monkeypatch, number, kind):
    def fail(handle):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError) as caught:
        files.write_atomically(tmp_path / "x", b"1")
    assert caught.value.kind == kind
    assert "hãy" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StorageError) as caught:
        files.write_atomically(tmp_path / "gone" / "x", b"1")
    assert caught.value.kind == "missing"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_private_file_is_for_this_account_only(tmp_path):
    files.write_atomically(tmp_path / "x", b"1", private=True)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600


def test_an_error_of_the_writer_passes_and_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), files.replacing(tmp_path / "x") as temporary:
        temporary.write_bytes(b"half")
        _ = 1 / 0
    assert not list(tmp_path.iterdir())
