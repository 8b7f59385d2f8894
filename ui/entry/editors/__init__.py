"""One editor per Kind; `make_editor` finds it."""

from __future__ import annotations

from models.fields import Field, Kind
from ui.entry.editors.area import AreaEditor
from ui.entry.editors.choice import CheckEditor, ChoiceEditor
from ui.entry.editors.date import DateEditor
from ui.entry.editors.editor import Editor, Surroundings
from ui.entry.editors.long_text import LongTextEditor
from ui.entry.editors.reference import ReferenceEditor, UnitEditor
from ui.entry.editors.text import TextEditor

__all__ = ["Editor", "Surroundings", "make_editor"]


def make_editor(field: Field, surroundings: Surroundings) -> Editor:
    """The editor of a field. A yes or no that must be given is chosen, so that "not answered" stays apart from "no"."""
    match field.kind:
        case Kind.LONG_TEXT:
            return LongTextEditor(field)
        case Kind.DATE:
            return DateEditor(field)
        case Kind.AREA:
            return AreaEditor(field, surroundings.land_units)
        case Kind.BOOLEAN if field.required is False:
            return CheckEditor(field)
        case Kind.CHOICE | Kind.BOOLEAN:
            return ChoiceEditor(field, surroundings)
        case Kind.REFERENCE:
            return ReferenceEditor(field, surroundings)
        case Kind.UNIT:
            return UnitEditor(field, surroundings)
        case _:
            return TextEditor(field)
