"""The books laid out as tables for screen and paper; behind a number stands what to open for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from models.books import Days, FundLine, GiftLine, PledgeLine, StockLine
from models.days import show_day
from models.documents import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from models.numerals import format_number
from models.record_types._disbursement_lines import GOODS_FORMS
from models.record_types.donation_receipt import MONEY_KINDS
from models.text import amount_in_words

Answers = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a number: one record (`record`), or those of a register in `days` whose references and answers
    are these and in which the `words` stand."""

    record_type: str
    record: str = ""
    days: Days | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A book of `days` ready to be shown: `behind` by the key of a cell; `summary` says the outcome; `in_words` is the
    sum in đồng that is written out under the printed book, None for none; `doubt` is what the officer should look into
    before it is printed, "" for nothing."""

    title: str
    days: Days
    table: Table
    behind: Mapping[str, Behind]
    summary: str
    in_words: int | None = None
    doubt: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no line stands in it: every line has something behind it."""
        return not self.behind


def funds_book(lines: Sequence[FundLine], days: Days) -> Book:
    """Opening + received + from units - spent - passed up - passed on = closing, a line per fund and appeal."""
    behind: dict[str, Behind] = {}
    rows = [_fund_row(number, line, days, behind) for number, line in _numbered(lines)]
    wholes = [line for line in lines if not line.campaign]
    rows.append(_total_row(["Cộng các quỹ"], [sum(getattr(line, name) for line in wholes) for name in _FUND_SUMS]))
    columns = (*_labels("Quỹ, đợt vận động"), *(_number_column(title) for title in _FUND_COLUMNS))
    closing = sum(line.closing for line in wholes)
    summary = f"Tồn các quỹ đến ngày {show_day(days.last)}: {format_number(closing)} đồng"
    if running := sum(line.running for line in wholes):
        summary = f"Trong số đã chi có {format_number(running)} đồng cho hoạt động của quỹ. {summary}"
    below = ", ".join(line.campaign_title or line.fund_title for line in lines if line.closing < 0)
    doubt = f"Đang âm: {below}. Kiểm tra lại phiếu tiếp nhận, phiếu chi và số dư đầu." if below else ""
    return Book("SỔ THEO DÕI QUỸ", days, Table(columns, tuple(rows)), behind, summary, in_words=closing, doubt=doubt)


_FUND_SUMS = ("opening", "received", "from_units", "spent", "passed_up", "passed_on", "closing")
_FUND_COLUMNS = (
    "Tồn đầu",
    "Tiếp nhận trực tiếp",
    "Nhận từ đơn vị khác",
    "Chi hỗ trợ",
    "Chuyển cấp trên",
    "Phân bổ đơn vị khác",
    "Tồn cuối",
)
_RECEIPTS: Mapping[str, Answers] = {
    "received": {"kind": MONEY_KINDS, "source_level": ("truc_tiep",)},
    "from_units": {"kind": MONEY_KINDS, "source_level": ("cap_tren", "noi_khac")},
}
_PAYMENTS: Mapping[str, Answers] = {
    "spent": {"source_level": ("truc_tiep",), "direction": ("doi_tuong",)},
    "passed_up": {"source_level": ("truc_tiep",), "direction": ("cap_tren",)},
    "passed_on": {"source_level": ("truc_tiep",), "direction": ("don_vi",)},
}


def _fund_row(number: str, line: FundLine, days: Days, behind: dict[str, Behind]) -> tuple[Cell, ...]:
    part = bool(line.campaign)
    label = f"Trong đó: {line.campaign_title}" if part else line.fund_title
    if line.opens and not part:
        label += f" (số dư đầu ngày {show_day(line.opens)})"
    references = {"fund": line.fund} | ({"campaign": line.campaign} if part else {})
    counted = Days(max(days.first, line.opens), days.last)
    cells = []
    for name in _FUND_SUMS:
        key = ""
        if name in _RECEIPTS or name in _PAYMENTS:
            key = f"{line.fund}|{line.campaign}|{name}"
            of, answers = ("donation_receipt", _RECEIPTS) if name in _RECEIPTS else ("disbursement", _PAYMENTS)
            behind[key] = Behind(of, days=counted, references=references, answers=answers[name])
        cells.append(_money(getattr(line, name), key, bold=name == "closing" and not part, italic=part))
    return (Cell(number), Cell(label, italic=part, indent=int(part), bold=not part), *cells)


