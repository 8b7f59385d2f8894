"""The editors of closed answers: a choice from a list, and a plain yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from models.fields import Field, Kind, Value
from models.text import fold
from models.values import NotReadable, edit_text, parse
from ui.entry.editors.editor import Surroundings, really_left, step_on
from ui.entry.editors.offering import Found, Offer
from ui.entry.editors.suggest import SuggestEditor
from ui.entry.editors.text import today

YES, NO = "true", "false"

WORD = re.compile(r"\w+")  # “Vì người nghèo” is typed without its quotation marks


class Choices:
    """The labels of a closed list. What a rule would refuse beside the other answers is not among them."""

    def __init__(self, field: Field, surroundings: Surroundings) -> None:
        self._field = field
        self._around = surroundings

    def look_up(self, text: str, tell: Callable[[Found], None], /) -> None:
        tell(Found(text, self.find_now(text)))

    def find_now(self, text: str) -> Sequence[Offer]:
        """Labels in which every typed word begins a word; those that begin with the text come first."""
        wanted = fold(text)
        fitting = [offer for offer in self._offers() if _fits(wanted, fold(offer.title))]
        return sorted(fitting, key=lambda offer: not fold(offer.title).startswith(wanted))

    def missing(self, text: str) -> str:
        try:
            parse(self._field, text, today=today())
        except NotReadable as reason:
            return str(reason)
        return f"Không có mục “{text[:40]}”. Mở danh sách (F4) và chọn một mục."

    def _offers(self) -> Sequence[Offer]:
        if self._field.kind is Kind.BOOLEAN:
            return (Offer(YES, "Có"), Offer(NO, "Không"))
        offered = [choice for choice in self._field.choices if not choice.retired]
        fitting = [choice for choice in offered if self._around.fits(self._field.name, choice.code)]
        return [Offer(choice.code, choice.label) for choice in fitting or offered]


class ChoiceEditor(SuggestEditor):
    """A list to choose from, filtered by any word typed without accents; also a yes or no that must be given."""

    def __init__(self, field: Field, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, Choices(field, surroundings), parent)

    def value(self) -> Value:
        key = self.key()
        if self.field.kind is Kind.BOOLEAN:
            return key == YES if key else None
        return key or None

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        if self.field.kind is Kind.BOOLEAN and value is not None:
            super().set_value(YES if value else NO, unparsed, "Có" if value else "Không")
        else:
            label = edit_text(self.field, value) if value is not None else ""
            super().set_value(value, unparsed, label)


class CheckEditor(QCheckBox):
    """A yes or no that may stay unanswered: never ticked is no answer, ticked and cleared is no. Space ticks it."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__("Có", parent)
        self._field = field
        self._words = self.text()
        self.setAccessibleName(field.label)
        self._answered = False
        self.clicked.connect(self._clicked)

    @property
    def field(self) -> Field:
        return self._field

    def widget(self) -> QWidget:
        return self

    def value(self) -> Value:
        return self.isChecked() if self._answered else None

    def unparsed(self) -> str:
        return ""

    def complaint(self) -> str:
        return ""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        self._answered = value is not None
        self.setChecked(value is True)

    def set_read_only(self, on: bool) -> None:
        self.setEnabled(not on)

    def set_problem(self, severity: str) -> None:
        """The sentence under the box says it; a box has no ground to tint."""

    def set_absent(self, why: str) -> None:
        self.setText(why or self._words)
        self.setAccessibleDescription(why)

    def without_words(self) -> None:
        """In a grid, where the head of the column says it."""
        self._words = ""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step_on(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if really_left(event):
            self.left.emit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 32)

    def _clicked(self) -> None:
        self._answered = True
        self.edited.emit()
        self.left.emit()


def _fits(wanted: str, label: str) -> bool:
    words = WORD.findall(label)
    return all(any(word.startswith(part) for word in words) for part in WORD.findall(wanted)) or wanted in label
