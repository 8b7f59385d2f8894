"""What keeps a register safe, as storage offers it and ui asks for it: backups, the second copy, the full check, the
recovery key, and what is done with a folder whose register is not open.

Part of the contract of models/ports.py, whose StorageError every method may raise. Times are ISO with offset, days ISO.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from models.ports import Progress
    from models.soundness import CheckResult, Defect, Repaired, SalvageReport


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """When the recovery key was made and when somebody typed it off the paper ("" never); ISO days."""

    made: str
    tried: str


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    at: str
    bytes: int
    why: str


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What going back to a backup would lose: things by kind that are newer than it, with titles of some of each."""

    backup: Backup
    lost: Mapping[str, int]
    titles: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """The copy in another place: when it was last brought up to date ("" never), since when the place is chosen,
    whether a newer backup waits to be brought there, and what stood in the way when that was last tried ("" nothing).
    """

    place: Path
    at: str
    since: str
    waits: bool
    problem: str


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the copies of the file stand. `problem`: why the last one made unasked failed, "" for not;
    `opens_elsewhere`: whether a copy can be opened on another computer."""

    newest: Backup | None
    problem: str
    second: SecondCopy | None
    opens_elsewhere: bool


class Backups(Protocol):
    def make(self, why: str) -> Backup | None:
        """A verified copy; None when nothing changed since the last one. A second copy that waits is brought over."""

    def make_quietly(self, awaited: Callable[[], bool]) -> bool:
        """The same unasked; False when it gave way to somebody `awaited`. A failure is told by `state`."""

    def all(self) -> Sequence[Backup]: ...
    def state(self) -> BackupState: ...
    def choose_second(self, place: Path | None) -> None:
        """Keep a second copy in `place` from now on, or none; the first is brought there at once. On StorageError
        nothing has changed."""

    def preview(self, path: Path, passphrase: str | None = None) -> RestorePreview:
        """StorageError wrong_key where a backup of elsewhere needs its own passphrase."""

    def restore(self, path: Path, passphrase: str | None = None) -> None: ...


class Upkeep(Protocol):
    """The full check of the file, weekly and after a program that was killed, and the repairs."""

    def check(self, *, deep: bool = False) -> Sequence[Defect]: ...
    def go_on(self, awaited: Callable[[], bool]) -> bool:
        """Make or take up a full check that is due; False when it stopped because somebody was `awaited`."""

    def last(self) -> CheckResult | None: ...
    def repair(self) -> Sequence[Repaired]:
        """After a backup, mend what a machine may mend, in one transaction. StorageError damaged: untouched."""


class Folders(Protocol):
    """What can be done with the folder of a register without opening it."""

    def backups(self, folder: Path) -> Sequence[Backup]:
        """The backups of the register in `folder` and those of its second place, newest first."""

    def home(self) -> Path | None:
        """Where this platform keeps data; None where even that is unsafe."""

    def danger(self, folder: Path) -> str:
        """Where an unsafe folder lies, as the officer reads it ("trên ổ mạng"); "" for a safe one."""

    def has_register(self, folder: Path) -> bool: ...
    def move(self, folder: Path, target: Path) -> Path | None:
        """Move the register to `target`; gives where the old one was put aside, None where it stays and is not used.
        StorageError exists (another register is there), locked, full, ...: then it is where it was."""


class RestoreInto(Protocol):
    """storage.folders.restore_into as ui sees it; it also works when the file is too damaged to open."""

    def __call__(self, folder: Path, backup: Path, passphrase: str | None = None) -> None:
        """Put `backup` in place of the file in `folder`. StorageError locked, wrong_key, damaged, newer, missing, full:
        then the file is as it was."""


class SalvageBeside(Protocol):
    """storage.safety.salvaging.salvage_beside as ui sees it, for a file that is too damaged to open."""

    def __call__(
        self, folder: Path, passphrase: str | None = None, *, progress: Progress | None = None
    ) -> tuple[Path, SalvageReport]:
        """Bring what can be read of the register in `folder` into a new file within it; RestoreInto puts that in place.
        StorageError wrong_key, missing, full, cancelled."""


class Salvage(Protocol):
    """storage.safety.salvaging.salvage as ui sees it."""

    def __call__(self, damaged: Path, folder: Path, passphrase: str | None = None) -> SalvageReport:
        """Bring what can be read of the file `damaged` into a new register in the empty `folder`. StorageError exists
        and as above."""
