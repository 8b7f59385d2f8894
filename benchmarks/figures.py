"""Runs in a process of its own: what counting takes, in the commune's register and in a province above 20 communes."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.clock import peak_memory, tell
from benchmarks.data_set import IDENTITY, UPPER, build
from models.ports import Identity
from models.record_types import NAMES
from models.submissions import Verdict
from storage.store import open_store

REPORT = "phu-luc-cuoc-van-dong"
COMMUNES = 20
RECORDS = 12
"""Of each type in each of these communes: the province's own work is with files, not with their records."""

ROUNDS = 5


def timed(work: Callable[[], object]) -> list[float]:
    """ms of some rounds; the first also reads modules and definitions."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def commune(folder: Path, period: str, cutoff: dt.date) -> dict[str, list[float]]:
    """The figures of one commune with 20,000 receipts."""
    store = open_store(folder)
    try:
        return {
            "own values": timed(lambda: store.reports.own_values(period, cutoff)),
            "appendix of a commune": timed(
                lambda: store.reports.document(store.reports.result(REPORT, period, cutoff))
            ),
        }
    finally:
        store.close()


def province(folder: Path, period: str, cutoff: dt.date) -> dict[str, list[float]]:
    """Twenty communes send, the province receives and counts, by unit."""
    sent = [_send(folder, number, period, cutoff) for number in range(COMMUNES)]
    store = open_store(folder / "province")
    try:
        store.settings.set_identity(Identity(UPPER, "Tỉnh Mẫu", "tinh", "", "", "Lý Thị Thử", "Chuyên viên"))
        start = time.perf_counter()
        receipts = store.inbox.accept(sent, add_units=True)
        received = (time.perf_counter() - start) * 1e3
        if [receipt.verdict for receipt in receipts] != [Verdict.NEW] * COMMUNES:
            raise RuntimeError(f"not received: {[receipt.message for receipt in receipts]}")
        document = timed(lambda: store.reports.document(store.reports.result(REPORT, period, cutoff, by_unit=True)))
        return {f"receiving {COMMUNES} files": [received], f"appendix over {COMMUNES} communes": document}
    finally:
        store.close()


def _send(folder: Path, number: int, period: str, cutoff: dt.date) -> Path:
    code = f"{6100 + number:05d}"
    place = folder / code
    identity = replace(IDENTITY, unit=code, unit_name=f"Xã Mẫu {number + 1}")
    build(place, identity, dict.fromkeys(NAMES, RECORDS), first=100_000 + 1_000 * number)
    store = open_store(place)
    try:
        sent = store.outbox.send(store.outbox.prepare(period, cutoff), folder)
        return folder / sent.file_name
    finally:
        store.close()


def main(register: Path, beside: Path) -> None:
    today = dt.datetime.now().astimezone().date()
    period = f"{today.year}-H1" if today.month <= 6 else f"{today.year}-H2"
    found = commune(register, period, today) | province(beside, period, today)
    tell(times=found, memory=peak_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
