"""What a rule is, and what it says of a record: a problem at its place, and how much it weighs."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


class Severity(enum.Enum):
    STOP = "stop"  # the record cannot be made final
    WARNING = "warning"  # may go on with a reason
    HINT = "hint"  # worth a look


Lookup = Callable[[str, str], "Mapping[str, object] | None"]
"""(record type name, id) -> the values of that record with its "state" and tallies, or None."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the user's data, shown at its place: `field` ("" for the whole record), in `line` (name of the child
    table, index of the row) where it lies in a row. The message is Vietnamese and says what to do."""

    field: str
    message: str
    severity: Severity = Severity.STOP
    line: tuple[str, int] | None = None
    rule: str = ""

    @property
    def reason_key(self) -> str:
        """What a reason for going on is kept under: the rule's name, or the field's where no rule speaks."""
        return self.rule or self.field


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check. `check(values, lookup)` returns a Problem or None; the article and the days of validity stand
    beside it so that help can print them all in one table."""

    name: str
    check: Callable[[Mapping[str, object], Lookup], Problem | None]
    severity: Severity
    sentence: str
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
