"""What may leave this computer: each field's declared privacy and the officer's decision for its register.

Luật 91/2025/QH15 and NĐ 356/2025/NĐ-CP: sensitive values (private life, free text unless declared otherwise) never go
into a submission file; personal ones only by decision; a value left out is named as withheld, never sent as empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.fields import Area, Field, Leaves, Lines, Privacy, RecordType
from models.records import Record
from models.submissions import LeavingField

LABELS: Mapping[Leaves, str] = {
    Leaves.FIGURES: "Chỉ số liệu",
    Leaves.PUBLIC_FIELDS: "Bản ghi không kèm dữ liệu cá nhân",
    Leaves.PERSONAL_FIELDS: "Bản ghi kèm dữ liệu cá nhân",
}


def goes(item: Field, policy: Leaves) -> bool:
    """Whether values of this field leave under this decision."""
    if policy is Leaves.FIGURES or item.travels is Privacy.SENSITIVE:
        return False
    return item.travels is Privacy.PUBLIC or policy is Leaves.PERSONAL_FIELDS


def why(item: Field, policy: Leaves) -> str:
    """The reason in words, shown beside the field before sending."""
    if policy is Leaves.FIGURES:
        return "sổ này chỉ gửi số liệu"
    if item.travels is Privacy.SENSITIVE:
        return "nhạy cảm: không bao giờ gửi"
    if item.travels is Privacy.PERSONAL:
        return "cá nhân: gửi theo quyết định của cán bộ" if policy is Leaves.PERSONAL_FIELDS else "cá nhân: giữ lại"
    return "công khai"


def leaving_fields(declared: RecordType, policy: Leaves, records: Sequence[Record]) -> tuple[LeavingField, ...]:
    """Every field of a register with its fate and how many values it has in these records; rows as "parties.name"."""
    found = [
        LeavingField(
            declared.name,
            path,
            label,
            goes(item, policy),
            sum(_filled(record, path) for record in records),
            why(item, policy),
        )
        for path, label, item in _paths(declared)
    ]
    return tuple(found)


def outgoing_row(declared: RecordType, record: Record, policy: Leaves) -> dict[str, Any]:
    """A record as it stands in the file: values that go, child rows, and the names of the fields kept back."""
    lines = {item.name: [_line(item, row, policy) for row in _rows(record, item.name)] for item in declared.lines}
    return {
        "id": record.id,
        "version": record.version,
        "number": record.number_text,
        "state": record.state.value,
        "values": _values(tuple(declared.by_name.values()), record.values, policy),
        "lines": lines,
        "withheld": sorted(
            path for path, _, item in _paths(declared) if not goes(item, policy) and (_filled(record, path))
        ),
    }


def contains_personal(policy: Mapping[str, Leaves]) -> bool:
    """Whether a file under these decisions may carry personal values."""
    return any(decision is Leaves.PERSONAL_FIELDS for decision in policy.values())


def _paths(declared: RecordType) -> Iterator[tuple[str, str, Field]]:
    for item in declared.by_name.values():
        yield item.name, item.label, item
    for lines in declared.lines:
        for item in lines.fields:
            yield f"{lines.name}.{item.name}", f"{lines.label}: {item.label}", item


def _values(fields: Sequence[Field], values: Mapping[str, Any], policy: Leaves) -> dict[str, Any]:
    chosen = {item.name: values.get(item.name) for item in fields if goes(item, policy)}
    return {name: _plain(value) for name, value in chosen.items() if value not in (None, "")}


def _line(lines: Lines, row: Mapping[str, Any], policy: Leaves) -> dict[str, Any]:
    return {"id": row["id"], "values": _values(lines.fields, row, policy)}


def _plain(value: Any) -> Any:
    if isinstance(value, Area):
        return {"typed": value.typed, "unit": value.unit, "factor": value.factor}
    return value


def _rows(record: Record, name: str) -> Sequence[Mapping[str, Any]]:
    rows = record.values.get(name)
    return rows if isinstance(rows, list | tuple) else ()


def _filled(record: Record, path: str) -> int:
    lines, _, name = path.rpartition(".")
    holders = _rows(record, lines) if lines else (record.values,)
    return sum(holder.get(name) not in (None, "") for holder in holders)
