"""Indicators compiled to SQL: plain and portable (count, sum, group by, days as parameters), final records only.

What one indicator counts is proved equal to the plain evaluator in tests/evaluator.py. Records of our own unit have
received = 0; received ones serve drill-down and the re-check only, and are asked for by their origin unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.fields import RecordType, Span
from models.indicators import Added, Basis, Count, CountDistinct, Indicator, Sum, pieces_of
from models.predicates import All, Filled
from storage.database import Database
from storage.predicate_sql import Source, Sql, quoted

Types = Mapping[str, RecordType]


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


def is_measured(indicator: Indicator) -> bool:
    """Whether the indicator is counted from records (and not a figure, a total or a ratio)."""
    return isinstance(indicator.measure, Count | CountDistinct | Sum | Added)


def record_type_of(indicator: Indicator) -> str:
    """The record type behind an indicator that is_measured."""
    return _measure(pieces_of(indicator)[0]).table.partition(".")[0]


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
    groups: dict[tuple[Placement, bool], list[Indicator]] = {}
    for indicator in indicators:
        for piece in pieces_of(indicator) if is_measured(indicator) else ():
            placement = placement_of(types, piece, window_of(indicator))
            distinct = isinstance(piece.measure, CountDistinct)
            groups.setdefault((placement, distinct), []).append(piece)
    found: dict[str, Measured] = {}
    for (placement, distinct), members in groups.items():
        for code, measured in _answer(database, types, placement, members, unit, split=not distinct):
            found[code] = _together(found[code], measured) if code in found else measured
    return found


def first_use(database: Database, types: Types) -> Mapping[str, str]:
    """The day since which our own unit has kept a register: the earliest date of a final record, by type; "" for a
    catalogue without dates. A register that was never used is absent."""
    days: dict[str, str] = {}
    for name, record_type in types.items():
        date = record_type.dated_by or (record_type.validity.start if record_type.validity else "")
        column = f"coalesce(min({quoted(date)}), '')" if date else "''"
        row = database.row(
            f"SELECT count(*) AS used, {column} AS first FROM {quoted(name)} WHERE received = 0 AND state = 'final'"
        )
        if row and row["used"]:
            days[name] = row["first"]
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


def _answer(
    database: Database, types: Types, placement: Placement, members: list[Indicator], unit: str, *, split: bool
) -> Sequence[tuple[str, Measured]]:
    """One statement for all members; `split` groups by the giver (distinct values would not add up over givers)."""
    source = Source(types, placement.table, placement.day)
    giver = source.record_type.giver if split else ""
    columns = [_aggregate(source, indicator) for indicator in members]
    condition = _all(_stands(source, placement), _belongs(unit), source.adds(placement.parts))
    names = ", ".join(f"{column.text} AS c{index}" for index, column in enumerate(columns))
    key = f"coalesce(r.{quoted(giver)}, '')" if giver else "''"
    group = f" GROUP BY {key}" if giver else ""
    sql = f"SELECT {key} AS giver, {names} FROM {source.tables} WHERE {condition.text}{group}"
    params = (*(value for column in columns for value in column.params), *condition.params)
    rows = database.rows(sql, params)
    return [
        (indicator.code, _collected({row["giver"]: row[f"c{index}"] or 0 for row in rows}))
        for index, indicator in enumerate(members)
    ]


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


def _aggregate(source: Source, indicator: Indicator) -> Sql:
    condition = source.where(_counted(indicator))
    measure = _measure(indicator)
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
