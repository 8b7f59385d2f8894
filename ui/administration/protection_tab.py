"""What protects the register, said plainly, and the passphrase: set, changed or taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.ports import StorageError, Store
from ui import messages
from ui.administration.passphrase import FORGOTTEN, PassphraseFields
from ui.cards import card, said
from ui.session import Session
from ui.theme import set_look


class ProtectionTab(QWidget):
    """The data is not touched by any of it: only the key is wrapped anew, here and beside every backup."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._now, self._said = said(""), said("", "done")
        self.warning = said(FORGOTTEN, "muted")
        self.fields = PassphraseFields(optional=False)
        self.set = QPushButton()
        self.set.setProperty("role", "primary")
        self.remove = QPushButton("Bỏ mật khẩu…")
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch()
        row.addWidget(self.set)
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (self._now, self.warning, self.fields, self._said):
            column.addWidget(part)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))
        layout.addStretch()
        self.set.clicked.connect(self._set)
        self.remove.clicked.connect(self._remove)
        self.refresh()

    def refresh(self) -> None:
        """Say what protects the register right now."""
        sentence, has = self._session.read(_protection)
        self._now.setText(sentence)
        self.set.setText("Đổi mật khẩu" if has else "Đặt mật khẩu")
        self.remove.setVisible(has)

    def _set(self) -> None:
        if self.fields.complete():
            self._write(self.fields.passphrase(), "Đã đặt mật khẩu. Từ lần mở sau, nhập mật khẩu này.")

    def _remove(self) -> None:
        question = "Bỏ mật khẩu mở sổ?"
        detail = "Sau đó ai đăng nhập được vào tài khoản máy tính này thì mở được sổ."
        if messages.confirm(self, question, "Bỏ mật khẩu", detail, danger=True):
            self._write("", "Đã bỏ mật khẩu.")

    def _write(self, passphrase: str, done: str) -> None:
        try:
            self._session.write(lambda store: store.settings.set_passphrase(passphrase))
        except StorageError as error:
            messages.show_error(self, error)
            return
        self.fields.clear()
        set_look(self._said, role="done")
        self._said.setText(done)
        self.refresh()


def _protection(store: Store) -> tuple[str, bool]:
    return store.settings.key_protection(), store.settings.has_passphrase()
