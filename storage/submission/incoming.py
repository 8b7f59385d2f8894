"""A received file taken apart and checked before anything of it touches the database."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.fields import RecordType
from models.indicators import IndicatorValue
from models.periods import parse_period
from models.records import Record
from models.sentences import in_sentence
from models.units import LEVELS
from storage.registers.units import ListedUnit
from storage.submission.archive import archive_of, write_archive
from storage.submission.incoming_records import read_records, references, totals
from storage.submission.incoming_values import MOST_VALUES, read_values
from storage.submission.packages import HIGHEST_SUBMISSION, MANIFEST, Package, open_package, part_hash
from storage.submission.refusals import contradicts, damaged, newer
from storage.submission.wary_reading import (
    HASH,
    LARGEST_NUMBER,
    UNIT,
    day,
    matching,
    moment,
    objects,
    period,
    read_object,
    text,
    whole,
)

LEVEL_CODES = frozenset(level.code for level in LEVELS)
MOST_PARTS = 5_000
MOST_UNITS = 4_000
LONGEST_ABOUT = 2**16
ABOUT, VALUES = "part.json", "indicators.ndjson"
OUTSIDE = ("number", "sha256")
"""What the manifest says of a part besides the part's own part.json."""

LATEST = dt.timedelta(days=3 * 366)
"""How long after its period's end a file may be cut off: a typing error lies further away."""

Types = Mapping[str, RecordType]


@dataclass(frozen=True, slots=True, eq=False)
class PartEntry:
    """What the manifest says of a part. `about` is what its part.json must repeat."""

    unit: str
    period: str
    cutoff: str
    number: int
    sha256: str
    personal: bool
    values: int
    records: Mapping[str, Mapping[str, Any]]
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A submission file as its manifest tells it. `unit` and its `parent` are the sender's own words; whether we
    believe them is decided in storage/submission/senders.py."""

    sha256: str
    bytes: int
    unit: ListedUnit
    period: str
    number: int
    cutoff: str
    previous: str
    sent_at: str
    sent_by: str
    parts: Sequence[PartEntry]
    units: Sequence[ListedUnit]

    @property
    def own(self) -> PartEntry:
        """The sender's own part; take_apart made sure that there is one."""
        return next(entry for entry in self.parts if entry.unit == self.unit.code)


@dataclass(frozen=True, slots=True)
class IncomingPart:
    """One origin unit's report: its members packed as they will be kept and handed on, and its values."""

    entry: PartEntry
    content: bytes
    values: Sequence[IndicatorValue]

    def records(self, declared: RecordType) -> Iterator[tuple[Record, bytes]]:
        """The records of one register with their lines, one after the other; none where the part brings none."""
        return kept_records(self.content, declared, self.entry.unit, personal=self.entry.personal)


def take_apart(package: Package) -> Incoming:
    """What the manifest says, checked against itself. PackageError damaged, oversized, contradicts."""
    manifest, header = package.manifest, package.header
    unit = _unit(manifest.get("unit"))
    if not unit.level:
        raise damaged("đơn vị")
    said = (unit.code, unit.name, manifest.get("period"), manifest.get("number"))
    if said != (header.unit, header.unit_name, header.period, header.number):
        raise damaged("phần đầu không khớp nội dung")
    entries = [_entry(item) for item in objects(manifest.get("parts"), MANIFEST, MOST_PARTS)]
    if {(entry.unit, entry.period) for entry in entries} != set(package.parts) or len(entries) != len(package.parts):
        raise damaged("danh sách phần không khớp")
    cutoff = _cutoff(manifest.get("cutoff"), header.period)
    own = [entry for entry in entries if entry.unit == unit.code]
    if [(entry.period, entry.number, entry.cutoff) for entry in own] != [(header.period, header.number, cutoff)]:
        raise damaged("phần của đơn vị gửi")
    whole_period = parse_period(header.period)
    if not all(whole_period.contains(parse_period(entry.period)) for entry in entries):
        raise contradicts("tệp có phần của kỳ khác")
    if manifest.get("contains_personal_data") is not any(entry.personal for entry in entries):
        raise damaged("contains_personal_data")
    units = [_unit(item) for item in objects(manifest.get("units"), MANIFEST, MOST_UNITS)]
    if len({listed.code for listed in units}) != len(units):
        raise damaged("danh sách đơn vị")
    person = manifest.get("created_by")
    if not isinstance(person, dict):
        raise damaged("created_by")
    return Incoming(
        sha256=package.sha256,
        bytes=header.bytes,
        unit=unit,
        period=header.period,
        number=header.number,
        cutoff=cutoff,
        previous=matching(HASH, manifest.get("previous"), "previous", empty=True),
        sent_at=moment(manifest.get("created_at"), "created_at"),
        sent_by=shown_person(text(person, "name"), text(person, "title")),
        parts=entries,
        units=units,
    )


