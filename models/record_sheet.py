"""The print sheet of one record, derived from its declaration so that it reads like the paper form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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
from models.fields import NUMBER_KINDS, Field, Kind, Lines, RecordType, Section
from models.records import Record, State
from models.text import amount_in_words
from models.values import show
from models.visibility import rows_of, shown_values, visible_fields

TitleOf = Callable[[str, str], str]
"""(record type, id) -> what a person calls that record; for a unit of the Front the type is "unit"."""

DOTS = "…" * 12
"""Where the paper form has a line to write on."""

WITHHELD = "(đơn vị gửi không chuyển nội dung này)"
SIGNERS = ("Người lập phiếu", "Thủ trưởng đơn vị")


def record_sheet(record_type: RecordType, record: Record, title_of: TitleOf, letterhead: Letterhead | None) -> Document:
    """The sheet of a record: its name and number, every section that is shown with its fields, the child tables, and
    room to sign. On a draft what is empty prints as a dotted line, to be filled in by hand; a record that is final
    leaves out what it does not have. A draft and a void record say so under the title."""
    values = shown_values(record_type, record.values)
    shown = visible_fields(record_type, record.values)
    blocks: list[Block] = [Heading(record_type.label.upper(), 0), *_under_title(record)]
    labels = {section.label for section in record_type.sections}
    for section in record_type.sections:
        blocks.extend(_section(section, record, values, shown, title_of))
        blocks.extend(_tables(record_type, section.label, values, shown, title_of))
    for lines in record_type.lines:
        if lines.after not in labels and lines.name in shown:
            blocks.extend(_table(lines, rows_of(values, lines.name), title_of))
    blocks.append(Signatures(tuple(Signature((signer,)) for signer in SIGNERS)))
    name = f"{record_type.label} {record.number_text}".strip()
    return Document(name, letterhead, tuple(blocks), landscape=False)


def _under_title(record: Record) -> Iterator[Paragraph]:
    if record.number_text:
        yield Paragraph(f"Số: {record.number_text}", Align.CENTRE)
    if record.state is State.DRAFT:
        yield Paragraph("(Bản nháp, chưa ghi sổ)", Align.CENTRE, italic=True)
    if record.state is State.VOID:
        yield Paragraph(f"(Đã hủy. Lý do: {record.void_reason})", Align.CENTRE, italic=True)


def _section(
    section: Section, record: Record, values: Mapping[str, object], shown: frozenset[str], title_of: TitleOf
) -> Iterator[Block]:
    fields = [field for field in section.fields if field.name in shown]
    texts = {field.name: _text(field, record, values, title_of) for field in fields}
    if record.state is not State.DRAFT:
        fields = [field for field in fields if texts[field.name] != DOTS]
    if not fields:
        return
    yield Heading(section.label, 1)
    for field in fields:
        for line in _lines_of(field, texts[field.name]):
            yield Paragraph(line)
        value = values.get(field.name)
        if field.kind is Kind.MONEY and isinstance(value, int) and value > 0:
            yield Paragraph(f"(Bằng chữ: {amount_in_words(value)})", italic=True)


def _lines_of(field: Field, text: str) -> Iterator[str]:
    """The first line behind its label; further lines of a long text each as a paragraph."""
    first, *rest = text.split("\n")
    yield f"{field.label}: {first}"
    yield from rest


def _text(field: Field, record: Record, values: Mapping[str, object], title_of: TitleOf) -> str:
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
    record_type: RecordType, after: str, values: Mapping[str, object], shown: frozenset[str], title_of: TitleOf
) -> Iterator[Block]:
    for lines in record_type.lines:
        if lines.after == after and lines.name in shown:
            yield from _table(lines, rows_of(values, lines.name), title_of)


def _table(lines: Lines, rows: Sequence[Mapping[str, object]], title_of: TitleOf) -> Iterator[Block]:
    """One column per field after the row's number, and a row of sums where money is listed; nothing without rows."""
    if not rows:
        return
    yield Heading(lines.label, 1)
    columns = (Column("TT", 0.5, Align.CENTRE), *(_column(field) for field in lines.fields))
    body = [
        (Cell(str(number)), *(Cell(_cell_text(field, row.get(field.name), title_of)) for field in lines.fields))
        for number, row in enumerate(rows, 1)
    ]
    yield Table(columns, (*body, *_sums(lines.fields, rows)))


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
