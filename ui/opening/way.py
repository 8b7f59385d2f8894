"""The way from a folder to an open session: asks for the passphrase, explains a refusal, offers a backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.ports import OpenStore, StorageError
from ui.session import Session

if TYPE_CHECKING:
    from models.safe_keeping import Folders, RestoreInto, SalvageBeside


@dataclass(slots=True)
class Opening:
    """How this program's file is opened and, where that fails, brought back. `folder` changes when the register is
    moved out of an unsafe place."""

    open_store: OpenStore
    restore_into: RestoreInto
    folders: Callable[[], Folders]
    salvage_beside: SalvageBeside
    folder: Path

    def session(self, passphrase: str | None = None) -> Session | None:
        """An open session, or None when the officer gives up. Asks as often as it takes."""
        while True:
            try:
                return Session(lambda secret=passphrase: self.open_store(self.folder, secret))  # type: ignore[misc]
            except StorageError as error:
                if error.kind == "unsafe_place":
                    if not self._go_home():
                        return None
                    continue
                from ui.opening.refusal import Answer, Refusal  # a register that opens costs no dialog

                refusal = Refusal(error)
                answer = refusal.answer()
            if answer is Answer.GIVE_UP:
                return None
            passphrase = refusal.passphrase() or passphrase
            if answer is Answer.RESTORE:
                passphrase = self.restore(passphrase)
            if answer is Answer.SALVAGE:
                self.salvage(passphrase)

    def restore(self, passphrase: str | None = None) -> str | None:
        """Let the officer choose a backup and put it in place; gives what opens the register from now on."""
        from ui import background
        from ui.opening.refusal import RestoreUnopened

        folders = self.folders()
        # A second place that is gone may take half a minute to say so.
        backups = background.beside(None, "Đang tìm các bản sao lưu…", lambda: folders.backups(self.folder))
        dialog = RestoreUnopened(self.folder, self.restore_into, backups, passphrase)
        return (dialog.secret() if dialog.exec() else "") or passphrase

    def _go_home(self) -> bool:
        """Let the officer move the register to a disk of this computer; whether there is a safe folder now."""
        from ui.opening.relocation import UnsafePlace

        dialog = UnsafePlace(self.folders(), self.folder)
        if not dialog.exec() or dialog.folder is None:
            return False
        self.folder = dialog.folder
        return True

    def salvage(self, passphrase: str | None = None) -> None:
        """Bring out what can be read, show it, and put it in place when the officer wants that."""
        from ui.opening.salvage import salvage

        salvage(self.folder, self.salvage_beside, self.restore_into, passphrase)
