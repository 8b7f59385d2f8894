"""The parts of the form of one record type: a cell for every field, a grid for every child table, and the way through
them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.fields import Lines, RecordType
from models.rules import Problem
from ui.entry.editors import Surroundings
from ui.entry.field_cell import FieldCell
from ui.entry.line_grid import LineGrid
from ui.entry.long_table import LongTable
from ui.entry.section_block import Arrangement, SectionBlock
from ui.entry.told_list import ToldList

Grid = LineGrid | LongTable


class FormParts(QWidget):
    """Made once; a hand-made form (ui/entry/forms) arranges them its way."""

    arrangements: ClassVar[Mapping[str, Arrangement]] = MappingProxyType({})
    """Section label -> which of its fields stand in one row; a hand-made form says so, see ui/entry/forms."""
    folded: ClassVar[frozenset[str]] = frozenset()
    """Labels of the sections that wait folded until they are used."""

    def __init__(
        self,
        record_type: RecordType,
        surroundings: Surroundings,
        answering: Surroundings,
        new_id: Callable[[], str],
    ) -> None:
        """`answering` surrounds the fields of the record itself, `surroundings` those of its rows."""
        super().__init__()
        self.record_type = record_type
        self.surroundings = surroundings
        self.cells = {name: FieldCell(field, answering) for name, field in record_type.by_name.items()}
        summed = {tuple(field.total_of.split(".")) for field in record_type.by_name.values() if field.total_of}
        self.grids: dict[str, Grid] = {
            lines.name: self.make_grid(
                lines, surroundings, new_id, frozenset(column for of, column in summed if of == lines.name)
            )
            for lines in record_type.lines
        }
        self._blocks: list[SectionBlock | Grid] = []
        self.told = ToldList()
        self._lay_out()

    # ------------------------------------------------------------------------------- what a hand-made form does its way
    def make_grid(
        self, lines: Lines, surroundings: Surroundings, new_id: Callable[[], str], summed: frozenset[str]
    ) -> Grid:
        """The grid of a child table."""
        return LineGrid(lines, surroundings, new_id, summed)

    def arrange(self, layout: QVBoxLayout) -> None:
        """Put what `blocks` gives into the form."""
        for block in self.blocks():
            layout.addWidget(block)
        layout.addWidget(self.told)
        layout.addStretch()

    def bring_forward(self, name: str) -> None:
        """Told before the focus goes to a field or child table that may not be seen."""

    # ---------------------------------------------------------------------------------------------------------- making
    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 4, 14, 12)
        layout.setSpacing(6)
        self.arrange(layout)

    def blocks(self) -> Iterator[SectionBlock | Grid]:
        """Sections in order, each followed by the child tables that belong after it; the rest at the end."""
        labels = {section.label for section in self.record_type.sections}
        for section in self.record_type.sections:
            cells = [self.cells[field.name] for field in section.fields]
            arrangement, folds = self.arrangements.get(section.label, ()), section.label in self.folded
            yield self._kept(SectionBlock(section.label, cells, arrangement, folds=folds))
            yield from (self._kept(grid) for grid in self.grids.values() if grid.lines.after == section.label)
        yield from (self._kept(grid) for grid in self.grids.values() if grid.lines.after not in labels)

    def _kept(self, block: SectionBlock | Grid) -> SectionBlock | Grid:
        self._blocks.append(block)
        return block

    def sections(self) -> list[SectionBlock]:
        """The titled groups of fields, from the top down."""
        return [block for block in self._blocks if isinstance(block, SectionBlock)]

    # --------------------------------------------------------------------------------------------- the way through them
    def reading_order(self) -> list[str]:
        """Every field and child table in the order of reading."""
        return [name for block in self._blocks for name in block.names()]

    def in_reading_order(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems from the top of the form down; those of the whole record first."""
        places = {name: place for place, name in enumerate(self.reading_order())}

        def place(problem: Problem) -> tuple[int, int]:
            name = problem.line[0] if problem.line else problem.field
            return places.get(name, -1), problem.line[1] if problem.line else -1

        return tuple(sorted(problems, key=place))

    def unfold(self, names: frozenset[str]) -> None:
        """Open the sections in which one of these, used or in question, stands."""
        for section in self.sections():
            section.unfold(names)

    def chain(self) -> None:
        """Tab goes the way one reads, also through rows that were made later."""
        chain = [widget for block in self._blocks for widget in block.focus_widgets()]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
