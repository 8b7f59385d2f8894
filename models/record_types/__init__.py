"""The record types in screen order: a new one is its file, one line in NAMES and a migration.

A file `x.py` exports its declaration as the constant `X`. The names are resolved here, once, when the package loads; a
freezer that follows imports needs the package named whole (collect_submodules).
"""

from __future__ import annotations

from importlib import import_module

from models.fields import RecordType

NAMES = (
    "mediation_case",
    "donation_receipt",
    "pledge",
    "disbursement",
    "house_support",
    "land_contribution",
    "public_work",
    "work_contribution",
    "community_model",
    "outreach_session",
    "oversight_session",
    "unity_festival",
    "residential_area",
    "mediation_team",
    "mediator",
    "household",
    "fund",
    "campaign",
    "donor",
)


def _declared(name: str) -> RecordType:
    found = getattr(import_module(f"{__name__}.{name}"), name.upper(), None)
    if not isinstance(found, RecordType) or found.name != name:
        raise TypeError(f"record_types/{name}.py must export {name.upper()}, a RecordType named {name!r}")
    return found


RECORD_TYPES: tuple[RecordType, ...] = tuple(_declared(name) for name in NAMES)


def record_type(name: str) -> RecordType:
    """The record type of this name; KeyError, with the names that exist, where there is none."""
    for declared in RECORD_TYPES:
        if declared.name == name:
            return declared
    raise KeyError(f"no record type {name!r}; there are: {', '.join(NAMES)}")
