"""The sums of a list in words: "số tiền 214.650.000 đồng", "463 hộ"."""

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
        label = field.label.split(" (")[0].lower()
        parts.append(text if not labels or label == f"số {unit}" else f"{label} {text}")  # "463 hộ" says what it is
    return " · ".join(parts)
