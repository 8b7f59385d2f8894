"""Putting a received part into the database in place of its predecessor, whole; called inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.fields import RecordType
from models.records import Record
from models.submissions import PartChange
from storage.database import Database, Operation
from storage.finding.search import SearchIndex
from storage.submission.incoming import Completeness, IncomingPart
from storage.submission.parts import KeptPart, Parts, Standing
from storage.submission.received_records import BATCH, ReceivedRecords, batched

Types = Mapping[str, RecordType]

NOTES = {
    Standing.UNCHANGED: "không thay đổi",
    Standing.OLDER: "đã có lần gửi mới hơn",
    Standing.SET_ASIDE: "trùng số với phần khác đang dùng theo quyết định trước đây",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a part. `figures` are how many numbers keyed here for that unit and period it replaced."""

    change: PartChange
    figures: int = 0


class Merging:
    """Replaces parts and the received records they bring."""

    def __init__(self, database: Database, types: Types, index: SearchIndex) -> None:
        self._db = database
        self._types = types
        self._ordered = referred_first(types)
        self._parts = Parts(database)
        self._records = ReceivedRecords(database, types, index)

    def merge(self, part: IncomingPart, standing: Standing, file: str, unit_name: str, operation: Operation) -> Merged:
        """Take in one part of the received file with the hash `file`; a FORK or SET_ASIDE replaces what is in force
        only if `standing` was made REPLACES by a person's decision.

        PackageError contradicts when it claims what belongs to someone else; damaged when it is not complete."""
        entry = part.entry
        counts = standing in (Standing.NEW, Standing.REPLACES, Standing.UNCHANGED)
        before = self._parts.in_force(entry.unit, entry.period)
        replaces = before.number if before and standing is Standing.REPLACES else None
        change = PartChange(
            entry.unit, unit_name, entry.period, entry.number, counts, replaces, 0, 0, 0, NOTES.get(standing, "")
        )
        if standing is Standing.UNCHANGED:
            return Merged(change)
        if not counts:
            self._prove(part)
            self._parts.file(part, file, in_force=False)
            return Merged(change)
        brought = self._records.brought(before.id) if before else {}
        if before:
            self._parts.retire(before)
        key = self._parts.file(part, file, in_force=True)
        new, changed = self._take_records(key, part, before, brought)
        withdrawn = sum(
            self._records.settle(self._types[name], sorted(versions)) for name, versions in reversed(brought.items())
        )
        figures = self._replace_figures(part, operation)
        return Merged(replace(change, new=new, changed=changed, withdrawn=withdrawn), figures)

    def _prove(self, part: IncomingPart) -> None:
        """What is only filed must be as sound as what counts, for it may be handed on or come to count later."""
        for _ in self._checked(part):
            pass

    def _checked(self, part: IncomingPart) -> Iterator[tuple[RecordType, list[tuple[Record, bytes]]]]:
        """The records of a part in batches, those first that others refer to; at the end all must have been there."""
        seen = Completeness(self._types)
        for declared in self._ordered:
            for some in batched(part.records(declared), BATCH):
                seen.add(declared, [record for record, _ in some])
                yield declared, some
        seen.insist(part.entry)

    def _take_records(
        self, key: int, part: IncomingPart, before: KeptPart | None, brought: Mapping[str, Mapping[str, int]]
    ) -> tuple[int, int]:
        """Write the part's records; gives how many are new to us and how many differ from what we had."""
        new = changed = 0
        lines: dict[str, dict[str, int]] = {}
        for declared, some in self._checked(part):
            held = self._records.held(declared, [record for record, _ in some])
            if before and declared.name not in lines:
                lines = {declared.name: before.lines(declared.name)}
            earlier = lines.get(declared.name, {})
            same = {record.id for record, line in some if earlier.get(record.id) == hash(line)}
            new += sum(record.id not in held for record, _ in some)
            changed += sum(_differs(record, same, brought[declared.name] if before else {}, held) for record, _ in some)
            self._records.bring(key, declared, [record for record, _ in some], held, same)
        return new, changed

    def _replace_figures(self, part: IncomingPart, operation: Operation) -> int:
        """The unit's own file takes the place of figures that were keyed here for it; history keeps what they said."""
        key = (part.entry.unit, part.entry.period)
        rows = self._db.rows("SELECT * FROM figure WHERE unit = ? AND period = ? ORDER BY indicator", key)
        for row in rows:
            subject = "/".join((*key, row["indicator"]))
            kept = {name: [value, None] for name, value in row.items() if value not in (None, "")}
            self._db.history.append(operation, "figure", subject, row["version"] + 1, kept)
        self._db.execute("DELETE FROM figure WHERE unit = ? AND period = ?", key)
        return len(rows)


def _differs(record: Record, same: Collection[str], brought: Mapping[str, int], held: Mapping[str, int]) -> bool:
    """Whether a record that is here changes: against the part that is replaced, or else by its version."""
    if record.id in brought:
        return record.id not in same
    return record.id in held and record.version > held[record.id]


def referred_first(types: Types) -> Sequence[RecordType]:
    """The record types, each after those it refers to, so that titles are there when they are asked for."""
    ordered: list[RecordType] = []
    waiting = list(types.values())
    while waiting:
        named = {declared.name for declared in ordered}
        ready = [declared for declared in waiting if _refers_to(declared) & types.keys() <= named | {declared.name}]
        chosen = ready or waiting[:1]  # a ring of references has no first; any order works, only more slowly
        ordered += chosen
        waiting = [declared for declared in waiting if declared not in chosen]
    return ordered


def _refers_to(declared: RecordType) -> set[str]:
    fields = [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]
    return {item.refers_to for item in fields if item.refers_to}
