"""The power goes at any point of what the real program does: nothing acknowledged is lost, and no file is half there.

One run of the unmodified process on a recording folder (recording_disk.py) gives every point at which the power may go
and what the disk may hold then (disk_log.py); the register is then opened from that.
"""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from tests.end_to_end.disk_log import SAID, Disk, output_files, read_tree, said, write_tree
from tests.end_to_end.jobs import JOBS, Cut, Job
from tests.end_to_end.recording_disk import ROOT, mounted, read_log, why_not

QUICK, LONG = 4, 100


def run_process(job: Job, disk: Path, output: IO[bytes]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *(str(word) for word in job.command(disk))]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    return subprocess.run(
        command, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, env=environment, check=False, timeout=120
    )


def recorded(job: Job, scratch: Path) -> tuple[Disk, list[Any]]:
    """The disk before, and the log of one undisturbed run of the job."""
    source, disk = scratch / "source", scratch / "disk"
    job.lay(source)
    with mounted(disk, source, scratch / "log"), (disk / SAID.lstrip("/")).open("wb") as output:
        done = run_process(job, disk, output)
    assert done.returncode in (0, 1), done.stderr.decode()
    return Disk.holding(read_tree(source)), read_log(scratch / "log")


def points(log: list[Any], count: int, chance: random.Random) -> list[int]:
    """Where to cut: half anywhere, half beside what is not a plain write."""
    telling = [number for number, event in enumerate(log, 1) if event.what != "write"]
    anywhere = [chance.randint(1, len(log)) for _ in range(count // 2)]
    return anywhere + [chance.choice(telling) - chance.randint(0, 1) for _ in range(count - count // 2)]


def acknowledgements(log: list[Any], numbers: set[int], count: int, chance: random.Random) -> list[int]:
    """Where something had just been said: the last one, and some before."""
    saying = [number for number, event in enumerate(log, 1) if event.what == "write" and event.file in numbers]
    return [saying[-1], *chance.sample(saying[:-1], min(count - 1, len(saying) - 1))]


def trial(name: str, cuts: int, scratch: Path, chance: random.Random) -> None:
    job = JOBS[name]
    before, log = recorded(job, scratch)
    numbers = output_files(log)
    whole = said(log, numbers)
    assert whole.strip()
    worst = acknowledgements(log, numbers, max(cuts // 5, 2), chance)
    for turn, point in enumerate([*worst, *points(log, cuts - len(worst), chance)]):
        resting = Disk(dict(before.names), dict(before.contents), {n: bytearray(c) for n, c in before.contents.items()})
        disk = resting.run(log[:point])
        left = disk.after_worst_cut() if turn < len(worst) else disk.after_cut(chance)
        place = scratch / f"cut-{turn}"
        write_tree(left, place)
        (place / "xa").mkdir(exist_ok=True)
        try:
            job.look(Cut(place / "xa", said(log[:point], numbers).split("\n")[:-1]))
        except BaseException as error:
            following = [event._replace(data=b"") for event in log[point : point + 1]]
            error.add_note(f"{name}: cut after {point} of {len(log)}, before {following}")
            raise


WITHOUT = why_not()
needs_fuse = pytest.mark.skipif(bool(WITHOUT), reason=f"power cuts are not tried: {WITHOUT}")


@needs_fuse
@pytest.mark.parametrize("name", JOBS)
def test_the_power_goes(tmp_path, name):
    trial(name, QUICK, tmp_path, random.Random())


@needs_fuse
@pytest.mark.soak
@pytest.mark.parametrize("name", JOBS)
def test_the_power_goes_in_long(tmp_path, name, counted):
    trial(name, LONG, tmp_path, random.Random())
    counted("cuts", LONG)
