"""Report definitions: the appendix holds every indicator of the two reports, and errors name file and line."""

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models.definition_places import DefinitionError
from models.fields import Kind, Span
from models.indicators import Added, Basis, Count, CountDistinct, Ratio, Sum, Total, named_codes, pieces_of
from models.predicates import All, Empty, Filled, Is, IsNot, OneOf, Within
from models.record_types import RECORD_TYPES, record_type
from models.report_parsing import parse
from models.reports import ColumnKind, ReportHeading
from models.visibility import shown_values

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "reports"
APPENDIX = FOLDER / "phu-luc-cuoc-van-dong.toml"

TABLE_B = {  # the report of Thanh Hóa, 2023
    "Vận động, tiếp nhận": ["KT-18"],
    "Nhà ĐĐK xây mới, sửa chữa": ["KT-14"],
    "Giúp phát triển sản xuất": ["KT-27"],
    "Giúp khám, chữa bệnh": ["VH-14"],
    "Hiến đất": ["KT-09"],
    "Ngày công": ["KT-11"],
    "Mô hình: Sáng–xanh–sạch–đẹp–an toàn / ATTP / môi trường": ["MT-01", "VH-15", "MT-02"],
    "Mô hình: gia đình hạnh phúc / PCBLGĐ / bảo vệ trẻ em": ["VH-16", "VH-17", "VH-18"],
    "Tổ hòa giải duy trì": ["PL-06"],
    "KDC có thùng thư góp ý, tố giác": ["PL-16"],
}
TABLE_C = {  # report 974/BC, Lạng Sơn 2024
    "Xã đạt chuẩn NTM (kế hoạch) 108/181 incl. 11": ["KT-05", "KT-02", "KT-04", "KT-06"],
    "NTM nâng cao / kiểu mẫu": ["KT-07", "KT-08"],
    "Cấp xã được tiêm chủng; cấp MTTQ có kế hoạch": ["VH-01", "DC-08"],
    "Hiến đất": ["KT-09"],
    "Đường bê tông": ["KT-12"],
    "Cây xanh": ["KT-13"],
    "Nhà ĐĐK đã hỗ trợ / rà soát thêm": ["KT-14", "KT-15", "KT-16"],
    "Xóa nhà tạm: tổng “ủng hộ”": ["KT-17", "KT-24"],
    "đã ủng hộ / đăng ký tiền / đăng ký hiện vật": ["KT-18", "KT-19", "KT-20", "KT-21", "KT-22", "KT-23"],
    "đăng ký tại Lễ": ["KT-25", "KT-26"],
    "Quà Tết lão thành CM": ["VH-02", "VH-03"],
    "Quà Tết hộ nghèo": ["VH-04", "VH-05"],
    "VNN TW / VNN tỉnh / tài trợ": ["VH-04.1", "VH-05.1", "VH-04.2", "VH-05.2", "VH-04.5", "VH-05.5"],
    "trung tâm trẻ mồ côi / học sinh": ["VH-04.3", "VH-05.3", "VH-04.4", "VH-05.4", "VH-04.2a", "VH-05.2a"],
    "Quà Biên phòng: đồn / cá nhân": ["VH-06", "VH-07", "VH-08", "VH-09"],
    "Quỹ cứu trợ hỗ trợ 6 + 6 + 90": ["VH-10", "VH-10.1", "VH-10.2", "VH-10.3", "VH-11"],
    "Cơ sở ATTP được kiểm tra": ["VH-13"],
    "Tổ liên gia, xung kích BVMT": ["MT-03", "MT-04"],
    "Tuyên truyền lồng ghép": ["PL-01", "PL-02"],
    "KDC có tổ hòa giải": ["PL-03", "PL-04", "PL-05"],
    "Thôn có hương ước, quy ước": ["PL-08"],
    "Hòa giải thành": ["PL-11", "PL-10", "PL-15"],
    "Quỹ cột mốc: lũy kế / trong kỳ": ["PL-17", "PL-18"],
    "Góp ý dự thảo": ["DC-01"],
    "Phản biện": ["DC-02", "DC-03", "DC-04"],
    "Giám sát": ["DC-05", "DC-06", "DC-07"],
}


