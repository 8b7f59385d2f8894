"""The editor of an area: a number and one of the region's land units, which may also be typed ("10 sào")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.fields import Area, Field, Value
from models.land_units import HECTARE, SQUARE_METRE
from models.numerals import format_number
from models.values import LandUnit, parse
from ui.entry.editors.text import TextEditor, today


class _NumberWithUnit(TextEditor):
    """The number; a unit typed behind it moves into the box beside it when the field is left."""

    def __init__(self, field: Field, owner: AreaEditor) -> None:
        super().__init__(replace(field, unit=""), owner)
        self._owner = owner

    def _parse(self) -> Value:
        text = self.text().strip()
        if text and not re.search(r"[^\W\d_]", text):  # no letters: the unit is the one in the box
            text = f"{text} {self._owner.unit()}"
        return parse(self._field, text, today=today(), land_units=self.land_units)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self._owner.open_units()
        else:
            super().keyPressEvent(event)

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        if isinstance(value, Area) and not unparsed:
            self._owner.choose_unit(value)
            self.setText(format_number(value.typed, 3, trim=True))
            self.setCursorPosition(0)
        else:
            self.setText(unparsed)


class AreaEditor(QWidget):
    """Reads through models/values, so that m² behind a sào is the size the region's unit has."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, land_units: Sequence[LandUnit], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._units = {unit.code: unit for unit in (SQUARE_METRE, HECTARE, *land_units)}
        self._number = _NumberWithUnit(field, self)
        self._number.land_units = tuple(self._units.values())
        self._unit = QComboBox()
        self._unit.setAccessibleName(f"{field.label}: đơn vị")
        self._unit.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard: Alt+Down, or type the unit
        for unit in self._units.values():
            self._unit.addItem(unit.code, unit.code)
            self._unit.setItemData(self._unit.count() - 1, unit.label, Qt.ItemDataRole.ToolTipRole)
        self._stored: tuple[str, str, Area] | None = None
        self._number.edited.connect(self.edited)
        self._number.left.connect(self.left)
        self._unit.activated.connect(self._unit_chosen)
        self.setFocusProxy(self._number)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._number, 3)
        layout.addWidget(self._unit, 2)

    @property
    def field(self) -> Field:
        return self._field

    def widget(self) -> QWidget:
        return self

    def unit(self) -> str:
        """The code of the unit in the box."""
        return str(self._unit.currentData())

    def open_units(self) -> None:
        if self._unit.isEnabled():
            self._unit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._unit.showPopup()

    def choose_unit(self, area: Area) -> None:
        """The unit an area was typed in; one that the region no longer has is added as it stood."""
        if self._unit.findData(area.unit) < 0:
            self._unit.addItem(area.unit, area.unit)
        self._unit.setCurrentIndex(self._unit.findData(area.unit))

    def value(self) -> Value:
        """An area that was not touched keeps the factor it was typed with, also when the region's has changed since."""
        if self._stored and self._stored[:2] == (self._number.text(), self.unit()):
            return self._stored[2]
        return self._number.value()

    def unparsed(self) -> str:
        return self._number.unparsed()

    def complaint(self) -> str:
        return self._number.complaint()

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        if not isinstance(value, Area):
            self._unit.setCurrentIndex(0)
        self._number.set_value(value, unparsed)
        self._stored = (self._number.text(), self.unit(), value) if isinstance(value, Area) else None

    def set_read_only(self, on: bool) -> None:
        self._number.set_read_only(on)
        self._unit.setEnabled(not on)

    def set_problem(self, severity: str) -> None:
        self._number.set_problem(severity)

    def set_absent(self, why: str) -> None:
        self._number.set_absent(why)

    def _unit_chosen(self) -> None:
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.left.emit()
