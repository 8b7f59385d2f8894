"""The real process is killed at any moment of what it does: the file stays sound, everything that was acknowledged is
there, and whatever was being made is there whole or not at all."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.end_to_end.command_runs import ROOT
from tests.end_to_end.jobs import JOBS, Cut
from tests.end_to_end.sheets import COMMUNE_OF, new_folder, opened

QUICK = {"saving in one folder": 3, "import": 3, "receiving": 3, "migration": 2, "backup": 2, "restore": 2, "export": 2}
LONG = {"saving in one folder": 100} | {name: 45 for name in JOBS if name != "saving"}
EARLIEST = 0.45
"""Kills begin after this part of the time that the undisturbed process takes; before it Python is still starting."""


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, *(str(item) for item in arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", env=environment
    )


def said_before_killed(process: subprocess.Popen[str], delay: float) -> list[str]:
    """What the process said in whole lines until it was killed after `delay` seconds."""
    try:
        said, _ = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return said.split("\n")[:-1]


# ------------------------------------------------------------------------------------------------------------- saving
def kill_while_saving(folder: Path, chance: random.Random, expected: dict[str, str]) -> int:
    """One session killed while it saves; `expected` grows by what it acknowledged. Gives how many that were."""
    process = started("-m", "tests.end_to_end.kill_driver", folder)
    said: list[str] = []
    saving = threading.Event()

    def listen() -> None:  # communicate() would lose what readline() had read ahead
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            saving.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert saving.wait(60)
    time.sleep(chance.uniform(0, 0.25))
    process.kill()
    listener.join()
    process.wait()
    acknowledged = [line.rstrip("\n") for line in said if line.endswith("\n")]
    expected |= {line.split()[0]: line.split()[2] for line in acknowledged}
    assert all(len(line.split()) == 3 for line in acknowledged)
    return len(acknowledged)


def trial_of_saving(tmp_path: Path, kills: int, chance: random.Random) -> None:
    folder = new_folder(tmp_path / "xa", COMMUNE_OF)
    expected: dict[str, str] = {}
    for number in range(1, kills + 1):
        kill_while_saving(folder, chance, expected)
        with opened(folder) as book:
            rows = {row["id"]: row for row in book._db.rows("SELECT * FROM donation_receipt")}
            assert expected.keys() <= rows.keys()
            assert {str(rows[key]["amount_vnd"]) for key in expected} == set(expected.values())
            assert all(str(rows[key]["amount_vnd"]) == amount for key, amount in expected.items())
            assert {row["state"] for row in rows.values()} == {"final"}
            numbers: dict[str, list[int]] = {}  # they count per fund, and each session opened one
            for row in rows.values():
                numbers.setdefault(row["fund"], []).append(row["number"])
            assert all(sorted(given) == list(range(1, len(given) + 1)) for given in numbers.values())
            logged = book._db.scalar("SELECT count(*) FROM history WHERE subject = 'donation_receipt'")
            assert logged == len(rows)
            assert len(rows) - len(expected) <= number  # at most the one that was on its way, each time
    assert len(expected) > kills


# --------------------------------------------------------------------------------------------------- every other job
def run_on(disk: Path, name: str, delay: float) -> list[str]:
    return said_before_killed(started(*JOBS[name].command(disk)), delay)


def trial_of(name: str, tmp_path: Path, kills: int, chance: random.Random) -> None:
    """Each kill in a copy of the same folder, at a moment between the start of its work and its end."""
    source = tmp_path / "source"
    JOBS[name].lay(source)
    whole = 0.0
    for number in range(kills + 1):
        disk = tmp_path / f"kill-{number}"
        shutil.copytree(source, disk)
        (disk / "xa").mkdir(exist_ok=True)
        begun = time.perf_counter()
        said = run_on(disk, name, whole * chance.uniform(EARLIEST, 1.0) if number else 120)
        if not number:  # the first one is left alone
            assert said
            whole = time.perf_counter() - begun
        JOBS[name].look(Cut(disk / "xa", said))
        shutil.rmtree(disk)


def trial(name: str, tmp_path: Path, kills: int) -> None:
    if name in JOBS:
        trial_of(name, tmp_path, kills, random.Random())
    else:
        trial_of_saving(tmp_path, kills, random.Random())


@pytest.mark.parametrize("name", QUICK)
def test_killed_at_any_moment(tmp_path, name):
    trial(name, tmp_path, QUICK[name])


@pytest.mark.soak
@pytest.mark.parametrize("name", LONG)
def test_killed_at_any_moment_in_long(tmp_path, name, counted):
    trial(name, tmp_path, LONG[name])
    counted("kills", LONG[name])
