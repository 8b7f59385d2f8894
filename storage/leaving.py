"""Which records belong to a period's submission, and the bytes of our own part of the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.fields import Leaves, RecordType
from models.indicators import Basis, Indicator, IndicatorValue
from models.leaving import outgoing_row
from models.periods import Window
from models.records import Record
from storage.database import Database
from storage.packages import canonical, ndjson
from storage.predicate_sql import quoted
from storage.record_rows import read_many
from storage.rollup import Window as Days
from storage.rollup import counted_ids_sql, is_measured, record_type_of
from storage.schema import lines_table

BATCH = 500
IN_THE_PERIOD = (Basis.IN_PERIOD, Basis.CUMULATIVE_YEAR, Basis.AT_CUTOFF, Basis.AT_START)

Types = Mapping[str, RecordType]


def leaving_ids(database: Database, types: Types, indicators: Iterable[Indicator], days: Window) -> dict[str, set[str]]:
    """Own final records by type that a period's indicators count or that are dated in it, with those they refer to."""
    found: dict[str, set[str]] = {name: set() for name in types}
    previous, year = _day_before(days.start), _day_before(days.year_start)
    for indicator in indicators:
        if is_measured(indicator) and indicator.basis in IN_THE_PERIOD:
            after = year if indicator.basis is Basis.CUMULATIVE_YEAR else previous
            sql, params = counted_ids_sql(types, indicator, Days(after, days.end.isoformat()))
            found[record_type_of(indicator)].update(row["id"] for row in database.rows(sql, params))
    for name, declared in types.items():
        if declared.dated_by:
            date = quoted(declared.dated_by)
            sql = f"SELECT id FROM {quoted(name)} WHERE {date} > ? AND {date} <= ? AND received = 0 AND state = 'final'"
            found[name].update(row["id"] for row in database.rows(sql, (previous, days.end.isoformat())))
    _follow_references(database, types, found)
    return found


def own_records(database: Database, declared: RecordType, ids: Iterable[str]) -> list[Record]:
    """The records of these ids, by id."""
    wanted = sorted(ids)
    parts = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return sorted((stored.record for part in parts for stored in read_many(database, declared, part)), key=_id)


def own_part(
    about: Mapping[str, object],
    values: Mapping[str, IndicatorValue],
    records: Mapping[str, Sequence[Record]],
    policy: Mapping[str, Leaves],
    types: Types,
) -> dict[str, bytes]:
    """The members of our part by their name inside it. `about` has unit, level, period, start and cutoff.

    The same data gives the same bytes; number, time and person stand in the manifest only."""
    members: dict[str, bytes] = {}
    for name, found in records.items():
        if found and policy[name] is not Leaves.FIGURES:
            rows = [outgoing_row(types[name], record, policy[name]) for record in found]
            members[f"records/{name}.ndjson"] = ndjson(rows)
    counts = {name: len(records[name]) for name in records if f"records/{name}.ndjson" in members}
    members["indicators.ndjson"] = ndjson([value_row(value) for _, value in sorted(values.items())])
    members["part.json"] = canonical({**about, "records": counts, "values": len(values)})
    return members


def part_hash(members: Mapping[str, bytes]) -> str:
    """The identity of a part: SHA-256 over the names and hashes of its members."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    return hashlib.sha256(canonical(hashes)).hexdigest()


def value_row(value: IndicatorValue) -> dict[str, object]:
    """An indicator's value as a line of indicators.ndjson; what is empty is left out."""
    row: dict[str, object] = {"code": value.code, "given": value.given.value, "source": value.source}
    optional = {
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "other": value.other,
        "word": value.word or None,
        "from_units": dict(value.from_units) or None,
    }
    return row | {name: item for name, item in optional.items() if item is not None}


def decided(text: str, types: Types) -> dict[str, Leaves]:
    """The officer's last decision per register from the settings, else what the type proposes."""
    kept = json.loads(text) if text else {}
    return {name: Leaves(kept[name]) if name in kept else declared.leaves for name, declared in types.items()}


def _follow_references(database: Database, types: Types, found: dict[str, set[str]]) -> None:
    waiting = {name: set(ids) for name, ids in found.items()}
    while any(waiting.values()):
        reached: dict[str, set[str]] = {name: set() for name in types}
        for name, ids in waiting.items():
            for target, key in _references(database, types[name], ids):
                reached[target].add(key)
        waiting = {name: ids - found[name] for name, ids in reached.items()}
        for name, ids in waiting.items():
            found[name] |= ids


def _references(database: Database, declared: RecordType, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(type, id) of what these records and their rows refer to, as far as it is final."""
    columns = [(declared.name, "id", item) for item in declared.by_name.values() if item.refers_to]
    for lines in declared.lines:
        columns += [(lines_table(declared, lines), "parent", item) for item in lines.fields if item.refers_to]
    wanted = sorted(ids)
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        marks = ", ".join("?" * len(part))
        for table, owner, item in columns:
            sql = (
                f"SELECT DISTINCT t.{quoted(item.name)} AS id FROM {quoted(table)} AS t"
                f" JOIN {quoted(item.refers_to)} AS o ON o.id = t.{quoted(item.name)}"
                f" WHERE t.{owner} IN ({marks}) AND o.received = 0"
            )
            for row in database.rows(sql, part):
                yield item.refers_to, row["id"]


def _day_before(day: dt.date) -> str:
    return (day - dt.timedelta(days=1)).isoformat()


def _id(record: Record) -> str:
    return record.id
