"""Which columns of a long child table are seen, and how wide they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from models.fields import Field, Lines
from ui.entry.line_columns import heading
from ui.entry.long_row import LongRow

AROUND_CELL, AROUND_HEADING = 16, 25  # px round the words of a cell, and of the head of a table
SHORTEST_LIST = 130  # px in which an answer chosen from a list can still be told from the others


class LongColumns(QObject):
    """Plain columns are always seen, the others where they are used or asked for; `quiet` ones only when asked for.
    `chosen` carries the names of those that are seen from now on."""

    chosen = Signal(object)

    def __init__(self, view: QTableView, lines: Lines, plain: Collection[str], registers: Collection[str]) -> None:
        """`registers` complete a row; what names a record of them tells only where an answer came from."""
        super().__init__(view)
        self.fields = {field.name: field for field in lines.fields if field.name != lines.part}
        self.optional = [field for field in self.fields.values() if field.name not in plain]
        self._view, self._lines = view, lines
        self._plain = frozenset(plain)
        self._quiet = frozenset(name for name, field in self.fields.items() if field.refers_to in registers)
        self._asked_for: set[str] = set()
        self._least = {
            field.name: _least(field, view.fontMetrics(), first=not place) for place, field in enumerate(lines.fields)
        }

    def shown(self) -> list[Field]:
        """Those that are seen, from left to right."""
        return [field for field in self.fields.values() if not self._view.isColumnHidden(self.place(field.name))]

    def place(self, name: str) -> int:
        return next(place for place, field in enumerate(self._lines.fields) if field.name == name)

    def begin(self, withheld: Collection[str]) -> None:
        """Another record: nothing was asked for yet; columns that were kept back are shown, to say so."""
        self._asked_for = set(withheld)

    def ask_for(self, name: str, *, on: bool = True) -> None:
        """Show a column although it is empty, or no longer."""
        (self._asked_for.add if on else self._asked_for.discard)(name)

    def show_for(self, rows: Sequence[LongRow]) -> None:
        """Show what these rows use."""
        used = {name for row in rows for name in self._used(row)}
        self._set(self._plain | used | self._asked_for)

    def widen_for(self, row: LongRow) -> None:
        """Show what this row uses besides."""
        now, used = {field.name for field in self.shown()}, self._used(row)
        if not used <= now:
            self._set(now | used)

    def fit(self) -> None:
        """Words share what the numbers leave; where that is too little, lists are shortened before an amount is out of
        sight."""
        shown = self.shown()
        widths = {field.name: self._least[field.name] for field in shown}
        room = self._view.viewport().width() - sum(widths.values())
        listed = [field for field in shown if field.refers_to or field.choices]
        for field in listed:
            given = min(max(-room, 0), max(widths[field.name] - SHORTEST_LIST, 0))
            widths[field.name] -= given
            room += given
        wordy = {field.name for field in (*listed, *shown[:1])}
        for name, width in widths.items():
            share = max(room, 0) // max(len(wordy), 1) if name in wordy else 0
            self._view.setColumnWidth(self.place(name), width + share)

    def wanted_width(self) -> int:
        """px that the columns need to be read."""
        return sum(self._least[field.name] for field in self.shown())

    def _used(self, row: LongRow) -> set[str]:
        return {name for name in self.fields if row.has(name) or self._holds(row, name)} - self._quiet

    def _holds(self, row: LongRow, name: str) -> bool:
        condition = self.fields[name].shown_if
        return condition is not None and condition.holds(row.values)

    def _set(self, names: Collection[str]) -> None:
        for place, field in enumerate(self._lines.fields):
            self._view.setColumnHidden(place, field.name not in names or field.name == self._lines.part)
        self.chosen.emit(frozenset(names))


def _least(field: Field, metrics: QFontMetrics, *, first: bool) -> int:
    """px in which the column is read and its heading is whole."""
    label, least = heading(field, metrics, first=first)
    return max(least + AROUND_CELL, label.fontMetrics().horizontalAdvance(label.whole_text()) + AROUND_HEADING)
