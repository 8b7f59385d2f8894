"""The reasons kept with own final records that count in a period, by rule: counted by SQL, the newest read in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.fields import Privacy, RecordType
from models.periods import Window
from models.report_reasons import SHOWN, GivenReason, RuleReasons, sentence_of
from models.reports import ReportDefinition
from storage.database import Database
from storage.leaving import in_window
from storage.predicate_sql import quoted
from storage.rollup import is_measured, record_type_of
from storage.titles import Titles


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
    kept = (
        f"FROM {quoted(declared.name)} AS r, json_each(r.reasons) AS given"
        f" WHERE r.received = 0 AND r.state = 'final' AND r.reasons <> '{{}}' AND {condition}"
    )
    counted = database.rows(f"SELECT given.key AS rule, count(*) AS count {kept} GROUP BY 1 ORDER BY 2 DESC, 1", params)
    for row in counted:
        newest = database.rows(
            f"SELECT r.id, r.number_text, {_day(declared)} AS day, given.value AS reason, r.updated_by, r.updated_at"
            f" {kept} AND given.key = ? ORDER BY day DESC, r.id DESC LIMIT {SHOWN}",
            (*params, row["rule"]),
        )
        titles = _titles(database, types, declared, [item["id"] for item in newest])
        shown = tuple(_given(database, declared, row["rule"], item, titles) for item in newest)
        sentence = sentence_of(declared, row["rule"])
        yield RuleReasons(declared.name, declared.plural, row["rule"], sentence, row["count"], shown)


def _day(declared: RecordType) -> str:
    name = declared.dated_by or (declared.validity.start if declared.validity else "")
    return f"coalesce(r.{quoted(name)}, '')" if name else "''"


def _titles(
    database: Database, types: Mapping[str, RecordType], declared: RecordType, ids: list[str]
) -> Mapping[str, str]:
    """Titles for records without a number; none where a title names a person, since the report is handed round."""
    fields = [declared.by_name[name] for name in declared.title]
    if any(field.travels is not Privacy.PUBLIC for field in fields):
        return {}
    return Titles(database, types).of(declared.name, ids)


def _given(
    database: Database, declared: RecordType, rule: str, row: Mapping[str, str], titles: Mapping[str, str]
) -> GivenReason:
    """Who gave it and when stands in the history, under the change that brought the reason."""
    who, at = row["updated_by"], row["updated_at"]
    for entry in reversed(database.history.of(declared.name, row["id"])):
        if f"reasons/{rule}" in entry.change:
            who, at = entry.who, entry.at
            break
    name = row["number_text"] or titles.get(row["id"], "") or declared.label
    return GivenReason(row["id"], name, row["day"], row["reason"], who, at)
