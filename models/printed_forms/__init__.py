"""Which papers can be printed of a record: one function each, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.documents import Document
from models.printed_form import PrintedForm, PrintJob
from models.printed_forms.donation_receipt import RECEIPT
from models.record_sheet import record_sheet
from models.records import Record


def _sheet(job: PrintJob) -> Document:
    return record_sheet(job.record_type, job.record, job.title_of, job.letterhead)


SHEET = PrintedForm("sheet", "Phiếu in của sổ", _sheet)
"""Every register has it: all that was entered, as in the form."""

VOUCHERS: Mapping[str, tuple[PrintedForm, ...]] = MappingProxyType({"donation_receipt": (RECEIPT,)})
"""Record type -> the papers that are handed out, the one most asked for first."""


def forms_of(record: Record) -> tuple[PrintedForm, ...]:
    """The forms of a record. What another unit entered, that unit hands out: here only its sheet is printed."""
    return (SHEET,) if record.received else (*VOUCHERS.get(record.record_type, ()), SHEET)


def form_named(record: Record, name: str) -> PrintedForm:
    """The form of this name; KeyError when the record has none."""
    return {form.name: form for form in forms_of(record)}[name]
