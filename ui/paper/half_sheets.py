"""Two copies of a paper on one sheet, to be cut apart, and the framed mark in the corner of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.documents import Block
from models.paper import HALF, MM, PT, PageSize
from ui.paper.faces import Face
from ui.paper.pages import Item, Page, Rule, Strip, Text, moved, paginate

SCALES = (0.92, 0.86, 0.8)
"""By how much letters may shrink so that a copy fits half a sheet: 13 points become 10,4 at the least."""

MARK_POINTS = 12
LEAST_TOP = 10 * MM  # of the mark's letters: above it the frame would be where no printer reaches
DASH, DASH_GAP = 3 * MM, 2 * MM

Flow = Callable[[Sequence[Block], PageSize], list[Strip]]


def on_half_sheets(mark: str, flow: Flow, copies: Sequence[Sequence[Block]]) -> tuple[Page, ...]:
    """The sheets of copies that each fit a half, in the largest letters that allow it; none where one does not."""
    for scale in SCALES:
        size = _enlarged(1 / scale)
        laid_out = [paginate(flow(copy, size), size) for copy in copies]
        if all(len(pages) == 1 for pages in laid_out):
            halves = [[scaled(item, scale) for item in pages[0].items] for pages in laid_out]
            return _sheets([[*half, *mark_items(mark, HALF)] for half in halves])
    return ()


def mark_items(mark: str, size: PageSize) -> tuple[Item, ...]:
    """The mark in the upper margin, at the right, in a frame; nothing for ""."""
    if not mark:
        return ()
    face = Face(MARK_POINTS, bold=True)
    width, baseline = face.width(mark), max(size.top * 0.62, LEAST_TOP)
    right = size.width - size.right
    left, pad = right - width - 6 * PT, 3 * PT
    top, bottom = baseline - face.size * PT - 1 * PT, baseline + 4 * PT
    frame = (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )
    return (Text(left + pad, baseline, width, mark, face), *(Rule(*edge, weight=8) for edge in frame))


def scaled(item: Item, scale: float) -> Item:
    """The item made smaller, letters and all."""
    if isinstance(item, Rule):
        return replace(item, x1=item.x1 * scale, y1=item.y1 * scale, x2=item.x2 * scale, y2=item.y2 * scale)
    return replace(
        item,
        x=item.x * scale,
        y=item.y * scale,
        width=item.width * scale,
        face=replace(item.face, size=item.face.size * scale),
        stretch=item.stretch * scale,
    )


def _enlarged(factor: float) -> PageSize:
    """Half a sheet on which full-sized letters look as small as they will be."""
    lengths = (HALF.width, HALF.height, HALF.top, HALF.bottom, HALF.left, HALF.right)
    return PageSize(*(length * factor for length in lengths))


def _sheets(halves: Sequence[Sequence[Item]]) -> tuple[Page, ...]:
    pages: list[Page] = []
    for start in range(0, len(halves), 2):
        upper, *lower = halves[start : start + 2]
        items = [*upper, *_cut_line(), *(moved(item, 0, HALF.height) for half in lower for item in half)]
        pages.append(Page(len(pages) + 1, tuple(items)))
    return tuple(pages)


def _cut_line() -> list[Item]:
    """Dashes from edge to edge of what a printer reaches, where the scissors go."""
    dashes: list[Item] = []
    x = 5 * MM
    while x < HALF.width - 5 * MM:
        dashes.append(Rule(x, HALF.height, x + DASH, HALF.height, weight=3))
        x += DASH + DASH_GAP
    return dashes
