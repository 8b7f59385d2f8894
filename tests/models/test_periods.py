"""Periods, tilings, windows and cut-offs; expectations written by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.numerals import NotReadable
from models.periods import (
    Period,
    Window,
    check_cutoff,
    default_cutoff,
    parse_period,
    periods_of_year,
    tilings,
    window,
    year_earlier,
)
from models.rules import Severity

PARTS = [f"{month:02d}" for month in range(1, 13)] + ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", ""]
periods = st.builds(Period, st.integers(1990, 2090), st.sampled_from(PARTS))


def named(*codes: str) -> tuple[Period, ...]:
    return tuple(parse_period(code) for code in codes)


@pytest.mark.parametrize(
    ("code", "label", "first", "last", "previous", "year_before"),
    [
        ("2024-01", "Tháng 01 năm 2024", "2024-01-01", "2024-01-31", "2023-12", "2023-01"),
        ("2024-02", "Tháng 02 năm 2024", "2024-02-01", "2024-02-29", "2024-01", "2023-02"),
        ("2024-12", "Tháng 12 năm 2024", "2024-12-01", "2024-12-31", "2024-11", "2023-12"),
        ("2024-Q1", "Quý I năm 2024", "2024-01-01", "2024-03-31", "2023-Q4", "2023-Q1"),
        ("2024-Q4", "Quý IV năm 2024", "2024-10-01", "2024-12-31", "2024-Q3", "2023-Q4"),
        ("2024-H1", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "2023-H2", "2023-H1"),
        ("2024-H2", "6 tháng cuối năm 2024", "2024-07-01", "2024-12-31", "2024-H1", "2023-H2"),
        ("2024-9M", "9 tháng đầu năm 2024", "2024-01-01", "2024-09-30", "2023-9M", "2023-9M"),
        ("2024", "Năm 2024", "2024-01-01", "2024-12-31", "2023", "2023"),
    ],
)
def test_a_period(code, label, first, last, previous, year_before):
    period = parse_period(code)
    assert period.code == code
    assert period.label == label
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert period.previous().code == previous
    assert period.previous_year().code == year_before


@pytest.mark.parametrize("code", ["", "2024-13", "2024-00", "2024-1", "2024-Q5", "2024-H3", "24-01", "2024-6M", "3024"])
def test_other_codes_are_refused(code):
    with pytest.raises(NotReadable, match="Nhập như 2024-01"):
        parse_period(code)


def test_a_code_may_be_typed_carelessly():
    assert parse_period(" 2024-h1 ").code == "2024-H1"


@given(periods)
def test_a_code_reads_back(period):
    assert parse_period(period.code) == period


@given(periods)
def test_the_previous_period_ends_just_before(period):
    if period.part != "9M":
        assert period.previous().last + timedelta(days=1) == period.first
        assert period.previous().kind is period.kind


def test_the_periods_of_a_year_in_order():
    assert [period.code for period in periods_of_year(2024)] == [
        "2024-01", "2024-02", "2024-03", "2024-Q1", "2024-04", "2024-05", "2024-06", "2024-Q2", "2024-H1",
        "2024-07", "2024-08", "2024-09", "2024-Q3", "2024-9M", "2024-10", "2024-11", "2024-12", "2024-Q4", "2024-H2",
        "2024",
    ]  # fmt: skip


def test_a_longer_period_is_composed_of_fewest_parts_first():
    months = [f"2024-{month:02d}" for month in range(1, 7)]
    found = tilings(parse_period("2024-H1"), named("2024-Q1", "2024-Q2", "2024-H1", "2024-07", "2023-Q1", *months))
    assert [[part.code for part in tiling] for tiling in found] == [
        ["2024-Q1", "2024-Q2"],
        ["2024-01", "2024-02", "2024-03", "2024-Q2"],
        ["2024-Q1", "2024-04", "2024-05", "2024-06"],
        months,
    ]
    assert tilings(parse_period("2024-H1"), named("2024-Q1", "2024-04", "2024-05")) == ()
    assert tilings(parse_period("2024-01"), periods_of_year(2024)) == ()


def days_of(period):
    return [period.first.toordinal() + day for day in range((period.last - period.first).days + 1)]


@given(st.sampled_from(periods_of_year(2024)), st.sets(st.sampled_from(periods_of_year(2024))))
def test_every_tiling_tiles_and_is_at_hand(period, available):
    found = tilings(period, available)
    assert all(set(tiling) <= available - {period} for tiling in found)
    for tiling in found:
        assert sorted(day for part in tiling for day in days_of(part)) == days_of(period)
    assert len(set(found)) == len(found)


@given(periods, periods)
def test_overlap_and_containment(one, other):
    days = set(range(one.first.toordinal(), one.last.toordinal() + 1))
    other_days = set(range(other.first.toordinal(), other.last.toordinal() + 1))
    assert one.overlaps(other) is bool(days & other_days)
    assert one.contains(other) is (other_days <= days)


H1_CUT = date(2024, 6, 3)


@pytest.mark.parametrize(
    ("code", "cutoffs", "start", "year_start"),
    [
        ("2024-H1", {}, date(2024, 1, 1), date(2024, 1, 1)),
        ("2024-H1", {"2023-H2": date(2023, 12, 5)}, date(2023, 12, 6), date(2023, 12, 6)),
        ("2024-H1", {"2023": date(2023, 12, 15)}, date(2023, 12, 16), date(2023, 12, 16)),
        (
            "2024-H1",
            {"2023-H2": date(2023, 12, 5), "2023": date(2023, 12, 15), "2023-12": date(2023, 12, 25)},
            date(2023, 12, 6),
            date(2023, 12, 6),
        ),
        (
            "2024-H1",
            {"2023": date(2023, 12, 15), "2023-12": date(2023, 12, 25)},
            date(2023, 12, 26),
            date(2023, 12, 26),
        ),
        (
            "2024-Q2",
            {"2024-Q1": date(2024, 3, 10), "2023-Q4": date(2023, 12, 10)},
            date(2024, 3, 11),
            date(2023, 12, 11),
        ),
        ("2024-Q2", {"2024-03": date(2024, 3, 20)}, date(2024, 3, 21), date(2024, 1, 1)),
        ("2024-H2", {"2024-H1": date(2024, 6, 3), "2023-H2": date(2023, 12, 5)}, date(2024, 6, 4), date(2023, 12, 6)),
        ("2024-9M", {"2023-9M": date(2023, 9, 3), "2023": date(2023, 12, 9)}, date(2023, 12, 10), date(2023, 12, 10)),
        ("2024-H1", {"2024-H1": date(2024, 6, 3), "2024-Q1": date(2024, 3, 3)}, date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_a_window_begins_after_the_last_cutoff(code, cutoffs, start, year_start):
    period = parse_period(code)
    assert window(period, H1_CUT, cutoffs) == Window(start, H1_CUT, year_start)


@given(st.lists(st.integers(-20, 20), min_size=12, max_size=12))
def test_nothing_falls_between_twelve_monthly_reports(offsets):
    months = [Period(2024, f"{month:02d}") for month in range(1, 13)]
    cutoffs = {
        month.code: month.last + timedelta(days=offset // 2) for month, offset in zip(months, offsets, strict=True)
    }
    windows = [window(month, cutoffs[month.code], cutoffs) for month in months]
    for earlier, later in pairwise(windows):
        assert later.start == earlier.end + timedelta(days=1)


def test_the_proposed_cutoff():
    period = parse_period("2024-H1")
    assert default_cutoff(period, date(2024, 7, 5)) == date(2024, 6, 30)
    assert default_cutoff(period, date(2024, 6, 3)) == date(2024, 6, 3)
    assert default_cutoff(period, date(2023, 12, 3)) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("cutoff", "severity"),
    [
        (date(2023, 12, 31), Severity.STOP),
        (date(2024, 1, 1), None),
        (date(2024, 6, 3), None),
        (date(2024, 7, 31), None),
        (date(2024, 8, 1), Severity.WARNING),
    ],
)
def test_a_cutoff_is_checked(cutoff, severity):
    problem = check_cutoff(parse_period("2024-H1"), cutoff)
    assert (problem.severity if problem else None) is severity


def test_the_sentence_of_an_early_cutoff():
    problem = check_cutoff(parse_period("2024-Q3"), date(2024, 6, 3))
    assert problem is not None
    assert problem.message == (
        "Ngày chốt số liệu 03/06/2024 sớm hơn ngày đầu kỳ 01/07/2024. Nhập ngày chốt của quý III năm 2024."
    )


def test_the_leap_day_has_the_28th_a_year_earlier():
    assert year_earlier(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_earlier(date(2027, 2, 28)) == date(2026, 2, 28)
