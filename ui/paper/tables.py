"""A table on paper: a strip per row under a head that is repeated on each page, in bands where it is too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.documents import Align, Cell, Column, Table
from models.paper import MM, PT, PageSize
from models.table_bands import INDENT, PAD_X, Band, bands, placed
from ui.paper.faces import Broken, Face, break_lines, text_width
from ui.paper.pages import Item, Rule, Strip, Text

PAD_Y = 2.5 * PT
GAP = 8 * PT


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell where it stands in its band, its text broken to its width."""

    left: float
    width: float
    lines: tuple[Broken, ...]
    face: Face
    align: Align
    indent: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.face.line_height + 2 * PAD_Y


def table_strips(table: Table, size: PageSize, points: float) -> list[Strip]:
    """The strips of a table in text of `points`; rows of different bands are equally high, so that the pages of one
    band lie beside those of the other."""
    parts = bands(table, size.body_width, points, text_width)
    boxes = [[_boxes(table.columns, row, band, points) for row in table.rows] for band in parts]
    least = table.row_height * MM
    heights = [max(least, *(_height(band[index]) for band in boxes)) for index in range(len(table.rows))]
    strips: list[Strip] = []
    for number, band in enumerate(parts):
        head = _head(table.columns, band, points)
        lead = _caption(table, number, points)
        rows = _row_strips(table, boxes[number], heights, head, size)
        whole = sum(strip.height for strip in (*lead, head, *rows)) if number else 0
        first = replace(head, keep_with_next=True, gap=0 if lead else GAP)
        opening = [*lead, first]
        strips += [replace(opening[0], needs=whole), *opening[1:], *rows]
    return strips


def _caption(table: Table, number: int, points: float) -> list[Strip]:
    text = table.title + (" (tiếp theo)" if number and table.title else "")
    if not text:
        return []
    face = Face(points, bold=True)
    height = face.line_height + 3 * PT
    line = Text(0, face.drop, face.width(text), text, face)
    return [Strip(height, (line,), gap=GAP, keep_with_next=True)]


def _head(columns: Sequence[Column], band: Band, points: float) -> Strip:
    titles = tuple(Cell(column.title, bold=True) for column in columns)
    centred = [replace(column, align=Align.CENTRE) for column in columns]
    strip = _row(_boxes(centred, titles, band, points), band, None)
    return replace(strip, items=(Rule(0, 0, sum(band.widths), 0), *strip.items))


def _boxes(columns: Sequence[Column], row: Sequence[Cell], band: Band, points: float) -> tuple[_Box, ...]:
    """The cells of a row that fall into a band; one that spans columns of several bands is shown in each."""
    result: list[_Box] = []
    for start, cell in placed(row):
        inside = [place for place, index in enumerate(band.columns) if start <= index < start + cell.span]
        if inside:
            left = sum(band.widths[: inside[0]])
            width = sum(band.widths[place] for place in inside)
            align = Align.LEFT if cell.span > 1 else columns[start].align
            result.append(_box(cell, left, width, align, points))
    return tuple(result)


def _box(cell: Cell, left: float, width: float, align: Align, points: float) -> _Box:
    face = Face(points, cell.bold, cell.italic)
    indent = cell.indent * INDENT if align is Align.LEFT else 0
    lines = break_lines(cell.text, face, width - 2 * PAD_X - indent) if cell.text else []
    return _Box(left, width, tuple(lines), face, align, indent)


def _height(boxes: Sequence[_Box]) -> float:
    return max((box.height for box in boxes), default=2 * PAD_Y)


def _row_strips(
    table: Table, rows: Sequence[Sequence[_Box]], heights: Sequence[float], head: Strip, size: PageSize
) -> list[Strip]:
    strips: list[Strip] = []
    room = size.body_height - head.height
    for cells, boxes, height in zip(table.rows, rows, heights, strict=True):
        is_heading = any(cell.span > 1 for cell in cells)
        for piece in _pieces(boxes, room) if height > room else [boxes]:
            strip = _row(piece, None, height if height <= room else None)
            strips.append(replace(strip, head=head, keep_with_next=is_heading))
    return strips


def _pieces(boxes: Sequence[_Box], room: float) -> list[list[_Box]]:
    """A row higher than a page, cut between lines."""
    pieces: list[list[_Box]] = []
    rest = list(boxes)
    while not pieces or any(box.lines for box in rest):
        fitting = [int((room - 2 * PAD_Y) // box.face.line_height) for box in rest]
        pieces.append([replace(box, lines=box.lines[:n]) for box, n in zip(rest, fitting, strict=True)])
        rest = [replace(box, lines=box.lines[n:]) for box, n in zip(rest, fitting, strict=True)]
    return pieces


def _row(boxes: Sequence[_Box], band: Band | None, height: float | None) -> Strip:
    """A row with the lines to the left and right of each cell and beneath; text stands in the middle of its cell."""
    height = _height(boxes) if height is None else height
    items: list[Item] = []
    for box in boxes:
        items.extend(_text(box, height))
        items.append(Rule(box.left, 0, box.left, height))
    right = sum(band.widths) if band else max(box.left + box.width for box in boxes)
    items.append(Rule(right, 0, right, height))
    items.append(Rule(0, height, right, height))
    return Strip(height, tuple(items))


def _text(box: _Box, height: float) -> list[Item]:
    y = (height - box.height) / 2 + PAD_Y
    items: list[Item] = []
    for line in box.lines:
        free = box.width - 2 * PAD_X - box.indent - line.width
        shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[box.align]
        x = box.left + PAD_X + box.indent + shift
        items.append(Text(x, y + box.face.drop, line.width, line.text, box.face))
        y += box.face.line_height
    return items
