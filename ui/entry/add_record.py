"""Adds a record of another type while one is being entered: a donor from within a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from models.fields import Field, Kind, RecordType
from models.ports import StorageError
from models.record_types import record_type
from models.records import Record, Refused, Suggestion
from models.rules import Problem
from models.visibility import shown_values
from ui import messages
from ui.dialog_size import size_on_screen
from ui.entry import checks, record_reading
from ui.entry.editors import Surroundings
from ui.entry.forms import make_form
from ui.entry.row_ids import RowIds
from ui.entry.wording import noun, remaining
from ui.look.theme import set_look


def add_record(
    parent: QWidget, surroundings: Surroundings, name: str, typed: str, known: Mapping[str, str]
) -> Suggestion | None:
    """Ask for a record in a small window, enter it into its register, and give what the field then shows; None when the
    officer let it be. `typed` becomes its name, `known` are fields already answered."""
    dialog = AddDialog(parent, surroundings, record_type(name), typed, known)
    dialog.exec()
    return dialog.added


class AddDialog(messages.Dialog):
    """The type's own form; Ctrl+Enter saves and returns."""

    def __init__(
        self,
        parent: QWidget,
        surroundings: Surroundings,
        declared: RecordType,
        typed: str,
        known: Mapping[str, str],
    ) -> None:
        super().__init__(parent, f"Thêm {noun(declared)}", "Ghi sổ và chọn", key="Ctrl+Enter")
        self.added: Suggestion | None = None
        self._session = surroundings.session
        self._declared = declared
        # On the first day a case needs a team, and the team an area that no list has yet: a window opens on this one.
        around = replace(surroundings, add=partial(add_record, self, surroundings), open=None)
        self._body = make_form(declared, around, RowIds(self._session, self))
        self._body.explained.connect(self._say)
        self._said = QLabel()
        self._said.setWordWrap(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        self.content.addWidget(area, 1)
        self.content.addWidget(self._said)
        self.resize(size_on_screen(self, 620, 560))
        self._begin(typed, known)

    def _begin(self, typed: str, known: Mapping[str, str]) -> None:
        declared = self._declared
        names = {field.name: typed for field in _names(declared) if typed}
        self._record = self._session.read(lambda store: store.records.new(declared.name))
        begun = replace(self._record, values={**self._record.values, **names, **known})
        loaded = self._session.read(lambda store: record_reading.around(store, declared, begun))
        self._body.fill(loaded.record, loaded.titles)
        self._body.left.connect(lambda _: self._check())
        QTimer.singleShot(0, self._body.focus_first)

    def accept(self) -> None:
        """Close only when the record stands in its register."""
        self._body.settle()
        record = self._shown_record()
        problems = self._session.read(lambda store: store.records.problems(record))
        reasoned = checks.with_reasons(self, record, problems)
        if not isinstance(reasoned, Record):
            self._refuse(reasoned)
            return
        try:
            saved = self._session.write(lambda store: store.records.make_final(reasoned), self._declared.name)
        except Refused as refused:
            self._refuse(refused.problems)
            return
        except StorageError as error:
            messages.show_error(self, error)
            return
        title = self._session.read(lambda store: store.records.title(saved.record_type, saved.id))
        self.added = Suggestion(saved.id, title)
        super().accept()

    def _shown_record(self) -> Record:
        """Only what is shown is kept: the name was offered to every field that could take it."""
        record = self._body.record_from(self._record)
        return replace(record, values=shown_values(self._declared, record.values))

    def _check(self) -> None:
        record = self._shown_record()
        self._session.latest(f"add/{id(self)}", lambda store: store.records.notes(record), self._body.show_notes)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._body.show_problems(problems)
        self._body.focus_problem(problems[0])
        self._say(remaining(problems), "problem")

    def _say(self, sentence: str, role: str = "hint") -> None:
        """In full what the line under a field cannot say to its end, or what stands in the way."""
        set_look(self._said, role=role)
        self._said.setText(sentence)


def _names(declared: RecordType) -> list[Field]:
    """The fields that take a name as it was typed."""
    return [declared.by_name[name] for name in declared.title if declared.by_name[name].kind is Kind.TEXT]
