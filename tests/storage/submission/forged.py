"""Submission files taken apart and put together again by hand, as another program, or an ill-meaning one, might."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def canonical(value) -> bytes:
    """Our JSON; a text that is no text is escaped, as only a liar would."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def split(content: bytes) -> tuple[Json, bytes]:
    """Header and payload."""
    magic, header, payload = content.split(b"\n", 2)
    assert magic == b"SMT1"
    return json.loads(header), payload


def sealed(payload: bytes, **header: object) -> bytes:
    """A file whose header fits its payload."""
    fields = {
        "format": "so-mat-tran",
        "version": 1,
        "unit": "A",
        "unit_name": "Xã An Thử",
        "period": "2024-H1",
        "number": 1,
        "bytes": len(payload),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "seal": "none",
    }
    return b"SMT1\n" + canonical({**fields, **header}) + b"\n" + payload


def zipped(members: dict[str, bytes], *, sort: bool = True) -> bytes:
    """The members as the format asks for them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members) if sort else members:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), members[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass
class Forgery:
    """A file in pieces. `members` are by their path; `manifest` is apart."""

    header: Json
    manifest: Json
    members: dict[str, bytes]

    def about(self, unit: str) -> Json:
        """The manifest's entry for a part."""
        return next(entry for entry in self.manifest["parts"] if entry["unit"] == unit)

    def rows(self, name: str) -> list[Json]:
        return [json.loads(line) for line in self.members[name].splitlines()]

    def put_rows(self, name: str, rows: list[Json]) -> None:
        self.members[name] = b"".join(canonical(row) + b"\n" for row in rows)

    def content(self, **header: object) -> bytes:
        """The bytes of the file, part.json and hashes made to fit again, as a liar would."""
        for entry in self.manifest["parts"]:
            about = {key: value for key, value in entry.items() if key not in ("number", "sha256")}
            self.members[f"units/{entry['unit']}/{entry['period']}/part.json"] = canonical(about)
        self.hash_parts()
        return self.packed(**header)

    def hash_parts(self) -> None:
        """Let the manifest name the hashes of the members as they are."""
        for entry in self.manifest["parts"]:
            folder = f"units/{entry['unit']}/{entry['period']}/"
            inside = {
                name.removeprefix(folder): hashlib.sha256(content).hexdigest()
                for name, content in self.members.items()
                if name.startswith(folder)
            }
            entry["sha256"] = hashlib.sha256(canonical(inside)).hexdigest()

    def packed(self, **header: object) -> bytes:
        """The bytes of the file with nothing made to fit but its outermost hash."""
        payload = zipped({**self.members, "manifest.json": canonical(self.manifest)})
        known = {key: value for key, value in self.header.items() if key not in ("bytes", "sha256")}
        return sealed(payload, **{**known, **header})


def taken_apart(path: Path) -> Forgery:
    header, payload = split(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return Forgery(header, json.loads(members.pop("manifest.json")), members)


def like(sent, payload: bytes) -> bytes:
    """The sender's header over another payload."""
    header, _ = split(sent.read_bytes())
    return sealed(payload, **{name: header[name] for name in ("unit", "unit_name", "period", "number")})
