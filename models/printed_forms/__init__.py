"""Which papers can be printed of a record: one function each, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.documents import Document
from models.printed_form import PrintedForm, PrintJob
from models.printed_forms.beneficiary_list import BENEFICIARY_LIST
from models.printed_forms.donation_receipt import RECEIPT
from models.record_sheet import record_sheet
from models.record_types import record_type
from models.records import Record
from models.visibility import visible_fields


def _sheet(job: PrintJob) -> Document:
    return record_sheet(job.record_type, job.record, job.title_of, job.letterhead)


SHEET = PrintedForm("sheet", "Phiếu in của sổ", _sheet)
"""Every register has it: all that was entered, as in the form."""

VOUCHERS: Mapping[str, tuple[PrintedForm, ...]] = MappingProxyType(
    {"donation_receipt": (RECEIPT,), "disbursement": (BENEFICIARY_LIST,)}
)
"""Record type -> the papers that are handed out, the one most asked for first."""


def forms_of(record: Record) -> tuple[PrintedForm, ...]:
    """The forms of a record. What another unit entered, that unit hands out: here only its sheet is printed."""
    if record.received or record.record_type not in VOUCHERS:
        return (SHEET,)
    shown = visible_fields(record_type(record.record_type), record.values)
    return (*(form for form in VOUCHERS[record.record_type] if not form.needs or form.needs in shown), SHEET)


def form_named(record: Record, name: str) -> PrintedForm:
    """The form of this name; KeyError when the record has none."""
    return {form.name: form for form in forms_of(record)}[name]
