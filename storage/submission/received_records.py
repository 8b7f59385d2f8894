"""Received records in the tables of the registers: written in bulk, each as the newest part in force brings it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from models.fields import Lines, RecordType
from models.records import Record
from models.sentences import in_sentence
from storage.database import Database
from storage.finding.search import SearchIndex, references_to
from storage.reckoning.predicate_sql import quoted
from storage.registers.record_rows import rows_of, to_columns
from storage.schema import lines_table
from storage.submission.incoming import kept_records
from storage.submission.parts import Parts
from storage.submission.refusals import contradicts

BATCH = 500
TOGETHER = 80
ENVELOPE = (
    "id",
    "origin_unit",
    "received",
    "state",
    "version",
    "number_text",
    "withheld",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
)

Types = Mapping[str, RecordType]
Item = TypeVar("Item")


class ReceivedRecords:
    """The rows with received = 1, and part_record, which says which part in force brings which of them."""

    def __init__(self, database: Database, types: Types, index: SearchIndex) -> None:
        self._db = database
        self._types = types
        self._index = index
        self._parts = Parts(database)

    # ------------------------------------------------------------------------------------------------------- reading
    def held(self, declared: RecordType, records: Sequence[Record]) -> dict[str, int]:
        """id -> version of those that are here. PackageError contradicts for somebody else's record or row."""
        found: dict[str, int] = {}
        columns = "id, version, origin_unit, received"
        units = {record.id: record.origin_unit for record in records}
        for row in self._among(f"SELECT {columns} FROM {quoted(declared.name)} WHERE id IN", list(units)):
            if not row["received"] or row["origin_unit"] != units[row["id"]]:
                raise contradicts(f"một mục trong {in_sentence(declared.plural)} là của đơn vị khác")
            found[row["id"]] = row["version"]
        for lines in declared.lines:
            self._refuse_foreign_rows(declared, lines, records)
        return found

    def brought(self, part: int) -> dict[str, dict[str, int]]:
        """type -> id -> version of what a part in force brings."""
        found: dict[str, dict[str, int]] = {name: {} for name in self._types}
        for row in self._db.each("SELECT record_type, record_id, version FROM part_record WHERE part = ?", (part,)):
            found[row["record_type"]][row["record_id"]] = row["version"]
        return found

    def _refuse_foreign_rows(self, declared: RecordType, lines: Lines, records: Sequence[Record]) -> None:
        """Child rows are known by their ids too: one that hangs on another record is not this file's to move."""
        owners = {row["id"]: record.id for record in records for row in rows_of(record.values, lines)}
        if len(owners) != sum(len(rows_of(record.values, lines)) for record in records):
            raise contradicts(f"có dòng trùng nhau trong {in_sentence(lines.label)}")
        table = quoted(lines_table(declared, lines))
        for row in self._among(f"SELECT id, parent FROM {table} WHERE id IN", list(owners)):
            if owners[row["id"]] != row["parent"]:
                raise contradicts(f"có dòng của mục khác trong {in_sentence(lines.label)}")

    # ------------------------------------------------------------------------------------------------------- writing
    def bring(
        self,
        part: int,
        declared: RecordType,
        records: Sequence[Record],
        held: Mapping[str, int],
        same: Collection[str],
    ) -> None:
        """Note what a part brings, and write the records that no other part in force brings in a higher version.
        `held` are the versions that are here; `same` came with the replaced part exactly so."""
        self._db.executemany(
            "INSERT INTO part_record (part, record_type, record_id, version) VALUES (?, ?, ?, ?)",
            [(part, declared.name, record.id, record.version) for record in records],
        )
        unwritten = [record for record in records if record.id not in same or held[record.id] != record.version]
        newest = self._newest(declared.name, [record.id for record in unwritten])
        self._write(declared, [record for record in unwritten if record.version == newest[record.id][0]], held)

    def settle(self, declared: RecordType, ids: Sequence[str]) -> int:
        """After a part was replaced that brought `ids`: those that no part brings any more go, and the answer says how
        many; those that another part brings in another version are written as it brings them."""
        newest = self._newest(declared.name, ids)
        gone = [key for key in ids if key not in newest]
        self._remove(declared, gone)
        stale: dict[int, set[str]] = {}
        for row in self._among(f"SELECT id, version FROM {quoted(declared.name)} WHERE id IN", sorted(newest)):
            version, part = newest[row["id"]]
            if row["version"] != version:
                stale.setdefault(part, set()).add(row["id"])
        for part, keys in sorted(stale.items()):
            kept = self._parts.by_id(part)
            read = kept_records(kept.content, declared, kept.unit, personal=bool(kept.about["personal"]))
            for some in batched((record for record, _ in read if record.id in keys), BATCH):
                self._write(declared, some, keys)
        return len(gone)

    def _newest(self, name: str, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """id -> (highest version, the part that brings it; of several the one that came last)."""
        found: dict[str, tuple[int, int]] = {}
        sql = "SELECT record_id, version, part FROM part_record WHERE record_type = ? AND record_id IN"
        for row in self._among(sql, ids, name):
            here = (row["version"], row["part"])
            found[row["record_id"]] = max(here, found.get(row["record_id"], here))
        return found

    def _write(self, declared: RecordType, records: Sequence[Record], held: Collection[str]) -> None:
        """Many rows in each statement: within a savepoint SQLite's cost per statement that may hit a reference grows
        with every page already changed (measured: 20.000 single updates 23 s, 80 in one statement 0,5 s)."""
        at = self._db.now()
        fields = tuple(declared.by_name.values())
        names = [*ENVELOPE, *(column for item in fields for column, _ in item.columns)]
        news = ", ".join(
            f"{quoted(name)} = excluded.{quoted(name)}" for name in names if name not in ("id", "created_at")
        )
        row = f"({_marks(len(names))})"
        for some in batched(records, TOGETHER):
            self._db.execute(
                f"INSERT INTO {quoted(declared.name)} ({_listed(names)}) VALUES {', '.join([row] * len(some))}"
                f" ON CONFLICT (id) DO UPDATE SET {news}",
                [
                    value
                    for record in some
                    for value in (*_envelope(record, at), *to_columns(fields, record.values).values())
                ],
            )
        for lines in declared.lines:
            self._write_lines(declared, lines, records, held)
        self._index.refresh(declared.name, [record.id for record in records])

    def _write_lines(
        self, declared: RecordType, lines: Lines, records: Sequence[Record], held: Collection[str]
    ) -> None:
        table = quoted(lines_table(declared, lines))
        before = [(record.id,) for record in records if record.id in held]
        self._db.executemany(f"DELETE FROM {table} WHERE parent = ?", before)
        names = ["id", "parent", "position", *(column for item in lines.fields for column, _ in item.columns)]
        self._db.executemany(
            f"INSERT INTO {table} ({_listed(names)}) VALUES ({_marks(len(names))})",
            [
                (row["id"], record.id, position, *to_columns(lines.fields, row).values())
                for record in records
                for position, row in enumerate(rows_of(record.values, lines))
            ],
        )

    def _remove(self, declared: RecordType, ids: Sequence[str]) -> None:
        """Take records away; one that our own records refer to stays, for those must still be read."""
        spared = set(self._referred_to(declared.name, ids))
        gone = [key for key in ids if key not in spared]
        self._index.remove(declared.name, gone)
        self._db.executemany(
            f"DELETE FROM {quoted(declared.name)} WHERE id = ? AND received = 1", [(key,) for key in gone]
        )

    def _referred_to(self, name: str, ids: Sequence[str]) -> Iterator[str]:
        for declared in self._types.values():
            for table, owner, item in references_to(declared, name):
                sql = (
                    f"SELECT t.{quoted(item.name)} AS id FROM {quoted(table)} AS t JOIN {quoted(declared.name)} AS r"
                    f" ON r.id = t.{owner} WHERE r.received = 0 AND t.{quoted(item.name)} IN"
                )
                yield from (row["id"] for row in self._among(sql, ids))

    def _among(self, sql: str, ids: Sequence[str], *before: str) -> Iterator[dict[str, Any]]:
        for some in batched(ids, BATCH):
            yield from self._db.rows(f"{sql} ({_marks(len(some))})", (*before, *some))


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    kept: list[Item] = []
    for item in items:
        kept.append(item)
        if len(kept) == size:
            yield kept
            kept = []
    if kept:
        yield kept


def _envelope(record: Record, at: str) -> tuple[object, ...]:
    withheld = json.dumps(sorted(record.withheld), ensure_ascii=False)
    return (
        record.id,
        record.origin_unit,
        1,
        record.state.value,
        record.version,
        record.number_text,
        withheld,
        at,
        "",
        at,
        "",
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
