"""The one table of all rules: those of the record types, and the fields that a law asks for; and its printed form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType

from models.days import show_day
from models.documents import Cell, Column, Document, Heading, Paragraph, Table
from models.fields import Field, Lines, RecordType
from models.predicates import Naming
from models.rule_codes import EVERY_REGISTER, rule_code
from models.rules import Rule, Severity

SEVERITIES = MappingProxyType(
    {Severity.STOP: "Phải sửa", Severity.WARNING: "Cần ghi lý do", Severity.HINT: "Nên xem lại"}
)
TITLE = "Bảng quy tắc kiểm tra"
MEANING = (
    "“Phải sửa”: chưa ghi sổ được. “Cần ghi lý do”: ghi sổ được khi có lý do, lý do được liệt kê ở báo cáo. "
    "“Nên xem lại”: chỉ nhắc."
)
EVERYWHERE = (
    ("void_reason", "Hủy bản ghi thì ghi lý do.", Severity.STOP),
    ("in_use", "Không hủy mục mà bản ghi khác đang dùng.", Severity.STOP),
    ("number_scope", "Số đã cấp theo mục nào thì mục đó không đổi nữa.", Severity.STOP),
    ("clock", "Ngày giờ của máy tính đúng khi số được cấp theo ngày hôm nay.", Severity.WARNING),
    ("goods_on_hand", "Không xuất hiện vật nhiều hơn trong kho.", Severity.STOP),
)
"""What is checked against the other records and the computer, in whatever register: name, sentence, severity."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line; `lines` is "" for a rule of the whole record, `code` is what the rule is quoted by."""

    register: str
    lines: str
    code: str
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
    """Every rule of every record type and then those of all, in the words an officer reads."""
    common = (
        RuleRow("Mọi sổ", "", rule_code(EVERY_REGISTER, name), sentence, SEVERITIES[severity], "", None, None)
        for name, sentence, severity in EVERYWHERE
    )
    return (*(row for record_type in record_types for row in _of_type(record_type)), *common)


def rule_sentence(record_type: RecordType, name: str) -> str:
    """What a rule asks for, under whose name a reason is kept; a reason may stand under a field too. "" for a rule
    that only an older program had."""
    own = (*record_type.rules, *(rule for lines in record_type.lines for rule in lines.rules))
    known = {**{rule: sentence for rule, sentence, _ in EVERYWHERE}, **{rule.name: rule.sentence for rule in own}}
    field = record_type.by_name.get(name)
    return known.get(name, "") or (field.label if field else "")


def rules_document(rows: Iterable[RuleRow]) -> Document:
    """The table on paper, register by register."""
    columns = (
        Column("Mã", 1.4, label_column=True),
        Column("Quy tắc", 8.4, label_column=True),
        Column("Khi không đúng", 2.2),
        Column("Căn cứ", 4.6),
        Column("Hiệu lực", 3.0),
    )
    blocks = (Heading(TITLE, 0), Paragraph(MEANING), Table(columns, tuple(_cells(rows))))
    return Document(TITLE, None, blocks, landscape=True)


def _cells(rows: Iterable[RuleRow]) -> Iterator[tuple[Cell, ...]]:
    for place, group in groupby(rows, key=lambda row: row.place):
        yield (Cell(place, bold=True, span=5),)
        for row in group:
            texts = (row.code, row.sentence, row.severity, row.article, row.validity)
            yield tuple(Cell(text) for text in texts)


def _of_type(record_type: RecordType) -> Iterator[RuleRow]:
    named = _naming(record_type, ())
    yield from _rows(record_type, None, record_type.by_name.values(), record_type.rules, named)
    for lines in record_type.lines:
        yield from _rows(record_type, lines, lines.fields, lines.rules, _naming(record_type, lines.fields))


def _rows(
    record_type: RecordType, lines: Lines | None, fields: Iterable[Field], rules: Iterable[Rule], named: Naming
) -> Iterator[RuleRow]:
    """First what a law asks to be filled, then the rules."""
    label, before = (lines.label, f"{lines.name}.") if lines else ("", "")
    stop = SEVERITIES[Severity.STOP]
    for field in fields:
        if field.article:
            code = rule_code(record_type.name, f"{before}{field.name}_required")
            yield RuleRow(record_type.label, label, code, _required(field, named), stop, field.article, None, None)
    for rule in rules:
        validity = (rule.valid_from, rule.valid_to)
        code, severity = rule_code(record_type.name, rule.name), SEVERITIES[rule.severity]
        yield RuleRow(record_type.label, label, code, rule.sentence, severity, rule.article, *validity)


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
