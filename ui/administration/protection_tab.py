"""What protects the register, said plainly; the passphrase, and the recovery key on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.ports import StorageError, Store
from models.safe_keeping import RecoveryKey
from ui import messages
from ui.administration.passphrase import FORGOTTEN, PassphraseFields
from ui.administration.recovery_step import PURPOSE, RecoveryDialog, state_sentence
from ui.cards import card, said
from ui.look.theme import set_look
from ui.session import IDENTITY, Session


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
        layout.setSpacing(14)
        layout.addWidget(card(column))
        layout.addWidget(self._recovery_card())
        layout.addStretch()
        self.set.clicked.connect(self._set)
        self.remove.clicked.connect(self._remove)
        self.refresh()

    def _recovery_card(self) -> QWidget:
        self.recovery_state, self.renew = said(""), QPushButton()
        self.renew.clicked.connect(self._renew)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.renew)
        column = QVBoxLayout()
        column.setSpacing(10)
        for part in (said("Khóa khôi phục", "section"), self.recovery_state, said(PURPOSE, "muted")):
            column.addWidget(part)
        column.addLayout(row)
        return card(column)

    def refresh(self) -> None:
        """Say what protects the register right now."""
        sentence, has, key = self._session.read(_protection)
        self._key = key
        self.recovery_state.setText(state_sentence(key))
        self.renew.setText("Lập khóa mới…" if key else "Lập khóa khôi phục…")
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

    def _renew(self) -> None:
        """A tried key is somewhere on paper: that this paper is then worth nothing is asked first."""
        detail = "Khóa trên tờ giấy cũ sẽ không mở được sổ nữa; in tờ mới và thay vào phong bì."
        tried = self._key is not None and self._key.tried
        if tried and not messages.confirm(self, "Lập khóa khôi phục mới?", "Lập khóa mới", detail):
            return
        try:
            RecoveryDialog(self, self._session).exec()
        except StorageError as error:
            messages.show_error(self, error)
        self._session.announce(IDENTITY)  # the overview no longer reminds
        self.refresh()

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


def _protection(store: Store) -> tuple[str, bool, RecoveryKey | None]:
    settings = store.settings
    return settings.key_protection(), settings.has_passphrase(), settings.recovery_key()
