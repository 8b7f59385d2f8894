"""The words of the side panel: shares as numbers, records by their title and day."""

from __future__ import annotations

from models.fields import Kind, RecordType
from models.records import Row
from models.report_numbers import NONE_ARISING, shown
from models.reports import ColumnKind, ResultContribution
from models.values import show
from ui.reports.explaining import Number


def lower(text: str) -> str:
    """Inside a sentence."""
    return text[:1].lower() + text[1:]


def repeats(number: Number) -> bool:
    """Whether the column since the year's start shows the very value of the period."""
    own = number.row.cells.get(ColumnKind.IN_PERIOD.value)
    return own == number.cell


def value_text(number: Number, share: ResultContribution) -> str:
    """What a unit adds, with its word, or the dash of what did not arise."""
    if share.value is None:
        return NONE_ARISING
    text = shown(number.indicator, share.value)
    return f"{share.word} {text}" if share.word else text


def title_of(declared: RecordType, row: Row) -> str:
    """Number and title of a record, as its list shows them."""
    names = ("number_text", *(name for name in declared.title if name != declared.dated_by))
    texts = [_shown(declared, name, row) for name in names]
    return " · ".join(text for text in texts if text) or "Bản ghi"


def day_of(declared: RecordType, row: Row) -> str:
    """The day that places a record in time; "" for what stands."""
    return _shown(declared, declared.dated_by, row) if declared.dated_by else ""


def _shown(declared: RecordType, name: str, row: Row) -> str:
    value = row.values.get(name)
    field = declared.by_name.get(name)
    if field is None or field.kind in (Kind.REFERENCE, Kind.UNIT):
        return "" if value is None else str(value)
    return show(field, value)
