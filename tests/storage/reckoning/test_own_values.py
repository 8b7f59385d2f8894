"""What one unit reports, by hand: mediation, pledges and land at a cut-off, figures beside records, the year so far."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.indicators import Given
from models.ports import StorageError
from models.records import Counted
from models.reports import ColumnKind
from storage.reckoning.report_definitions import definitions_folder
from storage.reckoning.reports import Reports
from tests.storage.report_unit import APPENDIX, CUTOFF, Unit


@pytest.fixture
def commune(tmp_path: Path, clock):
    made = Unit(tmp_path, "X1", "Xã Một", "xa", clock)
    yield made
    made.db.close()


def mediation(unit: Unit) -> None:
    """Two cases of last year of which one is still open; five of this half-year."""
    unit.case("2023-11-20", "thanh", "2023-12-20", "2023-11-21")
    unit.case("2023-12-10", "thanh", "2024-01-15", "2023-12-11")
    unit.case("2024-01-05", "thanh", "2024-02-01", "2024-01-06", category="dan_su")
    unit.case("2024-01-20", "khong_thanh", "2024-02-20", "2024-01-22")
    unit.case("2024-02-10", "thanh", "2024-06-10", "2024-06-04", category="vppl")  # both days after the cut-off
    unit.case("2024-03-01", "dang_giai_quyet", started="2024-03-02")
    unit.case("2024-06-03", "chua_giai_quyet")
    unit.case("2024-06-04", "chua_giai_quyet")  # the next period's
    unit.case("2024-02-01", "thanh", "2024-02-02", accepted="ngoai_pham_vi")
    unit.case("2024-02-01", "thanh", "2024-02-02", state="draft")
    unit.case("2024-02-01", "thanh", "2024-02-02", received=True, unit="X9")


def test_mediation_as_it_stood_at_the_cut_off(commune: Unit) -> None:
    mediation(commune)
    values = commune.reports.own_values("2024-H1", CUTOFF)
    found = {code: values[code].value for code in values if code.startswith("PL-") and ":" not in code}
    assert found["PL-09"] == 1  # carried over from 2023
    assert found["PL-10"] == 5
    assert [found[f"PL-10.{group}"] for group in "123"] == [1, 3, 1]
    assert found["PL-11"] == 2
    assert found["PL-12"] == 1
    assert found["PL-13"] == 1
    assert found["PL-14"] == 2  # received on 10/02 but begun after the cut-off, and the one of 03/06
    assert found["PL-15"] == 4000  # 2 of 5
    assert not commune.sentences("mediation_identity")


def test_an_identity_that_fails_is_said_with_its_arithmetic(commune: Unit) -> None:
    for code, value in (("PL-09", 5), ("PL-10", 100), ("PL-11", 70), ("PL-12", 20), ("PL-13", 10), ("PL-14", 4)):
        commune.figure(code, value)
    sentence = commune.sentences("mediation_identity")[0]
    assert "Xã Một" in sentence
    assert "5 + 100 = 105 vụ việc, còn 70 + 20 + 10 + 4 = 104 vụ việc, chênh lệch 1 vụ việc" in sentence


def pledges(unit: Unit) -> None:
    """160,78 tỷ of report 974 in small: 17.680.000 received, 128.100.000 and 15.000.000 still open."""
    unit.write("fund", id="vnn", fund_kind="vnn", opened="2020-01-01")
    unit.write("fund", id="cot", fund_kind="cot_moc", opened="2020-01-01", opening_received=2_968_254_000)
    for donor in ("d1", "d2", "d3", "d4"):
        unit.write("donor", id=donor, kind="doanh_nghiep")
    promise = {"fund": "vnn", "registered_date": "2024-03-20", "occasion": "Lễ công bố", "status": "da_dang_ky"}
    unit.write("pledge", id="p1", donor="d1", kind="tien", amount=145_500_000, **promise)
    unit.write("pledge", id="p2", donor="d2", kind="hien_vat", amount=15_000_000, **promise)
    gone = {**promise, "status": "huy", "cancelled_date": "2024-04-01"}
    unit.write("pledge", id="p3", donor="d3", kind="tien", amount=1_000_000, **gone)
    direct = {"fund": "vnn", "kind": "chuyen_khoan", "source_level": "truc_tiep"}
    unit.write("donation_receipt", received_date="2024-04-02", donor="d1", pledge="p1", amount_vnd=17_400_000, **direct)
    unit.write("donation_receipt", received_date="2024-05-02", donor="d4", amount_vnd=280_000, **direct)
    unit.write("donation_receipt", received_date="2024-06-10", donor="d1", pledge="p1", amount_vnd=9_000_000, **direct)
    border = {**direct, "fund": "cot"}
    unit.write("donation_receipt", received_date="2024-02-02", donor="d4", amount_vnd=828_864_000, **border)


def test_a_pledge_is_not_what_was_received(commune: Unit) -> None:
    pledges(commune)
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert values["KT-18"].value == 17_680_000
    assert values["KT-20"].value == 128_100_000  # 145,5 less 17,4; what came on 10/06 does not count yet
    assert values["KT-22"].value == 15_000_000
    assert values["KT-17"].value == 160_780_000
    assert [values[code].value for code in ("KT-19", "KT-21", "KT-23", "KT-24")] == [2, 1, 1, 4]
    assert (values["KT-25"].value, values["KT-26"].value) == (160_500_000, 2)
    assert values["PL-18"].value == 828_864_000
    assert values["PL-17"].value == 3_797_118_000
    assert commune.sentences("pledged") == [
        "Ủng hộ người nghèo, xóa nhà tạm: đã tiếp nhận và còn đăng ký: trong 160,78 triệu đồng mới nhận "
        "17,68 triệu đồng (11,00%), còn đăng ký 143,1 triệu đồng (89,00%)."
    ]


def test_land_counts_by_the_minutes_and_not_while_people_are_asked(commune: Unit) -> None:
    commune.write("land_contribution", minutes_date="2024-06-03", area=5_948_200, status="da_ban_giao")
    commune.write("land_contribution", minutes_date="2024-06-03", area=100, status="van_dong")
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert (values["KT-09"].value, values["KT-10"].value) == (5_948_200, 1)
    row = next(row for row in commune.result().rows if row.code == "KT-09")
    assert commune.printed()["KT-09|in_period"] == "59.482"
    assert row.sources == ("records",)


def test_zero_none_arising_and_missing_are_kept_apart(commune: Unit) -> None:
    before = commune.reports.own_values("2024-H1", CUTOFF)
    assert before["KT-09"].given is Given.MISSING  # the register was never used
    commune.figure("KT-10", given=Given.NONE_ARISING)
    commune.case("2024-06-01", "chua_giai_quyet")
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert values["KT-10"].given is Given.NONE_ARISING
    assert (values["PL-12"].value, values["PL-12"].given) == (0, Given.GIVEN)
    texts = commune.printed()
    assert [texts[f"{code}|in_period"] for code in ("KT-09", "KT-10", "PL-12")] == ["", "–", "0"]


def test_a_register_says_nothing_about_the_time_before_it_was_kept(commune: Unit) -> None:
    commune.case("2024-05-01", "chua_giai_quyet")
    assert commune.reports.own_values("2024-Q1", dt.date(2024, 3, 31))["PL-10"].given is Given.MISSING
    assert commune.reports.own_values("2024-Q2", CUTOFF)["PL-10"].value == 1


def test_records_and_a_figure_never_count_both(commune: Unit) -> None:
    commune.write("residential_area", id="kdc", name="Thôn Mẫu", valid_from="2020-01-01")
    commune.figure("PL-04", 1646)
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert (values["PL-04"].value, values["PL-04"].other, values["PL-04"].source) == (1, 1646, "records")
    assert (
        "theo sổ ghi 1 (đang dùng), theo số liệu nhập tay 1.646, chênh lệch 1.645"
        in commune.sentences("two_sources")[0]
    )
    kept = commune.figures.sheet("X1", "2024-H1")["PL-04"]
    commune.figures.save([replace(kept, preferred="figure")])
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert (values["PL-04"].value, values["PL-04"].other, values["PL-04"].source) == (1646, 1, "figure")
    # Once the officer has decided, the difference is only worth a look.
    found = [item for item in commune.result().findings if item.name == "two_sources" and "PL-04" in item.codes]
    assert [item.severity for item in found] == ["hint"]


def test_the_year_so_far_takes_figures_before_the_register_was_kept(commune: Unit) -> None:
    """A unit that goes live in April: the first quarter as a figure, the second from records."""
    commune.figure("PL-10", 40, period="2024-Q1")
    commune.figure("PL-01", 7, period="2024-Q1")
    commune.figure("PL-01", 9, period="2024-Q2")
    commune.figure("DC-01", 5, period="2024-Q2")
    commune.case("2024-04-20", "chua_giai_quyet")
    commune.case("2024-05-20", "chua_giai_quyet")
    values = commune.reports.own_values("2024-Q2", dt.date(2024, 6, 30))
    assert (values["PL-10"].value, values["PL-10:ytd"].value) == (2, 42)
    assert (values["PL-01"].value, values["PL-01:ytd"].value) == (9, 16)
    assert (values["DC-01"].value, values["DC-01:ytd"].given) == (5, Given.MISSING)  # the first quarter is not known
    assert "PL-04:ytd" not in values  # a stock has no year so far
    whole = commune.reports.own_values("2024-H1", dt.date(2024, 6, 30))
    assert whole["PL-01"].given is Given.MISSING  # figures belong to one period; they are not summed into another


def test_a_register_begun_on_the_last_day_of_a_quarter_was_kept_in_it(commune: Unit) -> None:
    """A record and a figure of the first quarter: undecided the record counts, and the quarter is known by it."""
    commune.case("2024-03-31", "chua_giai_quyet")
    commune.figure("PL-10", 40, period="2024-Q1")
    second = commune.reports.own_values("2024-Q2", dt.date(2024, 6, 30))
    assert (second["PL-10"].value, second["PL-10:ytd"].value) == (0, 1)
    commune.figure("PL-10", 5, period="2024-Q2", preferred="figure")
    second = commune.reports.own_values("2024-Q2", dt.date(2024, 6, 30))
    assert (second["PL-10"].value, second["PL-10:ytd"].value) == (5, 6)
    first = commune.reports.own_values("2024-Q1", dt.date(2024, 3, 31))["PL-10"]
    assert (first.value, first.other) == (1, 40)
    assert commune.reports.own_values("2024-Q1", dt.date(2024, 3, 30))["PL-10"].value == 40


def test_the_year_so_far_adds_up_with_what_came_over_from_last_year(commune: Unit) -> None:
    """One case of 2023 and one of the first quarter are open when the second begins: carried over are two in the
    quarter, one in the year; 1 + 3 = 1 settled + 3 open."""
    commune.case("2023-11-20", "chua_giai_quyet")
    commune.case("2024-02-10", "chua_giai_quyet")
    commune.case("2024-02-11", "thanh", "2024-03-01", "2024-02-11")
    commune.case("2024-05-10", "chua_giai_quyet")
    values = commune.reports.own_values("2024-Q2", dt.date(2024, 6, 30))
    assert (values["PL-09"].value, values["PL-09:ytd"].value) == (2, 1)
    assert (values["PL-10:ytd"].value, values["PL-11:ytd"].value, values["PL-14"].value) == (3, 1, 3)
    assert commune.cell("PL-09", ColumnKind.CUMULATIVE, period="2024-Q2").value == 1
    assert len(opened(commune, "PL-09:ytd", period="2024-Q2")) == 1
    commune.figure("PL-09", 9, period="2024-Q1", preferred="figure")
    assert commune.reports.own_values("2024-Q2", dt.date(2024, 6, 30))["PL-09:ytd"].value == 9


def test_what_a_fund_received_before_stays_since_the_launch_when_the_fund_is_closed(commune: Unit) -> None:
    fund: dict[str, Any] = {"fund_kind": "cot_moc", "name": "Quỹ", "opened": "2022-01-01", "opening_received": 2968}
    for key, closed in (("a", None), ("b", "2024-05-01")):
        commune.write("fund", id=key, closed=closed, **fund)
        commune.write("donation_receipt", fund=key, received_date="2024-03-01", amount_vnd=800)
    values = commune.reports.own_values("2024-H1", CUTOFF)
    assert [values[code].value for code in ("PL-17.1", "PL-17.2", "PL-17")] == [5936, 1600, 7536]


def test_the_longest_figure_stands_for_its_months_once(commune: Unit) -> None:
    """A half-year's figure and those of its quarters are the same work told twice."""
    for period, value in (("2024-Q1", 10), ("2024-Q2", 20), ("2024-H1", 31), ("2024-Q3", 5)):
        commune.figure("PL-01", value, period=period)
    values = commune.reports.own_values("2024-Q3", dt.date(2024, 9, 30))
    assert (values["PL-01"].value, values["PL-01:ytd"].value) == (5, 36)


