"""The backups: made now, listed, and gone back to after seeing what would be lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.ports import StorageError, Store
from models.safe_keeping import Backup, BackupState, RestorePreview
from models.values import format_number
from ui import messages
from ui.administration.cells import RIGHT, align_right
from ui.administration.second_copy_card import SecondCopyCard
from ui.backup_words import moment
from ui.cards import card, said
from ui.look.views import prepare_table
from ui.session import Session


class BackupsTab(QWidget):
    """`restored` tells that the register was gone back to a backup."""

    restored = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: tuple[Backup, ...] = ()
        self.table = QTableWidget(0, 3)
        self._empty = said("Chưa có bản sao lưu nào.", "muted")
        self.make = QPushButton("Sao lưu ngay")
        self.make.setProperty("role", "primary")
        self.restore = QPushButton("Khôi phục bản đang chọn…")
        self.other = QPushButton("Khôi phục từ tệp khác…")
        self.second = SecondCopyCard(session)
        self._state: BackupState | None = None
        self._build()
        self.make.clicked.connect(self._make)
        self.restore.clicked.connect(self._restore_chosen)
        self.other.clicked.connect(self._restore_other)
        self.second.changed.connect(self.refresh)
        session.backed_up.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(["Lúc", "Lý do", "Dung lượng"])
        self.table.setAccessibleName("Các bản sao lưu")
        align_right(self.table, 2)
        self.table.setProperty("role", "inner")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        prepare_table(self.table)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 170)
        self.table.setColumnWidth(2, 120)
        folder = self._session.read(lambda store: store.folder) / "backups"
        row = QHBoxLayout()
        for button in (self.make, self.restore, self.other):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(
            said(
                "Có thay đổi thì sổ tự sao lưu mỗi nửa giờ lúc bàn phím nghỉ, khi đóng, trước khi nhập, nhận tệp và "
                "khôi phục. Mỗi bản được mở ra kiểm tra ngay khi tạo."
            )
        )
        where = said(f"Nằm ở {folder}", "muted")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(where)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(card(column), 1)
        layout.addWidget(self.second)

    def refresh(self) -> None:
        """Read the list again."""
        self._found, self._state = self._session.read(_kept)
        self.second.show_state(self._state)
        self.table.setRowCount(len(self._found))
        for row, backup in enumerate(self._found):
            for column, text in enumerate((moment(backup.at), backup.why, _size(backup.bytes))):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(row, column, item)
        self._empty.setVisible(not self._found)
        self.restore.setEnabled(bool(self._found))
        if self._found:
            self.table.selectRow(0)

    def _make(self) -> None:
        def tell(made: Backup | None) -> None:
            self.refresh()
            messages.inform(
                self, "Đã sao lưu và kiểm tra bản sao." if made else "Bản sao lưu gần nhất đã có mọi thay đổi."
            )

        self._session.run_long(
            self, "Đang sao lưu và kiểm tra bản sao…", lambda store, _: store.backups.make("lenh"), tell
        )

    def _restore_chosen(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._found):
            self._look_at(self._found[row].path)

    def _restore_other(self) -> None:
        second = self._state.second if self._state else None
        # One that was away when it was last wanted is not asked here: a share that is gone holds up the window.
        begin = second.place if second and not second.problem and second.place.is_dir() else None
        for path in messages.ask_open_paths(self, "Chọn bản sao lưu", "Bản sao lưu Sổ Mặt trận (*.db)", begin)[:1]:
            self._look_at(path)

    def _look_at(self, path: Path, passphrase: str | None = None) -> None:
        """First what would be lost, then the question."""
        self._session.run_long(
            self,
            "Đang so bản sao lưu với sổ…",
            lambda store, _: store.backups.preview(path, passphrase),
            lambda preview: self._ask(preview, passphrase),
            failed=lambda error: self._ask_passphrase(error, path),
        )

    def _ask_passphrase(self, error: Exception, path: Path) -> None:
        """A copy made elsewhere, or before the passphrase was changed, has its own."""
        if not isinstance(error, StorageError) or error.kind != "wrong_key":
            messages.show_error(self, error)
            return
        question = f"{error}\nMật khẩu hoặc khóa khôi phục đi cùng bản sao lưu này:"
        typed = messages.ask_text(self, "Mở bản sao lưu", question, "Mở bản sao lưu", secret=True)
        if typed:
            self._look_at(path, typed)

    def _ask(self, preview: RestorePreview, passphrase: str | None) -> None:
        question = f"Khôi phục sổ về lúc {moment(preview.backup.at)}?"
        if messages.confirm(self, question, "Khôi phục sổ", loss_sentence(preview), danger=True):
            path = preview.backup.path
            self._session.run_long(
                self,
                "Đang khôi phục…",
                lambda store, _: store.backups.restore(path, passphrase),
                lambda _: self.restored.emit(),
            )


def loss_sentence(preview: RestorePreview) -> str:
    """What going back would lose, by kind, each with some titles; and what is kept."""
    kept = "Sổ hiện tại được sao lưu trước, nên vẫn quay lại được."
    if not preview.lost:
        return f"Không mất gì: từ lúc đó đến nay sổ không có thay đổi. {kept}"
    kinds = "\n".join(_loss(kind, count, preview.titles.get(kind, ())) for kind, count in preview.lost.items())
    return f"Những thay đổi ghi sau lúc đó sẽ không còn trong sổ:\n{kinds}\n\n{kept}"


def _loss(kind: str, count: int, titles: Sequence[str]) -> str:
    """ "– Hòa giải: 5 (Vụ A; Vụ B; Vụ C; …)"."""
    more = ("…",) if titles and len(titles) < count else ()
    return f"– {kind}: {count}" + (f" ({'; '.join((*titles, *more))})" if titles else "")


def _kept(store: Store) -> tuple[tuple[Backup, ...], BackupState]:
    return tuple(store.backups.all()), store.backups.state()


def _size(count: int) -> str:
    """Megabytes with one decimal, at least 0,1."""
    return f"{format_number(max(1, round(count / 100_000)), 1)} MB"
