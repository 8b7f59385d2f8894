"""What the pages of a damaged file did not give: records made anew from history, and ends that hang loose tied up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.fields import RecordType
from models.records import Record
from models.soundness import LostRecord
from models.submissions import Verdict
from storage.database import Database, Operation
from storage.finding.search import SearchIndex, references_to
from storage.reckoning.predicate_sql import quoted
from storage.registers import record_rows
from storage.registers.history import GAPS, SALVAGE, Entry
from storage.registers.numbering import number_scope
from storage.registers.replay import last_known, number_of, replayed
from storage.registers.titles import Titles
from storage.safety import repairs
from storage.safety.salvage_doubts import Doubts, Evidence
from storage.safety.salvage_shapes import LINES, REGISTERS, Known

GONE = "(mục bị mất)"


@dataclass
class Mended:
    """Counts by register, the records that are lost, and remarks in Vietnamese."""

    rebuilt: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    lost_records: list[LostRecord] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def mend(database: Database, operation: Operation, search: SearchIndex, known: Known, evidence: Evidence) -> Mended:
    """Make a whole of what was read; needs an open transaction with foreign keys off. Where not every row that was read
    is sure to count, rows that history does not know are taken out."""
    mended = Mended()
    _bring_back_identity(database, mended)
    told = _histories(database)
    doubts = Doubts(database, evidence)
    own = str(database.scalar("SELECT value FROM setting WHERE name = 'identity.unit'") or "")
    for name, by_id in told.items():
        for entries in by_id.values():
            record = replayed(REGISTERS[name], entries, own)
            if record is not None:
                told_by_row = _compare(database, REGISTERS[name], record, mended, sure=evidence.sure)
                if told_by_row is not None:
                    doubts.agrees(entries, read=told_by_row)
    _tell_lost(database, known, told, mended)
    _tie_references(database, mended)
    _tie_parts(database, mended)
    _tie_units(database)
    _drop_strays(database, mended)
    mended.remarks += doubts.remarks()
    for name, declared in REGISTERS.items():
        search.rebuild(name)
        if declared.numbering:
            repairs.raise_counter(database, name)
    _log(database, operation, mended, doubts.gaps)
    return mended


def _histories(database: Database) -> dict[str, dict[str, list[Entry]]]:
    """Register -> record -> what history tells of it, oldest first."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in database.history.after(0):
        if entry.subject in REGISTERS:
            found.setdefault(entry.subject, {}).setdefault(entry.subject_id, []).append(entry)
    return found


def _compare(database: Database, declared: RecordType, record: Record, mended: Mended, *, sure: bool) -> bool | None:
    """A record that is not there, or older than its history, is made anew; rows that it lost are given back. Whether
    its own row told the same version as history; None where history can say nothing of the record that stands."""
    there = database.scalar(f"SELECT 1 FROM {declared.name} WHERE id = ?", (record.id,))
    stored = record_rows.read(database, declared, record.id) if there else None  # child rows alone are not read
    if stored is None or stored.record.version < record.version:
        number = number_of(record)
        scope = number_scope(declared, record.values) if number is not None else ""
        if number is not None and _is_taken(database, declared, record, scope, number):
            return None
        record_rows.write(database, declared, record, number=number, number_scope=scope)
        mended.rebuilt[declared.name] += 1
        return False
    if stored.record.version > record.version:
        return None
    for lines in declared.lines:
        wanted = {row["id"] for row in record_rows.rows_of(record.values, lines)}
        there = {row["id"] for row in record_rows.rows_of(stored.record.values, lines)}
        if wanted - there or (not sure and there - wanted):
            record_rows.write(database, declared, record, number=stored.number, number_scope=stored.number_scope)
            mended.rebuilt[declared.name] += 1
            break
    return True


def _is_taken(database: Database, declared: RecordType, record: Record, scope: str, number: int) -> bool:
    taken = database.row(
        f"SELECT id FROM {declared.name} WHERE origin_unit = ? AND number_scope = ? AND number = ? AND id <> ?",
        (record.origin_unit, scope, number, record.id),
    )
    return taken is not None


def _tell_lost(database: Database, known: Known, told: dict[str, dict[str, list[Entry]]], mended: Mended) -> None:
    """Records that history, child rows or received parts name, and that are nowhere."""
    titles = Titles(database, REGISTERS)
    for name, declared in REGISTERS.items():
        there = {row["id"] for row in database.rows(f"SELECT id FROM {declared.name}")}
        for record_id in sorted(key for key, kind in known.records.items() if kind == name and key not in there):
            entries = told.get(name, {}).get(record_id, [])
            values = {field: after for entry in entries for field, (_, after) in entry.change.items()}
            title = titles.title(
                declared, {key: values.get(key) for key in declared.title if _is_plain(values.get(key))}
            )
            mended.lost[name] += 1
            mended.lost_records.append(LostRecord(declared.plural, last_known(entries, "number_text"), title))


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int)


