"""Putting a received part into the database in place of its predecessor, whole; called inside one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.fields import RecordType
from models.records import Record
from models.submissions import PartChange, Why
from storage.database import Database, Operation
from storage.incoming import IncomingPart
from storage.packages import PackageError, compress
from storage.predicate_sql import quoted
from storage.record_rows import normalised, rows_of, write
from storage.schema import lines_table
from storage.search import SearchIndex

BATCH = 400

Types = Mapping[str, RecordType]


@dataclass(frozen=True, slots=True)
class InForce:
    """The part that counts now for a unit and period."""

    id: int
    number: int
    sha256: str


class Merging:
    """Replaces parts and the received records they bring."""

    def __init__(self, database: Database, types: Types, index: SearchIndex) -> None:
        self._db = database
        self._types = types
        self._index = index

    def in_force(self, unit: str, period: str) -> InForce | None:
        row = self._db.row(
            "SELECT id, number, sha256 FROM part WHERE unit = ? AND period = ? AND in_force = 1", (unit, period)
        )
        return InForce(**row) if row else None

    def merge(self, part: IncomingPart, file: str, unit_name: str, operation: Operation, *, forks: bool) -> PartChange:
        """Take in one part. It counts if its number is higher than that of the part in force; `forks` lets the same
        number with other content replace it. PackageError contradicts when it claims what belongs to someone else."""
        before = self.in_force(part.unit, part.period)
        replaces = before.number if before else None
        change = PartChange(part.unit, unit_name, part.period, part.number, True, replaces, 0, 0, 0)
        if before and before.sha256 == part.sha256 and before.number >= part.number:
            return replace(change, note="không thay đổi")
        if before and before.number == part.number and not forks:
            return replace(change, counts=False, note="trùng số nhưng khác nội dung với phần đang dùng")
        if before and before.number > part.number:
            self._keep(part, file, in_force=False)
            return replace(change, counts=False, replaces=None, note=f"đã có lần gửi số {before.number} mới hơn")
        if before:
            self._db.execute("UPDATE part SET in_force = 0 WHERE id = ?", (before.id,))
        key = self._keep(part, file, in_force=True)
        self._keep_values(key, part)
        new, changed = self._take_records(key, part)
        withdrawn = self._withdraw(before.id, key) if before else 0
        self._replace_figures(part, operation)
        return replace(change, new=new, changed=changed, withdrawn=withdrawn)

    # --------------------------------------------------------------------------------------------------- the part
    def _keep(self, part: IncomingPart, file: str, *, in_force: bool) -> int:
        found = self._db.row(
            "SELECT id FROM part WHERE unit = ? AND period = ? AND number = ? AND sha256 = ?",
            (part.unit, part.period, part.number, part.sha256),
        )
        if found:
            self._db.execute("UPDATE part SET in_force = ? WHERE id = ?", (int(in_force), found["id"]))
            self._db.execute("DELETE FROM part_value WHERE part = ?", (found["id"],))
            return int(found["id"])
        cursor = self._db.execute(
            "INSERT INTO part (unit, period, number, cutoff, sha256, in_force, file, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                part.unit,
                part.period,
                part.number,
                part.cutoff,
                part.sha256,
                int(in_force),
                file,
                compress(part.members),
            ),
        )
        return int(cursor.lastrowid)

    def _keep_values(self, key: int, part: IncomingPart) -> None:
        self._db.executemany(
            "INSERT INTO part_value (part, indicator, given, value, numerator, denominator, word, source, other,"
            " from_units) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key,
                    value.code,
                    value.given.value,
                    value.value,
                    value.numerator,
                    value.denominator,
                    value.word,
                    value.source,
                    value.other,
                    json.dumps(dict(value.from_units), sort_keys=True),
                )
                for value in part.values
            ],
        )

    def _replace_figures(self, part: IncomingPart, operation: Operation) -> None:
        """The unit's own file takes the place of figures that were keyed here for it; history keeps what they said."""
        for row in self._db.rows("SELECT * FROM figure WHERE unit = ? AND period = ?", (part.unit, part.period)):
            subject = "/".join((row["unit"], row["period"], row["indicator"]))
            kept = {name: [value, None] for name, value in row.items() if value not in (None, "")}
            self._db.history.append(operation, "figure", subject, row["version"] + 1, kept)
        self._db.execute("DELETE FROM figure WHERE unit = ? AND period = ?", (part.unit, part.period))

    # ------------------------------------------------------------------------------------------------- its records
    def _take_records(self, key: int, part: IncomingPart) -> tuple[int, int]:
        """Write the part's records where they are newer than what we hold; gives how many are new and changed."""
        self._refuse_dangling(part)
        new = changed = 0
        for name, records in part.records.items():
            declared = self._types[name]
            held = self._held(declared, [record.id for record in records], part.unit)
            self._refuse_foreign_rows(declared, records)
            at = self._db.now()
            fresh = [record for record in records if record.version >= held.get(record.id, 0)]
            for record in fresh:
                values = normalised(declared, record.values)
                write(self._db, declared, replace(record, values=values, created_at=at, updated_at=at))
            self._db.executemany(
                "INSERT OR REPLACE INTO part_record (part, record_type, record_id, version) VALUES (?, ?, ?, ?)",
                [(key, name, record.id, record.version) for record in records],
            )
            self._index.refresh(name, [record.id for record in fresh])
            new += sum(record.id not in held for record in records)
            changed += sum(record.id in held and record.version > held[record.id] for record in records)
        return new, changed

    def _held(self, declared: RecordType, ids: Sequence[str], unit: str) -> dict[str, int]:
        """id -> version of the records we hold already; somebody else's record under that id is a contradiction."""
        held: dict[str, int] = {}
        for some in _batches(ids):
            marks = ", ".join("?" * len(some))
            for row in self._db.rows(
                f"SELECT id, version, origin_unit, received FROM {quoted(declared.name)} WHERE id IN ({marks})", some
            ):
                if not row["received"] or row["origin_unit"] != unit:
                    raise _contradicts(f"một mục trong {declared.plural.lower()} là của đơn vị khác")
                held[row["id"]] = row["version"]
        return held

    def _refuse_foreign_rows(self, declared: RecordType, records: Sequence[Record]) -> None:
        """Child rows are known by their ids too: one that hangs on another record is not this file's to move."""
        for lines in declared.lines:
            owners = {row["id"]: record.id for record in records for row in rows_of(record.values, lines)}
            if len(owners) != sum(len(rows_of(record.values, lines)) for record in records):
                raise _contradicts(f"có dòng trùng nhau trong {lines.label.lower()}")
            table = quoted(lines_table(declared, lines))
            for some in _batches(list(owners)):
                marks = ", ".join("?" * len(some))
                for row in self._db.rows(f"SELECT id, parent FROM {table} WHERE id IN ({marks})", some):
                    if owners[row["id"]] != row["parent"]:
                        raise _contradicts(f"có dòng của mục khác trong {lines.label.lower()}")

    def _refuse_dangling(self, part: IncomingPart) -> None:
        """What a record refers to must come with it, from the same unit."""
        present = {(name, record.id) for name, records in part.records.items() for record in records}
        for name, records in part.records.items():
            for record in records:
                for target in _references(self._types[name], record):
                    if target not in present:
                        raise PackageError(Why.DAMAGED, "Tệp thiếu mục được nhắc đến. Đề nghị đơn vị gửi tạo lại tệp.")

    def _withdraw(self, before: int, now: int) -> int:
        """Remove the records that the replaced part brought and no part in force brings any more."""
        gone = self._db.rows(
            "SELECT record_type, record_id FROM part_record AS old WHERE part = ? AND NOT EXISTS (SELECT 1 FROM"
            " part_record AS new WHERE new.part = ? AND new.record_type = old.record_type"
            " AND new.record_id = old.record_id)",
            (before, now),
        )
        self._db.execute("DELETE FROM part_record WHERE part = ?", (before,))
        self._db.execute("DELETE FROM part_value WHERE part = ?", (before,))
        by_type: dict[str, list[str]] = {}
        for row in gone:
            by_type.setdefault(row["record_type"], []).append(row["record_id"])
        return sum(self._remove_orphans(name, ids) for name, ids in by_type.items())

    def _remove_orphans(self, name: str, ids: Sequence[str]) -> int:
        removed = 0
        for some in _batches(ids):
            marks = ", ".join("?" * len(some))
            kept = self._db.rows(
                f"SELECT record_id FROM part_record WHERE record_type = ? AND record_id IN ({marks})", (name, *some)
            )
            orphans = sorted(set(some) - {row["record_id"] for row in kept})
            self._index.remove(name, orphans)
            for orphan in orphans:
                self._db.execute(f"DELETE FROM {quoted(name)} WHERE id = ? AND received = 1", (orphan,))
            removed += len(orphans)
        return removed


def _references(declared: RecordType, record: Record) -> Iterator[tuple[str, str]]:
    holders = [(tuple(declared.by_name.values()), record.values)]
    for lines in declared.lines:
        holders += [(lines.fields, row) for row in rows_of(record.values, lines)]
    for fields, values in holders:
        for item in fields:
            if item.refers_to and isinstance(values.get(item.name), str):
                yield item.refers_to, str(values[item.name])


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _contradicts(what: str) -> PackageError:
    return PackageError(Why.CONTRADICTS, f"Không nhận: {what}. Liên hệ đơn vị gửi để làm rõ.")
