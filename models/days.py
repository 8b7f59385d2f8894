"""Days as officers type them (3/6/2024, 030624, 3/6, hôm nay) and as forms show them (03/06/2024)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.numerals import NotReadable
from models.text import clean_line, fold

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_AHEAD = 20  # a year of two digits lies at most so far after today

_SPOKEN = {"hom nay": 0, "nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1, "mai": 1}
_SEPARATOR = r" ?[-/. ] ?"
_YEAR_FIRST = re.compile(rf"(?P<y>[0-9]{{4}}){_SEPARATOR}(?P<m>[0-9]{{1,2}}){_SEPARATOR}(?P<d>[0-9]{{1,2}})")
_DAY_FIRST = re.compile(
    rf"(?P<d>[0-9]{{1,2}}){_SEPARATOR}(?P<m>[0-9]{{1,2}})(?:{_SEPARATOR}(?P<y>[0-9]{{4}}|[0-9]{{2}}))?"
)
_COMPACT = re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4}|[0-9]{2})")
_IN_WORDS = re.compile(r"(?:ngay )?(?P<d>[0-9]{1,2}) ?thang ?(?P<m>[0-9]{1,2})(?:,? ?nam ?(?P<y>[0-9]{4}))?")
_EXAMPLE = "Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."


def read_day(text: str, today: date) -> str:
    """An ISO day (yyyy-mm-dd); without a year it is this year's. NotReadable says what is wrong with it."""
    folded = fold(text)
    if folded in _SPOKEN:
        return (today + timedelta(days=_SPOKEN[folded])).isoformat()
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _COMPACT, _IN_WORDS):
        if match := pattern.fullmatch(folded):
            return _checked(match["y"], int(match["m"]), int(match["d"]), today)
    if re.fullmatch(rf"(thang )?[0-9]{{1,2}}{_SEPARATOR}[0-9]{{4}}", folded):
        raise NotReadable("Chưa có ngày. Nhập đủ ngày, tháng và năm, ví dụ 15/06/2024.")
    raise NotReadable(f"Chưa đọc được ngày “{clean_line(text)[:40]}”. {_EXAMPLE}")


def show_day(iso: str) -> str:
    """dd/MM/yyyy; what is not an ISO day is shown as it is."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", iso)
    return f"{match[3]}/{match[2]}/{match[1]}" if match else iso


def last_day_of_month(year: int, month: int) -> int:
    """28 to 31."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _checked(year_text: str | None, month: int, day: int, today: date) -> str:
    year = _full_year(year_text, today)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotReadable(f"Năm {year} nằm ngoài khoảng {EARLIEST_YEAR}–{LATEST_YEAR}. Kiểm tra lại năm.")
    if not 1 <= month <= 12:
        raise NotReadable(f"Không có tháng {month}. {_EXAMPLE}")
    days = last_day_of_month(year, month)
    if not 1 <= day <= days:
        raise NotReadable(f"Không có ngày {day:02d}/{month:02d}/{year}; tháng này có {days} ngày. Kiểm tra lại ngày.")
    return date(year, month, day).isoformat()


def _full_year(text: str | None, today: date) -> int:
    """Two digits mean the one year with these digits from 79 years back to 20 years ahead."""
    if text is None:
        return today.year
    if len(text) == 4:
        return int(text)
    latest = today.year + _AHEAD
    return latest - (latest - int(text)) % 100
