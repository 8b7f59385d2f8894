"""Made-up units, each with a real file of its own, that enter, send and receive as their officers do."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.ports import Identity
from models.record_types import RECORD_TYPES
from models.records import Record
from storage.store import Store
from tests.storage.conftest import CHEAP
from tests.storage.ready_files import open_new_store

TYPES = {declared.name: declared for declared in RECORD_TYPES}
Row = dict[str, Any]
PERIOD, CUTOFF = "2024-H1", dt.date(2024, 6, 30)
RECEIVED = "KT-18"
"""The indicator that sums the receipts of the fund for the poor."""

NAMES = {
    "W": "Trung ương Mẫu",
    "T": "Tỉnh Thử",
    "H": "Huyện Mẫu",
    "N": "Huyện Nam Thử",
    "A": "Xã An Thử",
    "B": "Xã Bình Mẫu",
    "C": "Xã Cao Thử",
}
PLACES = {
    "W": ("tw", ""),
    "T": ("tinh", "W"),
    "H": ("huyen", "T"),
    "N": ("huyen", "T"),
    "A": ("xa", "H"),
    "B": ("xa", "H"),
    "C": ("xa", "H"),
}
"""Code -> level, code of the upper unit."""


class Office:
    """One unit at work. `book` is its store."""

    def __init__(self, folder: Path, code: str, clock, *, parent: str | None = None) -> None:
        self.code = code
        self.folder = folder
        level, above = PLACES[code]
        above = above if parent is None else parent
        self.book: Store = open_new_store(folder, CHEAP, clock)
        self.book.settings.set_identity(
            Identity(
                code,
                NAMES[code],
                level,
                above,
                NAMES.get(above, above),
                f"Nguyễn Văn Thử {code}",
                "Phó Chủ tịch",
                parent_level=PLACES.get(above, ("tinh", ""))[0] if above else "",
            )
        )
        self._usb = folder.parent / f"usb-{code}"

    @property
    def db(self):
        return self.book._db

    def close(self) -> None:
        self.db.close()

    # ------------------------------------------------------------------------------------------------------ entering
    def enter(self, name: str, /, **values: object) -> Record:
        """A final record."""
        blank = self.book.records.new(name)
        return self.book.records.make_final(replace(blank, values={**blank.values, **values}))

    def fund(self) -> Record:
        return self.enter("fund", name="Quỹ Vì người nghèo", fund_kind="vnn", opened="2020-01-01")

    def donor(self, name: str = "Trần Thị Mẫu") -> Record:
        return self.enter("donor", kind="ca_nhan", person_name=name, publish_name="co")

    def receipt(self, amount: int, day: str = "2024-03-01", *, fund=None, donor=None, **values: object) -> Record:
        """A receipt in cash, given straight to this unit."""
        given = {
            "received_date": day,
            "fund": (fund or self.fund()).id,
            "donor": (donor or self.donor()).id,
            "kind": "tien_mat",
            "amount_vnd": amount,
            "source_level": "truc_tiep",
            "payer": "Lê Văn Nộp",
            "receiver": "Phạm Thị Nhận",
            "accountant": "Vũ Thị Toán",
            "treasurer": "Đỗ Văn Quỹ",
            "publish_name": True,
        }
        return self.enter("donation_receipt", **{**given, **values})

    def change(self, record: Record, /, **values: object) -> Record:
        return self.book.records.save(replace(record, values={**record.values, **values}))

    def void(self, record: Record) -> None:
        self.book.records.void(record.record_type, record.id, record.version, "Ghi nhầm")

    # --------------------------------------------------------------------------------------------- sending, receiving
    def prepare(self, period: str = PERIOD, cutoff: dt.date = CUTOFF, policy=None):
        return self.book.outbox.prepare(period, cutoff, policy)

    def send(self, period: str = PERIOD, cutoff: dt.date = CUTOFF, policy=None) -> Path:
        """The submission file, on this unit's stick."""
        self._usb.mkdir(exist_ok=True)
        return self._usb / self.book.outbox.send(self.prepare(period, cutoff, policy), self._usb).file_name

    def receive(self, *paths: Path, add_units: bool = True, replace_forks: bool = False):
        """The receipts of taking files in; units are added unless said otherwise."""
        return self.book.inbox.accept(list(paths), add_units=add_units, replace_forks=replace_forks)

    def total(self, code: str = RECEIVED, period: str = PERIOD, cutoff: dt.date = CUTOFF) -> int | None:
        return self.book.reports.totals(period, cutoff)[code]

    def received(self, name: str) -> dict[str, Row]:
        """The received records of a type by id, as rows."""
        return {row["id"]: row for row in self.db.rows(f"SELECT * FROM {name} WHERE received = 1")}

    def dump(self) -> dict[str, list[Row]]:
        """Every row of every table but the search index, to see that nothing changed."""
        names = self.db.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'")
        return {row["name"]: self.db.rows(f"SELECT * FROM {row['name']}") for row in names}
