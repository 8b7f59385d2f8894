"""The units of the practice data as real files: each enters its own, sends, and receives from below."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from models.ports import Identity
from models.reports import ReportResult
from models.submissions import Receipt
from storage.key_slots import Cost
from storage.store import Store, open_store
from ui.tour.practice_data import PracticeUnit, load, units

DATA = Path(__file__).resolve().parents[1] / "data" / "report-974"
UNITS = {unit.code: unit for unit in units(DATA)}
PROVINCE, DISTRICT = "GIA-T", "GIA-H1"
COMMUNES = tuple(code for code, unit in UNITS.items() if unit.level == "xa")
APPENDIX, PERIOD, CUTOFF = "phu-luc-cuoc-van-dong", "2024-H1", dt.date(2024, 6, 3)
CHEAP = Cost(memory=8192, passes=1)


def opened(folder: Path, unit: PracticeUnit) -> Store:
    """The unit's own new file."""
    store = open_store(folder, cost=CHEAP)
    above = UNITS.get(unit.parent)
    store.settings.set_identity(
        Identity(
            unit.code,
            unit.name,
            unit.level,
            unit.parent,
            above.name if above else "",
            "Nông Thị Thử",
            "Chuyên viên",
            parent_level=above.level if above else "",
        )
    )
    return store


def entered(store: Store, code: str, gifts: str = "reconciled") -> None:
    """The unit's own records and figures, in one go: one by one, as a person does, the tour enters them."""
    with store._db.transaction("Dữ liệu thực hành"):
        load(store, DATA, code, (gifts,))


def sent(store: Store, folder: Path) -> Path:
    """The period's file in `folder`."""
    folder.mkdir(exist_ok=True)
    return folder / store.outbox.send(store.outbox.prepare(PERIOD, CUTOFF), folder).file_name


def commune(place: Path, code: str, times: int = 1) -> list[Path]:
    """Enter a commune's registers and send, more than once if asked; gives the files."""
    store = opened(place / code, UNITS[code])
    try:
        entered(store, code)
        return [sent(store, place / "gui") for _ in range(times)]
    finally:
        store.close()


def district(place: Path, files: Sequence[Path]) -> tuple[Path, ReportResult, Sequence[Receipt]]:
    """Receive the communes' files, enter the district's own, send; gives the file, the appendix and the receipts."""
    store = opened(place / DISTRICT, UNITS[DISTRICT])
    for code in COMMUNES:
        store.units.add_child(code, UNITS[code].name, UNITS[code].level)
    try:
        receipts = store.inbox.accept(files)
        entered(store, DISTRICT)
        return sent(store, place / "gui"), store.reports.result(APPENDIX, PERIOD, CUTOFF), receipts
    finally:
        store.close()


def province(folder: Path, files: Sequence[Path], gifts: str) -> tuple[ReportResult, Sequence[Receipt]]:
    """Receive files in this order, one by one, and enter the province's own with one set of gifts."""
    store = opened(folder, UNITS[PROVINCE])
    store.units.add_child(DISTRICT, UNITS[DISTRICT].name, UNITS[DISTRICT].level)
    try:
        receipts = [receipt for file in files for receipt in store.inbox.accept([file], add_units=True)]
        entered(store, PROVINCE, gifts)
        return store.reports.result(APPENDIX, PERIOD, CUTOFF), receipts
    finally:
        store.close()
