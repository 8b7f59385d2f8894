"""A report definition read from TOML text and checked against the declarations; every error names file and line.

A definition holds id, title, subtitle, source, detail, signatures, and the arrays `line`, `column` and `check`. A line
is either `heading = "..."` or an indicator: code, label, unit, kind, basis, and

    measure = { count = "mediation_case", where = ["outcome = thanh"] }
    measure = { sum = "value", of = "pledge" }                `of` may be a child table, "donation_receipt.goods"
    measure = { distinct = "donor", of = "pledge" }           local = true: each value belongs to one unit, they add up
    measure = { total = ["DC-01", "-DC-02"] }
    measure = { ratio = ["PL-05", "PL-02"] }                  numerator, denominator
    measure = [{ sum = ... }, { sum = ... }]                  added up, of one record type; wants help

A count or a sum of rows takes parts = true: only the rows that are part of the row above ("trong đó").

Beside it stand dated_by, span = { start = "...", ends = ["..."] }, nested_in, by_level, adds_up, help. Without a
measure it is a figure typed by hand. How conditions are written stands in models/conditions.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.conditions import Unfit, read_condition, table
from models.definition_places import Places, Read
from models.fields import NUMBER_KINDS, RecordType, Span
from models.indicator_fit import agrees, fits_table
from models.indicators import (
    Added,
    Basis,
    Count,
    CountDistinct,
    Indicator,
    Measure,
    Ratio,
    Sum,
    Total,
    pieces_of,
)
from models.predicates import All
from models.reports import Check, ColumnKind, ReportColumn, ReportDefinition, ReportHeading, ReportLine

Entry = Mapping[str, Any]
Types = Mapping[str, RecordType]

TOP = ("id", "title", "subtitle", "source", "detail", "signatures", "line", "column", "check")
LINE = (
    "code",
    "label",
    "unit",
    "kind",
    "basis",
    "measure",
    "dated_by",
    "span",
    "nested_in",
    "by_level",
    "adds_up",
    "help",
)
MEASURES: Mapping[str, tuple[str, ...]] = {
    "count": ("count", "where", "parts"),
    "sum": ("sum", "of", "where", "parts"),
    "distinct": ("distinct", "of", "where", "local"),
    "total": ("total",),
    "ratio": ("ratio",),
}
CODE = re.compile(r"[A-Z]{2,4}-[0-9]{2}(\.[0-9]{1,2})?[a-z]?")


def parse(text: str, record_types: Iterable[RecordType], file: str) -> ReportDefinition:
    """The report that a TOML text declares. DefinitionError names the file and the line of what does not fit."""
    types = {record_type.name: record_type for record_type in record_types}
    places = Places(text, file)
    top = places.blame("", 0, lambda: _known(_loaded(text, places), TOP, ("id", "title", "line", "column")))
    lines = places.each(top, "line", lambda entry: _line(entry, types))
    indicators = [line for line in lines if isinstance(line, Indicator)]
    for index, line in enumerate(lines):
        if isinstance(line, Indicator):
            places.blame("line", index, lambda line=line: agrees(line, indicators))  # type: ignore[misc]
    codes = {indicator.code for indicator in indicators}
    columns = places.each(top, "column", _column)
    checks = places.each(top, "check", lambda entry: _check(entry, codes))
    return places.blame("", 0, lambda: _assembled(top, lines, columns, checks))


def _loaded(text: str, places: Places) -> Entry:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise places.error(int(found[1]) if found else len(places.lines), "sai cú pháp TOML.") from error


def _known(entry: Entry, names: Iterable[str], required: Iterable[str] = ()) -> Entry:
    for name in entry:
        if name not in names:
            raise Unfit(f"Không có mục “{name}”.", name)
    for name in required:
        if name not in entry:
            raise Unfit(f"Thiếu mục “{name}”.", "")
    return entry


def _text(entry: Entry, name: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise Unfit(f"Mục “{name}” phải là chữ trong dấu nháy.", name)
    return value


def _flag(entry: Entry, name: str, default: bool) -> bool:
    value = entry.get(name, default)
    if not isinstance(value, bool):
        raise Unfit(f"Mục “{name}” phải là true hoặc false.", name)
    return value


def _texts(entry: Entry, name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Unfit(f"Mục “{name}” phải là danh sách chữ.", name)
    return tuple(value)


def _line(entry: Entry, types: Types) -> ReportLine:
    if "heading" in entry:
        return ReportHeading(_text(_known(entry, ("heading",)), "heading"))
    _known(entry, LINE, ("code", "label", "unit", "kind", "basis"))
    code = _text(entry, "code")
    if not CODE.fullmatch(code):
        raise Unfit(f"Mã chỉ tiêu “{code}” không đúng dạng, ví dụ KT-01 hoặc KT-01.2.", code)
    kinds = {kind.value: kind for kind in NUMBER_KINDS}
    indicator = Indicator(
        code=code,
        label=_text(entry, "label"),
        unit=_text(entry, "unit"),
        kind=_one_of(entry, "kind", kinds),
        basis=_one_of(entry, "basis", {basis.value: basis for basis in Basis}),
        measure=_measure(entry["measure"], types) if "measure" in entry else None,
        dated_by=_text(entry, "dated_by"),
        span=_span(entry["span"]) if "span" in entry else None,
        nested_in=_text(entry, "nested_in"),
        by_level=_flag(entry, "by_level", False),
        adds_up=_flag(entry, "adds_up", True),
        help=_text(entry, "help"),
    )
    for piece in pieces_of(indicator):
        fits_table(piece, types)
    if isinstance(indicator.measure, Added) and not indicator.help:
        raise Unfit("Danh sách “measure” cần mục “help” nói cho người đọc biết cách đếm.", "measure")
    return indicator


def _one_of(entry: Entry, name: str, options: Mapping[str, Read]) -> Read:
    value = _text(entry, name)
    if value not in options:
        raise Unfit(f"“{name}” nhận một trong: {', '.join(sorted(options))}; không nhận “{value}”.", value)
    return options[value]


def _measure(entry: object, types: Types) -> Measure:
    if isinstance(entry, list):
        return _added([_measure(piece, types) for piece in entry])
    if not isinstance(entry, dict):
        raise Unfit("Mục “measure” phải viết trong dấu ngoặc nhọn.", "measure")
    sort = next((name for name in MEASURES if name in entry), "")
    if not sort:
        raise Unfit(f"“measure” cần một trong: {', '.join(MEASURES)}.", "measure")
    _known(entry, MEASURES[sort])
    if sort == "total":
        return Total(_texts(entry, "total"))
    if sort == "ratio":
        codes = _texts(entry, "ratio")
        if len(codes) != 2:
            raise Unfit("“ratio” cần đúng hai mã: tử số, mẫu số.", "ratio")
        return Ratio(*codes)
    where = table(_text(entry, "count" if sort == "count" else "of"), types)
    condition = All(tuple(read_condition(text, where) for text in _texts(entry, "where")))
    parts = _flag(entry, "parts", False)
    if parts and not (where.lines and where.lines.part):
        raise Unfit(f"Bảng “{where.name}” không có dòng “trong đó”.", "parts")
    if sort == "count":
        return Count(where.name, condition, parts)
    path = _text(entry, sort)
    where.field(path)
    if sort == "sum":
        return Sum(where.name, path, condition, parts)
    return CountDistinct(where.name, path, condition, _flag(entry, "local", False))


def _added(found: Sequence[Measure]) -> Added:
    """Counts and sums only, and of one register: it is kept or not kept, and its records stand behind the number."""
    pieces = tuple(piece for piece in found if isinstance(piece, Count | Sum))
    if len(pieces) < 2 or len(pieces) < len(found):
        raise Unfit("Danh sách “measure” cần từ hai phép “count” hoặc “sum” trở lên.", "measure")
    if len({piece.table.partition(".")[0] for piece in pieces}) > 1:
        raise Unfit("Các phép trong danh sách “measure” phải của cùng một sổ.", "measure")
    return Added(pieces)


def _span(entry: object) -> Span:
    if not isinstance(entry, dict):
        raise Unfit("Mục “span” phải viết trong dấu ngoặc nhọn.", "span")
    _known(entry, ("start", "ends"), ("start",))
    return Span(_text(entry, "start"), _texts(entry, "ends"))


def _column(entry: Entry) -> ReportColumn:
    _known(entry, ("kind", "title"), ("kind", "title"))
    kinds = {kind.value: kind for kind in ColumnKind if kind is not ColumnKind.UNIT}
    return ReportColumn(_one_of(entry, "kind", kinds), _text(entry, "title"))


def _check(entry: Entry, codes: set[str]) -> Check:
    _known(entry, ("name", "left", "right", "sentence"), ("name", "left", "right"))
    left, right = _texts(entry, "left"), _texts(entry, "right")
    for code in (*left, *right):
        if code not in codes:
            raise Unfit(f"Không có chỉ tiêu “{code}”.", code)
    return Check(_text(entry, "name"), left, right, _text(entry, "sentence"))


def _assembled(
    top: Entry, lines: tuple[ReportLine, ...], columns: tuple[ReportColumn, ...], checks: tuple[Check, ...]
) -> ReportDefinition:
    signatures = top.get("signatures", [])
    if not isinstance(signatures, list) or not all(isinstance(column, list) for column in signatures):
        raise Unfit("Mục “signatures” phải là danh sách các cột chữ ký.", "signatures")
    detail = _one_of({"detail": top.get("detail", "columns")}, "detail", {x: x for x in ("columns", "rows", "none")})
    return ReportDefinition(
        id=_text(top, "id"),
        title=_text(top, "title"),
        subtitle=_text(top, "subtitle"),
        lines=lines,
        columns=columns,
        checks=checks,
        detail=detail,
        signatures=tuple(tuple(str(line) for line in column) for column in signatures),
        source=_text(top, "source"),
    )
