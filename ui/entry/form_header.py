"""The head of a form: what it is, its state in a word, when it was saved, and one line for what must be known."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.fields import RecordType
from models.records import Record, State
from ui.entry.field_cell import ElidedLabel
from ui.entry.wording import TONES, clock_or_day, heading, saved_at
from ui.look.theme import icon, set_look


class FormHeader(QWidget):
    """`dropped` asks to throw unfinished typing away, `closed` to give the list its room back."""

    dropped = Signal()
    closed = Signal()

    def __init__(self, record_type: RecordType) -> None:
        super().__init__()
        self._type = record_type
        self._title = ElidedLabel(lines=2)  # its end is the number
        self._title.setProperty("role", "heading")
        self._state = QLabel()
        self._state.setProperty("role", "chip")
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._saved = QLabel()
        self._saved.setProperty("role", "muted")
        self._close = QPushButton()
        self._close.setProperty("role", "icon")
        self._close.setIcon(icon("x", "muted"))
        self._close.setAccessibleName("Đóng phiếu")
        self._close.setToolTip("Đóng phiếu, trở về danh sách (Esc)")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.closed)
        self._banner, self._sentence, self._drop = QFrame(), QLabel(), QPushButton("Bỏ bản gõ dở")
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._saved)
        row.addWidget(self._close)
        self._banner.setProperty("role", "banner")
        self._sentence.setWordWrap(True)
        self._drop.setProperty("role", "link")
        self._drop.clicked.connect(self.dropped)
        inner = QHBoxLayout(self._banner)
        inner.setContentsMargins(10, 4, 6, 4)
        inner.addWidget(self._sentence, 1)
        inner.addWidget(self._drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 12, 2)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._banner)

    def show_record(
        self, record: Record, *, title: str = "", origin: str = "", typed_at: str = "", dirty: bool = False
    ) -> None:
        """`origin` names the unit of a received record; `typed_at` is the time of unfinished typing on screen."""
        self._title.set_text(heading(self._type, record, title))
        self._state.setText(record.state.label)
        set_look(self._state, tone=TONES[record.state])
        self.show_saved(record, dirty=dirty)
        self._saved.setHidden(bool(typed_at))
        self._drop.setVisible(bool(typed_at))
        if record.received:
            self._say(f"Nhận từ {origin or record.origin_unit}. Chỉ xem; cần sửa thì báo đơn vị này gửi lại.", "")
        elif record.state is State.VOID:
            self._say(f"Đã hủy. Lý do: {record.void_reason}", "error")
        elif typed_at:
            self._say(f"Đang mở bản gõ dở lúc {clock_or_day(typed_at)}, chưa lưu.", "warning")
        else:
            self._banner.hide()

    def show_saved(self, record: Record, *, dirty: bool) -> None:
        """ "Đã lưu" stands only beside what is; unfinished typing has its own line, which says the same once."""
        changed = "Chưa lưu thay đổi" if record.version else "Chưa lưu"
        self._saved.setText(changed if dirty else saved_at(record.updated_at))

    def can_close(self, on: bool) -> None:
        self._close.setVisible(on)

    def _say(self, sentence: str, tone: str) -> None:
        self._sentence.setText(sentence)
        set_look(self._banner, tone=tone)
        self._banner.show()