def appendix():
    return parse(APPENDIX.read_text("utf-8"), RECORD_TYPES, APPENDIX.name)


@cache
def by_code():
    return {indicator.code: indicator for indicator in appendix().indicators}


@pytest.mark.parametrize("label, codes", [*TABLE_B.items(), *TABLE_C.items()])
def test_every_indicator_of_both_reports_is_present(label: str, codes: list[str]) -> None:
    assert set(codes) <= by_code().keys(), label


def test_the_five_contents_are_the_headings() -> None:
    headings = [line.text[:2] for line in appendix().lines if isinstance(line, ReportHeading)]
    assert headings == ["1.", "2.", "3.", "4.", "5."]


def test_registers_that_exist_are_measured_from_records() -> None:
    pieces = [piece for item in appendix().indicators for piece in pieces_of(item)]
    tables = {getattr(piece.measure, "table", "") for piece in pieces} - {""}
    assert tables == {
        "mediation_case", "mediation_team", "mediator", "residential_area", "fund", "pledge", "donation_receipt",
        "land_contribution", "community_model", "work_contribution", "outreach_session", "oversight_session",
        "disbursement", "disbursement.beneficiaries", "house_support", "house_support.funding", "unity_festival",
    }  # fmt: skip


def test_the_roll_up_groups_cover_every_category_once() -> None:
    """dân sự | hôn nhân & gia đình | mâu thuẫn, xích mích, khác."""
    from models.record_types._mediation_choices import CATEGORIES

    grouped = {}
    for code, group in (("PL-10.1", "dan_su"), ("PL-10.2", "hngd"), ("PL-10.3", "khac")):
        condition = by_code()[code].measure.where.parts[-1]
        for category in getattr(condition, "values", None) or (condition.value,):
            assert category not in grouped
            grouped[category] = group
    assert grouped == {
        "dan_su": "dan_su", "hngd": "hngd", "mau_thuan": "khac", "vppl": "khac", "vppl_hs": "khac", "gd_xa": "khac",
    }  # fmt: skip
    assert grouped.keys() == {choice.code for choice in CATEGORIES}


def test_no_code_of_the_appendix_may_vanish_or_be_written_otherwise() -> None:
    assert len(by_code()) == len(appendix().indicators)
    assert all(code.isascii() and len(code) <= 8 for code in by_code())


# ------------------------------------------------------------------------------------------------------------ reading
HEAD = """
id = "thu"
title = "THỬ"
[[column]]
kind = "in_period"
title = "Trong kỳ"
"""
LINE = """[[line]]
code = "KT-01"
label = "Vụ việc"
unit = "vụ việc"
kind = "integer"
basis = "in_period"
"""


def read(lines: str):
    return parse(HEAD + lines, RECORD_TYPES, "thu.toml")


def test_a_line_is_read_with_all_it_says() -> None:
    where = (
        '"accepted = tiep_nhan", "category in hngd, dan_su", "session_count from 2", "referred = true", "team filled", '
        '"co_team empty", "referred != true"'
    )
    found = read(
        LINE + 'dated_by = "closed_date"\nby_level = true\nadds_up = false\nhelp = "Cách đếm"\n'
        f'measure = {{ count = "mediation_case", where = [{where}] }}\n'
    ).indicators[0]
    assert found.measure == Count(
        "mediation_case",
        All((
            Is("accepted", "tiep_nhan"), OneOf("category", ("hngd", "dan_su")), Within("session_count", 2, None),
            Is("referred", True), Filled("team"), Empty("co_team"), IsNot("referred", True),
        )),
    )  # fmt: skip
    assert (found.dated_by, found.by_level, found.adds_up, found.help) == ("closed_date", True, False, "Cách đếm")
    assert (found.kind, found.basis) == (Kind.INTEGER, Basis.IN_PERIOD)


