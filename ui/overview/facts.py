"""What the overview says, asked of the store in one go and without a window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.fields import Field, Group, Kind, RecordType
from models.opening import ANSWERS, DAY, Opening, read_opening
from models.periods import Period, default_cutoff, window, year_earlier
from models.ports import Identity, Store
from models.predicates import All, OneOf, Within
from models.record_types import RECORD_TYPES
from models.records import Query, State, Summary
from models.safe_keeping import BackupState

FINAL, DRAFT = frozenset({State.FINAL}), frozenset({State.DRAFT})
OPEN_PLEDGE = ("da_dang_ky", "hoan_tat_thu_tuc", "mot_phan")
NAMED_UNITS = 20


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are compared, both included."""

    first: dt.date
    last: dt.date

    @property
    def iso(self) -> tuple[str, str]:
        return self.first.isoformat(), self.last.isoformat()


@dataclass(frozen=True, slots=True)
class Compared:
    """One register now and a year before: its records, and the one sum that says most about it."""

    record_type: RecordType
    count: int
    count_before: int
    sum_field: Field | None
    total: int
    total_before: int


@dataclass(frozen=True, slots=True)
class Due:
    """A reporting period and whether its file was sent: the number of the last sending, 0 for none."""

    period: Period
    sent_number: int
    sent_at: str

    @property
    def is_sent(self) -> bool:
        return self.sent_number > 0


