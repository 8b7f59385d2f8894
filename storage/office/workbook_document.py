"""A document as a printable worksheet: letterhead, headings, tables with real numbers, signature block.

A workbook is for reckoning on; of a paper of several copies it holds the first.
"""

from __future__ import annotations

import math
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from models.documents import Align, Cell, Column, Document, Heading, Letterhead, Paragraph, Signatures, Table
from models.table_bands import Band, bands
from storage.office.sheet_cells import FONT, BodyStyles, fit_on_a4, header_style, put_number, put_text, sheet_name

WIDE = 7
"""More columns than these are turned to landscape when the document leaves it open."""

CHARACTERS = {False: 92.0, True: 138.0}
"""How many characters of 11 points stand on a line of portrait and of landscape A4."""

FEWEST = 4
"""Columns a sheet without a table is divided into, so that letterhead and signatures have their halves."""

LETTER = 60.0
"""Tenths of a point: the digit of 11 points that the widths of columns count."""

SHRUNK = 1.3
"""How much more than its line a page takes in smaller letters, before columns go to the next one."""

LONGEST_WORD = 25
"""Characters: no word claims more of a page than this."""

POINTS = 16.0
_NUMBER = re.compile(r"(?P<before>.*?)(?P<number>-?[0-9][0-9.]*(?:,(?P<decimals>[0-9]+))?)(?P<behind>[^0-9]*)")


