"""Số liệu ban đầu: what a unit enters once when it goes live, and how far it has come with that.

Only real records and figures are entered; what is kept here is the day and the officer's answer to each step."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.periods import Period, periods_of_year

DAY, ANSWERS = "opening.day", "opening.answers"
"""Settings: the first day, ISO, of which everything is in the registers ("" where nobody said); the answers, JSON."""

DONE, NONE = "done", "none"
PLACES, FUNDS, GOODS, PLEDGES, CASES, MODELS = "places", "funds", "goods", "pledges", "cases", "models"
THIS_YEAR, LAST_YEAR = "this_year", "last_year"


@dataclass(frozen=True, slots=True)
class Opening:
    """`answers` maps a step to DONE or NONE ("không có"); a step without an answer is still to be done. Without
    a day (None) every record counts by its own date."""

    day: dt.date | None
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def steps(self) -> tuple[str, ...]:
        """In the order in which they build on each other; who begins with the year has no months before."""
        months = (THIS_YEAR,) if self.day is not None and periods_before(self.day) else ()
        return (PLACES, FUNDS, GOODS, PLEDGES, CASES, MODELS, *months, LAST_YEAR)

    @property
    def answered(self) -> int:
        return sum(step in self.answers for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.answered == len(self.steps)

    def with_answer(self, step: str, answer: str) -> Opening:
        """`answer` "" takes an answer back."""
        rest = {name: kept for name, kept in self.answers.items() if name != step}
        return replace(self, answers=rest | ({step: answer} if answer else {}))

    def with_rest(self, answer: str) -> Opening:
        """Every step that is not answered yet gets this answer."""
        return replace(self, answers={step: self.answers.get(step, answer) for step in self.steps})


def read_opening(day: str, answers: str) -> Opening:
    """From the two settings."""
    return Opening(dt.date.fromisoformat(day) if day else None, json.loads(answers) if answers else {})


def written_answers(opening: Opening) -> str:
    return json.dumps(dict(opening.answers), sort_keys=True)


def periods_before(day: dt.date) -> tuple[Period, ...]:
    """The fewest periods that cover the year up to the day before, which ends a month: for 01/07 the half-year."""
    found: list[Period] = []
    first = dt.date(day.year, 1, 1)
    while first < day:
        fitting = [item for item in periods_of_year(day.year) if item.first == first and item.last < day]
        found.append(max(fitting, key=lambda item: item.kind.value))
        first = found[-1].last + dt.timedelta(days=1)
    return tuple(found)


def periods_of_last_year(day: dt.date) -> tuple[Period, ...]:
    """Those that the reports of the year compare with."""
    return tuple(Period(day.year - 1, part) for part in ("H1", "9M", ""))


def first_days(today: dt.date) -> tuple[dt.date, ...]:
    """The days on which a unit may go live, the latest first: figures are given by whole months."""
    return tuple(
        dt.date(year, month, 1)
        for year in (today.year, today.year - 1)
        for month in range(12, 0, -1)
        if dt.date(year, month, 1) <= today
    )
