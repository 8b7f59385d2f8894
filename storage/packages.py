"""The submission file (.smt): a magic line, a clear header, then a deterministic zip; written whole, read warily.

The layout stands in docs/data-format.md. Reading is bounded: sizes, counts, names and ratios are held to limits while
bytes flow, because every number in a file from elsewhere may lie. Only PackageError leaves this module.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models.submissions import Why

MAGIC = b"SMT1\n"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
LONGEST_HEADER = 4096
LARGEST_FILE = 200 * 2**20
LARGEST_MEMBER = 64 * 2**20
LARGEST_TOTAL = 400 * 2**20
MOST_MEMBERS = 20_000
HIGHEST_RATIO = 200
DEEPEST_JSON = 12
CHUNK = 1 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip's first moment: the same data gives the same bytes on every day

UNIT = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,39})"
PERIOD = r"[0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]|H[12]|9M))?"
MEMBER = re.compile(
    rf"units/(?P<unit>{UNIT})/(?P<period>{PERIOD})/(?P<file>part\.json|indicators\.ndjson|records/[a-z_]+\.ndjson)"
)


class PackageError(Exception):
    """The file is refused whole; the message is a Vietnamese sentence that says what to do."""

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why = why


def damaged(what: str) -> PackageError:
    """A file whose bytes are not those that were sent."""
    return PackageError(Why.DAMAGED, f"Tệp hỏng ({what}). Chép lại tệp từ máy gửi rồi nhận lại.")


@dataclass(frozen=True, slots=True)
class Header:
    """The clear line: enough to say whose file it is, and whether it is whole, before anything else is read."""

    version: int
    unit: str
    unit_name: str
    period: str
    number: int
    bytes: int
    sha256: str


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same value, the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def ndjson(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One canonical line per row, in the order given."""
    return b"".join(canonical(row) + b"\n" for row in rows)


def compress(members: Mapping[str, bytes]) -> bytes:
    """A zip that depends on the names and bytes of its members only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, members[name])
    return out.getvalue()


def assemble(manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> bytes:
    """The whole file. `manifest` has at least unit {code, name}, period and number."""
    payload = compress({**members, MANIFEST: canonical(manifest)})
    header = {
        "format": "so-mat-tran",
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

    def __init__(self, file: IO[bytes], header: Header, sha256: str) -> None:
        self.header = header
        self.sha256 = sha256
        self._archive = _open_archive(file)
        self._sizes = _checked_members(self._archive)
        self._read = 0
        self.manifest = self._manifest()

    def part_names(self) -> dict[tuple[str, str], list[str]]:
        """The members of each part, by (unit, period)."""
        parts: dict[tuple[str, str], list[str]] = {}
        for name in self._sizes:
            if match := MEMBER.fullmatch(name):
                parts.setdefault((match["unit"], match["period"]), []).append(name)
        return parts

    def member(self, name: str) -> bytes:
        """The bytes of one member, never more than the limits allow whatever its header says."""
        if name not in self._sizes:
            raise damaged(f"thiếu {name}")
        kept = bytearray()
        packed = max(self._archive.getinfo(name).compress_size, 1)
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    kept += chunk
                    self._read += len(chunk)
                    if len(kept) > min(LARGEST_MEMBER, HIGHEST_RATIO * packed + CHUNK) or self._read > LARGEST_TOTAL:
                        raise _oversized()
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise damaged(name) from error
        return bytes(kept)

    def _manifest(self) -> dict[str, Any]:
        manifest = read_json(self.member(MANIFEST), MANIFEST)
        if not isinstance(manifest, dict):
            raise damaged(MANIFEST)
        if manifest.get("format_version") != FORMAT_VERSION:
            raise _newer()
        return manifest


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open and verify a submission file; PackageError when it is not sound. Only one member is in memory at a time."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise PackageError(Why.DAMAGED, f"Không đọc được tệp {path.name}. Kiểm tra USB rồi thử lại.") from error
    with file:
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                raise _oversized()
            header = _read_header(file)
            whole = _verify(file, header, size)
        except OSError as error:
            raise damaged("không đọc hết được") from error
        yield Package(file, header, whole)


def read_json(data: bytes, where: str) -> Any:
    """Parse one JSON text from outside: no doubled keys, no NaN, bounded depth, ints within 64 bits."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_no_float
        )
    except (ValueError, RecursionError) as error:
        raise damaged(where) from error
    _bounded(value, DEEPEST_JSON, where)
    return value


