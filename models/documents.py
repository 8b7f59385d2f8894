"""A document without any output format: the one structure behind preview, printer, PDF, .xlsx and .docx.

Built from reports, books and printed forms; drawn by ui/paper, written by storage/office/workbook_document.py and
word_documents.py.
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
    """`row_height` is the least height of a row in millimetres, for lists that people sign."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    row_height: float = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """One column of the signature block: "NGƯỜI LẬP BIỂU", or "TM. BAN THƯỜNG TRỰC" over "CHỦ TỊCH"."""

    lines: tuple[str, ...]
    name: str = ""

    @staticmethod
    def is_note(line: str) -> bool:
        """Whether a line only says what is to be done there: "(Ký, ghi rõ họ tên)"."""
        return line.startswith("(")


@dataclass(frozen=True, slots=True)
class Signatures:
    """`room` is what the hand and the seal have above the name, in points."""

    columns: tuple[Signature, ...]
    room: float = 64


@dataclass(frozen=True, slots=True)
class NextCopy:
    """Here one copy (liên) of the paper ends: what follows is the same paper again, under a letterhead of its own. Two
    stand on a sheet, to be cut apart, where each fits its half; else each begins a page."""


Block = Heading | Paragraph | Table | Signatures | NextCopy


@dataclass(frozen=True, slots=True)
class Document:
    """`landscape` None lets the printer decide by the width of the tables. `mark` stands framed in the upper right
    corner of every page: that the paper is a draft, void, or printed again."""

    title: str
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]
    landscape: bool | None = None
    mark: str = ""

    def copies(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each copy; a single one for most papers."""
        found: list[list[Block]] = [[]]
        for block in self.blocks:
            if isinstance(block, NextCopy):
                found.append([])
            else:
                found[-1].append(block)
        return tuple(tuple(copy) for copy in found)