def load_part(package: Package, entry: PartEntry, types: Types) -> IncomingPart:
    """The part whose members have the hash that the manifest names. PackageError damaged, newer, oversized."""
    hashes: dict[str, str] = {}

    def hashed() -> Iterator[tuple[str, bytes]]:
        for name, content in package.members(entry.unit, entry.period):
            hashes[name] = hashlib.sha256(content).hexdigest()
            yield name, content

    content = write_archive(hashed())
    where = f"phần {entry.unit}, kỳ {entry.period}"
    archive = archive_of(content)
    if part_hash(hashes) != entry.sha256 or read_object(archive.read(ABOUT, LONGEST_ABOUT), ABOUT) != entry.about:
        raise damaged(where)
    registers = {name.removeprefix("records/").removesuffix(".ndjson") for name in hashes if "/" in name}
    if unknown := sorted(registers - types.keys()):
        raise newer(f"sổ “{unknown[0]}”")
    if registers != entry.records.keys():
        raise damaged(where)
    values = read_values(archive.read(VALUES), VALUES)
    if len(values) != entry.values:
        raise damaged(where)
    return IncomingPart(entry, content, values)


def kept_records(content: bytes, declared: RecordType, unit: str, *, personal: bool) -> Iterator[tuple[Record, bytes]]:
    """The records of one register in the packed members of a part."""
    archive, name = archive_of(content), f"records/{declared.name}.ndjson"
    return read_records(declared, archive.read(name) if name in archive.members else b"", unit, personal=personal)


class Completeness:
    """Counts what a part brings, to be held against what it says of itself."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._present: dict[str, set[str]] = {name: set() for name in types}
        self._wanted: dict[str, set[str]] = {name: set() for name in types}
        self._totals: dict[str, dict[str, int]] = {}

    def add(self, declared: RecordType, records: Sequence[Record]) -> None:
        """Records that were read."""
        self._present[declared.name].update(record.id for record in records)
        for record in records:
            for name, key in references(declared, record):
                self._wanted[name].add(key)
        sums = self._totals.setdefault(declared.name, {})
        for name, value in totals(declared, records).items():
            sums[name] = whole(sums.get(name, 0) + value, declared.name)

    def insist(self, entry: PartEntry) -> None:
        """PackageError damaged unless all that is referred to came along, and counts and totals are as stated."""
        for name, keys in self._wanted.items():
            if keys - self._present[name]:
                raise damaged(f"thiếu mục được nhắc đến trong sổ {in_sentence(self._types[name].label)}")
        for name, stated in entry.records.items():
            known = {key: value for key, value in stated["totals"].items() if key in self._totals.get(name, {})}
            if stated["rows"] != len(self._present[name]) or known.items() - self._totals.get(name, {}).items():
                raise damaged(f"số dòng hoặc tổng của sổ {in_sentence(self._types[name].label)}")


def prove(path: Path, types: Types) -> None:
    """Read a whole file as its receiver will. PackageError."""
    with open_package(path) as package:
        for entry in take_apart(package).parts:
            part = load_part(package, entry, types)
            seen = Completeness(types)
            for name in entry.records:
                for record, _ in part.records(types[name]):
                    seen.add(types[name], [record])
            seen.insist(entry)


def shown_person(name: str, title: str) -> str:
    """ "Họ tên (chức vụ)"."""
    return f"{name} ({title})" if title else name


def _entry(given: Mapping[str, Any]) -> PartEntry:
    unit, of = matching(UNIT, given.get("unit"), MANIFEST), period(given.get("period"), MANIFEST)
    level, personal, records = given.get("level"), given.get("personal"), given.get("records")
    if not isinstance(level, str) or level not in LEVEL_CODES or not isinstance(personal, bool):
        raise damaged(MANIFEST)
    if not isinstance(records, dict) or not all(_is_stated(stated) for stated in records.values()):
        raise damaged(MANIFEST)
    day(given.get("start"), MANIFEST)
    return PartEntry(
        unit=unit,
        period=of,
        cutoff=_cutoff(given.get("cutoff"), of),
        number=whole(given.get("number"), MANIFEST, 1, HIGHEST_SUBMISSION),
        sha256=matching(HASH, given.get("sha256"), MANIFEST),
        personal=personal,
        values=whole(given.get("values"), MANIFEST, 0, MOST_VALUES),
        records=records,
        about={name: value for name, value in given.items() if name not in OUTSIDE},
    )


def _is_stated(given: object) -> bool:
    """{"rows": 3, "totals": {"amount_vnd": 5000000}}"""
    if not isinstance(given, dict) or given.keys() != {"rows", "totals"} or not isinstance(given["totals"], dict):
        return False
    numbers = (given["rows"], *given["totals"].values())
    return all(type(number) is int and abs(number) <= LARGEST_NUMBER for number in numbers)


def _cutoff(given: object, of: str) -> str:
    """A cut-off that lies in the period or within three years after it."""
    iso, whole_period = day(given, "cutoff"), parse_period(of)
    if not whole_period.first <= dt.date.fromisoformat(iso) <= whole_period.last + LATEST:
        raise damaged("cutoff")
    return iso


def _unit(given: object) -> ListedUnit:
    if not isinstance(given, dict):
        raise damaged("đơn vị")
    level, name = given.get("level"), text(given, "name")
    if not isinstance(level, str) or (level and level not in LEVEL_CODES) or not name:
        raise damaged("đơn vị")
    code = matching(UNIT, given.get("code"), "đơn vị")
    return ListedUnit(code, name, level, matching(UNIT, given.get("parent"), "đơn vị", empty=True))
