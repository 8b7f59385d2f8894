"""Checks of one record: what is missing, unreadable, out of limits, or against a rule of its record type.

A record with a stop problem can be saved as a draft and not be made final. What is hidden or withheld is not checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from models import sentences
from models.arithmetic import applies
from models.fields import Area, Field, Kind, Lines, RecordType
from models.numerals import LARGEST, NotReadable
from models.records import NOTHING, State
from models.rules import Lookup, Problem, Rule, Severity
from models.sentences import required_message
from models.values import LandUnit, parse
from models.visibility import (
    Resolved,
    Values,
    is_required,
    required_fields,
    resolved,
    resolved_row,
    rows_of,
    shown_values,
    visible_fields,
    visible_row_fields,
)

__all__ = [
    "required_fields",
    "required_message",
    "resolved",
    "shown_values",
    "stops",
    "validate",
    "visible_fields",
    "visible_row_fields",
    "warnings",
]

_TYPES: Mapping[Kind, type] = {
    Kind.INTEGER: int,
    Kind.MONEY: int,
    Kind.QUANTITY: int,
    Kind.YEAR: int,
    Kind.AREA: Area,
    Kind.BOOLEAN: bool,
}


@dataclass(frozen=True, slots=True)
class _Case:
    """What every check of one record needs besides the field in question."""

    record_type: RecordType
    seen: Resolved
    shown: frozenset[str]
    worked_out: frozenset[str]
    unparsed: Mapping[str, str]
    withheld: frozenset[str]
    today: date
    land_units: Sequence[LandUnit]


def validate(
    record_type: RecordType,
    values: Values,
    lookup: Lookup,
    *,
    today: date,
    unparsed: Mapping[str, str] = NOTHING,
    withheld: frozenset[str] = frozenset(),
    land_units: Sequence[LandUnit] = (),
) -> tuple[Problem, ...]:
    """Everything to be said about a record, in the order of its form, rules last.

    `lookup` gives the values of other records and, under "state", whether they are void. `unparsed` is Record.unparsed.
    `withheld` names fields, child tables, or "lines.field". A rule counts on the days of its validity, both included,
    by the record's own date."""
    lookup = cache(lookup)
    kept = shown_values(record_type, values, lookup)
    seen = resolved(kept, record_type, lookup)
    shown = visible_fields(record_type, values, lookup)
    readonly = applies(record_type, values, lookup)
    case = _Case(record_type, seen, shown, readonly, unparsed, withheld, today, land_units)
    found = [
        *_of_fields(case),
        *(item for lines in record_type.lines for item in _of_lines(case, lines)),
        *_of_rules(case),
    ]
    return tuple(problem for problem in found if not _is_withheld(problem, withheld))


