"""What every editor can do, whatever it looks like, and the surroundings that some need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.fields import Field, Value
from models.records import Suggestion
from models.values import LandUnit
from ui.plain_keys import ENTER
from ui.session import Session


class Editor(Protocol):
    """A field on the screen. `edited` tells of every change by the officer, `left` that the field was gone from."""

    @property
    def field(self) -> Field: ...
    @property
    def edited(self) -> SignalInstance: ...
    @property
    def left(self) -> SignalInstance: ...
    def widget(self) -> QWidget: ...
    def value(self) -> Value:
        """What was typed, read; None when empty or not readable."""

    def unparsed(self) -> str:
        """The typed text when it cannot be read, else ""."""

    def complaint(self) -> str:
        """Why it cannot be read, as a sentence that says what to do; else ""."""

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        """Show a stored value (`shown` is the title of what a reference names), or text as it was typed."""

    def set_read_only(self, on: bool) -> None: ...
    def set_problem(self, severity: str) -> None:
        """ "stop", "warning", "hint", or "" for none."""

    def set_absent(self, why: str) -> None:
        """Say, muted, why nothing stands in the field; "" says nothing."""


def no_neighbours() -> Mapping[str, object]:
    return {}


def anything_fits(field: str, code: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What editors of references and areas ask for: the data, the region's land units, a way to add and to open a
    record (record type, then the typed name and what is known about it, or the id), the other values of the same
    record, and whether an answer (field, code) can stand beside them."""

    session: Session
    land_units: Sequence[LandUnit] = ()
    add: Callable[[str, str, Mapping[str, str]], Suggestion | None] | None = None
    open: Callable[[str, str], None] | None = None
    neighbours: Callable[[], Mapping[str, object]] = field(default=no_neighbours)
    fits: Callable[[str, str], bool] = field(default=anything_fits)


def go_on_behind(widget: QWidget) -> None:
    """The focus goes to what follows this one in the order of Tab."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    widget.focusNextPrevChild(True)


def step_on(widget: QWidget, event: QKeyEvent) -> bool:
    """Enter goes to the next field, as officers expect from their other programs; Ctrl+Enter is left to the form."""
    if event.key() not in ENTER:
        return False
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        event.ignore()
        return True
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    widget.focusNextPrevChild(not back)
    reached = widget.window().focusWidget()
    if isinstance(reached, QLineEdit):
        reached.selectAll()  # as Tab does; Qt tells it of no Tab while the window of an added record still goes away
    event.accept()
    return True


def really_left(event: QFocusEvent) -> bool:
    """A popup or another window that takes the focus for a while does not mean that the field was left."""
    return event.type() == QEvent.Type.FocusOut and event.reason() not in (
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    )
