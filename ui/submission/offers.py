"""What receiving the chosen files would do: a list of files with their verdict, and the totals that change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from models.indicators import Indicator
from models.numerals import format_number
from models.periods import parse_period
from models.report_numbers import NOT_ADDITIVE, shown
from models.submissions import Receipt, Verdict
from ui.look.icons import icon
from ui.plain_tables import fill_row, fit_columns, plain_table, row_data

WORDS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.NEW: ("Nhận mới", "done", "done"),
    Verdict.REPLACES: ("Thay lần trước", "refresh", "accent"),
    Verdict.SAME: ("Đã nhận rồi", "info", "muted"),
    Verdict.OLDER: ("Chỉ lưu lịch sử", "history", "muted"),
    Verdict.UNLISTED: ("Chưa có trong danh sách", "alert", "warning"),
    Verdict.FORK: ("Trùng số, khác nội dung", "alert", "warning"),
    Verdict.REFUSED: ("Không nhận", "error", "error"),
}
"""Verdict -> word, icon and the icon's colour."""

TAKEN = frozenset({Verdict.NEW, Verdict.REPLACES, Verdict.OLDER})


class OffersView(QWidget):
    """The files above; beneath, what the chosen one brings and how our totals change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = ("Kết quả", "Đơn vị", "Kỳ", "Số", "Mới", "Đổi", "Rút", "Tệp")
        self.files = plain_table("Các tệp", titles, right=(3, 4, 5, 6))
        self._message = QLabel("")
        self._message.setWordWrap(True)
        self._warnings = QLabel("")
        self._warnings.setWordWrap(True)
        self._warnings.setProperty("role", "warning")
        self.parts = plain_table(
            "Các phần trong tệp", ("Đơn vị", "Kỳ", "Số", "Mới", "Đổi", "Rút", "Ghi chú"), (2, 3, 4, 5)
        )
        self.totals = plain_table("Tổng thay đổi", ("Chỉ tiêu", "Kỳ", "Trước", "Sau", "Chênh lệch"), (2, 3, 4))
        self.tabs = QTabWidget()
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 6, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._message)
        below.addWidget(self._warnings)
        below.addWidget(self.parts, 1)
        below.addStretch()
        self.tabs.addTab(inside, "Trong tệp này")
        self.tabs.addTab(self.totals, "Tổng trước và sau")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.files, 3)
        column.addWidget(self.tabs, 3)
        self.files.itemSelectionChanged.connect(self._show_file)

    def show_receipts(self, receipts: Sequence[Receipt], indicators: Mapping[str, Indicator]) -> None:
        """Show what becomes of each file; the first that needs a decision is chosen."""
        self.files.setRowCount(len(receipts))
        for row, receipt in enumerate(receipts):
            word, sign, colour = WORDS[receipt.verdict]
            fill_row(self.files, row, (word, *_about(receipt)), receipt, icon(sign, colour))
        fit_columns(self.files, 7)
        waiting = [row for row, receipt in enumerate(receipts) if receipt.verdict not in TAKEN]
        self.files.selectRow(waiting[0] if waiting else 0)
        self._show_file()
        self._show_totals(receipts, indicators)

    def _show_file(self) -> None:
        receipt = row_data(self.files, self.files.currentRow())
        if not isinstance(receipt, Receipt):
            return
        self._message.setText(receipt.message)
        self._warnings.setText("\n".join((*receipt.proxies, *receipt.warnings)))
        self._warnings.setVisible(bool(receipt.proxies or receipt.warnings))
        self.parts.setRowCount(len(receipt.parts))
        self.parts.setVisible(bool(receipt.parts))
        for row, part in enumerate(receipt.parts):
            counts = (format_number(count, 0) for count in (part.new, part.changed, part.withdrawn))
            texts = (
                part.unit_name,
                parse_period(part.period).label,
                str(part.number),
                *counts,
                _note(part.note, part.counts),
            )
            fill_row(self.parts, row, texts, part)
        fit_columns(self.parts, 6)

    def _show_totals(self, receipts: Sequence[Receipt], indicators: Mapping[str, Indicator]) -> None:
        changes = changed_totals(receipts)
        self.totals.setRowCount(len(changes))
        for row, (period, code, before, after) in enumerate(changes):
            indicator = indicators.get(code)
            if indicator is None:
                continue
            name = f"{indicator.label} ({indicator.unit})" if indicator.unit else indicator.label
            texts = (name, parse_period(period).label, _number(indicator, before), _number(indicator, after))
            fill_row(self.totals, row, (*texts, _difference(indicator, before, after)), code)
        fit_columns(self.totals, 0)
        self.tabs.setTabText(1, f"Tổng trước và sau ({len(changes)} chỉ tiêu đổi)")


def changed_totals(receipts: Sequence[Receipt]) -> list[tuple[str, str, int | None, int | None]]:
    """(period, code, before the first file, after the last one) of every total that ends up different."""
    first: dict[tuple[str, str], int | None] = {}
    last: dict[tuple[str, str], int | None] = {}
    for receipt in receipts:
        for code in {**receipt.before, **receipt.after}:
            key = (receipt.period, code)
            first.setdefault(key, receipt.before.get(code))
            last[key] = receipt.after.get(code)
    return [(*key, before, last[key]) for key, before in first.items() if before != last[key]]


def _about(receipt: Receipt) -> tuple[str, ...]:
    """Unit, period, number, new, changed, withdrawn, file."""
    name = Path(receipt.path).name
    if not receipt.unit:
        return ("", "", "", "", "", "", name)
    sums = (sum(getattr(part, kind) for part in receipt.parts) for kind in ("new", "changed", "withdrawn"))
    counts = tuple(format_number(count, 0) if receipt.parts else "" for count in sums)
    return (receipt.unit_name, parse_period(receipt.period).label, str(receipt.number), *counts, name)


def _note(note: str, counts: bool) -> str:
    return note or ("" if counts else "Không tính, đã có lần gửi mới hơn")


def _number(indicator: Indicator, value: int | None) -> str:
    if value is None:
        return "chưa có" if indicator.additive else NOT_ADDITIVE
    return shown(indicator, value)


def _difference(indicator: Indicator, before: int | None, after: int | None) -> str:
    """ "tăng 12", "giảm 3": words, not colour."""
    if before is None or after is None:
        return "mới có" if before is None else "" if not indicator.additive else "không còn"
    word = "tăng" if after > before else "giảm"
    return f"{word} {shown(indicator, abs(after - before))}"
