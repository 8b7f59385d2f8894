"""A commune's file that reaches the province past the district, before the district has told of the commune."""

import datetime as dt
from pathlib import Path

from models.ports import Identity
from models.submissions import Verdict
from storage.store import Store, open_store
from tests.storage.conftest import CHEAP

OFFICER = ("Nông Thị Thử", "Chuyên viên")
CUTOFF = dt.date(2024, 6, 3)


def unit(folder: Path, code: str, level: str, parent: str = "", parent_level: str = "") -> Store:
    store = open_store(folder / code, cost=CHEAP)
    identity = Identity(code, f"Đơn vị {code}", level, parent, f"Đơn vị {parent}", *OFFICER, parent_level=parent_level)
    store.settings.set_identity(identity)
    return store


def send(store: Store, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder / store.outbox.send(store.outbox.prepare("2024-H1", CUTOFF), folder).file_name


def test_it_is_offered_for_the_list_and_then_stands_below_the_district(tmp_path: Path):
    commune, district = unit(tmp_path, "X1", "xa", "H1", "huyen"), unit(tmp_path, "H1", "huyen", "T1", "tinh")
    province = unit(tmp_path, "T1", "tinh")
    province.units.add_child("H1", "Đơn vị H1", "huyen")
    file = send(commune, tmp_path / "gui")
    try:
        assert [receipt.verdict for receipt in province.inbox.preview([file])] == [Verdict.UNLISTED]
        assert [receipt.verdict for receipt in province.inbox.accept([file], add_units=True)] == [Verdict.NEW]
        assert province.units.tree().on(CUTOFF).path("X1") == ("T1", "H1", "X1")

        district.inbox.accept([file], add_units=True)
        (receipt,) = province.inbox.accept([send(district, tmp_path / "gui-huyen")])
        assert receipt.verdict is Verdict.NEW
        assert [(part.unit, part.note) for part in receipt.parts] == [("H1", ""), ("X1", "không thay đổi")]
        assert province.check(deep=True) == []
    finally:
        for store in (commune, district, province):
            store.close()


def test_a_unit_of_another_province_is_still_refused(tmp_path: Path):
    stranger, province = unit(tmp_path, "X9", "xa", "H9", "huyen"), unit(tmp_path, "T1", "tinh")
    try:
        (receipt,) = province.inbox.accept([send(stranger, tmp_path / "gui")], add_units=True)
        assert receipt.verdict is Verdict.REFUSED
    finally:
        stranger.close()
        province.close()
