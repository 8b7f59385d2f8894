"""This period beside the same one last year: a calm table, one line per register, differences in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.cards import card, said
from ui.look.theme import pixmap, set_look
from ui.overview import words
from ui.overview.bars import PairOfBars

if TYPE_CHECKING:
    from ui.overview.facts import Compared, Facts

ROW = 38  # px
HEADINGS = (
    "Sổ ghi",
    "Kỳ này",
    "Cùng kỳ",
    "",
    "So sánh",
    "Trên: kỳ này, dưới: cùng kỳ",
    "Giá trị kỳ này",
    "Giá trị cùng kỳ",
    "",
    "So sánh",
)
BARS, TOTAL, TOTAL_BEFORE, SUM_DIFFERENCE = 5, 6, 7, 9  # columns
NUMBERS = frozenset({1, 2, 6, 7})
AROUND = 2 * 20 + 2  # px of the card beside its columns
ARROWS = {words.RISEN: "arrow_up", words.FALLEN: "arrow_down", words.FIRST: "arrow_up"}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RegisterLine:
    """The widgets of one register's line, filled again with every answer; the first opens the register."""

    def __init__(self, grid: QGridLayout, row: int, rule: QFrame) -> None:
        self.name = QPushButton()
        self.name.setProperty("role", "link")
        self.name.setProperty("tone", "text")
        self.count, self.count_before, self.total, self.total_before = (_number() for _ in range(4))
        self.way, self.sum_way = QLabel(), QLabel()
        self.difference, self.sum_difference = QLabel(), QLabel()
        self.bars = PairOfBars()
        self.shown = True
        placed: tuple[tuple[QWidget, Qt.AlignmentFlag | None], ...] = (
            (self.name, LEFT),
            (self.count, RIGHT),
            (self.count_before, RIGHT),
            (self.way, RIGHT),
            (self.difference, LEFT),
            (self.bars, None),
            (self.total, RIGHT),
            (self.total_before, RIGHT),
            (self.sum_way, RIGHT),
            (self.sum_difference, LEFT),
        )
        self._parts = (rule, *(widget for widget, _ in placed))
        for column, (widget, side) in enumerate(placed):
            if side is None:
                grid.addWidget(widget, row, column)
            else:
                grid.addWidget(widget, row, column, side)
        grid.setRowMinimumHeight(row, ROW)

    def set_shown(self, on: bool) -> None:
        """A register in which nothing was written down takes no line."""
        self.shown = on
        for widget in self._parts:
            widget.setHidden(not on)

    def show_compared(self, item: Compared) -> None:
        difference = words.count_difference(item.count, item.count_before)
        standing = " đang có" if item.record_type.validity else ""
        self.name.setText(f"{item.record_type.plural}{standing}")
        self.name.setAccessibleName(
            f"{item.record_type.plural}: kỳ này {words.whole(item.count)}, "
            f"cùng kỳ {words.whole(item.count_before)}, {difference}"
        )
        self.count.setText(words.whole(item.count))
        self.count_before.setText(words.whole(item.count_before))
        _say(self.way, self.difference, words.direction(item.count, item.count_before), difference)
        self.bars.show_numbers(item.count, item.count_before)
        field = item.sum_field
        some = field is not None and (item.total or item.total_before)
        self.total.setText(words.amount(field, item.total) if field and some else "")
        self.total_before.setText(words.amount(field, item.total_before) if field and some else "")
        way = words.direction(item.total, item.total_before) if some else words.NOTHING
        _say(self.sum_way, self.sum_difference, way, words.sum_difference(item.total, item.total_before))


