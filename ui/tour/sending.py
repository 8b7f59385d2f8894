"""The tour's way up: a commune and the district send in the real page, district and province receive in theirs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from models.ports import OpenStore
from ui.shell.places import RECEIVE, SEND
from ui.tour import practice_data
from ui.tour.guide import Guide
from ui.tour.keyboard import StuckError, find
from ui.tour.scene import CUTOFF, PERIOD, PRACTICE, Scene, identity_of, practice_units

SUFFIX = ".smt"


def choose_period(scene: Scene) -> None:
    """The first half of 2024, cut off on 3 June, by keyboard."""
    keys = scene.keys
    keys.fill(("Loại kỳ", "6 tháng"))
    keys.go_to("Kỳ")
    keys.press("Home")
    keys.fill(("Năm", PERIOD[:4]), ("Ngày chốt số liệu", CUTOFF.replace("/", "")))
    keys.press("Tab")
    keys.settle(150)


def send(scene: Scene, folder: Path, slug: str) -> None:
    """Choose the period, look at what would leave, make the file."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"Gửi lên cấp trên: {scene.unit}, 6 tháng đầu năm 2024, chốt {CUTOFF}")
    folder.mkdir(parents=True, exist_ok=True)
    page = scene.go(SEND)
    choose_period(scene)
    guide.picture(f"gui-{slug}-ban-ghi")
    tabs = next(item for item in page.findChildren(QTabWidget) if item.isVisible())
    for number, what in ((1, "so-lieu"), (2, "can-xem-lai")):
        scene.tab(number)
        guide.picture(f"gui-{slug}-{what}")
    scene.tab(0)
    guide.check(tabs.count() == 3, "xem trước được bản ghi, số liệu và điểm cần xem lại")
    keys.go_to("Thư mục ghi tệp")
    keys.press("Ctrl+A")
    keys.type(str(folder))

    def confirm(dialog: QWidget) -> None:
        guide.picture(f"gui-{slug}-hoi-lai")
        keys.press("Return")

    before = set(folder.glob(f"*{SUFFIX}"))
    keys.meanwhile(lambda: keys.press("Ctrl+Return"), confirm, surely=False)
    keys.wait_for_work()
    guide.picture(f"gui-{slug}-xong")
    made = set(folder.glob(f"*{SUFFIX}")) - before
    guide.expect(len(made), 1, f"tệp gửi: {', '.join(path.name for path in made)}")
    guide.check(len(list(folder.glob("*.xlsx"))) > 0, "bên cạnh có bản Excel để đọc")
    scene.sees("Đã ghi")


def receive(scene: Scene, folder: Path, files: int, slug: str) -> None:
    """Choose a folder, look at what would change, take it in."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"Nhận từ cấp dưới: {scene.unit}, {files} tệp")
    scene.go(RECEIVE)
    guide.picture(f"nhan-{slug}-trong")
    keys.go_to("Chọn thư mục…")
    keys.meanwhile(lambda: keys.press("Space"), keys.choose_path(folder))
    keys.wait_for_work()
    guide.picture(f"nhan-{slug}-xem-truoc")
    try:
        unlisted = find(scene.page, "Thêm đơn vị chưa có vào danh sách")
    except StuckError:
        unlisted = None
    if unlisted is not None:
        keys.fill(("Thêm đơn vị chưa có vào danh sách", ""))
        keys.wait_for_work()
        guide.picture(f"nhan-{slug}-them-don-vi")
    scene.sees(f"{files} tệp sẽ được nhận")
    keys.press("Ctrl+Return")
    keys.wait_for_work()
    keys.settle(150)
    guide.picture(f"nhan-{slug}-xong")
    scene.sees(f"Đã nhận {files} tệp vào sổ.")


def send_through_ports(guide: Guide, open_store: OpenStore, unit: str, folder: Path) -> None:
    """The file of another commune, made without a window."""
    store = open_store(guide.folder(unit))
    try:
        store.settings.set_identity(identity_of(practice_units()[unit], "Nông Thị Thử", "Chuyên viên"))
        practice_data.load(store, PRACTICE, unit)
        day = dt.datetime.strptime(CUTOFF, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
        store.outbox.send(store.outbox.prepare(PERIOD, day), folder)
    finally:
        store.close()