def test_nothing_falls_between_two_reports(commune: Unit) -> None:
    """The first quarter was cut off on 25/03: what came on 26/03 belongs to the second."""
    for day in ("2024-03-25", "2024-03-26", "2024-06-25"):
        commune.case(day, "chua_giai_quyet")
    commune.reports.set_cutoff("2024-Q1", dt.date(2024, 3, 25))
    assert commune.reports.cutoffs() == {"2024-Q1": dt.date(2024, 3, 25)}
    assert commune.reports.own_values("2024-Q1", dt.date(2024, 3, 25))["PL-10"].value == 1
    second = commune.reports.own_values("2024-Q2", dt.date(2024, 6, 25))
    assert (second["PL-09"].value, second["PL-10"].value, second["PL-10:ytd"].value) == (1, 2, 3)
    assert commune.reports.result(APPENDIX, "2024-Q2", dt.date(2024, 6, 25)).start == "2024-03-26"
    assert len(commune.db.history.of("cutoff", "2024-Q1")) == 1


# ------------------------------------------------------------------------------------------------------ drill-down
def opened(unit: Unit, code: str, of: str = "", period: str = "2024-H1") -> set[str]:
    sql, params = unit.reports.counted_sql(Counted(code, period, CUTOFF.isoformat(), of))
    return {row["id"] for row in unit.db.rows(sql, params)}