class ComparisonCard(QWidget):
    """`chosen` carries the register and the days of this period."""

    chosen = Signal(str, object)

    def __init__(self, registers: int) -> None:
        super().__init__()
        self._facts: Facts | None = None
        self._narrow = False
        self._headings: list[QLabel] = []
        heading = QLabel("So với cùng kỳ năm trước")
        heading.setProperty("role", "section")
        self.finding, self.spans, self.silent = said(""), said("", "muted"), said("", "muted")
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self._add_headings(grid)
        self.lines: tuple[RegisterLine, ...] = ()
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (heading, self.finding, self.spans):
            column.addWidget(part)
        column.addSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.silent)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(column))
        self.setMinimumHeight(ROW * (registers + 2))  # the lines come with their numbers, and the page does not jump

    def _add_line(self, place: int) -> RegisterLine:
        rule = QFrame()
        rule.setProperty("role", "line")
        self._grid.addWidget(rule, 2 * place + 1, 0, 1, len(HEADINGS))
        line = RegisterLine(self._grid, 2 * place + 2, rule)
        line.name.clicked.connect(lambda: self._open(place))
        return line

    def fit(self, room: int) -> None:
        """All columns where `room` px are enough for the numbers that stand in them."""
        self.set_narrow(False)
        self._grid.invalidate()  # what it measured before texts and columns changed
        self.set_narrow(self._grid.minimumSize().width() + AROUND > room)

    def set_narrow(self, on: bool) -> None:
        """Without the bars and last year's sums, which the words repeat, where there is no room for all columns."""
        self._narrow = on
        for line in self.lines:
            line.bars.setHidden(on or not line.shown)
            line.total_before.setHidden(on or not line.shown)
        self._show_headings()
        self._grid.setHorizontalSpacing(8 if on else 12)
        self._grid.setColumnMinimumWidth(SUM_DIFFERENCE, 0 if on else 116)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.finding.setText(words.finding(facts.registers))
        self.spans.setText(words.spans_sentence(facts))
        if not self.lines:  # a hundred widgets that say nothing before: the window stands sooner without them
            self.lines = tuple(self._add_line(place) for place in range(len(facts.registers)))
        silent = words.silent(facts.registers)
        self.silent.setText(silent)
        self.silent.setHidden(not silent)
        self.setMinimumHeight(0)
        for place, (line, item) in enumerate(zip(self.lines, facts.registers, strict=True)):
            line.show_compared(item)
            line.set_shown(not silent or bool(item.count or item.count_before))
            self._grid.setRowMinimumHeight(2 * place + 2, ROW if line.shown else 0)
        self.set_narrow(self._narrow)

    def _show_headings(self) -> None:
        """No heading over a column in which nothing stands."""
        registers = self._facts.registers if self._facts else ()
        sums = any(item.sum_field and (item.total or item.total_before) for item in registers)
        counts = any(item.count or item.count_before for item in registers)
        self._headings[BARS].setHidden(self._narrow or not counts)
        self._headings[TOTAL_BEFORE].setHidden(self._narrow or not sums)
        for column in (TOTAL, SUM_DIFFERENCE):
            self._headings[column].setHidden(not sums)

    def _add_headings(self, grid: QGridLayout) -> None:
        for column, text in enumerate(HEADINGS):
            label = QLabel(text)
            label.setProperty("role", "label")
            self._headings.append(label)
            label.setIndent(8 if column == 0 else -1)
            grid.addWidget(label, 0, column, RIGHT if column in NUMBERS else LEFT)
        grid.setRowMinimumHeight(0, 26)
        for column, width in ((1, 60), (2, 60), (4, 116), (SUM_DIFFERENCE, 116)):
            grid.setColumnMinimumWidth(column, width)
        for column, weight in ((0, 4), (BARS, 3), (6, 3), (TOTAL_BEFORE, 3)):
            grid.setColumnStretch(column, weight)

    def _open(self, row: int) -> None:
        from ui.entry.filters import Filters
        from ui.overview.facts import FINAL

        if self._facts is not None:
            item = self._facts.registers[row]
            self.chosen.emit(item.record_type.name, Filters(days=self._facts.span.iso, states=FINAL))


def _number() -> QLabel:
    label = QLabel()
    label.setProperty("role", "number")
    return label


def _say(picture: QLabel, label: QLabel, way: str, text: str) -> None:
    """The word, an arrow before it where there is a direction, muted where there is none."""
    arrow = ARROWS.get(way)
    picture.clear()
    if arrow:
        picture.setPixmap(pixmap(arrow, "accent" if way != words.FALLEN else "muted", 14))
    label.setText(text)
    set_look(label, role="" if arrow else "muted")
