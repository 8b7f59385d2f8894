"""About the program: version, where the data lies, whose work it stands on."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import __version__
from ui import messages
from ui.cards import card, said
from ui.session import Session

UNITS_DATE = "20/09/2026"
"""The day of the list in resources/administrative/units.csv, see the README beside it."""

THANKS = (
    "Chữ Be Vietnam Pro và Liberation Serif (giấy phép OFL 1.1), hình Lucide (ISC), Qt và PySide6 (LGPL 3), "
    "SQLCipher (BSD), SQLite (phạm vi công cộng)."
)


class About(QWidget):
    """The text of the page, also shown by the menu."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(said("Sổ Mặt trận", "title"))
        column.addWidget(said("Sổ ghi ngoại tuyến của cán bộ Mặt trận Tổ quốc Việt Nam: ghi, nộp, tổng hợp, in."))
        for text in facts(session):
            label = said(text, "muted")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))
        layout.addStretch()


def facts(session: Session) -> tuple[str, ...]:
    """One line each, for whoever helps by telephone."""
    folder = session.read(lambda store: store.folder)
    return (
        f"Phiên bản {__version__} · Qt {qVersion()} · Python {platform.python_version()} · {platform.system()}",
        f"Dữ liệu: {folder}",
        f"Danh mục đơn vị hành chính: 34 tỉnh, 3.321 xã, tên gọi đến ngày {UNITS_DATE}",
        "Chương trình không kết nối mạng và không gửi gì đi; tệp gửi do cán bộ tự chuyển.",
        THANKS,
    )


def show_about(parent: QWidget, session: Session) -> None:
    """The same in a dialog."""
    dialog = messages.Dialog(parent, "Về chương trình")
    dialog.setMinimumWidth(560)
    dialog.content.addWidget(About(session))
    dialog.exec()
