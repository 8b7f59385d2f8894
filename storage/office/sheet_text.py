"""What stands in a cell of a handed-in sheet, as the officer sees it there: numbers, days and texts of any mixture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from models.fields import Field, Kind, Value
from models.text import clean_text

_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
"""Excel's day numbers from 1927 to 2119: a day column that lost its format shows these."""


def cell_text(cell: Any) -> str:
    """The cell as text in Vietnamese notation: decimals behind a comma, days dd/mm/yyyy, yes and no in words."""
    match cell:
        case None:
            return ""
        case bool():
            return "Có" if cell else "Không"
        case int():
            return str(cell)
        case float():
            return _number_text(cell)
        case dt.datetime() | dt.date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return clean_text(str(cell))


def value_of_cell(item: Field, cell: Any, parse: Callable[[str], Value]) -> Value:
    """The value of a cell for this field; NotReadable from `parse` where it cannot be read."""
    if item.kind is Kind.DATE:
        if isinstance(cell, dt.datetime | dt.date):
            return f"{cell:%Y-%m-%d}"
        if isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
            return (dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))).isoformat()
    return parse(cell_text(cell))


def _number_text(number: float) -> str:
    """Excel keeps 15 digits; what lies behind them is noise of the binary fraction (0,1 + 0,2)."""
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    text = f"{Decimal(f'{number:.15g}'):f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if decimals else whole
