"""Reasons that officers gave for going on in spite of a warning, on the records that count in a report's period.

A reason is free text and so never leaves the unit in a file; on the unit's own report it stands, with who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.days import show_day
from models.documents import Block, Cell, Column, Heading, Paragraph, Table
from models.rule_codes import rule_code
from models.submissions import Finding

SHOWN = 10
"""How many records stand under one rule; the rest are counted."""
REASONS = "reasons"
HEADING = "Lý do đã ghi khi có cảnh báo"


@dataclass(frozen=True, slots=True)
class GivenReason:
    """One record's reason. `record` is its number, or else its title; `day` (ISO) places it; `at` is when it was
    given."""

    record_id: str
    record: str
    day: str
    reason: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class RuleReasons:
    """All reasons given under one rule of a register: how many, and the newest of them. `sentence` is "" for a rule
    that only an older program had."""

    record_type: str
    register: str
    rule: str
    sentence: str
    count: int
    newest: tuple[GivenReason, ...]

    @property
    def named(self) -> str:
        """The rule in words: its code and what it asks for."""
        sentence = f"“{self.sentence}”" if self.sentence else "của bản chương trình trước"
        return " ".join(part for part in ("quy tắc", rule_code(self.record_type, self.rule), sentence) if part)


def reason_findings(given: Sequence[RuleReasons]) -> Iterator[Finding]:
    """One hint per rule, with how many records went on with a reason."""
    for item in given:
        sentence = f"{item.register}: {item.count} bản ghi kèm lý do vì khác {item.named}"
        yield Finding(REASONS, sentence, severity="hint")


def reason_blocks(given: Sequence[RuleReasons]) -> list[Block]:
    """The section of the printed report; nothing where no reason was given."""
    if not given:
        return []
    columns = (Column("Bản ghi", 2.4), Column("Ngày", 1.5), Column("Lý do", 4.0), Column("Người ghi, ngày ghi", 3.6))
    rows = [row for item in given for row in _rows(item)]
    said = "Các bản ghi dưới đây đã ghi sổ kèm lý do, vì khi ghi còn khác quy tắc kiểm tra."
    return [Heading(HEADING, 2), Paragraph(said), Table(columns, tuple(rows))]


def _rows(item: RuleReasons) -> Iterator[tuple[Cell, ...]]:
    yield (Cell(f"{item.register}: {item.named} ({item.count} bản ghi)", bold=True, span=4),)
    for given in item.newest:
        signed = ", ".join(part for part in (given.who, show_day(given.at[:10])) if part)
        yield (Cell(given.record), Cell(show_day(given.day)), Cell(given.reason), Cell(signed))
    if item.count > len(item.newest):
        yield (Cell(f"và {item.count - len(item.newest)} bản ghi khác.", italic=True, span=4),)
