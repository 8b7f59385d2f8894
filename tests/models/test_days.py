"""Days as officers type them; expectations written by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.days import read_day, show_day
from models.numerals import NotReadable

TODAY = date(2024, 6, 10)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3/6/2024", "2024-06-03"),
        ("03/06/2024", "2024-06-03"),
        (" 3 / 6 / 2024 ", "2024-06-03"),
        ("3-6-2024", "2024-06-03"),
        ("3.6.2024", "2024-06-03"),
        ("3 6 2024", "2024-06-03"),
        ("030624", "2024-06-03"),
        ("03062024", "2024-06-03"),
        ("3/6", "2024-06-03"),
        ("3/6/24", "2024-06-03"),
        ("1/1/44", "2044-01-01"),
        ("1/1/45", "1945-01-01"),
        ("3/2/30", "2030-02-03"),
        ("19/5/90", "1990-05-19"),
        ("2024-06-03", "2024-06-03"),
        ("2024/6/3", "2024-06-03"),
        ("hôm nay", "2024-06-10"),
        ("HÔM QUA", "2024-06-09"),
        ("hom kia", "2024-06-08"),
        ("ngày mai", "2024-06-11"),
        ("ngày 3 tháng 6 năm 2024", "2024-06-03"),
        ("ngày 03 tháng 6", "2024-06-03"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_days_are_read(text, iso):
    assert read_day(text, TODAY) == iso


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/2024", "Không có ngày 31/02/2024; tháng này có 29 ngày. Kiểm tra lại ngày."),
        ("29/2/2023", "Không có ngày 29/02/2023; tháng này có 28 ngày. Kiểm tra lại ngày."),
        ("31/6", "Không có ngày 31/06/2024; tháng này có 30 ngày. Kiểm tra lại ngày."),
        ("0/6/2024", "Không có ngày 00/06/2024; tháng này có 30 ngày. Kiểm tra lại ngày."),
        ("6/24", "Không có tháng 24. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."),
        ("6/13/2024", "Không có tháng 13. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."),
        ("3/6/0204", "Năm 204 nằm ngoài khoảng 1900–2100. Kiểm tra lại năm."),
        ("6/2024", "Chưa có ngày. Nhập đủ ngày, tháng và năm, ví dụ 15/06/2024."),
        ("tháng 6/2024", "Chưa có ngày. Nhập đủ ngày, tháng và năm, ví dụ 15/06/2024."),
        ("đầu năm", "Chưa đọc được ngày “đầu năm”. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."),
        ("2024", "Chưa đọc được ngày “2024”. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."),
    ],
)
def test_other_days_are_refused_with_advice(text, sentence):
    with pytest.raises(NotReadable) as refused:
        read_day(text, TODAY)
    assert refused.value.message == sentence


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(2000, 1, 1), date(2080, 12, 31)))
def test_a_shown_day_reads_back(day, today):
    assert show_day(day.isoformat()) == day.strftime("%d/%m/") + f"{day.year:04d}"
    assert read_day(show_day(day.isoformat()), today) == day.isoformat()
    assert read_day(day.isoformat(), today) == day.isoformat()
    assert read_day(day.strftime("%d%m%Y"), today) == day.isoformat()


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(0, 99))
def test_two_digits_mean_a_year_near_today(today, digits):
    year = int(read_day(f"1/1/{digits:02d}", today)[:4])
    assert year % 100 == digits
    assert today.year - 80 < year <= today.year + 20


def test_what_is_no_day_is_shown_as_it_is():
    assert show_day("khoảng tháng 6") == "khoảng tháng 6"