def _tie_references(database: Database, mended: Mended) -> None:
    """A reference to a lost record becomes words beside its field, so that the officer sees what to choose again."""
    for declared in REGISTERS.values():
        for name in REGISTERS:
            for table, owner, item in references_to(declared, name):
                column = quoted(item.name)
                loose = database.rows(
                    f"SELECT id, {owner} AS owner FROM {table} WHERE {column} IS NOT NULL "
                    f"AND {column} NOT IN (SELECT id FROM {quoted(name)})"
                )
                for row in loose:
                    lines = table.removeprefix(f"{declared.name}_")
                    key = item.name if table == declared.name else f"{lines}/{row['id']}/{item.name}"
                    _note_unparsed(database, declared, row["owner"], key)
                    database.execute(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (row["id"],))
                if loose:
                    mended.remarks.append(
                        f"Sổ “{declared.plural}”: {len(loose)} chỗ “{item.label}” nhắc đến mục bị mất; "
                        f"ô ấy ghi “{GONE}”, mở phiếu và chọn lại."
                    )


def _note_unparsed(database: Database, declared: RecordType, record_id: str, key: str) -> None:
    row = database.row(f"SELECT unparsed FROM {declared.name} WHERE id = ?", (record_id,))
    if row is not None:
        texts = json.loads(row["unparsed"]) | {key: GONE}
        text = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        database.execute(f"UPDATE {declared.name} SET unparsed = ? WHERE id = ?", (text, record_id))


def _tie_parts(database: Database, mended: Mended) -> None:
    """Parts keep counting when only the line about their file is lost; what belongs to no part any more goes."""
    loose = database.rows(
        "SELECT unit, period, number, cutoff, file FROM part WHERE file NOT IN (SELECT sha256 FROM received_file) "
        "GROUP BY file"
    )
    for row in loose:
        database.execute(
            "INSERT INTO received_file (sha256, unit, number, period, cutoff, previous, sent_at, sent_by, received_at, "
            "received_by, verdict, file_name, bytes) VALUES (?, ?, ?, ?, ?, '', '', '', ?, '', ?, '', 0)",
            (row["file"], row["unit"], row["number"], row["period"], row["cutoff"], database.now(), Verdict.NEW.value),
        )
    for table in ("part_value", "part_record"):
        database.execute(f"DELETE FROM {table} WHERE part NOT IN (SELECT id FROM part)")


def _tie_units(database: Database) -> None:
    """Units that something names and whose line is lost come back without their level."""
    named = {row["table"] for row in database.rows("PRAGMA foreign_key_check") if row["parent"] == "unit"}
    for table in sorted(named):
        for key in database.rows("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            if key["table"] == "unit":
                database.execute(
                    f"INSERT OR IGNORE INTO unit (code, level) SELECT DISTINCT {quoted(key['from'])}, '' FROM {table} "
                    f"WHERE {quoted(key['from'])} IS NOT NULL"
                )


def _drop_strays(database: Database, mended: Mended) -> None:
    """Child rows whose record is nowhere."""
    for table, name in LINES.items():
        count = database.execute(f"DELETE FROM {table} WHERE parent NOT IN (SELECT id FROM {quoted(name)})").rowcount
        if count:
            mended.remarks.append(f"Sổ “{REGISTERS[name].plural}”: bỏ {count} dòng của những phiếu bị mất.")


def _bring_back_identity(database: Database, mended: Mended) -> None:
    """Who keeps the register, from history where the settings are lost."""
    kept = {row["name"] for row in database.rows("SELECT name FROM setting WHERE name LIKE 'identity.%'")}
    told: dict[str, Any] = {}
    for entry in database.history.of("setting", "identity"):
        told |= {name: after for name, (_, after) in entry.change.items()}
    missing = {name: value for name, value in told.items() if f"identity.{name}" not in kept}
    for name, value in missing.items():
        database.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (f"identity.{name}", str(value or "")))
    if missing:
        mended.remarks.append("Cài đặt bị mất; tên đơn vị và cán bộ lấy lại từ nhật ký, xem lại trong Thiết lập.")


def _log(database: Database, operation: Operation, mended: Mended, gaps: Sequence[tuple[int, int]]) -> None:
    """History says itself where it has holes, so that the chain holds again from here on."""
    change: dict[str, list[object]] = {
        GAPS: [None, gaps],
        "rebuilt": [None, sum(mended.rebuilt.values())],
        "lost": [None, sum(mended.lost.values())],
    }
    version = len(database.history.of(SALVAGE, "")) + 1
    database.history.append(operation, SALVAGE, "", version, change)
    if gaps:
        count = sum(last - first + 1 for first, last in gaps)
        mended.remarks.append(f"Nhật ký mất {count} dòng.")
