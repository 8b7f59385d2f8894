"""Where the open file may lie: on a disk of this computer, and nowhere that another computer or a stick takes it away.

SQLite's locks are not kept by network shares, a stick is pulled out in the midst of a save, and what copies a folder to
a cloud copies the file and its log at different moments. What is known of a folder is gathered in one place and judged
in another, so that the judgement on Windows is tried where there is no Windows.
"""

from __future__ import annotations

import ntpath
import os
import posixpath
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from models.ports import StorageError

KIND = "unsafe_place"
NETWORK, REMOVABLE, CLOUD = "network", "removable", "cloud"

DRIVE_REMOVABLE, DRIVE_REMOTE, DRIVE_CDROM = 2, 4, 5
"""GetDriveTypeW of fileapi.h."""

NETWORK_TYPES = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
    "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.smbnetfs",
    "fuse.google-drive-ocamlfuse", "fuse.onedriver",
})  # fmt: skip
"""Types of file systems that another computer keeps, as mountinfo names them."""

CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Where OneDrive says that its folders lie."""

CLOUD_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "drive của tôi", "iclouddrive", "icloud drive",
    "icloudphotos", "mobile documents", "nextcloud", "owncloud", "pclouddrive", "megasync", "yandex.disk",
)  # fmt: skip
"""Names of folders that such programs make; "OneDrive - UBND Xã" and "Dropbox (Cá nhân)" begin with one."""

CLOUD_MARKS = (".dropbox", ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload", ".owncloudsync.log")
"""What such programs leave in the folder they copy, whatever its name."""

FILES_ONLY = frozenset({".dropbox"})
"""A mark that as a folder means nothing: on Linux the home of every account with Dropbox has one for its settings."""

WHERE = {
    NETWORK: "trên ổ mạng",
    REMOVABLE: "trên USB hoặc ổ đĩa tháo rời",
    CLOUD: "trong thư mục được chép lên mạng (OneDrive, Google Drive, Dropbox, iCloud)",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a folder. `drive_type` as Windows tells it; `mount_type` and `removable` as Linux does;
    `marks` are the CLOUD_MARKS found in it and above it."""

    path: str
    windows: bool = False
    drive_type: int = 0
    mount_type: str = ""
    removable: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()


def judge(facts: Facts) -> str:
    """NETWORK, REMOVABLE or CLOUD; "" for a folder that is safe."""
    if facts.windows:
        if facts.drive_type == DRIVE_REMOTE or _is_share(facts.path):
            return NETWORK
        if facts.drive_type in (DRIVE_REMOVABLE, DRIVE_CDROM):
            return REMOVABLE
    elif facts.mount_type in NETWORK_TYPES:
        return NETWORK
    elif facts.removable:
        return REMOVABLE
    return CLOUD if facts.marks or _is_in_cloud(facts) else ""


def refuse_unsafe(folder: Path) -> None:
    """StorageError unsafe_place where the register in `folder` could be torn or taken away while it is open."""
    verdict = judge(look_at(folder))
    if verdict:
        raise StorageError(
            f"Thư mục {folder} nằm {WHERE[verdict]} nên sổ để ở đó có thể hỏng; hãy mở cửa sổ chương trình để chuyển "
            "sổ về máy này, hoặc chọn một thư mục trên ổ đĩa của máy.",
            KIND,
        )


def look_at(folder: Path) -> Facts:
    """Gather what this platform knows of `folder`, which need not exist yet."""
    path = Path(os.path.realpath(folder))
    marks = frozenset(mark for place in (path, *path.parents) for mark in CLOUD_MARKS if _is_left(place / mark))
    environment = {name: os.environ[name] for name in CLOUD_VARIABLES if name in os.environ}
    if sys.platform == "win32":
        return Facts(str(path), True, _drive_type(path.anchor), environment=environment, marks=marks)
    mount_type, device = "", ""
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        mount_type, device = mount_of(str(path), lines)
    return Facts(str(path), False, 0, mount_type, is_removable(device), environment, marks)


def mount_of(path: str, mountinfo: Iterable[str]) -> tuple[str, str]:
    """Type and device number ("8:1") of the file system that `path` lies on, by the lines of /proc/self/mountinfo; of
    two mounted at one place the later one counts."""
    found, longest = ("", ""), -1
    for line in mountinfo:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) < 5 or not kind:
            continue
        point = _unescaped(fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:
            found, longest = (kind[0], fields[2]), len(point)
    return found


def is_removable(device: str, devices: Path = Path("/sys/dev/block")) -> bool:
    """Whether Linux calls the disk removable; a partition is asked through the disk it belongs to."""
    if not device:
        return False
    with suppress(OSError):
        entry = (devices / device).resolve(strict=True)
        for place in (entry, entry.parent):
            if (place / "removable").is_file():
                return (place / "removable").read_text(encoding="ascii").strip() == "1"
    return False


def _is_share(path: str) -> bool:
    drive = ntpath.splitdrive(path)[0].upper()
    return (drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))) or drive.startswith("\\\\?\\UNC")


def _is_in_cloud(facts: Facts) -> bool:
    flavour = ntpath if facts.windows else posixpath
    path = flavour.normcase(flavour.normpath(facts.path))
    for name in CLOUD_VARIABLES:
        root = flavour.normcase(flavour.normpath(facts.environment.get(name) or "\0"))
        if path == root or path.startswith(root + flavour.sep):
            return True
    parts = facts.path.replace("\\", "/").lower().split("/")
    return any(_names_cloud(part) for part in parts)


def _names_cloud(part: str) -> bool:
    return any(part == name or part.startswith((f"{name} - ", f"{name} (", f"{name}-")) for name in CLOUD_FOLDERS)


def _unescaped(point: str) -> str:
    """mountinfo writes blanks and the like in octal."""
    for octal, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(octal, letter)
    return point


def _is_left(mark: Path) -> bool:
    with suppress(OSError):
        return mark.is_file() if mark.name in FILES_ONLY else mark.exists()
    return False


def _drive_type(root: str) -> int:
    """Unverified on Windows by us: written from Microsoft's reference; 0 (unknown) where there is no Windows."""
    import ctypes

    libraries = getattr(ctypes, "windll", None)
    return int(libraries.kernel32.GetDriveTypeW(root)) if libraries is not None and root else 0
