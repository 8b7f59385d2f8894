"""The columns of an inline grid: how wide each has to be, and which are summed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from models.fields import Field, Kind
from ui.entry.field_cell import ElidedLabel

WIDTHS = {Kind.DATE: 104, Kind.YEAR: 64, Kind.INTEGER: 58, Kind.MONEY: 104, Kind.QUANTITY: 76}
"""px; answers get what their labels need, a heading is never cut, texts share what is left."""
LEAST, LEAST_NAME, LEAST_SHORT = 124, 136, 72  # of most, of the first column, of short texts
MOST_LABEL, AROUND_LABEL = 150, 52  # px of an answer that is seen whole, and of what stands round it
HEADING_GAP = 4  # px after a heading
AROUND_TEXT = 12  # px between the edge of a cell and its text
NUMBERS = frozenset({Kind.MONEY, Kind.QUANTITY})


def is_worked_out(field: Field) -> bool:
    """Amounts are summed; the prices and quantities of unlike goods are not."""
    return field.kind is Kind.MONEY and field.product_of is not None


def sum_label() -> QLabel:
    label = QLabel()
    label.setProperty("role", "number")
    label.setProperty("tone", "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    label.setContentsMargins(0, 0, AROUND_TEXT, 0)  # under the figures of its column
    return label


def heading(field: Field, metrics: QFontMetrics, *, first: bool) -> tuple[ElidedLabel, int]:
    """The heading of a column, and the px below which that column is not squeezed; `metrics` are those of the cells."""
    label = ElidedLabel(f"{field.label}{' *' if field.required is True else ''}")
    label.setProperty("role", "label")
    if field.kind in NUMBERS:
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setContentsMargins(0, 0, AROUND_TEXT, 0)
    label.ensurePolished()  # in its own, smaller letters
    words = label.fontMetrics().horizontalAdvance(label.whole_text())
    least = words + label.contentsMargins().right() + HEADING_GAP
    return label, max(least_width(field, metrics), least, LEAST_NAME if first else 0)


def least_width(field: Field, metrics: QFontMetrics) -> int:
    """px below which a column is never squeezed."""
    if field.kind is Kind.BOOLEAN:
        return 0  # nothing but the heading needs room
    if field.choices:
        labels = [metrics.horizontalAdvance(choice.label) for choice in field.choices]
        return max((width for width in labels if width <= MOST_LABEL), default=MOST_LABEL) + AROUND_LABEL
    return WIDTHS.get(field.kind, LEAST_SHORT if field.kind is Kind.TEXT else LEAST)
