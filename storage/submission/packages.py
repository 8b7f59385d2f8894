"""The submission file (.smt): a magic line, a clear header, then a deterministic zip; written whole, read warily.

The layout stands in docs/data-format.md. Sizes, counts and names are held to limits before and while bytes flow,
because every number in a file from elsewhere may lie. Only PackageError leaves this module.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from storage.submission.archive import CHUNK, Archive, write_archive
from storage.submission.refusals import damaged, newer, not_ours, oversized, unreadable
from storage.submission.wary_reading import HASH, UNIT, matching, period, read_object, text, whole

MAGIC = b"SMT1\n"
FORMAT = "so-mat-tran"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
HIGHEST_SUBMISSION = 10**6
LONGEST_HEADER = 4096
LARGEST_FILE = 200 * 2**20
LARGEST_MANIFEST = 4 * 2**20
MOST_IN_PART = 32
"""A part has two members and one per register; so there is room for registers to come."""

MEMBER = re.compile(
    r"units/(?P<unit>[^/]+)/(?P<period>[^/]+)/(?P<file>part\.json|indicators\.ndjson|records/[a-z][a-z_]{0,59}\.ndjson)"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The clear line: enough to say whose file it is, and whether it is whole, before anything else is read."""

    unit: str
    unit_name: str
    period: str
    number: int
    bytes: int
    sha256: str


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same value, the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def part_folder(unit: str, period_code: str) -> str:
    """Where the members of a part lie in the archive."""
    return f"units/{unit}/{period_code}/"


def part_hash(hashes: Mapping[str, str]) -> str:
    """The identity of a part: SHA-256 over the names of its members and their hashes (hexadecimal)."""
    return hashlib.sha256(canonical(hashes)).hexdigest()


def assemble(manifest: Mapping[str, Any], members: Iterable[tuple[str, bytes]]) -> bytes:
    """The whole file. `manifest` has at least unit {code, name}, period and number; the names of `members` ascend."""
    payload = write_archive(_with_first(manifest, members))
    header = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "unit": manifest["unit"]["code"],
        "unit_name": manifest["unit"]["name"],
        "period": manifest["period"],
        "number": manifest["number"],
        "bytes": len(payload),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "seal": "none",
    }
    return MAGIC + canonical(header) + b"\n" + payload


class Package:
    """An open submission file whose hash was verified; members are read one at a time."""

    def __init__(self, file: IO[bytes], header: Header, payload: int, size: int, sha256: str) -> None:
        self.header = header
        self.sha256 = sha256
        self._archive = Archive(file, payload, size)
        self.parts = _parts(self._archive)
        self.manifest = read_object(self._archive.read(MANIFEST, LARGEST_MANIFEST), MANIFEST)
        if self.manifest.get("format_version") != FORMAT_VERSION:
            raise newer()

    def members(self, unit: str, period_code: str) -> Iterator[tuple[str, bytes]]:
        """The members of one part, name inside the part and bytes, in ascending order."""
        folder = part_folder(unit, period_code)
        for name in self.parts[unit, period_code]:
            yield name, self._archive.read(folder + name)


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open and verify a submission file; PackageError when it is not sound. Only one member is in memory at a time."""
    try:
        if not path.is_file():
            raise unreadable(path.name)  # a pipe would never end
        file = path.open("rb")
    except OSError as error:
        raise unreadable(path.name) from error
    with file:
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                raise oversized()
            header = _read_header(file)
            payload = file.tell()
            whole_hash = _verify(file, header, size)
        except OSError as error:
            raise unreadable(path.name) from error
        yield Package(file, header, payload, size, whole_hash)


def file_hash(path: Path) -> str:
    """SHA-256 of a whole file as it lies on the disk. OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _with_first(manifest: Mapping[str, Any], members: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, canonical(manifest)
    yield from members


def _read_header(file: IO[bytes]) -> Header:
    if file.read(len(MAGIC)) != MAGIC:
        raise not_ours()
    line = file.readline(LONGEST_HEADER)
    if not line.endswith(b"\n"):
        raise damaged("phần đầu")
    fields = read_object(line, "phần đầu")
    if fields.get("format") != FORMAT:
        raise damaged("phần đầu")
    if whole(fields.get("version"), "phần đầu", 1) > FORMAT_VERSION or fields.get("seal") != "none":
        raise newer()
    return Header(
        unit=matching(UNIT, fields.get("unit"), "phần đầu"),
        unit_name=text(fields, "unit_name"),
        period=period(fields.get("period"), "phần đầu"),
        number=whole(fields.get("number"), "phần đầu", 1, HIGHEST_SUBMISSION),
        bytes=whole(fields.get("bytes"), "phần đầu", 0),
        sha256=matching(HASH, fields.get("sha256"), "phần đầu"),
    )


def _verify(file: IO[bytes], header: Header, size: int) -> str:
    """Compare length and hash; the answer is the hash of the whole file, by which it is known."""
    start = file.tell()
    if size - start != header.bytes:
        raise damaged("thiếu hoặc thừa dữ liệu")
    file.seek(0)
    everything = hashlib.sha256(file.read(start))
    payload = hashlib.sha256()
    while chunk := file.read(CHUNK):
        payload.update(chunk)
        everything.update(chunk)
    if payload.hexdigest() != header.sha256:
        raise damaged("nội dung không khớp mã kiểm tra")
    return everything.hexdigest()


def _parts(archive: Archive) -> dict[tuple[str, str], list[str]]:
    """The names inside each part, by (unit, period); nothing else may lie in the archive."""
    parts: dict[tuple[str, str], list[str]] = {}
    for name in archive.members:
        if name == MANIFEST:
            continue
        match = MEMBER.fullmatch(name)
        if match is None or not UNIT.fullmatch(match["unit"]):
            raise damaged("có mục lạ")
        inside = parts.setdefault((match["unit"], period(match["period"], "có mục lạ")), [])
        inside.append(match["file"])
        if len(inside) > MOST_IN_PART:
            raise oversized()
    return parts
