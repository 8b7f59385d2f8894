"""The main job on the real report: communes send, the district and the province receive, the appendix gives 974/BC."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from models.report_numbers import shown_cell
from models.reports import ReportResult
from models.submissions import Receipt, Verdict
from tests.end_to_end import chain
from tests.end_to_end.report_974 import AMISS, DISTRICT, GIFTS, PRINTED, RECKONED

ROOT = Path(__file__).resolve().parents[2]
CHECKED = {"stated_total", "stated_percent"}


@dataclass
class World:
    """What came of it: the district's appendix, the province's with each set of gifts, and what receiving said."""

    place: Path
    district: ReportResult
    provinces: dict[str, ReportResult]
    receipts: dict[str, list[Receipt]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("chain")
    first, *others = chain.COMMUNES
    sent = {code: chain.commune(place, code) for code in others} | {first: chain.commune(place, first, times=2)}
    upward, district, receipts = chain.district(place, [files[0] for files in sent.values()])
    # Two communes also handed their files to the province: one the very file, one its second sending.
    direct = [sent[others[0]][0], sent[first][1]]
    results = {gifts: chain.province(place / gifts, [upward, *direct], gifts) for gifts in GIFTS}
    return World(
        place,
        district,
        {gifts: result for gifts, (result, _) in results.items()},
        {"district": list(receipts)} | {gifts: list(found) for gifts, (_, found) in results.items()},
    )


def printed(result: ReportResult, code: str, level: str = "") -> str:
    """A number as the appendix prints it."""
    row = next((row for row in result.rows if row.code == code and row.level == level), None)
    assert row is not None and row.indicator is not None, f"no line {code} {level}"
    return shown_cell(row.indicator, row.cells["in_period"])


# --------------------------------------------------------------------------------------------- the report's numbers
@pytest.mark.parametrize("gifts", GIFTS)
@pytest.mark.parametrize(("code", "level", "number", "quote"), PRINTED, ids=[" ".join(line[:2]) for line in PRINTED])
def test_the_report_says_so(world: World, gifts: str, code: str, level: str, number: str, quote: str):
    assert printed(world.provinces[gifts], code, level) == number, quote


@pytest.mark.parametrize(("code", "number", "why"), RECKONED, ids=[line[0] for line in RECKONED])
def test_what_the_report_leaves_to_arithmetic(world: World, code: str, number: str, why: str):
    assert printed(world.provinces["reconciled"], code) == number, why


@pytest.mark.parametrize("gifts", GIFTS)
def test_gifts_of_the_lunar_new_year(world: World, gifts: str):
    assert {code: printed(world.provinces[gifts], code) for code in GIFTS[gifts]} == GIFTS[gifts]


def test_more_than_forty_gave_and_more_than_sixty_gave_or_promised(world: World):
    counted = {code: int(printed(world.provinces["reconciled"], code)) for code in ("KT-19", "KT-24")}
    assert 40 < counted["KT-19"] < 50, "trên 40 đơn vị, doanh nghiệp đã ủng hộ"
    assert 60 < counted["KT-24"] < 70, "trên 60 đơn vị, doanh nghiệp ủng hộ"
    assert counted["KT-24"] - counted["KT-19"] == 19 + 2


@pytest.mark.parametrize(("code", "level", "number"), DISTRICT)
def test_the_district_between_them(world: World, code: str, level: str, number: str):
    assert printed(world.district, code, level) == number


# ----------------------------------------------------------------------------------------------------- counted once
def test_every_commune_is_counted_once_whichever_way_its_file_came(world: World):
    assert [receipt.verdict for receipt in world.receipts["district"]] == [Verdict.NEW] * len(chain.COMMUNES)
    for gifts in GIFTS:
        assert [receipt.unit for receipt in world.receipts[gifts]] == [
            chain.DISTRICT, chain.COMMUNES[1], chain.COMMUNES[0],
        ]  # fmt: skip
        assert not {receipt.verdict for receipt in world.receipts[gifts]} & {Verdict.REFUSED, Verdict.UNLISTED}
        for code in ("KT-09", "PL-10", "DC-01"):
            once = Counter(item.unit for item in world.provinces[gifts].contributions[code])
            assert set(chain.COMMUNES) <= set(once) and set(once.values()) == {1}, code


def test_a_file_that_came_both_ways_changes_no_total(world: World):
    for receipt in world.receipts["reconciled"][1:]:
        assert receipt.before == receipt.after
        assert receipt.before["PL-10"] == 1_014


def test_the_second_sending_is_the_one_that_counts(world: World):
    numbers = {item.unit: item.number for item in world.provinces["reconciled"].contributions["KT-09"]}
    assert numbers == dict.fromkeys(chain.COMMUNES, 1) | {chain.COMMUNES[0]: 2}


def test_all_lower_units_have_reported(world: World):
    for result in (*world.provinces.values(), world.district):
        assert not result.coverage.missing
    assert world.district.coverage.sentence == "10/10 đơn vị đã nộp"
    assert world.provinces["reconciled"].coverage.sentence == "11/11 đơn vị đã nộp"


# --------------------------------------------------------------------------------------------------------- findings
def test_reconciled_gifts_leave_nothing_to_say(world: World):
    assert not CHECKED & {finding.name for finding in world.provinces["reconciled"].findings}


def test_the_flat_list_contradicts_what_is_printed(world: World):
    found = [finding for finding in world.provinces["as-printed"].findings if finding.name in CHECKED]
    assert {finding.codes: finding.name for finding in found} == {(code,): name for code, (name, _, _) in AMISS.items()}
    for finding in found:
        _, arithmetic, stated = AMISS[finding.codes[0]]
        assert arithmetic in finding.sentence and f"báo cáo ghi {stated}" in finding.sentence
        assert finding.severity == "warning" and finding.unit == chain.PROVINCE


@pytest.mark.parametrize("gifts", GIFTS)
def test_the_other_findings(world: World, gifts: str):
    others = [finding for finding in world.provinces[gifts].findings if finding.name not in CHECKED]
    assert {finding.name for finding in others} == {"two_sources", "pledged", "plan_of_communes"}
    # The communes keep three of their residential areas as records and say how many there are: the officers decided.
    differing = [finding for finding in others if finding.name == "two_sources"]
    assert {(finding.codes, finding.severity) for finding in differing} == {(("PL-03",), "hint"), (("PL-04",), "hint")}
    assert all("10 đơn vị" in item.sentence and "1.646; theo sổ ghi 30" in item.sentence for item in differing)
    [promised] = [finding.sentence for finding in others if finding.name == "pledged"]
    assert "17.680 triệu đồng (11,00%)" in promised and "143.100 triệu đồng (89,00%)" in promised
    [planned] = [finding.sentence for finding in others if finding.name == "plan_of_communes"]
    assert "108 xã là số kế hoạch" in planned


# ------------------------------------------------------------------------------------------------- the command line
def test_the_command_line_gives_the_same_numbers(world: World, tmp_path: Path):
    target = tmp_path / "phu-luc.json"
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(world.place / "as-printed"), "report"]
    options = ["--period", chain.PERIOD, "--cutoff", chain.CUTOFF.isoformat(), "--format", "json", "--to", str(target)]
    done = subprocess.run([*command, chain.APPENDIX, *options], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr  # there is something to look at
    assert "11/11 đơn vị đã nộp" in done.stdout
    rows = {(row["code"], row["level"]): row for row in json.loads(target.read_text(encoding="utf-8"))}
    for code, level, number, quote in PRINTED:
        word, _, digits = number.rpartition(" ")
        values = rows[code, level]["values"]
        assert Decimal(str(values["in_period"])) == Decimal(digits.replace(".", "")), quote
        assert rows[code, level]["words"].get("in_period", "") == word, quote
    success = rows["PL-15", ""]
    assert (success["values"]["in_period"], success["numerator"], success["denominator"]) == (72.88, 739, 1014)
    assert rows["KT-09", ""]["basis"] == "in_period" and rows["KT-09", ""]["unit"] == "m²"
    assert rows["KT-01", ""]["values"]["in_period"] is None
    assert rows["PL-10", ""]["coverage"] == {"submitted": 11, "expected": 11}
    for code, (name, arithmetic, _) in AMISS.items():
        [finding] = [item for item in rows[code, ""]["findings"] if item["name"] in CHECKED]
        assert finding["name"] == name and arithmetic in finding["sentence"]
        assert finding["sentence"] in done.stderr.splitlines()
