"""A whole document on paper: orientation, size of the tables' text, and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from models.documents import Block, Document, Heading, Letterhead, NextCopy, Paragraph, Signatures, Table
from models.paper import PORTRAIT, PT, PageSize, page_size, table_points
from ui.paper.blocks import heading_strips, letterhead_strip, paragraph_strips, signature_strip
from ui.paper.faces import text_width
from ui.paper.half_sheets import mark_items, on_half_sheets
from ui.paper.pages import Page, Strip, paginate
from ui.paper.tables import table_strips

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
    """The pages of a document on A4. Needs the bundled fonts (`ui.look.theme.load_fonts`)."""
    copies = document.copies()
    if len(copies) > 1 and (sheets := on_half_sheets(document.mark, partial(_flow, document.letterhead), copies)):
        return Paper(document.title, PORTRAIT, sheets)
    size = page_size(document.landscape, [block for block in document.blocks if isinstance(block, Table)], text_width)
    pages: list[Page] = []
    for copy in copies:
        for page in paginate(_flow(document.letterhead, copy, size), size):
            pages.append(Page(len(pages) + 1, (*page.items, *mark_items(document.mark, size))))
    return Paper(document.title, size, tuple(pages))


def _flow(letterhead: Letterhead | None, blocks: Sequence[Block], size: PageSize) -> list[Strip]:
    """The strips of one copy, from its letterhead to its signatures."""
    strips: list[Strip] = []
    if letterhead:
        strips.append(letterhead_strip(letterhead, size.body_width))
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Signatures):
            _tie_to_signatures(strips, size)
        if isinstance(block, Table) and isinstance(previous, Paragraph):
            strips[-1] = replace(strips[-1], keep_with_next=True)
        added = _strips(block, size)
        if isinstance(previous, Table) and added:
            added[0] = replace(added[0], gap=max(added[0].gap, AFTER_TABLE))
        strips += added
        previous = block
    return strips


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
            return table_strips(block, size, table_points(block, size.body_width, text_width))
        case Signatures():
            return [signature_strip(block, size.body_width)]
        case NextCopy():
            raise ValueError("a copy ends here; its blocks are laid out one copy at a time")
