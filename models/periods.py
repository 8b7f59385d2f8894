"""Reporting periods: month, quarter, half-year, nine months, year; their cut-offs and the days that count in them.

Nothing falls between two reports: a period begins on the day after the cut-off of the one before it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from models.days import last_day_of_month, show_day
from models.numerals import NotReadable
from models.rules import Problem, Severity

LATEST_AFTER_END = 31  # days; a later cut-off is worth a question


class PeriodKind(enum.Enum):
    """How long a period is; the value is its number of months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    NINE_MONTHS = 9
    YEAR = 12


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period of a year; `part` is "01".."12", "Q1".."Q4", "H1", "H2", "9M" or "" for the year.

    Periods sort by their last day, the shorter first: 2024-06, 2024-Q2, 2024-H1."""

    year: int
    part: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"0[1-9]|1[0-2]|Q[1-4]|H[12]|9M|", self.part):
            raise ValueError(f"{self.part!r} is no part of a year")

    def __lt__(self, other: Period) -> bool:
        return (self.last, self.kind.value) < (other.last, other.kind.value)

    @property
    def code(self) -> str:
        """As it is stored and typed: "2024-01", "2024-Q1", "2024-H1", "2024-9M", "2024"."""
        return f"{self.year:04d}-{self.part}" if self.part else f"{self.year:04d}"

    @property
    def kind(self) -> PeriodKind:
        by_letter = {"": PeriodKind.YEAR, "Q": PeriodKind.QUARTER, "H": PeriodKind.HALF, "9": PeriodKind.NINE_MONTHS}
        return by_letter.get(self.part[:1], PeriodKind.MONTH)

    @property
    def label(self) -> str:
        """As a report's title names it: "6 tháng đầu năm 2024"."""
        match self.kind:
            case PeriodKind.MONTH:
                name = f"Tháng {self.part} năm"
            case PeriodKind.QUARTER:
                name = f"Quý {('I', 'II', 'III', 'IV')[self._number - 1]} năm"
            case PeriodKind.HALF:
                name = "6 tháng đầu năm" if self._number == 1 else "6 tháng cuối năm"
            case PeriodKind.NINE_MONTHS:
                name = "9 tháng đầu năm"
            case PeriodKind.YEAR:
                name = "Năm"
        return f"{name} {self.year}"

    @property
    def first(self) -> date:
        """The nominal first day."""
        return date(self.year, (self._number - 1) * self.kind.value + 1, 1)

    @property
    def last(self) -> date:
        """The nominal last day."""
        month = self._number * self.kind.value
        return date(self.year, month, last_day_of_month(self.year, month))

    def previous_year(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.part)

    def previous(self) -> Period:
        """The one of the same kind just before; nine months and a year have none nearer than last year's."""
        if self._number > 1:
            return Period(self.year, self._part(self._number - 1))
        if self.kind is PeriodKind.NINE_MONTHS:
            return self.previous_year()
        return Period(self.year - 1, self._part(12 // self.kind.value))

    def contains(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def _number(self) -> int:
        """Which one of its kind in the year, from 1."""
        return int(self.part.lstrip("QH")) if self.kind.value <= PeriodKind.HALF.value else 1

    def _part(self, number: int) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{number:02d}"
            case PeriodKind.YEAR | PeriodKind.NINE_MONTHS:
                return self.part
            case _:
                return f"{self.part[0]}{number}"


def parse_period(code: str) -> Period:
    """The period of a code; NotReadable (a ValueError) with a Vietnamese sentence for anything else."""
    if match := re.fullmatch(r"((?:19|20|21)[0-9]{2})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?", code.strip().upper()):
        return Period(int(match[1]), match[2] or "")
    raise NotReadable(f"Không có kỳ “{code[:20]}”. Nhập như 2024-01, 2024-Q1, 2024-H1, 2024-9M hoặc 2024.")


def periods_of_year(year: int) -> tuple[Period, ...]:
    """All twenty periods of a year, in their order."""
    months = [f"{month:02d}" for month in range(1, 13)]
    every = (Period(year, part) for part in (*months, "Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", ""))
    return tuple(sorted(every, key=lambda period: (period.last, period.kind.value)))


def tilings(period: Period, available: Iterable[Period]) -> tuple[tuple[Period, ...], ...]:
    """Every way to compose a period of two or more shorter ones that are at hand, those with fewest parts first."""
    parts = sorted({other for other in available if period.contains(other) and other != period})

    def following(day: date) -> Iterator[tuple[Period, ...]]:
        if day > period.last:
            yield ()
        for part in parts:
            if part.first == day:
                yield from ((part, *rest) for rest in following(part.last + timedelta(days=1)))

    return tuple(sorted(following(period.first), key=len))


@dataclass(frozen=True, slots=True)
class Window:
    """The days that count, all included: in the period from `start` to `end`, since the year's start from
    `year_start` to `end`."""

    start: date
    end: date
    year_start: date


def window(period: Period, cutoff: date, cutoffs: Mapping[str, date]) -> Window:
    """The window of a period that is cut off at `cutoff`; `cutoffs` are the recorded cut-offs by period code."""
    recorded = {parse_period(code): day for code, day in cutoffs.items()}
    year_first = date(period.year, 1, 1)
    return Window(_start(period.first, period.kind, recorded), cutoff, _start(year_first, period.kind, recorded))


def default_cutoff(period: Period, today: date) -> date:
    """The cut-off that is proposed: the period's last day, or today while the period still runs."""
    return max(period.first, min(period.last, today))


def check_cutoff(period: Period, cutoff: date) -> Problem | None:
    """A cut-off before the period begins is a stop; one more than 31 days after its end asks for a second look."""
    day, name = show_day(cutoff.isoformat()), period.label[0].lower() + period.label[1:]
    if cutoff < period.first:
        first = show_day(period.first.isoformat())
        message = f"Ngày chốt số liệu {day} sớm hơn ngày đầu kỳ {first}. Nhập ngày chốt của {name}."
        return Problem("cutoff", message, Severity.STOP, rule="cutoff_before_period")
    if cutoff > period.last + timedelta(days=LATEST_AFTER_END):
        last = show_day(period.last.isoformat())
        message = (
            f"Ngày chốt số liệu {day} muộn hơn ngày cuối kỳ {last} trên {LATEST_AFTER_END} ngày. Kiểm tra lại ngày."
        )
        return Problem("cutoff", message, Severity.WARNING, rule="cutoff_long_after_period")
    return None


def _start(first: date, kind: PeriodKind, recorded: Mapping[Period, date]) -> date:
    """The day after the cut-off of a period that ends just before `first`: of the same kind if there is one, else the
    latest; without any, `first` itself."""
    before = {period: day for period, day in recorded.items() if period.last == first - timedelta(days=1)}
    days = [day for period, day in before.items() if period.kind is kind] or list(before.values())
    return max(days) + timedelta(days=1) if days else first


def year_earlier(day: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
