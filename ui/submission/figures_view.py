"""The values of indicators that a file carries, as a plain list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.indicators import Given, Indicator, IndicatorValue
from models.report_numbers import NONE_ARISING, shown_cell
from models.reports import ReportCell, ReportDefinition
from ui.plain_tables import fill_row, fit_columns, plain_table

SOURCES = {"records": "Sổ ghi", "figure": "Nhập tay"}
MISSING = "chưa có"


class FiguresView(QWidget):
    """Indicator, unit, value and source; `known` of `total` have a value or are said not to have arisen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known = self.total = 0
        self.table = plain_table("Số liệu gửi đi", ("Chỉ tiêu", "ĐVT", "Số", "Nguồn"), right=(2,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.table)

    def show_values(self, definitions: Sequence[ReportDefinition], values: Mapping[str, IndicatorValue]) -> None:
        """Every indicator of the definitions once, in their order: first what the file says, then what is missing."""
        indicators = {item.code: item for definition in definitions for item in definition.indicators}
        texts = {code: value_text(item, values.get(code)) for code, item in indicators.items()}
        self.total = len(indicators)
        self.known = sum(text != MISSING for text in texts.values())
        self.table.setRowCount(len(indicators))
        for row, code in enumerate(sorted(texts, key=lambda code: texts[code] == MISSING)):
            indicator, value, text = indicators[code], values.get(code), texts[code]
            source = SOURCES.get(value.source, "") if value and text != MISSING else ""
            fill_row(self.table, row, (f"{_indent(code)}{indicator.label}", indicator.unit, text, source), code)
        fit_columns(self.table, 0)


def _indent(code: str) -> str:
    """A line that stands beneath another in the report ("VH-04.2", "VH-04.2a") is set in beneath it here too."""
    _, _, below = code.partition(".")
    return "\N{EM SPACE}" * ((1 + (not below.isdigit())) if below else 0)


def value_text(indicator: Indicator, value: IndicatorValue | None) -> str:
    """The value as a report prints it; words for what is not there."""
    if value is None or value.given is Given.MISSING:
        return MISSING
    if value.given is Given.NONE_ARISING:
        return f"{NONE_ARISING} (không phát sinh)"
    cell = ReportCell(value.value, value.given, value.numerator, value.denominator, value.word)
    return shown_cell(indicator, cell) or MISSING
