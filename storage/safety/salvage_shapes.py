"""Which table a page of rows belongs to, told from the shape of its rows and the names that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from models.record_types import RECORD_TYPES
from models.units import LEVELS
from storage import driver, migrations
from storage.schema import lines_table

Row = Sequence[Any]
Values = Mapping[str, Any]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TYPES: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
REGISTERS = {declared.name: declared for declared in RECORD_TYPES}
LINES = {lines_table(declared, lines): declared.name for declared in RECORD_TYPES for lines in declared.lines}
"""Child table -> its register."""

NAMES_OF_LEVELS = {"", *(level.code for level in LEVELS)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column where it lies in the row. `is_rowid` ones are stored as nothing and read from the rowid."""

    name: str
    kind: type
    required: bool
    default: Any
    is_rowid: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as its rows lie on a page."""

    table: str
    by_rowid: bool
    columns: tuple[Column, ...]

    def fits(self, row: Row) -> bool:
        """Whether a row (its rowid in front where `by_rowid`) could be one of this table."""
        values = row[1:] if self.by_rowid else row
        count = len(self.columns)
        if any(value is not None for value in values[count:]):
            return False
        if not all(map(_suits, self.columns, values)):
            return False
        looks = TELLING.get(self.table)
        return looks is None or looks(values)

    def values(self, row: Row) -> dict[str, Any]:
        """Column -> value; a row older than a column has its default."""
        values = row[1:] if self.by_rowid else row
        found = {}
        for column, value in zip(self.columns, values, strict=False):
            missing = column.default if column.required and value is None else value
            found[column.name] = row[0] if column.is_rowid else missing
        return found


def _suits(column: Column, value: object) -> bool:
    if column.is_rowid:
        return value is None
    if value is None:
        return not column.required or column.default is not None
    return isinstance(value, column.kind)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and UUID.fullmatch(value) is not None


TELLING: Mapping[str, Callable[[Row], bool]] = {
    **{name: (lambda row: _is_id(row[1]) and row[4] in ("draft", "final", "void")) for name in REGISTERS},
    **{name: (lambda row: _is_id(row[0]) and _is_id(row[1])) for name in LINES},
    "history": lambda row: len(row[10]) == 64 and row[8].startswith("{"),
    "setting": lambda row: not _is_id(row[0]) and not row[0][:4].isdecimal(),
    "cutoff": lambda row: DAY.fullmatch(row[1]) is not None and row[0][:4].isdecimal(),
    "counter": lambda row: row[0].startswith('["'),
    "unit": lambda row: row[1] in NAMES_OF_LEVELS and row[2] in (0, 1),
    "unfinished": lambda row: row[1] in REGISTERS and row[2].startswith("{"),
    "part_record": lambda row: row[1] in REGISTERS and _is_id(row[2]),
    "figure": lambda row: row[1][:4].isdecimal() and "T" in row[12],
}
"""What the values of a table look like beyond their types, by place in the row; where types alone leave a doubt."""


def shapes(version: int) -> list[Shape]:
    """Every table of the schema of that version, as its rows lie on a page."""
    with closing(driver.connect(":memory:", timeout=0)) as connection:
        for step in migrations.STEPS[:version]:
            for statement in step.STATEMENTS:
                connection.execute(statement)
        plain = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        tables = connection.execute(f"{plain} AND name NOT LIKE 'sqlite_%'").fetchall()
        return [Shape(name, not keyed, tuple(_columns(connection, name, keyed=bool(keyed)))) for name, keyed in tables]


def _columns(connection: driver.Connection, table: str, *, keyed: bool) -> Iterator[Column]:
    """In a table without rowid the key's columns lie in front, in the order of the key."""
    told = connection.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (table,))
    rows = told.fetchall()
    if keyed:
        rows.sort(key=lambda row: (row[4] == 0, row[4]))
    for name, sql_type, required, default, key in rows:
        value = connection.execute(f"SELECT {default}").fetchone()[0] if default is not None else None
        alias = not keyed and sql_type == "INTEGER" and key == 1
        yield Column(name, TYPES[sql_type], bool(required) or (keyed and key > 0), value, alias)


class Known:
    """What was learnt on other pages: which register an id belongs to, and which child table a row."""

    def __init__(self) -> None:
        self.records: dict[str, str] = {}
        self.lines: dict[str, str] = {}
        self.units: set[str] = set()

    def learn(self, table: str, values: Mapping[str, Any]) -> None:
        """Take in a row whose table is certain."""
        if table in REGISTERS:
            self.records[values["id"]] = table
        elif table in LINES:
            self.records[values["parent"]] = LINES[table]
        elif table == "part_record":
            self.records[values["record_id"]] = values["record_type"]
        elif table == "unit":
            self.units.add(values["code"])

    def learn_history(self, subject: str, subject_id: str, change: Mapping[str, Any]) -> None:
        """Take in what history says of a record and its rows."""
        if subject not in REGISTERS:
            return
        self.records[subject_id] = subject
        for key in change:
            name, _, rest = key.partition("/")
            if name in REGISTERS[subject].lines_by_name:
                self.lines[rest.partition("/")[0]] = f"{subject}_{name}"

    def choose(self, candidates: Sequence[Shape], rows: Sequence[Row]) -> Shape | None:
        """The table that most of the ids on a page belong to; None where nothing is known of any, or two are as likely:
        rows in the wrong table would be worse than rows that are only counted."""
        votes = [(sum(self._vote(shape, shape.values(row)) for row in rows), shape) for shape in candidates]
        votes.sort(key=lambda vote: vote[0], reverse=True)
        (most, best), (next_most, _) = votes[:2]
        return best if most > next_most else None

    def _vote(self, shape: Shape, values: Mapping[str, Any]) -> int:
        if shape.table in REGISTERS:
            return self.records.get(values["id"]) == shape.table
        if shape.table in LINES:
            known = self.lines.get(values["id"])
            return 2 * (known == shape.table) + (
                known is None and self.records.get(values["parent"]) == LINES[shape.table]
            )
        if shape.table == "unit_parent":
            return 2 * (values["parent"] in self.units)
        return shape.table == "unit_name" and values["unit"] in self.units
