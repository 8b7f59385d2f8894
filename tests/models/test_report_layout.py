"""The printed appendix: heading, rows, signs for what is missing, keys for the drill-down, and the rows as data."""

from dataclasses import replace

import pytest

from models.consolidation import Consolidation, Source, sources
from models.documents import Heading, Paragraph, Signatures, Table
from models.fields import Kind
from models.indicators import Basis, Given, Indicator, IndicatorValue, Ratio
from models.ports import Identity
from models.report_layout import LEGEND, document
from models.report_layout import table as whole_table
from models.report_numbers import Wording, shown_cell
from models.report_rows import Detail, Sums, contributions, rows
from models.reports import (
    ColumnKind,
    Coverage,
    ReportCell,
    ReportColumn,
    ReportDefinition,
    ReportHeading,
    ReportResult,
)
from models.submissions import Finding, Part

PERIOD = Basis.IN_PERIOD
LINES = (
    ReportHeading("1. Nội dung một"),
    Indicator("KT-01", "Diện tích đất hiến", "m²", Kind.AREA, PERIOD),
    Indicator("KT-02", "Cây xanh", "cây", Kind.INTEGER, PERIOD),
    Indicator("KT-02.1", "Cây bóng mát", "cây", Kind.INTEGER, PERIOD, nested_in="KT-02"),
    Indicator("KT-02.2", "Cây ăn quả", "cây", Kind.INTEGER, PERIOD, nested_in="KT-02"),
    Indicator("KT-03", "Góp ý", "dự thảo", Kind.INTEGER, PERIOD, by_level=True),
    Indicator("KT-04", "Tỷ lệ", "%", Kind.QUANTITY, PERIOD, Ratio("KT-02.1", "KT-02")),
    Indicator("KT-05", "Tiêm chủng", "%", Kind.QUANTITY, PERIOD, adds_up=False),
)
COLUMNS = (
    ReportColumn(ColumnKind.IN_PERIOD, "Trong kỳ"),
    ReportColumn(ColumnKind.SAME_LAST_YEAR, "Cùng kỳ năm trước"),
    ReportColumn(ColumnKind.PERCENT, "So cùng kỳ (%)"),
)
OFFICER = Identity("T", "tỉnh Mẫu", "tinh", "", "", "Lê Thị Mẫu", "Chuyên viên", place="Mẫu Sơn")


def value(code: str, amount: int, **more) -> IndicatorValue:
    return IndicatorValue(code, amount, **more)


def values(**amounts: int) -> dict[str, IndicatorValue]:
    return {code.replace("_", "-").replace("p", "."): value(code, amount) for code, amount in amounts.items()}


