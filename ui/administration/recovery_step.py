"""The recovery key: printed, and tried by typing two of its groups off the paper."""

from __future__ import annotations

import datetime as dt
import random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models import recovery_key, recovery_sheet
from models.documents import Document
from models.ports import StorageError
from models.safe_keeping import RecoveryKey
from ui import messages
from ui.administration.cells import TextCell, first_problem
from ui.buttons import KeyButton
from ui.cards import said
from ui.dialog_size import size_on_screen
from ui.session import Session

ASKED = 2  # groups: one could be guessed at by an eye that slips a line
WIDEST = 440  # px
PURPOSE = (
    "Khóa khôi phục mở được sổ khi quên mật khẩu, khi máy tính hỏng hoặc cài lại, khi mở bản sao lưu ở máy khác. "
    "Khóa không được giữ trong máy, chỉ có trên giấy."
)


class RecoveryStep(QWidget):
    """Last step of the first run, and what the settings ask for later. The key is made by begin()."""

    title = "In khóa khôi phục"
    explanation = "In một tờ, để trong phong bì niêm phong, cất vào tủ có khóa, xa máy tính."

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.key = ""
        self.asked = sorted(random.sample(range(recovery_key.GROUPS), ASKED))
        self.print = KeyButton("Xem và in tờ khóa…", "Ctrl+P", icon_name="print")
        self.print.setAutoDefault(True)
        self.cells = tuple(TextCell(f"Nhóm {place + 1} trên giấy", "Sáu chữ số, chữ cái") for place in self.asked)
        row = QHBoxLayout()
        row.setSpacing(16)
        for cell in self.cells:
            row.addWidget(cell)
            cell.edit.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        groups = QWidget()
        groups.setMaximumWidth(WIDEST)
        groups.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(said(PURPOSE))
        layout.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(said("In xong, gõ lại hai nhóm sau đúng như trên tờ giấy, để chắc tờ giấy đọc được:"))
        layout.addWidget(groups)
        layout.addStretch()
        self.print.clicked.connect(self.show_sheet)

    def begin(self) -> None:
        """Make the key: from now on the one before opens nothing here. StorageError."""
        self.key = self._session.write(lambda store: store.settings.make_recovery_key())

    def document(self) -> Document:
        """The sheet as it is printed today."""
        identity = self._session.read(lambda store: store.settings.identity())
        today = dt.datetime.now().astimezone().date()
        return recovery_sheet.sheet(self.key, identity.unit_name if identity else "", f"{today:%d/%m/%Y}")

    def show_sheet(self) -> None:
        """The preview, from where it is printed and not saved: a file of the key would lie beside what it opens.
        Afterwards the first group is asked for."""
        from ui.paper.preview import Printable, show_preview

        show_preview(self, Printable(lambda _: self.document()), ())
        self.cells[0].edit.setFocus()

    def complete(self) -> bool:
        """Mark what differs from the key; when nothing does, try the whole key on the register itself."""
        groups = recovery_key.groups_of(self.key)
        for place, cell in zip(self.asked, self.cells, strict=True):
            cell.set_problem(_difference(groups[place], cell.text()))
        if first_problem(*self.cells):
            return False
        for place, cell in zip(self.asked, self.cells, strict=True):
            groups[place] = recovery_key.plain(cell.text())
        typed = "-".join(groups)
        try:
            opens = self._session.write(lambda store: store.settings.try_recovery_key(typed))
        except StorageError as error:
            messages.show_error(self, error)
            return False
        if not opens:
            messages.show_error(self, "Khóa vừa in chưa mở được sổ. Bỏ tờ giấy này, lập khóa mới rồi in lại.")
        return opens

    def focus_first(self) -> None:
        self.print.setFocus()


class RecoveryDialog(messages.Dialog):
    """A new recovery key at any later time; accepted when it was tried."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "Khóa khôi phục", "Xong", keep="Để sau")
        self.resize(size_on_screen(self, 560, 420))
        self.step = RecoveryStep(session)
        self.step.begin()
        self.content.addWidget(said(RecoveryStep.title, "title"))
        self.content.addWidget(said(RecoveryStep.explanation, "subtitle"))
        self.content.addSpacing(8)
        self.content.addWidget(self.step, 1)
        self.step.focus_first()

    def accept(self) -> None:
        if self.step.complete():
            super().accept()


def state_sentence(key: RecoveryKey | None) -> str:
    """What the settings say of it."""
    if key is None:
        return "Chưa có khóa khôi phục. Lập khóa, in ra giấy và để trong phong bì niêm phong."
    made = f"Lập ngày {_day(key.made)}"
    if not key.tried:
        return f"{made}, chưa gõ thử từ tờ giấy. Nếu chưa in thì lập khóa mới."
    return f"{made}, đã thử ngày {_day(key.tried)}. Khóa chỉ có trên tờ giấy trong phong bì niêm phong."


def _difference(group: str, typed: str) -> str:
    if not typed:
        return "Gõ nhóm này từ tờ giấy."
    if not typed.isascii():
        return "Có chữ có dấu: tắt bộ gõ tiếng Việt."
    return "" if recovery_key.plain(typed) == group else "Chưa đúng; so lại với tờ giấy."


def _day(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%d/%m/%Y}"
