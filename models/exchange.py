"""Sending up and receiving from below: the part of the contract of models/ports.py that is about submission files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from models.fields import Leaves
    from models.ports import Progress
    from models.submissions import Outgoing, Receipt, Sent


class Outbox(Protocol):
    def prepare(self, period: str, cutoff: dt.date, policy: Mapping[str, Leaves] | None = None) -> Outgoing: ...
    def send(self, outgoing: Outgoing, folder: Path, progress: Progress | None = None) -> Sent:
        """Write the .smt and beside it the readable .xlsx into `folder`, verify by reading back, keep a copy here."""

    def sent(self) -> Sequence[Sent]: ...
    def write_again(self, number: int, folder: Path) -> Path: ...


class Inbox(Protocol):
    def preview(
        self,
        paths: Sequence[Path],
        *,
        add_units: bool = False,
        replace_forks: bool = False,
        progress: Progress | None = None,
    ) -> Sequence[Receipt]:
        """The real import of all files in one go, rolled back. Folders are searched for .smt files."""

    def accept(
        self,
        paths: Sequence[Path],
        *,
        add_units: bool = False,
        replace_forks: bool = False,
        progress: Progress | None = None,
    ) -> Sequence[Receipt]: ...
    def received(self) -> Sequence[Receipt]: ...
