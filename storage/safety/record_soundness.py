"""Whether the records of one register agree with themselves, with each other, with their numbers and their files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from models.fields import RecordType
from models.records import State
from models.soundness import Defect, DefectKind
from storage.database import Database
from storage.finding.search import references_to
from storage.reckoning.predicate_sql import quoted
from storage.registers.titles import Titles
from storage.schema import lines_table

RESTORE = "hãy khôi phục từ bản sao lưu gần nhất"
STATES = ", ".join(f"'{state.value}'" for state in State)
SHOWN = 5


def tables_of(declared: RecordType) -> tuple[str, ...]:
    """The table of a register and those of its child rows."""
    return (declared.name, *(lines_table(declared, lines) for lines in declared.lines))


def defects(database: Database, declared: RecordType) -> Iterator[Defect]:
    """Everything but the search, which takes longer."""
    yield from _orphans(database, declared)
    yield from _references(database, declared)
    yield from _states(database, declared)
    yield from _numbers(database, declared)
    yield from _received(database, declared)


def _orphans(database: Database, declared: RecordType) -> Iterator[Defect]:
    for lines in declared.lines:
        table = lines_table(declared, lines)
        count = database.scalar(
            f"SELECT count(*) FROM {table} WHERE parent NOT IN (SELECT id FROM {quoted(declared.name)})"
        )
        if count:
            sentence = (
                f"Sổ “{declared.plural}”: {count} dòng “{lines.label}” không còn phiếu nào; "
                "sửa được bằng cách bỏ các dòng này, nội dung vẫn giữ trong nhật ký."
            )
            yield Defect(DefectKind.LINES, table, count, sentence)


def _references(database: Database, declared: RecordType) -> Iterator[Defect]:
    """References of this register to records that are not there."""
    fields = [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]
    broken: dict[str, None] = {}
    count = 0
    for name in sorted({item.refers_to for item in fields if item.refers_to}):
        for table, owner, item in references_to(declared, name):
            column = quoted(item.name)
            rows = database.rows(
                f"SELECT {owner} AS id FROM {table} WHERE {column} IS NOT NULL "
                f"AND {column} NOT IN (SELECT id FROM {quoted(name)})"
            )
            count += len(rows)
            broken.update((row["id"], None) for row in rows)
    if count:
        named = _named(database, declared, list(broken))
        sentence = (
            f"Sổ “{declared.plural}”: {count} chỗ nhắc đến mục không còn trong sổ ({named}); mở từng phiếu và chọn lại."
        )
        yield Defect(DefectKind.REFERENCES, declared.name, count, sentence)


def _states(database: Database, declared: RecordType) -> Iterator[Defect]:
    strange = [
        row["id"]
        for row in database.rows(
            f"SELECT id FROM {quoted(declared.name)} WHERE state NOT IN ({STATES}) OR version < 1 "
            f"OR (state = '{State.VOID.value}' AND received = 0 AND void_reason = '')"
        )
    ]
    if strange:
        named = _named(database, declared, strange)
        sentence = f"Sổ “{declared.plural}”: {len(strange)} mục có trạng thái không hợp lệ ({named}); {RESTORE}."
        yield Defect(DefectKind.STATES, declared.name, len(strange), sentence)


def _numbers(database: Database, declared: RecordType) -> Iterator[Defect]:
    """Every number from 1 to the counter was given once, also to records now void."""
    if declared.numbering is None:
        return
    final = f"received = 0 AND state = '{State.FINAL.value}'"
    unnumbered = database.scalar(f"SELECT count(*) FROM {quoted(declared.name)} WHERE {final} AND number IS NULL")
    if unnumbered:
        sentence = f"Sổ “{declared.plural}” có {unnumbered} mục đã ghi sổ mà không có số; {RESTORE}."
        yield Defect(DefectKind.NUMBERLESS, declared.name, unnumbered, sentence)
    counters = {
        tuple(json.loads(row["scope"])): row["last"] for row in database.rows("SELECT scope, last FROM counter")
    }
    twice: list[str] = []
    ahead: list[str] = []
    missing: list[str] = []
    for (unit, scope), given in _given(database, declared).items():
        last = counters.get((unit, declared.name, scope), 0)
        numbers = [number for number, _ in given]
        twice += [text for (number, text), before in zip(given[1:], numbers, strict=False) if number == before]
        ahead += [text for number, text in given[-1:] if number > last]
        missing += [str(number) for number in sorted(set(range(1, max(last, numbers[-1]) + 1)) - set(numbers))]
    if twice:
        sentence = f"Sổ “{declared.plural}” có số cấp hai lần ({_some(twice)}); báo người phụ trách."
        yield Defect(DefectKind.NUMBER_TWICE, declared.name, len(twice), sentence)
    if ahead:
        sentence = (
            f"Sổ “{declared.plural}” có số chưa được đếm ({_some(ahead)}), sẽ bị cấp trùng; "
            "sửa được bằng cách đếm tiếp từ số ấy."
        )
        yield Defect(DefectKind.COUNTER, declared.name, len(ahead), sentence)
    if missing:
        sentence = (
            f"Sổ “{declared.plural}” khuyết {len(missing)} số đã cấp ({_some(missing)}); "
            "tìm phiếu giấy mang số ấy hoặc khôi phục bản sao lưu còn đủ."
        )
        yield Defect(DefectKind.NUMBER_GAP, declared.name, len(missing), sentence)


def _given(database: Database, declared: RecordType) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """(unit, scope) -> the numbers given, ascending, with how they are printed."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in database.each(
        f"SELECT origin_unit, number_scope, number, number_text FROM {quoted(declared.name)} "
        "WHERE received = 0 AND number IS NOT NULL ORDER BY origin_unit, number_scope, number"
    ):
        key = (row["origin_unit"], row["number_scope"])
        found.setdefault(key, []).append((row["number"], row["number_text"]))
    return found


def _received(database: Database, declared: RecordType) -> Iterator[Defect]:
    """Received records and the parts that brought them must name each other."""
    lost = database.scalar(
        "SELECT count(*) FROM part_record WHERE record_type = ? "
        f"AND record_id NOT IN (SELECT id FROM {quoted(declared.name)})",
        (declared.name,),
    )
    stray = database.scalar(
        f"SELECT count(*) FROM {quoted(declared.name)} AS record WHERE received = 1 AND NOT EXISTS "
        "(SELECT 1 FROM part_record WHERE record_type = ? AND record_id = record.id)",
        (declared.name,),
    )
    if lost or stray:
        sentence = (
            f"Sổ “{declared.plural}” có {lost + stray} mục nhận từ cấp dưới không khớp với tệp đã nhận; "
            "hãy nhận lại tệp của đơn vị đó."
        )
        yield Defect(DefectKind.RECEIVED, declared.name, lost + stray, sentence)


def _named(database: Database, declared: RecordType, ids: Sequence[str]) -> str:
    """Some records by number and title, for the officer to find them."""
    from models.record_types import RECORD_TYPES

    titles = Titles(database, {item.name: item for item in RECORD_TYPES}).of(declared.name, ids[:SHOWN])
    marks = ", ".join("?" * len(ids[:SHOWN]))
    numbers = {
        row["id"]: row["number_text"]
        for row in database.rows(
            f"SELECT id, number_text FROM {quoted(declared.name)} WHERE id IN ({marks})", list(ids[:SHOWN])
        )
    }
    return _some([" ".join(filter(None, (numbers.get(key), titles.get(key)))) or key for key in ids[:SHOWN]], len(ids))


def _some(names: Sequence[str], count: int = 0) -> str:
    more = ", …" if max(count, len(names)) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
