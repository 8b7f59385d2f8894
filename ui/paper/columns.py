"""How wide the columns of a table are, and into which bands a table too wide for the page is split."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.documents import Cell, Column, Table
from ui.paper.faces import PT, Face, widest_word

PAD_X = 4 * PT
INDENT = 10 * PT
LABEL_SHARE = 0.3  # of the page that a label column may claim before the others are split off


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that stand side by side on one page, by index, and their widths."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


def cell_face(cell: Cell, size: float) -> Face:
    return Face(size, cell.bold, cell.italic)


def bands(table: Table, width: float, size: float) -> tuple[Band, ...]:
    """The bands of a table in text of `size` points; one where everything fits `width`. Label columns stand in each."""
    minima = _minima(table, width, size)
    labels = [index for index, column in enumerate(table.columns) if column.label_column]
    others = [index for index, column in enumerate(table.columns) if not column.label_column]
    if sum(minima) <= width or not others:
        everything = tuple(range(len(table.columns)))
        return (Band(everything, _share(table.columns, everything, minima, width)),)
    room = width - sum(minima[index] for index in labels)
    groups = _groups(others, minima, room)
    return tuple(_band(table.columns, labels, group, minima, width) for group in groups)


def _band(
    columns: Sequence[Column], labels: Sequence[int], group: Sequence[int], minima: Sequence[float], width: float
) -> Band:
    """Label columns keep their least width, so that every band shows them alike."""
    labelled = tuple(minima[index] for index in labels)
    rest = _share(columns, tuple(group), minima, width - sum(labelled))
    return Band((*labels, *group), (*labelled, *rest))


def _groups(others: Sequence[int], minima: Sequence[float], room: float) -> list[list[int]]:
    """As few groups as hold the columns, filled evenly where that fits."""
    filled: list[list[int]] = [[]]
    for index in others:
        if filled[-1] and sum(minima[item] for item in (*filled[-1], index)) > room:
            filled.append([])
        filled[-1].append(index)
    each = math.ceil(len(others) / len(filled))
    even = [list(others[start : start + each]) for start in range(0, len(others), each)]
    return even if all(sum(minima[item] for item in group) <= room for group in even) else filled


def _share(
    columns: Sequence[Column], chosen: tuple[int, ...], minima: Sequence[float], width: float
) -> tuple[float, ...]:
    """Widths by weight, none below its minimum, together `width` (or what the minima force)."""
    fixed: dict[int, float] = {}
    while True:
        free = [index for index in chosen if index not in fixed]
        weights = sum(columns[index].width for index in free)
        left = width - sum(fixed.values())
        short = [index for index in free if minima[index] > left * columns[index].width / weights + 0.01]
        if not short:
            widths = {index: left * columns[index].width / weights for index in free} | fixed
            return tuple(widths[index] for index in chosen)
        fixed |= {index: minima[index] for index in short}


def _minima(table: Table, width: float, size: float) -> list[float]:
    least = [widest_word(column.title, Face(size, bold=True)) for column in table.columns]
    natural = list(least)
    for row in table.rows:
        for index, cell in placed(row):
            if cell.span == 1 and cell.text:
                whole = cell_face(cell, size).width(cell.text) + cell.indent * INDENT
                natural[index] = max(natural[index], whole)
                narrow = whole if cell.number is not None else widest_word(cell.text, cell_face(cell, size))
                least[index] = max(least[index], narrow + cell.indent * INDENT)
    for index, column in enumerate(table.columns):
        if column.label_column:
            least[index] = max(least[index], min(natural[index], LABEL_SHARE * width))
        least[index] = min(least[index] + 2 * PAD_X, width)
    return least


def placed(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """Each cell with the column it begins in."""
    result: list[tuple[int, Cell]] = []
    index = 0
    for cell in row:
        result.append((index, cell))
        index += cell.span
    return result
