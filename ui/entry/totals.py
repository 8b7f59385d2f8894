"""The sums of a list in words: "Số tiền 214.650.000 đồng"."""

from __future__ import annotations

from models.fields import Kind, RecordType
from models.records import Summary
from models.values import show_figure


def totals_text(record_type: RecordType, summary: Summary, *, labels: bool) -> str:
    """The totals of the final records shown; `labels` names each, else only the first is given."""
    parts = []
    for name in record_type.totals if labels else record_type.totals[:1]:
        field = record_type.by_name[name]
        total = summary.totals.get(name)
        if not total:
            continue
        unit = "m²" if field.kind is Kind.AREA else field.unit
        text = f"{show_figure(field.kind, total)} {unit}".strip()
        parts.append(f"{field.label.split(' (')[0].lower()} {text}" if labels else text)
    return " · ".join(parts)
