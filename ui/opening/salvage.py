"""Bringing out of a damaged register what can be read: asked, shown while it runs, told, and put in place if wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from models.ports import StorageError
from models.safe_keeping import RestoreInto, SalvageBeside
from models.soundness import SalvageReport
from ui import background, messages
from ui.cards import said
from ui.dialog_size import size_on_screen

QUESTION = "Cứu phần còn đọc được của tệp hỏng?"
DETAIL = (
    "Từng trang còn đọc được được chép vào một sổ mới; những mục bị mất được dựng lại từ nhật ký nếu nhật ký còn. "
    "Tệp hỏng được giữ nguyên. Việc này có thể mất vài phút."
)


class SalvageResult(messages.Dialog):
    """What came out, line by line; accepted when it is to be the register from now on."""

    def __init__(self, place: Path, report: SalvageReport) -> None:
        super().__init__(None, "Cứu dữ liệu", "Dùng sổ đã cứu", keep="Để sau")
        self.resize(size_on_screen(self, 620, 480))
        self.content.addWidget(said("Đã cứu được dữ liệu", "title"))
        self.content.addWidget(
            said(f"Sổ đã cứu nằm ở {place}. Dùng sổ này thì tệp hỏng được giữ lại bên cạnh, không bị xóa.")
        )
        self.lines = QPlainTextEdit("\n".join(report.lines()))
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName("Kết quả cứu dữ liệu")
        self.lines.setTabChangesFocus(True)
        self.content.addWidget(self.lines, 1)
        self.act.setDefault(True)
        self.act.setFocus()


def salvage(
    folder: Path, salvage_beside: SalvageBeside, restore_into: RestoreInto, passphrase: str | None
) -> SalvageReport | None:
    """The whole way; None when nothing was brought out. What fails is said."""
    if not messages.confirm(None, QUESTION, "Cứu dữ liệu", DETAIL):
        return None
    try:
        place, report = background.beside_in_steps(
            None, "Đang cứu dữ liệu…", lambda progress: salvage_beside(folder, passphrase, progress=progress)
        )
        if SalvageResult(place, report).exec():
            background.beside(None, "Đang đưa sổ đã cứu vào chỗ cũ…", lambda: restore_into(folder, place, passphrase))
    except StorageError as error:
        if error.kind != "cancelled":
            messages.show_error(None, error)
        return None
    return report
