"""The parts of lower units as the submission files brought them: read, composed of shorter periods, counted again."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.consolidation import YEAR_TO_DATE, composed
from models.indicators import Basis, CountDistinct, Given, Indicator, IndicatorValue
from models.periods import Period, parse_period, periods_of_year, tilings
from models.submissions import Part
from storage.database import Database
from storage.reckoning import rollup
from storage.reckoning.own_values import window_for
from storage.reckoning.rollup import Types, Window
from storage.submission.parts import Parts

_GIVEN = {given.value: given for given in Given}  # thousands of values of a report are read: a table costs least


def parts(database: Database, periods: Iterable[str], *, year_so_far: bool = True) -> Sequence[Part]:
    """The parts in force of these periods, with the values of every indicator, those since the year's start too."""
    codes = tuple(periods)
    marks = ", ".join("?" * len(codes))
    rows = database.rows(
        "SELECT part.id, part.unit, unit.level, part.period, part.cutoff, part.number, part.sha256 "
        f"FROM part JOIN unit ON unit.code = part.unit WHERE part.in_force = 1 AND part.period IN ({marks}) "
        "ORDER BY part.unit, part.period",
        codes,
    )
    values: dict[int, dict[str, IndicatorValue]] = defaultdict(dict)
    for row in database.each(
        "SELECT part_value.* FROM part_value JOIN part ON part.id = part_value.part "
        f"WHERE part.in_force = 1 AND part.period IN ({marks}) AND (? OR part_value.indicator NOT LIKE ?)",
        (*codes, year_so_far, f"%{YEAR_TO_DATE}"),
    ):
        values[row["part"]][row["indicator"]] = _value(row)
    return [Part(**{name: row[name] for name in row if name != "id"}, values=values[row["id"]]) for row in rows]


def parts_for(
    database: Database, period: Period, indicators: Sequence[Indicator], *, year_so_far: bool = True
) -> Sequence[Part]:
    """One part per unit: its own for the period, or one composed of shorter ones that tile it exactly."""
    inside = [item for item in periods_of_year(period.year) if period.contains(item)]
    by_unit: dict[str, dict[Period, Part]] = defaultdict(dict)
    for part in parts(database, [item.code for item in inside], year_so_far=year_so_far):
        by_unit[part.unit][parse_period(part.period)] = part
    found = (_part(period, pieces, indicators) for _, pieces in sorted(by_unit.items()))
    return [part for part in found if part is not None]


def seams(database: Database, in_force: Iterable[Part]) -> Mapping[str, tuple[str, dt.date, str, dt.date]]:
    """Unit -> (period, its cut-off, the period after it, its first day) where two files that a longer period is
    composed of do not meet: one of them was sent again under another cut-off, so days count twice or not at all."""
    kept = Parts(database)
    found: dict[str, tuple[str, dt.date, str, dt.date]] = {}
    for part in in_force:
        pieces = [kept.in_force(part.unit, code) for code in part.composed_of]
        about = [(piece.period, piece.about) for piece in pieces if piece is not None and piece.content]
        for (period, told), (following, then) in itertools.pairwise(about):
            end, start = dt.date.fromisoformat(told["cutoff"]), dt.date.fromisoformat(then["start"])
            if end + dt.timedelta(days=1) != start:
                found.setdefault(part.unit, (period, end, following, start))
    return found


def recounted(
    database: Database, types: Types, period: Period, in_force: Iterable[Part], indicators: Sequence[Indicator]
) -> Mapping[str, Mapping[str, int]]:
    """Unit -> code -> what the received records give, for a comparison with the part.

    Only where a comparison is fair: the part counted records, it brought records of that register, and the register's
    own date places them (a case closed now may have come with an earlier file)."""
    brought = _registers_brought(database, period.code)
    fair: dict[Window, dict[str, Sequence[Indicator]]] = defaultdict(dict)
    for part in in_force:
        chosen = [
            indicator
            for indicator in indicators
            if _is_fair(indicator, part) and rollup.record_type_of(indicator) in brought.get(part.unit, ())
        ]
        if chosen:
            cutoffs = cutoffs_of(database, part.unit)
            window = window_for(period, dt.date.fromisoformat(part.cutoff), cutoffs, Basis.IN_PERIOD)
            fair[window][part.unit] = chosen
    found: dict[str, Mapping[str, int]] = {}
    for window, by_unit in fair.items():  # mostly one: units close on the same day
        asked = {indicator.code: indicator for chosen in by_unit.values() for indicator in chosen}
        counted = rollup.measure_received(database, types, asked.values(), window, by_unit)
        found |= {unit: {item.code: counted[unit][item.code] for item in chosen} for unit, chosen in by_unit.items()}
    return found


def _part(period: Period, pieces: Mapping[Period, Part], indicators: Sequence[Indicator]) -> Part | None:
    if period in pieces:
        return pieces[period]
    ways = tilings(period, pieces)
    return composed(period.code, [pieces[item] for item in ways[0]], indicators) if ways else None


def _is_fair(indicator: Indicator, part: Part) -> bool:
    if not rollup.is_measured(indicator) or isinstance(indicator.measure, CountDistinct) or part.composed_of:
        return False
    value = part.values.get(indicator.code)
    plain = indicator.basis is Basis.IN_PERIOD and not indicator.dated_by
    return plain and value is not None and value.given is Given.GIVEN and value.source == "records"


def _registers_brought(database: Database, period: str) -> Mapping[str, set[str]]:
    rows = database.rows(
        "SELECT DISTINCT part.unit, part_record.record_type FROM part_record JOIN part ON part.id = part_record.part "
        "WHERE part.in_force = 1 AND part.period = ?",
        (period,),
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["unit"]].add(row["record_type"])
    return found


def cutoffs_of(database: Database, unit: str) -> Mapping[str, dt.date]:
    """The cut-offs that a lower unit used, as its parts tell them."""
    rows = database.rows("SELECT period, cutoff FROM part WHERE unit = ? AND in_force = 1", (unit,))
    return {row["period"]: dt.date.fromisoformat(row["cutoff"]) for row in rows}


def _value(row: Mapping[str, Any]) -> IndicatorValue:
    return IndicatorValue(
        row["indicator"],
        row["value"],
        _GIVEN[row["given"]],
        row["numerator"],
        row["denominator"],
        row["word"],
        row["source"],
        row["other"],
        json.loads(row["from_units"]) if row["from_units"] != "{}" else {},
    )
