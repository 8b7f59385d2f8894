"""Mending what can be worked out anew from the records themselves: in one transaction, counted, and logged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.record_types import RECORD_TYPES
from models.soundness import Defect, DefectKind, Repaired
from storage.database import Database, Operation
from storage.reckoning.predicate_sql import quoted
from storage.safety.record_soundness import STATES
from storage.schema import lines_table

if TYPE_CHECKING:
    from storage.finding.search import SearchIndex

SUBJECT = "repair"
"""What history calls a repair; its subject id is the kind."""

Mend = Callable[[Database, "SearchIndex", Operation, Defect], tuple[int, str]]


def repair(database: Database, search: SearchIndex, defects: Sequence[Defect]) -> list[Repaired]:
    """Mend what of these is repairable: all of it or nothing. The caller keeps a backup before."""
    wanted = [defect for defect in defects if defect.is_repairable]
    if not wanted:
        return []
    with database.transaction("Sửa lỗi của tệp") as operation:
        done: list[Repaired] = []
        for defect in wanted:
            count, sentence = MENDS[defect.kind](database, search, operation, defect)
            done.append(Repaired(defect.kind, defect.subject, count, sentence))
            _log(database, operation, defect, {"count": [defect.count, 0], "sentence": [None, sentence]})
    return done


def _reindex(database: Database, search: SearchIndex, operation: Operation, defect: Defect) -> tuple[int, str]:
    database.execute("REINDEX")
    return defect.count, f"Đã lập lại thứ tự tra cứu ({defect.count} chỗ sai)."


def _rebuild_search(database: Database, search: SearchIndex, operation: Operation, defect: Defect) -> tuple[int, str]:
    declared = [item for item in RECORD_TYPES if defect.subject in ("", item.name)]
    count = 0
    for item in declared:
        table = quoted(f"{item.name}_search")
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        ids = [row["id"] for row in database.rows(f"SELECT id FROM {quoted(item.name)} WHERE state IN ({STATES})")]
        search.refresh(item.name, ids)
        count += len(ids)
    names = f" của sổ “{declared[0].plural}”" if defect.subject else ""
    return count, f"Đã lập lại mục lục tìm kiếm{names} ({count} mục)."


def _drop_lines(database: Database, search: SearchIndex, operation: Operation, defect: Defect) -> tuple[int, str]:
    """Rows of a record that is not there; what they said stays in history."""
    owner, label = next(
        (item, lines.label)
        for item in RECORD_TYPES
        for lines in item.lines
        if lines_table(item, lines) == defect.subject
    )
    stray = f"parent NOT IN (SELECT id FROM {quoted(owner.name)})"
    rows = database.rows(f"SELECT * FROM {quoted(defect.subject)} WHERE {stray}")
    for row in rows:
        given = {name: value for name, value in row.items() if value is not None}
        _log(database, operation, defect, {f"{defect.subject}/{row['id']}": [given, None]})
    database.execute(f"DELETE FROM {quoted(defect.subject)} WHERE {stray}")
    return len(rows), f"Đã bỏ {len(rows)} dòng “{label}” không còn phiếu nào."


def _raise_counter(database: Database, search: SearchIndex, operation: Operation, defect: Defect) -> tuple[int, str]:
    raise_counter(database, defect.subject)
    plural = next(item.plural for item in RECORD_TYPES if item.name == defect.subject)
    return defect.count, f"Sổ “{plural}” đếm tiếp từ số lớn nhất đã cấp ({defect.count} dãy số)."


def raise_counter(database: Database, record_type: str) -> None:
    """No number that a record of ours has is given again. Needs an open transaction."""
    rows = database.rows(
        f"SELECT origin_unit, number_scope, max(number) AS last FROM {quoted(record_type)} "
        "WHERE received = 0 AND number IS NOT NULL GROUP BY origin_unit, number_scope"
    )
    for row in rows:
        scope = [row["origin_unit"], record_type, row["number_scope"]]
        database.execute(
            "INSERT INTO counter (scope, last) VALUES (?, ?) "
            "ON CONFLICT (scope) DO UPDATE SET last = max(last, excluded.last)",
            (json.dumps(scope, ensure_ascii=False, separators=(",", ":")), row["last"]),
        )


MENDS: Mapping[DefectKind, Mend] = {
    DefectKind.INDEX: _reindex,
    DefectKind.SEARCH: _rebuild_search,
    DefectKind.LINES: _drop_lines,
    DefectKind.COUNTER: _raise_counter,
}


def _log(database: Database, operation: Operation, defect: Defect, change: Mapping[str, Sequence[Any]]) -> None:
    subject_id = f"{defect.kind.value}:{defect.subject}"
    version = len(database.history.of(SUBJECT, subject_id)) + 1
    database.history.append(operation, SUBJECT, subject_id, version, change)
