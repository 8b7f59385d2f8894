"""The one table of all rules: those of the record types, and the fields that a law asks for; and its printed form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType

from models.days import show_day
from models.documents import Cell, Column, Document, Heading, Paragraph, Table
from models.fields import Field, RecordType, Rule, Severity
from models.predicates import Naming

SEVERITIES = MappingProxyType(
    {Severity.STOP: "Phải sửa", Severity.WARNING: "Cần ghi lý do", Severity.HINT: "Nên xem lại"}
)
TITLE = "Bảng quy tắc kiểm tra"
MEANING = (
    "“Phải sửa”: chưa ghi sổ được. “Cần ghi lý do”: ghi sổ được khi có lý do, lý do được liệt kê ở báo cáo. "
    "“Nên xem lại”: chỉ nhắc."
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line; `lines` is "" for a rule of the whole record, `name` is the code that a reason is kept under."""

    register: str
    lines: str
    name: str
    sentence: str
    severity: str
    article: str
    valid_from: date | None
    valid_to: date | None

    @property
    def place(self) -> str:
        """Where it holds: the register, and in it the child table."""
        return f"{self.register}: {self.lines}" if self.lines else self.register

    @property
    def validity(self) -> str:
        """Since when and until when, "" where it holds always."""
        start, end = (show_day(day.isoformat()) if day else "" for day in (self.valid_from, self.valid_to))
        return " ".join(part for part in (start and f"từ {start}", end and f"đến {end}") if part)


def rule_table(record_types: Iterable[RecordType]) -> tuple[RuleRow, ...]:
    """Every rule of every record type, in the words an officer reads."""
    return tuple(row for record_type in record_types for row in _of_type(record_type))


def rules_document(rows: Iterable[RuleRow]) -> Document:
    """The table on paper, register by register."""
    columns = (
        Column("TT", 0.6, label_column=True),
        Column("Quy tắc", 7.6, label_column=True),
        Column("Khi không đúng", 2.0),
        Column("Căn cứ", 4.4),
        Column("Hiệu lực", 2.8),
        Column("Mã", 2.2),
    )
    blocks = (Heading(TITLE, 0), Paragraph(MEANING), Table(columns, tuple(_cells(rows))))
    return Document(TITLE, None, blocks, landscape=True)


def _cells(rows: Iterable[RuleRow]) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for place, group in groupby(rows, key=lambda row: row.place):
        yield (Cell("", bold=True), Cell(place, bold=True, span=5))
        for row in group:
            number += 1
            texts = (row.sentence, row.severity, row.article, row.validity, row.name)
            yield (Cell(str(number), number), *(Cell(text) for text in texts))


def _of_type(record_type: RecordType) -> Iterator[RuleRow]:
    named = _naming(record_type, ())
    yield from _rows(record_type, "", record_type.by_name.values(), record_type.rules, named)
    for lines in record_type.lines:
        yield from _rows(record_type, lines.label, lines.fields, lines.rules, _naming(record_type, lines.fields))


def _rows(
    record_type: RecordType, lines: str, fields: Iterable[Field], rules: Iterable[Rule], named: Naming
) -> Iterator[RuleRow]:
    """First what a law asks to be filled, then the rules."""
    stop = SEVERITIES[Severity.STOP]
    for field in fields:
        if field.article:
            sentence = _required(field, named)
            yield RuleRow(record_type.label, lines, f"{field.name}_required", sentence, stop, field.article, None, None)
    for rule in rules:
        validity = (rule.valid_from, rule.valid_to)
        severity = SEVERITIES[rule.severity]
        yield RuleRow(record_type.label, lines, rule.name, rule.sentence, severity, rule.article, *validity)


def _required(field: Field, named: Naming) -> str:
    when = "" if isinstance(field.required, bool) else f" khi {field.required.describe(named)}"
    return f"Phải có “{field.label}”{when}."


def _naming(record_type: RecordType, own: Iterable[Field]) -> Naming:
    """A field by its label in quotes, a choice by its own."""
    fields = {**record_type.by_name, **{field.name: field for field in own}}

    def name(asked: str) -> str:
        path, _, code = asked.partition("=")
        field = fields.get(path.partition(".")[0])
        if field is None:
            return path
        return f"“{field.choice_label(code) if code else field.label}”"

    return name
