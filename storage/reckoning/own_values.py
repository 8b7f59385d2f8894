"""What one unit reports: every indicator from its records or its figures, for the period and for the year so far.

How a value stands (empty is not zero):
- From a register the value is given, zero too, once the unit has kept that register up to the cut-off (it has a final
  record dated by then). Before that an empty register says nothing: the value is missing, unless the officer said
  "không phát sinh" in the sheet of figures.
- A figure counts where no record does. Where both exist, Figure.preferred decides, and undecided the records count; the
  other one is kept in `other`.
- Behind `code:ytd` stands the value since the year's start (of what was carried over: at the year's start). Figures
  of earlier periods count for their months (longest first, never overlapping), the records for the months between
  them: so a unit can go live in mid-year. A longer period without a figure of its own is made up in the same way.
- A unit that went live on a day (models/opening.py) has kept no register before it: its records of earlier days are the
  open items it began with, and figures count for those days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.consolidation import year_code
from models.indicators import (
    Basis,
    Figure,
    Given,
    Indicator,
    IndicatorValue,
    Total,
    named_codes,
)
from models.opening import DAY
from models.periods import Period, parse_period, periods_of_year, window
from storage.database import Database
from storage.reckoning import rollup
from storage.reckoning.rollup import Measured, Types, Window
from storage.registers.derived_values import derived, summed

Measure = Callable[[Iterable[Indicator], Callable[[Indicator], Window]], Mapping[str, Measured]]


def window_for(period: Period, cutoff: dt.date, cutoffs: Mapping[str, dt.date], basis: Basis) -> Window:
    """The days of a basis: in period from the day after the previous cut-off, cumulative since the year's start."""
    days = window(period, cutoff, cutoffs)
    start = days.year_start if basis is Basis.CUMULATIVE_YEAR else days.start
    return Window((start - dt.timedelta(days=1)).isoformat(), days.end.isoformat())


@dataclass(frozen=True)
class Sheet:
    """Everything one unit's values come from: `figures` of all periods of the year up to this one; `used` the day since
    which each register was kept; `measure` None for a unit whose records are not here (figures keyed by proxy)."""

    period: Period
    cutoff: dt.date
    cutoffs: Mapping[str, dt.date]
    figures: Sequence[Figure]
    used: Mapping[str, str]
    measure: Measure | None
    year_so_far: bool = True
    """Whether the values since the year's start are asked for; they cost as much as the others."""


def kept_since(database: Database, types: Types) -> Mapping[str, str]:
    """The day since which our own unit has kept each register that it uses at all."""
    live = str(database.scalar("SELECT value FROM setting WHERE name = ?", (DAY,)) or "")
    return {name: max(day, live) for name, day in rollup.first_use(database, types).items()}


def figure_periods(period: Period) -> tuple[str, ...]:
    """The periods of the year whose figures matter for this one: it, and all that end by its end."""
    return tuple(item.code for item in periods_of_year(period.year) if item.last <= period.last)


def values(indicators: Sequence[Indicator], sheet: Sheet) -> Mapping[str, IndicatorValue]:
    """The value of every indicator by code and, for those in the period, by code + ":ytd"."""
    measured = [indicator for indicator in indicators if rollup.is_measured(indicator)] if sheet.measure else []
    counted = _measured(measured, sheet)
    found: dict[str, IndicatorValue] = {}
    for indicator in indicators:
        if not named_codes(indicator):
            found[indicator.code] = _chosen(indicator, sheet, counted.get(indicator.code))
            _add_longer(indicator, sheet, found, counted)
    by_code = {indicator.code: indicator for indicator in indicators}
    for indicator in indicators:
        _derive(indicator, by_code, found, sheet)
    return found


