"""The disk is full, turns read-only or is pulled out at any step of what the real program does: it says in one sentence
what to do, leaves nothing half done, and keeps what it acknowledged."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.command_runs import ROOT
from tests.end_to_end.disk_log import SAID, Disk, output_files, read_tree, said, write_tree
from tests.end_to_end.jobs import JOBS, Cut
from tests.end_to_end.recording_disk import mounted, read_log
from tests.end_to_end.test_power_cuts import needs_fuse, recorded, run_process

FAULTS = ("ENOSPC", "EROFS", "EIO")
LONG = 12
OURS = "Chương trình gặp lỗi"
QT = "This plugin"
"""Qt without a screen has something to say of its own."""
CAN_MOUNT = sys.platform == "linux" and getattr(os, "geteuid", lambda: 1)() == 0
TELLING = ("hãy ", "chọn ", "kiểm tra ", "khôi phục ", "lưu lại", "ghi lại", "xong")
"""Every sentence says what to do: one of these words stands in it."""


def resting(source: Path) -> Disk:
    return Disk.holding(read_tree(source))


def run_into(name: str, source: Path, scratch: Path, fault: str, after: int) -> tuple[int, str, Cut]:
    """Run the job on a disk that fails after so many changes; exit status, what it complained of, what is left."""
    job, disk = JOBS[name], scratch.with_name(f"{scratch.name}-disk")
    log_file = scratch.with_name(f"{scratch.name}-log")
    with mounted(disk, source, log_file, (fault, after)), (disk / SAID.lstrip("/")).open("wb") as output:
        done = run_process(job, disk, output)
    log = read_log(log_file)
    write_tree(resting(source).run(log).at_rest(), scratch)
    (scratch / "xa").mkdir(exist_ok=True)
    told = said(log, output_files(log)).split("\n")[:-1]
    return done.returncode, done.stderr.decode(), Cut(scratch / "xa", told)


def trial(name: str, tmp_path: Path, faults: tuple[str, ...], chance: random.Random) -> int:
    """One run for every fault; gives how many of them failed."""
    _, log = recorded(JOBS[name], tmp_path)
    failed = 0
    for turn, fault in enumerate(faults):
        after = chance.randrange(len(log))
        status, complaint, left = run_into(name, tmp_path / "source", tmp_path / f"run-{turn}", fault, after)
        complaint = "\n".join(line for line in complaint.splitlines() if not line.startswith(QT))
        try:
            assert OURS not in complaint
            assert status in (0, 1, 2)
            assert (status == 2) <= (complaint != "")
            for line in complaint.splitlines():
                assert line.endswith(".") or '"' in line
                assert any(word in line.lower() for word in TELLING)
            JOBS[name].look(left)
        except BaseException as error:
            error.add_note(f"{name}: {fault} after {after} of {len(log)} changes: {status}, {complaint}")
            raise
        failed += status != 0
    return failed


@needs_fuse
@pytest.mark.parametrize("name", JOBS)
def test_the_disk_fails(tmp_path, name):
    chance = random.Random()
    trial(name, tmp_path, (chance.choice(FAULTS),), chance)


@needs_fuse
@pytest.mark.soak
@pytest.mark.parametrize("name", JOBS)
def test_the_disk_fails_in_long(tmp_path, name, counted):
    assert trial(name, tmp_path, FAULTS * LONG, random.Random()) > LONG
    counted("failing disks", LONG * len(FAULTS))


# ---------------------------------------------------------------------------------------- the kernel's own full disks
LIMITED = (
    "import resource, runpy, sys; size = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); "
    "sys.argv = sys.argv[2:]; runpy.run_path(sys.argv[0], run_name='__main__')"
)
"""Runs the program with no file larger than so many bytes."""


def told_and_whole(name: str, disk: Path, command: list[str]) -> int:
    """Run a command on a real folder; it must say what to do, and leave what the job may leave."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=False, timeout=120)
    complaint = done.stderr.decode()
    assert OURS not in complaint
    assert (done.returncode != 0) == (complaint != "")
    JOBS[name].look(Cut(disk / "xa", done.stdout.decode().split("\n")[:-1]))
    return done.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of the size of files is POSIX")
@pytest.mark.parametrize("name", ["import", "backup", "export"])
def test_no_file_may_grow(tmp_path, name):
    source = tmp_path / "source"
    JOBS[name].lay(source)
    statuses = set()
    for size in (4_000, 50_000, 400_000, 1 << 40):
        disk = tmp_path / f"limit-{size}"
        shutil.copytree(source, disk)
        words = [str(word) for word in JOBS[name].command(disk)]
        statuses.add(told_and_whole(name, disk, ["-c", LIMITED, str(size), *words]))
    assert {0, 2} <= statuses


@pytest.mark.skipif(not CAN_MOUNT, reason="a small disk of memory can only be mounted by root under Linux")
@pytest.mark.parametrize("name", ["import", "receiving"])
def test_a_small_disk_fills_up(tmp_path, name):
    source, disk = tmp_path / "source", tmp_path / "disk"
    JOBS[name].lay(source)
    needed = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) + (1 << 16)
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={needed}", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("mounting is not permitted here (a container?)")
    try:
        shutil.copytree(source, disk, dirs_exist_ok=True)
        assert told_and_whole(name, disk, [str(word) for word in JOBS[name].command(disk)]) == 2
    finally:
        subprocess.run(["umount", str(disk)], check=True)
