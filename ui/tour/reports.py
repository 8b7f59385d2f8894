"""The tour's end: the province's appendix on screen and on paper, its numbers held against the printed report."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from ui.findings_list import FindingsList
from ui.shell.places import REPORTS
from ui.tour.commune import preview, save_as, walk_to
from ui.tour.keyboard import StuckError
from ui.tour.scene import Scene, rows
from ui.tour.sending import choose_period

EXPECTED = (
    ("KT-09", "59.482", "59.482 m² đất được hiến"),
    ("KT-12", "4.389", "4.389 m đường bê tông"),
    ("KT-13", "trên 43.000", "trên 43.000 cây xanh"),
    ("KT-14", "30", "30 nhà Đại đoàn kết đã bàn giao"),
    ("KT-15", "1.500.000.000", "kinh phí hỗ trợ nhà 1.500 triệu đồng"),
    ("KT-17", "160.780.000.000", "ủng hộ xóa nhà tạm 160,78 tỷ đồng"),
    ("KT-18", "17.680.000.000", "trong đó đã nhận 17,68 tỷ đồng"),
    ("KT-20", "128.100.000.000", "còn đăng ký bằng tiền 128,1 tỷ đồng"),
    ("VH-02", "180", "180 suất quà Tết lão thành cách mạng, người tiêu biểu"),
    ("VH-04", "3.020", "3.020 suất quà Tết hộ nghèo khi cộng từng câu của chú thích 5"),
    ("VH-05", "1.754.500.000", "tiền quà Tết hộ nghèo 1.754,5 triệu đồng khi cộng từng câu của chú thích 5"),
    ("VH-10", "102.000.000", "quỹ cứu trợ đã hỗ trợ 102 triệu đồng (6 + 6 + 90)"),
    ("VH-11", "360", "360 chiếc chăn ấm"),
    ("MT-03", "118", "118 tổ bảo vệ môi trường"),
    ("PL-01", "1.767", "1.767 cuộc tuyên truyền"),
    ("PL-02", "140.278", "140.278 lượt người nghe"),
    ("PL-10", "1.014", "1.014 vụ việc tiếp nhận"),
    ("PL-11", "739", "hòa giải thành 739 vụ việc"),
    ("PL-15", "72,88", "tỷ lệ hòa giải thành 72,88%"),
    ("PL-17", "3.797.118.000", "quỹ cột mốc 3.797,118 triệu đồng từ khi phát động"),
    ("DC-01", "389", "389 dự thảo được góp ý (94 + 50 + 245)"),
)
"""Code, what the column of the period shows, and what report 974/BC-MTTQ-BTT says; of the gifts for Tết, what
its sentences add up to."""

FOUND = (("2.983", "3.020"), ("1.718", "1.754"), ("72,87", "72,88"))
"""What the printed report states, and what its own numbers come to: a finding names both."""


def report(scene: Scene) -> None:
    """Open the appendix at the province, compare, ask where a number comes from, print."""
    guide, keys = scene.guide, scene.keys
    guide.step("Báo cáo tại tỉnh: phụ lục số liệu 6 tháng đầu năm 2024, đối chiếu với báo cáo 974/BC-MTTQ-BTT")
    scene.go(REPORTS)
    choose_period(scene)
    keys.settle(200)
    guide.picture("bao-cao-phu-luc")
    compare(scene)
    findings(scene)
    drill_down(scene)
    print_it(scene, "phu-luc-toan-tinh")
    keys.fill(("Từng đơn vị", ""))
    keys.settle(300)
    guide.picture("bao-cao-theo-don-vi")
    print_it(scene, "phu-luc-theo-don-vi")


def compare(scene: Scene) -> None:
    """The numbers on screen are those of the printed report."""
    labels = indicator_labels(scene)
    shown = {row[1]: row for row in rows(scene.table("Bảng số liệu"))}
    for code, number, what in EXPECTED:
        row = shown.get(labels[code], [])
        scene.guide.check(number in row, what if number in row else f"{what}; dòng “{labels[code]}” ghi {row}")


def findings(scene: Scene) -> None:
    """What does not add up stands under the table with its arithmetic."""
    keys = scene.keys
    shown = scene.page.findChild(FindingsList)
    if not isinstance(shown, FindingsList):
        raise StuckError("trang báo cáo không có phần cần xem lại")
    sentences = [shown.item(row).text() for row in range(shown.count())]
    for stated, reckoned in FOUND:
        found = next((one for one in sentences if stated in one and reckoned in one), "")
        scene.guide.check(bool(found), found or f"báo cáo nêu {stated} khác {reckoned}; thấy {sentences}")
    keys.go_to("Cần xem lại")
    keys.press("End")
    keys.settle()
    scene.guide.picture("bao-cao-diem-can-xem-lai")


def indicator_labels(scene: Scene) -> dict[str, str]:
    definitions = scene.session.read(lambda store: store.reports.definitions())
    return {item.code: item.label for definition in definitions for item in definition.indicators}


def drill_down(scene: Scene) -> None:
    """Enter on a number tells how it was counted, by unit and, where records came along, down to one of them."""
    guide, keys = scene.guide, scene.keys
    guide.step("Bấm Enter trên số 739 và 59.482 để xem cách tính, đến từng bản ghi")
    explain(scene, "PL-11", "739", "vu-viec-hoa-giai-thanh")
    units = [row[-1] for row in rows(scene.table("Phần của từng đơn vị"))]
    guide.expect(sum(map(whole, units)), 739, f"phần của {len(units)} đơn vị cộng lại bằng 739")
    keys.press("Escape")
    explain(scene, "KT-09", "59.482", "dien-tich-hien-dat")
    keys.press("Down")
    keys.settle(150)
    keys.go_to("Các bản ghi được tính")
    guide.picture("bao-cao-cach-tinh-den-ban-ghi")
    keys.press("Home", "Return")
    keys.settle(150)
    guide.picture("ban-ghi-nhan-tu-cap-duoi")
    scene.sees("Chỉ xem; cần sửa thì báo đơn vị này gửi lại.")
    scene.go(REPORTS)
    keys.press("Escape")
    keys.settle()


def explain(scene: Scene, code: str, number: str, slug: str) -> None:
    """Walk to a number of the period with the arrow keys and open how it was counted."""
    guide, keys = scene.guide, scene.keys
    table = scene.table("Bảng số liệu")
    table.setFocus()
    walk_to(scene, table, indicator_labels(scene)[code])
    column = next(column for column in range(table.model().columnCount()) if text_at(table, column) == number)
    while table.currentIndex().column() < column:
        keys.press("Right")
    keys.press("Return")
    keys.settle(150)
    guide.picture(f"bao-cao-cach-tinh-{slug}")
    guide.check(number in scene.texts(), f"cách tính của {number} mở bên cạnh bảng")


def whole(text: str) -> int:
    """A whole number as it is shown."""
    return int(text.replace(".", ""))


def text_at(table: QTableView, column: int) -> str:
    """The text of the current row in a column."""
    return str(table.model().index(table.currentIndex().row(), column).data() or "").strip()


def print_it(scene: Scene, slug: str) -> None:
    """Preview, PDF, Word and Excel of what is on screen."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"In: {slug}")
    keys.meanwhile(lambda: keys.press("Ctrl+P"), lambda dialog: preview(scene, dialog, slug))

    save_as(scene, "Lưu Excel…", f"{slug}.xlsx")
