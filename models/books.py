"""The books that are worked out and never typed: money per fund, goods in store, gifts with a condition, pledges.

A line holds its numbers and the arithmetic between them; storage/reckoning/books.py fills it,
models/book_layout.py prints it. Money in đồng, goods in thousandths of their unit, days ISO. Only own records that are
final count.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FundLine:
    """The money of a fund (or, with `campaign`, of one appeal within it) between two days.

    closing = opening + received + from_units - spent - passed_up - passed_on. `opens` is the day of the opening balance
    where that lies within the days asked for: the line begins there. `running` is the part of `spent` that went into
    the fund's own work (Nghị định 93/2021/NĐ-CP Điều 12 khoản 3)."""

    fund: str
    fund_title: str
    campaign: str = ""
    campaign_title: str = ""
    opens: str = ""
    opening: int = 0
    received: int = 0
    from_units: int = 0
    spent: int = 0
    running: int = 0
    passed_up: int = 0
    passed_on: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.received + self.from_units - self.spent - self.passed_up - self.passed_on

    @property
    def stirs(self) -> bool:
        """Whether there is anything to tell."""
        sums = (self.opening, self.received, self.from_units, self.spent, self.passed_up, self.passed_on)
        return any(sums)


@dataclass(frozen=True, slots=True)
class StockLine:
    """One kind of goods in the store of a fund and appeal; goods are of one kind when name and unit read alike,
    whatever the accents and capitals."""

    fund: str
    fund_title: str
    campaign: str
    campaign_title: str
    name: str
    unit: str
    opening: int = 0
    taken_in: int = 0
    given_out: int = 0

    @property
    def on_hand(self) -> int:
        return self.opening + self.taken_in - self.given_out


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift with a condition or an address, and what was spent of it for its purpose (Điều 9 khoản 3)."""

    receipt: str
    number: str
    day: str
    donor: str
    condition: str
    amount: int
    spent: int

    @property
    def left(self) -> int:
        return self.amount - self.spent


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """What was promised and what came of it by the last day asked for."""

    pledge: str
    number: str
    day: str
    donor: str
    fund_title: str
    due: str
    amount: int
    received: int
    cancelled: bool

    @property
    def open(self) -> int:
        return 0 if self.cancelled else max(self.amount - self.received, 0)

    def overdue(self, today: str) -> int:
        """What is still open although its time is over."""
        return self.open if self.due and self.due < today else 0
