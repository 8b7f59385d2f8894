"""A whole document on paper: orientation, size of the tables' text, and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.documents import Block, Document, Heading, Paragraph, Signatures, Table
from ui.paper.blocks import heading_strips, letterhead_strip, paragraph_strips, signature_strip
from ui.paper.columns import bands
from ui.paper.faces import PT
from ui.paper.pages import LANDSCAPE, PORTRAIT, Page, PageSize, Strip, paginate
from ui.paper.tables import table_strips

TABLE_POINTS = (12.0, 11.0)
AFTER_TABLE = 7 * PT
WITH_SIGNATURES = 2  # rows or lines that go with the signature block to the next page


@dataclass(frozen=True, slots=True)
class Paper:
    """A document laid out: its pages, all of one size, in tenths of a point."""

    title: str
    size: PageSize
    pages: tuple[Page, ...]

    @property
    def landscape(self) -> bool:
        return self.size.width > self.size.height


def lay_out(document: Document) -> Paper:
    """The pages of a document on A4. Needs the bundled fonts (`ui.theme.load_fonts`)."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    size = _page_size(document.landscape, tables)
    strips: list[Strip] = []
    if document.letterhead:
        strips.append(letterhead_strip(document.letterhead, size.body_width))
    previous: Block | None = None
    for block in document.blocks:
        if isinstance(block, Signatures):
            _tie_to_signatures(strips, size)
        added = _strips(block, size)
        if isinstance(previous, Table) and added:
            added[0] = replace(added[0], gap=max(added[0].gap, AFTER_TABLE))
        strips += added
        previous = block
    return Paper(document.title, size, paginate(strips, size))


def _tie_to_signatures(strips: list[Strip], size: PageSize) -> None:
    """The last rows of the table above, and the notes between, go with the signatures; only the last lines where those
    rows are far."""
    start, rows, height = len(strips), 0, 0.0
    while start and rows < WITH_SIGNATURES and height <= size.body_height / 4:
        start -= 1
        rows += strips[start].head is not None
        height += strips[start].gap + strips[start].height
    if rows < WITH_SIGNATURES:
        start = max(len(strips) - WITH_SIGNATURES, 0)
    strips[start:] = [replace(strip, keep_with_next=True) for strip in strips[start:]]


def _strips(block: Block, size: PageSize) -> list[Strip]:
    match block:
        case Heading():
            return heading_strips(block, size.body_width)
        case Paragraph():
            return paragraph_strips(block, size.body_width)
        case Table():
            return table_strips(block, size, _points(block, size))
        case Signatures():
            return [signature_strip(block, size.body_width)]


def _page_size(landscape: bool | None, tables: Sequence[Table]) -> PageSize:
    """Portrait unless a table would have to be split there."""
    if landscape is None:
        landscape = any(len(bands(table, PORTRAIT.body_width, TABLE_POINTS[-1])) > 1 for table in tables)
    return LANDSCAPE if landscape else PORTRAIT


def _points(table: Table, size: PageSize) -> float:
    """The largest text in which the table needs no split; the smallest where it is split anyway."""
    whole = (points for points in TABLE_POINTS if len(bands(table, size.body_width, points)) == 1)
    return next(whole, TABLE_POINTS[-1])
