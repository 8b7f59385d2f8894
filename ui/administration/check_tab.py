"""The check of the file: where the last one stands, one made now, and what a machine may mend mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.ports import StorageError, Store
from models.soundness import CheckResult, Repaired
from ui import messages
from ui.cards import card, said
from ui.look.icons import icon
from ui.session import IDENTITY, Session

LIST_HEIGHT = 300  # px
WHAT = (
    "Kiểm tra đọc từng trang của tệp, dò chuỗi nhật ký, các mục nhắc đến nhau, số đã cấp và mục lục tìm kiếm. "
    "Sổ tự kiểm tra mỗi tuần, và sau lần máy tắt ngang, vào lúc không ai gõ."
)


class CheckTab(QWidget):
    """Repairs are offered only where there is something that a machine may mend."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = said("")
        self.found = QListWidget()
        self.found.setProperty("role", "inner")
        self.found.ensurePolished()  # lines are measured as they come, and must know the style by then
        self.found.setWordWrap(True)
        self.found.setMinimumHeight(LIST_HEIGHT)
        self.found.setAccessibleName("Điều cần xem")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.check, self.repair = QPushButton("Kiểm tra ngay"), QPushButton("Sửa những lỗi sửa được…")
        self.repair.setProperty("role", "primary")
        self.check.clicked.connect(self._check)
        self.repair.clicked.connect(self._repair)
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addStretch()
        row.addWidget(self.repair)
        column = QVBoxLayout()
        column.setSpacing(10)
        for part in (said("Kiểm tra sổ", "section"), self.state, said(WHAT, "muted")):
            column.addWidget(part)
        column.addWidget(self.found, 1)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))
        layout.addStretch(1)
        session.identity_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the last check stands."""
        result = self._session.read(lambda store: store.upkeep.last())
        self.state.setText(state_sentence(result))
        self.found.clear()
        defects = result.defects if result else ()
        for defect in defects:
            sign = icon("info", "muted") if defect.is_repairable else icon("alert", "warning")
            self.found.addItem(QListWidgetItem(sign, defect.sentence))
        self.found.setVisible(bool(defects))
        self.repair.setVisible(any(defect.is_repairable for defect in defects))

    def _check(self) -> None:
        self._session.run_long(
            self,
            "Đang kiểm tra toàn bộ sổ…",
            lambda store, _: store.check(deep=True),
            lambda _: self.refresh(),
            IDENTITY,
        )

    def _repair(self) -> None:
        detail = "Sổ được sao lưu trước. Mỗi chỗ sửa được ghi vào nhật ký."
        if messages.confirm(self, "Sửa những lỗi máy sửa được?", "Sửa lỗi", detail):
            self._session.run_long(
                self, "Đang sao lưu và sửa lỗi…", lambda store, _: _repaired(store), self._tell, IDENTITY
            )

    def _tell(self, done: Sequence[Repaired] | StorageError) -> None:
        self.refresh()
        if isinstance(done, StorageError):
            messages.show_error(self, done)
        else:
            messages.inform(self, "Đã sửa xong.", "\n".join(f"– {repaired.sentence}" for repaired in done))


def state_sentence(result: CheckResult | None) -> str:
    """ "Kiểm tra toàn bộ: lần cuối 20/11/2026, không có lỗi." """
    if result is None:
        return "Kiểm tra toàn bộ: chưa lần nào."
    day = f"{dt.datetime.fromisoformat(result.at):%d/%m/%Y}"
    found = f"có {len(result.defects)} điều cần xem" if result.defects else "không có lỗi"
    return f"Kiểm tra toàn bộ: lần cuối {day}, {found}."


def _repaired(store: Store) -> Sequence[Repaired] | StorageError:
    try:
        return store.upkeep.repair()
    except StorageError as error:  # what it found before it refused is to be shown too
        return error
