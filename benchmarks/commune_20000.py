"""Measures the program with 20,000 receipts in the file against its limits: python -m benchmarks.commune_20000

Exit status 0 when every limit holds, 1 when one is missed. See benchmarks/README.md for what each figure means.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import data_set
from benchmarks.clock import ROOT, run


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; without a limit it only informs."""

    what: str
    found: float
    unit: str
    limit: float | None = None
    remark: str = ""

    @property
    def missed(self) -> bool:
        return self.limit is not None and self.found > self.limit

    def text(self) -> str:
        verdict = "" if self.limit is None else "FAIL" if self.missed else "PASS"
        limit = "" if self.limit is None else f"{self.limit:g}"
        return f"{self.what:<46}{self.found:>9.2f} {self.unit:<5}{limit:>6}  {verdict:<5}{self.remark}".rstrip()


def start(folder: Path, rounds: int) -> Iterator[Line]:
    """Our start and a bare window's by turns; each program runs once before it counts, as it does for an officer."""
    run("benchmarks.bare_window")
    run("benchmarks.started", str(folder))
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(run("benchmarks.bare_window"))
        ours.append(run("benchmarks.started", str(folder)))
    window = median(bare, "window")
    yield Line("start: bare PySide6 window painted", window, "ms")
    yield Line("start: our window painted", median(ours, "window"), "ms")
    yield Line("start: our window / bare window", median(ours, "window") / window, "times", 2)
    yield Line("start: the overview's figures stand", median(ours, "page"), "ms")
    yield Line("memory: bare window", median(bare, "memory"), "MiB")
    yield Line("memory: our window, just started", median(ours, "memory"), "MiB")


def window(folder: Path, rounds: int) -> Iterator[Line]:
    """Lists, records, search and saving in the real window; for a letter the median of the rounds, then the worst."""
    told = [run("benchmarks.window", str(folder)) for _ in range(rounds)]
    times = joined([one["times"] for one in told])
    yield Line("list: first visit, rows painted", statistics.median(times["list, first visit"]), "ms", 100)
    yield Line("list: back from another page", statistics.median(times["list, again"]), "ms", 100)
    yield Line("record: next one by the arrow key", statistics.median(times["record, Down"]), "ms", 100)
    yield Line("record: opened from elsewhere", statistics.median(times["record, jump"]), "ms", 100)
    letters = {name: statistics.median(found) for name, found in times.items() if name.startswith("search ")}
    worst = max(letters, key=lambda name: letters[name])
    yield Line("search: a letter, median", statistics.median(letters.values()), "ms", 50)
    yield Line("search: the worst letter", letters[worst], "ms", 50, f"“{worst.removeprefix('search ')}”")
    disk = statistics.median(times["disk"])
    yield Line("disk: 4 KiB written and kept", disk, "ms")
    for name, what in (("save, draft", "a draft"), ("save, final", "a final record")):
        yield Line(f"save: {what}, beside the disk", statistics.median(times[name]) - disk, "ms", 20)
    yield Line("memory: window after all this", max(one["memory"] for one in told), "MiB")


def figures(folder: Path, beside: Path) -> Iterator[Line]:
    """Counting; for information."""
    told = run("benchmarks.figures", str(folder), str(beside))
    for name, found in told["times"].items():
        yield Line(f"count: {name}", statistics.median(found), "ms")
    yield Line("memory: counting", told["memory"], "MiB")


def median(told: Sequence[Mapping[str, Any]], name: str) -> float:
    return statistics.median(float(one[name]) for one in told)


def joined(rounds: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, list[float]]:
    """Every measure with the times of all rounds."""
    found: dict[str, list[float]] = {}
    for one in rounds:
        for name, times in one.items():
            found.setdefault(name, []).extend(times)
    return found


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the register here, and use the one that is there already")
    parser.add_argument("--starts", type=int, default=11, help="starts of each program (11)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in the window (3)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        made = options.data or Path(temporary) / "made"
        if not made.exists():
            print("Making the register …", flush=True)
            print(", ".join(f"{name} {count}" for name, count in data_set.build(made).items()))
            shutil.rmtree(made / "backups", ignore_errors=True)
        folder = Path(temporary) / "measured"  # measuring saves records
        shutil.copytree(made, folder)
        lines = []
        for part in (start(folder, options.starts), window(folder, options.rounds), figures(folder, Path(temporary))):
            for line in part:
                print(line.text(), flush=True)
                lines.append(line)
    missed = [line.what for line in lines if line.missed]
    print(f"FAIL: {', '.join(missed)}" if missed else "PASS: every limit holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