def stock_book(lines: Sequence[StockLine], days: Days) -> Book:
    """What came into the store, what went out, what is there, by kind of goods under its fund and appeal."""
    behind: dict[str, Behind] = {}
    rows: list[tuple[Cell, ...]] = []
    for (_, _, fund, campaign), kinds in groupby(lines, key=_store):
        rows.append((Cell(" · ".join(filter(None, (fund, campaign))), bold=True, span=7),))
        for number, line in enumerate(kinds, 1):
            rows.append(_stock_row(str(number), line, days, behind))
    titles = ("Tồn đầu", "Nhập", "Xuất", "Tồn cuối")
    columns = (*_labels("Tên hàng"), Column("Đơn vị tính", 1.2), *(_number_column(title) for title in titles))
    there = sum(line.on_hand > 0 for line in lines)
    summary = f"{there} mặt hàng còn trong kho đến ngày {show_day(days.last)}"
    below = ", ".join(f"{line.name} ({line.campaign_title or line.fund_title})" for line in lines if line.on_hand < 0)
    doubt = f"Đang âm: {below}. Kiểm tra lại phiếu tiếp nhận, phiếu chi và hàng tồn đầu." if below else ""
    return Book("SỔ THEO DÕI HIỆN VẬT", days, Table(columns, tuple(rows)), behind, summary, doubt=doubt)


_MOVED: Sequence[tuple[str, str, Answers]] = (
    ("in", "donation_receipt", {"kind": ("hien_vat",)}),
    ("out", "disbursement", {"source_level": ("truc_tiep",), "form": GOODS_FORMS}),
)


def _store(line: StockLine) -> tuple[str, str, str, str]:
    return line.fund, line.campaign, line.fund_title, line.campaign_title


def _stock_row(number: str, line: StockLine, days: Days, behind: dict[str, Behind]) -> tuple[Cell, ...]:
    place = f"{line.fund}|{line.campaign}|{line.name}|{line.unit}"
    references = {"fund": line.fund} | ({"campaign": line.campaign} if line.campaign else {})
    for way, of, answers in _MOVED:
        behind[f"{place}|{way}"] = Behind(of, days=days, references=references, answers=answers, words=line.name)
    amounts = ((line.opening, ""), (line.taken_in, "in"), (line.given_out, "out"), (line.on_hand, ""))
    cells = (_quantity(amount, f"{place}|{key}" if key else "") for amount, key in amounts)
    return (Cell(number), Cell(line.name), Cell(line.unit), *cells)


def gifts_book(lines: Sequence[GiftLine], days: Days) -> Book:
    """Every gift with a condition against what was spent for it."""
    behind: dict[str, Behind] = {}
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(lines, 1):
        behind[f"{line.receipt}|gift"] = Behind("donation_receipt", record=line.receipt)
        behind[f"{line.receipt}|spent"] = Behind(
            "disbursement", days=Days(line.day, days.last), references={"restricted_gift": line.receipt}
        )
        rows.append(
            (
                Cell(str(number)),
                Cell(
                    " · ".join(filter(None, (line.donor, line.number, show_day(line.day), line.condition))),
                    key=f"{line.receipt}|gift",
                ),
                _money(line.amount, f"{line.receipt}|gift"),
                _money(line.spent, f"{line.receipt}|spent"),
                _money(line.left, bold=True),
            )
        )
    rows.append(
        _total_row(["Cộng"], [sum(getattr(line, name) for line in lines) for name in ("amount", "spent", "left")])
    )
    columns = (
        *_labels("Nhà hảo tâm, phiếu tiếp nhận, mục đích"),
        *(_number_column(title) for title in ("Giá trị đã nhận", "Đã chi đúng mục đích", "Còn phải chi")),
    )
    summary = f"Còn phải chi đúng cam kết: {format_number(sum(line.left for line in lines))} đồng"
    beyond = ", ".join(line.number for line in lines if line.left < 0)
    doubt = f"Đã chi quá khoản nhận: {beyond}. Kiểm tra lại phiếu tiếp nhận và các phiếu chi." if beyond else ""
    return Book("SỔ THEO DÕI ỦNG HỘ CÓ ĐIỀU KIỆN", days, Table(columns, tuple(rows)), behind, summary, doubt=doubt)


