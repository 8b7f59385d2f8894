"""The second copy: where it goes, how it stands, and plainly whether it can be opened elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.safe_keeping import BackupState
from ui import backup_words, messages
from ui.cards import card, said
from ui.session import Session


class SecondCopyCard(QWidget):
    """`changed` when a place was chosen or given up."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = said("")
        self.alone = said(backup_words.ELSEWHERE, "warning")
        self.choose = QPushButton()
        self.stop = QPushButton("Không chép nữa…")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.stop)
        row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(8)
        for part in (said("Bản sao thứ hai", "section"), self.state, self.alone):
            column.addWidget(part)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))
        self.choose.clicked.connect(self._choose)
        self.stop.clicked.connect(self._stop)

    def show_state(self, state: BackupState) -> None:
        """Say how it stands."""
        second = state.second
        self.state.setText(backup_words.second_state(second) if second else backup_words.NO_SECOND)
        self.alone.setVisible(not state.opens_elsewhere)
        self.choose.setText("Chọn nơi khác…" if second else "Chọn nơi để bản sao…")
        self.stop.setVisible(second is not None)

    def _choose(self) -> None:
        place = messages.ask_folder(self, "Chọn thư mục trên USB hoặc ổ đĩa khác")
        if place is not None:
            self._keep_in(place)

    def _stop(self) -> None:
        question = "Không chép bản sao thứ hai nữa?"
        if messages.confirm(self, question, "Không chép nữa", "Các bản đã chép vẫn ở nguyên chỗ cũ."):
            self._keep_in(None)

    def _keep_in(self, place: Path | None) -> None:
        self._session.run_long(
            self,
            "Đang chép và kiểm tra bản sao…",
            lambda store, _: store.backups.choose_second(place),
            lambda _: self.changed.emit(),
        )
