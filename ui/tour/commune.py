"""The tour in the commune after the entries: figures, history, record sheets, every page with data, settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTableView, QTabWidget, QWidget

from models.printed_forms import VOUCHERS
from models.record_types import record_type
from models.text import fold
from ui.shell.places import FIGURES, OVERVIEW, SETTINGS
from ui.tour.keyboard import StuckError, find
from ui.tour.scene import Scene, rows

FIGURES_TYPED = (("PL-01", "12"), ("PL-02", "640"), ("KT-13", "trên 1.500"))
SLUGS = {
    "residential_area": "khu-dan-cu",
    "mediation_team": "to-hoa-giai",
    "mediator": "hoa-giai-vien",
    "mediation_case": "hoa-giai",
    "fund": "quy",
    "donor": "nha-hao-tam",
    "pledge": "dang-ky-ung-ho",
    "donation_receipt": "tiep-nhan",
    "land_contribution": "hien-dat",
    "community_model": "mo-hinh",
    "household": "ho-duoc-giup",
    "campaign": "dot-van-dong",
    "disbursement": "chi-ho-tro",
    "house_support": "nha-dai-doan-ket",
    "public_work": "cong-trinh",
    "work_contribution": "ngay-cong",
    "outreach_session": "tuyen-truyen",
    "oversight_session": "giam-sat",
    "unity_festival": "ngay-hoi",
}
SHEETS = ("mediation_case", "donation_receipt", "land_contribution", "community_model")


def figures(scene: Scene) -> None:
    """Type a few figures into the sheet of this period."""
    guide, keys = scene.guide, scene.keys
    guide.step("Gõ bàn phím: số liệu nhập tay")
    scene.go(FIGURES)
    labels = {
        item.code: item.label
        for definition in scene.session.read(lambda store: store.reports.definitions())
        for item in definition.indicators
    }
    keys.go_to("Bảng số liệu nhập tay")
    for code, text in FIGURES_TYPED:
        walk_to(scene, scene.table("Bảng số liệu nhập tay"), labels[code])
        keys.type(text)
        keys.press("Return")
    keys.settle()
    guide.picture("so-lieu-nhap-tay")
    shown = {row[0]: row for row in rows(scene.table("Bảng số liệu nhập tay"))}
    for code, text in FIGURES_TYPED:
        guide.check(text in shown[labels[code]], f"{labels[code]}: {text}")


def walk_to(scene: Scene, table: QTableView, label: str) -> None:
    """Go down a table with the arrow keys to the row whose label this is."""
    scene.keys.press("Ctrl+Home")
    last = -1
    while True:
        row = table.currentIndex().row()
        texts = [str(table.model().index(max(row, 0), column).data() or "").strip() for column in range(2)]
        if label in texts:
            return
        if row == last:
            raise StuckError(f"mũi tên xuống không đến được “{label}”")
        last = row
        scene.keys.press("Down")


def history(scene: Scene) -> None:
    """The history of the case that was typed in."""
    guide, keys = scene.guide, scene.keys
    guide.step("Xem lịch sử của vụ việc, in phiếu của từng bản ghi vừa gõ")
    open_first(scene, "mediation_case")

    def look(dialog: QWidget) -> None:
        guide.picture("lich-su-vu-viec")
        keys.press("Escape")

    keys.meanwhile(lambda: keys.press("Ctrl+H"), look)


def sheets(scene: Scene) -> None:
    """Print every record that was typed in: preview and PDF; of several forms the first that is offered."""
    for name in SHEETS:
        open_first(scene, name)
        look = partial(preview, scene, slug=f"phieu-{SLUGS[name]}")
        *before, last = ("Ctrl+P", "Return") if name in VOUCHERS else ("Ctrl+P",)
        scene.keys.press(*before)
        scene.keys.meanwhile(partial(scene.keys.press, last), look)


def preview(scene: Scene, dialog: QWidget, slug: str, more: Callable[[], object] | None = None) -> None:
    """A print preview: its picture, its PDF and its Word file, then `more`."""
    guide, keys = scene.guide, scene.keys
    keys.settle()
    guide.picture(f"{slug}-xem-truoc-ban-in")
    save_as(scene, "Lưu PDF…", f"{slug}.pdf")
    save_as(scene, "Lưu Word…", f"{slug}.docx")
    if more is not None:
        more()
    keys.press("Escape")


def save_as(scene: Scene, button: str, name: str) -> None:
    """Press a button for saving and say where to; the file lies among the papers."""
    keys, papers = scene.keys, scene.guide.papers

    def save(_: Path) -> None:
        keys.go_to(button)
        keys.meanwhile(lambda: keys.press("Space"), keys.choose_path(papers / name))
        keys.wait_for_work()

    scene.guide.paper(name, save)


def open_first(scene: Scene, name: str) -> None:
    """Open the first record of a register's list with Enter."""
    scene.go(name)
    table = scene.table(f"Danh sách {record_type(name).plural}")
    table.setFocus()
    scene.keys.press("Home", "Return")
    scene.keys.settle()


