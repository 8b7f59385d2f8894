"""The printed rows of a report from its sums: the period, the year so far, the period before, the same last year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.consolidation import Consolidation
from models.indicators import Given, Indicator, Ratio, named_codes
from models.numerals import percent_hundredths
from models.reports import (
    ColumnKind,
    ReportCell,
    ReportColumn,
    ReportDefinition,
    ReportHeading,
    ResultContribution,
    ResultRow,
)
from models.units import LEVELS

UNKNOWN = ReportCell(None, Given.MISSING)


@dataclass(frozen=True, slots=True)
class Detail:
    """One lower unit of a detail: the units that its column or row sums up (itself and everything below it)."""

    unit: str
    name: str
    units: frozenset[str]


@dataclass(frozen=True)
class Sums:
    """What a report is built from. `before` is the previous period, `last_year` the same one a year ago; their cells
    are unknown unless every unit that counts now (or one it came from, `forerunners`) was known then too, and from as
    good a source: a figure covers everything, a count of records what was entered, so that 141 typed now against 3
    recorded then would tell of a growth that never was. A figure of then is what a unit that has only begun goes by."""

    now: Consolidation
    before: Consolidation | None = None
    last_year: Consolidation | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    forerunners: Mapping[str, Collection[str]] = field(default_factory=dict)
    details: Sequence[Detail] = ()
    _unknown: dict[tuple[int, str], bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def cell(
        self, indicator: Indicator, column: ReportColumn, level: str = "", units: Collection[str] | None = None
    ) -> ReportCell:
        """One number: of the units of a level, of some units, or of all."""
        match column.kind:
            case ColumnKind.IN_PERIOD:
                return self.now.cell(indicator.code, _chosen(self.now, level, units))
            case ColumnKind.CUMULATIVE:
                return self.now.cell(indicator.code, _chosen(self.now, level, units), to_date=True)
            case ColumnKind.PREVIOUS:
                return self._then(self.before, indicator, level, units)
            case ColumnKind.SAME_LAST_YEAR:
                return self._then(self.last_year, indicator, level, units)
            case ColumnKind.PERCENT:
                return self._percent(indicator, level, units)
            case ColumnKind.UNIT:
                return self._of_unit(indicator, column.unit, level)

    def _of_unit(self, indicator: Indicator, unit: str, level: str) -> ReportCell:
        detail = next((item for item in self.details if item.unit == unit), None)
        if detail is None:
            return UNKNOWN
        inside = _chosen(self.now, level, None)
        return self.now.cell(indicator.code, detail.units if inside is None else detail.units & set(inside))

    def _then(
        self, then: Consolidation | None, indicator: Indicator, level: str, units: Collection[str] | None
    ) -> ReportCell:
        if then is None or self._unknown_then(then, indicator):
            return UNKNOWN
        return then.cell(indicator.code, _chosen(then, level, units))

    def _unknown_then(self, then: Consolidation, indicator: Indicator) -> bool:
        asked = id(then), indicator.code  # of every level and column the same
        if asked not in self._unknown:
            codes = named_codes(indicator) if isinstance(indicator.measure, Ratio) else (indicator.code,)
            self._unknown[asked] = any(self._incomparable(then, code) for code in codes)
        return self._unknown[asked]

    def _incomparable(self, then: Consolidation, code: str) -> bool:
        known = {item.unit: item.source for item in then.contributions(code)}
        for item in self.now.contributions(code):
            sources = {known[unit] for unit in (item.unit, *self.forerunners.get(item.unit, ())) if unit in known}
            if not sources or (item.source == "figure" and "records" in sources):
                return True
        return False

    def _percent(self, indicator: Indicator, level: str, units: Collection[str] | None) -> ReportCell:
        """Hundredths of a per cent of last year; a ratio of ratios would be taken for points, so it stays empty."""
        if isinstance(indicator.measure, Ratio) or indicator.unit == "%":
            return UNKNOWN
        now = self.now.cell(indicator.code, _chosen(self.now, level, units))
        then = self._then(self.last_year, indicator, level, units)
        value = percent_hundredths(now.value, then.value)
        return UNKNOWN if value is None else ReportCell(value, Given.GIVEN, now.value, then.value)


def rows(
    definition: ReportDefinition, columns: Sequence[ReportColumn], sums: Sums, *, by_row: bool
) -> tuple[ResultRow, ...]:
    """Headings, indicators, beneath them their levels and (`by_row`) the lower units."""
    found: list[ResultRow] = []
    depths = _depths(definition)
    for line in definition.lines:
        if isinstance(line, ReportHeading):
            found.append(ResultRow("", line.text, "", None, {}))
            continue
        depth = depths[line.code]
        found.append(_row(line, columns, sums, line.label, depth))
        found.extend(_level_rows(line, columns, sums, depth + 1))
        if by_row:
            found.extend(_detail_rows(line, columns, sums, depth + 1))
    return tuple(found)


def contributions(definition: ReportDefinition, sums: Sums, own: str) -> Mapping[str, tuple[ResultContribution, ...]]:
    """What each unit adds to each indicator, our own first; for a ratio the percentage of each unit."""
    found = {indicator.code: _contributions(indicator, sums) for indicator in definition.indicators}
    return {code: tuple(sorted(items, key=lambda item: item.unit != own)) for code, items in found.items()}


def _contributions(indicator: Indicator, sums: Sums) -> tuple[ResultContribution, ...]:
    now = sums.now
    if isinstance(indicator.measure, Ratio):
        units = now.contributions(indicator.measure.denominator)
        return tuple(
            ResultContribution(
                item.unit,
                sums.names.get(item.unit, item.unit),
                item.level,
                now.cell(indicator.code, (item.unit,)).value,
                source=item.source,
                number=item.number,
            )
            for item in units
        )
    return tuple(
        ResultContribution(
            item.unit,
            sums.names.get(item.unit, item.unit),
            item.level,
            item.value,
            item.left_out,
            item.word,
            item.source,
            item.number,
        )
        for item in now.contributions(indicator.code)
    )


def _row(
    indicator: Indicator, columns: Sequence[ReportColumn], sums: Sums, label: str, indent: int, level: str = "",
    units: Collection[str] | None = None,
) -> ResultRow:  # fmt: skip
    cells = {column.key: sums.cell(indicator, column, level, units) for column in columns}
    sources = tuple(sorted({item.source for item in sums.now.contributions(indicator.code)}))
    return ResultRow(indicator.code, label, indicator.unit, indicator, cells, indent, level, sources)


def _level_rows(indicator: Indicator, columns: Sequence[ReportColumn], sums: Sums, indent: int) -> list[ResultRow]:
    """A line per level, the highest first; a single level would only repeat the sum."""
    present = sums.now.levels(indicator.code) if indicator.by_level else ()
    if len(present) < 2:
        return []
    known = {level.code: level for level in LEVELS}
    ordered = sorted(present, key=lambda code: (-known[code].order if code in known else 0, code))
    labels = {code: known[code].phrase.capitalize() if code in known else code for code in present}
    return [_row(indicator, columns, sums, labels[code], indent, code) for code in ordered]


def _detail_rows(indicator: Indicator, columns: Sequence[ReportColumn], sums: Sums, indent: int) -> list[ResultRow]:
    return [_row(indicator, columns, sums, item.name, indent, units=item.units) for item in sums.details]


def _depths(definition: ReportDefinition) -> Mapping[str, int]:
    """How deep each indicator is nested, and parts of a total beneath it ("VH-04.1" under "VH-04")."""
    known = {indicator.code: indicator for indicator in definition.indicators}
    depths: dict[str, int] = {}
    for indicator in definition.indicators:
        above = indicator.nested_in or indicator.code.rpartition(".")[0]
        depths[indicator.code] = depths[above] + 1 if above in depths and above in known else 0
    return depths


def _chosen(of: Consolidation, level: str, units: Collection[str] | None) -> Collection[str] | None:
    if not level:
        return units
    inside = {unit for unit, source in of.in_sum.items() if source.level == level}
    return inside if units is None else inside & set(units)
