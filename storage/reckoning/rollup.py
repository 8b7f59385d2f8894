"""Indicators compiled to SQL: plain and portable (count, sum, group by, days as parameters), final records only.

What one indicator counts is proved equal to the plain evaluator in tests/evaluator.py. Records of our own unit have
received = 0; received ones serve drill-down and the re-check only, and are asked for by their origin unit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.fields import RecordType, Span
from models.indicators import Added, Basis, Count, CountDistinct, Indicator, Sum, pieces_of
from models.predicates import All, Filled
from storage.database import Database
from storage.reckoning.predicate_sql import Source, Sql, quoted

Types = Mapping[str, RecordType]
NO_KEY = "''"


@dataclass(frozen=True, slots=True)
class Window:
    """The days a basis looks at, ISO: those behind `after` up to `until`, included. `after` is the previous cut-off
    (for the cumulative basis that of the year before); "" is from the beginning."""

    after: str
    until: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the records give: the value, and the parts of it that other units of the Front gave, by unit code."""

    value: int
    from_units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placement:
    """Which records of which table count: indicators that share it are answered by one statement."""

    table: str
    date: str
    span: Span | None
    day: str
    after: str
    parts: bool = False


Member = tuple[Indicator, str]
"""An indicator, and the day behind which its window begins."""


def is_measured(indicator: Indicator) -> bool:
    """Whether the indicator is counted from records (and not a figure, a total or a ratio)."""
    return isinstance(indicator.measure, Count | CountDistinct | Sum | Added)


def record_type_of(indicator: Indicator) -> str:
    """The record type behind an indicator that is_measured."""
    measure = indicator.measure
    return measure.table if isinstance(measure, Added) else _measure(indicator).table.partition(".")[0]


def counted_ids_sql(
    types: Types, indicator: Indicator, window: Window, unit: str = ""
) -> tuple[str, tuple[object, ...]]:
    """A statement whose column "id" gives the records an indicator counts: own ones, or those received from `unit`.

    Meant to stand inside `r.id IN (...)`. ValueError for an indicator that is not measured from records."""
    found = [_ids_sql(types, piece, window, unit) for piece in pieces_of(indicator)]
    return " UNION ".join(sql.text for sql in found), tuple(value for sql in found for value in sql.params)


def measure_all(
    database: Database,
    types: Types,
    indicators: Iterable[Indicator],
    window_of: Callable[[Indicator], Window],
    unit: str = "",
) -> Mapping[str, Measured]:
    """The values of all measured indicators by code; one statement for all that look at the same records.

    `window_of` gives the window of an indicator's basis. `unit` asks for the records received from that unit."""
    found: dict[str, Measured] = {}
    for (placement, split), members in _grouped(types, indicators, window_of).items():
        giver = types[placement.table.partition(".")[0]].giver if split else ""
        key = f"coalesce(r.{quoted(giver)}, '')" if giver else ""
        rows = _rows(database, types, placement, members, key, _belongs(unit))
        for index, (indicator, _) in enumerate(members):
            measured = _collected({row["key"]: row[f"c{index}"] or 0 for row in rows})
            code = indicator.code
            found[code] = _together(found[code], measured) if code in found else measured
    return found


def measure_received(
    database: Database, types: Types, indicators: Iterable[Indicator], window: Window, units: Collection[str]
) -> Mapping[str, Mapping[str, int]]:
    """Unit -> code -> what the records received from it give; one statement for all units together. A unit of which
    nothing counts is left out of that statement's answer."""
    marks = ", ".join("?" * len(units))
    came = Sql(f"r.state = 'final' AND r.received = 1 AND r.origin_unit IN ({marks})", tuple(units))
    found: dict[str, dict[str, int]] = {unit: {} for unit in units}
    for (placement, _), members in _grouped(types, indicators, lambda _: window).items():
        rows = _rows(database, types, placement, members, "r.origin_unit", came)
        by_unit = {row["key"]: row for row in rows}
        for unit, counted in found.items():
            for index, (indicator, _) in enumerate(members):
                value = by_unit[unit][f"c{index}"] or 0 if unit in by_unit else 0
                counted[indicator.code] = counted.get(indicator.code, 0) + value
    return found


def first_use(database: Database, types: Types) -> Mapping[str, str]:
    """The day since which our own unit has kept a register: the earliest date of a final record, by type; "" for a
    catalogue without dates. A register that was never used is absent."""
    days: dict[str, str] = {}
    for name, record_type in types.items():
        date = record_type.dated_by or (record_type.validity.start if record_type.validity else "")
        own = f"FROM {quoted(name)} WHERE received = 0 AND state = 'final'"
        # In the order of the date, of which most types have an index, and only as far as the first.
        first = (
            database.scalar(f"SELECT {quoted(date)} {own} AND {quoted(date)} > '' ORDER BY 1 LIMIT 1") if date else None
        )
        if first or database.scalar(f"SELECT 1 {own} LIMIT 1"):
            days[name] = first or ""
    return days


def placement_of(types: Types, indicator: Indicator, window: Window) -> Placement:
    """Which date and which days decide for this indicator."""
    table, parts = _measure(indicator).table, getattr(indicator.measure, "parts", False)
    record_type = types[table.partition(".")[0]]
    if indicator.basis in (Basis.AT_CUTOFF, Basis.AT_START):
        day = window.until if indicator.basis is Basis.AT_CUTOFF else window.after
        return Placement(table, "", indicator.span or record_type.validity, day, "", parts)
    after = "" if indicator.basis is Basis.CUMULATIVE_LAUNCH else window.after
    return Placement(table, indicator.dated_by or record_type.dated_by, None, window.until, after, parts)


