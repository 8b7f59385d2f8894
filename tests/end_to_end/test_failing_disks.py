"""The disk is full, turns read-only or is pulled out at any step of what the real program does: it says in one sentence
what to do, leaves nothing half done, and keeps what it acknowledged."""

import random
from pathlib import Path

import pytest

from tests.end_to_end.disk_log import SAID, Disk, output_files, read_tree, said, write_tree
from tests.end_to_end.jobs import JOBS, Cut
from tests.end_to_end.recording_disk import mounted, read_log
from tests.end_to_end.test_power_cuts import needs_fuse, recorded, run_process

FAULTS = ("ENOSPC", "EROFS", "EIO")
LONG = 12
OURS = "Chương trình gặp lỗi"
QT = "This plugin"
"""Qt without a screen has something to say of its own."""
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
