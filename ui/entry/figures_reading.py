"""The sheet of figures of one unit and period, fetched in one request, and what a typed cell means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.fields import Kind
from models.indicators import Figure, Given, Indicator, IndicatorValue, Ratio, Total
from models.land_units import LandUnit
from models.opening import DAY, read_opening
from models.periods import Period, default_cutoff
from models.ports import Store
from models.reports import ReportDefinition, ReportHeading
from models.values import format_number, parse_figure, percent, show_figure

NONE_ARISING = "Không phát sinh"
NONE_KEYS = frozenset({"-", "–", "—", "kps", "không phát sinh", "khong phat sinh", "không", "khong"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet: a heading without an indicator, or an indicator with its figure, what it counts now and
    what it was in the period before. `typed` and `complaint` keep a text that could not be read."""

    label: str
    indicator: Indicator | None = None
    figure: Figure | None = None
    value: IndicatorValue | None = None
    previous: str = ""
    typed: str = ""
    complaint: str = ""

    @property
    def is_derived(self) -> bool:
        """A sum or a ratio of other lines: worked out, only what the paper prints of it is typed."""
        return self.indicator is not None and isinstance(self.indicator.measure, Total | Ratio)

    @property
    def takes_a_figure(self) -> bool:
        return self.indicator is not None and not self.is_derived

    @property
    def must_be_typed(self) -> bool:
        """No register counts this line."""
        return self.indicator is not None and self.indicator.measure is None

    @property
    def counted(self) -> int | None:
        """What the records say, chosen or not; None where no register counts this line."""
        if self.indicator is None or self.indicator.measure is None or self.is_derived or self.value is None:
            return None
        return self.value.value if self.value.source == "records" else self.value.other

    @property
    def has_number(self) -> bool:
        """Whether the line is answered: by records, by a figure, or by "không phát sinh"."""
        if self.figure is not None and self.figure.given is not Given.MISSING:
            return self.figure.given is Given.NONE_ARISING or self.figure.value is not None
        return self.value is not None and self.value.given is not Given.MISSING

    @property
    def has_both(self) -> bool:
        """Records and a figure: the officer says which counts."""
        return bool(self.counted) and self.figure is not None and self.figure.given is not Given.MISSING


@dataclass(frozen=True, slots=True)
class Sheet:
    unit: str
    period: Period
    rows: Sequence[SheetRow]
    land_units: Sequence[LandUnit] = ()
    by_hand: bool = False

    @property
    def progress(self) -> tuple[int, int]:
        """(answered, all) of the lines that must be typed by hand, as the overview counts them: what a register counts
        is only asked for where there is none: on the sheet of a lower unit, and before the unit went live."""
        asked = [row for row in self.rows if row.must_be_typed or (self.by_hand and row.takes_a_figure)]
        return sum(row.has_number for row in asked), len(asked)


def read_sheet(store: Store, unit: str, period: Period, today: dt.date) -> Sheet:
    """The sheet of our own unit, or of a lower one that is keyed by proxy (then nothing is counted from records)."""
    identity = store.settings.identity()
    own = identity is None or identity.unit == unit
    figures = store.figures.sheet(unit, period.code)
    now = _values(store, period, today) if own else {}
    before = _values(store, period.previous(), today) if own else {}
    before_figures = {} if own else store.figures.sheet(unit, period.previous().code)
    rows = [
        replace(
            row,
            figure=figures.get(row.indicator.code),
            value=now.get(row.indicator.code),
            previous=shown_value(row.indicator, before.get(row.indicator.code))
            or shown_figure(row.indicator, before_figures.get(row.indicator.code)),
        )
        if row.indicator
        else row
        for row in lines_of(store.reports.definitions())
    ]
    first = read_opening(store.settings.get(DAY), "").day
    by_hand = not own or (first is not None and period.last < first)
    return Sheet(unit, period, tuple(rows), tuple(store.settings.land_units()), by_hand)


def _values(store: Store, period: Period, today: dt.date) -> Mapping[str, IndicatorValue]:
    cutoff = store.reports.cutoffs().get(period.code) or default_cutoff(period, today)
    return store.reports.own_values(period.code, cutoff)