def _grouped(
    types: Types, indicators: Iterable[Indicator], window_of: Callable[[Indicator], Window]
) -> Mapping[tuple[Placement, bool], list[Member]]:
    """What one statement can answer, and whether that is split by the giver: distinct values do not add up over givers,
    so they stand apart where there are givers. Windows that end on the same day are walked through together."""
    groups: dict[tuple[Placement, bool], list[Member]] = {}
    for indicator in indicators:
        for piece in pieces_of(indicator) if is_measured(indicator) else ():
            placement = placement_of(types, piece, window_of(indicator))
            has_givers = bool(types[placement.table.partition(".")[0]].giver)
            split = has_givers and not isinstance(piece.measure, CountDistinct)
            groups.setdefault((replace(placement, after=""), split), []).append((piece, placement.after))
    return {
        (replace(placement, after=min(after for _, after in members)), split): members
        for (placement, split), members in groups.items()
    }


def _rows(
    database: Database, types: Types, placement: Placement, members: list[Member], key: str, belongs: Sql
) -> list[dict[str, Any]]:
    """One statement for all members, by `key` (an expression, "" for none); member n is in the column cn."""
    source = Source(types, placement.table, placement.day)
    columns = [_aggregate(source, indicator, _behind(source, placement, after)) for indicator, after in members]
    condition = _all(_stands(source, placement), belongs, source.adds(placement.parts))
    names = ", ".join(f"{column.text} AS c{index}" for index, column in enumerate(columns))
    group = f" GROUP BY {key}" if key else ""
    sql = f"SELECT {key or NO_KEY} AS key, {names} FROM {source.tables} WHERE {condition.text}{group}"
    params = (*(value for column in columns for value in column.params), *condition.params)
    return database.rows(sql, params)


def _ids_sql(types: Types, indicator: Indicator, window: Window, unit: str) -> Sql:
    measure = _measure(indicator)
    placement = placement_of(types, indicator, window)
    source = Source(types, measure.table, placement.day)
    adds = source.adds(placement.parts)
    condition = _all(_stands(source, placement), _belongs(unit), adds, source.where(_counted(indicator)))
    return Sql(f"SELECT r.id AS id FROM {source.tables} WHERE {condition.text}", condition.params)


def _together(one: Measured, other: Measured) -> Measured:
    givers = sorted({*one.from_units, *other.from_units})
    parts = {giver: one.from_units.get(giver, 0) + other.from_units.get(giver, 0) for giver in givers}
    return Measured(one.value + other.value, {giver: value for giver, value in parts.items() if value})


def _collected(by_giver: Mapping[str, int]) -> Measured:
    from_units = {giver: value for giver, value in sorted(by_giver.items()) if giver and value}
    return Measured(sum(by_giver.values()), from_units)


def _behind(source: Source, placement: Placement, after: str) -> Sql:
    """The condition under which a record of the widest window lies in a narrower one."""
    if after == placement.after:
        return Sql("")
    return Sql(f"{source.column(placement.date).text} > ? AND ", (after,))


def _aggregate(source: Source, indicator: Indicator, behind: Sql) -> Sql:
    measure = _measure(indicator)
    # SQL sums nothing where there is nothing, so that a sum need not ask twice for what may be worked out at length.
    where = source.where(measure.where if isinstance(measure, Sum) else _counted(indicator))
    condition = Sql(behind.text + where.text, (*behind.params, *where.params))
    if isinstance(measure, Count):
        return Sql(f"count(CASE WHEN {condition.text} THEN 1 END)", condition.params)
    column = source.column(measure.field)
    function = "sum(" if isinstance(measure, Sum) else "count(DISTINCT "
    return Sql(f"{function}CASE WHEN {condition.text} THEN {column.text} END)", (*condition.params, *column.params))


def _counted(indicator: Indicator) -> All:
    """The filter of the measure; an empty value is no distinct value, and nothing can be summed from it."""
    measure = _measure(indicator)
    if isinstance(measure, Count):
        return All((measure.where,))
    return All((measure.where, Filled(measure.field)))


def _stands(source: Source, placement: Placement) -> Sql:
    """Whether the record counts by its dates."""
    if placement.span is not None:
        start = source.column(placement.span.start).text
        parts = [Sql(f"{start} <> '' AND {start} <= ?", (placement.day,))]
        for name in placement.span.ends:
            end = source.column(name).text
            parts.append(Sql(f"coalesce({end}, '') = '' OR {end} > ?", (placement.day,)))
        return _all(*parts)
    if not placement.date:  # a catalogue without dates: every final record stands
        return Sql("1 = 1")
    date = source.column(placement.date).text
    return Sql(f"{date} > ? AND {date} <= ?", (placement.after, placement.day))


def _belongs(unit: str) -> Sql:
    if unit:
        return Sql("r.state = 'final' AND r.received = 1 AND r.origin_unit = ?", (unit,))
    return Sql("r.state = 'final' AND r.received = 0")


def _all(*parts: Sql) -> Sql:
    text = " AND ".join(f"({part.text})" for part in parts)
    return Sql(text, tuple(value for part in parts for value in part.params))


def _measure(indicator: Indicator) -> Count | CountDistinct | Sum:
    measure = indicator.measure
    if not isinstance(measure, Count | CountDistinct | Sum):
        raise ValueError(f"{indicator.code} is not measured by one count or sum of records")
    return measure
