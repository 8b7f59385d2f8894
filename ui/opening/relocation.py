"""The question over a register that lies on a share, on a stick or in a cloud: move it to this computer, or leave."""

from __future__ import annotations

from pathlib import Path

from models.ports import StorageError
from models.safe_keeping import Folders
from ui import background, messages
from ui.cards import said

NAME = "SoMatTran"  # of the folder that is made where the officer chooses one


class UnsafePlace(messages.Dialog):
    """Two buttons: bring the register here (or open the one that is here), or leave. `folder` is the safe one then."""

    def __init__(self, folders: Folders, folder: Path) -> None:
        super().__init__(None, "Sổ Mặt trận", "Chuyển sổ về máy này", keep="Thoát")
        self._folders, self._from = folders, folder
        self._moves = folders.has_register(folder)
        self._home = folders.home()
        self.folder: Path | None = None
        self.setMinimumWidth(560)
        self.content.addWidget(said("Sổ cần nằm trên ổ đĩa của máy này", "title"))
        self.content.addWidget(
            said(
                f"Thư mục {folder} nằm {folders.danger(folder)}. Mất mạng, rút USB giữa lúc ghi, hoặc chương trình "
                "khác chép tệp lên mạng trong lúc sổ đang mở đều có thể làm hỏng sổ."
            )
        )
        self.what = said("")
        self.content.addWidget(self.what)
        self.act.setDefault(True)
        self.act.setFocus()
        self._say()

    def accept(self) -> None:
        """Do what the main button says; a refusal is told, and another folder may be chosen."""
        target = self._home or self._chosen()
        if target is None:
            return
        try:
            if self._moves:
                self._move(target)
            elif danger := self._folders.danger(target):
                raise StorageError(f"Thư mục này cũng nằm {danger}; hãy chọn thư mục trên ổ đĩa của máy.", "other")
        except StorageError as error:
            messages.show_error(self, error)
            if error.kind == "exists":
                self._home = None
                self._say()
            return
        self.folder = target
        super().accept()

    def _move(self, target: Path) -> None:
        title = "Đang chép sổ về máy này và so lại từng tệp…"
        aside = background.beside(self, title, lambda: self._folders.move(self._from, target))
        left = f"Sổ cũ được giữ ở {aside}, không dùng nữa." if aside else f"Sổ cũ còn ở {self._from}, không dùng nữa."
        messages.inform(self, f"Đã chuyển sổ về {target}.", left)

    def _chosen(self) -> Path | None:
        folder = messages.ask_folder(self, "Chọn thư mục trên ổ đĩa của máy này", str(Path.home()))
        return folder / NAME if folder else None

    def _say(self) -> None:
        if self._home is None:
            self.act.setText("Chọn thư mục trên máy này…")
            self.what.setText("Chọn một thư mục trên ổ đĩa của máy; sổ được chép vào đó và so lại từng tệp.")
        elif self._moves:
            self.what.setText(
                f"Sổ được chép vào {self._home}, so lại từng tệp, rồi thư mục cũ được đổi tên; không tệp nào bị xóa."
            )
        else:
            there = self._folders.has_register(self._home)
            self.act.setText("Mở sổ trong máy này" if there else "Lập sổ trong máy này")
            self.what.setText(f"Thư mục đó chưa có sổ. Sổ của máy này nằm ở {self._home}.")
