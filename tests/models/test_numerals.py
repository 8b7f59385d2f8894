"""Numbers as officers write them; expectations written by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.numerals import (
    LARGEST,
    NotReadable,
    format_number,
    percent,
    percent_hundredths,
    read_amount,
    to_stored,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234567", 1234567),
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("1\u00a0234", 1234),
        ("0", 0),
        ("007", 7),
        ("1,5", Fraction(3, 2)),
        ("1.234,50", Fraction(123450, 100)),
        ("1.500", 1500),
    ],
)
def test_numbers_are_read(text, value):
    assert read_amount(text).value == value


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.5", "nhập 1,5"),
        ("1234.567", "nhập 1234,567"),
        ("0.500", "nhập 0,500"),
        ("1,234,567", "nhập 1.234.567"),
        ("1.718.", "Chưa đọc được số"),
        ("12 5", "Chưa đọc được số"),
        ("1.23.456", "Chưa đọc được số"),
        ("1,5,5", "Chưa đọc được số"),
        ("abc", "Nhập chữ số"),
        ("", "Nhập chữ số"),
        ("9" * 40, "Số quá lớn"),
    ],
)
def test_other_numbers_are_refused_with_advice(text, advice):
    with pytest.raises(NotReadable, match=advice) as refused:
        read_amount(text)
    assert "!" not in refused.value.message


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5tr", 5_000_000, ""),
        ("5tr5", 5_500_000, ""),
        ("5 triệu", 5_000_000, ""),
        ("1,5 triệu đồng", 1_500_000, "đồng"),
        ("1.500 triệu", 1_500_000_000, ""),
        ("17,68 tỷ", 17_680_000_000, ""),
        ("17,68 tỉ", 17_680_000_000, ""),
        ("2 tỷ 5", 2_500_000_000, ""),
        ("500k", 500_000, ""),
        ("500 nghìn", 500_000, ""),
        ("500 NGÀN", 500_000, ""),
        ("1 tỷ 200 triệu", 1_200_000_000, ""),
        ("1 tỷ 200 triệu 50 nghìn đồng", 1_200_050_000, "đồng"),
        ("2 nghìn tỷ", 2_000_000_000_000, ""),
        ("-3.500", -3500, ""),
        ("− 5", -5, ""),
        ("265 nghìn ngày công", 265_000, "ngày công"),
        ("500.000đ", 500_000, "đ"),
        ("10 kg", 10, "kg"),
        ("59.482 m2", 59482, "m2"),
    ],
)
def test_amounts_are_read(text, value, unit):
    amount = read_amount(text)
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize("text", ["5tr50", "1 triệu 2 tỷ", "1 triệu 2 triệu", "2 tỷ 5 đồng", "1.718.triệu", "triệu"])
def test_unclear_amounts_are_refused(text):
    with pytest.raises(NotReadable):
        read_amount(text)


@pytest.mark.parametrize("text", ["500,000", "500,00", "1,5"])
def test_a_whole_number_takes_no_bare_comma(text):
    with pytest.raises(NotReadable, match="Để ngăn hàng nghìn, nhập dấu chấm"):
        to_stored(read_amount(text), 0)


def test_limits_of_what_is_stored():
    assert to_stored(read_amount("1,500 triệu"), 0) == 1_500_000
    assert to_stored(read_amount("1,234"), 3) == 1234
    with pytest.raises(NotReadable, match="nhiều nhất 3 chữ số"):
        to_stored(read_amount("1,2345"), 3)
    with pytest.raises(NotReadable, match="không có phần lẻ"):
        to_stored(read_amount("0,0005 k"), 0)
    assert to_stored(read_amount("1000000000000000"), 0) == LARGEST
    with pytest.raises(NotReadable, match="Số quá lớn"):
        to_stored(read_amount("1000000000000001"), 0)


@pytest.mark.parametrize(
    ("value", "decimals", "trim", "text"),
    [
        (1234567, 0, False, "1.234.567"),
        (999, 0, False, "999"),
        (-1234, 0, False, "-1.234"),
        (7288, 2, False, "72,88"),
        (7280, 2, False, "72,80"),
        (7280, 2, True, "72,8"),
        (7200, 2, True, "72"),
        (5, 3, False, "0,005"),
        (-5, 3, True, "-0,005"),
        (1234500, 3, True, "1.234,5"),
        (0, 2, True, "0"),
    ],
)
def test_numbers_are_printed(value, decimals, trim, text):
    assert format_number(value, decimals, trim=trim) == text


@given(st.integers(-LARGEST, LARGEST), st.integers(0, 4), st.booleans())
def test_a_printed_number_reads_back(value, decimals, trim):
    amount = read_amount(format_number(value, decimals, trim=trim))
    assert amount.value == Fraction(value, 10**decimals)


@given(st.text(max_size=20) | st.from_regex(r"[0-9., ]{1,12}(k|tr|tỷ|nghìn)?[0-9., ]{0,4}", fullmatch=True))
def test_any_text_is_read_or_answered(text):
    try:
        read_amount(text)
    except NotReadable as refused:
        assert refused.message.endswith(".")


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (739, 1014, "72,88%"),
        (108, 181, "59,67%"),
        (1646, 1646, "100,00%"),
        (1, 3, "33,33%"),
        (1, 8, "12,50%"),
        (1, 16000, "0,01%"),  # 0,00625
        (1, 20000, "0,01%"),  # exactly 0,005: half goes up
        (1, 20001, "0,00%"),
        (-1, 20000, "-0,01%"),
        (0, 5, "0,00%"),
        (2500, 1, "250.000,00%"),
        (5, 0, "–"),
        (5, None, "–"),
        (None, 5, "–"),
    ],
)
def test_percentages_round_half_up(numerator, denominator, text):
    assert percent(numerator, denominator) == text


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_percentage_is_at_most_half_a_hundredth_off(numerator, denominator):
    hundredths = percent_hundredths(numerator, denominator)
    assert hundredths is not None
    twice_off = 2 * (numerator * 10_000 - hundredths * denominator)
    assert -denominator <= twice_off < denominator
