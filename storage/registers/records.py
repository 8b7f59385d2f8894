"""Registers: reading, listing, saving, numbering and voiding records; every change one transaction with its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.arithmetic import worked_out
from models.fields import Lines, RecordType
from models.ports import StorageError
from models.records import Change, Query, Record, Refused, Row, State, Suggestion, Summary, Told
from models.rules import Lookup, Problem
from models.text import clean_text
from models.validation import shown_values
from storage.database import Database, Operation
from storage.finding.search import SearchIndex
from storage.finding.suggestions import Suggestions
from storage.registers.listing import CountedSql, Listing
from storage.registers.numbering import Number, give_number
from storage.registers.record_changes import ChangeReader, changes
from storage.registers.record_checks import GONE, LandUnits, RecordChecks
from storage.registers.record_notes import RecordNotes
from storage.registers.record_rows import Stored, normalised, read, read_many, rows_of, write
from storage.registers.stories import Stories
from storage.registers.titles import Titles


class Records:
    """Fulfils models.ports.Records. `own_unit` gives our unit's code, `land_units` the region's units of area,
    `counted_sql` the records behind an indicator."""

    def __init__(
        self,
        database: Database,
        types: Mapping[str, RecordType],
        own_unit: Callable[[], str],
        counted_sql: CountedSql,
        land_units: LandUnits = tuple,
    ) -> None:
        self._db = database
        self._types = types
        self._own_unit = own_unit
        self.titles = Titles(database, types)
        self.search_index = SearchIndex(database, types, self.titles)
        self.listing = Listing(database, types, self.titles, counted_sql)
        self._suggestions = Suggestions(database, types, self.titles)
        self._notes = RecordNotes(database, types)
        self._checks = RecordChecks(database, types, land_units)

    # ------------------------------------------------------------------------------------------------------ reading
    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """The rows of a list from `offset` on; references and units come by their name."""
        return self.listing.page(query, offset, limit)

    def summary(self, query: Query) -> Summary:
        """How many rows a list has, and the totals of the final ones."""
        return self.listing.summary(query)

    def position(self, query: Query, record_id: str) -> int | None:
        """The row of a record in the list, from 0; None when the list does not show it."""
        return self.listing.position(query, record_id)

    def read(self, record_type: str, record_id: str) -> Record | None:
        """One record with its rows, or None."""
        stored = self._stored(record_type, record_id)
        return stored.record if stored else None

    def read_many(self, record_type: str, ids: Sequence[str]) -> Sequence[Record]:
        """The records of these ids that exist, in no particular order; at most some hundred at a time."""
        return [stored.record for stored in read_many(self._db, self._types[record_type], ids)]

    def title(self, record_type: str, record_id: str) -> str:
        """What a person calls the record; "" where there is none."""
        return self.titles.one(record_type, record_id)

    def suggest(
        self, record_type: str, text: str, limit: int = 12, within: Mapping[str, str] | None = None
    ) -> Sequence[Suggestion]:
        """Own records, not void, whose title or number has every typed word by its beginning, the likeliest first."""
        return self._suggestions.find(record_type, text, limit, within)

    def notes(self, record: Record) -> Mapping[str, str]:
        """What the program worked out, by field, one short line each."""
        return self._notes.of(record)

    def told(self, record_type: str, record_id: str) -> Sequence[Told]:
        """What other registers tell of a record, newest first."""
        return Stories(self._db, self._types).of(record_type, record_id)

    def history(self, record_type: str, record_id: str) -> Sequence[Change]:
        """What happened to a record, newest first."""
        reader = ChangeReader(self._types[record_type], self.titles)
        return [reader.change(entry) for entry in reversed(self._db.history.of(record_type, record_id))]

    def lookup(self) -> Lookup:
        """(record type, id) -> the values of that record as saved now, its tallies among them."""
        return self._checks.look_up

    # ----------------------------------------------------------------------------------------------------- beginning
    def new(self, record_type: str) -> Record:
        """An unsaved record with a fresh id, dated today."""
        declared = self._types[record_type]
        values = normalised(declared, {declared.dated_by: self._db.today().isoformat()} if declared.dated_by else {})
        return Record(record_type, self._db.new_id(), values, origin_unit=self._own_unit())

    def new_ids(self, count: int) -> Sequence[str]:
        """Ids for rows of child tables to come."""
        return [self._db.new_id() for _ in range(count)]

    def copy(self, record_type: str, record_id: str) -> Record:
        """An unsaved copy of our own with new ids, without number and reasons, dated today. StorageError missing."""
        stored = self._stored(record_type, record_id)
        if stored is None:
            raise StorageError(GONE, "missing")
        blank = self.new(record_type)
        declared = self._types[record_type]
        values = dict(stored.record.values)
        renamed: dict[str, str] = {}
        for lines in declared.lines:
            rows = rows_of(values, lines)
            renamed |= {str(row["id"]): self._db.new_id() for row in rows}
            values[lines.name] = [{**row, "id": renamed[str(row["id"])]} for row in rows]
        if declared.dated_by:
            values[declared.dated_by] = blank.values[declared.dated_by]
        unparsed = {
            "/".join(renamed.get(part, part) for part in key.split("/")): text
            for key, text in stored.record.unparsed.items()
            if key != declared.dated_by
        }
        return replace(blank, values=values, unparsed=unparsed)

    # -------------------------------------------------------------------------------------------------------- saving
    def problems(self, record: Record) -> tuple[Problem, ...]:
        """Everything that validation finds, and whether a number already given would lie."""
        prepared = self._prepared(record)
        return self._checks.problems(prepared, self._stored(record.record_type, record.id))

    def save(self, record: Record) -> Record:
        """Keep the record as it is typed; a final one must still pass (Refused). Nothing changed: nothing is written.

        StorageError stale, read_only (received or void), missing (a reference to what is gone)."""
        with self._db.transaction("Sửa" if record.version else "Nhập mới") as operation:
            before = self._checks.changeable(record)
            state = before.record.state if before else State.DRAFT
            return self._keep(operation, self._prepared(record), before, state)

    def make_final(self, record: Record) -> Record:
        """Save, enter it into the register and give the number. Refused while a stop problem stands or a warning has
        no reason; then nothing is saved."""
        with self._db.transaction("Ghi sổ") as operation:
            return self._keep(operation, self._prepared(record), self._checks.changeable(record), State.FINAL)

    def void(self, record_type: str, record_id: str, version: int, reason: str) -> Record:
        """Cross the record out; it keeps its number. Refused without a reason, or while other records refer to it."""
        reason = clean_text(reason)
        if not reason:
            raise Refused((Problem("", "Chưa có lý do hủy. Ghi lý do để sau này đối chiếu.", rule="void_reason"),))
        with self._db.transaction("Hủy") as operation:
            before = self._checks.changeable(Record(record_type, record_id, {}, version=version))
            if before is None:
                raise StorageError(GONE, "missing")
            if in_use := self._checks.in_use(record_type, record_id):
                raise Refused((in_use,))
            if missing := self._checks.missing_without(before.record):
                raise Refused((missing,))
            voided = replace(before.record, state=State.VOID, void_reason=reason)
            return self._write(operation, voided, before, None)

    def _keep(self, operation: Operation, record: Record, before: Stored | None, state: State) -> Record:
        kept = before.record if before else record
        wanted = replace(
            record, state=state, number_text=kept.number_text, void_reason=kept.void_reason, withheld=kept.withheld
        )
        if state is State.FINAL:
            wanted = self._entered(wanted, self._checks.insist(wanted, before))
        declared = self._types[record.record_type]
        if before is not None and not changes(declared, before.record, wanted):
            self._drop_unfinished(record.id)
            return before.record
        number = None
        if state is State.FINAL and (before is None or before.record.state is not State.FINAL):
            number = give_number(self._db, declared, wanted.values, wanted.origin_unit)
        return self._write(operation, wanted, before, number)

    def _entered(self, record: Record, warned: frozenset[str]) -> Record:
        """What a final record consists of: a value in a field that is not shown would count where nobody sees it, and a
        reason for a warning that stands no more would be listed on a report."""
        declared = self._types[record.record_type]
        shown = shown_values(declared, record.values, self._checks.look_up)
        reasons = {name: text for name, text in record.reasons.items() if name in warned}
        return replace(record, values=normalised(declared, shown), unparsed={}, reasons=reasons)

    def _write(self, operation: Operation, record: Record, before: Stored | None, number: Number | None) -> Record:
        declared = self._types[record.record_type]
        self._checks.require_references(record)
        kept = before.record if before else record
        written = replace(
            record,
            version=kept.version + 1 if before else 1,
            number_text=number.text if number else kept.number_text if before else "",
            created_at=kept.created_at if before else operation.at,
            created_by=kept.created_by if before else operation.who,
            updated_at=operation.at,
            updated_by=operation.who,
        )
        place = (
            (number.number, number.scope) if number else (before.number, before.number_scope) if before else (None, "")
        )
        write(self._db, declared, written, number=place[0], number_scope=place[1])
        self.search_index.refresh(declared.name, [written.id])
        change = changes(declared, before.record if before else None, written)
        self._db.history.append(operation, declared.name, written.id, written.version, change)
        self._drop_unfinished(written.id)
        return written

    def _prepared(self, record: Record) -> Record:
        """Clean text, every begun row with an id, and what arithmetic works out."""
        declared = self._types[record.record_type]
        values = normalised(declared, record.values)
        for lines in declared.lines:
            begun = [row for row in rows_of(values, lines) if _is_begun(lines, row, record.unparsed)]
            values[lines.name] = self._with_ids(begun)
        return replace(
            record,
            values=normalised(declared, worked_out(declared, values, self._checks.look_up)),
            origin_unit=record.origin_unit or self._own_unit(),
            unparsed={key: text for key, text in record.unparsed.items() if text.strip()},
            reasons={key: text for key, text in record.reasons.items() if text.strip()},
        )

    def _with_ids(self, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
        """Every row with an id of its own, also one that was pasted twice."""
        taken: set[object] = {None, ""}
        named = []
        for row in rows:
            key = self._db.new_id() if row.get("id") in taken else row["id"]
            taken.add(key)
            named.append({**row, "id": key})
        return named

    def _stored(self, record_type: str, record_id: str) -> Stored | None:
        return read(self._db, self._types[record_type], record_id)

    def _drop_unfinished(self, record_id: str) -> None:
        """What was saved is no longer unfinished typing; in the same transaction, so that no crash offers it again."""
        self._db.execute("DELETE FROM unfinished WHERE record_id = ?", (record_id,))


def _is_begun(lines: Lines, row: Mapping[str, object], unparsed: Mapping[str, str]) -> bool:
    """An empty row, as a grid keeps it at its end, is no row yet."""
    return any(
        row.get(item.name) is not None or unparsed.get(f"{lines.name}/{row.get('id')}/{item.name}", "").strip()
        for item in lines.fields
    )
