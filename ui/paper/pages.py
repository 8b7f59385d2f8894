"""Strips of placed items flow down pages; what belongs together stays together, and table heads are repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.paper import PageSize
from ui.paper.faces import Face


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline. `stretch` is added to every space (justified text)."""

    x: float
    y: float
    width: float
    text: str
    face: Face
    stretch: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 5


Item = Text | Rule


@dataclass(frozen=True, slots=True)
class Strip:
    """What is never cut by a page's end. Items stand relative to its top left corner. `gap` is the room above it, left
    out at the top of a page. `head` is repeated above it when it begins a page, in the table it belongs to. A page with
    less room left than `needs` is not begun with it."""

    height: float
    items: tuple[Item, ...] = ()
    gap: float = 0
    keep_with_next: bool = False
    head: Strip | None = None
    needs: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    items: tuple[Item, ...]


def paginate(strips: Sequence[Strip], size: PageSize) -> tuple[Page, ...]:
    """Pages in order. A strip taller than a page is not expected here: tables and paragraphs cut theirs beforehand."""
    groups: list[list[Strip]] = [[]]
    used = 0.0
    for strip in strips:
        if groups[-1] and used + strip.gap + max(strip.height, strip.needs) > size.body_height + 0.01:
            carried = _carried(groups[-1], size)
            groups.append(carried)
            used = _height(carried)
        if groups[-1]:
            used += strip.gap + strip.height
        else:
            used = _with_head(strip)
        groups[-1].append(strip)
    return tuple(_page(number, group, size) for number, group in enumerate(groups, 1))


def _carried(page: list[Strip], size: PageSize) -> list[Strip]:
    """Takes off the page what has to stay with the strip that no longer fits; nothing when that were the whole page."""
    start = len(page)
    while start and page[start - 1].keep_with_next:
        start -= 1
    carried = page[start:]
    if start == 0 or _height(carried) > size.body_height / 2:
        return []
    del page[start:]
    return carried


def _with_head(strip: Strip) -> float:
    return strip.height + (strip.head.height if strip.head else 0)


def _height(strips: Sequence[Strip]) -> float:
    if not strips:
        return 0
    return _with_head(strips[0]) + sum(strip.gap + strip.height for strip in strips[1:])


def _page(number: int, strips: Sequence[Strip], size: PageSize) -> Page:
    items: list[Item] = []
    y = size.top
    for index, strip in enumerate(strips):
        stacked = (strip.head, strip) if index == 0 and strip.head else (strip,)
        for part in stacked:
            y += part.gap if items else 0
            items.extend(moved(item, size.left, y) for item in part.items)
            y += part.height
    if number > 1:
        items.append(_page_number(number, size))
    return Page(number, tuple(items))


def _page_number(number: int, size: PageSize) -> Text:
    """Arabic, 13 pt, centred in the top margin (not on the first page)."""
    face = Face(13)
    width = face.width(str(number))
    return Text((size.width - width) / 2, size.top * 0.62, width, str(number), face)


def moved(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, Text):
        return replace(item, x=item.x + dx, y=item.y + dy)
    return replace(item, x1=item.x1 + dx, y1=item.y1 + dy, x2=item.x2 + dx, y2=item.y2 + dy)
