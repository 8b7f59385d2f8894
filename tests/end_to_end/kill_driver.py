"""Saves records as fast as it can and tells of each one when it is saved; test_kills.py ends it at any moment.

Run: python -m tests.end_to_end.kill_driver FOLDER [COUNT]
"""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

from models.ports import StorageError
from storage.store import open_store


def main(folder: Path, count: int | None = None) -> None:
    book = open_store(folder)
    fund = book.records.new("fund")
    values = {"name": "Quỹ Vì người nghèo", "fund_kind": "vnn", "opened": "2020-01-01"}
    fund = book.records.make_final(replace(fund, values={**fund.values, **values}))
    donor = book.records.new("donor")
    values = {"kind": "ca_nhan", "person_name": "Trần Thị Mẫu", "publish_name": "co"}
    donor = book.records.make_final(replace(donor, values={**donor.values, **values}))
    given = {
        "received_date": "2024-03-01",
        "fund": fund.id,
        "donor": donor.id,
        "kind": "tien_mat",
        "source_level": "truc_tiep",
        "payer": "Lê Văn Nộp",
        "receiver": "Phạm Thị Nhận",
        "accountant": "Vũ Thị Toán",
        "treasurer": "Đỗ Văn Quỹ",
        "publish_name": True,
    }
    for number in itertools.count(1) if count is None else range(1, count + 1):
        blank = book.records.new("donation_receipt")
        saved = book.records.make_final(replace(blank, values={**blank.values, **given, "amount_vnd": number}))
        print(saved.id, saved.number_text, number, flush=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    except StorageError as error:  # what the window would tell
        print(error, file=sys.stderr)
        sys.exit(2)
