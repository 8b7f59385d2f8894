"""How the records of a register are numbered, and how a number reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.predicates import All, Predicate


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a record gets its register number when it is made final: counted per own unit, prefix, the values of `scope`
    and, if `by_year`, the year of the date field. `prefixes` gives the first prefix whose predicate holds.
    The number reads "PREFIX-2026-0001", without a prefix "1"."""

    scope: tuple[str, ...] = ()
    by_year: bool = True
    prefixes: tuple[tuple[str, Predicate], ...] = (("", All()),)
    digits: int = 4

    def prefix(self, values: Mapping[str, object]) -> str:
        return next((prefix for prefix, predicate in self.prefixes if predicate.holds(values)), "")

    def show(self, prefix: str, year: int | None, number: int) -> str:
        """The number as printed; without a prefix it is the bare count, as in a paper register."""
        if not prefix:
            return str(number)
        middle = f"{year}-" if year is not None else ""
        return f"{prefix}-{middle}{number:0{self.digits}d}"
