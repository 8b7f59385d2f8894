"""A folder in memory that does what every folder does and keeps a log of it; in a process of its own, through FUSE.

Run: python -m tests.end_to_end.recording_disk MOUNT SOURCE LOG [FAULT AFTER]
SOURCE is what lies in the folder at first. The log is complete when the folder was unmounted and the process ended.
After AFTER changes the folder is full (ENOSPC), read-only (EROFS) or gone with its disk (EIO).
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.end_to_end.disk_log import FOLDER, SAID, Disk, Event, change, read_tree

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
GROWING = ("write", "make", "folder", "truncate")
"""What a full disk refuses; removing, renaming and syncing go on."""


def why_not() -> str:
    """What this machine lacks for it, in one line, or "" when nothing."""
    if not sys.platform.startswith("linux"):
        return "a FUSE folder needs Linux"
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "/dev/fuse is missing or closed to this account"
    if not unmounting():
        return "fusermount is missing (the package fuse3)"
    try:
        import mfusepy  # noqa: F401
    except ImportError:
        return "mfusepy is not installed (make test installs it)"
    except OSError:
        return "libfuse is missing (the package fuse3 or libfuse2)"
    return ""


def unmounting() -> list[str]:
    return [found for name in ("fusermount3", "fusermount") if (found := shutil.which(name))][:1]


@contextmanager
def mounted(folder: Path, source: Path, log: Path, fault: tuple[str, int] | None = None) -> Iterator[None]:
    """The recording folder at `folder` for as long as the block lasts; afterwards `log` is whole. `fault`: the name of
    an error, and after how many changes it begins."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.end_to_end.recording_disk", str(folder), str(source), str(log)]
    command += [str(word) for word in fault or ()]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        end = time.monotonic() + PATIENCE
        while not folder.is_mount():
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                said = process.communicate()[1]
                if "not permitted" in said or "Permission denied" in said:
                    pytest.skip("a FUSE folder is not permitted here (a container?)")
                raise OSError(f"no FUSE folder: {said}")
            time.sleep(0.01)
        yield
    finally:
        if folder.is_mount():
            subprocess.run([*unmounting(), "-u", str(folder)], check=False)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def read_log(path: Path) -> list[Event]:
    events = []
    with path.open("rb") as file:
        while True:
            try:
                events.append(Event(*pickle.load(file)))
            except EOFError:
                return events


def serve(mount: str, source: Path, log: Path, fault: str = "", after: int = 0) -> None:  # noqa: C901 - one small method per request of the kernel
    from mfusepy import FUSE, FuseOSError, Operations

    class Folder(Operations):
        """The operations that the kernel asks for; a handle is the number of its file."""

        use_ns = False

        def __init__(self) -> None:
            resting = Disk.holding(read_tree(source))
            self.names = {"/": FOLDER, **resting.names}
            self.files = resting.present
            self.log = log.open("wb")
            self.started = time.time()
            self.done = 0
            self.output = 0

        def keep(self, *event: Any, **more: Any) -> None:
            """Log a change, or refuse it; what the program says is no change."""
            told = Event(*event, **more)
            if told.path == SAID:
                self.output = told.file
            elif told.file != self.output:
                self.done += 1
                self.refuse(fault in ("EROFS", "EIO") or (fault == "ENOSPC" and told.what in GROWING))
            pickle.dump(tuple(told), self.log)

        def refuse(self, really: bool) -> None:
            if really and fault and self.done > after:
                raise FuseOSError(getattr(errno, fault))

        def number(self, path: str) -> int:
            if path not in self.names:
                raise FuseOSError(errno.ENOENT)
            return self.names[path]

        # ------------------------------------------------------------------------------------------------- contents
        def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
            self.refuse(fault == "EIO")
            return bytes(self.files[fh][offset : offset + size])

        def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
            event = Event("write", fh, offset, bytes(data))
            self.keep(*event)
            change(self.files[fh], event)
            return len(data)

        def truncate(self, path: str, length: int, fh: int | None = None) -> int:
            event = Event("truncate", self.number(path) if fh is None else fh, length)
            self.keep(*event)
            content = self.files[event.file]
            missing = length - len(content)
            change(content, event)
            if missing > 0:
                content.extend(bytes(missing))
            return 0

        def fsync(self, path: str, datasync: int, fh: int) -> int:
            self.keep("sync", fh)
            return 0

        def open(self, path: str, flags: int) -> int:
            number = self.number(path)
            if flags & os.O_TRUNC:
                self.truncate(path, 0)
            return number

        # ---------------------------------------------------------------------------------------------------- names
        def create(self, path: str, mode: int, fi: Any = None) -> int:
            number = max(self.files, default=0) + 1
            self.keep("make", number, path=path)
            self.files[number], self.names[path] = bytearray(), number
            return number

        def mkdir(self, path: str, mode: int) -> int:
            self.keep("folder", FOLDER, path=path)
            self.names[path] = FOLDER
            return 0

        def rename(self, old: str, new: str) -> int:
            number = self.number(old)
            if number == FOLDER:
                raise FuseOSError(errno.ENOTSUP)
            self.keep("move", number, path=old, target=new)
            self.names[new] = self.names.pop(old)
            return 0

        def unlink(self, path: str) -> int:
            self.keep("remove", self.number(path), path=path)
            del self.names[path]
            return 0

        def rmdir(self, path: str) -> int:
            if any(str(PurePosixPath(other).parent) == path for other in self.names if other != "/"):
                raise FuseOSError(errno.ENOTEMPTY)
            return self.unlink(path)

        def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
            self.keep("sync_folder", path=path)
            return 0

        # ---------------------------------------------------------------------------------------------------- asking
        def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
            number = self.number(path) if fh is None or path in self.names else fh
            size = 0 if number == FOLDER else len(self.files[number])
            kind = stat.S_IFDIR | 0o700 if number == FOLDER else stat.S_IFREG | 0o600
            times = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), self.started)
            return {"st_mode": kind, "st_nlink": 1, "st_size": size, **times}

        def readdir(self, path: str, fh: int) -> list[str]:
            below = [PurePosixPath(other) for other in self.names if other != "/"]
            return [".", "..", *(other.name for other in below if str(other.parent) == path)]

        def statfs(self, path: str) -> dict[str, int]:
            return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 24, "f_bfree": 1 << 24, "f_bavail": 1 << 24}

        def chmod(self, path: str, mode: int) -> int:
            return 0

        def utimens(self, path: str, times: Any = None) -> int:
            return 0

        def destroy(self, path: str) -> None:
            self.log.close()

    FUSE(Folder(), mount, foreground=True, nothreads=True, hard_remove=True)


if __name__ == "__main__":
    _mount, _source, _log, _fault, _after = (*sys.argv[1:], "", "0")[:5]
    serve(_mount, Path(_source), Path(_log), _fault, int(_after))
