"""The print sheet of one record, derived from its declaration so that it reads like the paper form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.documents import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Table,
)
from models.fields import NUMBER_KINDS, Field, Kind, Lines, RecordType, Section
from models.paper import fits_half
from models.record_signing import signatories, signatures
from models.records import Record, State
from models.text import amount_in_words
from models.values import show
from models.visibility import rows_of, shown_values, visible_fields

TitleOf = Callable[[str, str], str]
"""(record type, id) -> what a person calls that record; for a unit of the Front the type is "unit"."""

DOTS = "…" * 12
"""Where the paper form has a line to write on."""

WITHHELD = "(đơn vị gửi không chuyển nội dung này)"
NAMES_OF_SHEETS = ("phiếu", "vụ", "sổ")
"""With which the label of a register already names the paper; any other is the sheet of something."""


def record_sheet(record_type: RecordType, record: Record, title_of: TitleOf, letterhead: Letterhead | None) -> Document:
    """The sheet of a record: its name and number, every section that is shown with its fields, the child tables, and
    room to sign; who signs with the name is not told again above. On a draft what is empty prints as a dotted line, to
    be filled in by hand; a record that is final leaves out what it does not have. A void record says why under the
    title; that it is a draft or void is marked in the corner (models/printed_form.py)."""
    values = shown_values(record_type, record.values)
    shown = visible_fields(record_type, record.values)
    signing = signatories(record_type, record, shown)
    told = shown - {field.name for field in signing if field.name not in record.withheld}
    name = sheet_name(record_type)
    blocks: list[Block] = [Heading(name.upper(), 0), *_under_title(record)]
    labels = {section.label for section in record_type.sections}
    for section in record_type.sections:
        blocks.extend(_section(section, record, values, told, record_type.totals, title_of))
        blocks.extend(_tables(record_type, section.label, record, shown, title_of))
    for lines in record_type.lines:
        if lines.after not in labels and lines.name in shown:
            blocks.extend(_table(lines, record, rows_of(values, lines.name), title_of))
    blocks.append(signatures(signing, values))
    return Document(f"{name} {record.number_text}".strip(), letterhead, tuple(blocks), landscape=False)


def sheet_name(record_type: RecordType) -> str:
    """What the paper is called: "Phiếu tiếp nhận", "Phiếu hiến đất", "Vụ việc hòa giải"."""
    label = record_type.label
    names_itself = label.casefold().split()[0] in NAMES_OF_SHEETS
    return label if names_itself else f"Phiếu {label[:1].lower()}{label[1:]}"


def _under_title(record: Record) -> Iterator[Paragraph]:
    if record.number_text:
        yield Paragraph(f"Số: {record.number_text}", Align.CENTRE)
    yield from void_note(record)


def void_note(record: Record) -> Iterator[Paragraph]:
    """Why a void record is void, under the number of its paper; nothing for any other."""
    if record.state is State.VOID:
        yield Paragraph(f"(Đã hủy. Lý do: {record.void_reason})", Align.CENTRE, italic=True)


def _section(
    section: Section,
    record: Record,
    values: Mapping[str, object],
    shown: frozenset[str],
    totals: Sequence[str],
    title_of: TitleOf,
) -> Iterator[Block]:
    fields = [field for field in section.fields if field.name in shown]
    texts = {field.name: field_text(field, record, values, title_of) for field in fields}
    if record.state is not State.DRAFT:
        fields = [field for field in fields if texts[field.name] != DOTS]
    if not fields:
        return
    yield Heading(section.label, 1)
    told = ([*_told(field, texts[field.name]), *_in_words(field, values, totals)] for field in fields)
    yield from _side_by_side(list(told))


def _told(field: Field, text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in _lines_of(field, text))


def _in_words(field: Field, values: Mapping[str, object], totals: Sequence[str]) -> Iterator[Paragraph]:
    """The sum that the register adds up stands in words too, as on any voucher; its parts and unit prices do not."""
    value = values.get(field.name)
    if field.kind is Kind.MONEY and field.name in totals and isinstance(value, int) and value > 0:
        yield Paragraph(f"(Bằng chữ: {amount_in_words(value)})", italic=True)


def _side_by_side(told: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """Two neighbours of one short line each share a line, so that a case or a receipt needs one page; a line to write
    on stays whole."""
    left: Paragraph | None = None
    for paragraphs in told:
        first = paragraphs[0].text
        short = len(paragraphs) == 1 and fits_half(first) and not first.endswith(DOTS)
        if left is not None and short:
            yield replace(left, beside=first)
            left = None
            continue
        if left is not None:
            yield left
        left = paragraphs[0] if short else None
        if not short:
            yield from paragraphs
    if left is not None:
        yield left


def _lines_of(field: Field, text: str) -> Iterator[str]:
    """The first line behind its label; further lines of a long text each as a paragraph."""
    first, *rest = text.split("\n")
    yield f"{field.label}: {first}"
    yield from rest


def field_text(field: Field, record: Record, values: Mapping[str, object], title_of: TitleOf) -> str:
    """A field as it is printed; DOTS where nothing was entered."""
    if field.name in record.withheld:
        return WITHHELD
    return record.unparsed.get(field.name, "") or _shown(field, values.get(field.name), title_of) or DOTS


def _shown(field: Field, value: object, title_of: TitleOf) -> str:
    """The value with its unit, references and units by their names."""
    if field.kind in (Kind.REFERENCE, Kind.UNIT) and isinstance(value, str) and value:
        return title_of(field.refers_to or "unit", value)
    text = show(field, value)
    return f"{text} {field.unit}" if text and field.unit and field.kind in NUMBER_KINDS else text


def _tables(
    record_type: RecordType, after: str, record: Record, shown: frozenset[str], title_of: TitleOf
) -> Iterator[Block]:
    values = shown_values(record_type, record.values)
    for lines in record_type.lines:
        if lines.after == after and lines.name in shown:
            yield from _table(lines, record, rows_of(values, lines.name), title_of)


def _table(lines: Lines, record: Record, rows: Sequence[Mapping[str, object]], title_of: TitleOf) -> Iterator[Block]:
    """The child table under its name; nothing without rows."""
    if rows:
        yield Heading(lines.label, 1)
        yield rows_table(lines, rows, title_of, draft=record.state is State.DRAFT)


def rows_table(
    lines: Lines,
    rows: Sequence[Mapping[str, object]],
    title_of: TitleOf,
    *,
    draft: bool,
    widths: Mapping[str, float] = MappingProxyType({}),
    sums: bool = True,
) -> Table:
    """One column per field after the row's number, which with the first of them stands in every part of a table too
    wide for the page, and with `sums` a row of them where money is listed. Unless it is a
    `draft`, a column in which nothing was entered is left out. `widths` are weights by field."""
    fields = [f for f in lines.fields if draft or any(row.get(f.name) not in (None, "") for row in rows)]
    weighed = (replace(_column(field), width=widths.get(field.name, _column(field).width)) for field in fields)
    named = (replace(column, label_column=not place) for place, column in enumerate(weighed))
    columns = (Column("TT", 0.5, Align.CENTRE, label_column=True), *named)
    body = [
        (Cell(str(number)), *(Cell(_cell_text(field, row.get(field.name), title_of)) for field in fields))
        for number, row in enumerate(rows, 1)
    ]
    return Table(columns, (*body, *(_sums(fields, lines.adding(rows)) if sums else ())))


def _column(field: Field) -> Column:
    number = field.kind in NUMBER_KINDS
    says_unit = field.unit.casefold() in field.label.casefold()  # "Tuổi (tuổi)"
    title = f"{field.label} ({field.unit})" if number and not says_unit else field.label
    wordy = field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE)
    return Column(title, 2.0 if wordy else 1.2, Align.RIGHT if number else Align.LEFT)


def _cell_text(field: Field, value: object, title_of: TitleOf) -> str:
    if field.kind in (Kind.REFERENCE, Kind.UNIT):
        return _shown(field, value, title_of)
    return show(field, value)


def _sums(fields: Sequence[Field], rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[Cell, ...]]:
    totals = {field.name: _sum(field, rows) for field in fields}
    if len(rows) < 2 or not any(total is not None for total in totals.values()):
        return
    cells = [Cell("" if totals[f.name] is None else show(f, totals[f.name]), bold=True) for f in fields]
    if not cells[0].text:
        cells[0] = Cell("Cộng", bold=True)
    yield (Cell(""), *cells)


def _sum(field: Field, rows: Sequence[Mapping[str, object]]) -> int | None:
    """Only money adds up over different goods; a unit price does not, and neither do quantities of unlike things."""
    if field.kind is not Kind.MONEY or not (field.product_of or field.name in ("value", "amount")):
        return None
    given = [value for row in rows if isinstance(value := row.get(field.name), int)]
    return sum(given) if given else None
