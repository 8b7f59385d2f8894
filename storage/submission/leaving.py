"""Which records belong to a period's submission, and the bytes of our own part of the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.fields import Leaves, RecordType
from models.indicators import Basis, Indicator, IndicatorValue
from models.leaving import NUMBER, carries_personal, fields_of, goes, outgoing_row
from models.periods import Window
from models.records import Record
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.reckoning.rollup import Window as Days
from storage.reckoning.rollup import counted_ids_sql, is_measured, record_type_of
from storage.registers.record_rows import read_many
from storage.schema import lines_table
from storage.submission.incoming import ABOUT, VALUES
from storage.submission.incoming_records import totals
from storage.submission.packages import canonical, part_hash

BATCH = 500
IN_THE_PERIOD = (Basis.IN_PERIOD, Basis.CUMULATIVE_YEAR, Basis.AT_CUTOFF, Basis.AT_START)
AMONG = "IN (SELECT value FROM json_each(?))"
"""One statement for however many ids, which come as a JSON list."""

Types = Mapping[str, RecordType]
Policy = Mapping[str, Leaves]
Ids = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """The own records that a period concerns, and those of them that go under a policy, with what they refer to."""

    concerned: Ids
    going: Ids
    filled: Mapping[str, Mapping[str, int]]
    """Record type -> path of a field -> values filled among those that go, or, where none go, among those concerned."""


def leaving(database: Database, types: Types, indicators: Iterable[Indicator], policy: Policy, days: Window) -> Leaving:
    """What leaves for these days."""
    concerned = _concerned(database, types, indicators, days)
    going = {name: set(ids) if policy[name] is not Leaves.FIGURES else set() for name, ids in concerned.items()}
    _follow_references(database, types, policy, going)
    filled = {name: _filled(database, types[name], going[name] or concerned[name]) for name in types}
    return Leaving(concerned, going, filled)


def own_part(
    database: Database,
    types: Types,
    about: Mapping[str, object],
    values: Mapping[str, IndicatorValue],
    policy: Policy,
    found: Leaving,
) -> dict[str, bytes]:
    """The members of our part by their name inside it, in ascending order. `about` has unit, level, period, start and
    cutoff.

    The same data gives the same bytes: number, time and person stand in the manifest only."""
    members = {VALUES: b"".join(canonical(value_row(value)) + b"\n" for _, value in sorted(values.items()))}
    registers: dict[str, Any] = {}
    for name, declared in types.items():
        if found.going[name]:
            content, sums = _register(database, declared, policy, found.going)
            members[f"records/{name}.ndjson"] = content
            registers[name] = {"rows": len(found.going[name]), "totals": sums}
    personal = any(carries_personal(types[name], policy, found.filled[name]) for name in registers)
    members[ABOUT] = canonical({**about, "personal": personal, "values": len(values), "records": registers})
    return dict(sorted(members.items()))


def hash_of(members: Mapping[str, bytes]) -> str:
    """The identity of a part with these members."""
    return part_hash({name: hashlib.sha256(content).hexdigest() for name, content in members.items()})


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


def _register(database: Database, declared: RecordType, policy: Policy, going: Ids) -> tuple[bytes, dict[str, int]]:
    """The lines of a register by id, and its control totals."""
    sums: dict[str, int] = {}
    wanted, lines = sorted(going[declared.name]), []
    for start in range(0, len(wanted), BATCH):
        stored = read_many(database, declared, wanted[start : start + BATCH])
        records = sorted((item.record for item in stored), key=_id)
        lines += [canonical(outgoing_row(declared, record, policy, going)) for record in records]
        for name, value in totals(declared, records).items():
            if goes(declared, declared.by_name[name], policy):
                sums[name] = sums.get(name, 0) + value
    return b"".join(line + b"\n" for line in lines), sums


# ------------------------------------------------------------------------------------------------------ which records
def _concerned(database: Database, types: Types, indicators: Iterable[Indicator], days: Window) -> dict[str, set[str]]:
    """Own final records by type that a period's indicators count, that are dated in it or stand on a day of it."""
    found: dict[str, set[str]] = {name: set() for name in types}
    previous, year = _day_before(days.start), _day_before(days.year_start)
    for indicator in indicators:
        if is_measured(indicator) and indicator.basis in IN_THE_PERIOD:
            after = year if indicator.basis is Basis.CUMULATIVE_YEAR else previous
            sql, params = counted_ids_sql(types, indicator, Days(after, days.end.isoformat()))
            found[record_type_of(indicator)].update(row["id"] for row in database.rows(sql, params))
    for name, declared in types.items():
        condition, day_params = _in_time(declared, previous, days.end.isoformat())
        if condition:
            sql = f"SELECT id FROM {quoted(name)} WHERE received = 0 AND state = 'final' AND {condition}"
            found[name].update(row["id"] for row in database.rows(sql, day_params))
    return found