def test_sums_distinct_values_totals_and_ratios_are_read() -> None:
    found = read(
        LINE
        + LINE.replace("KT-01", "KT-02").replace("integer", "money")
        + 'measure = { sum = "value", of = "donation_receipt.goods" }\n'
        + LINE.replace("KT-01", "KT-03").replace("in_period", "at_cutoff")
        + 'measure = { distinct = "donor", of = "pledge", where = ["remaining from 1 to 5"] }\n'
        'span = { start = "registered_date", ends = ["cancelled_date"] }\n'
        + LINE.replace("KT-01", "KT-04") + 'measure = { total = ["KT-01", "-KT-03"] }\n'
        + LINE.replace("KT-01", "KT-05").replace("integer", "quantity") + 'measure = { ratio = ["KT-01", "KT-03"] }\n'
    ).indicators  # fmt: skip
    assert found[1].measure == Sum("donation_receipt.goods", "value", All(()))
    assert found[2].measure == CountDistinct("pledge", "donor", All((Within("remaining", 1, 5),)))
    assert found[2].span == Span("registered_date", ("cancelled_date",))
    assert not found[2].additive
    assert found[3].measure == Total(("KT-01", "-KT-03"))
    assert named_codes(found[3]) == ("KT-01", "KT-03")
    assert found[4].measure == Ratio("KT-01", "KT-03")


def test_counts_and_sums_of_one_register_are_added_up() -> None:
    found = read(
        LINE + "measure = [\n"
        '  { sum = "gifts", of = "disbursement", where = ["target_group = hoc_sinh"] },\n'
        '  { sum = "gift_count", of = "disbursement.beneficiaries", parts = true },\n]\nhelp = "Theo đối tượng"\n'
    ).indicators[0]  # fmt: skip
    pieces = (
        Sum("disbursement", "gifts", All((Is("target_group", "hoc_sinh"),))),
        Sum("disbursement.beneficiaries", "gift_count", All(()), parts=True),
    )
    assert found.measure == Added(pieces)
    assert [piece.measure for piece in pieces_of(found)] == list(pieces)
    assert found.additive


def test_every_gift_of_tet_for_the_poor_has_one_line() -> None:
    """Each source and level falls into one line; of the provincial fund, each target group too."""
    sources, levels = (
        [choice.code for choice in record_type("disbursement").by_name[name].choices]
        for name in ("funding_source", "funding_level")
    )
    told = {"occasion": "tet", "direction": "doi_tuong"}
    for source, level in product(sources, levels):
        for group in ("ho_ngheo", "hoc_sinh", "co_so_bao_tro", "khac"):
            given = {**told, "funding_source": source, "funding_level": level}
            for top in ("VH-04", "VH-05"):
                for head in ({"target_group": group}, {"target_group": None, "category": group}):
                    holds = [
                        code
                        for code in by_code()[top].measure.codes
                        for piece in by_code()[code].measure.pieces
                        if ("category" in head) == ("." in piece.table) and piece.where.holds({**given, **head})
                    ]
                    assert len(holds) == 1, (top, source, level, group, holds)


def measures_of(code) -> list[Any]:
    return [piece.measure for piece in pieces_of(by_code()[code])]


RUNNING = ((None, 1), (False, 1), (True, 0))
"""The answer to "Chi cho hoạt động của quỹ", and in how many lines of help such a payment counts."""


@pytest.mark.parametrize(("running", "lines"), RUNNING)
def test_every_content_of_relief_has_one_line(running, lines):
    contents = [choice.code for choice in record_type("disbursement").by_name["content"].choices]
    told = {"fund.fund_kind": "cuu_tro", "direction": "doi_tuong", "running_cost": running}
    measures = [measure for code in by_code()["VH-10"].measure.codes for measure in measures_of(code)]
    for content in contents:
        assert sum(measure.where.holds({**told, "content": content}) for measure in measures) == lines, content


@pytest.mark.parametrize(("running", "lines"), RUNNING)
@pytest.mark.parametrize(
    ("code", "content"),
    [("KT-27", "sinh_ke"), ("VH-14", "chua_benh"), ("VH-11", "luong_thuc"), ("VH-21", "khac"), ("VH-22", "khac")],
)
def test_what_a_fund_spends_on_its_own_work_is_no_help(code, content, running, lines):
    """Nghị định 93/2021/NĐ-CP Điều 12 khoản 3: such costs are told apart, as the books of a fund do."""
    typed = {"direction": "doi_tuong", "content": content, "running_cost": running, "gifts": 7, "amount": 9_000}
    kept = shown_values(record_type("disbursement"), typed)
    assert kept["amount"] == 9_000
    seen = {"fund.fund_kind": "cuu_tro", **kept}
    counted = [kept.get(measure.field) for measure in measures_of(code) if measure.where.holds(seen)]
    assert len([value for value in counted if value is not None]) == lines


