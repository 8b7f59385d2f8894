"""How long sending and receiving take with 20.000 receipts in one part, and how much memory; prints medians.

Run: .venv/bin/python -m benchmarks.submissions [--receipts N] [--rounds N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from models.ports import Identity
from models.record_types import record_type
from models.records import Record, State
from storage.key_slots import Cost
from storage.registers.record_rows import normalised, rows_of, write
from storage.store import Store, open_store
from storage.submission.incoming import prove
from tests.samples import sample

CHEAP = Cost(memory=8192, passes=1)
PERIOD, CUTOFF = "2024", dt.date(2024, 12, 31)
SPAN = (dt.date(2024, 1, 1), CUTOFF)
COMMUNE = Identity("06010", "Xã Thử", "xa", "06", "Tỉnh Thử", "Nguyễn Văn Thử", "Phó Chủ tịch", parent_level="tinh")
PROVINCE = Identity("06", "Tỉnh Thử", "tinh", "", "", "Trần Thị Thử", "Phó Chủ tịch")
CATALOGUE = {"fund": 4, "donor": 3_000}
SAMPLES = 1_000


def fill(store: Store, receipts: int) -> None:
    """Final records straight into the tables: the benchmark is not about entering them. Samples come round again with
    other days, sums and donors, for making 20.000 of them up would take longer than everything that is measured."""
    database, chance = store._db, random.Random(1)
    ids: dict[str, list[str]] = {"unit": []}
    with database.transaction("Dữ liệu đo"):
        for name, count in {**CATALOGUE, "donation_receipt": receipts}.items():
            declared = record_type(name)
            made = [sample(declared, number, ids, span=SPAN) for number in range(min(count, SAMPLES))]
            for number in range(count):
                values = dict(made[number % SAMPLES])
                if name == "donation_receipt":
                    day = SPAN[0] + dt.timedelta(days=chance.randrange(366))
                    values |= {"received_date": day.isoformat(), "donor": chance.choice(ids["donor"])}
                    values["amount_vnd"] = chance.randrange(1, 10_000) * 1_000
                    values["goods"] = [
                        {**row, "id": database.new_id()} for row in rows_of(values, declared.lines_by_name["goods"])
                    ]
                key = database.new_id()
                record = Record(name, key, normalised(declared, values), State.FINAL, 1, COMMUNE.unit)
                write(database, declared, replace(record, number_text=f"{number + 1}"), number=number + 1)
                ids.setdefault(name, []).append(key)
            store.records.search_index.refresh(name, ids[name])


def opened(stack: ExitStack, folder: Path, identity: Identity) -> Store:
    store = open_store(folder, cost=CHEAP)
    stack.callback(store._db.close)
    store.settings.set_identity(identity)
    return store


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def peak(job: Callable[[], object]) -> int:
    """The most memory that Python held at once during a job, in bytes."""
    tracemalloc.start()
    job()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def show(what: str, seconds: list[float]) -> None:
    print(f"{what:<44}{statistics.median(seconds) * 1000:9.0f} ms")


def measure(receipts: int, rounds: int, root: Path) -> None:
    with ExitStack() as stack:
        commune = opened(stack, root / "xa", COMMUNE)
        fill(commune, receipts)
        times: dict[str, list[float]] = {}

        def note(what: str, job: Callable[[], object]) -> None:
            times.setdefault(what, []).append(timed(job))

        for number in range(rounds):
            folder = root / f"usb{number}"
            folder.mkdir()
            note("prepare", lambda: commune.outbox.prepare(PERIOD, CUTOFF))
            outgoing = commune.outbox.prepare(PERIOD, CUTOFF)
            note("send (written, proved, workbook, kept)", lambda: commune.outbox.send(outgoing, folder))  # noqa: B023
            path = next(folder.glob("*.smt"))
            note("verify as a receiver reads it", lambda: prove(path, dict(commune.outbox._types)))  # noqa: B023
            province = opened(stack, root / f"tinh{number}", PROVINCE)
            note("preview", lambda: province.inbox.preview([path], add_units=True))  # noqa: B023
            note("accept the first file", lambda: province.inbox.accept([path], add_units=True))  # noqa: B023
            note("the same file again", lambda: province.inbox.accept([path]))  # noqa: B023
        print(f"{receipts} receipts, {path.stat().st_size / 1e6:.2f} MB, medians of {rounds}")
        for what, seconds in times.items():
            show(what, seconds)
        second = root / "again"
        second.mkdir()
        commune.outbox.send(commune.outbox.prepare(PERIOD, CUTOFF), second)
        newer = next(second.glob("*.smt"))
        show("accept the next number, nothing new in it", [timed(lambda: province.inbox.accept([newer]))])
        fresh = opened(stack, root / "memory", PROVINCE)
        held = peak(lambda: fresh.inbox.accept([newer], add_units=True))
        print(f"{'peak memory of accepting':<44}{held / 2**20:9.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receipts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.receipts, options.rounds, Path(folder))


if __name__ == "__main__":
    main()
