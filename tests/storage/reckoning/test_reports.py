"""Reports over received parts: the sums above a unit, by level and by unit, and what is found amiss."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.documents import Heading, Paragraph, Table
from models.indicators import Given
from models.reports import ColumnKind
from tests.storage.report_unit import APPENDIX, CUTOFF, Unit


@pytest.fixture
def province(tmp_path: Path, clock):
    made = Unit(tmp_path, "T", "Tỉnh Mẫu", "tinh", clock)
    made.units.add_child("H1", "Huyện Một", "huyen")
    with made.db.transaction("Xã của huyện"):
        made.units.link("X1", "Xã Một", "xa", "H1")
        made.units.link("X2", "Xã Hai", "xa", "H1")
    yield made
    made.db.close()


# ----------------------------------------------------------------------------------------------------------- gifts
def gifts(unit: Unit, flat: bool) -> None:
    """Both sets of gifts, in suất and in đồng."""
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
    assert "739/1.014 = 72,88%, báo cáo ghi 72,87%" in province.sentences("stated_percent")[0]


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


def test_figures_by_proxy_fill_what_two_quarters_cannot_tell(province: Unit) -> None:
    """The quarters count for what adds up; the figure keyed for the half-year is shown beside it, and counts where
    quarters say nothing."""
    province.part("X1", {"KT-12": 1000}, period="2024-Q1", number=1)
    province.part("X1", {"KT-12": 2000}, period="2024-Q2", number=2)
    province.figure("KT-12", 50_000, unit="X1")
    province.figure("KT-02", 7, unit="X1")
    assert (province.cell("KT-12").value, province.cell("KT-02").value) == (3000, 7)
    assert province.sentences("two_sources") == [
        "Xã Một: Đường bê tông: ghép từ các kỳ ngắn 3 (đang dùng), nhập thay 50, chênh lệch 47 m."
    ]
    assert len(province.sentences("proxy")) == 1
    province.part("X1", {"KT-12": 4000}, number=3)
    assert (province.cell("KT-12").value, province.cell("KT-02").value) == (4000, None)
    assert not province.sentences("two_sources")
    assert not province.sentences("proxy")


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


def test_what_the_years_of_a_report_share_is_read_once(province: Unit) -> None:
    asked: list[str] = []
    province.db.connection.set_trace_callback(asked.append)
    province.result()
    assert sum("FROM unit_succession" in sql for sql in asked) == 1
    assert sum("FROM cutoff" in sql for sql in asked) == 1


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


def test_metres_of_concrete_road_are_those_of_works_that_the_register_calls_concrete(province: Unit) -> None:
    """300 m on a concrete road; not the 40 m of asphalt, nor 7 m of nobody knows what, nor 90 m of its drain."""
    for key, surface in (("be-tong", "be_tong"), ("nhua", "nhua"), ("khong-ro", None)):
        province.write("public_work", id=key, name="Đường thôn Mẫu", kind="duong", surface=surface)
    given = {"from_date": "2024-02-01", "to_date": "2024-03-01"}
    for work, kind, metres in (
        ("be-tong", "duong", 100), ("be-tong", "duong", 200), ("be-tong", "ranh_cong", 90),
        ("nhua", "duong", 40), ("khong-ro", "duong", 5), (None, "duong", 2),
    ):  # fmt: skip
        province.write("work_contribution", public_work=work, kind=kind, quantity=metres * 1000, **given)
    assert province.cell("KT-12").value == 300_000


# ---------------------------------------------------------------------------------------------- reasons for warnings
LATE = "Bắt đầu hòa giải trong 3 ngày kể từ ngày phân công."


def reasoned(office: Unit, day: str, number: int, reason: str = "Hai bên xin lùi ngày", **more: Any) -> str:
    reasons = json.dumps({"started_within_three_days": reason}, ensure_ascii=False)
    record_id: str = office.case(day, "thanh", closed=day, number_text=str(number), reasons=reasons, **more)
    with office.db.transaction("Ghi sổ") as operation:
        change = {"reasons/started_within_three_days": [None, reason]}
        office.db.history.append(operation, "mediation_case", record_id, 1, change)
    return record_id


def test_reasons_of_the_period_are_counted_by_rule_and_the_newest_are_listed(province: Unit) -> None:
    for number in range(12):
        reasoned(province, f"2024-02-{number + 1:02d}", number + 1, f"Lý do {number + 1}")
    reasoned(province, "2023-12-31", 50)
    reasoned(province, "2024-06-04", 51)
    reasoned(province, "2024-03-01", 52, state="draft")
    reasoned(province, "2024-03-01", 53, received=True, unit="X1")
    province.case("2024-03-02", "thanh")
    result = province.reports.result(APPENDIX, "2024-H1", CUTOFF)
    (given,) = result.reasons
    assert (given.register, given.rule, given.sentence, given.count) == (
        "Hòa giải ở cơ sở", "started_within_three_days", LATE, 12,
    )  # fmt: skip
    assert [item.reason for item in given.newest] == [f"Lý do {number}" for number in range(12, 2, -1)]
    first = given.newest[0]
    assert (first.record, first.day, first.who) == ("12", "2024-02-12", province.db.history.of(
        "mediation_case", first.record_id)[-1].who)  # fmt: skip
    hints = [found for found in result.findings if found.name == "reasons"]
    assert [(hint.sentence, hint.severity) for hint in hints] == [
        (f"Hòa giải ở cơ sở: 12 bản ghi kèm lý do vì khác quy tắc HG-19 “{LATE}”", "hint")
    ]


def test_the_printed_report_lists_reasons_after_the_findings(province: Unit) -> None:
    for number in range(12):
        reasoned(province, f"2024-02-{number + 1:02d}", number + 1)
    document = province.reports.document(province.reports.result(APPENDIX, "2024-H1", CUTOFF))
    place = document.blocks.index(Heading("Lý do đã ghi khi có cảnh báo", 2))
    assert not [
        block for block in document.blocks if isinstance(block, Paragraph) and "kèm lý do vì khác" in block.text
    ]
    table = document.blocks[place + 2]
    assert isinstance(table, Table)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert lines[0] == [f"Hòa giải ở cơ sở: quy tắc HG-19 “{LATE}” (12 bản ghi)"]
    assert lines[1][:3] == ["12", "12/02/2024", "Hai bên xin lùi ngày"]
    assert lines[-1] == ["và 2 bản ghi khác."] and len(lines) == 12


def test_a_number_that_two_teams_have_is_told_with_its_team(province: Unit) -> None:
    for name in ("Tổ Bản Thử", "Tổ Nà Mẫu"):
        reasoned(province, "2024-02-01", 1, team=province.write("mediation_team", name=name))
    (given,) = province.reports.result(APPENDIX, "2024-H1", CUTOFF).reasons
    assert sorted(item.record for item in given.newest) == ["1, Tổ Bản Thử", "1, Tổ Nà Mẫu"]


def test_a_record_that_a_person_is_known_by_is_not_named(province: Unit) -> None:
    """The printed report is handed round; without a number a mediator is only "Hòa giải viên"."""
    reasons = json.dumps({"old_enough_at_recognition": "Đã xem giấy khai sinh"})
    province.write("mediator", name="Lý Thị Mẫu", decision_date="2024-01-05", reasons=reasons)
    (given,) = province.reports.result(APPENDIX, "2024-H1", CUTOFF).reasons
    assert [item.record for item in given.newest] == ["Hòa giải viên"]


def test_without_reasons_nothing_is_said(province: Unit) -> None:
    province.case("2024-02-01", "thanh", closed="2024-02-03")
    result = province.reports.result(APPENDIX, "2024-H1", CUTOFF)
    assert result.reasons == () and not [found for found in result.findings if found.name == "reasons"]
    assert not [block for block in province.reports.document(result).blocks if block == Heading(
        "Lý do đã ghi khi có cảnh báo", 2)]  # fmt: skip
