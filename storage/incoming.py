"""A received file taken apart and checked against the declarations before anything of it touches the database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.fields import Area, Field, Kind, RecordType
from models.indicators import Given, IndicatorValue
from models.records import Record, State
from models.submissions import Why
from models.units import LEVELS
from storage.leaving import part_hash
from storage.packages import UNIT, Package, PackageError, damaged, read_json, read_ndjson
from storage.units import ListedUnit

LONGEST_TEXT = 100_000
LONGEST_NAME = 300
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HASH = re.compile(r"[0-9a-f]{64}")
LEVEL_CODES = frozenset(level.code for level in LEVELS)
WHOLE_KINDS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.QUANTITY, Kind.YEAR})

Types = Mapping[str, RecordType]


@dataclass(frozen=True, slots=True)
class IncomingPart:
    """One origin unit's report as it came. `members` are its bytes, `records` by type."""

    unit: str
    level: str
    period: str
    number: int
    cutoff: str
    sha256: str
    members: Mapping[str, bytes]
    values: Sequence[IndicatorValue]
    records: Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A sound submission file. `unit` and its `parent` are the sender's own words; whether we believe them is decided
    in storage/inbox.py."""

    sha256: str
    bytes: int
    unit: ListedUnit
    period: str
    number: int
    cutoff: str
    previous: str
    sent_at: str
    sent_by: str
    parts: Sequence[IncomingPart]
    units: Sequence[ListedUnit]

    @property
    def own_part(self) -> IncomingPart:
        return next(part for part in self.parts if (part.unit, part.period) == (self.unit.code, self.period))


def take_apart(package: Package, types: Types) -> Incoming:
    """Everything of the file, checked. PackageError damaged, newer, oversized."""
    manifest = package.manifest
    unit = _unit(manifest.get("unit"))
    header = package.header
    if (unit.code, manifest.get("period"), manifest.get("number")) != (header.unit, header.period, header.number):
        raise damaged("phần đầu không khớp nội dung")
    entries = _list(manifest.get("parts"), "manifest")
    names = package.part_names()
    if {(entry.get("unit"), entry.get("period")) for entry in entries} != set(names) or len(entries) != len(names):
        raise damaged("danh sách phần không khớp")
    parts = [_part(package, entry, names, types) for entry in entries]
    if not any((part.unit, part.period, part.number) == (unit.code, header.period, header.number) for part in parts):
        raise damaged("thiếu phần của đơn vị gửi")
    person = manifest.get("created_by")
    title = _text(person, "title") if isinstance(person, dict) else ""
    name = _text(person, "name") if isinstance(person, dict) else ""
    return Incoming(
        sha256=package.sha256,
        bytes=header.bytes,
        unit=unit,
        period=header.period,
        number=header.number,
        cutoff=_day(manifest.get("cutoff"), "manifest"),
        previous=_matching(HASH, manifest.get("previous"), "manifest", empty=True),
        sent_at=_text(manifest, "created_at"),
        sent_by=f"{name} ({title})" if title else name,
        parts=parts,
        units=[_unit(item) for item in _list(manifest.get("units"), "manifest")],
    )


def _part(
    package: Package, entry: Mapping[str, Any], names: Mapping[tuple[str, str], list[str]], types: Types
) -> IncomingPart:
    key = (entry["unit"], entry["period"])
    prefix = f"units/{key[0]}/{key[1]}/"
    members = {name.removeprefix(prefix): package.member(name) for name in sorted(names[key])}
    if part_hash(members) != entry.get("sha256"):
        raise damaged(f"phần {key[0]} {key[1]}")
    about = read_json(members.get("part.json", b""), prefix)
    number = entry.get("number")
    wanted = {"unit": key[0], "period": key[1], "level": entry.get("level"), "cutoff": entry.get("cutoff")}
    if not isinstance(about, dict) or any(about.get(name) != value for name, value in wanted.items()):
        raise damaged(prefix)
    if type(number) is not int or not 0 < number < 2**31 or entry.get("level") not in LEVEL_CODES:
        raise damaged(prefix)
    values = [_indicator_value(row) for row in read_ndjson(members.get("indicators.ndjson", b""), prefix)]
    if len({value.code for value in values}) != len(values) or "indicators.ndjson" not in members:
        raise damaged(prefix)
    return IncomingPart(
        unit=key[0],
        level=str(entry["level"]),
        period=key[1],
        number=number,
        cutoff=_day(entry.get("cutoff"), prefix),
        sha256=str(entry["sha256"]),
        members=members,
        values=values,
        records=_records(members, key[0], types),
    )


def _records(members: Mapping[str, bytes], unit: str, types: Types) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for name, content in members.items():
        kind, _, tail = name.removeprefix("records/").rpartition(".")
        if not name.startswith("records/") or not tail:
            continue
        if kind not in types:
            raise PackageError(
                Why.NEWER, f"Tệp có loại sổ “{kind}” mà máy này chưa biết. Cập nhật chương trình rồi nhận lại."
            )
        found[kind] = [_record(types[kind], row, unit, name) for row in read_ndjson(content, name)]
        if len({record.id for record in found[kind]}) != len(found[kind]):
            raise damaged(name)
    return found


def _record(declared: RecordType, row: Mapping[str, Any], unit: str, where: str) -> Record:
    version, state = row.get("version"), row.get("state")
    if type(version) is not int or not 0 < version < 2**31 or state not in {item.value for item in State}:
        raise damaged(where)
    values: dict[str, object] = _values(tuple(declared.by_name.values()), row.get("values"), where)
    lines = row.get("lines")
    if not isinstance(lines, dict) or set(lines) - set(declared.lines_by_name):
        raise damaged(where)
    for name, item in declared.lines_by_name.items():
        values[name] = [
            {"id": _matching(IDENTIFIER, line.get("id"), where), **_values(item.fields, line.get("values"), where)}
            for line in _list(lines.get(name, []), where)
        ]
    withheld = row.get("withheld")
    if not isinstance(withheld, list) or not all(
        isinstance(path, str) and len(path) < LONGEST_NAME for path in withheld
    ):
        raise damaged(where)
    return Record(
        record_type=declared.name,
        id=_matching(IDENTIFIER, row.get("id"), where),
        values=values,
        state=State(state),
        version=version,
        origin_unit=unit,
        received=True,
        number_text=_text(row, "number"),
        withheld=frozenset(withheld),
    )


def _values(fields: Sequence[Field], given: object, where: str) -> dict[str, object]:
    by_name = {item.name: item for item in fields}
    if not isinstance(given, dict) or set(given) - set(by_name):
        raise damaged(where)
    return {name: _value(by_name[name], value, where) for name, value in given.items()}


def _value(item: Field, value: object, where: str) -> object:
    """One value by its declared kind; a choice we do not know is kept, for its list may have grown."""
    if item.kind is Kind.AREA:
        return _area(value, where)
    if item.kind is Kind.BOOLEAN:
        good = isinstance(value, bool)
    elif item.kind in WHOLE_KINDS:
        good = type(value) is int
    elif item.kind is Kind.DATE:
        return _day(value, where)
    elif item.kind is Kind.REFERENCE:
        return _matching(IDENTIFIER, value, where)
    else:
        good = isinstance(value, str) and len(value) <= LONGEST_TEXT
    if not good:
        raise damaged(where)
    return value


def _area(value: object, where: str) -> Area:
    if not isinstance(value, dict) or set(value) != {"typed", "unit", "factor"}:
        raise damaged(where)
    typed, unit, factor = value["typed"], value["unit"], value["factor"]
    if type(typed) is not int or type(factor) is not int or not isinstance(unit, str) or len(unit) > LONGEST_NAME:
        raise damaged(where)
    area = Area(typed, unit, factor)
    if not 0 <= area.hundredths < 2**63:
        raise damaged(where)
    return area


def _indicator_value(row: Mapping[str, Any]) -> IndicatorValue:
    where = "indicators.ndjson"
    numbers = {name: row.get(name) for name in ("value", "numerator", "denominator", "other")}
    from_units = row.get("from_units", {})
    sound = (
        set(row) <= {"code", "given", "source", "word", "from_units", *numbers}
        and all(number is None or type(number) is int for number in numbers.values())
        and row.get("given") in {item.value for item in Given}
        and isinstance(from_units, dict)
        and all(re.fullmatch(UNIT, unit) and type(part) is int for unit, part in from_units.items())
    )
    if not sound:
        raise damaged(where)
    return IndicatorValue(
        code=_text(row, "code"),
        given=Given(row["given"]),
        source=_text(row, "source"),
        word=_text(row, "word") if "word" in row else "",
        from_units=from_units,
        **numbers,
    )


def _unit(given: object) -> ListedUnit:
    if not isinstance(given, dict) or given.get("level") not in LEVEL_CODES:
        raise damaged("đơn vị")
    unit = ListedUnit(*(_text(given, name) for name in ("code", "name", "level", "parent")))
    if not re.fullmatch(UNIT, unit.code) or not (unit.parent == "" or re.fullmatch(UNIT, unit.parent)):
        raise damaged("đơn vị")
    return unit


def _list(given: object, where: str) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise damaged(where)
    return given


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str) or len(value) > LONGEST_NAME or any(ord(char) < 32 for char in value):
        raise damaged(name)
    return value


def _matching(pattern: re.Pattern[str], value: object, where: str, *, empty: bool = False) -> str:
    if isinstance(value, str) and (pattern.fullmatch(value) or (empty and value == "")):
        return value
    raise damaged(where)


def _day(value: object, where: str) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else _no_day(where)
    except ValueError:
        return _no_day(where)


def _no_day(where: str) -> str:
    raise damaged(where)
