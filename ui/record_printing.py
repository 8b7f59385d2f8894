"""The print preview of one record's sheet, under the heading of the unit that keeps the register."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from models.documents import Document, Letterhead
from models.ports import Identity, Store
from models.record_sheet import record_sheet
from models.record_types import record_type
from models.records import Record
from models.report_layout import FRONT, STANDING_COMMITTEE
from ui.document_files import file_kinds
from ui.print_preview import Printable, show_preview
from ui.session import Session


def preview_record(parent: QWidget, session: Session, record: Record) -> None:
    """Show the sheet of a record as it stands on screen, from where it is printed or saved."""
    today = dt.datetime.now().astimezone().date()
    document = session.read(lambda store: sheet(store, record, today))
    show_preview(parent, Printable(lambda _: document), file_kinds(session))


def sheet(store: Store, record: Record, today: dt.date) -> Document:
    """The sheet with its heading; a received record stands under the unit that sent it."""
    identity = store.settings.identity()
    names = store.units.tree().on(today)

    def title_of(name: str, key: str) -> str:
        return names.name(key) if name == "unit" else store.records.title(name, key)

    head = None
    if identity is not None:
        head = letterhead(names.name(record.origin_unit) if record.received else identity.unit_name, identity, today)
    return record_sheet(record_type(record.record_type), record, title_of, head)


def letterhead(unit_name: str, identity: Identity, today: dt.date) -> Letterhead:
    """As on a report: the Front of the unit, its standing committee, place and year."""
    name = unit_name.upper()
    above = name if "MẶT TRẬN" in name or "MTTQ" in name else f"{FRONT} {name}"
    return Letterhead(above, STANDING_COMMITTEE, "", f"{identity.place or '…'}, ngày … tháng … năm {today.year}")
