"""A filtered list as a worksheet: every row with what its columns show, numbers and days as such, totals below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from models import values as shown
from models.fields import Field, Kind, RecordType, Tally
from models.records import Query, Row, State, Summary
from storage.office.sheet_cells import (
    DECIMALS,
    FONT,
    BodyStyles,
    body_style,
    fit_on_a4,
    header_style,
    put_number,
    put_text,
    put_value,
    sheet_name,
)
from storage.office.workbook_columns import STATE
from storage.registers.listing import Listing

BATCH = 500
HEAD_ROW = 3
POINTS = 17.0
WIDTHS = {Kind.LONG_TEXT: 44.0, Kind.TEXT: 26.0, Kind.REFERENCE: 30.0, Kind.UNIT: 26.0, Kind.CHOICE: 22.0}
OTHER_WIDTH = 16.0
RIGHT = frozenset({Kind.INTEGER, Kind.MONEY, Kind.QUANTITY, Kind.AREA, Kind.YEAR})

Column = tuple[str, Field | Tally | None]
"""A list column's name and declaration; None for the number and the state."""


def list_workbook(listing: Listing, record_type: RecordType, query: Query, today: dt.date) -> tuple[Workbook, int]:
    """The list as one worksheet, and how many records it has. Written row by row, so that memory stays small."""
    columns = _columns(record_type)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Sổ Mặt trận", record_type.plural
    sheet = book.create_sheet(sheet_name(record_type.plural))
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(column[1])
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    fit_on_a4(sheet, landscape=len(columns) > 5)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.row_dimensions[HEAD_ROW].height = 2 * POINTS
    summary = listing.summary(query)
    for row in _head(sheet, record_type, columns, summary, today):
        sheet.append(row)
    count, styles = 0, BodyStyles()
    for record in _rows(listing, query):
        sheet.append([_body_cell(sheet, styles, column, record) for column in columns])
        count += 1
    if record_type.totals and any(name in record_type.totals for name, _ in columns):
        sheet.append(_foot(sheet, columns, summary))
    return book, count


def _columns(record_type: RecordType) -> list[Column]:
    tallies: dict[str, Field | Tally] = {tally.name: tally for tally in record_type.tallies}
    known = {**tallies, **record_type.by_name}
    names = [*record_type.list_columns, *(() if "state" in record_type.list_columns else ("state",))]
    return [(name, known.get(name)) for name in names]


def _rows(listing: Listing, query: Query) -> Iterator[Row]:
    ids = listing.ids(query)
    for start in range(0, len(ids), BATCH):
        yield from listing.rows(query, ids[start : start + BATCH])


def _head(
    sheet: Any, record_type: RecordType, columns: list[Column], summary: Summary, today: dt.date
) -> Iterator[list[Any]]:
    title = _text(sheet, record_type.plural.upper())
    title.font = Font(name=FONT, size=14, bold=True)
    yield [title]
    sentence = f"{summary.rows} mục, {summary.finals} đã ghi sổ. Xuất ngày {today:%d/%m/%Y}."
    note = _text(sheet, sentence)
    note.font = Font(name=FONT, size=11, italic=True)
    yield [note]
    heads = []
    for name, declared in columns:
        head = _text(sheet, heading(name, declared))
        header_style(head)
        heads.append(head)
    yield heads


def heading(name: str, declared: Field | Tally | None) -> str:
    """The column's head: the label, with the unit its numbers are in."""
    if declared is None:
        return STATE if name == "state" else "Số"
    unit = declared.unit if isinstance(declared, Field) else ""
    if declared.kind is Kind.AREA:
        unit = "m²"
    elif declared.kind is Kind.MONEY:
        unit = "đồng"
    if not unit:
        return declared.label
    return f"{declared.label}, {unit}" if declared.label.endswith(")") else f"{declared.label} ({unit})"


def _body_cell(sheet: Any, styles: BodyStyles, column: Column, record: Row) -> Any:
    name, declared = column
    value = record.values.get(name)
    cell = WriteOnlyCell(sheet)
    styles.put(cell, align="right" if declared is not None and declared.kind in RIGHT else "left")
    if declared is None:
        put_text(cell, record.state.label if name == "state" else str(value or ""))
    else:
        _put(cell, declared, value)
    return cell


def _put(cell: Any, declared: Field | Tally, value: object) -> None:
    item = declared if isinstance(declared, Field) else Field(declared.name, declared.label, declared.kind)
    put_value(cell, item, value, shown.show(item, value))


def _foot(sheet: Any, columns: list[Column], summary: Summary) -> list[Any]:
    """The totals of the final records, as at the foot of the list on screen."""
    cells = []
    for place, (name, declared) in enumerate(columns):
        cell = WriteOnlyCell(sheet)
        if place == 0:
            put_text(cell, f"Cộng {State.FINAL.label.lower()}")
        elif declared is not None and name in summary.totals:
            _put_total(cell, declared, summary.totals[name])
        body_style(cell, align="right" if place else "left", bold=True)
        cells.append(cell)
    return cells


def _put_total(cell: Any, declared: Field | Tally, total: int) -> None:
    """A sum of areas is in hundredths of a m², as put_number takes it."""
    put_number(cell, total, DECIMALS.get(declared.kind, 0))


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet)
    put_text(cell, text)
    return cell


def _width(declared: Field | Tally | None) -> float:
    return WIDTHS.get(declared.kind, OTHER_WIDTH) if declared else OTHER_WIDTH
