"""Measures a district with 100,000 records over all registers: python -m benchmarks.district_100000

The same figures as commune_20000, and the appendix over 20 communes beside hand-written SQL that gives the same
numbers: they are compared cell by cell first, then timed by turns. Exit status 1 when a number differs or a limit is
missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import appendix_sql, district
from benchmarks.appendix_sql import PERCENT, Sum
from benchmarks.clock import ROOT
from benchmarks.commune_20000 import Line, start, window
from benchmarks.data_set import CHEAP
from benchmarks.figures import REPORT
from models.reports import ColumnKind, ReportResult
from storage.store import Store, open_store

LIMIT = 1.5  # times the processor time of the hand-written SQL
Answer = tuple[Sum, Sum, Sum]


def by_hand(answer: Answer, code: str, kind: ColumnKind, units: Sequence[str]) -> int | None:
    """One cell of the report, from the sums of the hand-written SQL."""
    now, before, last_year = answer
    match kind:
        case ColumnKind.IN_PERIOD | ColumnKind.UNIT:
            return now.cell(code, units)
        case ColumnKind.CUMULATIVE:
            return now.cell(code, units, ":ytd")
        case ColumnKind.PREVIOUS:
            return before.cell(code, units) if now.comparable(before, code) else None
    then = last_year.cell(code, units) if now.comparable(last_year, code) else None
    if kind is ColumnKind.SAME_LAST_YEAR:
        return then
    share = now.cell(code, units)
    return None if code in PERCENT or share is None or not then else (share * 20000 + then) // (2 * then)


def differences(result: ReportResult, answer: Answer, own: str) -> tuple[int, list[str]]:
    """How many numbers stand there by hand, and the cells that differ, empty ones too."""
    everyone = tuple(answer[0].values)
    levels = {"": everyone, "huyen": (own,), "xa": tuple(unit for unit in everyone if unit != own)}
    found, compared = [], 0
    for row in result.rows:
        for column in result.columns if row.code else ():
            of_level = levels[row.level]
            units = tuple(unit for unit in of_level if unit == column.unit) if column.unit else of_level
            expected = by_hand(answer, row.code, column.kind, units)
            compared += expected is not None
            if (number := row.cells[column.key].value) != expected:
                found.append(f"{row.code} {row.level} {column.title}: {number}, by hand {expected}")
    return compared, found


def by_turns(rounds: int, *works: Callable[[], object]) -> list[tuple[float, float]]:
    """Median (processor, wall) ms of each, one after the other so that a busy machine troubles all alike."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            gc.collect()
            wall, processor = time.perf_counter(), time.process_time()
            work()
            times.append(((time.process_time() - processor) * 1e3, (time.perf_counter() - wall) * 1e3))
    return [(statistics.median(cpu for cpu, _ in times), statistics.median(w for _, w in times)) for times in taken]


def appendix(store: Store, rounds: int) -> Iterator[Line]:
    """RuntimeError with the numbers that differ."""
    today = dt.datetime.now().astimezone().date()
    periods = [period.code for period in district.halves(today)]
    own, connection = district.DISTRICT.unit, store._db.connection

    def ours(*, by_unit: bool = False) -> ReportResult:
        return store.reports.result(REPORT, periods[-1], today, by_unit=by_unit)

    def theirs() -> Answer:
        return appendix_sql.appendix(connection, own, periods, today)

    def told() -> int:
        """Every cell of the appendix, as an appendix needs them."""
        return differences(whole, theirs(), own)[0]

    whole, split, answer = ours(), ours(by_unit=True), theirs()
    checked = [differences(result, answer, own) for result in (whole, split)]
    if wrong := [line for _, lines in checked for line in lines]:
        raise RuntimeError(f"{len(wrong)} numbers differ:\n" + "\n".join(wrong[:40]))
    yield Line("appendix: numbers equal to those by hand", sum(number for number, _ in checked), "")
    made, parted, hand = by_turns(rounds, ours, lambda: ours(by_unit=True), told)
    yield Line("appendix by hand-written SQL, processor", hand[0], "ms", None, f"{hand[1]:.0f} ms on the clock")
    for what, (processor, wall) in (("all columns", made), ("by unit", parted)):
        yield Line(f"appendix, {what}, processor", processor, "ms", None, f"{wall:.0f} ms on the clock")
        yield Line(f"appendix, {what} / by hand", processor / hand[0], "times", LIMIT)


def counted(store: Store) -> Iterator[Line]:
    numbers = district.count(store)
    yield Line("records: own", sum(own for own, _ in numbers.values()), "")
    yield Line("records: received", sum(received for _, received in numbers.values()), "")
    if sum(map(sum, numbers.values())) < district.RECORDS:
        raise RuntimeError("the register holds too few records")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the register here, and use the one that is there already")
    parser.add_argument("--starts", type=int, default=11, help="starts of each program (11)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in the window (3)")
    parser.add_argument("--turns", type=int, default=9, help="times that the appendix is made each way (9)")
    parser.add_argument("--appendix-only", action="store_true", help="leave the window out")
    options = parser.parse_args(arguments)
    lines: list[Line] = []

    def show(part: Iterator[Line]) -> None:
        for line in part:
            print(line.text(), flush=True)
            lines.append(line)

    with tempfile.TemporaryDirectory() as temporary:
        made = options.data or Path(temporary) / "made"
        if not made.exists():
            print("Making the register …", flush=True)
            district.make(made)
        folder = Path(temporary) / "measured"  # measuring saves records
        shutil.copytree(made, folder)
        store = open_store(folder, cost=CHEAP, check_later=True)
        try:
            show(counted(store))
            show(appendix(store, options.turns))
        finally:
            store._db.close()
        if not options.appendix_only:
            show(start(folder, options.starts))
            show(window(folder, options.rounds))
    missed = [line.what for line in lines if line.missed]
    print(f"FAIL: {', '.join(missed)}" if missed else "PASS: every limit holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
