"""How wide the columns of a table are, and into which bands a table too wide for the page is split."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.documents import Cell, Column, Table

Measure = Callable[[str, float, bool, bool], float]
"""(text, points, bold, italic) -> the width of the text on one line, in tenths of a point."""

PAD_X = 40.0
INDENT = 100.0
LABEL_SHARE = 0.3  # of the page that a label column may claim before the others are split off


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that stand side by side on one page, by index, and their widths."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


def bands(table: Table, width: float, points: float, measure: Measure) -> tuple[Band, ...]:
    """The bands of a table in letters of `points`; one where everything fits `width` (tenths of a point). Label columns
    stand in each."""
    minima = _minima(table, width, points, measure)
    labels = [index for index, column in enumerate(table.columns) if column.label_column]
    others = [index for index, column in enumerate(table.columns) if not column.label_column]
    if sum(minima) <= width or not others:
        everything = tuple(range(len(table.columns)))
        return (Band(everything, share(table.columns, everything, minima, width)),)
    room = width - sum(minima[index] for index in labels)
    groups = _groups(others, minima, room)
    return tuple(_band(table.columns, labels, group, minima, width) for group in groups)


def _band(
    columns: Sequence[Column], labels: Sequence[int], group: Sequence[int], minima: Sequence[float], width: float
) -> Band:
    """Label columns keep their least width, so that every band shows them alike."""
    labelled = tuple(minima[index] for index in labels)
    rest = share(columns, tuple(group), minima, width - sum(labelled))
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


def share(
    columns: Sequence[Column], chosen: tuple[int, ...], minima: Sequence[float], width: float
) -> tuple[float, ...]:
    """Widths of the chosen columns by weight, none below its minimum, together `width` (or what the minima force)."""
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


def _minima(table: Table, width: float, points: float, measure: Measure) -> list[float]:
    least = [_widest_word(column.title, points, measure, bold=True) for column in table.columns]
    natural = list(least)
    for row in table.rows:
        for index, cell in placed(row):
            if cell.span == 1 and cell.text:
                whole = measure(cell.text, points, cell.bold, cell.italic) + cell.indent * INDENT
                natural[index] = max(natural[index], whole)
                word = _widest_word(cell.text, points, measure, bold=cell.bold, italic=cell.italic)
                narrow = whole if cell.number is not None else word + cell.indent * INDENT
                least[index] = max(least[index], narrow)
    for index, column in enumerate(table.columns):
        if column.label_column:
            least[index] = max(least[index], min(natural[index], LABEL_SHARE * width))
        least[index] = min(least[index] + 2 * PAD_X, width)
    return least


def _widest_word(text: str, points: float, measure: Measure, *, bold: bool, italic: bool = False) -> float:
    """The narrowest that a column with this text may be; a space that does not break is a letter."""
    words = text.replace("\u00a0", "x").split()
    return max((measure(word, points, bold, italic) for word in words), default=0.0)


def placed(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """Each cell with the column it begins in."""
    result: list[tuple[int, Cell]] = []
    index = 0
    for cell in row:
        result.append((index, cell))
        index += cell.span
    return result
