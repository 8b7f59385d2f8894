"""Biên nhận: what the donor takes home for money, goods or services given, two copies on one sheet.

The enterprise and the person who gives may ask for it in writing (Nghị định 93/2021/NĐ-CP Điều 9 khoản 7, Điều 17
khoản 2). It carries no number of an official voucher form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from models.documents import Align, Block, Document, Heading, NextCopy, Paragraph, Table
from models.paper import fits_half
from models.printed_form import PrintedForm, PrintJob
from models.record_sheet import DOTS, rows_table, void_note
from models.record_signing import signatories, signatures
from models.text import amount_in_words
from models.visibility import rows_of

GIVEN: Mapping[object, str] = MappingProxyType(
    {
        "tien_mat": "tiền",
        "chuyen_khoan": "tiền",
        "ngoai_te": "ngoại tệ",
        "hien_vat": "hiện vật",
        "dich_vu": "dịch vụ",
        "kim_khi_quy": "kim khí quý",
    }
)
BY_WAY = (None, "tien_mat", "chuyen_khoan")  # of the others the heading says it
SIGNING_ROOM = 46  # points: two copies shall fit a sheet
WRITE_HERE = "…" * 28
WIDTHS = MappingProxyType({"name": 3.2, "unit": 1.0, "quantity": 1.1, "unit_price": 1.4, "value": 1.9})
BLANK_ROWS = 3  # of goods on a draft to be filled in by hand


def donation_receipt(job: PrintJob) -> Document:
    """Both copies, the first for the files, the second for whoever gave."""
    name = receipt_name(job)
    copies = (("Liên 1: Lưu", True), (f"Liên 2: Giao {_other_side(job)}", False))
    blocks: list[Block] = []
    for copy, first in copies:
        blocks += [*([] if first else [NextCopy()]), *_copy(job, name, copy)]
    title = f"{name} {job.record.number_text}".strip()
    return Document(title, job.dated(job.values.get("received_date")), tuple(blocks), landscape=False)


RECEIPT = PrintedForm("receipt", "Biên nhận", donation_receipt, voucher=True)


def receipt_name(job: PrintJob) -> str:
    """What the paper is called: "Biên nhận hiện vật ủng hộ"; what a unit passes on is no donation to us."""
    passed_on = "source_unit" in job.shown
    words = ("Biên nhận", GIVEN.get(job.values.get("kind"), ""), "" if passed_on else "ủng hộ")
    return " ".join(word for word in words if word)


def _other_side(job: PrintJob) -> str:
    if job.text("payer"):
        return "người nộp"
    return "đơn vị chuyển" if "source_unit" in job.shown else "nhà hảo tâm"


def _copy(job: PrintJob, name: str, copy: str) -> Iterator[Block]:
    shown = job.shown
    yield Heading(name.upper(), 0)
    yield Paragraph(f"Số: {job.record.number_text or DOTS} – {copy}", Align.CENTRE, italic=True)
    yield from void_note(job.record)
    yield from _giver(job)
    if job.values.get("campaign"):
        yield from _line("Đợt vận động", job.text("campaign"))
    way = job.text("kind") if job.values.get("kind") in BY_WAY else ""
    yield from _pair(("Tiếp nhận vào", job.text("fund")), ("Hình thức", way))
    if "goods" in shown:
        yield _goods(job)
    yield from _worth(job)
    yield from _line("Mục đích, điều kiện", job.text("restriction").replace("\n", "; "))
    yield from _line("Chứng từ ngân hàng", job.text("bank_ref"))
    yield replace(signatures(signatories(job.record_type, job.record, shown), job.values), room=SIGNING_ROOM)


def _giver(job: PrintJob) -> Iterator[Paragraph]:
    """Who gave and from where; a gift passed on by a unit of the Front names that unit first."""
    yield from _line("Đơn vị chuyển", job.text("source_unit"))
    donor = job.record.values.get("donor")
    if donor or ("source_unit" not in job.shown and job.is_draft):
        yield from _line("Nhà hảo tâm", job.text("donor"))
    known = job.lookup("donor", donor) if isinstance(donor, str) and donor else None
    address = str((known or {}).get("address") or "")
    yield from _line("Địa chỉ", address or (DOTS if job.is_draft else ""))


def _worth(job: PrintJob) -> Iterator[Paragraph]:
    """The amount in figures and in words; foreign money with its rate first, goods by what they are reckoned at."""
    currency = job.text("fx_currency")
    if currency:
        rate = f"{job.text('fx_rate')}/{currency}" if job.text("fx_rate") != DOTS else DOTS
        yield from _pair(("Số ngoại tệ", f"{job.text('fx_amount')} {currency}"), ("Tỷ giá", rate))
        yield from _line("Ngày bán ngoại tệ", "" if job.text("fx_sold_date") == DOTS else job.text("fx_sold_date"))
    label = "Tổng giá trị quy đổi" if "goods" in job.shown else "Quy ra tiền Việt Nam" if currency else "Số tiền"
    amount, text = job.values.get("amount_vnd"), job.text("amount_vnd")
    if text:
        yield Paragraph(f"{label}: {text}", bold=True)
        words = amount_in_words(amount) if isinstance(amount, int) and amount > 0 else DOTS
        yield Paragraph(f"(Viết bằng chữ: {words})", italic=True)


def _goods(job: PrintJob) -> Table:
    """Name, unit and quantity of everything (Nghị định 93/2021/NĐ-CP Điều 9 khoản 2); prices where they are known."""
    rows = rows_of(job.values, "goods") or ([{}] * BLANK_ROWS if job.is_draft else [])
    goods = job.record_type.lines_by_name["goods"]
    return rows_table(goods, rows, job.title_of, draft=job.is_draft, widths=WIDTHS, sums=False)


def _line(label: str, text: str) -> Iterator[Paragraph]:
    if text:
        yield Paragraph(f"{label}: {WRITE_HERE if text == DOTS else text}")


def _pair(left: tuple[str, str], right: tuple[str, str]) -> Iterator[Paragraph]:
    """Two short entries share a line."""
    one, other = (f"{label}: {text}" if text else "" for label, text in (left, right))
    if one and other and fits_half(one) and fits_half(other):
        yield Paragraph(one, beside=other)
    else:
        yield from (Paragraph(text) for text in (one, other) if text)
