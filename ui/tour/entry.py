"""The tour's entries: one record of every register and catalogue, typed into the real forms without a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from models.ports import Store
from models.records import Query, State
from ui.tour.keyboard import find, widget_name
from ui.tour.scene import Scene

Answers = tuple[tuple[str, str], ...]
TODAY = "hôm nay"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as an officer would key it: the page, what to say, and field by field what is typed. With it the
    register has `count` final records."""

    record_type: str
    slug: str
    what: str
    answers: Answers
    count: int = 1


def catalogues(year: int) -> Sequence[Entry]:
    """What has to be there first. It begins this year, after the period of the practice data, whose sums so stay."""
    begin = f"01/01/{year}"
    return (
        Entry(
            "residential_area",
            "khu-dan-cu",
            "khu dân cư",
            (
                ("Mã", "NM-01"),
                ("Tên", "Thôn Nà Pàn"),
                ("Loại", "thon"),
                ("Số hộ", "126"),
                ("Số nhân khẩu", "512"),
                ("Trưởng ban Công tác Mặt trận", "Nông Văn Mẫu"),
                ("Có từ ngày", begin),
            ),
        ),
        Entry(
            "mediation_team",
            "to-hoa-giai",
            "tổ hòa giải",
            (
                ("Tên tổ", "Tổ hòa giải thôn Nà Pàn"),
                ("Khu dân cư", "na pan"),
                ("Tổ trưởng", "Hoàng Thị Ví"),
                ("Hoạt động từ ngày", begin),
                ("Trạng thái", "dang"),
            ),
        ),
        Entry(
            "mediator",
            "hoa-giai-vien",
            "hòa giải viên",
            (
                ("Tổ hòa giải", "na pan"),
                ("Họ tên", "Hoàng Thị Ví"),
                ("Giới tính", "nu"),
                ("Năm sinh", "1971"),
                ("Trình độ", "chua"),
                ("Quyết định công nhận số", f"12/QĐ-UBND-{year}"),
                ("Ngày quyết định", begin),
                ("Được bồi dưỡng trong năm", "co"),
            ),
        ),
        Entry(
            "fund",
            "quy",
            "quỹ",
            (
                ("Loại quỹ", "vi nguoi ngheo"),
                ("Tên quỹ", "Quỹ “Vì người nghèo” xã Nà Mẫu"),
                ("Ngày lập quỹ, phát động", begin),
            ),
        ),
    )


CASE = Entry(
    "mediation_case",
    "hoa-giai",
    "vụ việc hòa giải có hai bên và một hòa giải viên",
    (
        ("Quyển số", "1"),
        ("Tổ hòa giải", "na pan"),
        ("Ngày nhận vụ việc", TODAY),
        ("Tiếp nhận", "da tiep nhan"),
        ("Căn cứ tiến hành", "mot ben"),
        ("Loại việc", "mau thuan"),
        ("Chi tiết loại việc", "loi di"),
        ("Họ tên, bên 1", "Lý Văn Mẫu"),
        ("Năm sinh, bên 1", "1968"),
        ("Giới tính, bên 1", "nam"),
        ("Địa chỉ, bên 1", "Thôn Nà Pàn"),
        ("Vai trò, bên 1", "ben thu nhat"),
        ("Họ tên, bên 2", "Hoàng Văn Thử"),
        ("Năm sinh, bên 2", "1975"),
        ("Giới tính, bên 2", "nam"),
        ("Địa chỉ, bên 2", "Thôn Nà Pàn"),
        ("Vai trò, bên 2", "ben thu hai"),
        ("Nội dung chủ yếu", "Hai hộ không thống nhất lối đi chung ra ruộng sau khi một hộ rào vườn."),
        ("Hòa giải viên, hòa giải viên 1", "hoang thi vi"),
        ("Ngày phân công", TODAY),
        ("Ngày bắt đầu hòa giải", TODAY),
        ("Số buổi", "1"),
        ("Địa điểm", "Nhà văn hóa thôn"),
        ("Kết quả", "hoa giai thanh"),
        ("Ngày kết thúc", TODAY),
        ("Thỏa thuận hoặc yêu cầu của mỗi bên", "Mở lại lối đi rộng 1,5 m; hai hộ cùng sửa hàng rào."),
    ),
)
RECEIPT = Entry(
    "donation_receipt",
    "tiep-nhan",
    "phiếu tiếp nhận",
    (
        ("Ngày nhận", TODAY),
        ("Quỹ", "vi nguoi ngheo"),
    ),
)
DONOR: Answers = (
    ("Loại", "doanh nghiep"),
    ("Tên cơ quan, tổ chức", "Hợp tác xã Nông sản Ví Dụ"),
    ("Địa chỉ", "Thôn Nà Pàn, xã Nà Mẫu"),
    ("Đồng ý công khai tên", "co"),
)
RECEIVED: Answers = (
    ("Hình thức", "hien vat"),
    ("Tên hàng, dòng 1", "Gạo tẻ"),
    ("Đơn vị tính, dòng 1", "kg"),
    ("Số lượng, dòng 1", "500"),
    ("Đơn giá, dòng 1", "18000"),
    ("Tên hàng, dòng 2", "Chăn ấm"),
    ("Đơn vị tính, dòng 2", "chiếc"),
    ("Số lượng, dòng 2", "40"),
    ("Đơn giá, dòng 2", "250k"),
    ("Nguồn", "truc tiep"),
    ("Người nộp", "Vi Thị Dụ"),
    ("Người nhận", "Lương Văn Thử"),
    ("Kế toán", "Nông Thị Giả"),
    ("Công khai tên", "co"),
)
LAND = Entry(
    "land_contribution",
    "hien-dat",
    "hộ hiến đất, diện tích ghi bằng sào",
    (
        ("Số biên bản", "03/BB"),
        ("Ngày biên bản", TODAY),
        ("Hình thức văn bản", "van ban tang cho"),
        ("Người, hộ hiến", "Triệu Văn Đề"),
        ("Nơi cư trú", "Thôn Nà Pàn, xã Nà Mẫu"),
        ("Địa chỉ thửa đất", "na pan"),
        ("Diện tích hiến", "2 sào"),
        ("Mục đích hiến", "duong"),
        ("Tên công trình", "Đường bê tông liên thôn Nà Pàn"),
        ("Trạng thái", "da ky"),
    ),
)
MODEL = Entry(
    "community_model",
    "mo-hinh",
    "mô hình",
    (
        ("Tên mô hình", "Thôn Nà Pàn sáng, xanh, sạch, đẹp"),
        ("Lĩnh vực", "sang xanh"),
        ("Nội dung cuộc vận động", "3"),
        ("Loại", "tap the"),
        ("Địa bàn", "mot khu dan cu"),
        ("Khu dân cư", "na pan"),
        ("Số hộ", "126"),
        ("Hộ ký cam kết", "118"),
        ("Đơn vị chủ trì", "Ban Công tác Mặt trận thôn Nà Pàn"),
        ("Ngày đăng ký", TODAY),
        ("Ngày ra mắt", TODAY),
        ("Hình thành", "xay dung moi"),
        ("Trạng thái", "dang thuc hien"),
    ),
)


