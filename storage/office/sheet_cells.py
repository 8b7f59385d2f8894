"""Cells of a workbook: text that never becomes a formula, real numbers and days, and the look they share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from models.fields import Area, Field, Kind

LONGEST_TEXT = 32_767
"""Excel holds no more characters in a cell; openpyxl would cut there without a word."""

CUT = " … (đã cắt bớt)"
LARGEST_NUMBER = 10**15
"""Excel keeps 15 digits; a longer number is written as text so that none is lost."""

FONT = "Times New Roman"
THIN = Side(style="thin", color="FF7F8C99")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADER_FILL = PatternFill("solid", fgColor="FFE3F1F2")
DAY = "dd/mm/yyyy"
A4_PAPER = 9
WHOLE = "#,##0"
DECIMALS = {Kind.QUANTITY: 3, Kind.AREA: 2}
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def put_text(cell: Any, text: str) -> None:
    """Write text as text: a name that begins with "=" stays a name, also when somebody edits the cell later."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(clean) > LONGEST_TEXT:
        clean = clean[: LONGEST_TEXT - len(CUT)] + CUT
    cell.value = clean
    if clean.startswith(_FORMULA_START):
        cell.data_type = "s"
        cell.quotePrefix = True


def put_number(cell: Any, number: int, decimals: int, number_format: str = "") -> None:
    """Write number / 10**decimals as a real number; Excel groups thousands as the computer's region does."""
    if abs(number) >= LARGEST_NUMBER:
        put_text(cell, str(Decimal(number).scaleb(-decimals)))
        return
    value = Decimal(number).scaleb(-decimals)
    cell.value = int(value) if value == int(value) else value
    cell.number_format = number_format or decimal_format(value)


def decimal_format(value: Decimal) -> str:
    """Grouped thousands with just the decimals that the value has."""
    exponent = value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{WHOLE}.{'0' * places}" if places else WHOLE


def put_value(cell: Any, item: Field, value: object, shown: str) -> None:
    """Write a field's value: numbers and days as such, an area in m², everything else as it is shown."""
    if isinstance(value, Area):
        put_number(cell, value.hundredths, 2)
    elif isinstance(value, bool) or value is None:
        put_text(cell, shown)
    elif isinstance(value, int) and item.kind is Kind.YEAR:
        cell.value = value
    elif isinstance(value, int):
        put_number(cell, value, DECIMALS.get(item.kind, 0))
    elif item.kind is Kind.DATE and (day := _day(value)):
        cell.value, cell.number_format = day, DAY
    else:
        put_text(cell, shown)


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name Excel accepts: 31 characters at most, none of []:*?/\\, and not one of those taken."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\]", " ", text).split()).strip("'")[:31].strip() or "Trang"
    used = {name.lower() for name in taken}
    number = 2
    candidate = clean
    while candidate.lower() in used:
        ending = f" {number}"
        candidate, number = clean[: 31 - len(ending)] + ending, number + 1
    return candidate


def header_style(cell: Any, size: int = 11) -> None:
    """A column's head: bold, centred, wrapped, in a box."""
    cell.font = Font(name=FONT, size=size, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = BOX
    cell.fill = HEADER_FILL


def body_style(cell: Any, *, align: str = "left", bold: bool = False, italic: bool = False, indent: int = 0) -> None:
    """A cell of a table: wrapped, in a box."""
    cell.font = Font(name=FONT, size=11, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True, indent=indent)
    cell.border = BOX


class BodyStyles:
    """body_style for the many cells of one workbook, each look made once: openpyxl compares a font and alignment with
    those it has whenever a cell gets one, and a large table would wait for nothing else."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bool, bool, int], Any] = {}

    def put(self, cell: Any, *, align: str = "left", bold: bool = False, italic: bool = False, indent: int = 0) -> None:
        """To be put before the value, whose number format belongs to the look."""
        look = (align, bold, italic, indent)
        if look not in self._made:
            body_style(cell, align=align, bold=bold, italic=italic, indent=indent)
            self._made[look] = copy(cell._style)
        cell._style = copy(self._made[look])


def fit_on_a4(sheet: Any, *, landscape: bool) -> None:
    """A4 with the margins of Nghị định 30/2020/NĐ-CP, all columns on one page, page numbers from the second page on."""
    sheet.page_setup.paperSize = A4_PAPER
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins  # inches: 30 mm left, 15 mm right, 20 mm above and below
    margins.left, margins.right, margins.top, margins.bottom = 1.18, 0.59, 0.79, 0.79
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text = "&P"


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
