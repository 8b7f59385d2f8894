"""The real process is killed at any moment of saving, importing and receiving: the file stays sound, everything that
was acknowledged is there, and an import or a received file is there whole or not at all."""

import os
import random
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.ports import Identity
from storage.store import open_store
from tests.end_to_end.command_runs import ROOT
from tests.storage.conftest import CHEAP, Clock
from tests.storage.submissions.offices import Office

QUICK, LONG = 3, 10
ROWS = 150
RECEIPTS = 150
COMMUNE_OF = Identity("X1", "Xã Thử", "xa", "T1", "Tỉnh Thử", "Nông Thị Thử", "")
EARLIEST = 0.45
"""Kills begin after this part of the time that the undisturbed process takes; before it Python is still starting."""


@contextmanager
def opened(folder: Path):
    """The register as the next session finds it: it must be sound before anything is looked at."""
    with closing(open_store(folder, cost=CHEAP)) as book:
        assert list(book.check(deep=True)) == []
        yield book


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


def new_folder(folder: Path, identity: Identity) -> Path:
    with closing(open_store(folder, cost=CHEAP)) as book:
        book.settings.set_identity(identity)
    return folder


# ------------------------------------------------------------------------------------------------------------- saving
def kill_while_saving(folder: Path, chance: random.Random, expected: dict[str, str]) -> int:
    """One session killed while it saves; `expected` grows by what it acknowledged. Gives how many that were."""
    process = started("-m", "tests.end_to_end.kill_driver", folder)
    assert process.stdout is not None
    first = process.stdout.readline()  # from here on it is saving
    acknowledged = [first.rstrip("\n"), *said_before_killed(process, chance.uniform(0, 0.25))]
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


# ---------------------------------------------------------------------------------------------------------- importing
def filled_sheet(folder: Path, path: Path) -> Path:
    """A sheet of donors, all to be made final."""
    with opened(folder) as book:
        book.workbooks.write_template("donor", path)
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    headings = [str(cell.value or "").rstrip(" *") for cell in sheet[1]]
    row = {"Loại": "Doanh nghiệp", "Đồng ý công khai tên": "Có", "Trạng thái": "Đã ghi sổ"}
    name = next(column for column, heading in enumerate(headings, 1) if heading.startswith("Tên cơ quan"))
    for number in range(ROWS):
        sheet.cell(number + 2, name, f"Công ty Thử {number + 1}")
        for column, heading in enumerate(headings, 1):
            value = next((text for label, text in row.items() if heading.startswith(label)), None)
            if value is not None:
                sheet.cell(number + 2, column, value)
    workbook.save(path)
    return path


def trial_of_importing(tmp_path: Path, kills: int, chance: random.Random) -> None:
    folder = new_folder(tmp_path / "xa", COMMUNE_OF)
    sheet = filled_sheet(folder, tmp_path / "donor.xlsx")
    command = (ROOT / "main.py", "--data", folder, "import", "donor", sheet)
    begun = time.perf_counter()
    undisturbed = started(*command)
    assert said_before_killed(undisturbed, 60)
    assert undisturbed.returncode == 0
    whole = time.perf_counter() - begun
    before = ROWS
    for _ in range(kills):
        process = started(*command)
        said = said_before_killed(process, whole * chance.uniform(EARLIEST, 1.0))
        with opened(folder) as book:
            count = book._db.scalar("SELECT count(*) FROM donor")
            assert count in (before, before + ROWS)
            assert not said or count == before + ROWS
            assert book._db.scalar("SELECT count(*) FROM donor WHERE state <> 'final'") == 0
            before = count


# ---------------------------------------------------------------------------------------------------------- receiving
def sent_files(tmp_path: Path, count: int) -> list[Path]:
    """Files of one commune with rising numbers, each with other sums in all its receipts."""
    commune = Office(tmp_path / "commune", "A", Clock(), parent="T1")
    fund, donor = commune.fund(), commune.donor()
    with commune.db.transaction("Dữ liệu thử"):
        receipts = [commune.receipt(1, fund=fund, donor=donor) for _ in range(RECEIPTS)]
    paths = [commune.send()]
    for number in range(2, count + 1):
        with commune.db.transaction("Dữ liệu thử"):
            receipts = [commune.change(receipt, amount_vnd=number) for receipt in receipts]
        paths.append(commune.send())
    commune.close()
    return paths


def trial_of_receiving(tmp_path: Path, kills: int, chance: random.Random) -> None:
    paths = sent_files(tmp_path, kills + 1)
    folder = new_folder(tmp_path / "tinh", Identity("T1", "Tỉnh Thử", "tinh", "", "", "Lý Văn Thử", ""))
    command = (ROOT / "main.py", "--data", folder, "receive", "--add-units")
    begun = time.perf_counter()
    assert said_before_killed(started(*command, paths[0]), 60)
    whole = time.perf_counter() - begun
    before = 1
    for number, path in enumerate(paths[1:], 2):
        said = said_before_killed(started(*command, path), whole * chance.uniform(EARLIEST, 1.0))
        with opened(folder) as book:
            rows = book._db.rows("SELECT amount_vnd AS sum, count(*) AS count FROM donation_receipt GROUP BY 1")
            (row,) = rows  # all of one file, never some of two
            assert (row["count"], row["sum"] in (before, number)) == (RECEIPTS, True)
            assert not said or row["sum"] == number
            taken = {found["number"] for found in book._db.rows("SELECT number FROM received_file")}
            assert (number in taken) == (row["sum"] == number)
            assert book._db.scalar("SELECT number FROM part WHERE in_force = 1") == row["sum"]
            value = book._db.scalar("SELECT value FROM part_value WHERE indicator = 'KT-18'")
            assert value == row["sum"] * RECEIPTS
            before = row["sum"]


TRIALS = {"saving": trial_of_saving, "importing": trial_of_importing, "receiving": trial_of_receiving}


@pytest.mark.parametrize("kind", TRIALS)
def test_killed_at_any_moment(tmp_path, kind):
    TRIALS[kind](tmp_path, QUICK, random.Random())


@pytest.mark.soak
@pytest.mark.parametrize("kind", TRIALS)
def test_killed_at_any_moment_in_long(tmp_path, kind):
    TRIALS[kind](tmp_path, LONG, random.Random())