def enter_all(scene: Scene) -> None:
    """Everything that is typed in the commune."""
    for entry in catalogues(date.today().year):  # noqa: DTZ011 - the officer's day
        enter(scene, entry)
    enter_case(scene)
    enter_receipt(scene)
    enter(scene, LAND)
    enter(scene, MODEL)


def enter(scene: Scene, entry: Entry) -> None:
    """A new record from the key for a new one to the key that enters it into its register."""
    begin(scene, entry)
    scene.keys.fill(*entry.answers)
    finish(scene, entry)


def begin(scene: Scene, entry: Entry) -> None:
    """Go to the register and begin a record there."""
    scene.guide.step(f"Gõ bàn phím: {entry.what}")
    scene.go(entry.record_type)
    scene.keys.press("Ctrl+N")
    scene.keys.settle()


def finish(scene: Scene, entry: Entry) -> None:
    """Enter the record into its register; it stands there with its number."""
    scene.keys.settle()
    scene.guide.picture(f"{entry.slug}-dang-go")
    scene.keys.press("Ctrl+G")
    stands(scene, entry)


def stands(scene: Scene, entry: Entry) -> None:
    """The record is in its register."""
    scene.keys.settle()
    scene.guide.picture(f"{entry.slug}-da-ghi-so")
    titles = scene.session.read(partial(_titles, entry.record_type))
    scene.guide.expect(len(titles), entry.count, f"đã ghi sổ: {'; '.join(titles)}")


def _titles(record_type: str, store: Store) -> list[str]:
    """The first final records of a register, by title."""
    found = store.records.page(Query(record_type, states=frozenset({State.FINAL})), 0, 5)
    return [store.records.title(record_type, row.id) for row in found]


def enter_case(scene: Scene) -> None:
    """A case: first entered too early, so that the form says what is missing, then whole."""
    begin(scene, CASE)
    scene.keys.fill(*CASE.answers[:3])
    scene.keys.press("Ctrl+G")
    scene.keys.settle()
    scene.guide.picture("hoa-giai-bao-con-thieu")
    scene.keys.fill(*CASE.answers[3:])
    finish(scene, CASE)


def enter_receipt(scene: Scene) -> None:
    """A receipt in kind, whose donor is made while it is entered."""
    keys, guide = scene.keys, scene.guide
    begin(scene, RECEIPT)
    keys.fill(*RECEIPT.answers)
    donor = DONOR[1][1]
    keys.go_to("Nhà hảo tâm")
    keys.type(donor)
    keys.settle()
    guide.picture("tiep-nhan-them-nha-hao-tam")

    def add(dialog: QWidget) -> None:
        keys.fill(*DONOR)
        keys.settle()
        guide.picture("nha-hao-tam-them-ngay")
        keys.press("Ctrl+Return")

    keys.meanwhile(lambda: keys.press("Return"), add)
    guide.expect(field_text(scene, "Nhà hảo tâm"), donor, f"nhà hảo tâm mới đứng ngay trong phiếu: {donor}")
    keys.fill(*RECEIVED)
    keys.settle()
    finish(scene, RECEIPT)


def field_text(scene: Scene, name: str) -> str:
    """What stands in a field of the page."""
    field = find(scene.page, name)
    text = getattr(field, "text", None)
    return str(text()) if callable(text) else widget_name(field)
