"""One row of an inline grid: an editor per field, and the button that takes the row out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSizePolicy, QWidget

from models.fields import Field, Kind, Lines
from ui.entry.editors import Editor, Surroundings, make_editor
from ui.entry.editors.choice import CheckEditor
from ui.entry.editors.date import DateEditor
from ui.entry.wording import WITHHELD
from ui.look.theme import icon

Titles = Mapping[tuple[str, str], str]
"""(record type, id) -> what a person calls that record."""

NO_MAKERS: Mapping[str, Callable[[Field, Surroundings], Editor]] = MappingProxyType({})
UNIT = "unit"  # stands in Titles for the record type where a code of a unit is named


class LineRow:
    """The editors of one row and the button that takes it out."""

    def __init__(
        self,
        fields: Sequence[Field],
        surroundings: Surroundings,
        place: str,
        makers: Mapping[str, Callable[[Field, Surroundings], Editor]] = NO_MAKERS,
    ) -> None:
        """`makers` make the editors of fields that a form wants of its own kind."""
        self.id = ""
        self.editors: dict[str, Editor] = {}
        for field in fields:
            editor = makers.get(field.name, make_editor)(field, surroundings)
            editor.widget().setAccessibleName(f"{field.label}, {place}")
            if isinstance(editor, DateEditor):
                editor.without_button()  # F4 still opens the calendar
            widget = editor.widget()
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
            if isinstance(widget, QLineEdit) and field.kind in (Kind.MONEY, Kind.QUANTITY):
                widget.setAlignment(Qt.AlignmentFlag.AlignRight)
                widget.setProperty("role", "number")
            if isinstance(editor, CheckEditor):
                editor.without_words()
            self.editors[field.name] = editor
        self.remove = QPushButton()
        self.remove.setProperty("role", "icon")
        self.remove.setIcon(icon("x", "muted", 16))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setToolTip("Bỏ dòng này (Ctrl+Delete)")
        self.remove.setAccessibleName(f"Bỏ {place}")

    def values(self) -> dict[str, object]:
        return {"id": self.id, **{name: editor.value() for name, editor in self.editors.items()}}

    def is_empty(self) -> bool:
        """Nothing was answered; a box that is not ticked is no answer."""
        return not any(editor.value() not in (None, False) or editor.unparsed() for editor in self.editors.values())

    def fill(
        self,
        row: Mapping[str, object],
        unparsed: Mapping[str, str],
        titles: Titles,
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        """`withheld` names the fields that were kept back in at least one row."""
        self.id = str(row.get("id") or "")
        for name, editor in self.editors.items():
            value = row.get(name)
            shown = titles.get((editor.field.refers_to, str(value)), "") if editor.field.refers_to else ""
            editor.set_value(value, unparsed.get(name, ""), shown)
            editor.set_absent(WITHHELD if name in withheld and value is None else "")

    def widgets(self) -> list[QWidget]:
        return [*(editor.widget() for editor in self.editors.values()), self.remove]

    def has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and any(widget.hasFocus() or widget.isAncestorOf(focus) for widget in self.widgets())


def kept_back(lines: Lines, withheld: frozenset[str]) -> frozenset[str]:
    """The fields of a child table that a lower unit kept back in at least one row; `withheld` is Record.withheld."""
    return frozenset(name for path in withheld for table, _, name in (path.partition("."),) if table == lines.name)


def keyboard_of(editor: Editor) -> QWidget:
    """What has the focus while one is in this field."""
    return editor.widget().focusProxy() or editor.widget()