def test_every_number_opens_the_records_behind_it(commune: Unit) -> None:
    mediation(commune)
    for code, value in commune.reports.own_values("2024-H1", CUTOFF).items():
        if code.startswith(("PL-09", "PL-1")) and code not in ("PL-15", "PL-15:ytd") and not code.startswith("PL-16"):
            assert len(opened(commune, code)) == (value.value or 0), code
    assert len(opened(commune, "PL-15")) == 6  # the records of numerator and denominator: 5 received, 1 carried over
    assert opened(commune, "DC-01") == set()
    assert len(opened(commune, "PL-11", of="X9")) == 1
    assert opened(commune, "PL-11", of="X1") == opened(commune, "PL-11")


def test_unknown_codes_and_reports_are_refused(commune: Unit) -> None:
    with pytest.raises(StorageError, match="ZZ-99"):
        opened(commune, "ZZ-99")
    with pytest.raises(StorageError, match=APPENDIX):
        commune.reports.result("khong-co", "2024-H1", CUTOFF)


def test_one_code_means_one_thing_in_all_reports(commune: Unit, tmp_path: Path) -> None:
    text = (definitions_folder() / f"{APPENDIX}.toml").read_text("utf-8")
    for name, changed in (("a", text), ("b", text.replace('unit = "dự thảo"', 'unit = "văn bản"', 1))):
        (tmp_path / f"{name}.toml").write_text(changed, "utf-8")
    with pytest.raises(StorageError, match="DC-01 có hai nghĩa"):
        Reports(commune.db, commune.units, lambda: None, tmp_path).definitions()
    (tmp_path / "b.toml").write_text(text.replace('"outcome = thanh"', '"outcome = tot"', 1), "utf-8")
    with pytest.raises(StorageError, match=r"b\.toml, dòng \d+: .*tot"):
        Reports(commune.db, commune.units, lambda: None, tmp_path).definitions()
