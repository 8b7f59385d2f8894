"""How a number was counted, in words: what is counted, which days, where each unit's share comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.days import show_day
from models.fields import Field
from models.indicators import (
    Added,
    Basis,
    Count,
    CountDistinct,
    Indicator,
    Ratio,
    Sum,
    Total,
    named_codes,
)
from models.numerals import format_number
from models.periods import Period, parse_period
from models.predicates import All, Naming, Predicate
from models.record_types import record_type
from models.records import Counted, Origin, Query, State
from models.report_numbers import shown, shown_cell
from models.reports import ColumnKind, ReportCell, ReportColumn, ReportResult, ResultContribution, ResultRow

TO_DATE = ":ytd"
"""Behind an indicator's code: counted since the year's start (see storage/reckoning/reports.py)."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a report: its row and its column."""

    result: ReportResult
    row: ResultRow
    column: ReportColumn
    indicator: Indicator

    @property
    def cell(self) -> ReportCell | None:
        return self.row.cells.get(self.column.key)

    @property
    def text(self) -> str:
        """The number with its unit; what it means where there is none."""
        cell = self.cell
        if cell is None or (cell.value is None and not cell.not_additive):
            return "Chưa có số liệu"
        if self.column.kind is ColumnKind.PERCENT:
            return f"{format_number(cell.value or 0, 2)}%"
        text = shown_cell(self.indicator, cell)
        return text if cell.not_additive else f"{text} {self.row.unit}".strip()

    @property
    def period(self) -> Period:
        """The period that the column speaks of."""
        period = parse_period(self.result.period)
        if self.column.kind is ColumnKind.PREVIOUS:
            return period.previous()
        return period.previous_year() if self.column.kind is ColumnKind.SAME_LAST_YEAR else period

    @property
    def of_another_period(self) -> bool:
        return self.column.kind in (ColumnKind.PREVIOUS, ColumnKind.SAME_LAST_YEAR)


def number_at(result: ReportResult, key: str) -> Number | None:
    """The number behind a cell's key: "CODE|column", or "CODE" for the row's label (the period's own number)."""
    code, _, column_key = key.partition("|")
    row = next((item for item in result.rows if item.code == code and item.indicator), None)
    wanted = column_key or ColumnKind.IN_PERIOD.value
    column = next((item for item in result.columns if item.key == wanted), result.columns[0])
    return Number(result, row, column, row.indicator) if row and row.indicator else None


def days_counted(number: Number) -> str:
    """Which days count: "Từ ngày 01/01/2026 đến ngày 03/06/2026"."""
    result, indicator = number.result, number.indicator
    end = show_day(result.cutoff)
    if number.of_another_period:
        return f"{number.period.label}"
    match indicator.basis:
        case Basis.IN_PERIOD if number.column.kind is ColumnKind.CUMULATIVE:
            return f"Lũy kế từ đầu năm đến ngày {end}"
        case Basis.IN_PERIOD:
            return f"Trong kỳ, từ ngày {show_day(result.start)} đến ngày {end}"
        case Basis.CUMULATIVE_YEAR:
            return f"Lũy kế từ đầu năm đến ngày {end}"
        case Basis.CUMULATIVE_LAUNCH:
            return f"Lũy kế từ khi phát động đến ngày {end}"
        case Basis.AT_CUTOFF:
            return f"Tại ngày {end}"
        case Basis.AT_START if number.column.kind is ColumnKind.CUMULATIVE:
            return "Năm trước chuyển sang"
        case Basis.AT_START:
            before = dt.date.fromisoformat(result.start) - dt.timedelta(days=1)
            return f"Kỳ trước chuyển sang, tại ngày {show_day(before.isoformat())}"


def what_is_counted(indicator: Indicator, labels: Mapping[str, str]) -> str:
    """The measure in words. `labels` names other indicators by code."""
    match indicator.measure:
        case None:
            return "Số liệu nhập tay: chỉ tiêu này chưa có sổ ghi."
        case Count(table, where, parts):
            return f"Đếm {_rows_of(table, parts)}{_condition(table, where)}."
        case CountDistinct(table, field, where):
            return f"Đếm {_field_label(table, field)} khác nhau trong {_rows_of(table)}{_condition(table, where)}."
        case Sum(table, field, where, parts):
            return f"Cộng {_field_label(table, field)} của {_rows_of(table, parts)}{_condition(table, where)}."
        case Added(pieces):  # which of them count stands in the indicator's help: the conditions would fill the page
            bare = (replace(indicator, measure=replace(piece, where=All())) for piece in pieces)
            return " ".join(dict.fromkeys(what_is_counted(piece, labels) for piece in bare))
        case Total(codes):
            return "Tổng của: " + "; ".join(_signed(code, labels) for code in codes) + "."
        case Ratio(numerator, denominator):
            return f"“{_name(numerator, labels)}” chia cho “{_name(denominator, labels)}”."