def _add_longer(
    indicator: Indicator,
    sheet: Sheet,
    found: dict[str, IndicatorValue],
    counted: Mapping[str, Measured],
) -> None:
    """The value since the year's start; and where records alone tell only of the end of this period, its whole."""
    made_up = {Basis.IN_PERIOD: _pieced, Basis.AT_START: _begun_with}.get(indicator.basis)
    if made_up is None:
        return
    code, year_start = year_code(indicator), dt.date(sheet.period.year, 1, 1)
    whole_year = made_up(indicator, sheet, found, year_start, code) if sheet.year_so_far else None
    found[code] = whole_year or _plain(code, counted.get(code))
    if indicator.code in counted and _figure(sheet, indicator) is None and _kept(sheet, indicator) > sheet.period.first:
        whole = made_up(indicator, sheet, found, sheet.period.first, indicator.code)
        found[indicator.code] = whole or found[indicator.code]


def _measured(indicators: Sequence[Indicator], sheet: Sheet) -> Mapping[str, Measured]:
    """Values of the registers that were kept by the cut-off, the others are absent; where it is asked for, the year so
    far beside them under its own code, so that one walk over a register gives both."""
    if sheet.measure is None:
        return {}
    used = [item for item in indicators if _kept(sheet, item) <= sheet.cutoff]
    asked = used if sheet.year_so_far else ()
    of_year = [replace(item, code=year_code(item)) for item in asked if year_code(item) != item.code]
    longer = {item.code for item in of_year}
    days = {basis: window_for(sheet.period, sheet.cutoff, sheet.cutoffs, basis) for basis in Basis}

    def window_of(item: Indicator) -> Window:
        return days[Basis.CUMULATIVE_YEAR if item.code in longer else item.basis]

    return sheet.measure([*used, *of_year], window_of)


def _kept(sheet: Sheet, indicator: Indicator) -> dt.date:
    """The day since which the register behind an indicator was kept."""
    day = sheet.used.get(rollup.record_type_of(indicator), dt.date.max.isoformat())
    return dt.date.fromisoformat(day) if day else dt.date.min


def _figure(sheet: Sheet, indicator: Indicator) -> Figure | None:
    code = sheet.period.code
    return next((item for item in sheet.figures if item.indicator == indicator.code and item.period == code), None)


def _chosen(indicator: Indicator, sheet: Sheet, records: Measured | None) -> IndicatorValue:
    figure = _figure(sheet, indicator)
    keyed = _keyed(indicator, figure)
    if records is None:
        return keyed or IndicatorValue(indicator.code, None, Given.MISSING)
    counted = IndicatorValue(indicator.code, records.value, from_units=records.from_units)
    if keyed is None or figure is None:
        return counted
    if figure.preferred == "figure" or (records.value == 0 and figure.preferred != "records"):
        return replace(keyed, other=records.value or None)
    return replace(counted, other=keyed.value)


def _keyed(indicator: Indicator, figure: Figure | None) -> IndicatorValue | None:
    """The value of a figure; None where it says nothing (only a total printed on the paper, for instance)."""
    if figure is None or figure.given is Given.MISSING:
        return None
    if figure.given is Given.NONE_ARISING:
        return IndicatorValue(indicator.code, 0, Given.NONE_ARISING, source="figure")
    if figure.value is None:
        return None
    return IndicatorValue(
        indicator.code,
        figure.value,
        numerator=figure.value if figure.denominator is not None else None,
        denominator=figure.denominator,
        word=figure.word,
        source="figure",
    )


def _plain(code: str, records: Measured | None) -> IndicatorValue:
    if records is None:
        return IndicatorValue(code, None, Given.MISSING)
    return IndicatorValue(code, records.value, from_units=records.from_units)


def _pieced(
    indicator: Indicator, sheet: Sheet, found: Mapping[str, IndicatorValue], since: dt.date, code: str
) -> IndicatorValue | None:
    """The value of the days since `since`, from the figures that count and from the records for the months between;
    None where no figure counts."""
    figures = _figures_that_count(indicator, sheet, found, since)
    if not figures:
        return None
    pieces = [replace(value, code=code) for _, value in figures]
    gaps = _gaps(sheet.period, since.month, [period for period, _ in figures])
    whole = not gaps and len(pieces) == 1
    if not whole and not indicator.additive:
        return IndicatorValue(code, None, Given.MISSING)
    for gap in gaps:
        between = _between(indicator, sheet, gap)
        if between is None:
            return IndicatorValue(code, None, Given.MISSING)
        pieces.append(IndicatorValue(code, between.value, from_units=between.from_units))
    return pieces[0] if whole else summed(code, [(1, piece) for piece in pieces])


