"""The reasons kept with own final records that count in a period, by rule: all are counted, the newest are read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from models.fields import Privacy, RecordType
from models.periods import Window
from models.report_reasons import SHOWN, GivenReason, RuleReasons
from models.reports import ReportDefinition
from models.rule_table import rule_sentence
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.reckoning.rollup import is_measured, record_type_of
from storage.registers.titles import Titles
from storage.submission.leaving import in_window


def registers_of(definition: ReportDefinition) -> tuple[str, ...]:
    """The record types that a report counts, in the order in which it names them."""
    counted = (record_type_of(item) for item in definition.indicators if is_measured(item))
    return tuple(dict.fromkeys(counted))


def given_reasons(
    database: Database, types: Mapping[str, RecordType], names: Iterable[str], days: Window
) -> tuple[RuleReasons, ...]:
    """By register and rule, the rule with most reasons first."""
    return tuple(found for name in names for found in _of_type(database, types, types[name], days))


def _of_type(
    database: Database, types: Mapping[str, RecordType], declared: RecordType, days: Window
) -> Iterator[RuleReasons]:
    condition, params = in_window(declared, days)
    if not condition:
        return
    counts: Counter[str] = Counter()
    newest: dict[str, list[tuple[Mapping[str, str], str]]] = {}
    # One walk over the register, however many rules there are: most records have no reason.
    for row in database.each(
        f"SELECT id, number_text, {_scope(declared)} AS scope, {_day(declared)} AS day, reasons, updated_by, updated_at"
        f" FROM {quoted(declared.name)} WHERE received = 0 AND state = 'final' AND reasons <> '{{}}' AND {condition}"
        " ORDER BY day DESC, id DESC",
        params,
    ):
        for rule, reason in json.loads(row["reasons"]).items():
            counts[rule] += 1
            if counts[rule] <= SHOWN:
                newest.setdefault(rule, []).append((row, reason))
    names = _names(database, types, declared, [row for rows in newest.values() for row, _ in rows])
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        shown = tuple(_given(database, declared, rule, row, reason, names) for row, reason in newest[rule])
        yield RuleReasons(declared.name, declared.plural, rule, rule_sentence(declared, rule), count, shown)


def _day(declared: RecordType) -> str:
    name = declared.dated_by or (declared.validity.start if declared.validity else "")
    return f"coalesce({quoted(name)}, '')" if name else "''"


def _scope(declared: RecordType) -> str:
    """The record within which numbers are counted: two teams both have a case 1."""
    references = [
        name for name in (declared.numbering.scope if declared.numbering else ()) if _referred(declared, name)
    ]
    return quoted(references[0]) if references else "''"


def _referred(declared: RecordType, name: str) -> str:
    return declared.by_name[name].refers_to


def _names(
    database: Database, types: Mapping[str, RecordType], declared: RecordType, rows: Iterable[Mapping[str, str]]
) -> Mapping[str, str]:
    """id -> the number and within what it is counted, or else the title. What names a person is left out: the report
    is handed round."""
    rows, titles = list(rows), Titles(database, types)
    scope = next((_referred(declared, name) for name in (declared.numbering.scope if declared.numbering else ())), "")
    within = titles.of(scope, [row["scope"] for row in rows]) if scope and _is_public(types, types[scope]) else {}
    own = titles.of(declared.name, [row["id"] for row in rows]) if _is_public(types, declared) else {}
    found = {}
    for row in rows:
        counted = ", ".join(part for part in (row["number_text"], within.get(row["scope"], "")) if part)
        found[row["id"]] = counted if row["number_text"] else own.get(row["id"], "")
    return found


def _is_public(types: Mapping[str, RecordType], declared: RecordType) -> bool:
    """Whether a title of this type names no person, neither itself nor through what it refers to."""
    fields = [declared.by_name[name] for name in declared.title if name in declared.by_name]
    return all(
        field.travels is Privacy.PUBLIC and (not field.refers_to or _is_public(types, types[field.refers_to]))
        for field in fields
    )


def _given(
    database: Database, declared: RecordType, rule: str, row: Mapping[str, str], reason: str, names: Mapping[str, str]
) -> GivenReason:
    """Who gave it and when stands in the history, under the change that brought the reason."""
    who, at = row["updated_by"], row["updated_at"]
    for entry in reversed(database.history.of(declared.name, row["id"])):
        if f"reasons/{rule}" in entry.change:
            who, at = entry.who, entry.at
            break
    return GivenReason(row["id"], names.get(row["id"], "") or declared.label, row["day"], reason, who, at)
