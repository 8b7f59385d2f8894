"""Makes the register of a district that is measured: its own records and what 20 communes sent it for three half-years.

Everything is written, sent and received by the program's own code; the communes' figures are made up where an indicator
has no records behind it.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.data_set import CHEAP, IDENTITY, SMALL, UPPER, build, spread
from models.indicators import Figure
from models.periods import Period
from models.ports import Identity
from models.record_types import NAMES
from models.submissions import Verdict
from storage.store import Store, open_store

RECORDS = 100_000
OWN = 62_000
COMMUNES = 20
PROCESSES = 2
COUNTS = {**dict.fromkeys(NAMES, 100), **{name: most // 10 for name, most in SMALL.items()}, "donation_receipt": 1_000}
COUNTS |= {"fund": 6, "campaign": 6}
"""Records of each type in a commune; those dated in the three half-years travel, but for the cases."""

DISTRICT = Identity("0611", "Huyện Mẫu", "huyen", UPPER, "Tỉnh Mẫu", "Bùi Thị Thử", "Chuyên viên", "Mẫu", "bac")


def halves(today: dt.date) -> tuple[Period, Period, Period]:
    """The half-year of today, the one before it, and the same one a year ago, the oldest first."""
    now = Period(today.year, "H1" if today.month <= 6 else "H2")
    return now.previous_year(), now.previous(), now


def cutoff(period: Period, today: dt.date) -> dt.date:
    return min(period.last, today)


def make(folder: Path) -> None:
    """The district's register in `folder`, which does not exist yet. RuntimeError when it holds too few records."""
    today = dt.datetime.now().astimezone().date()
    beside = folder.with_name(f"{folder.name}.communes")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    with ProcessPoolExecutor(PROCESSES) as pool:
        own = pool.submit(build, folder, DISTRICT, spread(OWN), 1_000_000)
        sent = [path for paths in pool.map(_commune, range(COMMUNES), [beside] * COMMUNES) for path in paths]
        own.result()
    store = open_store(folder, cost=CHEAP)
    try:
        _keep_figures(store, DISTRICT.unit, halves(today), "0611")
        receipts = store.inbox.accept(sent, add_units=True)
        refused = [receipt.message for receipt in receipts if receipt.verdict is not Verdict.NEW]
        if refused or len(receipts) != len(sent):
            raise RuntimeError(f"not received: {refused}")
    finally:
        store._db.close()
    shutil.rmtree(beside)
    shutil.rmtree(folder / "backups", ignore_errors=True)


def count(store: Store) -> Mapping[str, tuple[int, int]]:
    """Own and received records by type."""
    found = {}
    for name in NAMES:
        rows = store._db.rows(f"SELECT received, count(*) AS records FROM {name} GROUP BY received")
        by_origin = {row["received"]: row["records"] for row in rows}
        found[name] = (by_origin.get(0, 0), by_origin.get(1, 0))
    return found


def _commune(number: int, beside: Path) -> Sequence[Path]:
    """Make a commune's register, send its three half-years, throw the register away; gives the files."""
    code = f"{6100 + number:05d}"
    identity = replace(
        IDENTITY, unit=code, unit_name=f"Xã Mẫu {number + 1}", parent=DISTRICT.unit, parent_name=DISTRICT.unit_name
    )
    identity = replace(identity, parent_level=DISTRICT.level)
    build(beside / code, identity, COUNTS, first=10_000 * number)
    today = dt.datetime.now().astimezone().date()
    store = open_store(beside / code)
    try:
        _keep_figures(store, code, halves(today), code)
        sent = []
        for period in halves(today):
            outgoing = store.outbox.prepare(period.code, cutoff(period, today))
            sent.append(beside / store.outbox.send(outgoing, beside).file_name)
    finally:
        store._db.close()
    shutil.rmtree(beside / code)
    return sent


def _keep_figures(store: Store, unit: str, periods: Sequence[Period], seed: str) -> None:
    """A number for most of what has no records behind it."""
    chance = random.Random(seed)
    typed = [item for report in store.reports.definitions() for item in report.indicators if item.measure is None]
    figures = {
        (period.code, item.code): Figure(unit, period.code, item.code, value=chance.randrange(1, 100_000))
        for period in periods
        for item in typed
        if chance.randrange(10)
    }
    store.figures.save(tuple(figures.values()))
