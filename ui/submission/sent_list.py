"""What was sent, the newest first; the very file of an earlier sending can be written again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.days import show_day
from models.periods import parse_period
from models.ports import StorageError
from models.submissions import Sent
from ui import messages
from ui.plain_tables import fill_row, fit_columns, plain_table, row_data
from ui.session import Session


class SentList(QWidget):
    """The list of sendings with "Ghi lại tệp". `counted` tells how many there are."""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._again = QPushButton("Ghi lại tệp…")
        self._again.clicked.connect(self.write_again)
        self._said = QLabel("")
        self._said.setProperty("role", "done")
        self.table = plain_table("Các lần đã gửi", ("Số", "Kỳ", "Chốt ngày", "Gửi lúc", "Người gửi", "Tệp"))
        self.table.itemSelectionChanged.connect(self._enable)
        top = QHBoxLayout()
        top.addWidget(self._said, 1)
        top.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        session.submissions_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._session.submit(lambda store: store.outbox.sent(), self._take)

    def _take(self, sendings: Sequence[Sent]) -> None:
        self.table.setRowCount(len(sendings))
        for row, sent in enumerate(sendings):
            texts = (
                str(sent.number),
                parse_period(sent.period).label,
                show_day(sent.cutoff),
                moment(sent.at),
                sent.by,
                sent.file_name,
            )
            fill_row(self.table, row, texts, sent)
        fit_columns(self.table, 5)
        if sendings:
            self.table.selectRow(0)
        self._enable()
        self.counted.emit(len(sendings))

    def _enable(self) -> None:
        self._again.setEnabled(isinstance(row_data(self.table, self.table.currentRow()), Sent))

    def write_again(self) -> None:
        """Put the file of the chosen sending into a folder."""
        sent = row_data(self.table, self.table.currentRow())
        folder = messages.ask_folder(self, "Chọn USB hoặc thư mục để ghi tệp") if isinstance(sent, Sent) else None
        if folder is None or not isinstance(sent, Sent):
            return
        number = sent.number
        try:
            path = self._session.read(lambda store: store.outbox.write_again(number, folder))
        except StorageError as error:
            messages.show_error(self, error)
            return
        self._said.setText(f"Đã ghi lại {path.name} vào {path.parent}.")


def moment(iso: str) -> str:
    """ "30/06/2026 14:02" from an ISO time."""
    return f"{show_day(iso[:10])} {iso[11:16]}".strip()
