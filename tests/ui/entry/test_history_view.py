"""Changes are told as what stood there before and what stands there now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from models.records import Change
from ui.entry.history_view import lines_of, show_history

CHANGE = Change(
    "2026-06-18T14:02:00+07:00",
    "Nông Thị Hạnh",
    "Sửa",
    2,
    (("Số tiền", "5.000.000", "7.000.000"), ("Ghi chú", "", "<b>mới</b>"), ("Người nộp", "Vi Văn Tú", "")),
)


def test_one_line_per_field():
    assert lines_of(CHANGE) == [
        "Số tiền: 5.000.000 → 7.000.000",
        "Ghi chú: <b>mới</b>",
        "Người nộp: Vi Văn Tú → (trống)",
    ]


def test_a_row_that_came_or_went_is_told_once():
    party = "Họ tên: Lý Văn Mẫu; Vai trò: Bên thứ nhất"
    changes = (
        ("Hòa giải viên: thêm hòa giải viên", "", "Hòa giải viên: Hoàng Thị Ví"),
        ("Các bên: bỏ bên", party, ""),
        ("Các bên: Họ tên", "Lý Văn Mẫu", "Lý Văn Mầu"),
    )
    assert lines_of(replace(CHANGE, changes=changes)) == [
        "Thêm hòa giải viên: Hoàng Thị Ví",
        f"Bỏ bên: {party}",
        "Các bên: Họ tên: Lý Văn Mẫu → Lý Văn Mầu",
    ]


def test_the_window_says_who_and_what_and_closes_by_escape(qtbot):
    parent, seen = QWidget(), []
    qtbot.addWidget(parent)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(10, look)
            return
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        seen.append(dialog.windowTitle())
        dialog.reject()

    QTimer.singleShot(0, look)
    show_history(parent, "Phiếu tiếp nhận PT-2026-0001", (CHANGE,))
    assert "Sửa · Nông Thị Hạnh" in seen
    assert "Lịch sử: Phiếu tiếp nhận PT-2026-0001" in seen
    assert any("&lt;b&gt;mới" in text for text in seen)  # what was typed is never read as markup
