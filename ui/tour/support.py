"""The tour's families: what is received for them, what is paid to a household, and what that household then shows."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from models.report_reasons import HEADING
from ui.paper.preview import PreviewDialog
from ui.shell.places import REPORTS
from ui.tour.commune import open_first, preview
from ui.tour.entry import TODAY, Entry, begin, finish, stands
from ui.tour.keyboard import StuckError, widget_name
from ui.tour.scene import Scene

MONEY = Entry(
    "donation_receipt",
    "tiep-nhan-tien",
    "phiếu tiếp nhận tiền có điều kiện",
    (
        ("Ngày nhận", TODAY),
        ("Quỹ", "vi nguoi ngheo"),
        ("Nhà hảo tâm", "nong san"),
        ("Hình thức", "tien mat"),
        ("Số tiền (hoặc giá trị quy đổi)", "20tr"),
        ("Có điều kiện, địa chỉ", " "),
        ("Mục đích, điều kiện", "Giúp hộ nghèo thôn Nà Pàn"),
        ("Nguồn", "truc tiep"),
        ("Người nộp", "Vi Thị Dụ"),
        ("Người nhận", "Lương Văn Thử"),
        ("Kế toán", "Nông Thị Giả"),
        ("Thủ quỹ", "Hứa Thị Ví"),
        ("Công khai tên", "co"),
    ),
    count=2,
)
HOUSEHOLD = Entry(
    "household",
    "ho-duoc-giup",
    "hộ được giúp",
    (
        ("Họ tên chủ hộ", "Lý Thị Mẫu"),
        ("Năm sinh", "1959"),
        ("Giới tính", "nu"),
        ("Khu dân cư", "na pan"),
        ("Địa chỉ", "Thôn Nà Pàn, xã Nà Mẫu"),
        ("Đối tượng", "ho ngheo"),
        ("Số nhân khẩu", "3"),
    ),
)
PAYMENT = Entry(
    "disbursement",
    "chi-ho-tro",
    "phiếu chi hỗ trợ có tiền, hiện vật và danh sách nhận",
    (
        ("Ngày chi", TODAY),
        ("Quỹ", "vi nguoi ngheo"),
        ("Hướng chi", "doi tuong"),
        ("Số quyết định hỗ trợ", "07/QĐ-MTTQ"),
        ("Ngày quyết định", TODAY),
        ("Cơ quan quyết định", "Ban Thường trực Ủy ban MTTQ Việt Nam xã"),
        ("Nội dung chi", "khac"),
        ("Nguồn tiền, hàng", "vi nguoi ngheo"),
        ("Cấp của nguồn", "xa"),
        ("Đơn vị chi", "don vi nay"),
        ("Hình thức", "hien vat va tien"),
        ("Số tiền", "1tr"),
        ("Tên hàng, dòng 1", "Gạo tẻ"),
        ("Đơn vị tính, dòng 1", "kg"),
        ("Số lượng, dòng 1", "50"),
        ("Đơn giá, dòng 1", "18000"),
        ("Dịp", "thuong xuyen"),
        ("Đối tượng", "ho ngheo"),
        ("Kế toán", "Nông Thị Giả"),
        ("Thủ quỹ", "Hứa Thị Ví"),
        ("Người duyệt chi", "Bế Văn Thử"),
    ),
)
FESTIVAL = Entry(
    "unity_festival",
    "ngay-hoi",
    "ngày hội có số hộ dự nhiều hơn số hộ của thôn",
    (
        ("Khu dân cư", "na pan"),
        ("Ngày tổ chức", TODAY),
        ("Hình thức", "phan le va phan hoi"),
        ("Số hộ tham dự", "131"),
        ("Lãnh đạo cấp cao nhất dự", "xa"),
        ("Số suất quà", "5"),
        ("Trị giá quà", "2500000"),
    ),
)
REASON = "Năm hộ thôn bên cùng dự."


def enter_support(scene: Scene) -> None:
    """Money comes in under a condition, a household is put down, and a part is paid to it; each prints its paper."""
    for entry in (MONEY, HOUSEHOLD, PAYMENT):
        begin(scene, entry)
        scene.keys.fill(*entry.answers)
        if entry is PAYMENT:
            beneficiary(scene)
        finish(scene, entry)
        if entry is not HOUSEHOLD:
            voucher(scene, entry.slug)


def beneficiary(scene: Scene) -> None:
    """The list on its own page: the household is found by a few letters, its row is filled from its register."""
    guide, keys = scene.guide, scene.keys
    keys.settle()
    guide.picture("chi-ho-tro-khoan-chi")
    keys.press("Ctrl+PgDown")
    keys.type("ly thi mau")
    keys.settle(100)
    guide.picture("chi-ho-tro-tim-ho")
    keys.press("Down", "Return")
    keys.settle()
    keys.fill(("Số suất, dòng 1", "1"), ("Số tiền, giá trị, dòng 1", "1900000"))
    keys.press("Tab")
    keys.settle()
    guide.check("khớp tổng giá trị" in scene.texts(), "danh sách nhận khớp tổng giá trị phiếu chi")


def voucher(scene: Scene, slug: str) -> None:
    """The paper that is handed out, the first of those offered; the second print says that it is one."""
    keys, marks = scene.keys, []

    def look(dialog: QWidget) -> None:
        if isinstance(dialog, PreviewDialog):
            preview(scene, dialog, f"phieu-{slug}", more=lambda: marks.append(dialog.document.mark))

    keys.press("Ctrl+P")
    keys.meanwhile(partial(keys.press, "Return"), look)
    scene.guide.check("BẢN IN LẠI" in "".join(marks), "in lần sau mang dấu bản in lại")


def story(scene: Scene) -> None:
    """What the household has received this year stands under its form: 50 kg x 18.000 + 1.000.000."""
    scene.guide.step("Xem hộ được giúp đã nhận những gì trong năm")
    open_first(scene, HOUSEHOLD.record_type)
    scene.keys.settle(100)
    names = [widget_name(button) for button in scene.page.findChildren(QPushButton) if button.isVisible()]
    link = next((name for name in names if name.startswith("Mở Phiếu chi")), "Mở Phiếu chi hỗ trợ")
    scene.keys.go_to(link)
    scene.guide.picture("ho-duoc-giup-da-nhan")
    scene.sees("Ghi ở các sổ khác")
    scene.guide.check("1.900.000" in scene.texts(), f"năm {date.today().year} hộ đã nhận 1.900.000 đồng")  # noqa: DTZ011


def warned(scene: Scene) -> None:
    """A warning lets go on with a reason, and the reason stands on the unit's own report."""
    guide, keys = scene.guide, scene.keys
    begin(scene, FESTIVAL)
    keys.fill(*FESTIVAL.answers)
    keys.settle()

    def answer(dialog: QWidget) -> None:
        keys.type(REASON)
        guide.picture("ngay-hoi-ghi-ly-do")
        keys.press("Ctrl+Return")

    keys.meanwhile(lambda: keys.press("Ctrl+G"), answer)
    stands(scene, FESTIVAL)
    guide.step("Xem lý do ấy trên báo cáo của xã")
    scene.go(REPORTS)
    keys.settle(200)
    guide.picture("bao-cao-xa-co-ly-do")

    def look(dialog: QWidget) -> None:
        if not isinstance(dialog, PreviewDialog):
            raise StuckError("chờ bản xem trước mà thấy cửa sổ khác")
        text = str(dialog.document.blocks)
        guide.check(HEADING in text and REASON in text, f"báo cáo in lý do “{REASON}”")
        preview(scene, dialog, "bao-cao-xa")

    keys.meanwhile(lambda: keys.press("Ctrl+P"), look)
