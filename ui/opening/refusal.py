"""The dialogs over a register that does not open: why, the passphrase, another try, the way back to a backup."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton

from models import recovery_key
from models.ports import StorageError
from models.safe_keeping import Backup, RestoreInto
from ui import background, messages
from ui.administration.cells import LabelledCell, TextCell
from ui.backup_words import moment
from ui.cards import said
from ui.dialog_size import size_on_screen


class Answer(enum.Enum):
    """What the officer wants done about a refusal; the values are results of the dialog."""

    GIVE_UP = 0
    OPEN = 1  # with the passphrase that was typed
    RETRY = 2
    RESTORE = 3
    SALVAGE = 4


VERBS = {
    Answer.OPEN: "Mở sổ",
    Answer.RETRY: "Thử lại",
    Answer.RESTORE: "Khôi phục từ bản sao lưu…",
    Answer.GIVE_UP: "",
}

MADE = Qt.ItemDataRole.UserRole + 1
"""Where a line of the list keeps when its backup was made."""

RESTORING = "Đang kiểm tra bản sao lưu và khôi phục sổ…"

HEADINGS = {
    "locked": "Sổ đang mở ở nơi khác",
    "newer": "Sổ được ghi bằng chương trình mới hơn",
    "wrong_key": "Mở sổ",
    "damaged": "Tệp dữ liệu bị hỏng",
    "missing": "Thiếu tệp của sổ",
    "full": "Ổ đĩa đã đầy",
    "read_only": "Không ghi được vào thư mục dữ liệu",
}


class Refusal(messages.Dialog):
    """Why the register does not open, and what can be done: the passphrase, another try, a backup."""

    def __init__(self, error: StorageError) -> None:
        self._wish = _helps(error.kind)
        super().__init__(None, "Sổ Mặt trận", VERBS[self._wish])
        self.keep.setText("Thoát")
        self.content.addWidget(said(HEADINGS.get(error.kind, "Chưa mở được sổ"), "title"))
        self.content.addWidget(said(_sentence(error)))
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.returnPressed.connect(self.act.click)
        self.typed = LabelledCell("Mật khẩu", self.edit)
        self.key_edit = QLineEdit()
        self.key_edit.returnPressed.connect(self.act.click)
        self.key = LabelledCell("Khóa khôi phục", self.key_edit, "Sáu nhóm trên tờ giấy trong phong bì, theo thứ tự")
        self.other_way = QPushButton("Quên mật khẩu: dùng khóa khôi phục")
        self.restore = QPushButton(VERBS[Answer.RESTORE])
        self.other_way.clicked.connect(lambda: self._ask_for_key(self.key.isHidden()))
        self.restore.clicked.connect(lambda: self.done(Answer.RESTORE.value))
        for part in (self.typed, self.key):
            self.content.addWidget(part)
        self.salvage = QPushButton("Không có bản sao lưu tốt: cứu phần còn đọc được…")
        self.salvage.clicked.connect(lambda: self.done(Answer.SALVAGE.value))
        for link in (self.other_way, self.restore, self.salvage):
            link.setProperty("role", "link")
            self.content.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.key.hide()
        for item in (self.typed, self.other_way, self.restore):
            item.setVisible(self._wish is Answer.OPEN)
        self.salvage.setVisible(error.kind == "damaged")
        self.act.setDefault(True)
        (self.edit if self._wish is Answer.OPEN else self.act).setFocus()

    def _ask_for_key(self, key: bool) -> None:
        """The recovery key in place of the passphrase, or back."""
        self.typed.setVisible(not key)
        self.key.setVisible(key)
        self.other_way.setText("Dùng mật khẩu" if key else "Quên mật khẩu: dùng khóa khôi phục")
        (self.key_edit if key else self.edit).setFocus()

    def accept(self) -> None:
        """The main button does what helps most against this refusal; a mistyped recovery key is said before it is
        tried, which takes a second."""
        if not self.key.isHidden():
            try:
                recovery_key.read(self.key_edit.text())
            except recovery_key.MistypedKeyError as mistake:
                self.key.set_problem(str(mistake))
                self.key_edit.setFocus()
                return
        self.done(self._wish.value)

    def answer(self) -> Answer:
        """Show it and wait for what is wanted."""
        return Answer(self.exec())

    def passphrase(self) -> str:
        """What was typed, passphrase or recovery key, "" for nothing."""
        return self.edit.text() if self.key.isHidden() else self.key_edit.text()


class RestoreUnopened(messages.Dialog):
    """The backups beside a file that does not open, newest first, and what going back to one means."""

    def __init__(
        self, folder: Path, restore_into: RestoreInto, backups: Sequence[Backup], passphrase: str | None
    ) -> None:
        super().__init__(None, "Khôi phục từ bản sao lưu", "Khôi phục sổ")
        self._folder, self._restore_into = folder, restore_into
        self.resize(size_on_screen(self, 620, 480))
        self.content.addWidget(said("Khôi phục từ bản sao lưu", "title"))
        self.found = QListWidget()
        self.found.setAccessibleName("Các bản sao lưu")
        self.found.ensurePolished()  # lines are measured as they come, and must know the style by then
        for backup in backups:
            second = "" if folder in backup.path.parents else "    bản sao thứ hai"
            self._add(backup.path, backup.at, f"{backup.why}{second}")
        self._loss = said("", "warning")
        self.choose = QPushButton("Chọn tệp ở nơi khác…")
        self.choose.clicked.connect(self._choose)
        self.typed = TextCell(
            "Mật khẩu hoặc khóa khôi phục của bản sao lưu", "Để trống nếu bản sao lưu không có mật khẩu", secret=True
        )
        self.typed.edit.setText(passphrase or "")
        self.content.addWidget(said("Bản sao lưu trong máy và bản sao thứ hai, mới nhất ở trên:", "label"))
        self.content.addWidget(self.found, 1)
        self.content.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.typed)
        self.content.addWidget(self._loss)
        self.found.currentItemChanged.connect(lambda *_: self._say_loss())
        self.found.setCurrentRow(0)
        self.found.setFocus()
        self._say_loss()

    def accept(self) -> None:
        """Put the chosen backup in place; a refusal is told and another one may be chosen."""
        path, _ = self._chosen()
        typed = self.typed.edit.text() or None
        try:
            background.beside(self, RESTORING, lambda: self._restore_into(self._folder, path, typed))
        except StorageError as error:
            if error.kind == "wrong_key":
                self.typed.set_problem(str(error))
                self.typed.edit.setFocus()
            else:
                messages.show_error(self, error)
            return
        super().accept()

    def secret(self) -> str:
        """What was typed to open the backup, "" for nothing."""
        return self.typed.edit.text()

    def _choose(self) -> None:
        for path in messages.ask_open_paths(self, "Chọn bản sao lưu", "Bản sao lưu Sổ Mặt trận (*.db)")[:1]:
            self._add(path, written_at(path), path.name)
            self.found.setCurrentRow(self.found.count() - 1)

    def _add(self, path: Path, at: str, words: str) -> None:
        item = QListWidgetItem(f"{moment(at)}    {words}")
        item.setData(Qt.ItemDataRole.UserRole, str(path))
        item.setData(MADE, at)
        item.setToolTip(str(path))
        self.found.addItem(item)

    def _chosen(self) -> tuple[Path, str]:
        item = self.found.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)), item.data(MADE)

    def _say_loss(self) -> None:
        self.act.setEnabled(self.found.currentRow() >= 0)
        if self.found.currentRow() < 0:
            self._loss.setText("Không có bản sao lưu nào trong thư mục này. Chọn tệp cất ở nơi khác.")
            return
        made = dt.datetime.fromisoformat(self._chosen()[1])
        self._loss.setText(
            f"Những gì ghi vào sổ sau {made:%H:%M} ngày {made:%d/%m/%Y} sẽ không còn trong sổ. "
            "Tệp hiện tại được giữ lại bên cạnh, không bị xóa."
        )


def written_at(path: Path) -> str:
    """When a file chosen by hand was written, ISO, on this computer's clock."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().replace(tzinfo=None).isoformat()


def _helps(kind: str) -> Answer:
    """What may get past a refusal: a newer register needs a newer program, nothing here helps."""
    if kind == "wrong_key":
        return Answer.OPEN
    if kind in ("damaged", "missing"):
        return Answer.RESTORE
    return Answer.GIVE_UP if kind == "newer" else Answer.RETRY


def _sentence(error: StorageError) -> str:
    """Storage speaks for the command line; where its sentence names a command, the window says it in its own words."""
    if error.kind == "damaged":
        return "Tệp được giữ nguyên. Khôi phục từ bản sao lưu gần nhất để tiếp tục làm việc."
    return str(error)