def read_ndjson(data: bytes, where: str) -> list[dict[str, Any]]:
    """Parse lines of JSON objects from outside."""
    rows = [read_json(line, where) for line in data.split(b"\n") if line]
    if not all(isinstance(row, dict) for row in rows):
        raise damaged(where)
    return rows


def _read_header(file: IO[bytes]) -> Header:
    if file.read(len(MAGIC)) != MAGIC:
        raise PackageError(
            Why.NOT_OURS, "Đây không phải tệp gửi của Sổ Mặt trận. Chọn tệp có đuôi .smt do cấp dưới gửi."
        )
    line = file.readline(LONGEST_HEADER)
    if not line.endswith(b"\n"):
        raise damaged("phần đầu")
    fields = read_json(line, "phần đầu")
    expected = {
        "version": int,
        "unit": str,
        "unit_name": str,
        "period": str,
        "number": int,
        "bytes": int,
        "sha256": str,
    }
    if not isinstance(fields, dict) or not all(type(fields.get(name)) is kind for name, kind in expected.items()):
        raise damaged("phần đầu")
    if fields["version"] > FORMAT_VERSION or fields.get("seal") != "none":
        raise _newer()
    header = Header(**{name: fields[name] for name in expected})
    if not (re.fullmatch(UNIT, header.unit) and re.fullmatch(PERIOD, header.period) and header.number > 0):
        raise damaged("phần đầu")
    return header


def _verify(file: IO[bytes], header: Header, size: int) -> str:
    """Compare length and hash; the answer is the hash of the whole file, by which it is known."""
    start = file.tell()
    if size - start != header.bytes:
        raise damaged("thiếu hoặc thừa dữ liệu")
    file.seek(0)
    whole = hashlib.sha256(file.read(start))
    payload = hashlib.sha256()
    while chunk := file.read(CHUNK):
        payload.update(chunk)
        whole.update(chunk)
    if payload.hexdigest() != header.sha256:
        raise damaged("nội dung không khớp mã kiểm tra")
    return whole.hexdigest()


def _open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged("không mở được phần nén") from error


def _checked_members(archive: zipfile.ZipFile) -> dict[str, int]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise _oversized()
    sizes: dict[str, int] = {}
    for entry in entries:
        if entry.filename in sizes or not (entry.filename == MANIFEST or MEMBER.fullmatch(entry.filename)):
            raise damaged("có mục lạ hoặc trùng")
        if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            raise damaged("cách nén lạ")
        sizes[entry.filename] = entry.file_size
    if sum(sizes.values()) > LARGEST_TOTAL or max(sizes.values(), default=0) > LARGEST_MEMBER:
        raise _oversized()
    return sizes


def _bounded(value: object, depth: int, where: str) -> None:
    if depth == 0:
        raise damaged(where)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise damaged(where)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _bounded(child, depth - 1, where)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is not a number here")


def _no_float(text: str) -> None:
    raise ValueError(f"{text}: fractions are written as whole units")


def _oversized() -> PackageError:
    return PackageError(Why.OVERSIZED, "Tệp lớn bất thường nên không nhận. Hỏi lại đơn vị gửi.")


def _newer() -> PackageError:
    return PackageError(
        Why.NEWER, "Tệp do bản Sổ Mặt trận mới hơn tạo ra. Cập nhật chương trình ở máy này rồi nhận lại."
    )
