"""Folders in which an open file would be torn or taken away are known on every platform, from facts that are given."""

import sys
from pathlib import Path

import pytest

from models.ports import StorageError
from storage import places
from storage.places import CLOUD, NETWORK, REMOVABLE, Facts, is_removable, judge, mount_of
from tests.storage.folders import IDENTITY, opened

MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
30 27 0:45 / /mnt/tr\303\240i rw - tmpfs tmpfs rw
31 27 0:46 / /mnt/co\040quan rw,relatime shared:1 - nfs4 10.0.0.2:/so rw,vers=4.2
32 27 8:17 / /media/can-bo/USB rw,nosuid - vfat /dev/sdb1 rw
33 27 0:47 / /home/can-bo/drive rw - fuse.rclone gdrive: rw
34 27 0:48 / /mnt/de rw - cifs //may-chu/so rw
35 27 254:2 / /mnt/de rw - ext4 /dev/vda2 rw
""".splitlines()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/can-bo/.local/share/SoMatTran", ("ext4", "254:1")),
        ("/mnt/co quan", ("nfs4", "0:46")),
        ("/mnt/co quan/xã/2026", ("nfs4", "0:46")),
        ("/mnt/co quanh", ("ext4", "254:1")),
        ("/media/can-bo/USB/sổ", ("vfat", "8:17")),
        ("/home/can-bo/drive/sổ", ("fuse.rclone", "0:47")),
        ("/mnt/de/sổ", ("ext4", "254:2")),  # what is mounted later hides what was there
    ],
)
def test_the_file_system_of_a_folder_is_the_innermost_mount(path, expected):
    assert mount_of(path, MOUNTS) == expected


def test_no_mounts_or_torn_lines_say_nothing():
    assert mount_of("/a", []) == ("", "")
    assert mount_of("/a", ["", "1 2 3", "x - ", "27 1 254:1 / / rw - ext4 d rw"]) == ("ext4", "254:1")


def test_a_partition_is_removable_when_its_disk_is(tmp_path):
    devices = tmp_path / "dev" / "block"
    devices.mkdir(parents=True)
    for disk, flag in (("sda", "0\n"), ("sdb", "1\n")):
        partition = tmp_path / "devices" / disk / f"{disk}1"
        partition.mkdir(parents=True)
        (partition.parent / "removable").write_text(flag, encoding="ascii")
        (devices / f"8:{disk}1").symlink_to(partition)
        (devices / f"8:{disk}").symlink_to(partition.parent)
    assert [is_removable(f"8:{name}", devices) for name in ("sda1", "sda", "sdb1", "sdb", "none", "")] == [
        False, False, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (Facts("/home/a/.local/share/SoMatTran", mount_type="ext4"), ""),
        (Facts("/home/a/so", mount_type="fuseblk"), ""),  # NTFS on a disk of this computer
        (Facts("/home/a/so", mount_type="fuse"), ""),
        (Facts("/mnt/so", mount_type="nfs4"), NETWORK),
        (Facts("/mnt/so", mount_type="cifs"), NETWORK),
        (Facts("/mnt/so", mount_type="fuse.sshfs", removable=True), NETWORK),
        (Facts("/media/a/USB", mount_type="vfat", removable=True), REMOVABLE),
        (Facts("/home/a/Dropbox/so", mount_type="ext4"), CLOUD),
        (Facts("/home/a/Nextcloud", mount_type="ext4"), CLOUD),
        (Facts("/home/a/tài liệu/so", mount_type="ext4", marks=frozenset({".dropbox"})), CLOUD),
        (Facts("/home/a/OneDrives/so", mount_type="ext4"), ""),
        (Facts("/home/a/my driveway", mount_type="ext4"), ""),
        (Facts(r"C:\Users\a\AppData\Local\SoMatTran", True, 3), ""),
        (Facts(r"\\?\C:\Users\a\AppData\Local\SoMatTran", True, 3), ""),
        (Facts(r"Z:\so", True, 4), NETWORK),
        (Facts(r"\\may-chu\so\xa", True, 1), NETWORK),
        (Facts(r"\\?\UNC\may-chu\so\xa", True, 0), NETWORK),
        (Facts(r"E:\so", True, 2), REMOVABLE),
        (Facts(r"D:\so", True, 5), REMOVABLE),
        (Facts(r"C:\Users\a\OneDrive - UBND Xã\Documents\so", True, 3), CLOUD),
        (Facts(r"C:\Users\a\OneDrive\so", True, 3), CLOUD),
        (Facts(r"G:\Drive của tôi\so", True, 3), CLOUD),
        (Facts(r"G:\My Drive\so", True, 3), CLOUD),
        (Facts(r"C:\Users\a\Dropbox (Cá nhân)\so", True, 3), CLOUD),
        (Facts(r"C:\Users\a\iCloudDrive\so", True, 3), CLOUD),
        (Facts(r"D:\Chung\so", True, 3, environment={"OneDriveCommercial": r"D:\chung"}), CLOUD),
        (Facts(r"D:\Chung", True, 3, environment={"OneDrive": "D:\\Chung\\"}), CLOUD),
        (Facts(r"D:\Chungta\so", True, 3, environment={"OneDrive": r"D:\Chung"}), ""),
        (Facts(r"D:\so", True, 3, environment={"OneDrive": ""}), ""),
    ],
)
def test_the_judgement_follows_from_the_facts(facts, verdict):
    assert judge(facts) == verdict


def test_a_mark_above_the_folder_is_found_by_looking(tmp_path):
    folder = tmp_path / "của tôi" / "xã" / "sổ"
    assert judge(places.look_at(folder)) == ""
    (tmp_path / "của tôi").mkdir()
    (tmp_path / "của tôi" / ".dropbox").touch()
    assert judge(places.look_at(folder)) == CLOUD


def test_what_dropbox_keeps_in_the_home_of_an_account_is_no_folder_that_it_copies(tmp_path):
    """On Linux ~/.dropbox is a folder with its settings; in the folder that it copies the mark is a file."""
    (tmp_path / ".dropbox" / "instance1").mkdir(parents=True)
    assert judge(places.look_at(tmp_path / ".local" / "share" / "SoMatTran")) == ""


def test_the_environment_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDrive", str(tmp_path))
    assert judge(places.look_at(tmp_path / "sổ")) == CLOUD


@pytest.mark.skipif(sys.platform == "win32", reason="this is what Linux knows")
def test_this_computers_own_mounts_are_read():
    facts = places.look_at(Path("/proc/self"))
    assert facts.mount_type == "proc"


def test_a_register_is_neither_opened_nor_made_in_such_a_folder(tmp_path):
    folder = tmp_path / "Dropbox" / "sổ"
    with pytest.raises(StorageError) as caught:
        opened(folder)
    assert caught.value.kind == "unsafe_place"
    assert str(folder) in str(caught.value) and "\n" not in str(caught.value)
    assert not folder.exists(), "nothing is left there"
    opened(tmp_path / "sổ").close()
    assert IDENTITY.unit