def pledges_book(lines: Sequence[PledgeLine], days: Days) -> Book:
    """Every pledge with what came of it, what is open, and what is overdue on the last day."""
    behind: dict[str, Behind] = {}
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(lines, 1):
        behind[f"{line.pledge}|pledge"] = Behind("pledge", record=line.pledge)
        behind[f"{line.pledge}|received"] = Behind(
            "donation_receipt", days=Days(line.day, days.last), references={"pledge": line.pledge}
        )
        promised = " · ".join(filter(None, (line.donor, show_day(line.day), line.fund_title)))
        rows.append(
            (
                Cell(str(number)),
                Cell(promised, key=f"{line.pledge}|pledge"),
                Cell("Đã hủy" if line.cancelled else show_day(line.due) or "Chưa hẹn"),
                _money(line.amount, f"{line.pledge}|pledge"),
                _money(line.received, f"{line.pledge}|received"),
                _money(line.open, bold=True),
                _money(line.overdue(days.last)),
            )
        )
    sums = [sum(getattr(line, name) for line in lines) for name in ("amount", "received", "open")]
    overdue = sum(line.overdue(days.last) for line in lines)
    rows.append(_total_row(["Cộng", ""], [*sums, overdue]))
    columns = (
        *_labels("Nhà hảo tâm, ngày đăng ký, quỹ", 6),
        Column("Thời hạn", 1.4),
        *(_number_column(title) for title in ("Đăng ký", "Đã nhận", "Còn lại", "Quá hạn")),
    )
    late = f"trong đó quá hạn {format_number(overdue)} đồng" if overdue else "không có khoản quá hạn"
    summary = f"Còn lại {format_number(sums[2])} đồng, {late}"
    return Book("SỔ THEO DÕI ĐĂNG KÝ ỦNG HỘ", days, Table(columns, tuple(rows)), behind, summary)


def document(book: Book, letterhead: Letterhead | None) -> Document:
    """The book as it is printed and signed."""
    first, last = show_day(book.days.first), show_day(book.days.last)
    words = () if book.in_words is None else (f"Bằng chữ: {amount_in_words(book.in_words)}.",)
    blocks: tuple[Block, ...] = (
        Heading(book.title, 0),
        Paragraph(f"Từ ngày {first} đến ngày {last}", Align.CENTRE, italic=True),
        book.table,
        Paragraph(f"{book.summary}."),
        *(Paragraph(text, italic=True) for text in words),
        Signatures((Signature(("NGƯỜI LẬP",)), Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")))),
    )
    return Document(f"{book.title.capitalize()} {last.replace('/', '-')}", letterhead, blocks)


def _labels(title: str, width: float = 4) -> tuple[Column, Column]:
    return Column("TT", 0.5, Align.CENTRE, label_column=True), Column(title, width, label_column=True)


def _number_column(title: str) -> Column:
    return Column(title, 1.6, Align.RIGHT)


def _numbered(lines: Iterable[FundLine]) -> Iterable[tuple[str, FundLine]]:
    number = 0
    for line in lines:
        number += not line.campaign
        yield ("" if line.campaign else str(number)), line


def _money(amount: int, key: str = "", *, bold: bool = False, italic: bool = False) -> Cell:
    return Cell(format_number(amount), amount, bold=bold, italic=italic, key=key)


def _quantity(thousandths: int, key: str = "") -> Cell:
    return Cell(format_number(thousandths, 3, trim=True), thousandths, decimals=3, key=key)


def _total_row(labels: Sequence[str], sums: Sequence[int]) -> tuple[Cell, ...]:
    return (Cell(""), *(Cell(label, bold=True) for label in labels), *(_money(amount, bold=True) for amount in sums))