def document_workbook(document: Document) -> Workbook:
    """The document as one worksheet of a new workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_name(document.title)
    book.properties.creator, book.properties.title = "Sổ Mặt trận", document.title
    SheetWriter(sheet, document).write()
    return book


class SheetWriter:
    """Writes the blocks of one document downwards."""

    def __init__(self, sheet: Any, document: Document) -> None:
        self._sheet = sheet
        self._document = document
        tables = [block for block in document.blocks if isinstance(block, Table)]
        self._widest = max(tables, key=lambda table: len(table.columns), default=None)
        columns = self._widest.columns if self._widest else ()
        wide = len(columns) > WIDE
        self._landscape = document.landscape if document.landscape is not None else wide
        self._row = 1
        self._body = BodyStyles()
        self._labels = sum(column.label_column for column in columns)
        pages = self._spread((*columns, *[Column("", 1.0)] * (FEWEST - len(columns))))
        self._across = len(pages)
        self._columns = len(pages[0].columns)  # of the first page: what stands above and below the table keeps to it
        every = {place: width for page in pages for place, width in zip(page.columns, page.widths, strict=True)}
        self._widths = [round(every[place] / LETTER, 1) for place in sorted(every)]

    def write(self) -> None:
        """Everything, in order, and the page set up."""
        for place, width in enumerate(self._widths, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        if self._document.mark:
            self._line(self._document.mark, size=12, bold=True, align="right")
        if self._document.letterhead:
            self._letterhead(self._document.letterhead)
        for block in self._document.copies()[0]:
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(block)
                case Table():
                    self._table(block)
                case Signatures():
                    self._signatures(block)
        fit_on_a4(self._sheet, landscape=self._landscape)
        if self._across > 1:
            self._sheet.page_setup.fitToWidth = self._across
            self._sheet.print_title_cols = f"A:{get_column_letter(max(self._labels, 1))}"
        self._sheet.print_area = f"A1:{get_column_letter(len(self._widths))}{max(self._row - 1, 1)}"

    def _spread(self, columns: tuple[Column, ...]) -> tuple[Band, ...]:
        """The columns page by page, as on paper: every number whole (what does not fit would be shown as ###), labels
        readable, the rest of the page by weight."""
        table, line = Table(columns, self._widest.rows if self._widest else ()), CHARACTERS[self._landscape] * LETTER
        whole = bands(table, line, POINTS, _measure)
        return whole if len(whole) == 1 else bands(table, line * SHRUNK, POINTS, _measure)

    def _letterhead(self, head: Letterhead) -> None:
        """Issuing body left, quốc hiệu and tiêu ngữ right (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
        half = self._half()
        left = ((head.above, False), (head.body, True), (head.number, False))
        right = (
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            ("Độc lập - Tự do - Hạnh phúc", True),
            (head.place_date, False),
        )
        for place in range(3):
            for (text, bold), first, last in ((left[place], 1, half), (right[place], half + 1, self._columns)):
                italic = place == 2 and first > 1
                cell = self._merged(text, first, last, size=12, bold=bold, italic=italic, align="center")
                if place == 1 and text:
                    cell.font = cell.font + Font(underline="single")
            self._tall([(left[place][0], 1, half), (right[place][0], half + 1, self._columns)])
        self._row += 1

    def _half(self) -> int:
        """The last column of the left half of the page."""
        reached = 0.0
        for place, width in enumerate(self._widths, start=1):
            reached += width
            if reached >= sum(self._widths[: self._columns]) * 0.42:
                return min(place, self._columns - 1)
        return self._columns - 1

    def _heading(self, block: Heading) -> None:
        name = block.level == 0
        text = block.text.upper() if name else block.text
        self._line(text, size=14 if name else 12, bold=True, align="center" if name else "left")

    def _paragraph(self, block: Paragraph) -> None:
        align = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}[block.align]
        text = f"{block.text}; {block.beside}" if block.beside else block.text
        self._line(text, size=10 if block.small else 12, bold=block.bold, italic=block.italic, align=align)

    def _line(self, text: str, *, size: int, bold: bool = False, italic: bool = False, align: str = "left") -> None:
        self._merged(text, 1, self._columns, size=size, bold=bold, italic=italic, align=align)
        self._tall([(text, 1, self._columns)])

    def _table(self, table: Table) -> None:
        if table.title:
            self._line(table.title, size=12, bold=True)
        for place, column in enumerate(table.columns, start=1):
            cell = self._sheet.cell(self._row, place)
            put_text(cell, column.title)
            header_style(cell)
        if table is self._widest:
            self._sheet.print_title_rows = f"{self._row}:{self._row}"
        self._tall([(column.title, place, place) for place, column in enumerate(table.columns, start=1)])
        for row in table.rows:
            self._table_row(table, row)
        self._row += 1

    def _table_row(self, table: Table, row: tuple[Cell, ...]) -> None:
        place, texts = 1, []
        for cell in row:
            last = min(place + cell.span - 1, len(table.columns))
            if place > len(table.columns):
                break
            align = table.columns[place - 1].align.value.replace("centre", "center")
            for covered in range(place, last + 1):
                target, indent = self._sheet.cell(self._row, covered), cell.indent if align == "left" else 0
                self._body.put(target, align=align, bold=cell.bold, italic=cell.italic, indent=indent)
            put_cell(self._sheet.cell(self._row, place), cell)
            if last > place:
                self._merge(place, last)
            texts.append((cell.text, place, last))
            place = last + 1
        self._tall(texts, table.row_height * 72 / 25.4)

    def _signatures(self, block: Signatures) -> None:
        """Side by side, the name below the room for the hand and the seal."""
        count = len(block.columns)
        edges = [round(place * self._columns / count) for place in range(count + 1)]
        tallest = max((len(column.lines) for column in block.columns), default=0)
        self._row += 1
        for line in range(tallest):
            for column, first, last in zip(block.columns, edges, edges[1:], strict=False):
                if line < len(column.lines) and last > first:
                    text = column.lines[line]
                    note = column.is_note(text)
                    self._merged(text, first + 1, last, size=12, bold=not note, italic=note, align="center")
            self._row += 1
        self._row += 4
        for column, first, last in zip(block.columns, edges, edges[1:], strict=False):
            if last > first:
                self._merged(column.name, first + 1, last, size=12, bold=True, align="center")
        self._row += 1

    def _merged(
        self, text: str, first: int, last: int, *, size: int, align: str, bold: bool = False, italic: bool = False
    ) -> Any:
        cell = self._sheet.cell(self._row, first)
        put_text(cell, text)
        cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
        cell.border = Border(left=Side(), right=Side())
        self._merge(first, last)
        return cell

    def _merge(self, first: int, last: int) -> None:
        if last > first:
            self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)

    def _tall(self, texts: list[tuple[str, int, int]], least: float = 0) -> None:
        """Give the row the height its longest text needs: Excel does not do so for merged cells. Then go on."""
        lines = 1
        for text, first, last in texts:
            room = max(sum(self._widths[first - 1 : last]) - 1, 4)
            lines = max(lines, sum(max(1, math.ceil(_breadth(part) / room)) for part in text.split("\n")))
        self._sheet.row_dimensions[self._row].height = max(POINTS * lines + 2, least)
        self._row += 1


def _breadth(text: str) -> float:
    """The width of a text in the characters that column widths count: small letters of Times New Roman are narrower
    than the digit that a width is measured by, capitals broader."""
    return sum(1.25 if char.isupper() else 0.88 for char in text)


def _measure(text: str, _points: float, bold: bool, _italic: bool) -> float:
    """How wide a text stands on one line, in tenths of a point; a number by its digits."""
    words = " " in text
    breadth = _breadth(text) if words else min(max(_breadth(text), len(text)), LONGEST_WORD)
    return breadth * LETTER * (1.05 if bold else 1.0)


def put_cell(target: Any, cell: Cell) -> None:
    """A number stays a number and looks as printed: with its decimals, and its word ("trên") before it."""
    if cell.number is None:
        put_text(target, cell.text)
        return
    match = _NUMBER.fullmatch(cell.text.strip())
    if match is None:
        put_text(target, cell.text)
        return
    decimals = match["decimals"]
    pattern = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "")
    put_number(target, cell.number, cell.decimals, _literal(match["before"]) + pattern + _literal(match["behind"]))


def _literal(text: str) -> str:
    return f'"{text.replace(chr(34), "")}"' if text else ""
