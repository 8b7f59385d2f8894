"""What a disk was asked to do, in order, and what it may hold when the power goes at any point of that.

The disk promises what fsync promises and nothing else. Of what was written to a file since its last fsync any 512-byte
sectors may have arrived, in any order, some as garbage; the file may have its new length without its new content.
Of what was created, renamed or removed in a folder since the folder's last fsync any part may have happened.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

SECTOR = 512
SAID = "/.said"
"""The file to which a program's output goes, so that what it acknowledged stands in the log at its right place."""


class Event(NamedTuple):
    """One request. `what`: write, truncate, sync; make, folder, move, remove, sync_folder (with paths)."""

    what: str
    file: int = 0
    place: int = 0
    data: bytes = b""
    path: str = ""
    target: str = ""


Names = dict[str, int]
FOLDER = -1
"""Stands for a folder among the files' numbers."""


def said(log: Sequence[Event], numbers: set[int]) -> str:
    """What had been written to the output by then."""
    return b"".join(event.data for event in log if event.what == "write" and event.file in numbers).decode()


def output_files(log: Sequence[Event]) -> set[int]:
    return {event.file for event in log if event.what == "make" and event.path == SAID}


@dataclass
class Disk:
    """Names and contents that are safe, and what is still on its way."""

    names: Names = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    present: dict[int, bytearray] = field(default_factory=dict)
    writing: dict[int, list[Event]] = field(default_factory=dict)
    naming: list[Event] = field(default_factory=list)

    @classmethod
    def holding(cls, files: dict[str, bytes | None]) -> Disk:
        """A disk that rests; None is a folder."""
        disk = cls()
        for number, (path, content) in enumerate(files.items(), 1):
            disk.names[path] = FOLDER if content is None else number
            if content is not None:
                disk.contents[number], disk.present[number] = content, bytearray(content)
        return disk

    def run(self, log: Sequence[Event]) -> Disk:
        for event in log:
            self._take(event)
        return self

    def _take(self, event: Event) -> None:
        match event.what:
            case "write" | "truncate":
                change(self.present[event.file], event)
                self.writing.setdefault(event.file, []).append(event)
            case "sync":
                self.contents[event.file] = bytes(self.present[event.file])
                self.writing.pop(event.file, None)
            case "sync_folder":
                here = [name for name in self.naming if event.path in folders_of(name)]
                self.naming = [name for name in self.naming if event.path not in folders_of(name)]
                for name in here:
                    rename(self.names, name)
            case _:
                if event.what == "make":
                    self.contents[event.file], self.present[event.file] = b"", bytearray()
                self.naming.append(event)

    def at_rest(self) -> dict[str, bytes | None]:
        """What lies there when nothing was cut off; None is a folder."""
        names = dict(self.names)
        for event in self.naming:
            rename(names, event)
        return {
            path: None if number == FOLDER else bytes(self.present[number])
            for path, number in sorted(names.items())
            if path != SAID
        }

    def after_cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """One of the many things that may lie on the disk when the power comes back; None is a folder."""
        names = dict(self.names)
        for event in chosen(self.naming, chance):
            rename(names, event)
        return {
            path: None if number == FOLDER else self._content(number, chance)
            for path, number in sorted(names.items())
            if path != SAID and is_reachable(path, names)
        }

    def after_worst_cut(self) -> dict[str, bytes | None]:
        """What lies there when nothing arrived but what was synced: who relies on more has relied on luck."""
        return {
            path: None if number == FOLDER else self.contents[number]
            for path, number in sorted(self.names.items())
            if path != SAID and is_reachable(path, self.names)
        }

    def _content(self, number: int, chance: random.Random) -> bytes:
        content = bytearray(self.contents[number])
        waiting = self.writing.get(number, [])
        if not waiting:
            return bytes(content)
        for part in chosen([part for event in waiting for part in sectors(event)], chance):
            garbage = part.what == "write" and chance.random() < 0.02
            change(content, part._replace(data=chance.randbytes(len(part.data))) if garbage else part)
        if chance.random() < 0.3 and len(self.present[number]) > len(content):
            content.extend(bytes(len(self.present[number]) - len(content)))
        return bytes(content)


def chosen(events: Sequence[Event], chance: random.Random) -> list[Event]:
    """What of it arrived: nothing, all, the first so many, or any; what arrived is in order."""
    match chance.randrange(5):
        case 0:
            return []
        case 1:
            return list(events)
        case 2:
            return list(events[: chance.randint(0, len(events))])
        case _:
            share = chance.random()
            return [event for event in events if chance.random() < share]


def sectors(event: Event) -> list[Event]:
    """A write, cut at the borders of sectors."""
    if event.what != "write":
        return [event]
    first = SECTOR - event.place % SECTOR
    cuts = [0, *range(first, len(event.data), SECTOR), len(event.data)]
    return [
        event._replace(place=event.place + start, data=event.data[start:end]) for start, end in itertools.pairwise(cuts)
    ]


def change(content: bytearray, event: Event) -> None:
    """Carry out a write or a truncation."""
    end = event.place + len(event.data)
    if event.what == "truncate":
        del content[event.place :]
    if len(content) < end or event.what == "truncate":
        content.extend(bytes(max(end - len(content), 0)))
    content[event.place : end] = event.data


def rename(names: Names, event: Event) -> None:
    """Carry out what happened to a name; what it would need is not always there."""
    match event.what:
        case "make":
            names[event.path] = event.file
        case "folder":
            names[event.path] = FOLDER
        case "remove":
            if names.get(event.path) == event.file:
                del names[event.path]
        case "move":
            if names.get(event.path) == event.file:
                del names[event.path]
            names[event.target] = event.file


def folders_of(event: Event) -> set[str]:
    """The folders whose fsync makes it last; a move lasts as soon as the folder it went to is synced."""
    return {str(PurePosixPath(event.target or event.path).parent)}


def is_reachable(path: str, names: Names) -> bool:
    above = [str(parent) for parent in PurePosixPath(path).parents]
    return all(parent == "/" or names.get(parent) == FOLDER for parent in above)


def read_tree(folder: Path) -> dict[str, bytes | None]:
    """A folder of the real disk, by paths that begin with /."""
    return {
        "/" + path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def write_tree(files: dict[str, bytes | None], folder: Path) -> None:
    folder.mkdir(parents=True)
    for path, content in files.items():
        place = folder / path.lstrip("/")
        if content is None:
            place.mkdir()
        else:
            place.write_bytes(content)
