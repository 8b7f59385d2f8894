"""The editor of a name that a register may complete: free text, with those of the register offered under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.fields import Field
from models.ports import Store
from ui.entry.editors.editor import Surroundings
from ui.entry.editors.offering import Found, Offer, OfferingEditor

SHOWN = 8
LEAST_LETTERS = 2  # below that half the register would be offered


class CompletedTextEditor(OfferingEditor):
    """`completed` carries the id of the record that was chosen. Nothing is taken that was not marked with the arrows:
    whoever is not in the register is entered all the same."""

    completed = Signal(str)

    def __init__(self, field: Field, register: str, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, self._suggest, parent)
        self._around = surroundings
        self._register = register

    def take(self, offer: Offer) -> None:
        self.completed.emit(offer.key)

    def tidy(self) -> None:
        self.hide_list()
        super().tidy()

    def _suggest(self, text: str, tell: Callable[[Found], None], /) -> None:
        if len(text.strip()) < LEAST_LETTERS:
            tell(Found(text, ()))
            return

        def find(store: Store) -> Found:
            named = store.records.suggest(self._register, text, SHOWN)
            return Found(text, [Offer(each.id, each.title, each.detail) for each in named])

        self._around.session.latest(f"complete/{id(self)}", find, tell)
