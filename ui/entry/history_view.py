"""What happened to a record: who, when, and each change as "Số tiền: 5.000.000 → 7.000.000"."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.records import Change
from ui import messages
from ui.dialog_size import size_on_screen
from ui.entry.wording import clock_or_day

EMPTY = "(trống)"
ROW_ACTS = ("thêm", "bỏ")  # as storage/registers/record_changes.py tells of rows


def show_history(parent: QWidget, title: str, changes: Sequence[Change]) -> None:
    """Show the changes, the newest first, until the officer closes the window."""
    dialog = messages.Dialog(parent, f"Lịch sử: {title}")
    dialog.resize(size_on_screen(dialog, 640, 480))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName("Các lần thay đổi")
    area.setWidget(_listing(changes))
    dialog.content.addWidget(area)
    dialog.exec()


def lines_of(change: Change) -> list[str]:
    """One line per field; what was empty before is only what it became; a row that came or went is told as such."""
    return [
        _row_line(label, before, after) or _field_line(label, before, after) for label, before, after in change.changes
    ]


def _field_line(label: str, before: str, after: str) -> str:
    return f"{label}: {before} → {after or EMPTY}" if before else f"{label}: {after}"


def _row_line(label: str, before: str, after: str) -> str:
    """ "Thêm bên: Họ tên: Lý Văn Mẫu" from ("Các bên: thêm bên", "", ...), "" for the change of a field. What the row
    is called is not said again by its first field."""
    _, _, act = label.partition(": ")
    verb, _, word = act.partition(" ")
    if verb not in ROW_ACTS:
        return ""
    row, repeated = before or after, f"{word}: "
    told = row[len(repeated) :] if row.lower().startswith(repeated) else row
    return f"{verb.capitalize()} {word}: {told}"


def _listing(changes: Sequence[Change]) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 8, 0)
    layout.setSpacing(10)
    for change in changes:
        layout.addWidget(_entry(change))
    if not changes:
        layout.addWidget(QLabel("Bản ghi này chưa được lưu lần nào."))
    layout.addStretch()
    return page


def _entry(change: Change) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "foot")
    head = QLabel(f"{change.operation} · {change.who}")
    head.setProperty("role", "heading")
    when = QLabel(f"{clock_or_day(change.at)} · lần {change.version}")
    when.setProperty("role", "muted")
    body = QLabel("<br>".join(escape(line) for line in lines_of(change)))
    body.setTextFormat(Qt.TextFormat.RichText)
    body.setWordWrap(True)
    body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 8, 0, 2)
    layout.setSpacing(3)
    for widget in (head, when, body):
        layout.addWidget(widget)
    return frame
