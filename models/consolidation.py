"""One counting: the totals of a period from own values and the parts of lower units, by pure functions.

A total is the sum over origin units, each once; what a unit got from another unit inside the sum is left out on the
receiving side; ratios are worked out from summed numerators and denominators; what does not add up is shown per unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.indicators import Basis, Given, Indicator, IndicatorValue, Ratio, Total, named_codes
from models.numerals import percent_hundredths
from models.reports import Coverage, ReportCell
from models.submissions import Part
from models.units import LEVELS

YEAR_TO_DATE = ":ytd"
"""Behind a code: the value of an in-period indicator from the year's first day to the cut-off of the same period; of
what was carried over, what stood on the last day of the year before."""


def year_code(indicator: Indicator) -> str:
    """The code under which the value for the column "lũy kế từ đầu năm" travels. What stands at the cut-off or counts
    from a launch repeats its own value there; what was carried over is then what came over from last year, so that
    the column adds up by itself."""
    differs = indicator.basis in (Basis.IN_PERIOD, Basis.AT_START)
    return indicator.code + YEAR_TO_DATE if differs else indicator.code


@dataclass(frozen=True, slots=True)
class Source:
    """What one origin unit brings into a sum. `number` is that of its submission; 0 for our own values and for figures
    keyed here in its place (`proxy`). `keyed` are such figures beside a part composed of shorter periods."""

    unit: str
    level: str
    values: Mapping[str, IndicatorValue]
    number: int = 0
    proxy: bool = False
    composed_of: tuple[str, ...] = ()
    keyed: Mapping[str, IndicatorValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit adds to one indicator: `value` without `left_out`, which a unit inside the sum gave."""

    unit: str
    level: str
    value: int
    given: Given
    left_out: int = 0
    word: str = ""
    source: str = "records"
    number: int = 0
    denominator: int | None = None


def in_force(parts: Iterable[Part]) -> Mapping[tuple[str, str], Part]:
    """The part that counts per origin unit and period: the highest number, whichever way it came."""
    found: dict[tuple[str, str], Part] = {}
    for part in parts:
        key = (part.unit, part.period)
        if key not in found or (part.number, part.sha256) > (found[key].number, found[key].sha256):
            found[key] = part
    return found


def sources(own: Source, parts: Iterable[Part], proxies: Iterable[Source] = ()) -> Mapping[str, Source]:
    """Who is in the sum, each origin unit once, ours first: a part replaces figures keyed by proxy, and our own values
    replace a part that claims to be ours. A part that was only composed leaves the figures what it cannot know."""
    by_unit = {proxy.unit: proxy for proxy in sorted(proxies, key=lambda source: source.unit)}
    for part in sorted(parts, key=lambda part: (part.unit, part.number, part.sha256)):
        before = by_unit.get(part.unit)
        keyed = _given(before.values) if before and before.proxy and part.composed_of else {}
        values = {**keyed, **_given(part.values)} if keyed else part.values
        by_unit[part.unit] = Source(part.unit, part.level, values, part.number, False, part.composed_of, keyed)
    by_unit.pop(own.unit, None)
    return {own.unit: own, **dict(sorted(by_unit.items()))}


def _given(values: Mapping[str, IndicatorValue]) -> Mapping[str, IndicatorValue]:
    return {code: value for code, value in values.items() if value.given is not Given.MISSING}


def composed(period: str, pieces: Sequence[Part], indicators: Iterable[Indicator]) -> Part:
    """A part for a longer period for which a unit sent no file, from shorter ones that tile it.

    Only additive in-period indicators that every piece knows, and totals of such; the year's value is that of the last
    piece."""
    last = pieces[-1]
    by_code = {indicator.code: indicator for indicator in indicators}
    values: dict[str, IndicatorValue] = {}
    for indicator in by_code.values():
        if not _composes(indicator, by_code):
            continue
        found = [piece.values.get(indicator.code) for piece in pieces]
        known = [value for value in found if value is not None and value.given is not Given.MISSING]
        if len(known) == len(pieces):
            values[indicator.code] = _joined(indicator.code, known)
        if (to_date := last.values.get(year_code(indicator))) is not None:
            values[year_code(indicator)] = to_date
    return replace(last, period=period, values=values, sha256="", composed_of=tuple(piece.period for piece in pieces))


def _composes(indicator: Indicator, by_code: Mapping[str, Indicator]) -> bool:
    """A total is no better than its parts: donors of two quarters, or what stood open at two cut-offs, do not add."""
    plain = indicator.basis is Basis.IN_PERIOD and indicator.additive
    return plain and all(_composes(by_code[code], by_code) for code in named_codes(indicator))


def _joined(code: str, values: Sequence[IndicatorValue]) -> IndicatorValue:
    given = Given.GIVEN if any(value.given is Given.GIVEN for value in values) else Given.NONE_ARISING
    from_units: dict[str, int] = {}
    for value in values:
        for unit, part in value.from_units.items():
            from_units[unit] = from_units.get(unit, 0) + part
    denominators = [value.denominator for value in values]
    return IndicatorValue(
        code,
        sum(value.value or 0 for value in values),
        given,
        denominator=None if None in denominators else sum(item or 0 for item in denominators),
        word=joined_word(value.word for value in values),
        source="figure" if any(value.source == "figure" for value in values) else "records",
        from_units=from_units,
    )


def joined_word(words: Iterable[str]) -> str:
    """The word of a sum: exact numbers beside one "trên" are "trên" in all; of "trên" and "gần" together one can only
    say "khoảng"."""
    found = {"trên" if word == "hơn" else word for word in words} - {""}
    return "khoảng" if len(found) > 1 else min(found, default="")


