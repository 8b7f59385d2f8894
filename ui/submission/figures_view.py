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
        """Every indicator of the definitions once, in their order."""
        indicators = {item.code: item for definition in definitions for item in definition.indicators}
        self.total = len(indicators)
        self.known = 0
        self.table.setRowCount(len(indicators))
        for row, indicator in enumerate(indicators.values()):
            value = values.get(indicator.code)
            text = value_text(indicator, value)
            self.known += text != MISSING
            source = SOURCES.get(value.source, "") if value and text != MISSING else ""
            fill_row(self.table, row, (indicator.label, indicator.unit, text, source), indicator.code)
        fit_columns(self.table, 0)


def value_text(indicator: Indicator, value: IndicatorValue | None) -> str:
    """The value as a report prints it; words for what is not there."""
    if value is None or value.given is Given.MISSING:
        return MISSING
    if value.given is Given.NONE_ARISING:
        return f"{NONE_ARISING} (không phát sinh)"
    cell = ReportCell(value.value, value.given, value.numerator, value.denominator, value.word)
    return shown_cell(indicator, cell) or MISSING