def result(detail: str = "columns", by_unit: bool = False, **more) -> ReportResult:
    definition = ReportDefinition(
        "thu", "PHỤ LỤC SỐ LIỆU", "Kết quả thử", LINES, COLUMNS, detail=detail,
        signatures=(("NGƯỜI LẬP BIỂU",), ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
    )  # fmt: skip
    indicators = {line.code: line for line in definition.indicators}
    mine = values(KT_01=435_000_05, KT_02=100, KT_02p1=25, KT_02p2=5, KT_03=94, KT_05=100_000)
    theirs = {
        **values(KT_01=5_948_200, KT_02p1=0, KT_03=245, KT_05=98_500),
        "KT-02": value("KT-02", 42_900, word="trên"),
        "KT-02.2": IndicatorValue("KT-02.2", 0, Given.NONE_ARISING),
    }
    now = Consolidation(indicators, sources(Source("T", "tinh", mine), [Part("X", "xa", "2024-H1", "", 3, theirs)]))
    then = {unit: Source(unit, "", values(KT_03=100)) for unit in ("T", "X")}
    details = (Detail("T", "Tỉnh Mẫu", frozenset("T")), Detail("X", "Xã Một", frozenset("X"))) if by_unit else ()
    sums = Sums(now, last_year=Consolidation(indicators, then), names={"X": "Xã Một", "T": "Tỉnh Mẫu"}, details=details)
    return ReportResult(
        definition, "T", "tỉnh Mẫu", "2024-H1", "2024-06-03", "2024-01-01", COLUMNS,
        rows(definition, COLUMNS, sums, by_row=detail == "rows"), Coverage(2, 1, ("H",), {}),
        (Finding("x", "A khác B, chênh lệch 1.", ("KT-02",)),), contributions(definition, sums, "T"), **more,
    )  # fmt: skip


def table(of: ReportResult) -> Table:
    return next(block for block in document(of, OFFICER).blocks if isinstance(block, Table))


def line(of: ReportResult, key: str) -> list[str]:
    return [cell.text for row in table(of).rows for cell in row if row[-1].key == key]


def test_the_letterhead_is_that_of_the_front() -> None:
    head = document(result(), OFFICER).letterhead
    assert head is not None
    assert head.above == "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH MẪU"
    assert head.body == "BAN THƯỜNG TRỰC"
    assert head.number == "Số: …/BC-MTTQ-BTT"
    assert head.place_date == "Mẫu Sơn, ngày … tháng … năm 2024"


def test_title_period_cut_off_and_coverage_stand_above_the_table() -> None:
    blocks = document(result(), OFFICER).blocks
    assert blocks[0] == Heading("PHỤ LỤC SỐ LIỆU", 0)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts[1] == "Kỳ báo cáo: 6 tháng đầu năm 2024 (số liệu từ ngày 01/01/2024, chốt đến ngày 03/06/2024)"
    assert texts[2] == "1/2 đơn vị đã nộp"
    assert LEGEND in texts
    assert texts[-1] == "1. A khác B, chênh lệch 1."
    assert isinstance(blocks[-1], Signatures)
    assert [column.lines for column in blocks[-1].columns] == [
        ("NGƯỜI LẬP BIỂU",), ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    ]  # fmt: skip
    assert [column.name for column in blocks[-1].columns] == ["Lê Thị Mẫu", ""]


def test_label_columns_repeat_when_a_wide_table_is_split() -> None:
    columns = table(result()).columns
    assert [column.title for column in columns] == ["TT", "Chỉ tiêu", "ĐVT", *(column.title for column in COLUMNS)]
    assert [column.label_column for column in columns] == [True, True, True, False, False, False]


def test_a_column_without_one_number_is_not_printed_and_the_legend_says_so() -> None:
    first_year = replace(result(), columns=(ReportColumn(ColumnKind.PREVIOUS, "Kỳ trước"), *COLUMNS))
    printed = document(first_year, OFFICER)
    (shown,) = [block for block in printed.blocks if isinstance(block, Table)]
    assert [column.title for column in shown.columns][3:] == [column.title for column in COLUMNS]
    assert all(sum(cell.span for cell in row) == len(shown.columns) for row in shown.rows)
    legends = [block.text for block in printed.blocks if isinstance(block, Paragraph) and block.small]
    assert legends == [f"{LEGEND} Cột “Kỳ trước” chưa có số liệu nên không in."]


def test_one_number_keeps_its_column_and_the_screen_shows_them_all() -> None:
    of = result()  # last year only KT-03 is known
    assert [column.title for column in table(of).columns][3:] == [column.title for column in COLUMNS]
    wide = replace(of, columns=(*COLUMNS, ReportColumn(ColumnKind.CUMULATIVE, "Lũy kế")))
    assert [column.title for column in whole_table(wide).columns][-1] == "Lũy kế"


def test_the_columns_of_the_period_and_of_units_are_printed_even_when_empty() -> None:
    of = result()
    unknown = tuple(replace(row, cells={}) for row in of.rows)
    columns = (ReportColumn(ColumnKind.IN_PERIOD, "Tổng cộng"), ReportColumn(ColumnKind.UNIT, "Xã Hai", "Z"))
    assert [column.title for column in table(replace(of, rows=unknown, columns=columns)).columns][3:] == [
        "Tổng cộng", "Xã Hai",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "then", "compared"),
    [
        ("records", "records", True),
        ("figure", "figure", True),
        ("records", "figure", True),
        ("figure", "records", False),
    ],
)
def test_a_figure_is_not_compared_with_a_count_of_records(now: str, then: str, compared: bool) -> None:
    line = Indicator("KT-03", "Góp ý", "dự thảo", Kind.INTEGER, PERIOD)
    sources_then = {"T": Source("T", "", {"KT-03": value("KT-03", 3, source=then)})}
    sources_now = {"T": Source("T", "", {"KT-03": value("KT-03", 141, source=now)})}
    years = Sums(Consolidation({"KT-03": line}, sources_now), last_year=Consolidation({"KT-03": line}, sources_then))
    shown = (years.cell(line, COLUMNS[1]).value, years.cell(line, COLUMNS[2]).value)
    assert shown == ((3, 470_000) if compared else (None, None))