def in_window(declared: RecordType, days: Window) -> tuple[str, tuple[str, ...]]:
    """The condition under which a record of this type is dated in the window or stands on a day of it; "" for a plain
    catalogue."""
    return _in_time(declared, _day_before(days.start), days.end.isoformat())


def _in_time(declared: RecordType, previous: str, until: str) -> tuple[str, tuple[str, ...]]:
    """Dated after the previous cut-off and up to this one, or standing on some day in between."""
    if declared.dated_by:
        date = quoted(declared.dated_by)
        return f"{date} > ? AND {date} <= ?", (previous, until)
    if declared.validity:
        ends = [f"(coalesce({quoted(name)}, '') = '' OR {quoted(name)} > ?)" for name in declared.validity.ends]
        begun = f"{quoted(declared.validity.start)} <> '' AND {quoted(declared.validity.start)} <= ?"
        return " AND ".join((begun, *ends)), (until, *(_day_after(previous) for _ in ends))
    return "", ()


def _follow_references(database: Database, types: Types, policy: Policy, found: dict[str, set[str]]) -> None:
    waiting = {name: set(ids) for name, ids in found.items()}
    while any(waiting.values()):
        reached: dict[str, set[str]] = {name: set() for name in types}
        for name, ids in waiting.items():
            for target, key in _references(database, types[name], policy, ids):
                reached[target].add(key)
        waiting = {name: ids - found[name] for name, ids in reached.items()}
        for name, ids in waiting.items():
            found[name] |= ids


def _references(
    database: Database, declared: RecordType, policy: Policy, ids: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(type, id) of the own final records that these records and their rows refer to, where such references go."""
    columns = [(declared.name, "id", item) for item in declared.by_name.values()]
    for lines in declared.lines:
        columns += [(lines_table(declared, lines), "parent", item) for item in lines.fields]
    wanted = _json(ids)
    for table, owner, item in columns:
        if item.refers_to and goes(declared, item, policy):
            sql = (
                f"SELECT DISTINCT t.{quoted(item.name)} AS id FROM {quoted(table)} AS t"
                f" JOIN {quoted(item.refers_to)} AS o ON o.id = t.{quoted(item.name)}"
                f" WHERE t.{owner} {AMONG} AND o.received = 0 AND o.state = 'final'"
            )
            for row in database.rows(sql, (wanted,)):
                yield item.refers_to, row["id"]


def _filled(database: Database, declared: RecordType, ids: Iterable[str]) -> dict[str, int]:
    """How many values each field has among these records."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for path, _, item in fields_of(declared):
        lines = declared.lines_by_name.get(path.rpartition(".")[0])
        table = lines_table(declared, lines) if lines else declared.name
        tables.setdefault(table, []).append((path, item.name))
    found: dict[str, int] = {}
    wanted = _json(ids)
    for table, members in tables.items():
        owner = "id" if table == declared.name else "parent"
        counts = ", ".join(f"count({quoted(name)}) AS c{place}" for place, (_, name) in enumerate(members))
        row = database.row(f"SELECT {counts} FROM {quoted(table)} WHERE {owner} {AMONG}", (wanted,))
        found |= {path: row[f"c{place}"] if row else 0 for place, (path, _) in enumerate(members)}
    numbered = f"SELECT count(*) FROM {quoted(declared.name)} WHERE number_text <> '' AND id {AMONG}"
    return found | {NUMBER: int(database.scalar(numbered, (wanted,)))}


def _json(ids: Iterable[str]) -> str:
    return json.dumps(sorted(ids))


def _day_before(day: dt.date) -> str:
    return (day - dt.timedelta(days=1)).isoformat()


def _day_after(iso: str) -> str:
    return (dt.date.fromisoformat(iso) + dt.timedelta(days=1)).isoformat()


def _id(record: Record) -> str:
    return record.id
