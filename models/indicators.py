"""What a report counts: measures over one table, the basis in time, and the value that results for one unit.

The SQL stands in storage/reckoning/rollup.py; the plain evaluator that proves it lives in tests/.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.fields import Kind, Span
from models.predicates import All, Predicate


class Basis(enum.Enum):
    """Which records count. The window of a period is that of models/periods.py."""

    IN_PERIOD = "in_period"  # dated from the day after the previous cut-off to this one
    CUMULATIVE_YEAR = "cumulative_year"  # dated from the year's first reporting day to the cut-off
    CUMULATIVE_LAUNCH = "cumulative_launch"  # dated up to the cut-off, from the beginning
    AT_CUTOFF = "at_cutoff"  # standing at the cut-off (Span)
    AT_START = "at_start"  # standing at the previous cut-off (carried over)

    @property
    def label(self) -> str:
        return {
            "in_period": "trong kỳ",
            "cumulative_year": "lũy kế từ đầu năm",
            "cumulative_launch": "lũy kế từ khi phát động",
            "at_cutoff": "tại ngày chốt số liệu",
            "at_start": "kỳ trước chuyển sang",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Count:
    """Records (or rows, for a table "type.lines"; rows see the parent's columns) for which `where` holds. Rows that are
    part of the row above ("trong đó") are left out; with `parts` they alone are counted."""

    table: str
    where: Predicate = All()
    parts: bool = False


@dataclass(frozen=True, slots=True)
class CountDistinct:
    """Different values of `field`. It does not add across units, unless each value is `local` to one unit (its own
    residential areas)."""

    table: str
    field: str
    where: Predicate = All()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of `field` (a field of the table, of its parent, or a tally); `parts` as in Count."""

    table: str
    field: str
    where: Predicate = All()
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """Counts and sums over one record type and its child tables, added up: what some records say in their head and
    others row by row. The conditions of the pieces keep them from counting the same thing twice."""

    pieces: tuple[Count | Sum, ...]

    @property
    def table(self) -> str:
        """The record type that all pieces look at."""
        return self.pieces[0].table.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of other indicators, by code; with a minus sign before a code it is taken off."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage of two indicators, by code: half-up, two decimals, from numerator and denominator at every level."""

    numerator: str
    denominator: str


Measure = Count | CountDistinct | Sum | Added | Total | Ratio


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line that a report counts. `kind` says what its value is (INTEGER, MONEY, AREA in hundredths of m²,
    QUANTITY in thousandths). Without a measure it is a figure typed by hand. `dated_by` overrides the type's own date,
    `span` its validity. `nested_in` names the indicator of which this is a part ("trong đó"); it never adds to it.
    `by_level` prints a line per level of unit beneath it. `help` tells a person how it is counted."""

    code: str
    label: str
    unit: str
    kind: Kind
    basis: Basis
    measure: Measure | None = None
    dated_by: str = ""
    span: Span | None = None
    nested_in: str = ""
    by_level: bool = False
    adds_up: bool = True
    help: str = ""

    @property
    def additive(self) -> bool:
        """Whether values of different units may be summed."""
        if isinstance(self.measure, CountDistinct) and not self.measure.local:
            return False
        return self.adds_up and not isinstance(self.measure, Ratio)


def pieces_of(indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicator with each piece of what is added, one by one; itself where its measure is a single one."""
    if isinstance(indicator.measure, Added):
        return tuple(replace(indicator, measure=piece) for piece in indicator.measure.pieces)
    return (indicator,)


def named_codes(indicator: Indicator) -> tuple[str, ...]:
    """The codes that a total or a ratio is made of, without signs."""
    if isinstance(indicator.measure, Total):
        return tuple(code.removeprefix("-") for code in indicator.measure.codes)
    if isinstance(indicator.measure, Ratio):
        return (indicator.measure.numerator, indicator.measure.denominator)
    return ()


class Given(enum.Enum):
    """Empty is not zero: how a value stands."""

    GIVEN = "given"
    NONE_ARISING = "none_arising"  # the officer said "không phát sinh"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The value of one indicator for one unit and period. `from_units` splits off what other units of the Front gave
    (unit code -> part of the value), so that a sum with the giver in it can leave it out. `word` keeps "trên", "gần".
    `other` is the value of the source that was not chosen where records and a figure both exist."""

    code: str
    value: int | None
    given: Given = Given.GIVEN
    numerator: int | None = None
    denominator: int | None = None
    word: str = ""
    source: str = "records"  # records | figure
    other: int | None = None
    from_units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number typed by hand for one unit, period and indicator. `value` in the unit of the indicator's kind.
    `stated_total` / `stated_percent` (hundredths of a per cent) keep what the paper prints, to be compared.
    `preferred` says which counts where records exist too: "figure", "records" or "" (not yet decided)."""

    unit: str
    period: str
    indicator: str
    given: Given = Given.GIVEN
    value: int | None = None
    denominator: int | None = None
    word: str = ""
    stated_total: int | None = None
    stated_percent: int | None = None
    preferred: str = ""
    note: str = ""
    version: int = 0
