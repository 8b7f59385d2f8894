"""The tour: the real windows of three levels driven by keyboard through the main job, with pictures and checks."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.ports import OpenStore, Store
from ui.fault_log import FaultLog
from ui.session import IDENTITY, Session
from ui.shell.application import make_application
from ui.toolkit import has_display
from ui.tour import books, commune, last_rooms, support
from ui.tour.entry import enter_all
from ui.tour.first_run import set_up
from ui.tour.guide import SIZE, Guide
from ui.tour.keyboard import StuckError
from ui.tour.reports import report
from ui.tour.scene import DISTRICT, PERIOD, PROVINCE, Scene, identity_of, opened, practice_units, start
from ui.tour.sending import receive, send, send_through_ports

DONE, REFUSED = 0, 1
COMMUNE = "GIA-X01"
IN_A_COMMUNE = (
    *("residential_area", "mediation_team", "mediator", "household", "mediation_case", "disbursement", "house_support"),
    *("land_contribution", "public_work", "work_contribution", "outreach_session", "oversight_session"),
)
IN_A_PROVINCE = ("fund", "campaign", "donor", "pledge", "donation_receipt", "disbursement")
OWN_BOOKS = (
    # 20.000.000 came in money and 1.000.000 went out; 500 kg came and 50 went; nothing was spent for the promise.
    (("Quỹ “Vì người nghèo” xã Nà Mẫu", "19.000.000"),),
    (("Gạo tẻ", "450"), ("Chăn ấm", "40")),
    (("Hợp tác xã Nông sản Ví Dụ", "20.000.000"),),
    (),
)
PROVINCE_BOOKS = (
    # The appeal began with the 40 million that earlier ones had left in the relief fund; 12 went to two families.
    (("cột mốc", "3.797.118.000"), ("chống rét", "28.000.000"), ("Quỹ cứu trợ tỉnh", "28.000.000")),
    (("Chăn ấm", "0"),),
    (),
    (),
)


def run(out: Path, open_store: OpenStore) -> int:
    """Take the tour; everything it makes lies beneath `out`. 0 when all checks hold, else 1; StorageError when `out`
    cannot be used. Without a display the windows are drawn in memory; QT_QPA_PLATFORM is honoured."""
    guide = Guide(out.absolute())
    guide.begin()
    app = _application()
    faults = FaultLog(guide.out, guide.fault, app)
    faults.install()
    started = time.monotonic()
    try:
        _walk(guide, open_store)
    except StuckError as stuck:
        guide.check(False, str(stuck))
        guide.picture("dung-tai-day", stuck.screen)
    finally:
        faults.uninstall()
    guide.close(time.monotonic() - started)
    return REFUSED if guide.failures else DONE


def _walk(guide: Guide, open_store: OpenStore) -> None:
    guide.say("Sổ Mặt trận: chạy thử toàn bộ công việc chính")
    to_district, to_province = guide.out / "data" / "gui-len-huyen", guide.out / "data" / "gui-len-tinh"
    with opened(guide, set_up(guide, open_store, COMMUNE)) as scene:
        _in_the_commune(scene, to_district)
    guide.step("Lập tệp gửi của các xã còn lại")
    for unit in _communes():
        if unit != COMMUNE:
            send_through_ports(guide, open_store, unit, to_district)
            guide.say(f"    {practice_units()[unit].name}")
    with opened(guide, _prepared(guide, open_store, DISTRICT)) as scene:
        _in_the_district(scene, to_district, to_province)
    with opened(guide, _prepared(guide, open_store, PROVINCE)) as scene:
        _in_the_province(scene, to_province)


def _in_the_commune(scene: Scene, to_district: Path) -> None:
    scene.guide.picture("tong-quan-so-moi")
    last_rooms.opening(scene)
    enter_all(scene)
    commune.figures(scene)
    commune.history(scene)
    commune.sheets(scene)
    support.enter_support(scene)
    support.story(scene)
    support.warned(scene)
    books.books(scene, "xa", OWN_BOOKS)
    books.find_everywhere(scene, "ly thi mau", "household", "Lý Thị Mẫu", "ho-duoc-giup")
    commune.overview(scene, "tong-quan-xa")
    scene.guide.step("Nạp dữ liệu thực hành theo báo cáo 974 vào sổ của xã")
    scene.load_practice(COMMUNE)
    commune.registers(scene, IN_A_COMMUNE, "xa")
    commune.search(scene)
    last_rooms.rules(scene)
    commune.settings(scene)
    send(scene, to_district, "xa")


def _in_the_district(scene: Scene, to_district: Path, to_province: Path) -> None:
    receive(scene, to_district, len(_communes()), "huyen")
    scene.guide.step("Nạp số liệu riêng của huyện")
    scene.load_practice(DISTRICT)
    send(scene, to_province, "huyen")


def _in_the_province(scene: Scene, to_province: Path) -> None:
    receive(scene, to_province, 1, "tinh")
    scene.guide.step("Nạp sổ và số liệu riêng của tỉnh")
    scene.load_practice(PROVINCE, ("as-printed",))  # the reading of footnote 5 in which something does not add up
    commune.registers(scene, IN_A_PROVINCE, "tinh")
    books.books(scene, "tinh", PROVINCE_BOOKS, half_year=True)
    books.book_files(scene, "so-theo-doi-dang-ky")
    report(scene)
    commune.overview(scene, "tong-quan-tinh", PERIOD[:4])
    last_rooms.dark(scene)


def _communes() -> list[str]:
    return [unit.code for unit in practice_units().values() if unit.level == "xa"]


def _prepared(guide: Guide, open_store: OpenStore, code: str) -> Session:
    """The register of an upper unit, which already lists its lower units but for the last one."""
    units = practice_units()
    session = start(open_store, guide.folder(code))
    below = [unit for unit in units.values() if unit.parent == code]
    listed = below[:-1] if len(below) > 1 else below

    def prepare(store: Store) -> None:
        store.settings.set_identity(identity_of(units[code], "Bế Thị Giả", "Trưởng ban Phong trào"))
        for unit in listed:
            store.units.add_child(unit.code, unit.name, unit.level)

    session.write(prepare, IDENTITY)
    return session


def _application() -> QApplication:
    """Without a display windows are drawn in memory, on a screen as small as the smallest that officers have."""
    platform = os.environ.get("QT_QPA_PLATFORM", "" if has_display() else "offscreen")
    with tempfile.TemporaryDirectory(prefix="so-mat-tran-") as folder:
        if platform == "offscreen":
            screen = {"name": "1", "x": 0, "y": 0, "width": SIZE.width(), "height": SIZE.height()}
            place = Path(folder) / "screen.json"
            place.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "dpr": 1}]}), encoding="utf-8")
            if place.as_posix().isascii() and ":" not in str(place):  # Qt reads neither in the name of this file
                platform = f"offscreen:configfile={place}"
        if platform:
            os.environ["QT_QPA_PLATFORM"] = platform
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # keys would not reach those
        return make_application()
