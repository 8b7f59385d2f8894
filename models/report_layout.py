"""A report's result laid out as a document: heading, table, findings, legend, signatures (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.days import show_day
from models.documents import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from models.indicators import Given, Indicator
from models.numerals import format_number
from models.periods import parse_period
from models.ports import Identity
from models.report_numbers import NONE_ARISING, NOT_ADDITIVE, decimals, shown_cell
from models.report_reasons import REASONS, reason_blocks
from models.reports import ColumnKind, Coverage, ReportCell, ReportColumn, ReportResult, ResultRow

FRONT = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"
STANDING_COMMITTEE = "BAN THƯỜNG TRỰC"
NUMBER = "Số: …/BC-MTTQ-BTT"
PART = "Trong đó: "
LEGEND = (
    f"Ghi chú: 0 là có theo dõi và bằng không; {NONE_ARISING} là không phát sinh; ô trống là chưa có số liệu; "
    f"“{NOT_ADDITIVE}” là số của từng đơn vị, không cộng giữa các đơn vị."
)


COMPARED = frozenset({ColumnKind.PREVIOUS, ColumnKind.CUMULATIVE, ColumnKind.SAME_LAST_YEAR, ColumnKind.PERCENT})
"""Columns that are not printed while not one of their numbers is known; those of the period and of units always are."""


def document(result: ReportResult, identity: Identity | None) -> Document:
    """The printed appendix without the columns that are empty from top to bottom: in a unit's first year it then
    stands upright. `identity` fills the letterhead; without one its places stay open."""
    printed = tuple(column for column in result.columns if column.kind not in COMPARED or _is_known(result, column))
    left_out = tuple(column for column in result.columns if column not in printed)
    blocks: list[Block] = [
        Heading(result.definition.title, 0),
        Paragraph(result.definition.subtitle, Align.CENTRE, bold=True),
        Paragraph(_period_line(result), Align.CENTRE, italic=True),
    ]
    if sentence := _coverage_line(result.coverage):
        blocks.append(Paragraph(sentence, Align.CENTRE, italic=True))
    legend = f"{LEGEND}{_not_printed(left_out)}"
    blocks += [table(replace(result, columns=printed)), Paragraph(legend, small=True, italic=True)]
    if listed := [found for found in result.findings if found.name != REASONS]:
        blocks.append(Heading("Điểm cần xem lại", 2))
        blocks += [Paragraph(f"{index}. {found.sentence}") for index, found in enumerate(listed, 1)]
    blocks += reason_blocks(result.reasons)
    if result.definition.signatures:
        blocks.append(_signatures(result, identity))
    title = f"{result.definition.title} - {result.unit_name} - {parse_period(result.period).label}"
    return Document(title, _letterhead(result, identity), tuple(blocks))


def _places(indicator: Indicator, column: ReportColumn) -> int:
    return 2 if column.kind is ColumnKind.PERCENT else decimals(indicator)


def _letterhead(result: ReportResult, identity: Identity | None) -> Letterhead:
    name = result.unit_name.upper()
    above = name if "MẶT TRẬN" in name or "MTTQ" in name else f"{FRONT} {name}"
    place = identity.place if identity and identity.place else "…"
    return Letterhead(above, STANDING_COMMITTEE, NUMBER, f"{place}, ngày … tháng … năm {result.cutoff[:4]}")


def _period_line(result: ReportResult) -> str:
    label = parse_period(result.period).label
    start, cutoff = show_day(result.start), show_day(result.cutoff)
    return f"Kỳ báo cáo: {label} (số liệu từ ngày {start}, chốt đến ngày {cutoff})"


def _coverage_line(coverage: Coverage) -> str:
    if not coverage.composed or not coverage.sentence:
        return coverage.sentence
    return f"{coverage.sentence}, trong đó {len(coverage.composed)} đơn vị ghép từ các kỳ ngắn hơn"


def _is_known(result: ReportResult, column: ReportColumn) -> bool:
    return any(row.indicator and _cell(row, row.indicator, column, italic=False).text for row in result.rows)


def _not_printed(columns: Sequence[ReportColumn]) -> str:
    """The sentence of the legend on the columns that were left out."""
    titles = ", ".join(f"“{column.title}”" for column in columns)
    return f" Cột {titles} chưa có số liệu nên không in." if titles else ""


def table(result: ReportResult) -> Table:
    """All columns of a result: what the screen shows."""
    labels = (
        Column("TT", 0.6, Align.CENTRE, label_column=True),
        Column("Chỉ tiêu", 6.0, label_column=True),
        Column("ĐVT", 1.4, Align.CENTRE, label_column=True),
    )
    numbers = tuple(Column(column.title, 2.2, Align.RIGHT) for column in result.columns)
    return Table((*labels, *numbers), tuple(_rows(result)))


def _rows(result: ReportResult) -> Iterator[tuple[Cell, ...]]:
    number, said = 0, set[tuple[str, str]]()
    for row in result.rows:
        if row.indicator is None:
            yield (Cell("", bold=True), Cell(row.label, bold=True, span=2 + len(result.columns)))
            continue
        if row.indent == 0:
            number += 1
        label = _label(row, row.indicator, said)
        italic = _is_part(row, row.indicator)
        cells = (_cell(row, row.indicator, column, italic) for column in result.columns)
        place = str(number) if row.indent == 0 else ""
        yield (Cell(place), Cell(label, italic=italic, indent=row.indent, key=row.code), Cell(row.unit), *cells)


def _is_part(row: ResultRow, indicator: Indicator) -> bool:
    """Whether the row repeats a portion of a row above, so that it must not be added to it."""
    return bool(indicator.nested_in or row.level or row.label != indicator.label)


def _label(row: ResultRow, indicator: Indicator, said: set[tuple[str, str]]) -> str:
    """The first portion below a number says that it is one."""
    if not _is_part(row, indicator):
        return row.label
    whole = indicator.nested_in if row.label == indicator.label else indicator.code
    key = (whole, "level" if row.level else "unit" if row.label != indicator.label else "nested")
    first = key not in said
    said.add(key)
    return f"{PART}{row.label[:1].lower()}{row.label[1:]}" if first and not _is_unit(row) else row.label


def _is_unit(row: ResultRow) -> bool:
    """A row of the detail by lower unit: named after the unit, so its first letter stays."""
    return row.indicator is not None and row.label != row.indicator.label and not row.level


def _cell(row: ResultRow, indicator: Indicator, column: ReportColumn, italic: bool) -> Cell:
    cell = row.cells.get(column.key, ReportCell(None, Given.MISSING))
    key = f"{row.code}|{column.key}"
    if column.kind is ColumnKind.PERCENT:
        text = "" if cell.value is None else format_number(cell.value, 2)
    else:
        text = shown_cell(indicator, cell)
    plain = text[:1].isdigit() or text[:1] == "-"
    number = cell.value if plain and "/" not in text else None
    return Cell(text, number, _places(indicator, column) if number is not None else 0, italic=italic, key=key)


def _signatures(result: ReportResult, identity: Identity | None) -> Signatures:
    """Who prepared it is known; who signs writes the name."""
    columns: Sequence[tuple[str, ...]] = result.definition.signatures
    names: Mapping[int, str] = {0: identity.officer} if identity else {}
    return Signatures(tuple(Signature(lines, names.get(index, "")) for index, lines in enumerate(columns)))
