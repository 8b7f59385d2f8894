"""The sums of a list in words: "số tiền 214.650.000 đồng", "463 hộ"."""

from __future__ import annotations

from models.fields import Field, Kind, RecordType
from models.records import Summary
from models.values import show_figure


def totals_text(record_type: RecordType, summary: Summary, *, labels: bool) -> str:
    """The totals of the final records shown; `labels` names each, else only the first is given."""
    names = record_type.totals if labels else record_type.totals[:1]
    given = [(record_type.by_name[name], total) for name in names if (total := summary.totals.get(name))]
    return " · ".join(_in_words(field, total, labelled=labels) for field, total in given)


def _in_words(field: Field, total: int, *, labelled: bool) -> str:
    """ "463 hộ", "18 suất quà" say what they are, a sum of money does not; what has no unit is never left a bare
    number."""
    label = field.label.split(" (")[0].lower()
    counted = label.removeprefix("số ")
    unit = "m²" if field.kind is Kind.AREA else field.unit
    number = show_figure(field.kind, total)
    names_unit = f"{counted} ".startswith(f"{unit} ") if unit else counted != label
    if names_unit:
        return f"{number} {counted}"
    return f"{number} {unit}" if unit and not labelled else f"{label} {number} {unit}".rstrip()