def test_columns_are_read_in_order() -> None:
    assert [column.kind for column in appendix().columns] == [
        ColumnKind.PREVIOUS, ColumnKind.IN_PERIOD, ColumnKind.CUMULATIVE, ColumnKind.SAME_LAST_YEAR, ColumnKind.PERCENT,
    ]  # fmt: skip


MISTAKES = [  # what is written in the second line of figures, the line it stands in, words of the complaint
    ('measure = { count = "mediation_cases" }', 19, "mediation_cases"),
    ('measure = { count = "mediation_case", where = ["resultat = thanh"] }', 19, "resultat"),
    ('measure = { count = "mediation_case", where = ["outcome = gut"] }', 19, "gut"),
    ('measure = { count = "mediation_case", where = ["team.colour = red"] }', 19, "colour"),
    ('measure = { count = "mediation_case", where = ["outcome ~ thanh"] }', 19, "outcome ~ thanh"),
    ('measure = { count = "mediation_case", where = ["outcome from 1"] }', 19, "outcome"),
    ('measure = { count = "mediation_case", where = ["referred = 1"] }', 19, "true hoặc false"),
    ('measure = { count = "mediation_case.people" }', 19, "mediation_case.people"),
    ('measure = { sum = "amount", of = "pledge" }', 17, "money"),
    ('measure = { total = ["KT-09"] }', 19, "KT-09"),
    ('measure = { ratio = ["KT-01", "KT-02"] }', 17, "quantity"),
    ('measure = [{ count = "pledge" }, { count = "pledge" }]', 19, "help"),
    ('measure = [{ count = "pledge" }]', 19, "measure"),
    ('measure = [{ count = "pledge" }, { distinct = "donor", of = "pledge" }]', 19, "measure"),
    ('measure = [{ count = "pledge" }, { count = "disbursement" }]', 19, "cùng một sổ"),
    ('measure = [{ count = "pledge" }, { sum = "amount", of = "pledge" }]', 17, "money"),
    ('measure = { count = "pledge", parts = true }', 19, "trong đó"),
    ('measure = { average = "amount" }', 19, "measure"),
    ('dated_by = "outcome"\nmeasure = { count = "mediation_case" }', 19, "outcome"),
    ('nested_in = "KT-77"', 19, "KT-77"),
    ('colour = "red"', 19, "colour"),
    ('by_level = "yes"', 19, "by_level"),
]


@pytest.mark.parametrize("written, line, words", MISTAKES)
def test_a_mistake_is_named_with_file_and_line(written: str, line: int, words: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read(LINE + LINE.replace("KT-01", "KT-02") + written + "\n")
    assert str(refused.value).startswith(f"thu.toml, dòng {line}: ")
    assert words in str(refused.value)


def test_what_spans_two_lines_is_refused_too() -> None:
    with pytest.raises(DefinitionError, match="có hai lần"):
        read(LINE + LINE)
    with pytest.raises(DefinitionError, match="chính nó"):
        read(LINE + 'nested_in = "KT-02"\n' + LINE.replace("KT-01", "KT-02") + 'nested_in = "KT-01"\n')
    with pytest.raises(DefinitionError, match="KT-08"):
        read(LINE + '[[check]]\nname = "x"\nleft = ["KT-01"]\nright = ["KT-08"]\n')
    with pytest.raises(DefinitionError, match="dòng 8: sai cú pháp"):
        read("\n[[line]\n")
    with pytest.raises(DefinitionError, match="Thiếu mục “id”"):
        parse('title = "x"\nline = []\ncolumn = []\n', RECORD_TYPES, "thu.toml")
    with pytest.raises(DefinitionError, match="không cộng được"):
        read(LINE + LINE.replace("KT-01", "KT-02").replace("integer", "money") + 'measure = { total = ["KT-01"] }\n')