def overview(scene: Scene, slug: str, year: str = "") -> None:
    """The overview of this period, or of the first half of a `year`."""
    scene.guide.step("Xem trang Tổng quan")
    scene.go(OVERVIEW)
    if year:
        scene.keys.go_to("Kỳ")
        scene.keys.press("Home")
        scene.keys.fill(("Năm", year))
        scene.keys.press("Tab")
    scene.keys.settle(200)
    scene.guide.picture(slug)


def registers(scene: Scene, names: tuple[str, ...], where: str) -> None:
    """The list and the form of registers that hold the practice data."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"Xem các sổ có dữ liệu của báo cáo 974 tại {scene.unit}")
    for name in names:
        scene.go(name)
        if record_type(name).dated_by:
            drop_year(scene)
        open_first(scene, name)
        guide.picture(f"so-{SLUGS[name]}-{where}")
        table = scene.table(f"Danh sách {record_type(name).plural}")
        guide.check(table.model().rowCount() > 0, f"{record_type(name).plural}: {table.model().rowCount()} bản ghi")
    keys.settle()


def drop_year(scene: Scene) -> None:
    """Take the filter of this year away, so that the list shows every year."""
    chips = [name for name in names_on(scene.page) if name.startswith("Bỏ lọc Năm")]
    for name in chips:
        scene.keys.push(name)
        scene.keys.settle()


def names_on(page: QWidget) -> list[str]:
    return [widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible()]


def search(scene: Scene) -> None:
    """Find a case without accents."""
    guide, keys = scene.guide, scene.keys
    guide.step("Tìm không dấu trong sổ hòa giải")
    scene.go("mediation_case")
    keys.press("Escape", "Ctrl+F")
    keys.type("loi di")
    keys.settle(150)
    guide.picture("tim-khong-dau")
    table = scene.table("Danh sách Hòa giải ở cơ sở")
    guide.check(table.model().rowCount() > 0, f"tìm “loi di” thấy {table.model().rowCount()} vụ việc")
    keys.press("Escape")
    keys.settle()


def settings(scene: Scene) -> None:
    """Every tab of the settings; a backup is made there."""
    guide, keys = scene.guide, scene.keys
    guide.step("Xem Thiết lập, sao lưu")
    scene.go(SETTINGS)
    tabs = next(item for item in scene.page.findChildren(QTabWidget) if item.isVisible())
    for number in range(tabs.count()):
        scene.tab(number)
        if tabs.tabText(number) == "Sao lưu":
            keys.meanwhile(lambda: make_backup(scene), lambda _: keys.press("Return"))
            keys.settle()
            guide.check(find(scene.page, "Các bản sao lưu", QTableView).isVisible(), "có bản sao lưu đã kiểm tra")
        if tabs.tabText(number) == "Kiểm tra":
            keys.push("Kiểm tra ngay")
            keys.wait_for_work()
            guide.check("không có lỗi" in scene.texts(), "kiểm tra toàn bộ sổ: không có lỗi")
        guide.picture(f"thiet-lap-{fold(tabs.tabText(number)).replace(' ', '-').replace(',', '')}")


def make_backup(scene: Scene) -> None:
    scene.keys.push("Sao lưu ngay")
    scene.keys.wait_for_work()
