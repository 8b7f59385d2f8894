"""The tour's first scene: an empty folder, and the steps of the first run answered by keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.documents import Paragraph
from models.ports import OpenStore
from models.units import level
from ui.administration.first_run import FirstRun
from ui.paper import printing
from ui.session import Session
from ui.tour.guide import Guide
from ui.tour.keyboard import Keyboard, widget_name
from ui.tour.scene import DISTRICT, practice_units, start

OFFICER, TITLE = "Lương Văn Thử", "Phó Chủ tịch Ủy ban MTTQ Việt Nam xã"


def set_up(guide: Guide, open_store: OpenStore, unit: str) -> Session:
    """Make the register of a commune that no official list has, below a made-up district."""
    own = practice_units()[unit]
    guide.step(f"Mở chương trình trên thư mục trống, lập sổ cho {own.name} bằng bàn phím")
    session = start(open_store, guide.folder(unit))
    keys = Keyboard(session)
    dialog = FirstRun(session)
    keys.meanwhile(dialog.exec, lambda shown: _answer(guide, keys, shown, unit))
    guide.expect(dialog.result(), QDialog.DialogCode.Accepted.value, "lập xong sổ mới")
    identity = session.read(lambda store: store.settings.identity())
    guide.expect(identity and (identity.unit, identity.parent), (unit, DISTRICT), f"sổ của {own.name}, mã {unit}")
    guide.expect(identity and identity.officer, OFFICER, f"cán bộ ghi sổ: {OFFICER}")
    key = session.read(lambda store: store.settings.recovery_key())
    guide.check(key is not None and bool(key.tried), "khóa khôi phục đã in và gõ thử từ tờ giấy")
    return session


def _answer(guide: Guide, keys: Keyboard, dialog: QWidget, unit: str) -> None:
    units = practice_units()
    own, above = units[unit], units[units[unit].parent]
    keys.go_to("Tỉnh, thành phố")
    keys.type("lang son")
    keys.settle()
    guide.picture("lap-so-chon-tinh")
    keys.press("Return")
    keys.go_to("Xã, phường, đặc khu")
    keys.type("vu le")
    keys.settle()
    guide.picture("lap-so-chon-xa")
    keys.press("Escape") if QApplication.activePopupWidget() else None
    keys.fill(("Đơn vị không có trong danh sách: nhập tay", ""))
    keys.press("Ctrl+Return")
    keys.settle()
    guide.picture("lap-so-con-thieu")
    keys.fill(("Tên đơn vị", own.name), ("Mã đơn vị", own.code))
    guide.picture("lap-so-don-vi")
    keys.press("Ctrl+Return")
    keys.press("Down")  # from the province that is proposed to another unit
    keys.settle()
    keys.fill(
        ("Tên đơn vị cấp trên", above.name),
        ("Mã đơn vị cấp trên", above.code),
        ("Cấp", level(above.level).label),
    )
    guide.picture("lap-so-cap-tren")
    keys.press("Ctrl+Return")
    keys.fill(("Họ và tên cán bộ ghi sổ", OFFICER), ("Chức vụ", TITLE))
    guide.picture("lap-so-can-bo")
    keys.press("Ctrl+Return")
    keys.settle()
    guide.picture("lap-so-mat-khau")
    keys.press("Ctrl+Return")
    keys.settle()
    if isinstance(dialog, FirstRun):
        _print_recovery_key(guide, keys, dialog)


def _print_recovery_key(guide: Guide, keys: Keyboard, dialog: FirstRun) -> None:
    """The sheet is looked at, written down as the printer would, and two groups are typed off it."""

    def look(preview: QWidget) -> None:
        keys.settle()
        guide.picture("khoa-khoi-phuc-xem-truoc")
        keys.press("Escape")

    keys.meanwhile(dialog.recovery.print.click, look)
    sheet = dialog.recovery.document()
    guide.paper("khoa-khoi-phuc.pdf", lambda path: printing.write_pdf(sheet, path))
    lines = [text for part in sheet.blocks if isinstance(part, Paragraph) for text in (part.text, part.beside)]
    for cell in dialog.recovery.cells:
        name = widget_name(cell.edit)
        group = next(line for line in lines if line.startswith(name.removesuffix(" trên giấy")))
        keys.fill((name, group.split()[-1].lower()))
    guide.picture("lap-so-khoa-khoi-phuc")
    keys.press("Ctrl+Return")
