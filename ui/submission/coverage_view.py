"""Who has sent for a period and who is missing, and the files that were received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.days import show_day
from models.periods import parse_period
from models.ports import Store
from models.submissions import Part, Receipt
from ui.look.icons import icon
from ui.look.theme import set_look
from ui.periods import PeriodPicker
from ui.plain_tables import fill_row, fit_columns, plain_table
from ui.session import Session
from ui.submission.sent_list import moment


@dataclass(frozen=True, slots=True)
class _Held:
    """What we hold for a period: our listed units with names, the part in force of each, which of them are late and by
    how many days."""

    names: dict[str, str]
    units: Sequence[str]
    parts: dict[str, Part]
    late: frozenset[str]
    days: int
    received: Sequence[Receipt]


class CoverageView(QWidget):
    """A period, a line per listed unit, who is late first, and beside it everything received, the newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self.period = PeriodPicker()
        self.chip = QLabel("")
        self.chip.setProperty("role", "chip")
        self.units = plain_table("Đơn vị cấp dưới", ("Tình trạng", "Đơn vị"))
        self.files = plain_table("Tệp đã nhận", ("Đơn vị", "Kỳ", "Số", "Gửi lúc", "Tệp"), right=(2,))
        top = QHBoxLayout()
        top.addWidget(self.period)
        top.addSpacing(14)
        top.addWidget(self.chip, alignment=Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, text, table in ((left, "Theo đơn vị", self.units), (right, "Tệp đã nhận", self.files)):
            label = QLabel(text)
            label.setProperty("role", "section")
            column.setSpacing(4)
            column.addWidget(label)
            column.addWidget(table, 1)
        lists = QHBoxLayout()
        lists.setSpacing(14)
        lists.addLayout(left, 9)
        lists.addLayout(right, 11)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(top)
        column.addLayout(lists, 1)
        self.period.changed.connect(self.refresh)
        session.submissions_changed.connect(self.refresh)
        session.identity_changed.connect(self.refresh)
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Read again who has sent for the chosen period."""
        code = self.period.code()
        self._session.latest("coverage", lambda store: _ask(store, code), self._take)

    def _take(self, held: _Held) -> None:
        missing = [unit for unit in held.units if unit not in held.parts]
        self.chip.setText(f"{len(held.units) - len(missing)}/{len(held.units)} đơn vị đã nộp")
        set_look(self.chip, tone="warning" if missing else "done")
        self.chip.setVisible(bool(held.units))
        ordered = sorted(held.units, key=lambda unit: (unit in held.parts, unit not in held.late))
        self.units.setRowCount(len(ordered))
        for row, unit in enumerate(ordered):
            part = held.parts.get(unit)
            sign, colour = ("done", "done") if part else ("alert", "warning")
            word = _sent(part) if part else _missing(held.days if unit in held.late else 0)
            fill_row(self.units, row, (word, held.names.get(unit, unit)), unit, icon(sign, colour))
        fit_columns(self.units, 1)
        self.files.setRowCount(len(held.received))
        for row, receipt in enumerate(held.received):
            period = parse_period(receipt.period).label
            about = (receipt.unit_name, period, str(receipt.number), moment(receipt.sent_at))
            fill_row(self.files, row, (*about, receipt.path), receipt)
            sent_at = self.files.item(row, 3)
            if sent_at is not None:
                sent_at.setToolTip(f"Người gửi: {receipt.sent_by}")
        fit_columns(self.files, 4)


def _ask(store: Store, code: str) -> _Held:
    children, period = store.units.children(), parse_period(code)
    today = dt.date.today()  # noqa: DTZ011 - the officer's day
    snapshot = store.units.tree().on(today)
    parts = {part.unit: part for part in store.reports.parts(code)}
    days = max((today - period.last).days, 0)
    late = frozenset(snapshot.with_descendants(store.units.awaited(period.last))) - parts.keys()
    return _Held(dict(snapshot.names), snapshot.with_descendants(children), parts, late, days, store.inbox.received())


def _sent(part: Part) -> str:
    return f"Đã nộp lần {part.number}, chốt {show_day(part.cutoff)}"


def _missing(late: int) -> str:
    """The days are counted from the period's last; a unit that was not on our list then is not late."""
    return f"Chưa nộp, trễ {late} ngày" if late else "Chưa nộp"
