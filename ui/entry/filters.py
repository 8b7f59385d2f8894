"""What narrows a list, as data: period or days, states, answers of choice fields, records that are referred to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.days import show_day
from models.fields import Field, Kind, RecordType
from models.periods import Period
from models.predicates import All, Is, OneOf, Predicate
from models.records import Counted, Origin, Query, Record, State

EVERY_STATE = frozenset(State)
ORIGINS = {Origin.OWN: "của đơn vị mình", Origin.RECEIVED: "nhận từ cấp dưới", Origin.ALL: "tất cả"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, in words; `key` says what to take away."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Filters:
    """`answers` maps a choice or yes/no field to its codes, `records` a reference field to (id, title). `counted`
    narrows to the records behind a number of a report, told in `counted_text`. `words` are searched for beside what the
    officer types."""

    period: Period | None = None
    days: tuple[str, str] | None = None
    states: frozenset[State] = EVERY_STATE
    origin: Origin = Origin.OWN
    answers: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    records: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    counted: Counted | None = None
    counted_text: str = ""
    words: str = ""

    def without(self, key: str) -> Filters:
        """Taken away: what the chip of this key stood for."""
        match key:
            case "period":
                return replace(self, period=None, days=None)
            case "states":
                return replace(self, states=EVERY_STATE)
            case "origin":
                return replace(self, origin=Origin.OWN)
            case "counted":
                return replace(self, counted=None, counted_text="")
            case "words":
                return replace(self, words="")
        answers = {name: codes for name, codes in self.answers.items() if name != key}
        return replace(self, answers=answers, records={k: v for k, v in self.records.items() if k != key})

    def with_answer(self, name: str, code: str, *, on: bool) -> Filters:
        """One more or one fewer answer of a field; without any the field no longer narrows."""
        codes = self.answers.get(name, frozenset())
        changed = codes | {code} if on else codes - {code}
        rest = {key: value for key, value in self.answers.items() if key != name}
        return replace(self, answers={**rest, name: changed} if changed else rest)

    def with_record(self, name: str, record_id: str, title: str) -> Filters:
        return replace(self, records={**self.records, name: (record_id, title)})

    def span(self) -> tuple[str, str] | None:
        """ISO days, both included."""
        if self.period is not None:
            return self.period.first.isoformat(), self.period.last.isoformat()
        return self.days

    def span_text(self) -> str:
        """The period or the days in words, "" for all time."""
        if self.period is not None:
            return self.period.label
        return f"{show_day(self.days[0])} – {show_day(self.days[1])}" if self.days else ""

    def narrow(self, query: Query, record_type: RecordType) -> Query:
        """The question with everything that narrows it; what it searches for and its order stay."""
        return replace(
            query,
            search=" ".join(filter(None, (query.search, self.words))),
            dates=None if self.counted else self.span(),
            states=self.states,
            origin=self.origin,
            counted=self.counted,
            where=All(tuple(self._parts(record_type))),
        )

    def shows(self, record: Record, record_type: RecordType) -> bool:
        """Whether the list lets this record through; for it no number of a report is counted and no word looked for
        again."""
        span, day = self.span(), record.values.get(record_type.dated_by)
        if span and record_type.dated_by and not (isinstance(day, str) and span[0] <= day <= span[1]):
            return False
        if self.counted is not None or self.words or record.state not in self.states:
            return False
        if self.origin is not Origin.ALL and record.received != (self.origin is Origin.RECEIVED):
            return False
        return All(tuple(self._parts(record_type))).holds(record.values)

    @staticmethod
    def around(record: Record, record_type: RecordType) -> Filters:
        """The year of a record and whatever has the same origin: the list it stands in."""
        day = record.values.get(record_type.dated_by)
        period = Period(int(day[:4])) if isinstance(day, str) and day[:4].isdigit() else None
        return Filters(period=period, origin=Origin.RECEIVED if record.received else Origin.OWN)

    def chips(self, record_type: RecordType) -> Iterator[Chip]:
        """What stands over the list, one by one."""
        if self.counted is not None:
            yield Chip("counted", self.counted_text or "Theo một số của báo cáo")
        elif self.span():
            yield Chip("period", self.span_text())
        if self.states != EVERY_STATE:
            labels = ", ".join(state.label for state in State if state in self.states)
            yield Chip("states", labels)
        if self.origin is not Origin.OWN:
            yield Chip("origin", f"Nguồn: {ORIGINS[self.origin]}")
        for name, codes in self.answers.items():
            declared = record_type.by_name[name]
            labels = ", ".join(answer_label(declared, code) for code in answers_of(declared) if code in codes)
            yield Chip(name, f"{declared.label}: {labels}")
        for name, (_, title) in self.records.items():
            yield Chip(name, f"{record_type.by_name[name].label}: {title}")
        if self.words:
            yield Chip("words", f"Có chữ “{self.words}”")

    def _parts(self, record_type: RecordType) -> Iterator[Predicate]:
        for name, codes in self.answers.items():
            if record_type.by_name[name].kind is Kind.BOOLEAN:
                yield OneOf(name, tuple(int(code) for code in sorted(codes)))
            else:
                yield OneOf(name, tuple(sorted(codes)))
        for name, (record_id, _) in self.records.items():
            yield Is(name, record_id)


def answers_of(declared: Field) -> tuple[str, ...]:
    """The codes a choice or yes/no field can be narrowed by."""
    if declared.kind is Kind.BOOLEAN:
        return ("1", "0")
    return tuple(choice.code for choice in declared.choices)


def answer_label(declared: Field, code: str) -> str:
    if declared.kind is Kind.BOOLEAN:
        return "Có" if code == "1" else "Không"
    return declared.choice_label(code)


def proposed_periods(today: dt.date) -> tuple[Period, ...]:
    """The periods an officer works with on a day: this and the last month, quarter, half-year, year."""
    month, quarter = Period(today.year, f"{today.month:02d}"), Period(today.year, f"Q{(today.month + 2) // 3}")
    half, year = Period(today.year, "H1" if today.month <= 6 else "H2"), Period(today.year)
    pairs = ((each, each.previous()) for each in (month, quarter, half, year))
    return tuple(period for pair in pairs for period in pair)