@dataclass(frozen=True, slots=True)
class LowerUnits:
    """Which of the units listed below us, and of those known below them, have a part in force for a period, as a report
    counts them; `missing` are names of some."""

    period: Period
    expected: int
    submitted: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on the page for one period, as of `today`."""

    period: Period
    today: dt.date
    identity: Identity | None
    span: Span
    span_before: Span
    registers: tuple[Compared, ...]
    dues: tuple[Due, ...]
    drafts: Mapping[str, int] = field(default_factory=dict)
    unfinished: Mapping[str, int] = field(default_factory=dict)
    overdue_pledges: int = 0
    figures_missing: int = 0
    figures: int = 0
    recovery_key_tried: bool = True
    opening: Opening | None = None
    """How far the unit is with what it enters once at the start; None when that is done."""
    defects: int = 0
    """What the last full check of the file found."""
    clock_doubt: str = ""
    backups: BackupState | None = None
    lower: LowerUnits | None = None
    """Who has not sent for the last period that is over; None where nobody could have, or nobody is listed."""
    received: LowerUnits | None = None
    """Who has sent for the period that is looked at; None where nobody is listed."""

    @property
    def runs(self) -> bool:
        """Whether the period is not over, so that last year is counted to the same day."""
        return self.span.last < self.period.last


def gather(store: Store, period: Period, today: dt.date) -> Facts:
    """Ask the store; some thirty small questions, each answered from an index."""
    identity = store.settings.identity()
    cutoffs = store.reports.cutoffs()
    span, before = spans(period, today, cutoffs)
    registers = [item for item in RECORD_TYPES if item.group is Group.REGISTER]
    dues = _dues(store, period, today, cutoffs) if identity and identity.parent else ()
    figures, missing = _figures(store, identity.unit if identity else "", period)
    return Facts(
        period=period,
        today=today,
        identity=identity,
        span=span,
        span_before=before,
        registers=tuple(_compared(store, item, span, before) for item in registers),
        dues=dues,
        drafts=_drafts(store),
        unfinished=_unfinished(store),
        overdue_pledges=_overdue_pledges(store, today),
        figures=figures,
        figures_missing=missing,
        opening=_opening(store),
        recovery_key_tried=_recovery_key_tried(store),
        defects=len(result.defects) if (result := store.upkeep.last()) else 0,
        clock_doubt=store.clock_doubt(),
        backups=store.backups.state(),
        lower=_awaited(store, _asked_of_lower_units(period, today), today),
        received=_received(store, period, today),
    )


def spans(period: Period, today: dt.date, cutoffs: Mapping[str, dt.date]) -> tuple[Span, Span]:
    """The days of the period and of the same period last year, each from the day after the cut-off before it. While
    the period runs, both end on the same day of the year, for half a period is not compared with a whole one."""
    last_year = period.previous_year()
    cutoff = cutoffs.get(period.code) or default_cutoff(period, today)
    runs = period.code not in cutoffs and cutoff < period.last
    cutoff_before = year_earlier(cutoff) if runs else cutoffs.get(last_year.code, last_year.last)
    return _span(period, cutoff, cutoffs), _span(last_year, cutoff_before, cutoffs)


def latest_begun(period: Period, today: dt.date) -> Period:
    """The period of the same kind that `today` lies in."""
    while period.last < today:
        period = _next(period)
    while period.first > today and period.previous().last < period.last:
        period = period.previous()
    return period


def _next(period: Period) -> Period:
    """The one of the same kind that begins after it; of nine months and of years there is one a year."""
    same = (Period(period.year + 1, period.part), *(Period(period.year, part) for part in PARTS))
    following = [item for item in same if item.kind is period.kind and item.last > period.last]
    return min(following)


PARTS = (*(f"{month:02d}" for month in range(1, 13)), "Q1", "Q2", "Q3", "Q4", "H1", "H2")


def _span(period: Period, cutoff: dt.date, cutoffs: Mapping[str, dt.date]) -> Span:
    days = window(period, cutoff, cutoffs)
    return Span(days.start, days.end)


def _compared(store: Store, record_type: RecordType, span: Span, before: Span) -> Compared:
    now, then = _summary(store, record_type, span), _summary(store, record_type, before)
    named = sum_field(record_type)
    key = named.name if named else ""
    return Compared(record_type, now.finals, then.finals, named, now.totals.get(key, 0), then.totals.get(key, 0))


def sum_field(record_type: RecordType) -> Field | None:
    """The total worth a column: the first in money or area."""
    totals = [record_type.by_name[name] for name in record_type.totals if name in record_type.by_name]
    return next((item for item in totals if item.kind in (Kind.MONEY, Kind.AREA)), None)


def _summary(store: Store, record_type: RecordType, span: Span) -> Summary:
    """A flow within the days; what stands (models kept up) on the last of them."""
    last = span.last.isoformat()
    dates = (last, last) if record_type.validity else span.iso
    return store.records.summary(Query(record_type.name, dates=dates, states=FINAL))


def _dues(store: Store, period: Period, today: dt.date, cutoffs: Mapping[str, dt.date]) -> tuple[Due, ...]:
    """The period that runs, of the kind that is looked at, and before it the one just over: unless nothing was entered
    for that one, as in a register that has only begun."""
    current = latest_begun(period, today)
    latest = {sent.period: sent for sent in sorted(store.outbox.sent(), key=lambda sent: sent.number)}
    over = current.previous()
    asked = [current]
    if over.code in latest or _has_records(store, _span(over, cutoffs.get(over.code, over.last), cutoffs)):
        asked.insert(0, over)
    sent = [(item, latest.get(item.code)) for item in asked]
    return tuple(Due(item, last.number if last else 0, last.at if last else "") for item, last in sent)


def _has_records(store: Store, span: Span) -> bool:
    flows = [item for item in RECORD_TYPES if item.group is Group.REGISTER and item.dated_by]
    return any(_summary(store, item, span).finals for item in flows)


def _drafts(store: Store) -> Mapping[str, int]:
    """Records saved and not yet made final, by register."""
    counts = {
        item.name: store.records.summary(Query(item.name, states=DRAFT)).rows
        for item in RECORD_TYPES
    }  # fmt: skip
    return {name: count for name, count in counts.items() if count}


def _unfinished(store: Store) -> Mapping[str, int]:
    """What was typed and not saved, by register."""
    counts: dict[str, int] = {}
    for record in store.drafts.all():
        counts[record.record_type] = counts.get(record.record_type, 0) + 1
    return counts


def _overdue_pledges(store: Store, today: dt.date) -> int:
    """Pledges whose day has passed and of which something is left."""
    yesterday = (today - dt.timedelta(days=1)).isoformat()
    where = All((Within("due_date", None, yesterday), OneOf("status", OPEN_PLEDGE), Within("remaining", 1, None)))
    return store.records.summary(Query("pledge", states=FINAL, where=where)).rows


def _figures(store: Store, unit: str, period: Period) -> tuple[int, int]:
    """How many figures the reports ask of this unit by hand, and how many of them are still missing."""
    from models.indicators import Given  # in the store's thread, when the page stands

    asked = {item.code for definition in store.reports.definitions() for item in definition.indicators
             if item.measure is None}  # fmt: skip
    sheet = store.figures.sheet(unit, period.code)
    given = {code for code, figure in sheet.items() if figure.given is not Given.MISSING}
    return len(asked), len(asked - given)


def _opening(store: Store) -> Opening | None:
    found = read_opening(store.settings.get(DAY), store.settings.get(ANSWERS))
    return None if found.is_complete else found


def _recovery_key_tried(store: Store) -> bool:
    key = store.settings.recovery_key()
    return key is not None and bool(key.tried)


def _asked_of_lower_units(period: Period, today: dt.date) -> Period:
    """A period that still runs cannot have been sent; then the one before it is looked at."""
    return period if period.last <= today else period.previous()


def _received(store: Store, period: Period, today: dt.date) -> LowerUnits | None:
    return _lower(store, period, today, store.units.children())


def _awaited(store: Store, period: Period, today: dt.date) -> LowerUnits | None:
    """A unit that came onto the list after the period was not asked for it."""
    return _lower(store, period, today, store.units.awaited(period.last))


def _lower(store: Store, period: Period, today: dt.date, listed: Sequence[str]) -> LowerUnits | None:
    """None where no unit is listed below ours."""
    if not listed:
        return None
    snapshot = store.units.tree().on(today)
    units = snapshot.with_descendants(listed)
    submitted = {part.unit for part in store.reports.parts(period.code)}
    missing = [code for code in units if code not in submitted]
    shown = tuple(snapshot.name(code) for code in missing[:NAMED_UNITS])
    return LowerUnits(period, len(units), len(units) - len(missing), shown)
