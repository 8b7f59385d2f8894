"""The form of a record type: hand-made where there is a module of its name here, otherwise the generated one.

A hand-made form is a FormBody named Form: it arranges (rows, tabs, what is folded away until used) and adds what the
declaration cannot say; labels, rules and choices stay in the declaration, and a field that it does not mention still
stands in its section.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from models.fields import RecordType
from ui.entry.editors import Surroundings
from ui.entry.form_body import FormBody

HAND_MADE = ("mediation_case", "disbursement", "house_support")


def make_form(record_type: RecordType, surroundings: Surroundings, new_id: Callable[[], str]) -> FormBody:
    """The fields and grids of one record type; `new_id` gives the id of a row that is begun."""
    made: type[FormBody] = FormBody
    if record_type.name in HAND_MADE:
        made = import_module(f"{__name__}.{record_type.name}").Form
    return made(record_type, surroundings, new_id)
