"""Measures the search over all registers with 100,000 records: python -m benchmarks.everywhere_100000

Every text is typed letter by letter, each letter asked as the window asks it. Exit status 1 when a letter takes longer
than its limit. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import data_set
from benchmarks.commune_20000 import Line
from models.records import Query, State
from storage.store import Store, open_store

RECORDS = 100_000
LIMIT = 50  # ms for a letter
TYPED = {
    "a name": ("nguyễn văn ánh", "nguyen thi hoa", "công ty", "bế văn quý"),
    "a number": ("PT-2026-0012", "0012", "12", "2026"),
    "a place": ("thôn 1", "xã giả định", "số 7"),
    "nothing there": ("xyz", "le van khong co"),
}


def letters(store: Store, text: str, rounds: int) -> Iterator[tuple[str, float]]:
    """What stands in the field after each letter, and the median ms of its answer."""
    for end in range(1, len(text) + 1):
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            store.finder.find(text[:end])
            taken.append((time.perf_counter() - began) * 1000)
        yield text[:end], statistics.median(taken)


def search(store: Store, rounds: int) -> Iterator[Line]:
    began = time.perf_counter()
    store.finder.find("n")
    yield Line("search: the first letter after opening", (time.perf_counter() - began) * 1000, "ms")
    for kind, texts in TYPED.items():
        found = [letter for text in texts for letter in letters(store, text, rounds)]
        worst, slowest = max(found, key=lambda letter: letter[1])
        yield Line(f"search: {kind}, a letter, median", statistics.median(ms for _, ms in found), "ms")
        yield Line(f"search: {kind}, the worst letter", slowest, "ms", LIMIT, f"“{worst}”")
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        store.finder.recent()
        taken.append((time.perf_counter() - began) * 1000)
    yield Line("search: what was changed last", statistics.median(taken), "ms", LIMIT)


def renaming(store: Store) -> Iterator[Line]:
    """A new name goes into the words of all that refer to it."""
    for name, field in (("donor", "person_name"), ("fund", "name")):
        rows = store.records.page(Query(name, states=frozenset({State.FINAL})), 0, 200)
        record = next(
            found for row in rows if (found := store.records.read(name, row.id)) is not None and found.values[field]
        )
        renamed = replace(record, values={**record.values, field: f"{record.values[field]} Mới"})
        count = store._db.scalar(f"SELECT count(*) FROM donation_receipt WHERE {name} = ?", (record.id,))
        began = time.perf_counter()
        store.records.save(renamed)
        taken = (time.perf_counter() - began) * 1000
        yield Line(f"rename: a {name}", taken, "ms", None, f"{count} receipts name it")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the register here, and use the one that is there already")
    parser.add_argument("--rounds", type=int, default=5, help="times that a letter is asked (5)")
    options = parser.parse_args(arguments)
    missed = []
    with tempfile.TemporaryDirectory() as temporary:
        made = options.data or Path(temporary) / "made"
        if not made.exists():
            print("Making the register …", flush=True)
            counts = data_set.build(made, counts=data_set.spread(RECORDS))
            print(", ".join(f"{name} {count}" for name, count in counts.items()))
            shutil.rmtree(made / "backups", ignore_errors=True)
        folder = Path(temporary) / "measured"  # measuring saves records
        shutil.copytree(made, folder)
        store = open_store(folder, cost=data_set.CHEAP, check_later=True)
        for part in (search(store, options.rounds), renaming(store)):
            for line in part:
                print(line.text(), flush=True)
                missed += [line.what] if line.missed else []
        store._db.close()  # without the backup of a register that is thrown away
    print(f"FAIL: {', '.join(missed)}" if missed else "PASS: every limit holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
