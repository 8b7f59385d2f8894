"""How the numbers of a report read: 59.482 m², 72,88%, "trên 43.000", and sums in millions where that is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.fields import Kind
from models.indicators import Given, Indicator, Ratio
from models.numerals import format_number
from models.reports import ReportCell

NOT_ADDITIVE = "không cộng được"
NONE_ARISING = "–"


def decimals(indicator: Indicator) -> int:
    """How many digits of a stored value stand behind the comma; a ratio is kept in hundredths of a per cent."""
    if isinstance(indicator.measure, Ratio):
        return 2
    return {Kind.AREA: 2, Kind.QUANTITY: 3}.get(indicator.kind, 0)


def shown(indicator: Indicator, value: int) -> str:
    """A value without its unit: 1.234.567; 43,5; a ratio always with two decimals."""
    return format_number(value, decimals(indicator), trim=not isinstance(indicator.measure, Ratio))


def shown_cell(indicator: Indicator, cell: ReportCell) -> str:
    """What is printed: zero is "0", "không phát sinh" is a dash, what is not known stays empty."""
    if cell.not_additive:
        return NOT_ADDITIVE
    if cell.given is Given.NONE_ARISING:
        return NONE_ARISING
    if cell.value is None:
        return ""
    text = shown(indicator, cell.value)
    if cell.denominator is not None and not isinstance(indicator.measure, Ratio):
        text = f"{text}/{shown(indicator, cell.denominator)}"
    return f"{cell.word} {text}" if cell.word else text


@dataclass(frozen=True, slots=True)
class Wording:
    """Numbers of one indicator inside a sentence: money in million đồng where all of them are whole thousands."""

    indicator: Indicator
    millions: bool

    @classmethod
    def for_values(cls, indicator: Indicator, values: Sequence[int]) -> Wording:
        large = any(abs(value) >= 1_000_000 for value in values)
        exact = all(value % 1_000 == 0 for value in values)
        return cls(indicator, indicator.kind is Kind.MONEY and large and exact)

    @property
    def unit(self) -> str:
        return "triệu đồng" if self.millions else self.indicator.unit

    def bare(self, value: int) -> str:
        """The number alone: "1.754,5"."""
        return format_number(value, 6, trim=True) if self.millions else shown(self.indicator, value)

    def full(self, value: int) -> str:
        """The number with its unit: "1.754,5 triệu đồng"."""
        return f"{self.bare(value)} {self.unit}".strip()

    def sum(self, values: Sequence[int]) -> str:
        """The arithmetic: "200 + 280 - 3 = 477 suất"; a single number stands alone."""
        terms = [self.bare(values[0])]
        terms += [f"{'-' if value < 0 else '+'} {self.bare(abs(value))}" for value in values[1:]]
        return self.full(values[0]) if len(values) == 1 else f"{' '.join(terms)} = {self.full(sum(values))}"