def stops(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that keep a record from being made final."""
    return tuple(problem for problem in problems if problem.severity is Severity.STOP)


def warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems for which the officer gives a reason before going on."""
    return tuple(problem for problem in problems if problem.severity is Severity.WARNING)


def _of_fields(case: _Case) -> Iterator[Problem]:
    for field in case.record_type.by_name.values():
        if field.name in case.shown:
            message = _message(case, field, case.seen, field.name)
            if message:
                yield Problem(field.name, message)


def _of_lines(case: _Case, lines: Lines) -> Iterator[Problem]:
    if lines.name not in case.shown:
        return
    rows = [(index, row) for index, row in enumerate(rows_of(case.seen, lines.name)) if _is_begun(case, lines, row)]
    needed = lines.minimum_rows if isinstance(lines.minimum_rows, int) else int(lines.minimum_rows.holds(case.seen))
    if len(rows) < needed:
        yield Problem(lines.name, sentences.too_few_rows_message(lines, needed, len(rows)))
    for index, row in rows:
        seen = resolved_row(case.seen, lines, row)
        shown = visible_row_fields(case.seen, lines, row)
        for field in (field for field in lines.fields if field.name in shown):
            message = _message(case, field, seen, f"{lines.name}/{row.get('id')}/{field.name}")
            if message:
                yield Problem(field.name, message, line=(lines.name, index))
        for problem in _broken(case, lines.rules, row):
            yield replace(problem, line=(lines.name, index))


def _of_rules(case: _Case) -> Iterator[Problem]:
    yield from _broken(case, case.record_type.rules, case.seen.own)


def _broken(case: _Case, rules: Iterable[Rule], values: Values) -> Iterator[Problem]:
    """The problems of the rules in force; name and severity are the rule's."""
    day = _record_day(case)
    for rule in rules:
        if (rule.valid_from and day < rule.valid_from) or (rule.valid_to and day > rule.valid_to):
            continue
        problem = rule.check(values, case.seen.lookup)
        if problem is not None:
            yield replace(problem, severity=rule.severity, rule=rule.name)


def _record_day(case: _Case) -> date:
    """The day that places the record, or today."""
    declared = case.record_type
    name = declared.dated_by or (declared.validity.start if declared.validity else "")
    return _day(case.seen.get(name)) or case.today


def _message(case: _Case, field: Field, seen: Resolved, key: str) -> str:
    """What is wrong with one field of the record or of a row, "" for nothing; `key` is its place in `unparsed`."""
    text = case.unparsed.get(key, "").strip()
    if text and key not in case.worked_out:
        return _unreadable(case, field, text)
    value = seen.get(field.name)
    if value is None or value == "":
        return required_message(field) if is_required(field, seen) else ""
    if not _fits(field.kind, value):
        return sentences.unfit_message(field)
    if field.kind is Kind.CHOICE and all(choice.code != value for choice in field.choices):
        return sentences.unknown_choice_message(field, value)
    if field.kind is Kind.REFERENCE:
        return _reference(field, str(value), seen.lookup)
    if field.kind is Kind.DATE:
        return _future(case, field, value)
    number = value.hundredths if isinstance(value, Area) else value
    if isinstance(number, bool) or not isinstance(number, int):
        return ""
    return sentences.too_large_message(field) if abs(number) > LARGEST else sentences.limit_message(field, number)


def _unreadable(case: _Case, field: Field, text: str) -> str:
    try:
        parse(field, text, today=case.today, land_units=case.land_units)
    except NotReadable as reason:
        return sentences.unreadable_message(field, reason.message)
    return sentences.unfit_message(field)


def _reference(field: Field, key: str, lookup: Lookup) -> str:
    found = lookup(field.refers_to, key)
    if found is None:
        return sentences.lost_reference_message(field)
    void = found.get("state") in (State.VOID, State.VOID.value)
    return sentences.void_reference_message(field) if void else ""


def _future(case: _Case, field: Field, value: object) -> str:
    span = case.record_type.validity
    if field.foreseen or (span and field.name in (span.start, *span.ends)):
        return ""
    day = _day(value)
    return sentences.future_message(field, case.today) if day and day > case.today else ""


def _fits(kind: Kind, value: object) -> bool:
    if kind is Kind.DATE:
        return _day(value) is not None
    return isinstance(value, _TYPES.get(kind, str)) and (kind is Kind.BOOLEAN or not isinstance(value, bool))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2024-06-03") else None
    except ValueError:
        return None


def _is_begun(case: _Case, lines: Lines, row: Values) -> bool:
    """An empty row, as a grid keeps it at its end, is no row yet."""
    typed = any(case.unparsed.get(f"{lines.name}/{row.get('id')}/{field.name}", "").strip() for field in lines.fields)
    return typed or any(row.get(field.name) not in (None, "") for field in lines.fields)


def _is_withheld(problem: Problem, withheld: frozenset[str]) -> bool:
    if problem.line is None:
        return problem.field in withheld
    return problem.line[0] in withheld or f"{problem.line[0]}.{problem.field}" in withheld