def ratio_word(top: str, bottom: str) -> str:
    """The word of a percentage: more than so many parts is more than so many per cent; of an approximate whole one can
    only say "khoảng"."""
    return "khoảng" if bottom else top


def coverage(expected: Collection[str], in_sum: Mapping[str, Source]) -> Coverage:
    """Which of the expected lower units are in the sum with a file of their own (composed ones too)."""
    submitted = [unit for unit in expected if unit in in_sum and not in_sum[unit].proxy]
    return Coverage(
        expected=len(expected),
        submitted=len(submitted),
        missing=tuple(unit for unit in expected if unit not in submitted),
        composed={unit: source.composed_of for unit, source in in_sum.items() if source.composed_of},
    )


@dataclass(frozen=True)
class Consolidation:
    """The sum over some units: cells for all of them or for some, for the period or (`to_date`) for the year so far."""

    indicators: Mapping[str, Indicator]
    in_sum: Mapping[str, Source]
    _kept: dict[tuple[str, bool], tuple[Contribution, ...]] = field(default_factory=dict, repr=False, compare=False)

    def contributions(self, code: str, *, to_date: bool = False) -> tuple[Contribution, ...]:
        """What each unit adds; units that say nothing about it are left away."""
        if (code, to_date) not in self._kept:
            found = (self._contribution(self.indicators[code], source, to_date) for source in self.in_sum.values())
            self._kept[code, to_date] = tuple(item for item in found if item is not None)
        return self._kept[code, to_date]

    def cell(self, code: str, units: Collection[str] | None = None, *, to_date: bool = False) -> ReportCell:
        """The number for these units (all by default). Sums over a split of the units add up to the cell of all."""
        indicator = self.indicators[code]
        if isinstance(indicator.measure, Ratio):
            return self._ratio(indicator.measure, units, to_date)
        chosen = [item for item in self.contributions(code, to_date=to_date) if units is None or item.unit in units]
        if not chosen:
            return ReportCell(None, Given.MISSING)
        if not self._adds_up(code) and (len(chosen) > 1 or not self._speaks_for(indicator, chosen[0], units)):
            return ReportCell(None, Given.GIVEN, not_additive=True)
        denominators = [item.denominator for item in chosen]
        total = sum(item.value for item in chosen)
        whole = None if None in denominators else sum(item or 0 for item in denominators)
        return ReportCell(
            total,
            Given.GIVEN if any(item.given is Given.GIVEN for item in chosen) else Given.NONE_ARISING,
            numerator=None if whole is None else total,
            denominator=whole,
            word=joined_word(item.word for item in chosen),
        )

    def levels(self, code: str) -> tuple[str, ...]:
        """The levels of the units that add something."""
        return tuple(dict.fromkeys(item.level for item in self.contributions(code)))

    def _ratio(self, measure: Ratio, units: Collection[str] | None, to_date: bool) -> ReportCell:
        top = self.cell(measure.numerator, units, to_date=to_date)
        bottom = self.cell(measure.denominator, units, to_date=to_date)
        if top.not_additive or bottom.not_additive:
            return ReportCell(None, Given.GIVEN, not_additive=True)
        value = percent_hundredths(top.value, bottom.value)
        given = Given.MISSING if value is None else Given.GIVEN
        return ReportCell(value, given, top.value, bottom.value, ratio_word(top.word, bottom.word))

    def _speaks_for(self, indicator: Indicator, only: Contribution, units: Collection[str] | None) -> bool:
        """Whether the only value that is known may stand for these units: a bare percentage only where its unit stands
        above all the others, for a commune's is not its district's."""
        if indicator.adds_up:
            return True
        orders = {level.code: level.order for level in LEVELS}
        others = [item for unit, item in self.in_sum.items() if unit != only.unit and (units is None or unit in units)]
        return all(orders.get(item.level, 0) < orders.get(only.level, 0) for item in others)

    def _adds_up(self, code: str) -> bool:
        indicator = self.indicators[code]
        return indicator.additive and all(self._adds_up(part) for part in named_codes(indicator))

    def _contribution(self, indicator: Indicator, source: Source, to_date: bool) -> Contribution | None:
        if isinstance(indicator.measure, Total):
            total = self._total(indicator.measure, source, to_date)
            if total is not None:
                return total
        value = source.values.get(year_code(indicator) if to_date else indicator.code)
        if value is None or value.given is Given.MISSING or (value.value is None and value.given is Given.GIVEN):
            return None
        left_out = 0
        if value.from_units:
            given_by = value.from_units.items()
            left_out = sum(part for giver, part in given_by if giver in self.in_sum and giver != source.unit)
        return Contribution(
            source.unit,
            source.level,
            (value.value or 0) - left_out,
            value.given,
            left_out,
            value.word,
            value.source,
            source.number,
            value.denominator,
        )

    def _total(self, measure: Total, source: Source, to_date: bool) -> Contribution | None:
        """A total per unit, from the parts of it that the unit knows."""
        parts: list[tuple[int, Contribution]] = []
        for code in measure.codes:
            found = self._contribution(self.indicators[code.removeprefix("-")], source, to_date)
            if found is not None:
                parts.append((-1 if code.startswith("-") else 1, found))
        if not parts:
            return None
        return Contribution(
            source.unit,
            source.level,
            sum(sign * part.value for sign, part in parts),
            Given.GIVEN if any(part.given is Given.GIVEN for _, part in parts) else Given.NONE_ARISING,
            sum(sign * part.left_out for sign, part in parts),
            joined_word(part.word for _, part in parts),
            "figure" if any(part.source == "figure" for _, part in parts) else "records",
            source.number,
        )
