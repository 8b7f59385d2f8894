"""The practice data itself: made by its generator and by nothing else, made-up, small; and its loader's refusals."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from models.ports import StorageError
from models.record_types import RECORD_TYPES
from models.records import Query, State
from storage.store import Store
from tests.end_to_end.chain import COMMUNES, DATA, DISTRICT, PERIOD, PROVINCE, UNITS, opened
from tests.end_to_end.report_974 import PLACES_AND_PEOPLE
from ui.tour.practice_data import load, load_figures

FILES = {path.relative_to(DATA): path for path in DATA.rglob("*.csv")}

RECORD_NAMES = [kind.name for kind in RECORD_TYPES]


@pytest.fixture
def store(tmp_path: Path):
    made = opened(tmp_path / "so", UNITS[DISTRICT])
    yield made
    made.close()


def test_the_generator_writes_these_very_bytes(tmp_path: Path):
    made = subprocess.run(
        [sys.executable, "-B", str(DATA / "generate.py"), str(tmp_path)], capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr.decode()
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv")} == set(FILES)
    for name, path in FILES.items():
        assert (tmp_path / name).read_bytes() == path.read_bytes(), f"{name}: change the generator, then run it"


def test_no_name_of_the_report_stands_in_it():
    text = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
    assert len(text) >= 15
    found = {(str(name), word) for name, content in text.items() for word in PLACES_AND_PEOPLE if word in content}
    assert not found


def test_it_stays_small():
    assert sum(path.stat().st_size for path in FILES.values()) < 1_000_000


def test_the_units_are_one_chain():
    assert UNITS[PROVINCE].parent == "" and UNITS[DISTRICT].parent == PROVINCE
    assert 8 <= len(COMMUNES) <= 12 and {UNITS[code].parent for code in COMMUNES} == {DISTRICT}


def test_everything_is_entered_as_final_with_its_number(tmp_path: Path):
    store = opened(tmp_path / "so", UNITS[PROVINCE])
    steps: list[tuple[int, int]] = []

    def note(done: int, total: int, what: str) -> bool:
        steps.append((done, total))
        return True

    counted = load(store, DATA, PROVINCE, progress=note)
    expected = {"fund": 4, "pledge": 29, "donor": 77}
    assert {name: counted[name] for name in expected} == expected
    for name in ("fund", "donor", "pledge", "donation_receipt", "disbursement", "oversight_session"):
        summary = store.records.summary(Query(name))
        assert summary.rows == summary.finals == counted[name]
    pledges = store.records.page(Query("pledge", sort="number_text"), 0, 100)
    assert [row.values["number_text"] for row in pledges] == [f"ĐK-2024-{number:04d}" for number in range(1, 30)]
    assert steps[-1] == (len(steps), len(steps)) and len(steps) == sum(counted.values()) - counted["figure"]
    store.close()


def test_figures_of_another_set_take_the_place_of_the_first(tmp_path: Path):
    store = opened(tmp_path / "so", UNITS[PROVINCE])
    for gifts, count in (("reconciled", 2), ("as-printed", 3), ("reconciled", 2)):
        assert load_figures(store, DATA, PROVINCE, (gifts,)) == count
        assert store.figures.sheet(PROVINCE, PERIOD)["VH-04"].stated_total == 2_983
    assert store.figures.sheet(PROVINCE, PERIOD)["PL-15"].stated_percent == 7_287
    store.close()


@pytest.mark.parametrize(
    ("gifts", "rows", "parts", "millions"), [("reconciled", 1, 10, 50), ("as-printed", 11, 0, 86.5)]
)
def test_the_two_readings_differ_in_the_pupils_rows_alone(gifts: str, rows: int, parts: int, millions: float):
    with (DATA / gifts / "disbursement.beneficiaries.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    whole = [row for row in found if not row.get("is_part")]
    assert (len(whole), len(found) - len(whole)) == (rows, parts)
    assert sum(int(row["given_amount"]) for row in whole) == millions * 1_000_000
    pupils = [row for row in found if row["category"] == "hoc_sinh"]
    assert sum(int(row["gift_count"]) for row in pupils) == 37
    assert sum(int(row["given_amount"]) for row in pupils) == 18_500_000


def test_cancelled_it_stops_at_once(store: Store):
    with pytest.raises(StorageError) as stopped:
        load(store, DATA, COMMUNES[0], progress=lambda done, total, what: done < 2)
    assert stopped.value.kind == "cancelled"
    kept = (store.records.summary(Query(name, states=frozenset(State))).rows for name in RECORD_NAMES)
    assert sum(kept) == 2


def test_a_folder_without_the_data_is_told(store: Store, tmp_path: Path):
    with pytest.raises(StorageError, match="thư mục dữ liệu thực hành") as missing:
        load(store, tmp_path / "nowhere", DISTRICT)
    assert missing.value.kind == "missing"