def lines_of(definitions: Sequence[ReportDefinition]) -> Iterator[SheetRow]:
    """The lines of all reports in their order; an indicator that several reports print is asked for once."""
    seen: set[str] = set()
    for definition in definitions:
        for line in definition.lines:
            if isinstance(line, ReportHeading):
                yield SheetRow(line.text)
            elif line.code not in seen:
                seen.add(line.code)
                yield SheetRow(line.label, line)


# ------------------------------------------------------------------------------------------------------------- in words
def shown_figure(indicator: Indicator, figure: Figure | None) -> str:
    """What was typed, tidied: "trên 43.000", "739/1.014", "Không phát sinh"."""
    if figure is None or figure.given is Given.MISSING:
        return ""
    if figure.given is Given.NONE_ARISING:
        return NONE_ARISING
    text = show_figure(indicator.kind, figure.value, figure.word)
    if figure.denominator is not None:
        text = f"{text}/{show_figure(indicator.kind, figure.denominator)}"
    return text


def shown_value(indicator: Indicator, value: IndicatorValue | None) -> str:
    """What a line counts, as a report prints it."""
    if value is None or value.given is Given.MISSING:
        return ""
    if value.given is Given.NONE_ARISING:
        return NONE_ARISING
    if isinstance(indicator.measure, Ratio):
        return percent(value.numerator, value.denominator) if value.numerator is not None and value.denominator else ""
    return show_figure(indicator.kind, value.value, value.word)


def shown_stated(row: SheetRow) -> str:
    """What the paper prints of a sum or a ratio."""
    if row.indicator is None or row.figure is None:
        return ""
    if isinstance(row.indicator.measure, Ratio):
        stated = row.figure.stated_percent
        return "" if stated is None else f"{format_number(stated, 2, trim=False)}%"
    return show_figure(row.indicator.kind, row.figure.stated_total)


# ---------------------------------------------------------------------------------------------------------------- typed
def with_typed(sheet: Sheet, row: SheetRow, text: str) -> Figure:
    """The figure that a typed cell means; NotReadable says what to type instead. Nothing typed is no figure."""
    figure, indicator = _begun(sheet, row)
    clean = text.strip()
    if not clean:
        return replace(figure, given=Given.MISSING, value=None, denominator=None, word="", preferred="")
    if clean.lower() in NONE_KEYS:
        return replace(figure, given=Given.NONE_ARISING, value=None, denominator=None, word="")
    part, slash, whole = clean.partition("/")
    value, word = _number(sheet, indicator, part)
    denominator = _number(sheet, indicator, whole)[0] if slash else None
    return replace(figure, given=Given.GIVEN, value=value, denominator=denominator, word=word)


def with_stated(sheet: Sheet, row: SheetRow, text: str) -> Figure:
    """The figure with what the paper prints of this sum or ratio; NotReadable says what to type instead."""
    figure, indicator = _begun(sheet, row)
    if isinstance(indicator.measure, Ratio):
        thousandths, _ = parse_figure(Kind.QUANTITY, text.replace("%", ""))
        return replace(figure, stated_percent=None if thousandths is None else (thousandths + 5) // 10)
    return replace(figure, stated_total=_number(sheet, indicator, text)[0])


def with_note(sheet: Sheet, row: SheetRow, text: str) -> Figure:
    return replace(_begun(sheet, row)[0], note=" ".join(text.split()))


def with_other_source(sheet: Sheet, row: SheetRow) -> Figure:
    """The other of records and figure counts from now on."""
    figure, _ = _begun(sheet, row)
    records_count = row.value is None or row.value.source == "records"
    return replace(figure, preferred="figure" if records_count else "records")


def _begun(sheet: Sheet, row: SheetRow) -> tuple[Figure, Indicator]:
    """The row's figure, or an empty one to begin with."""
    if row.indicator is None:
        raise ValueError("a heading takes no figure")
    begun = Figure(sheet.unit, sheet.period.code, row.indicator.code, given=Given.MISSING)
    return row.figure or begun, row.indicator


def _number(sheet: Sheet, indicator: Indicator, text: str) -> tuple[int | None, str]:
    return parse_figure(indicator.kind, text, unit=indicator.unit, land_units=sheet.land_units)
