"""The fields and grids of one record type, made once and filled again for every record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from models.arithmetic import applies, worked_out
from models.fields import Kind, Problem, RecordType, Severity
from models.records import Record
from models.visibility import required_fields, visible_fields
from ui.entry.editors import Surroundings
from ui.entry.field_cell import FieldCell
from ui.entry.line_grid import LineGrid
from ui.entry.line_row import UNIT, Titles
from ui.entry.section_block import SectionBlock
from ui.entry.told_list import ToldList
from ui.entry.wording import WITHHELD

MARGINS = 46  # px beside the fields, the scroll bar and the card's edge included


class FormBody(QWidget):
    """`edited` names the field or child table that changed, `left` the one that was gone from, `explained` carries the
    full sentence about the field one has come to, `reached` that field."""

    edited = Signal(str)
    left = Signal(str)
    explained = Signal(str)
    reached = Signal(QWidget)

    def __init__(self, record_type: RecordType, surroundings: Surroundings, new_id: Callable[[], str]) -> None:
        super().__init__()
        self.record_type = record_type
        around = replace(surroundings, neighbours=self.values)
        answering = replace(around, fits=self._fits)
        self.cells = {name: FieldCell(field, answering) for name, field in record_type.by_name.items()}
        summed = {tuple(field.total_of.split(".")) for field in record_type.by_name.values() if field.total_of}
        self.grids = {
            lines.name: LineGrid(lines, around, new_id, frozenset(column for of, column in summed if of == lines.name))
            for lines in record_type.lines
        }
        self._sections: list[SectionBlock] = []
        self._filling = False
        self._read_only = False
        self._worked: frozenset[str] = frozenset()
        self._proposed: set[str] = set()
        self._shown: frozenset[str] | None = None
        self.told = ToldList()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 4, 14, 12)
        layout.setSpacing(6)
        for block in self._blocks():
            layout.addWidget(block)
        layout.addWidget(self.told)
        layout.addStretch()

    def _blocks(self) -> Iterator[QWidget]:
        """Sections in order, each followed by the child tables that belong after it; the rest at the end."""
        labels = {section.label for section in self.record_type.sections}
        for section in self.record_type.sections:
            block = SectionBlock(section.label, [self.cells[field.name] for field in section.fields])
            self._sections.append(block)
            yield block
            yield from (grid for grid in self.grids.values() if grid.lines.after == section.label)
        yield from (grid for grid in self.grids.values() if grid.lines.after not in labels)

    def _connect(self) -> None:
        for name, cell in self.cells.items():
            cell.editor.edited.connect(lambda which=name: self._on_edited(which))
            cell.editor.left.connect(lambda which=name: self.left.emit(which))
            cell.focused.connect(lambda which=cell: self._reach(which))
        for name, grid in self.grids.items():
            grid.edited.connect(lambda which=name: self._on_edited(which))
            grid.left.connect(lambda which=name: self.left.emit(which))
            grid.rows_made.connect(lambda: QTimer.singleShot(0, self._chain))
        self._chain()

    def _reach(self, cell: FieldCell) -> None:
        self.explained.emit(cell.explanation())
        self.reached.emit(cell)

    # ------------------------------------------------------------------------------------------------------- the record
    def fill(self, record: Record, titles: Titles) -> None:
        """Show a record; `titles` name what its references point to."""
        self._proposed.clear()
        self._filling = True
        for name, cell in self.cells.items():
            value = record.values.get(name)
            named = UNIT if cell.field.kind is Kind.UNIT else cell.field.refers_to
            shown = titles.get((named, str(value)), "") if named else ""
            cell.editor.set_value(value, record.unparsed.get(name, ""), shown)
            cell.editor.set_absent(WITHHELD if name in record.withheld and value is None else "")
            cell.set_problem(None)
            cell.set_note("")
        for name, grid in self.grids.items():
            rows = record.values.get(name)
            grid.fill(rows if isinstance(rows, list | tuple) else (), record.unparsed, titles, record.withheld)
            grid.show_problems(())
        self._filling = False
        self._follow()

    def values(self) -> dict[str, object]:
        """What stands in the form, with what arithmetic works out; texts that cannot be read are in `unparsed`."""
        return worked_out(self.record_type, self._typed_values())

    def unparsed(self) -> dict[str, str]:
        """Field name, or "lines/ROW_ID/field", -> text that could not be read."""
        found = {name: cell.editor.unparsed() for name, cell in self.cells.items() if cell.editor.unparsed()}
        for grid in self.grids.values():
            found.update(grid.unparsed())
        return found

    def record_from(self, record: Record) -> Record:
        """The record with what stands in the form."""
        return replace(record, values={**record.values, **self.values()}, unparsed=self.unparsed())

    def settle(self) -> None:
        """Read the field one is still in as if it had been left: a key may save from within it."""
        widget = QApplication.focusWidget()
        tidy = getattr(widget, "tidy", None)
        if widget is not None and self.isAncestorOf(widget) and tidy is not None:
            tidy()

    # --------------------------------------------------------------------------------------------------------- showing
    def set_read_only(self, on: bool) -> None:
        self._read_only = on
        for name, cell in self.cells.items():
            cell.editor.set_read_only(on or name in self._worked)
        for grid in self.grids.values():
            grid.set_read_only(on)

    def show_notes(self, notes: Mapping[str, str]) -> None:
        for name, cell in self.cells.items():
            cell.set_note(notes.get(name, ""))
        for grid in self.grids.values():
            grid.show_notes(notes)

    def show_problems(self, problems: Sequence[Problem], touched: frozenset[str] | None = None) -> None:
        """Each problem at its field; with `touched`, only at fields that were typed in and left, so that a form just
        begun does not scold. What cannot be read is said wherever one is not just typing it."""
        by_field: dict[str, Problem] = {}
        for problem in problems:
            if problem.line is None:
                by_field.setdefault(problem.field, problem)
        for name, cell in self.cells.items():
            unread = cell.editor.complaint()
            found = Problem(name, unread) if unread else by_field.get(name)
            left = not cell.has_focus() if unread else name in (touched or ())
            cell.set_problem(found if touched is None or left else None)
        for name, grid in self.grids.items():
            own = [problem for problem in problems if (problem.line or ("", 0))[0] == name or problem.field == name]
            unread_row = grid.complaint()
            shown = own if touched is None or name in touched else []
            grid.show_problems([*([unread_row] if unread_row else []), *shown])

    def focus_first(self) -> None:
        """The first field that is still empty, else the first."""
        shown = [cell for cell in self._visible_cells() if not self._read_only]
        empty = [cell for cell in shown if cell.editor.value() in (None, "")]
        for cell in (*empty, *shown):
            cell.editor.widget().setFocus(Qt.FocusReason.TabFocusReason)
            return

    def in_reading_order(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems from the top of the form down; those of the whole record first."""
        places = {field.name: place for place, field in enumerate(self.record_type.by_name.values())}
        ends = {section.label: section.fields[-1].name for section in self.record_type.sections}
        after = {lines.name: places.get(ends.get(lines.after, ""), len(places)) for lines in self.record_type.lines}

        def place(problem: Problem) -> tuple[float, int]:
            name = problem.line[0] if problem.line else problem.field
            row = problem.line[1] if problem.line else -1
            return (after[name] + 0.5, row) if name in after else (places.get(name, -1), row)

        return tuple(sorted(problems, key=place))

    def focus_problem(self, problem: Problem) -> None:
        """Go to where a problem stands."""
        if problem.line is not None and problem.line[0] in self.grids:
            self._focus_in_grid(problem.line[0], max(problem.line[1], 0), problem.field)
        elif problem.field in self.grids:
            self._focus_in_grid(problem.field, 0, "")
        elif problem.field in self.cells:
            self.cells[problem.field].editor.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_in_grid(self, name: str, row: int, field: str) -> None:
        self.grids[name].focus_cell(row, field)
        widget = QApplication.focusWidget()
        if widget is not None and self.grids[name].isAncestorOf(widget):
            self.reached.emit(widget)  # a focus set by us does not scroll as Tab does

    def wanted_width(self) -> int:
        """px for the widest grid that is shown; 0 when none is."""
        shown = self._shown or frozenset()
        return max((grid.wanted_width() + MARGINS for name, grid in self.grids.items() if name in shown), default=0)

    # ---------------------------------------------------------------------------------------------------- while typing
    def _typed_values(self) -> dict[str, object]:
        values: dict[str, object] = {name: cell.editor.value() for name, cell in self.cells.items()}
        values.update({name: grid.values() for name, grid in self.grids.items()})
        return values

    def says_whole(self, problem: Problem) -> bool:
        """Whether a problem can be read to its end at its field."""
        cell = self.cells.get(problem.field) if problem.line is None else None
        return cell is not None and cell.problem is not None and cell.says_whole()

    def _fits(self, name: str, code: str) -> bool:
        """Whether no rule stops this answer beside the others; what only other records tell is left to the check."""
        values = {**self._typed_values(), name: code}
        stopping = (rule for rule in self.record_type.rules if rule.severity is Severity.STOP)
        found = (rule.check(values, lambda _, __: None) for rule in stopping)
        return all(problem is None or problem.field != name for problem in found)

    def propose(self, answers: Mapping[str, object]) -> None:
        """Answer fields that the officer has not; what he answered, and what was stored, stays."""
        self._filling = True
        for name, answer in answers.items():
            editor = self.cells[name].editor
            if name in self._proposed or (editor.value() is None and not editor.unparsed()):
                editor.set_value(answer)
                self._proposed.add(name)
        self._filling = False
        self._follow()

    def _on_edited(self, name: str) -> None:
        if not self._filling:
            self._proposed.discard(name)
            cell = self.cells.get(name)
            if cell is not None and cell.begin_answer():
                self.explained.emit(cell.explanation())
            self._follow()
            self.edited.emit(name)

    def _follow(self) -> None:
        """What a change brings with it: fields shown and hidden, compulsory or not, and sums worked out."""
        self._filling = True
        typed = self._typed_values()
        values, keys = worked_out(self.record_type, typed), applies(self.record_type, typed)
        self._show_worked_out(values, keys)
        shown, required = visible_fields(self.record_type, values), required_fields(self.record_type, values)
        for name, cell in self.cells.items():
            cell.set_required(name in required)
        if shown != self._shown:
            self._shown = shown
            for section in self._sections:
                section.show_cells(shown)
            for name, grid in self.grids.items():
                grid.setVisible(name in shown)
        self._filling = False

    def _show_worked_out(self, values: Mapping[str, object], keys: frozenset[str]) -> None:
        for name, cell in self.cells.items():
            if name in keys:
                cell.editor.set_value(values.get(name))
            if (name in keys) != (name in self._worked):
                cell.editor.set_read_only(self._read_only or name in keys)
        self._worked = keys
        for name, grid in self.grids.items():
            rows = values.get(name)
            grid.put_worked_out(rows if isinstance(rows, list) else [], keys)

    def _visible_cells(self) -> list[FieldCell]:
        return [cell for name, cell in self.cells.items() if name in (self._shown or frozenset())]

    def _chain(self) -> None:
        """Tab goes the way one reads, also through rows that were made later."""
        chain = [
            widget
            for block in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            for widget in self._focus_widgets(block)
        ]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _focus_widgets(self, block: QWidget) -> list[QWidget]:
        if isinstance(block, LineGrid):
            return block.focus_widgets()
        if isinstance(block, SectionBlock):
            return [cell.editor.widget() for cell in block.cells]  # Qt moves what is inside of one along with it
        return []
