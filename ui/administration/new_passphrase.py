"""A new passphrase, asked for when the register was opened by the recovery key."""

from __future__ import annotations

from models.ports import StorageError
from ui import messages
from ui.administration.passphrase import PassphraseFields
from ui.cards import said
from ui.session import Session


class NewPassphrase(messages.Dialog):
    """Left for later, it is asked again at the next opening by the recovery key."""

    def __init__(self, session: Session) -> None:
        super().__init__(None, "Sổ Mặt trận", "Đặt mật khẩu", keep="Để sau")
        self._session = session
        self.content.addWidget(said("Đặt mật khẩu mới", "title"))
        self.content.addWidget(
            said(
                "Sổ đã mở bằng khóa khôi phục. Đặt mật khẩu mới để lần sau không cần đến tờ giấy; "
                "để trống thì ai đăng nhập được vào tài khoản máy tính này mở được sổ. "
                "Cất tờ giấy lại vào phong bì niêm phong: khóa khôi phục vẫn dùng được."
            )
        )
        self.fields = PassphraseFields(optional=True)
        self.content.addWidget(self.fields)
        self.fields.first.edit.setFocus()

    def accept(self) -> None:
        """Wrap the key anew; a refusal is told and may be tried again."""
        if not self.fields.complete():
            return
        passphrase = self.fields.passphrase()
        try:
            self._session.write(lambda store: store.settings.set_passphrase(passphrase))
        except StorageError as error:
            messages.show_error(self, error)
            return
        super().accept()
