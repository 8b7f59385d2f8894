"""An editor whose answer is one of those offered: choices, records and units share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from models.fields import Field, Value
from models.text import fold
from ui.entry.editors.offering import Found, Offer, OfferingEditor
from ui.look.theme import icon


class Answers(Protocol):
    """Where answers come from."""

    def look_up(self, text: str, tell: Callable[[Found], None], /) -> None:
        """Find what fits the typed text ("" for all) and tell it, now or later."""

    def find_now(self, text: str) -> Sequence[Offer]:
        """What fits, waited for; asked when the field is left before an answer was taken."""

    def missing(self, text: str) -> str:
        """The sentence for a text that names nothing; "" where it may stand all the same."""


class SuggestEditor(OfferingEditor):
    """Type a few letters, Enter takes the first answer and goes on; Down, F4 or Alt+Down opens the whole list."""

    def __init__(self, field: Field, answers: Answers, parent: QWidget | None = None) -> None:
        super().__init__(field, answers.look_up, parent)
        self.answers = answers
        self._key = ""
        self._title = ""
        self._open = QAction(icon("chevron_down", "muted", 16), "Mở danh sách (F4)", self)
        self._open.triggered.connect(self.open_list)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def key(self) -> str:
        """The key of the answer that stands in the field, "" for none."""
        return self._key if self.text() == self._title else ""

    def value(self) -> Value:
        return self.key() or None

    def complaint(self) -> str:
        text = self.text().strip()
        return self.answers.missing(text) if text and not self.key() else ""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        self._key = str(value) if value not in (None, "") and not unparsed else ""
        self._title = (shown or self._key) if self._key else ""
        self.setText(unparsed or self._title)
        self.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self._open.setVisible(not on)

    def tidy(self) -> None:
        """Take the one answer that was clearly meant by what was typed."""
        self.hide_list()
        text = self.text().strip()
        if not text:
            self._key = self._title = ""
        elif not self.key():
            found = self.answers.find_now(text)
            same = [offer for offer in found if fold(offer.title) == fold(text)]
            meant = same or found
            if len(meant) == 1:
                self.take(meant[0])

    def take(self, offer: Offer) -> None:
        self._key, self._title = offer.key, offer.title
        super().take(offer)

    def open_list(self) -> None:
        self.ask("")

    def marked(self, found: Found) -> int:
        """The first one that fits what was typed; in the whole list the one that stands in the field."""
        if found.text.strip():
            return 0
        key = self.key()
        return next((row for row, offer in enumerate(found.offers) if key and offer.key == key), -1)
