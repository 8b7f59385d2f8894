"""What stands in a form: a record brought into its parts, followed while it is typed, and read out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from models.arithmetic import work_out, worked_out
from models.fields import Kind, RecordType
from models.records import Record
from models.rules import Problem, Severity
from models.visibility import required_fields, visible_fields
from ui.entry.editors import Surroundings
from ui.entry.field_cell import FieldCell
from ui.entry.form_parts import FormParts
from ui.entry.line_row import UNIT, Titles
from ui.entry.wording import WITHHELD

MARGINS = 46  # px beside the fields, the scroll bar and the card's edge included


class FormBody(FormParts):
    """`edited` names the field or child table that changed, `left` the one that was gone from, `explained` carries the
    full sentence about the field one has come to, `reached` that field. `width_changed` tells the px that grids
    need when another part of the form came forward."""

    edited = Signal(str)
    left = Signal(str)
    explained = Signal(str)
    reached = Signal(QWidget)
    width_changed = Signal(int)

    def __init__(self, record_type: RecordType, surroundings: Surroundings, new_id: Callable[[], str]) -> None:
        around = replace(surroundings, neighbours=self.values)
        super().__init__(record_type, around, replace(around, fits=self._fits), new_id)
        self._filling = False
        self._read_only = False
        self._worked: frozenset[str] = frozenset()
        self._proposed: set[str] = set()
        self._shown: frozenset[str] | None = None
        self._connect()

    # ------------------------------------------------------------------------------- what a hand-made form does its way
    def follow(self, values: Mapping[str, object]) -> None:
        """Told after every change, with what arithmetic works out: for what a form shows beside its fields."""

    def _connect(self) -> None:
        for name, cell in self.cells.items():
            cell.editor.edited.connect(lambda which=name: self._on_edited(which))
            cell.editor.left.connect(lambda which=name: self.left.emit(which))
            cell.focused.connect(lambda which=cell: self._reach(which))
        for name, grid in self.grids.items():
            grid.edited.connect(lambda which=name: self._on_edited(which))
            grid.left.connect(lambda which=name: self.left.emit(which))
            grid.rows_made.connect(lambda: QTimer.singleShot(0, self.chain))
        self.chain()

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
        for section in self.sections():
            section.fold()
        self.unfold(frozenset(name for name, cell in self.cells.items() if not cell.is_blank()))

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
            grid.foot.show_notes(notes)

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
        self.unfold(frozenset(name for name, cell in self.cells.items() if cell.problem))
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

    def focus_problem(self, problem: Problem) -> None:
        """Go to where a problem stands."""
        name = problem.line[0] if problem.line else problem.field
        self.bring_forward(name)
        self.unfold(frozenset({name}))
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
        return self.grids_width(self.grids)

    def grids_width(self, names: Iterable[str]) -> int:
        """px for the widest of these grids, as far as they are shown."""
        shown = self._shown or frozenset()
        return max((self.grids[name].wanted_width() + MARGINS for name in names if name in shown), default=0)

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
            if cell is None:
                self.explained.emit("")  # what was said of the rows is being seen to
            elif cell.begin_answer():
                self.explained.emit(cell.explanation())
            self._follow()
            self.edited.emit(name)

    def _follow(self) -> None:
        """What a change brings with it: fields shown and hidden, compulsory or not, and sums worked out."""
        self._filling = True
        typed = self._typed_values()
        values, keys = work_out(self.record_type, typed)
        self._show_worked_out(values, keys)
        own = {name: value for name, value in values.items() if name not in self.grids}  # rows decide over nothing here
        shown, required = visible_fields(self.record_type, own), required_fields(self.record_type, own)
        for name, cell in self.cells.items():
            cell.set_required(name in required)
        if shown != self._shown:
            self._shown = shown
            for section in self.sections():
                section.show_cells(shown)
            for name, grid in self.grids.items():
                grid.setVisible(name in shown)
        self.follow(values)
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
        """In the order of reading, those that can be seen at once."""
        read = [name for section in self.sections() for name in section.names() if name in (self._shown or frozenset())]
        return [self.cells[name] for name in read if self.cells[name].isVisibleTo(self)]
