"""Conditions on a record's values, used by shown_if, required and the filters of indicators.

Only these become SQL (storage/reckoning/predicate_sql.py). A `field` may be a dotted path of one step through a
reference ("fund.fund_kind"): the value of a field of the record that is referred to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Values = Mapping[str, object]
Naming = Callable[[str], str]
"""Turns a field's name into its Vietnamese label (and is asked for choices as "field=code")."""


@dataclass(frozen=True, slots=True)
class Is:
    """The field holds exactly this value (a choice code, a number or a yes/no)."""

    field: str
    value: str | int | bool

    def holds(self, values: Values) -> bool:
        return values.get(self.field) == self.value

    def describe(self, name: Naming) -> str:
        if self.value is True:
            return name(self.field)
        if self.value is False:
            return f"không {name(self.field)}"
        return f"{name(self.field)} là {name(f'{self.field}={self.value}')}"


@dataclass(frozen=True, slots=True)
class IsNot:
    """The field holds another value than this, or none: the opposite of Is."""

    field: str
    value: str | int | bool

    def holds(self, values: Values) -> bool:
        return values.get(self.field) != self.value

    def describe(self, name: Naming) -> str:
        if isinstance(self.value, bool):
            return Is(self.field, not self.value).describe(name)
        return f"{name(self.field)} không phải là {name(f'{self.field}={self.value}')}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds one of these values."""

    field: str
    values: tuple[str | int, ...]

    def holds(self, values: Values) -> bool:
        return values.get(self.field) in self.values

    def describe(self, name: Naming) -> str:
        options = ", ".join(name(f"{self.field}={value}") for value in self.values)
        return f"{name(self.field)} là một trong: {options}"


@dataclass(frozen=True, slots=True)
class Within:
    """The field lies between low and high, both included; None leaves a side open. ISO dates compare as text."""

    field: str
    low: str | int | None = None
    high: str | int | None = None

    def holds(self, values: Values) -> bool:
        value = values.get(self.field)
        if isinstance(value, bool) or not isinstance(value, str | int):
            return False
        return _not_below(value, self.low) and _not_below(self.high, value)

    def describe(self, name: Naming) -> str:
        low = "" if self.low is None else f" từ {self.low}"
        high = "" if self.high is None else f" đến {self.high}"
        return f"{name(self.field)}{low}{high}"


@dataclass(frozen=True, slots=True)
class Filled:
    """The field has a value: not empty text, not missing."""

    field: str

    def holds(self, values: Values) -> bool:
        return values.get(self.field) not in (None, "")

    def describe(self, name: Naming) -> str:
        return f"có {name(self.field)}"


@dataclass(frozen=True, slots=True)
class Empty:
    """The field has no value: the opposite of Filled."""

    field: str

    def holds(self, values: Values) -> bool:
        return values.get(self.field) in (None, "")

    def describe(self, name: Naming) -> str:
        return f"chưa có {name(self.field)}"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; All() is always true."""

    parts: tuple[Predicate, ...] = ()

    def holds(self, values: Values) -> bool:
        return all(part.holds(values) for part in self.parts)

    def describe(self, name: Naming) -> str:
        return " và ".join(part.describe(name) for part in self.parts)


Predicate = Is | IsNot | OneOf | Within | Filled | Empty | All


def fields_of(predicate: Predicate) -> tuple[str, ...]:
    """The field paths that a predicate reads, in order of mention."""
    if isinstance(predicate, All):
        return tuple(path for part in predicate.parts for path in fields_of(part))
    return (predicate.field,)


def _not_below(upper: str | int | None, lower: str | int | None) -> bool:
    """Whether upper >= lower; an absent bound or values of different types do not restrict or do not fit."""
    if upper is None or lower is None:
        return True
    if isinstance(upper, str) and isinstance(lower, str):
        return upper >= lower
    if isinstance(upper, int) and isinstance(lower, int):
        return upper >= lower
    return False
