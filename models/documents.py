"""A document without any output format: the one structure behind preview, printer, PDF, .xlsx (and later .docx).

Built from reports and record sheets; drawn by ui/printing.py, written by storage/workbooks.py.
Layout follows Nghị định 30/2020/NĐ-CP: A4, quốc hiệu and tiêu ngữ right, issuing body left, signature block.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Align(enum.Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Top of the first page. `above` is the superior body, `body` the issuing one, `place_date` "Vũ Lễ, ngày ... "."""

    above: str
    body: str
    number: str
    place_date: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 0: the document's name, centred capitals; 1, 2: headings in the text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `beside` is a second short one that stands on the same line, from the middle of the page. `large` is
    for what is read from afar or typed off the paper."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    italic: bool = False
    small: bool = False
    large: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a weight among the columns. `label_column` columns are repeated when a wide table is split."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT
    label_column: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table. `text` is what is printed; `number`/`decimals` let a workbook keep a number:
    value = number / 10**decimals. `key` names what a click opens (an indicator's code and column), never printed."""

    text: str
    number: int | None = None
    decimals: int = 0
    bold: bool = False
    italic: bool = False
    indent: int = 0
    key: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One column of the signature block: "NGƯỜI LẬP BIỂU", or "TM. BAN THƯỜNG TRỰC" over "CHỦ TỊCH"."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    columns: tuple[Signature, ...]


Block = Heading | Paragraph | Table | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """`landscape` None lets the printer decide by the width of the tables."""

    title: str
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]
    landscape: bool | None = None