def _begun_with(
    indicator: Indicator, sheet: Sheet, found: Mapping[str, IndicatorValue], since: dt.date, code: str
) -> IndicatorValue | None:
    """What was carried over on the day `since`: the figure of a period that begins on it, or else None."""
    figures = _figures_that_count(indicator, sheet, found, since)
    return next((replace(value, code=code) for period, value in figures if period.first == since), None)


def _figures_that_count(
    indicator: Indicator, sheet: Sheet, found: Mapping[str, IndicatorValue], since: dt.date
) -> list[tuple[Period, IndicatorValue]]:
    """Figures that hold for their months, `since` or later, the longest first and never two for one month."""
    candidates: list[tuple[Period, IndicatorValue]] = []
    for figure in sheet.figures:
        if figure.indicator != indicator.code or (period := parse_period(figure.period)).first < since:
            continue
        keyed = _keyed(indicator, figure)
        if keyed is not None and _outweighs_records(indicator, sheet, figure, found):
            candidates.append((period, keyed))
    kept: list[tuple[Period, IndicatorValue]] = []
    for period, value in sorted(candidates, key=lambda item: (-item[0].kind.value, item[0].first)):
        if not any(period.overlaps(other) for other, _ in kept):
            kept.append((period, value))
    return sorted(kept, key=lambda item: item[0].first)


def _outweighs_records(indicator: Indicator, sheet: Sheet, figure: Figure, found: Mapping[str, IndicatorValue]) -> bool:
    if figure.period == sheet.period.code:
        return found[indicator.code].source == "figure"
    if sheet.measure is None or not rollup.is_measured(indicator):
        return True
    unused = _kept(sheet, indicator) > parse_period(figure.period).last
    return figure.preferred == "figure" or (unused and figure.preferred != "records")


def _gaps(period: Period, begin: int, covered: Sequence[Period]) -> list[tuple[Period, Period]]:
    """The runs of months from `begin` to the period's end that no figure covers, as (first month, last month)."""
    months = [Period(period.year, f"{month:02d}") for month in range(begin, period.last.month + 1)]
    free = [month for month in months if not any(other.contains(month) for other in covered)]
    runs: list[tuple[Period, Period]] = []
    for month in free:
        if runs and (month.first - dt.timedelta(days=1)) == runs[-1][1].last:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def _between(indicator: Indicator, sheet: Sheet, gap: tuple[Period, Period]) -> Measured | None:
    if sheet.measure is None or not rollup.is_measured(indicator):
        return None
    first, last = gap
    start = window(first, first.last, sheet.cutoffs).start
    ends = [day for code, day in sheet.cutoffs.items() if parse_period(code).last == last.last]
    end = sheet.cutoff if last.last == sheet.period.last else max(ends, default=last.last)
    if _kept(sheet, indicator) > end:
        return None
    days = Window((start - dt.timedelta(days=1)).isoformat(), end.isoformat())
    return sheet.measure((indicator,), lambda item: days)[indicator.code]


def _derive(
    indicator: Indicator, by_code: Mapping[str, Indicator], found: dict[str, IndicatorValue], sheet: Sheet
) -> None:
    """Totals and ratios, after the figures are in place; what they are made of is worked out first."""
    if indicator.code in found:
        return
    for code in named_codes(indicator):
        _derive(by_code[code], by_code, found, sheet)
    plain = {code: found[code] for code in named_codes(indicator)}
    found[indicator.code] = derived(indicator.code, indicator, plain)
    if indicator.basis is Basis.IN_PERIOD:
        to_date = {code: found[year_code(by_code[code])] for code in named_codes(indicator)}
        found[year_code(indicator)] = derived(year_code(indicator), indicator, to_date)
    keyed = _keyed(indicator, _figure(sheet, indicator))
    if keyed is not None and isinstance(indicator.measure, Total):
        known = found[indicator.code]
        found[indicator.code] = keyed if known.given is Given.MISSING else replace(known, other=keyed.value)
