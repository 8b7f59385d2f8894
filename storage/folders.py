"""What is done with the folder of a register without opening it: its copies, whether it is safe there, the move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.ports import Backup
from storage import moving, places
from storage.database import default_folder, local_time
from storage.store import DATABASE, account_place, known_backups


class Folders:
    """Fulfils models.ports.Folders."""

    def backups(self, folder: Path) -> Sequence[Backup]:
        """The backups of the register in `folder` and those of its second place, newest first."""
        return known_backups(folder)

    def home(self) -> Path | None:
        """Where this platform keeps data; None where even that lies in an unsafe place (a home on a network)."""
        home = default_folder()
        return None if self.danger(home) else home

    def danger(self, folder: Path) -> str:
        """Where an unsafe folder lies ("trên ổ mạng"), "" for a safe one."""
        return places.WHERE.get(places.judge(places.look_at(folder)), "")

    def has_register(self, folder: Path) -> bool:
        return (folder / DATABASE).is_file()

    def move(self, folder: Path, target: Path) -> Path | None:
        """Move the register; gives where the old one was put aside, None where it could not be renamed."""
        places.refuse_unsafe(target)
        return moving.move(folder, target, DATABASE, account_place(folder), local_time())
