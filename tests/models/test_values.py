"""Values per Kind: read, shown, edited; expectations written by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import Area, Choice, Field, Kind
from models.land_units import find_land_unit
from models.text import clean_line, clean_text
from models.values import NotReadable, edit_text, parse, parse_figure, region_land_units, show, show_figure

TODAY = date(2024, 6, 10)
NORTH = region_land_units("bac")
CHOICES = (
    Choice("tien_mat", "Tiền mặt"),
    Choice("chuyen_khoan", "Chuyển khoản"),
    Choice("hien_vat", "Hiện vật"),
    Choice("tien_cu", "Tiền cũ", retired=True),
    Choice("hien_vat_va_tien", "Hiện vật và tiền"),
)


def field(kind: Kind, unit: str = "") -> Field:
    return Field(
        "f", "Ô", kind, unit, choices=CHOICES if kind is Kind.CHOICE else (), refers_to="x" * (kind is Kind.REFERENCE)
    )


def read(kind: Kind, text: str, unit: str = ""):
    return parse(field(kind, unit), text, today=TODAY, land_units=NORTH)


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_nothing(kind):
    assert read(kind, " \t ") is None
    assert show(field(kind), None) == edit_text(field(kind), None) == ""


@pytest.mark.parametrize(
    ("kind", "text", "value", "shown"),
    [
        (Kind.TEXT, "  Nguyễn  Văn An ", "Nguyễn Văn An", "Nguyễn Văn An"),
        (Kind.LONG_TEXT, "Dòng một\r\nDòng hai \n", "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
        (Kind.INTEGER, "1.014", 1014, "1.014"),
        (Kind.INTEGER, "15 người", 15, "15"),
        (Kind.INTEGER, "140 nghìn", 140_000, "140.000"),
        (Kind.MONEY, "1.234.567", 1_234_567, "1.234.567"),
        (Kind.MONEY, "1234567", 1_234_567, "1.234.567"),
        (Kind.MONEY, "1.234.567 đồng", 1_234_567, "1.234.567"),
        (Kind.MONEY, "500.000đ", 500_000, "500.000"),
        (Kind.MONEY, "5.000.000 VNĐ./.", 5_000_000, "5.000.000"),
        (Kind.MONEY, "5tr", 5_000_000, "5.000.000"),
        (Kind.MONEY, "5 triệu", 5_000_000, "5.000.000"),
        (Kind.MONEY, "1,5 triệu đồng", 1_500_000, "1.500.000"),
        (Kind.MONEY, "17,68 tỷ", 17_680_000_000, "17.680.000.000"),
        (Kind.MONEY, "500k", 500_000, "500.000"),
        (Kind.MONEY, "500 nghìn", 500_000, "500.000"),
        (Kind.QUANTITY, "1,5", 1500, "1,5"),
        (Kind.QUANTITY, "1.500", 1_500_000, "1.500"),
        (Kind.QUANTITY, "2,125 kg", 2125, "2,125"),
        (Kind.AREA, "59.482 m2", Area(59_482_000, "m²", 100), "59.482 m²"),
        (Kind.AREA, "59.482", Area(59_482_000, "m²", 100), "59.482 m²"),
        (Kind.AREA, "120,5 m²", Area(120_500, "m²", 100), "120,5 m²"),
        (Kind.AREA, "120 mét vuông", Area(120_000, "m²", 100), "120 m²"),
        (Kind.AREA, "43,5 ha", Area(43_500, "ha", 1_000_000), "43,5 ha (435.000 m²)"),
        (Kind.AREA, "5,9482 ha", Area(59_482_000, "m²", 100), "59.482 m²"),
        (Kind.AREA, "10 sào", Area(10_000, "sào", 36_000), "10 sào (3.600 m²)"),
        (Kind.AREA, "10 SAO", Area(10_000, "sào", 36_000), "10 sào (3.600 m²)"),
        (Kind.AREA, "1,5 mẫu Bắc Bộ", Area(1_500, "mẫu", 360_000), "1,5 mẫu (5.400 m²)"),
        (Kind.AREA, "5 thước", Area(5_000, "thước", 2_400), "5 thước (120 m²)"),
        (Kind.DATE, "3/6/2024", "2024-06-03", "03/06/2024"),
        (Kind.YEAR, "1985", 1985, "1985"),
        (Kind.BOOLEAN, "có", True, "Có"),
        (Kind.BOOLEAN, "Khong", False, "Không"),
        (Kind.CHOICE, "tien_mat", "tien_mat", "Tiền mặt"),
        (Kind.CHOICE, "Tiền mặt", "tien_mat", "Tiền mặt"),
        (Kind.CHOICE, "chuyen", "chuyen_khoan", "Chuyển khoản"),
        (Kind.CHOICE, "tien", "tien_mat", "Tiền mặt"),
        (Kind.CHOICE, "tiền cũ", "tien_cu", "Tiền cũ"),
        (Kind.CHOICE, "hien vat", "hien_vat", "Hiện vật"),
        (Kind.REFERENCE, "0190-abc", "0190-abc", "0190-abc"),
        (Kind.UNIT, "06463", "06463", "06463"),
    ],
)
def test_what_is_typed_is_read_shown_and_edited(kind, text, value, shown):
    unit = {Kind.INTEGER: "người", Kind.QUANTITY: "kg"}.get(kind, "")
    assert read(kind, text, unit) == value
    assert show(field(kind), value) == shown
    assert read(kind, edit_text(field(kind), value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Kind.MONEY, "500,000", "Ở đây không dùng phần thập phân. Để ngăn hàng nghìn, nhập dấu chấm, ví dụ 500.000."),
        (Kind.MONEY, "1.5 triệu", "Dấu chấm dùng để ngăn hàng nghìn. Nếu là phần thập phân, nhập 1,5."),
        (Kind.MONEY, "1.718.triệu", "Chưa đọc được số “1.718.”. Nhập như 1.234.567, phần thập phân sau dấu phẩy."),
        (Kind.MONEY, "100 USD", "Chưa hiểu “USD” sau số. Chỉ nhập số, tính theo đồng."),
        (Kind.INTEGER, "12 cái", "Chưa hiểu “cái” sau số. Chỉ nhập số, tính theo vụ."),
        (Kind.QUANTITY, "1.5", "Dấu chấm dùng để ngăn hàng nghìn. Nếu là phần thập phân, nhập 1,5."),
        (Kind.QUANTITY, "1,2345", "Có quá nhiều chữ số sau dấu phẩy. Nhập nhiều nhất 3 chữ số."),
        (Kind.AREA, "10 công", "Chưa rõ đơn vị “công”. Nhập một số và một đơn vị trong các đơn vị: "
         "m², ha, thước, sào, mẫu."),
        (Kind.AREA, "2 sào 5 thước", "Chưa rõ đơn vị “sào 5 thước”. Nhập một số và một đơn vị trong các đơn vị: "
         "m², ha, thước, sào, mẫu."),
        (Kind.AREA, "-5 m2", "Diện tích không thể âm. Kiểm tra lại số."),
        (Kind.AREA, "0,33333 sào", "Có quá nhiều chữ số sau dấu phẩy. Nhập nhiều nhất 3 chữ số."),
        (Kind.AREA, "100.000.000.000 ha", "Số quá lớn. Kiểm tra lại các chữ số."),
        (Kind.YEAR, "85", "Nhập năm đủ bốn chữ số, ví dụ 1985."),
        (Kind.BOOLEAN, "chưa rõ", "Nhập “có” hoặc “không”."),
        (Kind.CHOICE, "hien", "Có nhiều mục bắt đầu bằng “hien”: Hiện vật, Hiện vật và tiền. Gõ thêm vài chữ."),
        (Kind.CHOICE, "vàng", "Không có mục “vàng”. Chọn một trong: Tiền mặt, Chuyển khoản, Hiện vật, "
         "Hiện vật và tiền."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered(kind, text, sentence):
    with pytest.raises(NotReadable) as refused:
        read(kind, text, "vụ" if kind is Kind.INTEGER else "")
    assert refused.value.message == sentence


def test_stored_yes_and_unknown_codes_are_shown():
    assert show(field(Kind.BOOLEAN), 1) == "Có"
    assert show(field(Kind.BOOLEAN), 0) == "Không"
    assert show(field(Kind.CHOICE), "bỏ rồi") == "bỏ rồi"
    assert show(field(Kind.DATE), "không rõ") == "không rõ"


def test_two_choices_with_one_label_are_edited_by_code():
    twins = Field("f", "Ô", Kind.CHOICE, choices=(Choice("a", "Khác"), Choice("b", "Khác")))
    assert [parse(twins, edit_text(twins, code), today=TODAY) for code in "ab"] == ["a", "b"]


integers = st.integers(-(10**15), 10**15)
VALUES = {
    Kind.TEXT: st.text().map(clean_line).filter(bool),
    Kind.LONG_TEXT: st.text().map(clean_text).filter(bool),
    Kind.INTEGER: integers,
    Kind.MONEY: integers,
    Kind.QUANTITY: integers,
    Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
    Kind.YEAR: st.integers(1000, 2999),
    Kind.CHOICE: st.sampled_from([choice.code for choice in CHOICES]),
    Kind.BOOLEAN: st.booleans(),
    Kind.AREA: st.builds(
        lambda typed, unit: Area(typed, unit.code, unit.factor), st.integers(0, 10**11), st.sampled_from(NORTH)
    ),
}


@given(st.sampled_from(list(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_what_stands_in_the_editor_reads_back(case):
    kind, value = case
    assert read(kind, edit_text(field(kind), value)) == value


@given(st.sampled_from(list(Kind)), st.text(max_size=30))
def test_any_text_is_read_or_answered(kind, text):
    try:
        read(kind, text)
    except NotReadable as refused:
        assert refused.message.endswith(".")


@pytest.mark.parametrize(
    ("kind", "text", "unit", "expected", "shown"),
    [
        (Kind.INTEGER, "trên 43.000", "", (43_000, "trên"), "trên 43.000"),
        (Kind.INTEGER, "Trên 43.000 cây", "cây", (43_000, "trên"), "trên 43.000"),
        (Kind.INTEGER, "gan 500", "", (500, "gần"), "gần 500"),
        (Kind.INTEGER, "khoảng 265 nghìn ngày công", "ngày công", (265_000, "khoảng"), "khoảng 265.000"),
        (Kind.INTEGER, "ước tính 1.200", "", (1200, "ước"), "ước 1.200"),
        (Kind.INTEGER, "xấp xỉ 90", "", (90, "xấp xỉ"), "xấp xỉ 90"),
        (Kind.INTEGER, "1.767", "", (1767, ""), "1.767"),
        (Kind.INTEGER, "0", "", (0, ""), "0"),
        (Kind.MONEY, "trên 76 tỷ", "", (76_000_000_000, "trên"), "trên 76.000.000.000"),
        (Kind.QUANTITY, "hơn 4,389 km", "km", (4389, "hơn"), "hơn 4,389"),
        (Kind.AREA, "43,5 ha", "", (43_500_000, ""), "435.000"),
        (Kind.AREA, "trên 120,25", "m²", (12_025, "trên"), "trên 120,25"),
        (Kind.INTEGER, "  ", "", (None, ""), ""),
    ],
)
def test_figures_keep_their_word(kind, text, unit, expected, shown):
    assert parse_figure(kind, text, unit=unit) == expected
    assert show_figure(kind, *expected) == shown


@pytest.mark.parametrize("text", ["nhiều", "trên", "trên nhiều", "từ 5 đến 7", "tổng 5"])
def test_other_figures_are_refused(text):
    with pytest.raises(NotReadable):
        parse_figure(Kind.INTEGER, text)


def test_land_units_of_the_regions():
    assert [find_land_unit("sao", region_land_units(region)).factor for region in ("bac", "trung", "nam")] == [
        36_000,
        50_000,
        100_000,
    ]
    assert find_land_unit("công", region_land_units("nam")).factor == 100_000
    assert [unit.code for unit in region_land_units("")] == ["m²", "ha"]
    with pytest.raises(NotReadable, match="Chưa rõ đơn vị"):
        find_land_unit("m", NORTH)
