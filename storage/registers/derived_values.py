"""Totals, ratios and sums of values: what follows from values that are already in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.consolidation import joined_word, ratio_word
from models.indicators import Given, Indicator, IndicatorValue, Ratio, Total
from models.numerals import percent_hundredths


def derived(code: str, indicator: Indicator, parts: Mapping[str, IndicatorValue]) -> IndicatorValue:
    """The total or ratio `indicator` of its parts by code; missing where no part is known."""
    if isinstance(indicator.measure, Ratio):
        return _ratio(code, indicator.measure, parts)
    codes = indicator.measure.codes if isinstance(indicator.measure, Total) else ()
    signed = [(-1 if item.startswith("-") else 1, parts[item.removeprefix("-")]) for item in codes]
    known = [(sign, value) for sign, value in signed if value.given is not Given.MISSING]
    return summed(code, known) if known else IndicatorValue(code, None, Given.MISSING)


def _ratio(code: str, measure: Ratio, parts: Mapping[str, IndicatorValue]) -> IndicatorValue:
    top, bottom = parts[measure.numerator], parts[measure.denominator]
    value = percent_hundredths(top.value, bottom.value)
    given = Given.MISSING if value is None else Given.GIVEN
    word = ratio_word(top.word, bottom.word)
    source = "figure" if "figure" in (top.source, bottom.source) else "records"
    return IndicatorValue(code, value, given, top.value, bottom.value, word, source)


def summed(code: str, signed: Sequence[tuple[int, IndicatorValue]]) -> IndicatorValue:
    """The sum of values, each with its sign."""
    from_units: dict[str, int] = {}
    for sign, value in signed:
        for unit, part in value.from_units.items():
            from_units[unit] = from_units.get(unit, 0) + sign * part
    given = [value.given for _, value in signed]
    return IndicatorValue(
        code,
        sum(sign * (value.value or 0) for sign, value in signed),
        Given.GIVEN if Given.GIVEN in given else Given.NONE_ARISING,
        word=joined_word(value.word for _, value in signed),
        source="figure" if any(value.source == "figure" for _, value in signed) else "records",
        from_units=from_units,
    )
