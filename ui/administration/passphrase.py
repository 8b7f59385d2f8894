"""A passphrase typed twice, with what it means said plainly."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.administration.cells import TextCell, first_problem
from ui.cards import said

SHORTEST = 8
WIDEST = 440  # px
FORGOTTEN = (
    "Quên mật khẩu thì chỉ còn khóa khôi phục in trên giấy mở được sổ và các bản sao lưu; "
    "mất cả hai thì không có cách nào mở lại."
)


class PassphraseFields(QWidget):
    """Two fields that must agree. Left empty there is no passphrase, where that is `optional`."""

    def __init__(self, *, optional: bool) -> None:
        super().__init__()
        self._optional = optional
        self.first = TextCell("Mật khẩu mới", f"Ít nhất {SHORTEST} ký tự, nên là một câu dễ nhớ", secret=True)
        self.again = TextCell("Nhập lại mật khẩu", secret=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.setMaximumWidth(WIDEST)
        layout.addWidget(self.first)
        layout.addWidget(self.again)

    def passphrase(self) -> str:
        """As typed; not trimmed, for a space may be meant."""
        return self.first.edit.text()

    def clear(self) -> None:
        """Nothing of what was typed stays on the screen."""
        self.first.set_text("")
        self.again.set_text("")

    def complete(self) -> bool:
        """Mark what is wrong and go there; True when nothing is."""
        typed, again = self.first.edit.text(), self.again.edit.text()
        self.first.set_problem("")
        self.again.set_problem("")
        if (typed or not self._optional) and len(typed) < SHORTEST:
            self.first.set_problem(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
        elif typed != again:
            self.again.set_problem("Hai lần nhập chưa giống nhau. Nhập lại mật khẩu.")
        return not first_problem(self.first, self.again)


class PassphraseStep(QWidget):
    """A step of the first run: a passphrase, or none."""

    title = "Có đặt mật khẩu mở sổ không?"
    explanation = "Không bắt buộc. Sổ luôn được mã hóa; đặt hoặc bỏ mật khẩu lúc nào cũng được trong Thiết lập."

    def __init__(self) -> None:
        super().__init__()
        self.fields = PassphraseFields(optional=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(
            said(
                "Để trống: ai đăng nhập được vào tài khoản máy tính này thì mở được sổ.\n"
                f"Đặt mật khẩu: mỗi lần mở sổ phải nhập. {FORGOTTEN}"
            )
        )
        layout.addWidget(self.fields)
        layout.addStretch()

    def complete(self) -> bool:
        return self.fields.complete()

    def focus_first(self) -> None:
        self.fields.first.edit.setFocus()
