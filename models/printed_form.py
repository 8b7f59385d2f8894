"""The vocabulary of printed forms: what a form is, what it is made from, and the mark that says what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from models.documents import Document, Letterhead
from models.fields import Lookup, RecordType
from models.record_sheet import DOTS, TitleOf, field_text
from models.records import Record, State
from models.visibility import shown_values, visible_fields

DRAFT_MARK = "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"
VOID_MARK = "ĐÃ HỦY"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What a form is made from. `place` stands before the day under the motto, which `letterhead` leaves open.
    `option` is the officer's answer to what the form asks (PrintedForm.option)."""

    record_type: RecordType
    record: Record
    title_of: TitleOf
    lookup: Lookup
    letterhead: Letterhead | None
    place: str = ""
    option: bool = False

    @property
    def is_draft(self) -> bool:
        return self.record.state is State.DRAFT

    @property
    def shown(self) -> frozenset[str]:
        """The names of the fields and child tables that this record has."""
        return visible_fields(self.record_type, self.record.values, self.lookup)

    @property
    def values(self) -> Mapping[str, object]:
        return shown_values(self.record_type, self.record.values, self.lookup)

    def text(self, name: str) -> str:
        """A field as it is printed: dots to write on where a draft has nothing, "" where there is nothing to say."""
        if name not in self.shown:
            return ""
        text = field_text(self.record_type.by_name[name], self.record, self.values, self.title_of)
        return "" if text == DOTS and not self.is_draft else text

    def dated(self, iso: object) -> Letterhead | None:
        """The letterhead with place and day, "Vũ Lễ, ngày 03 tháng 02 năm 2026"; the day open without one."""
        year, month, day = iso.split("-") if isinstance(iso, str) and iso.count("-") == 2 else ("……", "……", "……")
        if self.letterhead is None:
            return None
        return replace(self.letterhead, place_date=f"{self.place or '……'}, ngày {day} tháng {month} năm {year}")


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A paper that is made of one record. History remembers it by its `name`, an officer chooses it by its `label`. A
    voucher is handed out: its first print of a final record is the original, every later one says that it is not.
    `option` is a question asked beside the preview, "" for none."""

    name: str
    label: str
    make: Callable[[PrintJob], Document]
    voucher: bool = False
    option: str = ""


def printed(form: PrintedForm, job: PrintJob, times: int) -> Document:
    """The paper with its mark; `times` it was printed before from the final record."""
    return replace(form.make(job), mark=mark_of(form, job.record.state, times))


def mark_of(form: PrintedForm, state: State, times: int) -> str:
    """What stands in the corner of the paper; "" on a valid original."""
    if state is State.DRAFT:
        return DRAFT_MARK
    if state is State.VOID:
        return VOID_MARK
    return f"BẢN IN LẠI (lần {times})" if form.voucher and times else ""
