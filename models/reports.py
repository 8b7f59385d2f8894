"""A report as data: headings, indicators and columns, parsed from TOML text, and the result for one unit and period."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from models.indicators import Given, Indicator
from models.report_reasons import RuleReasons
from models.submissions import Finding


class ColumnKind(enum.Enum):
    """What a column of figures shows."""

    PREVIOUS = "previous"  # the period before
    IN_PERIOD = "in_period"  # the indicator on its own basis
    CUMULATIVE = "cumulative"  # from the year's start; stock and launch repeat their value, carried over is last year's
    SAME_LAST_YEAR = "same_last_year"
    PERCENT = "percent"  # in period against the same period last year
    UNIT = "unit"  # one lower unit (detail by unit)


@dataclass(frozen=True, slots=True)
class ReportColumn:
    kind: ColumnKind
    title: str
    unit: str = ""  # the unit's code for kind UNIT

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.unit}" if self.unit else self.kind.value


@dataclass(frozen=True, slots=True)
class ReportHeading:
    text: str


ReportLine = ReportHeading | Indicator


@dataclass(frozen=True, slots=True)
class Check:
    """An equation that must hold between indicators of one unit: received = thành + không thành + ...; a difference
    is a finding. `left` and `right` are sums of codes."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """One report. `columns` are those of the plain form; the detail adds a UNIT column (or row) per lower unit."""

    id: str
    title: str
    subtitle: str
    lines: tuple[ReportLine, ...]
    columns: tuple[ReportColumn, ...]
    checks: tuple[Check, ...] = ()
    detail: str = "columns"  # columns | rows | none
    signatures: tuple[tuple[str, ...], ...] = ()
    source: str = ""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(line for line in self.lines if isinstance(line, Indicator))


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A number of the report. `value` None with given MISSING is unknown and prints empty; `not_additive` prints
    "không cộng được". `word` is "trên" or "gần"."""

    value: int | None
    given: Given = Given.GIVEN
    numerator: int | None = None
    denominator: int | None = None
    word: str = ""
    not_additive: bool = False


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One printed row: a heading (no cells), an indicator, or its part of one level ("cấp xã") beneath it."""

    code: str
    label: str
    unit: str
    indicator: Indicator | None
    cells: Mapping[str, ReportCell]
    indent: int = 0
    level: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many lower units are in the sum. `missing` are unit codes; `composed` maps unit -> shorter periods used."""

    expected: int
    submitted: int
    missing: tuple[str, ...]
    composed: Mapping[str, tuple[str, ...]]

    @property
    def sentence(self) -> str:
        return f"{self.submitted}/{self.expected} đơn vị đã nộp" if self.expected else ""


@dataclass(frozen=True, slots=True)
class ResultContribution:
    """What one unit adds to one indicator: "how was this counted". `left_out` was given by a unit inside the sum."""

    unit: str
    unit_name: str
    level: str
    value: int | None
    left_out: int = 0
    word: str = ""
    source: str = "records"
    number: int = 0


@dataclass(frozen=True, slots=True)
class ReportResult:
    definition: ReportDefinition
    unit: str
    unit_name: str
    period: str
    cutoff: str
    start: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ResultRow, ...]
    coverage: Coverage
    findings: tuple[Finding, ...]
    contributions: Mapping[str, tuple[ResultContribution, ...]]
    """indicator code -> what each unit adds, our own unit first."""
    reasons: tuple[RuleReasons, ...] = ()
    """Why own records of the period went on in spite of a warning."""
