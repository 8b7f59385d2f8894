"""Reports over a real file: hand-computed values of a small commune, of the sums above it, and what is found amiss."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.documents import Table
from models.indicators import Figure, Given
from models.ports import Identity, StorageError
from models.records import Counted
from models.reports import ColumnKind
from storage.database import Database
from storage.figures import Figures
from storage.reports import Reports, definitions_folder
from storage.units import Units
from tests.storage.conftest import KEY

APPENDIX = "phu-luc-cuoc-van-dong"
CUTOFF = dt.date(2024, 6, 3)


class Unit:
    """A file of one unit with its reports, as a test fills it."""

    def __init__(self, path: Path, code: str, name: str, level: str, clock) -> None:
        self.db = Database.open(path / f"{code}.db", KEY, clock=clock)
        self.code = code
        with self.db.transaction("Khai báo"):
            self.db.execute("INSERT INTO setting (name, value) VALUES ('identity.unit', ?)", (code,))
            Units(self.db).link(code, name, level, "")
        self.units = Units(self.db)
        self.identity = Identity(code, name, level, "", "", "Lê Thị Mẫu", "Chuyên viên", place="Mẫu Sơn")
        self.reports = Reports(self.db, self.units, lambda: self.identity)
        self.figures = Figures(self.db)
        self._ids = 0

    def write(self, table: str, *, received: Any = False, unit: str = "", state: str = "final", **values: Any) -> str:
        self._ids += 1
        record_id: str = values.pop("id", f"{table}-{self._ids}")
        blank = dict.fromkeys(("created_at", "created_by", "updated_at", "updated_by"), "")
        row = {"id": record_id, "origin_unit": unit or self.code, "received": int(received), "state": state, **blank}
        row |= {"version": 1, **values}
        names = ", ".join(row)
        with self.db.transaction("Ghi"):
            self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        return record_id

    def case(self, day: str, outcome: str, closed: str | None = None, started: str | None = None, **more) -> str:
        values = {"received_date": day, "outcome": outcome, "closed_date": closed, "started_date": started}
        return self.write("mediation_case", **{"accepted": "tiep_nhan", "category": "hngd"} | values | more)

    def figure(self, indicator: str, value: int | None = None, period: str = "2024-H1", unit: str = "", **more) -> None:
        self.figures.save([Figure(unit or self.code, period, indicator, value=value, **more)])

    def part(self, unit: str, values: dict[str, Any], period: str = "2024-H1", number: int = 1, **more) -> int:
        """A part as the inbox keeps it; a value is a number or the columns of part_value."""
        name, cutoff = f"{unit}/{period}/{number}", more.pop("cutoff", "2024-06-03")
        with self.db.transaction("Nhận"):
            self.db.execute(
                "INSERT INTO received_file VALUES (?, ?, ?, ?, ?, '', '', '', '', '', 'new', ?, 1)",
                (name, unit, number, period, cutoff, name),
            )
            part: int = self.db.execute(
                "INSERT INTO part (unit, period, number, cutoff, sha256, in_force, file, content) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, x'')",
                (unit, period, number, cutoff, name, more.get("in_force", 1), name),
            ).lastrowid
            for code, value in values.items():
                columns = {"given": "given", "value": value, "source": "records"} if isinstance(value, int) else value
                row = {"part": part, "indicator": code, **columns}
                marks = ", ".join("?" * len(row))
                names = ", ".join(row)
                self.db.execute(f"INSERT INTO part_value ({names}) VALUES ({marks})", tuple(row.values()))
        return part

    def result(self, period: str = "2024-H1", cutoff: dt.date = CUTOFF, **more):
        return self.reports.result(APPENDIX, period, cutoff, **more)

    def cell(self, code: str, kind: ColumnKind = ColumnKind.IN_PERIOD, **more):
        rows = [row for row in self.result(**more).rows if row.code == code and not row.level]
        return rows[0].cells[kind.value]

    def printed(self) -> dict[str, str]:
        """What the printed table shows, by the key of its cells."""
        table = next(block for block in self.reports.document(self.result()).blocks if isinstance(block, Table))
        return {cell.key: cell.text for row in table.rows for cell in row if cell.key}

    def sentences(self, name: str, **more) -> list[str]:
        return [found.sentence for found in self.result(**more).findings if found.name == name]


@pytest.fixture
def commune(tmp_path: Path, clock):
    made = Unit(tmp_path, "X1", "Xã Một", "xa", clock)
    yield made
    made.db.close()


@pytest.fixture
def province(tmp_path: Path, clock):
    made = Unit(tmp_path, "T", "Tỉnh Mẫu", "tinh", clock)
    made.units.add_child("H1", "Huyện Một", "huyen")
    with made.db.transaction("Xã của huyện"):
        made.units.link("X1", "Xã Một", "xa", "H1")
        made.units.link("X2", "Xã Hai", "xa", "H1")
    yield made
    made.db.close()


# --------------------------------------------------------------------------------------------------------- own values
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
        "17,68 triệu đồng (11,00 %), còn đăng ký 143,1 triệu đồng (89,00 %)."
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


# ----------------------------------------------------------------------------------------------------------- gifts
def gifts(unit: Unit, flat: bool) -> None:
    """Both sets of model.md 10, in suất and in đồng."""
    numbers = {"VH-04.1": 200, "VH-04.2": 280, "VH-04.3": 3, "VH-04.5": 2500}
    money = {"VH-05.1": 240_000_000, "VH-05.3": 18_000_000, "VH-05.5": 1_320_000_000}
    pupils = ("VH-04.4", "VH-05.4") if flat else ("VH-04.2a", "VH-05.2a")
    money["VH-05.2"] = 158_000_000 if flat else 140_000_000
    for code, value in {**numbers, **money, pupils[0]: 37, pupils[1]: 18_500_000}.items():
        unit.figure(code, value)
    unit.figure("VH-04", stated_total=2983)
    unit.figure("VH-05", stated_total=1_718_000_000)


def test_gifts_reconciled_give_no_finding(province: Unit) -> None:
    gifts(province, flat=False)
    assert (province.cell("VH-04").value, province.cell("VH-05").value) == (2983, 1_718_000_000)
    assert not province.sentences("stated_total")
    assert not province.sentences("nested")


def test_gifts_as_printed_are_found_with_their_arithmetic(province: Unit) -> None:
    gifts(province, flat=True)
    assert province.sentences("stated_total") == [
        "Quà Tết hộ nghèo, người có hoàn cảnh khó khăn: 200 + 280 + 3 + 37 + 2.500 = 3.020 suất, báo cáo ghi 2.983, "
        "chênh lệch 37 suất.",
        "Tiền quà Tết hộ nghèo, người có hoàn cảnh khó khăn: 240 + 158 + 18 + 18,5 + 1.320 = 1.754,5 triệu đồng, "
        "báo cáo ghi 1.718, chênh lệch 36,5 triệu đồng.",
    ]


def test_a_part_greater_than_its_whole_is_found(province: Unit) -> None:
    province.figure("VH-04.2", 30)
    province.figure("VH-04.2a", 37)
    assert "37 lớn hơn “Từ Quỹ “Vì người nghèo” tỉnh” 30, vượt 7 suất" in province.sentences("nested")[0]


def test_the_truncated_percentage_of_the_paper_is_found(province: Unit) -> None:
    province.figure("PL-11", 739)
    province.figure("PL-10", 1014)
    province.figure("PL-15", stated_percent=7287)
    assert province.cell("PL-15").value == 7288
    assert "739/1.014 = 72,88 %, báo cáo ghi 72,87 %" in province.sentences("stated_percent")[0]


def test_a_plan_is_not_an_achievement(province: Unit) -> None:
    for code, value in (("KT-02", 181), ("KT-04", 11), ("KT-05", 108)):
        province.figure(code, value)
    assert "108 xã là số kế hoạch, chưa có số thực hiện" in province.sentences("plan_of_communes")[0]
    province.figure("KT-01", 96)
    assert "đã đạt 96, kế hoạch 108 xã" in province.sentences("plan_of_communes")[0]
    assert "96 + 11 = 107 xã, còn 108 xã, chênh lệch 1 xã" in province.sentences("communes_by_year_end")[0]
    assert (province.cell("KT-03").value, province.cell("KT-06").value) == (5304, 5967)


# --------------------------------------------------------------------------------------------------- sums over units
def test_opinions_by_level(province: Unit) -> None:
    province.figure("DC-01", 94)
    province.part("H1", {"DC-01": 50, "DC-01:ytd": 50})
    province.part("X1", {"DC-01": 145, "DC-01:ytd": 145})
    province.part("X1", {"DC-01": 900}, number=2, in_force=0)
    province.figure("DC-01", 100, unit="X2")  # keyed by proxy
    result = province.result()
    rows = [row for row in result.rows if row.code == "DC-01"]
    assert [(row.label, row.cells["in_period"].value) for row in rows] == [
        ("Góp ý dự thảo văn bản", 389), ("Cấp tỉnh", 94), ("Cấp huyện", 50), ("Cấp xã", 245),
    ]  # fmt: skip
    assert rows[0].cells["cumulative"].value == 389
    assert result.coverage.sentence == "2/3 đơn vị đã nộp"
    assert result.coverage.missing == ("X2",)
    assert "2/3 đơn vị đã nộp; chưa nộp: Xã Hai." in [found.sentence for found in result.findings]
    shares = [(item.unit, item.value, item.number) for item in result.contributions["DC-01"]]
    assert shares == [("T", 94, 0), ("H1", 50, 1), ("X1", 145, 1), ("X2", 100, 0)]
    province.part("X2", {"DC-01": 99})  # the file replaces the figures keyed in its place
    assert province.cell("DC-01").value == 388
    assert province.reports.totals("2024-H1", CUTOFF)["DC-01"] == 388


def test_the_detail_adds_a_column_for_each_lower_unit(province: Unit) -> None:
    province.figure("DC-01", 94)
    province.part("H1", {"DC-01": 50})
    province.part("X1", {"DC-01": 245})
    result = province.result(by_unit=True)
    assert [column.title for column in result.columns] == ["Tổng cộng", "Tỉnh Mẫu", "Huyện Một"]
    cells = next(row for row in result.rows if row.code == "DC-01").cells
    assert [cells[column.key].value for column in result.columns] == [389, 94, 295]  # the district with its communes


def test_a_half_year_is_composed_of_two_quarters(province: Unit) -> None:
    province.part("X1", {"DC-01": 10, "PL-04": 5}, "2024-Q1", cutoff="2024-03-31")
    province.part("X1", {"DC-01": 20, "DC-01:ytd": 30, "PL-04": 5}, "2024-Q2", 2)
    province.part("X2", {"DC-01": 100}, "2024-Q1", cutoff="2024-03-31")  # the second quarter is missing
    result = province.result()
    assert province.cell("DC-01").value == 30
    assert province.cell("DC-01", ColumnKind.CUMULATIVE).value == 30
    assert province.cell("PL-04").given is Given.MISSING
    assert dict(result.coverage.composed) == {"X1": ("2024-Q1", "2024-Q2")}
    assert result.coverage.submitted == 1
    assert "ghép từ Quý I năm 2024, Quý II năm 2024" in province.sentences("composed")[0]


def test_money_passed_down_inside_the_sum_counts_once(province: Unit) -> None:
    province.write("fund", id="vnn", fund_kind="vnn", opened="2020-01-01")
    province.write(
        "donation_receipt",
        received_date="2024-02-02",
        fund="vnn",
        amount_vnd=500,
        source_level="truc_tiep",
        kind="tien_mat",
    )
    given = {"given": "given", "source": "records", "value": 300, "from_units": json.dumps({"T": 200})}
    province.part("X1", {"KT-18": given, "KT-18:ytd": given, "KT-18.1": 100})
    assert province.cell("KT-18").value == 600
    assert province.cell("KT-18", ColumnKind.CUMULATIVE).value == 600
    assert province.cell("KT-18.1").value == 600
    assert "đã bớt 200 đồng" in province.sentences("left_out")[0]


def test_last_year_is_unknown_unless_every_unit_of_now_was_known_then(province: Unit) -> None:
    province.part("X1", {"DC-01": 30})
    province.part("X2", {"DC-01": 20})
    province.part("X1", {"DC-01": 24}, "2023-H1", cutoff="2023-06-03")
    assert province.cell("DC-01", ColumnKind.SAME_LAST_YEAR).value is None
    assert province.cell("DC-01", ColumnKind.PERCENT).value is None
    province.part("X2", {"DC-01": 16}, "2023-H1", cutoff="2023-06-03")
    assert province.cell("DC-01", ColumnKind.SAME_LAST_YEAR).value == 40
    assert province.cell("DC-01", ColumnKind.PERCENT).value == 12500
    assert "Huyện Một" in province.sentences("last_year")[0]


def test_a_merged_unit_is_compared_with_those_it_came_from(province: Unit) -> None:
    province.part("X1", {"DC-01": 30})
    province.part("X2", {"DC-01": 10}, "2023-H1", cutoff="2023-06-03")
    with province.db.transaction("Sáp nhập"):
        province.db.execute("INSERT INTO unit_succession (old, new, kind) VALUES ('X2', 'X1', 'sap_nhap')")
    assert province.cell("DC-01", ColumnKind.SAME_LAST_YEAR).value == 10


def test_a_part_is_counted_again_from_the_records_it_brought(province: Unit) -> None:
    part = province.part("X1", {"KT-10": 3, "KT-09": 300, "PL-10": 8})
    for number in range(2):
        record = province.write(
            "land_contribution",
            received=True,
            unit="X1",
            minutes_date=f"2024-02-0{number + 1}",
            area=150,
            status="da_ky",
        )
        with province.db.transaction("Nhận"):
            province.db.execute("INSERT INTO part_record VALUES (?, 'land_contribution', ?, 1)", (part, record))
    assert province.sentences("recount") == [
        "Xã Một: Trường hợp hiến đất: tệp gửi báo 3, bản ghi kèm theo đếm lại được 2, chênh lệch 1 trường hợp."
    ]
    # A case that was closed in the period may have come with an earlier file: nothing is said about it.
    late = province.part("X2", {"PL-10": 1, "PL-11": 1})
    case = province.case("2024-03-01", "chua_giai_quyet", received=True, unit="X2")
    with province.db.transaction("Nhận"):
        province.db.execute("INSERT INTO part_record VALUES (?, 'mediation_case', ?, 1)", (late, case))
    assert len(province.sentences("recount")) == 1
    assert province.cell("KT-10").value == 3  # the part counts, never the received records


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
