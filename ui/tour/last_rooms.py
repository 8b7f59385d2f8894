"""The tour's last rooms: the table of rules, what is entered once at the start, and the dark theme."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableWidget, QWidget

from ui.administration.help import RulesDialog
from ui.look.appearance import Appearance, wardrobe
from ui.shell.places import BOOKS, OPENING, OVERVIEW, REPORTS
from ui.tour.commune import open_first, preview
from ui.tour.guide import screen_picture
from ui.tour.keyboard import StuckError
from ui.tour.scene import Scene
from ui.tour.scene import rows as table_rows

DARKEST, FEWEST_RULES = 80, 60  # of 255: the lightness of a dark page; rules the papers name
NARROWED = "dieu 20"


def rules(scene: Scene) -> None:
    """Help prints every rule that records are checked by; a search narrows them."""
    guide, keys = scene.guide, scene.keys
    guide.step("Trợ giúp: bảng quy tắc kiểm tra")
    action = next(item for item in scene.window.findChildren(QAction) if item.text() == "Bảng quy tắc kiểm tra")

    def look(dialog: QWidget) -> None:
        if not isinstance(dialog, RulesDialog):
            raise StuckError("chờ bảng quy tắc mà thấy cửa sổ khác")
        keys.settle(100)
        guide.picture("bang-quy-tac")
        every = dialog.table.rowCount()
        codes = {row[0] for row in table_rows(dialog.table)}
        guide.check(len(codes - {""}) == every >= FEWEST_RULES, f"{every} quy tắc, mỗi quy tắc có mã riêng")
        keys.type(NARROWED)
        keys.settle()
        guide.picture("bang-quy-tac-tim")
        left = _left(dialog.table)
        guide.check(0 < left < every, f"tìm “{NARROWED}” còn {left} quy tắc")
        keys.meanwhile(lambda: keys.press("Ctrl+P"), lambda paper: preview(scene, paper, "bang-quy-tac"))
        keys.press("Escape")

    keys.meanwhile(action.trigger, look)


def _left(table: QTableWidget) -> int:
    return sum(not table.isRowHidden(row) for row in range(table.rowCount()))


def opening(scene: Scene) -> None:
    """The page that leads through what is entered once, as it stands in a register that has just begun."""
    scene.guide.step("Số liệu ban đầu: những việc ghi một lần khi bắt đầu")
    scene.go(OPENING)
    scene.keys.settle(100)
    scene.guide.picture("so-lieu-ban-dau")
    scene.sees("Số liệu ban đầu")
    scene.guide.check("Ngày bắt đầu ghi sổ" in scene.texts(), "trang hỏi ngày bắt đầu ghi sổ")


def dark(scene: Scene) -> None:
    """A few pages by night; the account's own choice of theme is left alone."""
    guide, keys = scene.guide, scene.keys
    guide.step("Giao diện tối")
    wardrobe().wear(Appearance.DARK)
    try:
        for place in (OVERVIEW, "disbursement", BOOKS, REPORTS):
            if place == "disbursement":
                open_first(scene, place)
            else:
                scene.go(place)
            keys.settle(150)
            guide.picture(f"giao-dien-toi-{place.replace('_', '-')}")
            ground = screen_picture().toImage().pixelColor(scene.window.width() - 6, scene.window.height() - 6)
            guide.check(ground.lightness() < DARKEST, f"nền trang tối: {ground.name()}")
    finally:
        wardrobe().wear(Appearance.LIGHT)
    keys.settle()
