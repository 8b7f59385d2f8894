"""Loads a folder of practice data (tests/data/report-974) into an open unit file, as an officer would enter it.

A folder has units.csv and per set ("common" and others) one CSV file per record type, per child table
("mediation_case.parties.csv", its rows named by `parent`) and figures.csv. Cells are read as typed texts; `key` and
`parent` name records within the folder, `unit` says whose they are.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path

from models.fields import Field, Kind, RecordType
from models.indicators import Figure, Given, Indicator
from models.ports import Progress, StorageError, Store
from models.record_types import RECORD_TYPES
from models.values import parse, parse_figure, region_land_units

Cells = Mapping[str, str]
COMMON = "common"
NONE_ARISING = "không phát sinh"
LAND_UNITS = region_land_units("bac")


@dataclass(frozen=True, slots=True)
class PracticeUnit:
    """A unit of the practice data; `parent` is "" at the top."""

    code: str
    name: str
    level: str
    parent: str


def units(folder: Path) -> Sequence[PracticeUnit]:
    """The units of the folder, the uppermost first."""
    return tuple(PracticeUnit(**row) for row in _rows(folder / "units.csv"))


def load(
    store: Store, folder: Path, unit: str, sets: Sequence[str] = ("reconciled",), progress: Progress | None = None
) -> Mapping[str, int]:
    """Enter the unit's records as final and its figures; gives how many of each record type, and of "figure".

    StorageError missing when the folder lacks a file; cancelled when `progress` says so (what was entered stays);
    models.records.Refused when a record does not stand, ValueError when a cell cannot be read."""
    places = _places(folder, (COMMON, *sets))
    tables = {kind.name: [row for place in places for row in _own(place / f"{kind.name}.csv", unit)] for kind in TYPES}
    total, done = sum(map(len, tables.values())), 0
    loading = _Loading(store, dt.date.today(), {}, _lines(places))  # noqa: DTZ011 - the officer's day
    for kind in TYPES:
        for row in tables[kind.name]:
            loading.enter(kind, row)
            done += 1
            if progress is not None and not progress(done, total, f"Ghi {kind.plural}"):
                raise StorageError("Đã dừng nạp dữ liệu thực hành; những mục đã ghi vẫn còn trong sổ.", "cancelled")
    figures = load_figures(store, folder, unit, (COMMON, *sets))
    return {name: len(rows) for name, rows in tables.items() if rows} | {"figure": figures}


@dataclass(frozen=True)
class _Loading:
    """One run of load(). `ids` maps what the folder calls a record to its id here; `lines` a parent's rows."""

    store: Store
    today: dt.date
    ids: dict[str, str]
    lines: Mapping[tuple[str, str], Sequence[Cells]]

    def enter(self, kind: RecordType, row: Cells) -> None:
        """Make one final record of a line of the folder."""
        values = self._values(kind.by_name, row)
        for lines in kind.lines:
            fields = {field.name: field for field in lines.fields}
            found = self.lines.get((f"{kind.name}.{lines.name}", row["key"]), ())
            values[lines.name] = [self._values(fields, cells) for cells in found]
        blank = self.store.records.new(kind.name)
        kept = self.store.records.make_final(replace(blank, values={**blank.values, **values}))
        self.ids[row["key"]] = kept.id

    def _values(self, fields: Mapping[str, Field], row: Cells) -> dict[str, object]:
        return {name: self._value(fields[name], text) for name, text in row.items() if name in fields and text}

    def _value(self, field: Field, text: str) -> object:
        if field.kind is Kind.REFERENCE:
            return self.ids[text]
        return parse(field, text, today=self.today, land_units=LAND_UNITS)


def load_figures(store: Store, folder: Path, unit: str, sets: Sequence[str]) -> int:
    """Enter the unit's figures of these sets, a later set over an earlier one and over what stands in the sheet; gives
    how many. Errors as load()."""
    indicators = {item.code: item for report in store.reports.definitions() for item in report.indicators}
    found: dict[tuple[str, str], Figure] = {}
    for place in _places(folder, sets):
        for row in _own(place / "figures.csv", unit):
            found[row["period"], row["indicator"]] = _figure(row, indicators[row["indicator"]])
    sheets = {period: store.figures.sheet(unit, period) for period, _ in found}
    standing = {key: sheets[key[0]].get(key[1]) for key in found}
    store.figures.save(
        [replace(figure, version=kept.version if (kept := standing[key]) else 0) for key, figure in found.items()]
    )
    return len(found)


def _figure(row: Cells, indicator: Indicator) -> Figure:
    none_arising = row["value"] == NONE_ARISING
    value, word = parse_figure(indicator.kind, "" if none_arising else row["value"], unit=indicator.unit)
    stated_percent, _ = parse_figure(Kind.QUANTITY, row["stated_percent"])
    return Figure(
        unit=row["unit"],
        period=row["period"],
        indicator=indicator.code,
        given=Given.NONE_ARISING if none_arising else Given.GIVEN,
        value=value,
        word=word,
        stated_total=parse_figure(indicator.kind, row["stated_total"], unit=indicator.unit)[0],
        stated_percent=None if stated_percent is None else stated_percent // 10,
        preferred=row["preferred"],
        note=row["note"],
    )


def _places(folder: Path, sets: Iterable[str]) -> list[Path]:
    places = [folder / name for name in sets]
    for place in places:
        if not place.is_dir():
            raise StorageError(f"Không thấy thư mục dữ liệu thực hành {place}. Kiểm tra lại đường dẫn.", "missing")
    return places


def _lines(places: Iterable[Path]) -> Mapping[tuple[str, str], Sequence[Cells]]:
    """(child table, parent's key) -> its rows, in the order of the file."""
    found: dict[tuple[str, str], list[Cells]] = defaultdict(list)
    names = [f"{kind.name}.{lines.name}" for kind in RECORD_TYPES for lines in kind.lines]
    for place in places:
        for name in names:
            if (place / f"{name}.csv").exists():
                for row in _rows(place / f"{name}.csv"):
                    found[name, row["parent"]].append(row)
    return found


def _own(path: Path, unit: str) -> Iterator[Cells]:
    """The unit's rows of a file; a set need not have every file."""
    if path.exists():
        yield from (row for row in _rows(path) if row["unit"] == unit)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise StorageError(f"Không đọc được {path}. Kiểm tra lại thư mục dữ liệu thực hành.", "missing") from error


def _by_dependence(kinds: Iterable[RecordType]) -> tuple[RecordType, ...]:
    """What is referred to stands before what refers to it."""
    by_name = {kind.name: kind for kind in kinds}
    order = TopologicalSorter({kind.name: _refers_to(kind) - {kind.name} for kind in by_name.values()})
    return tuple(by_name[name] for name in order.static_order())


def _refers_to(kind: RecordType) -> set[str]:
    fields = [*kind.by_name.values(), *(field for lines in kind.lines for field in lines.fields)]
    return {field.refers_to for field in fields if field.refers_to}


TYPES = _by_dependence(RECORD_TYPES)
