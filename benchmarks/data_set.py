"""Makes the register that is measured: a commune's file with 20,000 donation receipts of this year and what belongs to
them, written by the program's own storage code, so that search, numbers, history and references are as real as any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from models.fields import Group, RecordType
from models.ports import Identity
from models.record_types import NAMES, RECORD_TYPES
from models.records import Record, Refused
from models.rules import Severity
from storage.key_slots import Cost
from storage.store import Store, open_store
from tests.samples import sample

RECEIPTS = 20_000
COUNTS = {
    "residential_area": 60,
    "mediation_team": 60,
    "mediator": 300,
    "mediation_case": 2_000,
    "fund": 12,
    "donor": 3_000,
    "pledge": 1_500,
    "donation_receipt": RECEIPTS,
    "land_contribution": 1_500,
    "community_model": 300,
}
"""Records of each type in the commune that is measured."""

OTHERS = 300
"""Records of a type that COUNTS does not name."""

SMALL = {"residential_area": 150, "mediation_team": 150, "mediator": 1_000, "fund": 12, "campaign": 12}
"""What even a large unit has few of."""

DRAFT_EVERY = 400
"""One receipt in so many stays a draft, as in a register at work."""

CHEAP = Cost(memory=8192, passes=1)
"""No passphrase is set; the key ring needs no strength here."""

UNIT, UPPER = "06010", "06"
IDENTITY = Identity(
    unit=UNIT,
    unit_name="Xã Vũ Mẫu",
    level="xa",
    parent=UPPER,
    parent_name="Tỉnh Mẫu",
    officer="Lương Văn Thử",
    officer_title="Chủ tịch",
    place="Vũ Mẫu",
    land_region="bac",
)


def build(
    folder: Path, identity: Identity = IDENTITY, counts: Mapping[str, int] = COUNTS, first: int = 0
) -> dict[str, int]:
    """Make a register in an empty folder, in one transaction; gives the records by type. Registers with other
    samples (`first` on) hold other records. The large one takes a minute or two."""
    store = open_store(folder, cost=CHEAP)
    try:
        store.settings.set_identity(identity)
        today = dt.datetime.now().astimezone().date()
        with store._db.transaction("Nạp dữ liệu đo"):  # each of 29,000 saves of its own would wait for the disk
            return _Filling(store, today, counts, first, identity.parent).run()
    finally:
        store.close()


def spread(total: int) -> dict[str, int]:
    """`total` records over all registers, also those that come after this was written: two fifths are receipts, the few
    of SMALL, and of every other type equally many."""
    counts = {name: count for name, count in SMALL.items() if name in NAMES}
    counts["donation_receipt"] = total * 2 // 5
    others = [name for name in NAMES if name not in counts]
    each, more = divmod(total - sum(counts.values()), len(others))
    return counts | {name: each + (place < more) for place, name in enumerate(others)}


class _Filling:
    """Records of every type, each after those it refers to; `ids` are those that may be referred to."""

    def __init__(self, store: Store, today: dt.date, counts: Mapping[str, int], first: int, upper: str) -> None:
        self._store = store
        self._today = today
        self._counts = counts
        self._first = first
        self._ids: dict[str, list[str]] = {"unit": [upper]}

    def run(self) -> dict[str, int]:
        return {declared.name: self._fill(declared) for declared in _in_order()}

    def _fill(self, declared: RecordType) -> int:
        """Receipts lie in this year, so that the list as it opens shows them all; the rest in two years."""
        wanted = self._counts.get(declared.name, OTHERS)
        years = 0 if declared.name == "donation_receipt" else 1
        span = (dt.date(self._today.year - years, 1, 1), self._today)
        kept: list[str] = []
        number = 0
        while len(kept) < wanted:
            draft = declared.group is Group.REGISTER and number % DRAFT_EVERY == DRAFT_EVERY - 1
            record = self._enter(declared, number, span, draft=draft)
            number += 1
            if record is not None:
                kept.append(record.id)
            elif number > 2 * wanted + 100:
                raise RuntimeError(f"{declared.name}: too few samples can be saved")
        self._ids[declared.name] = kept
        return len(kept)

    def _enter(self, declared: RecordType, number: int, span: tuple[dt.date, dt.date], *, draft: bool) -> Record | None:
        """One sample in the register; None where chance gave something that no officer could enter."""
        records = self._store.records
        try:
            values = sample(declared, self._first + number, self._ids, lookup=records.lookup(), span=span)
            blank = records.new(declared.name)
            record = replace(blank, values={**blank.values, **values})
            if draft:
                return records.save(record)
            warnings = [found for found in records.problems(record) if found.severity is Severity.WARNING]
            reasons = {found.reason_key: "Đã đối chiếu" for found in warnings}
            return records.make_final(replace(record, reasons=reasons))
        except (AssertionError, Refused):
            return None


def _in_order() -> list[RecordType]:
    """The record types, each after those it refers to."""
    waiting, ordered = list(RECORD_TYPES), list[RecordType]()
    while waiting:
        done = {declared.name for declared in ordered}
        ready = [declared for declared in waiting if _refers_to(declared) <= done]
        ordered += ready
        waiting = [declared for declared in waiting if declared not in ready]
    return ordered


def _refers_to(declared: RecordType) -> set[str]:
    fields = [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]
    return {item.refers_to for item in fields if item.refers_to} - {declared.name}
