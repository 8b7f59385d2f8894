"""The editor of a name that a register may complete: free text, with those of the register offered under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.fields import Field, Value
from models.records import Suggestion
from ui.entry.editors.editor import Surroundings
from ui.entry.editors.suggest import Offer, SuggestEditor
from ui.entry.editors.text import TextEditor

SHOWN = 8
LEAST_LETTERS = 2  # below that half the register would be offered


class CompletedTextEditor(SuggestEditor):
    """`completed` carries the id of the record that was chosen. Nothing is taken that was not marked with the arrows:
    whoever is not in the register is entered all the same."""

    completed = Signal(str)

    def __init__(self, field: Field, register: str, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._around = surroundings
        self._register = register
        self._asked = ""
        self._open.setVisible(False)

    def look_up(self, text: str) -> None:
        self._asked = text
        if len(text.strip()) < LEAST_LETTERS:
            self.hide_list()
            return
        name = self._register
        self._around.session.latest(
            f"complete/{id(self)}", lambda store: store.records.suggest(name, text, SHOWN), self._found
        )

    def find_now(self, text: str) -> Sequence[Offer]:
        return ()

    def missing(self, text: str) -> str:
        return ""

    def key(self) -> str:
        return ""

    def value(self) -> Value:
        return TextEditor.value(self)

    def complaint(self) -> str:
        return TextEditor.complaint(self)

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        TextEditor.set_value(self, value, unparsed, shown)

    def tidy(self) -> None:
        self.hide_list()
        TextEditor.tidy(self)

    def set_read_only(self, on: bool) -> None:
        TextEditor.set_read_only(self, on)

    def take(self, offer: Offer) -> None:
        self.completed.emit(offer.key)

    def _found(self, found: Sequence[Suggestion]) -> None:
        if self._asked == self.text():
            self.offer([Offer(each.id, each.title, each.detail) for each in found], first=False)
