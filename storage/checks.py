"""Whether a file is sound: pages, references, history, tables, numbers, and what received files brought."""

from __future__ import annotations

import json
from collections.abc import Iterator

from models.fields import RecordType
from models.record_types import RECORD_TYPES
from storage import schema
from storage.database import Database

RESTORE = "hãy khôi phục từ bản sao lưu gần nhất"


def findings(database: Database, *, deep: bool) -> list[str]:
    """One Vietnamese sentence for everything that is not as it must be; empty for a sound file. `deep` also reads every
    page and every index entry (about a second for 70 MB)."""
    parts = [_pages(database, deep=deep), _references(database), _history(database)]
    for record_type in RECORD_TYPES:
        unlike = schema.differences(database.tables, record_type)
        if unlike:
            parts.append(
                iter([f"Sổ “{record_type.plural}” không đúng cấu trúc ({unlike[0]}); hãy cài lại chương trình."])
            )
        else:
            parts += [_numbers(database, record_type), _received(database, record_type)]
    return [sentence for part in parts for sentence in part]


def _pages(database: Database, *, deep: bool) -> Iterator[str]:
    check = "integrity_check(20)" if deep else "quick_check(20)"
    damaged = [text for row in database.rows(f"PRAGMA {check}") for text in row.values() if text != "ok"]
    if deep:
        # This one reads the file past the log: a page torn while the log was played in would look damaged, though the
        # log still has it.
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        damaged += [text for row in database.rows("PRAGMA cipher_integrity_check") for text in row.values()]
    if damaged:
        yield f"Tệp dữ liệu bị hỏng ở {len(damaged)} chỗ; {RESTORE}."


def _references(database: Database) -> Iterator[str]:
    broken = {row["table"] for row in database.rows("PRAGMA foreign_key_check")}
    if broken:
        yield f"Có dòng nhắc đến mục không còn trong sổ ({', '.join(sorted(broken))}); {RESTORE}."


def _history(database: Database) -> Iterator[str]:
    seq = database.history.verify()
    if seq is not None:
        yield f"Nhật ký thay đổi bị sửa hoặc thiếu từ dòng {seq}; {RESTORE} và báo người phụ trách."


def _numbers(database: Database, record_type: RecordType) -> Iterator[str]:
    """Every number that was given, also to a record now void, must lie at or below its counter."""
    if record_type.numbering is None:
        return
    unnumbered = database.scalar(
        f"SELECT count(*) FROM {record_type.name} WHERE received = 0 AND state = 'final' AND number IS NULL"
    )
    if unnumbered:
        yield f"Sổ “{record_type.plural}” có {unnumbered} mục đã ghi sổ mà không có số; {RESTORE}."
    given = {tuple(json.loads(row["scope"])): row["last"] for row in database.rows("SELECT scope, last FROM counter")}
    ahead = [
        row["number_text"]
        for row in database.rows(
            "SELECT origin_unit, number_scope, max(number) AS number, number_text "
            f"FROM {record_type.name} WHERE received = 0 AND number IS NOT NULL GROUP BY origin_unit, number_scope"
        )
        if row["number"] > given.get((row["origin_unit"], record_type.name, row["number_scope"]), 0)
    ]
    if ahead:
        yield f"Sổ “{record_type.plural}” có số chưa được đếm ({', '.join(ahead)}), sẽ bị cấp trùng; {RESTORE}."


def _received(database: Database, record_type: RecordType) -> Iterator[str]:
    """Received records and the parts that brought them must name each other."""
    lost = database.scalar(
        "SELECT count(*) FROM part_record WHERE record_type = ? "
        f"AND record_id NOT IN (SELECT id FROM {record_type.name})",
        (record_type.name,),
    )
    stray = database.scalar(
        f"SELECT count(*) FROM {record_type.name} AS record WHERE received = 1 AND NOT EXISTS "
        "(SELECT 1 FROM part_record WHERE record_type = ? AND record_id = record.id)",
        (record_type.name,),
    )
    if lost or stray:
        yield (
            f"Sổ “{record_type.plural}” có {lost + stray} mục nhận từ cấp dưới không khớp với tệp đã nhận; "
            "hãy nhận lại tệp của đơn vị đó."
        )
