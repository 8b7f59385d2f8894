"""Sheets of paper and what stands on them how: sizes, margins, upright or turned, size of the letters in tables.

Lengths are in tenths of a point. Follows Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.documents import Table
from models.letter_widths import text_width
from models.table_bands import Measure, bands

PT = 10.0
MM = 720 / 25.4
FIRST_INDENT = 10 * MM
TEXT_POINTS = 13.0
BETWEEN_HALVES = 4 * MM
TABLE_POINTS = (12.0, 11.0)
MOST_COLUMNS = 10  # in the larger of them
FRONT = "TỔ QUỐC", "VIỆT NAM"


@dataclass(frozen=True, slots=True)
class PageSize:
    """A sheet and its margins."""

    width: float
    height: float
    top: float = 20 * MM
    bottom: float = 20 * MM
    left: float = 30 * MM
    right: float = 15 * MM

    @property
    def body_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def body_height(self) -> float:
        return self.height - self.top - self.bottom


PORTRAIT = PageSize(210 * MM, 297 * MM)
# Turned by a quarter: the edge that is bound is now the upper one, yet the left margin is kept for files bound left.
LANDSCAPE = PageSize(297 * MM, 210 * MM)
HALF = PageSize(210 * MM, 148.5 * MM, top=14 * MM, bottom=8 * MM, left=25 * MM)
"""The upper or lower part of an upright A4, for two copies that are cut apart."""


def name_lines(name: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """The name of a unit of the Front, in capitals, on as few lines as fit, broken as it is spoken: before its place,
    before "VIỆT NAM". Nothing for other names, and where not even three lines do."""
    fatherland, country = FRONT
    front, found, place = (part.strip() for part in name.partition(" ".join(FRONT)))
    if not found:
        return ()
    ways = (
        (name,),
        (f"{front} {fatherland} {country}", place),
        (f"{front} {fatherland}", f"{country} {place}"),
        (f"{front} {fatherland}", country, place),
    )
    return next((way for way in ways if all(line and fits(line) for line in way)), ())


def middle_of(width: float) -> float:
    """Where the second of two texts begins that share a line of this width."""
    return (width + FIRST_INDENT) / 2


def fits_half(text: str) -> bool:
    """Whether a text has room on an upright page beside another one on its line."""
    half = middle_of(PORTRAIT.body_width) - FIRST_INDENT - BETWEEN_HALVES
    return text_width(text, TEXT_POINTS, False, False) <= half


def page_size(landscape: bool | None, tables: Sequence[Table], measure: Measure) -> PageSize:
    """As asked for; where that is left open portrait, unless a table would have to be split there."""
    if landscape is None:
        landscape = any(len(bands(table, PORTRAIT.body_width, TABLE_POINTS[-1], measure)) > 1 for table in tables)
    return LANDSCAPE if landscape else PORTRAIT


def table_points(table: Table, width: float, measure: Measure) -> float:
    """The largest letters in which the table needs no split; the smallest where it is split anyway, and for many narrow
    columns, in which larger ones would only make the rows high."""
    if len(table.columns) > MOST_COLUMNS:
        return TABLE_POINTS[-1]
    whole = (points for points in TABLE_POINTS if len(bands(table, width, points, measure)) == 1)
    return next(whole, TABLE_POINTS[-1])
