"""Whether a record may be changed, and what stands in the way: versions, states, references, rules, numbers given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.fields import RecordType
from models.ports import StorageError
from models.records import Record, Refused, State
from models.rules import Problem, Severity
from models.sentences import in_sentence
from models.validation import validate
from models.values import LandUnit
from storage.database import Database
from storage.finding.search import references_to
from storage.reckoning.predicate_sql import Source, quoted
from storage.registers.numbering import scope_problem
from storage.registers.record_rows import Stored, read, rows_of
from storage.registers.stock import shortage

LandUnits = Callable[[], Sequence[LandUnit]]
"""The units of land area that the officer's region uses."""

STALE = "Bản ghi này vừa được lưu ở một cửa sổ khác; hãy mở lại để xem bản mới rồi nhập phần thay đổi."
RECEIVED = "Bản ghi này nhận từ cấp dưới nên chỉ để xem; hãy gửi phiếu trả lại để đơn vị lập sổ sửa."
VOID = "Bản ghi này đã hủy nên không sửa được; hãy sao chép thành bản ghi mới."
GONE = "Bản ghi này không còn trong sổ; hãy tải lại danh sách."


class RecordChecks:
    """Answers for one file what may be done to a record."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], land_units: LandUnits) -> None:
        self._db = database
        self._types = types
        self._land_units = land_units

    def problems(self, record: Record, before: Stored | None) -> tuple[Problem, ...]:
        """What validation finds, and whether a number already given would lie."""
        declared = self._types[record.record_type]
        found = validate(
            declared,
            {**record.values, "id": record.id},
            self.look_up,
            today=self._db.today(),
            unparsed=record.unparsed,
            withheld=record.withheld,
            land_units=self._land_units(),
        )
        if before is not None and before.number is not None:
            lying = scope_problem(declared, before.record.values, record.values, before.record.number_text)
            found += (lying,) if lying else ()
        elif doubtful := self._doubtful_day(declared, record):
            found += (doubtful,)
        missing = shortage(self._db, before.record if before else None, replace(record, state=State.FINAL))
        return (*found, missing) if missing else found

    def _doubtful_day(self, declared: RecordType, record: Record) -> Problem | None:
        """A number takes its year from this date, and the date was taken from a clock that cannot be right."""
        if declared.numbering is None or not declared.numbering.by_year or not declared.dated_by:
            return None
        if record.values.get(declared.dated_by) != self._db.today().isoformat():
            return None
        doubt = self._db.clock_watch.doubt()
        sentence = f"Số sẽ được cấp theo năm của ngày này. {doubt}"
        return Problem(declared.dated_by, sentence, Severity.WARNING, rule="clock") if doubt else None

    def insist(self, record: Record, before: Stored | None) -> frozenset[str]:
        """Refused while a stop problem stands or a warning has no reason; else under which names reasons stand."""
        found = [item for item in self.problems(record, before) if item.severity is not Severity.HINT]
        standing = tuple(item for item in found if item.severity is Severity.STOP or not reason_given(record, item))
        if standing:
            raise Refused(standing)
        return frozenset(item.reason_key for item in found)

    def missing_without(self, record: Record) -> Problem | None:
        """A Problem while goods that this record brought in have gone out already."""
        return shortage(self._db, record, None)

    def changeable(self, record: Record) -> Stored | None:
        """What is stored, None for a new record; StorageError where it may not be changed from what was read."""
        stored = read(self._db, self._types[record.record_type], record.id)
        if stored is None and record.version:
            raise StorageError(GONE, "missing")
        if record.received or (stored and stored.record.received):
            raise StorageError(RECEIVED, "read_only")
        if stored and stored.record.state is State.VOID:
            raise StorageError(VOID, "read_only")
        if stored and stored.record.version != record.version:
            raise StorageError(STALE, "stale")
        return stored

    def require_references(self, record: Record) -> None:
        """A reference to what is gone is told by name; the foreign key would only say that there is one."""
        declared = self._types[record.record_type]
        pairs = [(item, record.values.get(item.name)) for item in declared.by_name.values() if item.refers_to]
        for lines in declared.lines:
            fields = [item for item in lines.fields if item.refers_to]
            pairs += [(item, row.get(item.name)) for row in rows_of(record.values, lines) for item in fields]
        for item, key in pairs:
            if key and not self._db.scalar(f"SELECT 1 FROM {quoted(item.refers_to)} WHERE id = ?", (key,)):
                raise StorageError(f"Mục đã chọn ở ô {item.label} không còn trong sổ; hãy chọn lại.", "missing")

    def in_use(self, record_type: str, record_id: str) -> Problem | None:
        """A Problem while records that are not void refer to this one."""
        for declared in self._types.values():
            for table, owner, item in references_to(declared, record_type):
                count = self._db.scalar(
                    f"SELECT count(DISTINCT r.id) FROM {quoted(declared.name)} AS r JOIN {quoted(table)} AS t"
                    f" ON t.{owner} = r.id WHERE t.{quoted(item.name)} = ? AND r.state <> 'void' AND r.id <> ?",
                    (record_id, record_id),
                )
                if count:
                    named = in_sentence(self._types[record_type].label)
                    message = (
                        f"Còn {count} bản ghi ở sổ “{declared.plural}” dùng {named} này. Sửa hoặc hủy các bản ghi đó "
                        "trước."
                    )
                    return Problem("", message, rule="in_use")
        return None

    def look_up(self, record_type: str, record_id: str) -> Mapping[str, object] | None:
        """The values of a record as saved now, with its tallies of today and its "state"; None where there is none."""
        declared = self._types[record_type]
        stored = read(self._db, declared, record_id)
        if stored is None:
            return None
        seen = {**stored.record.values, "state": stored.record.state.value}
        if not declared.tallies:
            return seen
        source = Source(self._types, record_type, self._db.today().isoformat())
        columns = [(tally.name, source.column(tally.name)) for tally in declared.tallies]
        tallied = self._db.row(
            f"SELECT {', '.join(f'{column.text} AS {quoted(name)}' for name, column in columns)}"
            f" FROM {source.tables} WHERE r.id = ?",
            (*(value for _, column in columns for value in column.params), record_id),
        )
        return {**seen, **(tallied or {})}


def reason_given(record: Record, problem: Problem) -> bool:
    """Whether the officer gave a reason for going on."""
    return bool(record.reasons.get(problem.reason_key, "").strip())
