"""The zip inside a submission file: the same for the same members, and read only where it is laid out so.

Python's zipfile believes what a directory says: a file of 160 bytes can make it ask for a gigabyte, one of many entries
for as much again (CPython issues 151307, 153460). So reading is our own, and strict: local headers back to back in the
order of their names, the directory, its end, and not one byte besides.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from storage.submission.refusals import damaged, oversized

LARGEST_MEMBER = 64 * 2**20
LARGEST_TOTAL = 400 * 2**20
MOST_MEMBERS = 20_000
LONGEST_NAME = 200
HIGHEST_RATIO = 200
SMALL = 1 << 16
"""Below this many bytes a ratio says nothing."""

CHUNK = 1 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip's first moment: the same data gives the same bytes on every day

LOCAL = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
NO_FLAGS, DEFLATED = 0, 8


def write_archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip that depends on names and bytes only. The names come in ascending order, each once."""
    out = io.BytesIO()
    before = ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=False, compresslevel=6) as archive:
        for name, content in members:
            if name <= before:
                raise ValueError(f"{name} does not follow {before}")
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
            before = name
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Member:
    """What the directory says of one member; `offset` counts from the beginning of the file."""

    name: str
    offset: int
    crc: int
    packed: int
    size: int


class Archive:
    """The members between `start` and `end` of a file. PackageError damaged or oversized, never anything else."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file = file
        self.members = {member.name: member for member in _directory(file, start, end)}

    def read(self, name: str, longest: int = LARGEST_MEMBER) -> bytes:
        """The bytes of a member, never more than `longest`, whatever the directory says."""
        member = self.members.get(name)
        if member is None:
            raise damaged(f"thiếu {name}")
        if member.size > longest:
            raise oversized()
        try:
            self._file.seek(member.offset)
            _refuse_other_header(self._file.read(LOCAL.size + len(name)), member)
            return _inflated(self._file, member)
        except (OSError, zlib.error) as error:
            raise damaged(name) from error


def archive_of(content: bytes) -> Archive:
    """The archive that write_archive gave."""
    return Archive(io.BytesIO(content), 0, len(content))


def _directory(file: IO[bytes], start: int, end: int) -> Iterator[Member]:
    count, size, begin = _end(file, start, end)
    try:
        file.seek(begin)
        directory = file.read(size)
    except OSError as error:
        raise damaged("không đọc hết được") from error
    place, offset, total, before = 0, start, 0, ""
    for _ in range(count):
        member, place = _member(directory, place, start)
        total += member.size
        if member.size > LARGEST_MEMBER or total > LARGEST_TOTAL:
            raise oversized()
        if member.offset != offset or member.name <= before:
            raise damaged("mục lục của phần nén")
        if member.size > HIGHEST_RATIO * member.packed + SMALL:
            raise oversized()
        offset += LOCAL.size + len(member.name) + member.packed
        before = member.name
        yield member
    if place != len(directory) or offset != begin:
        raise damaged("mục lục của phần nén")


def _end(file: IO[bytes], start: int, end: int) -> tuple[int, int, int]:
    """How many members there are, how long their directory is and where it begins."""
    if end - start < END.size:
        raise damaged("thiếu phần cuối")
    try:
        file.seek(end - END.size)
        signature, disk, its_disk, here, count, size, begin, comment = END.unpack(file.read(END.size))
    except (OSError, struct.error) as error:
        raise damaged("không đọc hết được") from error
    if signature != b"PK\x05\x06" or (disk, its_disk, comment) != (0, 0, 0) or here != count:
        raise damaged("phần cuối của phần nén")
    if count > MOST_MEMBERS or size > MOST_MEMBERS * (ENTRY.size + LONGEST_NAME):
        raise oversized()
    if start + begin + size + END.size != end:
        raise damaged("phần cuối của phần nén")
    return count, size, start + begin


def _member(directory: bytes, place: int, start: int) -> tuple[Member, int]:
    """The entry at `place` of the directory, and where the next one begins."""
    if place + ENTRY.size > len(directory):
        raise damaged("mục lục của phần nén")
    fields = ENTRY.unpack_from(directory, place)
    signature, _, _, flags, method, _, _, crc, packed, size, length, extra, comment, disk, _, _, offset = fields
    behind = place + ENTRY.size + length
    name = directory[place + ENTRY.size : behind]
    if signature != b"PK\x01\x02" or (flags, method) != (NO_FLAGS, DEFLATED) or (extra, comment, disk) != (0, 0, 0):
        raise damaged("mục lục của phần nén")
    if not 0 < length <= LONGEST_NAME or len(name) != length or not name.isascii():
        raise damaged("tên mục lạ")
    return Member(name.decode("ascii"), start + offset, crc, packed, size), behind


def _refuse_other_header(header: bytes, member: Member) -> None:
    """The local header must say what the directory says: else two programs could read two different files."""
    name = member.name.encode("ascii")
    if len(header) != LOCAL.size + len(name) or header[LOCAL.size :] != name:
        raise damaged(member.name)
    signature, _, flags, method, _, _, *sizes = LOCAL.unpack_from(header)
    if signature != b"PK\x03\x04" or (flags, method) != (NO_FLAGS, DEFLATED):
        raise damaged(member.name)
    if sizes != [member.crc, member.packed, member.size, len(name), 0]:
        raise damaged(member.name)


def _inflated(file: IO[bytes], member: Member) -> bytes:
    kept = bytearray()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = member.packed
    while left and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        kept += inflater.decompress(chunk, member.size - len(kept) + 1)
        if len(kept) > member.size or inflater.unused_data:
            raise damaged(member.name)
    if left or not inflater.eof or len(kept) != member.size or zlib.crc32(kept) != member.crc:
        raise damaged(member.name)
    return bytes(kept)
