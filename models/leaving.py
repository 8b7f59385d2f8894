"""What may leave this computer: each field's declared privacy and the officer's decision for its register.

Luật 91/2025/QH15 and NĐ 356/2025/NĐ-CP: sensitive values (private life, free text unless declared otherwise) never go
into a submission file; personal ones only by decision; a value left out is named as withheld, never sent as empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from models.fields import Area, Field, Kind, Leaves, Privacy, RecordType
from models.records import Record
from models.submissions import LeavingField
from models.text import clean_line, clean_text

LABELS: Mapping[Leaves, str] = {
    Leaves.FIGURES: "Chỉ số liệu",
    Leaves.PUBLIC_FIELDS: "Bản ghi không kèm dữ liệu cá nhân",
    Leaves.PERSONAL_FIELDS: "Bản ghi kèm dữ liệu cá nhân",
}

NUMBER = "number_text"

Policy = Mapping[str, Leaves]
"""Record type -> how much of that register goes."""

Going = Mapping[str, Collection[str]]
"""Record type -> ids of the records that go."""


def goes(declared: RecordType, item: Field, policy: Policy) -> bool:
    """Whether values of this field of a register leave. A reference leaves only beside what it refers to."""
    decision = policy[declared.name]
    if decision is Leaves.FIGURES or item.travels is Privacy.SENSITIVE:
        return False
    if item.refers_to and policy.get(item.refers_to, Leaves.FIGURES) is Leaves.FIGURES:
        return False
    return item.travels is Privacy.PUBLIC or decision is Leaves.PERSONAL_FIELDS


def why(declared: RecordType, item: Field, policy: Policy) -> str:
    """The reason in words, shown beside the field before sending."""
    decision = policy[declared.name]
    if decision is Leaves.FIGURES:
        return "sổ này chỉ gửi số liệu"
    if item.travels is Privacy.SENSITIVE:
        return "nhạy cảm: không bao giờ gửi"
    if item.travels is Privacy.PERSONAL:
        return "cá nhân: gửi theo quyết định của cán bộ" if goes(declared, item, policy) else "cá nhân: giữ lại"
    return "công khai" if goes(declared, item, policy) else "sổ được nhắc đến chỉ gửi số liệu"


def leaving_fields(declared: RecordType, policy: Policy, filled: Mapping[str, int]) -> tuple[LeavingField, ...]:
    """Every field of a register with its fate, its own number first, which goes with each record; `filled` counts the
    values by path ("amount_vnd", "parties.name")."""
    records_go = policy[declared.name] is not Leaves.FIGURES
    number = LeavingField(
        declared.name,
        NUMBER,
        "Số trong sổ",
        records_go,
        filled.get(NUMBER, 0),
        "công khai" if records_go else "sổ này chỉ gửi số liệu",
    )
    fields = tuple(
        LeavingField(
            declared.name, path, label, goes(declared, item, policy), filled.get(path, 0), why(declared, item, policy)
        )
        for path, label, item in fields_of(declared)
    )
    return (number, *fields) if declared.numbering else fields


def carries_personal(declared: RecordType, policy: Policy, filled: Mapping[str, int]) -> bool:
    """Whether personal values of this register really leave."""
    return any(
        item.travels is Privacy.PERSONAL and goes(declared, item, policy) and filled.get(path, 0)
        for path, _, item in fields_of(declared)
    )


def outgoing_row(declared: RecordType, record: Record, policy: Policy, going: Going) -> dict[str, Any]:
    """A record as it stands in the file: values that go, child rows, and the names of the fields kept back."""
    chosen = _Chosen(declared, policy, going)
    values = chosen.values("", declared.by_name.values(), record.values)
    lines = {
        one.name: [
            {"id": row["id"], "values": chosen.values(f"{one.name}.", one.fields, row)}
            for row in _rows(record, one.name)
        ]
        for one in declared.lines
    }
    return {
        "id": record.id,
        "version": record.version,
        "number": clean_line(record.number_text),
        "values": values,
        "lines": {name: rows for name, rows in lines.items() if rows},
        "withheld": sorted(chosen.withheld),
    }


def fields_of(declared: RecordType) -> Iterator[tuple[str, str, Field]]:
    """(path, label, field) of every field of a register and its child tables."""
    for item in declared.by_name.values():
        yield item.name, item.label, item
    for lines in declared.lines:
        for item in lines.fields:
            yield f"{lines.name}.{item.name}", f"{lines.label}: {item.label}", item


class _Chosen:
    """Chooses the values of one record, and remembers what it kept back."""

    def __init__(self, declared: RecordType, policy: Policy, going: Going) -> None:
        self._declared = declared
        self._policy = policy
        self._going = going
        self.withheld: set[str] = set()

    def values(self, prefix: str, fields: Collection[Field], given: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for item in fields:
            value = _plain(item, given.get(item.name))
            if value is None:
                continue
            if goes(self._declared, item, self._policy) and self._is_there(item, value):
                found[item.name] = value
            else:
                self.withheld.add(prefix + item.name)
        return found

    def _is_there(self, item: Field, value: object) -> bool:
        """A reference to a record that stays here (a draft, say) is kept back: it would lead nowhere."""
        return not item.refers_to or value in self._going.get(item.refers_to, ())


def _plain(item: Field, value: Any) -> Any:
    """The value as JSON has it, None for nothing; texts as if they were typed, for they may come from anywhere."""
    if isinstance(value, Area):
        return {"typed": value.typed, "unit": clean_line(value.unit), "factor": value.factor}
    if isinstance(value, str):
        return (clean_text(value) if item.kind is Kind.LONG_TEXT else clean_line(value)) or None
    return value


def _rows(record: Record, name: str) -> Sequence[Mapping[str, Any]]:
    rows = record.values.get(name)
    return rows if isinstance(rows, list | tuple) else ()