def test_rows_read_as_an_officer_writes_them() -> None:
    made = [(row[0].text, row[1].text, row[1].indent, row[1].italic, row[1].bold) for row in table(result()).rows]
    assert made == [
        ("", "1. Nội dung một", 0, False, True),
        ("1", "Diện tích đất hiến", 0, False, False),
        ("2", "Cây xanh", 0, False, False),
        ("", "Trong đó: cây bóng mát", 1, True, False),
        ("", "Cây ăn quả", 1, True, False),
        ("3", "Góp ý", 0, False, False),
        ("", "Trong đó: cấp tỉnh", 1, True, False),
        ("", "Cấp xã", 1, True, False),
        ("4", "Tỷ lệ", 0, False, False),
        ("5", "Tiêm chủng", 0, False, False),
    ]


def test_a_heading_spans_the_table() -> None:
    heading = table(result()).rows[0]
    assert sum(cell.span for cell in heading) == len(table(result()).columns)


def test_numbers_are_printed_with_their_word_and_their_unit_of_account() -> None:
    shown = {row[3].key.partition("|")[0]: row[3] for row in reversed(table(result()).rows) if len(row) > 3}
    assert shown["KT-01"].text == "494.482,05"  # 435.000,05 and 59.482 m²
    assert (shown["KT-01"].number, shown["KT-01"].decimals) == (49_448_205, 2)
    assert (shown["KT-02"].text, shown["KT-02"].number) == ("trên 43.000", None)
    assert shown["KT-03"].text == "339"
    assert shown["KT-04"].text == "khoảng 0,06"  # 25 of more than 43.000
    assert (shown["KT-05"].text, shown["KT-05"].number) == ("không cộng được", None)
    assert line(result(), "KT-03|percent")[5] == "169,50"  # 339 against 200, the indicator's own row


def test_the_detail_in_rows_names_each_unit() -> None:
    made = [row[1].text for row in table(result("rows", by_unit=True)).rows if row[1].key == "KT-05"]
    assert made == ["Tiêm chủng", "Tỉnh Mẫu", "Xã Một"]
    texts = [row[3].text for row in table(result("rows", by_unit=True)).rows if row[1].key == "KT-05"]
    assert texts == ["không cộng được", "100", "98,5"]


@pytest.mark.parametrize(
    "cell, text",
    [
        (ReportCell(0), "0"),
        (ReportCell(0, Given.NONE_ARISING), "–"),
        (ReportCell(None, Given.MISSING), ""),
        (ReportCell(1646, numerator=1646, denominator=1650), "1.646/1.650"),
        (ReportCell(None, not_additive=True), "không cộng được"),
        (ReportCell(265_000, word="trên"), "trên 265.000"),
    ],
)
def test_zero_none_and_unknown_print_differently(cell: ReportCell, text: str) -> None:
    assert shown_cell(LINES[2], cell) == text


def test_money_in_sentences_is_said_in_millions_only_when_that_is_exact() -> None:
    money = Indicator("M-01", "", "đồng", Kind.MONEY, PERIOD)
    assert Wording.for_values(money, (240_000_000, 18_500_000)).sum((240_000_000, 18_500_000)) == (
        "240 + 18,5 = 258,5 triệu đồng"
    )
    assert Wording.for_values(money, (240_000_001,)).full(240_000_001) == "240.000.001 đồng"
    assert Wording.for_values(money, (500,)).full(500) == "500 đồng"
    assert Wording.for_values(money, (5, -3)).sum((5, -3)) == "5 - 3 = 2 đồng"


def test_contributions_name_each_unit_ours_first() -> None:
    found = result().contributions
    assert [(item.unit_name, item.value, item.number) for item in found["KT-03"]] == [
        ("Tỉnh Mẫu", 94, 0), ("Xã Một", 245, 3),
    ]  # fmt: skip
    assert [item.value for item in found["KT-04"]] == [2500, 0]
