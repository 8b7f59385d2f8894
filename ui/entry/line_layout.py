"""Where the cells of an inline grid stand: headings, rows of one or several lines, and sums under the last of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QWidget

from models.fields import Area, Kind, Lines
from models.values import show
from ui.entry.line_columns import heading, is_worked_out, sum_label

STRETCHED = frozenset({Kind.TEXT, Kind.REFERENCE})  # they share what is left
COMFORT = 36  # px more that a text likes to have, where there is room
SPACING, REMOVE = 4, 32  # px between columns, and of the button that takes a row out
BETWEEN_ROWS = 8  # px between rows that take several lines
MOST = 760  # px that the columns may need; a wider child table takes several lines for each of its rows


class LineLayout(QGridLayout):
    """`summed` names the columns whose sum the record keeps; what is worked out in a row is summed in any case."""

    def __init__(self, lines: Lines, metrics: QFontMetrics, summed: Collection[str]) -> None:
        super().__init__()
        self._lines = lines
        self.sums = {field.name: sum_label() for field in lines.fields if field.name in summed or is_worked_out(field)}
        headings = [heading(field, metrics, first=not place) for place, field in enumerate(lines.fields)]
        self._across, self._least = _folded([width for _, width in headings])
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(SPACING)
        self.setVerticalSpacing(SPACING)
        for place, (label, _) in enumerate(headings):
            self._put(label, 0, place)
        for column, least in enumerate(self._least):
            fields = lines.fields[column :: self._across]
            self.setColumnMinimumWidth(column, least)
            self.setColumnStretch(column, int(column == 0 or any(field.kind in STRETCHED for field in fields)))

    def put_row(self, widgets: Sequence[QWidget], number: int) -> None:
        """The cells of the row of this number (from 1 on), and the button behind them."""
        for place, widget in enumerate(widgets):
            self._put(widget, number, place)

    def put_sums(self, rows: int) -> None:
        """The sums stand under the last of so many rows."""
        for place, field in enumerate(self._lines.fields):
            if (label := self.sums.get(field.name)) is not None:
                self._put(label, rows + 1, place)

    def show_sums(self, rows: Sequence[Mapping[str, object]]) -> None:
        """A sum is shown as soon as it has two parts."""
        for field in self._lines.fields:
            if (label := self.sums.get(field.name)) is None:
                continue
            numbers = [_number(row.get(field.name)) for row in self._lines.adding(rows)]
            given = [number for number in numbers if number is not None]
            label.setText(show(field, sum(given)) if len(given) > 1 else "")

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        texts = sum(field.kind is Kind.TEXT for field in self._lines.fields[1 : self._across])
        least = sum(width + SPACING for width in self._least)
        return least + texts * COMFORT + REMOVE

    def _put(self, widget: QWidget, number: int, place: int) -> None:
        """A cell of a row (0: the headings) by its place in the row; the button behind the last ends the first line."""
        lines = -(-len(self._lines.fields) // self._across)
        stride = lines if lines == 1 else lines + 1  # a gap tells rows of several lines apart
        line, column = divmod(place, self._across) if place < len(self._lines.fields) else (0, self._across)
        self.addWidget(widget, number * stride + line, column)
        if lines > 1:
            self.setRowMinimumHeight(number * stride + lines, BETWEEN_ROWS)


def _folded(least: Sequence[int]) -> tuple[int, list[int]]:
    """How many cells stand beside each other, and the px of each: all, or as many as fit with the fewest lines to
    a row."""
    for lines in range(1, len(least) + 1):
        across = -(-len(least) // lines)
        widths = [max(least[column::across]) for column in range(across)]
        if sum(widths) + SPACING * across + REMOVE <= MOST:
            break
    return across, widths


def _number(value: object) -> int | None:
    if isinstance(value, Area):
        return value.hundredths
    return value if isinstance(value, int) and not isinstance(value, bool) else None
