"""Conditions as a report definition writes them ("outcome = thanh"), read against the declarations of one table.

    outcome = thanh                 the field holds this value (a choice code, a number, true or false, an ISO day)
    running_cost != true            the field holds another value, or none
    category in hngd, dan_su        one of these values
    remaining from 1                at least; "to 5" at most; "from 1 to 5" between, both included
    pledge filled                   has a value; "pledge empty" has none
    fund.fund_kind = vnn            a field of the record that is referred to, one step

Whatever does not fit the declarations is refused with a Vietnamese sentence (Unfit).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.fields import NUMBER_KINDS, Field, Kind, Lines, RecordType, Tally
from models.predicates import Empty, Filled, Is, IsNot, OneOf, Predicate, Within

_FORMS = (
    re.compile(r"(?P<path>[\w.]+) +(?P<presence>filled|empty)"),
    re.compile(r"(?P<path>[\w.]+) *= *(?P<value>\S.*)"),
    re.compile(r"(?P<path>[\w.]+) *!= *(?P<other>\S.*)"),
    re.compile(r"(?P<path>[\w.]+) +in +(?P<options>\S.*)"),
    re.compile(r"(?P<path>[\w.]+) +from +(?P<low>\S+)(?: +to +(?P<high>\S+))?"),
    re.compile(r"(?P<path>[\w.]+) +to +(?P<high>\S+)"),
)


class Unfit(Exception):  # noqa: N818 - it is an answer to whoever wrote the definition
    """Something in a definition does not fit the declarations. `word` is what to look for in the text."""

    def __init__(self, sentence: str, word: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.word = word


@dataclass(frozen=True, slots=True)
class Table:
    """A record type or one of its child tables, whose rows also see the parent's fields."""

    name: str
    types: Mapping[str, RecordType]
    record_type: RecordType
    lines: Lines | None

    def field(self, path: str) -> Field | Tally:
        """The declaration behind a path of at most one step through a reference."""
        first, _, rest = path.partition(".")
        found = self._own(first)
        if found is None:
            raise Unfit(f"Bảng “{self.name}” không có trường “{path}”.", path)
        if not rest:
            return found
        owner = self.types.get(found.refers_to) if isinstance(found, Field) else None
        behind = _named(owner, rest) if owner else None
        if behind is None:
            raise Unfit(f"Không có trường “{rest}” sau “{first}” của bảng “{self.name}”.", path)
        return behind

    def _own(self, name: str) -> Field | Tally | None:
        row = next((item for item in self.lines.fields if item.name == name), None) if self.lines else None
        return row or _named(self.record_type, name)


def table(name: str, types: Mapping[str, RecordType]) -> Table:
    """The table "record_type" or "record_type.lines"."""
    type_name, _, lines_name = name.partition(".")
    record_type = types.get(type_name)
    lines = record_type.lines_by_name.get(lines_name) if record_type else None
    if record_type is None or (lines_name and lines is None):
        raise Unfit(f"Không có bảng “{name}”.", name)
    return Table(name, types, record_type, lines)


def read_condition(text: str, where: Table) -> Predicate:
    """The predicate that a line of a definition writes."""
    match = next((found for form in _FORMS if (found := form.fullmatch(text.strip()))), None)
    if match is None:
        raise Unfit(f"Chưa đọc được điều kiện “{text}”.", text)
    parts = match.groupdict()
    path = parts["path"]
    declared = where.field(path)
    if parts.get("presence"):
        return Filled(path) if parts["presence"] == "filled" else Empty(path)
    if parts.get("value"):
        return Is(path, _value(parts["value"].strip(), declared, path))
    if parts.get("other"):
        return IsNot(path, _value(parts["other"].strip(), declared, path))
    if parts.get("options"):
        options = [_value(option.strip(), declared, path) for option in parts["options"].split(",")]
        return OneOf(path, tuple(options))
    return Within(path, _bound(parts.get("low"), declared, path), _bound(parts.get("high"), declared, path))


def _named(record_type: RecordType, name: str) -> Field | Tally | None:
    if name in record_type.by_name:
        return record_type.by_name[name]
    return next((tally for tally in record_type.tallies if tally.name == name), None)


def _bound(text: str | None, found: Field | Tally, path: str) -> str | int | None:
    if text is None:
        return None
    if found.kind not in {*NUMBER_KINDS, Kind.DATE, Kind.YEAR}:
        raise Unfit(f"Trường “{path}” không so sánh lớn nhỏ được.", path)
    return _value(text, found, path)


def _value(text: str, found: Field | Tally, path: str) -> str | int:
    """A value in its stored form: đồng, thousandths, hundredths of a m²."""
    if found.kind is Kind.BOOLEAN:
        if text not in ("true", "false"):
            raise Unfit(f"Trường “{path}” nhận true hoặc false, không nhận “{text}”.", text)
        return text == "true"
    if found.kind in NUMBER_KINDS or found.kind is Kind.YEAR:
        if not re.fullmatch(r"-?[0-9]+", text):
            raise Unfit(f"Trường “{path}” nhận số nguyên, không nhận “{text}”.", text)
        return int(text)
    if found.kind is Kind.DATE and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Unfit(f"Trường “{path}” nhận ngày dạng 2024-06-03, không nhận “{text}”.", text)
    if isinstance(found, Field) and found.choices and text not in {choice.code for choice in found.choices}:
        raise Unfit(f"Trường “{path}” không có lựa chọn “{text}”.", text)
    return text
