"""The preview of a record's printed forms, under the heading of the unit that keeps the register."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from models.documents import Document, Letterhead
from models.ports import Identity, Store
from models.printed_form import PrintedForm, PrintJob, has_card_numbers, printed
from models.printed_forms import form_named
from models.record_types import record_type
from models.records import Record
from models.report_layout import FRONT, STANDING_COMMITTEE
from ui.paper.document_files import file_kinds
from ui.paper.preview import Printable, show_preview
from ui.session import Session

WHOLE_NUMBERS = "In đủ số căn cước"


def preview_record(parent: QWidget, session: Session, record: Record, form: str) -> None:
    """Show a form of a record as it stands on screen; each time it goes to a printer or a file is remembered."""
    show_preview(parent, printable(session, record, form_named(record, form)), file_kinds(session))


def printable(session: Session, record: Record, form: PrintedForm) -> Printable:
    """What the preview shows, and what it tells back."""

    def make(whole_numbers: bool) -> Document:
        today = dt.datetime.now().astimezone().date()
        return session.read(lambda store: paper(store, record, form, today, whole_numbers=whole_numbers))

    def note() -> None:
        if record.version:
            session.write(lambda store: store.prints.note(record.record_type, record.id, form.name, form.label))

    numbers = has_card_numbers(record_type(record.record_type))
    return Printable(make, note, WHOLE_NUMBERS if numbers else "")


def paper(store: Store, record: Record, form: PrintedForm, today: dt.date, *, whole_numbers: bool = False) -> Document:
    """The form with its heading and its mark; a received record stands under the unit that sent it."""
    identity = store.settings.identity()
    names = store.units.tree().on(today)

    def title_of(name: str, key: str) -> str:
        return names.name(key) if name == "unit" else store.records.title(name, key)

    head = None
    if identity is not None:
        head = letterhead(names.name(record.origin_unit) if record.received else identity.unit_name, identity, today)
    job = PrintJob(
        record_type(record.record_type),
        record,
        title_of,
        store.records.lookup(),
        head,
        place=identity.place if identity else "",
    )
    times = store.prints.times(record.record_type, record.id, form.name)
    return printed(form, job, times, whole_numbers=whole_numbers)


def letterhead(unit_name: str, identity: Identity, today: dt.date) -> Letterhead:
    """As on a report: the Front of the unit, its standing committee, place and year."""
    name = unit_name.upper()
    above = name if "MẶT TRẬN" in name or "MTTQ" in name else f"{FRONT} {name}"
    return Letterhead(above, STANDING_COMMITTEE, "", f"{identity.place or '…'}, ngày … tháng … năm {today.year}")
