"""A real store with made-up records for the pages that report, send and receive."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from models.indicators import Figure
from models.ports import Identity, Store
from models.records import Record
from models.rules import Severity
from storage.key_slots import Cost
from storage.store import open_store
from tests.samples import sample
from tests.storage.ready_files import open_new_store
from tests.storage.world import in_order

CHEAP = Cost(memory=8192, passes=1)
UNIT, PERIOD, CUTOFF = "06010", "2026-H1", dt.date(2026, 6, 30)
SPAN = (dt.date(2026, 1, 1), CUTOFF)
IDENTITY = Identity(
    unit=UNIT,
    unit_name="Xã Vũ Mẫu",
    level="xa",
    parent="20",
    parent_name="Tỉnh Mẫu",
    officer="Lương Văn Thử",
    officer_title="Chủ tịch",
    place="Vũ Mẫu",
)


def working_store(folder: Path, per_type: int = 6, identity: Identity = IDENTITY, first: int = 0) -> Store:
    """A commune's store with `per_type` final records of each register and a few figures for the first half of 2026.

    Stores with other samples (`first` on) hold other records."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _files(per_type, identity, first):
        (folder / name).write_bytes(content)
    return open_store(folder, cost=CHEAP)


@cache
def _files(per_type: int, identity: Identity, first: int) -> tuple[tuple[str, bytes], ...]:
    """What lies in its folder: made once, then copied."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_new_store(Path(folder), CHEAP)
        _enter(store, per_type, identity, first)
        store.close(back_up=False)
        return tuple((path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir()))


def _enter(store: Store, per_type: int, identity: Identity, first: int) -> None:
    store.settings.set_identity(identity)
    ids: dict[str, list[str]] = {"unit": [identity.unit]}
    for declared in in_order():
        for number in range(first, first + per_type):
            blank = store.records.new(declared.name)
            known = {name: found for name, found in ids.items() if name == "unit" or found}
            values = sample(declared, number, known, lookup=store.records.lookup(), span=SPAN)
            saved = store.records.make_final(reasoned(store, replace(blank, values={**blank.values, **values})))
            ids.setdefault(declared.name, []).append(saved.id)
    store.figures.save(
        (Figure(identity.unit, PERIOD, "KT-01", value=3), Figure(identity.unit, PERIOD, "KT-02", value=7))
    )


def reasoned(store: Store, record: Record) -> Record:
    """The record with a reason for each warning."""
    warnings = [problem for problem in store.records.problems(record) if problem.severity is Severity.WARNING]
    return replace(record, reasons={problem.reason_key: "Đã đối chiếu" for problem in warnings})
