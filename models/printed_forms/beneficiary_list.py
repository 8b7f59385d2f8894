"""Danh sách nhận hỗ trợ: who receives what, with room for each to sign; A4 across, eleven columns as is practice.

Whoever signs for another is named with the relation ("ký thay"). A row "trong đó" is contained in the row above it: it
has no number of its own and does not add to the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.documents import Align, Block, Cell, Column, Document, Heading, Paragraph, Signature, Signatures, Table
from models.fields import Field
from models.numerals import format_number
from models.printed_form import PrintedForm, PrintJob
from models.record_sheet import DOTS, WITHHELD, void_note
from models.text import amount_in_words
from models.values import show
from models.visibility import rows_of

LINES = "beneficiaries"
ROOM_TO_SIGN = 11.0  # mm
BLANK_ROWS = 8  # on a draft to be filled in by hand
COMMUNES = ("xã ", "phường ", "thị trấn ", "đặc khu ")
COLUMNS = (
    Column("STT", 0.5, Align.CENTRE),
    Column("Họ và tên", 2.3),
    Column("Số căn cước", 1.5, Align.CENTRE),
    Column("Nội dung hỗ trợ", 1.5),
    Column("Xã, phường", 1.0),
    Column("Khối, xóm", 1.3),
    Column("Đối tượng", 1.4),
    Column("Loại hình hỗ trợ", 1.2),
    Column("Nguồn hỗ trợ", 1.9),
    Column("Số tiền (đồng)", 1.2, Align.RIGHT),
    Column("Ký nhận", 1.9, Align.CENTRE),
)
AMOUNT = 9  # the place of "Số tiền" among the columns


def beneficiary_list(job: PrintJob) -> Document:
    """The list with its total in figures and in words, signed by who made it and by the standing committee."""
    rows = rows_of(job.values, LINES) or ([{}] * BLANK_ROWS if job.is_draft else [])
    adding = job.record_type.lines_by_name[LINES].adding(rows)
    total, gifts = (sum(_number(row, name) for row in adding) for name in ("given_amount", "gift_count"))
    blocks: list[Block] = [Heading("Danh sách nhận hỗ trợ", 0), *_about(job)]
    blocks.append(Table(COLUMNS, (*_body(job, rows), _total(total, gifts)), row_height=ROOM_TO_SIGN))
    if total or job.is_draft:
        words = f"{amount_in_words(total)}." if total else DOTS
        blocks.append(Paragraph(f"Tổng số tiền, giá trị (viết bằng chữ): {words}"))
    blocks.append(
        Signatures(
            (
                Signature(("NGƯỜI LẬP",), str(job.values.get("preparer") or "")),
                Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
            )
        )
    )
    title = f"Danh sách nhận hỗ trợ {job.record.number_text}".strip()
    return Document(title, job.dated(job.values.get("paid_date")), tuple(blocks), landscape=True)


BENEFICIARY_LIST = PrintedForm("beneficiaries", "Danh sách nhận hỗ trợ", beneficiary_list, voucher=True, needs=LINES)


def _about(job: PrintJob) -> Iterator[Paragraph]:
    """By which decision and voucher, from which fund and where it was handed out; if void, why."""
    told = (("Quyết định số", "decision_no"), ("ngày", "decision_date"), ("của", "decision_body"))
    decision = " ".join(f"{word} {job.text(name)}" for word, name in told if job.text(name))
    if job.text("decision_no"):
        yield Paragraph(f"(Kèm theo {decision})", Align.CENTRE, italic=True)
    voucher = f"Phiếu số {job.record.number_text or DOTS}"
    parts = [voucher, *(text for name in ("fund", "place") if (text := job.text(name)) and text != DOTS)]
    yield Paragraph("; ".join(parts), Align.CENTRE, italic=True)
    yield from void_note(job.record)


def _body(job: PrintJob, rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for row in rows:
        part = _is_part(row)
        number += not part
        yield (Cell("" if part else str(number)), *_cells(job, row, part=part))


def _cells(job: PrintJob, row: Mapping[str, object], *, part: bool) -> Iterator[Cell]:
    fields = {field.name: field for field in job.record_type.lines_by_name[LINES].fields}
    filled = bool(row)
    name = _told(job, fields["full_name"], row)
    yield Cell(f"Trong đó: {name}" if part else name, italic=part, indent=int(part))
    yield Cell(_told(job, fields["id_number"], row))
    yield Cell(_common(job, "content") if filled else "")
    yield Cell(_commune(job) if filled else "")
    yield Cell(_area(job, row))
    yield Cell(_told(job, fields["category"], row))
    yield Cell(_kind(job, row) if filled else "")
    yield Cell(_source(job) if filled else "")
    amount = row.get("given_amount")
    known = amount if isinstance(amount, int) else None
    yield Cell(_told(job, fields["given_amount"], row), number=known, italic=part)
    yield Cell(_signed(row), italic=True)


def _told(job: PrintJob, field: Field, row: Mapping[str, object]) -> str:
    return WITHHELD if f"{LINES}.{field.name}" in job.record.withheld else show(field, row.get(field.name))


def _common(job: PrintJob, name: str) -> str:
    """A field of the whole record, which the list repeats in each row; nothing to write on where it is missing."""
    text = job.text(name)
    return "" if text == DOTS else text


def _commune(job: PrintJob) -> str:
    """Our own name where we are a commune: a list of a higher level leaves it to be written in."""
    name = job.title_of("unit", job.record.origin_unit) if job.record.origin_unit else ""
    return name if name.casefold().startswith(COMMUNES) else ""


def _area(job: PrintJob, row: Mapping[str, object]) -> str:
    area = row.get("residential_area")
    return job.title_of("residential_area", area) if isinstance(area, str) and area else ""


def _kind(job: PrintJob, row: Mapping[str, object]) -> str:
    """The goods of this row by name, else the form of the whole; how many gifts where there is more than one."""
    kind = str(row.get("given_goods") or "") or _common(job, "form")
    count = row.get("gift_count")
    return f"{kind}, {format_number(count)} suất" if isinstance(count, int) and count > 1 else kind


def _source(job: PrintJob) -> str:
    """ "Quỹ “Vì người nghèo” (xã)": whose fund it is in brackets, without what is said of the level there."""
    source, level = _common(job, "funding_source"), _common(job, "funding_level").partition(" (")[0]
    return f"{source} ({level[:1].lower()}{level[1:]})" if source and level else source


def _signed(row: Mapping[str, object]) -> str:
    if row.get("signature") == "ky_thay":
        relation = f" ({row['relation']})" if row.get("relation") else ""
        return f"Ký thay: {row.get('signed_by') or ''}{relation}"
    return "Đã ký nhận" if row.get("signature") == "da_ky" else ""


def _is_part(row: Mapping[str, object]) -> bool:
    return row.get("is_part") is True


def _number(row: Mapping[str, object], name: str) -> int:
    number = row.get(name)
    return number if isinstance(number, int) else 0


def _total(total: int, gifts: int) -> tuple[Cell, ...]:
    text = format_number(total) if total else ""
    label = f"Tổng cộng: {format_number(gifts)} suất" if gifts else "Tổng cộng"
    return (Cell(label, bold=True, span=AMOUNT), Cell(text, number=total or None, bold=True), Cell(""))