def arithmetic(number: Number) -> str:
    """The division behind a percentage, "739/1.014 = 72,88%"; "" for other numbers."""
    cell = number.cell
    if cell is None or cell.value is None or cell.numerator is None or cell.denominator is None:
        return ""
    parts = number.indicator
    if isinstance(parts.measure, Ratio):
        names = {item.code: item for item in number.result.definition.indicators}
        parts = names.get(parts.measure.numerator, parts)
    elif number.column.kind is not ColumnKind.PERCENT:
        return ""
    return f"{shown(parts, cell.numerator)} / {shown(parts, cell.denominator)} = {format_number(cell.value, 2)}%"


def source(item: ResultContribution, own: str) -> str:
    """Where a unit's share comes from."""
    if item.number and item.unit != own:
        return f"Tệp gửi số {item.number}"
    if item.unit != own:
        return "Nhập thay"
    return "Số liệu nhập tay" if item.source == "figure" else "Sổ ghi"


def records_behind(number: Number, unit: str) -> Query | None:
    """The list of records that a unit's share counts; None when the number has no records of its own."""
    measure = number.indicator.measure
    if not isinstance(measure, Count | CountDistinct | Sum | Added) or number.of_another_period:
        return None
    own = unit == number.result.unit
    differs = number.indicator.basis in (Basis.IN_PERIOD, Basis.AT_START)
    to_date = number.column.kind is ColumnKind.CUMULATIVE and differs
    code = number.indicator.code + (TO_DATE if to_date else "")
    counted = Counted(code, number.result.period, number.result.cutoff, "" if own else unit)
    return Query(
        measure.table.partition(".")[0],
        states=frozenset({State.FINAL}),
        origin=Origin.OWN if own else Origin.RECEIVED,
        counted=counted,
    )


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """The codes of other indicators that this one is made of, once each."""
    return tuple(dict.fromkeys(code.removeprefix("-") for code in named_codes(indicator)))


def _rows_of(table: str, parts: bool = False) -> str:
    name, _, lines = table.partition(".")
    declared = record_type(name)
    if lines:
        within = " “trong đó”" if parts else ""
        return f"dòng{within} “{declared.lines_by_name[lines].label}” của sổ “{declared.plural}”"
    return f"bản ghi đã ghi sổ của “{declared.plural}”"


def _condition(table: str, where: Predicate) -> str:
    return "" if where == All() else f", với {where.describe(_naming(table))}"


def _naming(table: str) -> Naming:
    def name(asked: str) -> str:
        path, _, value = asked.partition("=")
        field = _field(table, path)
        if value:
            return field.choice_label(value) if isinstance(field, Field) else value
        return f"“{_field_label(table, path)}”"

    return name


def _field_label(table: str, path: str) -> str:
    field = _field(table, path)
    label = field.label if isinstance(field, Field) else field or path
    return label[:1].lower() + label[1:]


def _field(table: str, path: str) -> Field | str | None:
    """The declaration behind a path of at most one step; the label of a tally; None for what is not known."""
    type_name, _, lines_name = table.partition(".")
    declared = record_type(type_name)
    first, _, rest = path.partition(".")
    own = declared.lines_by_name[lines_name].fields if lines_name else ()
    found = next((item for item in own if item.name == first), None) or declared.by_name.get(first)
    if found is None:
        return next((tally.label for tally in declared.tallies if tally.name == first), None)
    return record_type(found.refers_to).by_name.get(rest) if rest and found.refers_to else found


def _name(code: str, labels: Mapping[str, str]) -> str:
    return labels.get(code, code)


def _signed(code: str, labels: Mapping[str, str]) -> str:
    return f"trừ {_name(code[1:], labels)}" if code.startswith("-") else _name(code, labels)
