"""The vocabulary of printed forms: what a form is, what it is made from, and the mark that says what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from models.documents import Document, Letterhead
from models.fields import RecordType
from models.record_sheet import DOTS, TitleOf, field_text
from models.records import Record, State
from models.rules import Lookup
from models.visibility import rows_of, shown_values, visible_fields

DRAFT_MARK = "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"
VOID_MARK = "ĐÃ HỦY"
CARD_NUMBERS = frozenset({"id_number", "spouse_id", "proxy_id"})
"""The names under which registers declare the number of a person's identity card."""

SHOWN_END = 3  # figures, enough to tell two people of one name apart


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What a form is made from. `place` stands before the day under the motto, which `letterhead` leaves open.
    Numbers of identity cards come masked unless the officer asked for them."""

    record_type: RecordType
    record: Record
    title_of: TitleOf
    lookup: Lookup
    letterhead: Letterhead | None
    place: str = ""

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
    `needs` names the child table without which there is nothing to print."""

    name: str
    label: str
    make: Callable[[PrintJob], Document]
    voucher: bool = False
    needs: str = ""


def printed(form: PrintedForm, job: PrintJob, times: int, *, whole_numbers: bool = False) -> Document:
    """The paper with its mark; `times` it was printed before from the final record. Numbers of identity cards show only
    their end, unless `whole_numbers` are asked for (Luật 91/2025/QH15)."""
    record = job.record if whole_numbers else masked(job.record_type, job.record)
    return replace(form.make(replace(job, record=record)), mark=mark_of(form, record.state, times))


def has_card_numbers(record_type: RecordType) -> bool:
    """Whether there is anything to mask in such records."""
    rows = (field for lines in record_type.lines for field in lines.fields)
    return any(field.name in CARD_NUMBERS for field in (*record_type.by_name.values(), *rows))


def masked(record_type: RecordType, record: Record) -> Record:
    """The record with only the last figures of each number of an identity card."""
    values = _masked(record.values)
    for lines in record_type.lines:
        if lines.name in values:
            values[lines.name] = [_masked(row) for row in rows_of(values, lines.name)]
    return replace(record, values=values)


def _masked(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _mask(value) if name in CARD_NUMBERS else value for name, value in values.items()}


def _mask(value: object) -> object:
    return "*" * max(len(value) - SHOWN_END, 0) + value[-SHOWN_END:] if isinstance(value, str) else value


def mark_of(form: PrintedForm, state: State, times: int) -> str:
    """What stands in the corner of the paper; "" on a valid original."""
    if state is State.DRAFT:
        return DRAFT_MARK
    if state is State.VOID:
        return VOID_MARK
    return f"BẢN IN LẠI (lần {times})" if form.voucher and times else ""
