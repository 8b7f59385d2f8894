"""Reports: the definitions, our own values, the sums over lower units, and the document that is printed.

For whoever writes a submission file: every entry of own_values(period, cutoff) goes into the part, missing ones too.
Beside "KT-09" there is "KT-09:ytd", the value since the year's start; the column "lũy kế từ đầu năm" of the upper unit
is the sum of those, since they cannot be worked out from the period alone. A reader keeps codes it does not know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from models.consolidation import YEAR_TO_DATE, Consolidation, Source, coverage, sources, year_code
from models.documents import Document
from models.fields import RecordType
from models.indicators import Basis, Figure, Given, Indicator, IndicatorValue, named_codes
from models.periods import Period, parse_period, window, year_earlier
from models.ports import Identity, StorageError
from models.record_types import RECORD_TYPES
from models.records import Counted
from models.report_evidence import Evidence
from models.report_findings import findings
from models.report_layout import document
from models.report_reasons import reason_findings
from models.report_rows import Detail, Sums, contributions, rows
from models.reports import ColumnKind, Coverage, ReportColumn, ReportDefinition, ReportResult
from models.submissions import Part
from models.units import Snapshot, UnitTree
from storage.database import Database
from storage.reckoning import rollup
from storage.reckoning.figures import Figures
from storage.reckoning.given_reasons import given_reasons, registers_of
from storage.reckoning.own_values import Sheet, figure_periods, kept_since, values, window_for
from storage.reckoning.report_definitions import definitions_folder, read_definitions
from storage.registers.units import Units
from storage.submission import received_parts


@dataclass(frozen=True)
class _Known:
    """What all the periods of a report have in common and is read once: the units at all times, our recorded cut-offs,
    and since when each register is kept."""

    tree: UnitTree
    cutoffs: Mapping[str, dt.date]
    used: Mapping[str, str]


@dataclass(frozen=True)
class _Sum:
    """The sum of one period: who is in it, whose file is missing."""

    consolidation: Consolidation
    coverage: Coverage
    parts: Sequence[Part]


class Reports:
    """Fulfils models.ports.Reports."""

    def __init__(
        self,
        database: Database,
        units: Units,
        identity: Callable[[], Identity | None],
        folder: Path | None = None,
        record_types: Sequence[RecordType] = RECORD_TYPES,
    ) -> None:
        self._db = database
        self._units = units
        self._identity = identity
        self._folder = folder or definitions_folder()
        self._types = {record_type.name: record_type for record_type in record_types}
        self._figures = Figures(database)

    # -------------------------------------------------------------------------------------------------- definitions
    def definitions(self) -> Sequence[ReportDefinition]:
        """All reports. StorageError as of read_definitions."""
        return self._definitions

    @cached_property
    def _definitions(self) -> tuple[ReportDefinition, ...]:
        return read_definitions(self._folder, self._types.values())

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {item.code: item for definition in self._definitions for item in definition.indicators}

    # ---------------------------------------------------------------------------------------------------- cut-offs
    def cutoffs(self) -> Mapping[str, dt.date]:
        """Recorded cut-offs of our own unit by period code."""
        kept = self._db.rows("SELECT period, day FROM cutoff ORDER BY period")
        return {row["period"]: dt.date.fromisoformat(row["day"]) for row in kept}

    def set_cutoff(self, period: str, cutoff: dt.date) -> None:
        """Record the cut-off under which a period was reported; the next period begins on the day after it."""
        code, day = parse_period(period).code, cutoff.isoformat()
        before = self._db.scalar("SELECT day FROM cutoff WHERE period = ?", (code,))
        if before == day:
            return
        with self._db.transaction("Chốt số liệu") as operation:
            self._db.execute(
                "INSERT INTO cutoff (period, day) VALUES (?, ?) ON CONFLICT (period) DO UPDATE SET day = excluded.day",
                (code, day),
            )
            version = len(self._db.history.of("cutoff", code)) + 1
            self._db.history.append(operation, "cutoff", code, version, {"day": [before, day]})

    # ------------------------------------------------------------------------------------------------------ values
    def own_values(self, period: str, cutoff: dt.date) -> Mapping[str, IndicatorValue]:
        """Every indicator of every definition for our own unit, and the values since the year's start (":ytd")."""
        return self._own_values(parse_period(period), cutoff, self.cutoffs(), kept_since(self._db, self._types))

    def parts(self, period: str) -> Sequence[Part]:
        """The parts of lower units in force for this very period."""
        return received_parts.parts(self._db, (parse_period(period).code,))

    def totals(self, period: str, cutoff: dt.date) -> Mapping[str, int | None]:
        """The consolidated total of every indicator, None where unknown or not additive: for a preview of receiving."""
        consolidation = self._sum(parse_period(period), cutoff, self._known()).consolidation
        return {code: consolidation.cell(code).value for code in self._indicators}

    def counted_sql(self, counted: Counted) -> tuple[str, tuple[object, ...]]:
        """The statement whose column "id" gives the records behind a number: ours, or those received from its unit.

        A code with ":ytd" means the year so far; a total or a ratio is opened as the records of all its parts.
        StorageError missing for an unknown code."""
        code = counted.indicator.removesuffix(YEAR_TO_DATE)
        if code not in self._indicators:
            raise StorageError(f"Không có chỉ tiêu {code}; mở lại báo cáo để chọn chỉ tiêu khác.", "missing")
        period, cutoff = parse_period(counted.period), dt.date.fromisoformat(counted.cutoff)
        unit = "" if counted.unit == self._units.own else counted.unit
        cutoffs = self.cutoffs() if not unit else received_parts.cutoffs_of(self._db, unit)
        to_date = counted.indicator.endswith(YEAR_TO_DATE)
        statements: list[str] = []
        params: list[object] = []
        for indicator in self._measured(code):
            differs = year_code(indicator) != indicator.code
            basis = Basis.CUMULATIVE_YEAR if to_date and differs else indicator.basis
            days = window_for(period, cutoff, cutoffs, basis)
            sql, bound = rollup.counted_ids_sql(self._types, indicator, days, unit)
            statements.append(sql)
            params.extend(bound)
        return " UNION ".join(statements) or "SELECT '' AS id WHERE 1 = 0", tuple(params)

    def _measured(self, code: str) -> Sequence[Indicator]:
        indicator = self._indicators[code]
        parts = [item for part in named_codes(indicator) for item in self._measured(part)]
        return [indicator, *parts] if rollup.is_measured(indicator) else parts

    def _own_values(
        self,
        period: Period,
        cutoff: dt.date,
        cutoffs: Mapping[str, dt.date],
        used: Mapping[str, str],
        *,
        year_so_far: bool = True,
    ) -> Mapping[str, IndicatorValue]:
        figures = self._figures.of_periods(self._units.own, figure_periods(period))
        measure = partial(rollup.measure_all, self._db, self._types)
        sheet = Sheet(period, cutoff, cutoffs, figures, used, measure, year_so_far)
        return values(tuple(self._indicators.values()), sheet)

    def _known(self) -> _Known:
        return _Known(self._units.tree(), self.cutoffs(), kept_since(self._db, self._types))

    def _proxies(self, period: Period, cutoff: dt.date, levels: Mapping[str, str]) -> Sequence[Source]:
        """Figures keyed here for lower units; they count as long as no file came."""
        found = []
        for unit in self._figures.units((period.code,)):
            if unit != self._units.own:
                figures = self._figures.of_periods(unit, figure_periods(period))
                sheet = Sheet(period, cutoff, {}, figures, {}, None)
                kept = values(tuple(self._indicators.values()), sheet)
                if any(value.given is not Given.MISSING for value in kept.values()):
                    found.append(Source(unit, levels.get(unit, ""), kept, proxy=True))
        return found

    # -------------------------------------------------------------------------------------------------------- sums
    def result(self, report: str, period: str, cutoff: dt.date, *, by_unit: bool = False) -> ReportResult:
        """The report for our unit and everything below it. StorageError missing for an unknown report."""
        definition = next((item for item in self.definitions() if item.id == report), None)
        if definition is None:
            ids = ", ".join(item.id for item in self.definitions())
            raise StorageError(f"Không có báo cáo “{report}”; chọn một trong: {ids}.", "missing")
        when, known = parse_period(period), self._known()
        now = self._sum(when, cutoff, known)
        kinds = {column.kind for column in definition.columns}
        before = self._then(when.previous(), None, known) if ColumnKind.PREVIOUS in kinds else None
        compared = kinds & {ColumnKind.SAME_LAST_YEAR, ColumnKind.PERCENT}
        last_year = self._then(when.previous_year(), cutoff, known) if compared else None
        snapshot = known.tree.on(cutoff)
        sums = Sums(
            now.consolidation,
            before.consolidation if before else None,
            last_year.consolidation if last_year else None,
            snapshot.names,
            _forerunners(known.tree, now.consolidation),
            self._details(snapshot, now) if by_unit and definition.detail != "none" else (),
        )
        columns = _columns(definition, sums)
        days = window(when, cutoff, known.cutoffs)
        reasons = given_reasons(self._db, self._types, registers_of(definition), days)
        found = findings(self._evidence(definition, when, now, last_year, snapshot))
        return ReportResult(
            definition=definition,
            unit=self._units.own,
            unit_name=snapshot.name(self._units.own),
            period=when.code,
            cutoff=cutoff.isoformat(),
            start=days.start.isoformat(),
            columns=columns,
            rows=rows(definition, columns, sums, by_row=definition.detail == "rows"),
            coverage=now.coverage,
            findings=(*found, *reason_findings(reasons)),
            contributions=contributions(definition, sums, self._units.own),
            reasons=reasons,
        )

    def document(self, result: ReportResult) -> Document:
        """What is printed: heading, table, findings, signatures."""
        return document(result, self._identity())

    def _sum(self, period: Period, cutoff: dt.date, known: _Known, *, year_so_far: bool = True) -> _Sum:
        snapshot = known.tree.on(cutoff)
        ours = self._own_values(period, cutoff, known.cutoffs, known.used, year_so_far=year_so_far)
        own = Source(self._units.own, snapshot.level(self._units.own), ours)
        parts = received_parts.parts_for(self._db, period, tuple(self._indicators.values()), year_so_far=year_so_far)
        in_sum = sources(own, parts, self._proxies(period, cutoff, snapshot.levels))
        expected = snapshot.with_descendants(self._units.children())
        return _Sum(Consolidation(self._indicators, in_sum), coverage(expected, in_sum), parts)

    def _then(self, period: Period, like: dt.date | None, known: _Known) -> _Sum:
        """The sum of another period under its recorded cut-off, or else cut off `like` this one was (a year later)."""
        recorded = known.cutoffs.get(period.code)
        return self._sum(period, recorded or (year_earlier(like) if like else period.last), known, year_so_far=False)

    def _details(self, snapshot: Snapshot, now: _Sum) -> Sequence[Detail]:
        """Ourselves, each unit just below us with everything beneath it, and whoever belongs to none of them."""
        in_sum, own = now.consolidation.in_sum, self._units.own
        found = [Detail(own, snapshot.name(own), frozenset({own}))]
        left = set(in_sum) - {own}
        listed = set(self._units.children())
        for child in snapshot.children(own):
            inside = frozenset({child, *snapshot.descendants(child)}) & left
            if inside or child in listed:
                found.append(Detail(child, snapshot.name(child), inside))
                left -= inside
        return [*found, *(Detail(unit, snapshot.name(unit), frozenset({unit})) for unit in sorted(left))]

    def _evidence(
        self, definition: ReportDefinition, period: Period, now: _Sum, last_year: _Sum | None, snapshot: Snapshot
    ) -> Evidence:
        own = self._units.own
        compared = last_year.coverage if last_year is not None and last_year.coverage.submitted else None
        return Evidence(
            definition,
            now.consolidation,
            snapshot.names,
            own,
            self._sheet(own, period),
            now.coverage,
            compared,
            received_parts.recounted(self._db, self._types, period, now.parts, definition.indicators),
            received_parts.seams(self._db, now.parts),
        )

    def _sheet(self, unit: str, period: Period) -> Mapping[str, Figure]:
        return self._figures.sheet(unit, period.code)


def _columns(definition: ReportDefinition, sums: Sums) -> tuple[ReportColumn, ...]:
    """With a detail in columns the sum stands beside its units; the other columns would only make it wider."""
    if not sums.details or definition.detail != "columns":
        return definition.columns
    whole = ReportColumn(ColumnKind.IN_PERIOD, "Tổng cộng")
    return (whole, *(ReportColumn(ColumnKind.UNIT, item.name, item.unit) for item in sums.details))


def _forerunners(tree: UnitTree, now: Consolidation) -> Mapping[str, frozenset[str]]:
    return {unit: frozenset(link.old for link in tree.predecessors(unit)) for unit in now.in_sum}
