"""The tables a declaration asks for: text for the author of a migration, and the comparison with what a file has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.fields import Field, Kind, Lines, RecordType
from storage import driver

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

ENVELOPE = (
    ("record_key", "INTEGER PRIMARY KEY"),  # ties a record to its search text; VACUUM would renumber a bare rowid
    ("id", "TEXT NOT NULL UNIQUE"),
    ("origin_unit", "TEXT NOT NULL"),
    ("received", "INTEGER NOT NULL DEFAULT 0"),
    ("state", "TEXT NOT NULL"),
    ("version", "INTEGER NOT NULL"),
    ("number", "INTEGER"),
    ("number_scope", "TEXT NOT NULL DEFAULT ''"),
    ("number_text", "TEXT NOT NULL DEFAULT ''"),
    ("void_reason", "TEXT NOT NULL DEFAULT ''"),
    ("unparsed", "TEXT NOT NULL DEFAULT '{}'"),
    ("withheld", "TEXT NOT NULL DEFAULT '[]'"),
    ("reasons", "TEXT NOT NULL DEFAULT '{}'"),
    ("created_at", "TEXT NOT NULL"),
    ("created_by", "TEXT NOT NULL"),
    ("updated_at", "TEXT NOT NULL"),
    ("updated_by", "TEXT NOT NULL"),
    ("title_sort", "TEXT NOT NULL DEFAULT ''"),
)
"""What every record has besides its fields; `title_sort` is the Vietnamese sort key of its title."""

WIDTH = 108
"""How long a line of a migration may be, besides its indentation."""

LINE_ENVELOPE = (
    "id TEXT PRIMARY KEY",
    "parent TEXT NOT NULL REFERENCES {parent} (id) ON DELETE CASCADE",
    "position INTEGER NOT NULL",
)


def lines_table(record_type: RecordType, lines: Lines) -> str:
    """The name of the child table: mediation_case_parties."""
    return f"{record_type.name}_{lines.name}"


def create_table_sql(record_type: RecordType) -> tuple[str, ...]:
    """The statements for a record type, its child tables and their indexes: text to paste into a migration."""
    name = record_type.name
    fields = tuple(record_type.by_name.values())
    envelope = tuple(f"{column} {declaration}" for column, declaration in ENVELOPE)
    statements = [
        _table(name, envelope, _columns(fields)),
        # Lists walk these two in order and need nothing else to filter by origin and state.
        f"CREATE INDEX {name}_title ON {name} (received, title_sort, id, state)",
        _search_table(name),
    ]
    if record_type.numbering:
        unique = f"CREATE UNIQUE INDEX {name}_number ON {name} (origin_unit, number_scope, number)"
        statements.append(f"{unique} WHERE number IS NOT NULL")
    if record_type.dated_by:
        statements.append(f"CREATE INDEX {name}_dated ON {name} (received, {record_type.dated_by}, id, state)")
    statements += _reference_indexes(name, fields)
    for lines in record_type.lines:
        child = lines_table(record_type, lines)
        own = tuple(part.format(parent=name) for part in LINE_ENVELOPE)
        statements.append(_table(child, own, _columns(lines.fields)))
        statements.append(f"CREATE INDEX {child}_parent ON {child} (parent)")
        statements += _reference_indexes(child, lines.fields)
    return tuple(statements)


def migration_text(*record_types: RecordType) -> str:
    """The body of STATEMENTS for these types, as Python source."""
    quoted = (_quoted(statement) for record_type in record_types for statement in create_table_sql(record_type))
    return "\n".join(("STATEMENTS = (", *quoted, ")"))


def _quoted(statement: str) -> str:
    """A statement as Python source, in lines that fit the page."""
    if len(statement) > WIDTH and "\n" not in statement:
        statement = re.sub(r" (?=ON |USING )", "\n        ", statement)
    return f'    """{statement}""",' if "\n" in statement else f'    "{statement}",'


@dataclass(frozen=True, slots=True)
class Shape:
    """What matters of a table, whatever order its columns came in."""

    strict: bool
    columns: frozenset[tuple[str, str, bool, str | None, bool]]
    references: frozenset[tuple[str, str, str]]
    indexes: frozenset[tuple[tuple[str, ...], bool]]


def differences(tables: Tables, record_type: RecordType) -> list[str]:
    """How the tables of a file differ from the declaration, one English line each; empty when they agree."""
    with _scratch(record_type) as expected:
        return [line for name in expected.table_names() for line in _compare(name, expected, tables)]


def _compare(name: str, expected: Tables, actual: Tables) -> Iterator[str]:
    if name not in actual.table_names():
        yield f"{name}: the table is missing"
        return
    wanted, found = _shape(expected, name), _shape(actual, name)
    if wanted.strict != found.strict:
        yield f"{name}: the table is not STRICT"
    for part in ("columns", "references", "indexes"):
        want, have = getattr(wanted, part), getattr(found, part)
        yield from (f"{name}: {part} lack {item}" for item in sorted(want - have, key=str))
        if part != "indexes":  # a migration may add indexes for the sake of speed
            yield from (f"{name}: {part} have {item} too many" for item in sorted(have - want, key=str))


def _shape(tables: Tables, name: str) -> Shape:
    table = tables.table(name)
    columns = ((c.name, c.type, bool(c.notnull), c.default_value, bool(c.is_pk)) for c in table.columns)
    references = ((key.column, key.other_table, key.other_column) for key in table.foreign_keys)
    indexes = ((tuple(index.columns), bool(index.unique)) for index in table.indexes)
    return Shape(table.strict, frozenset(columns), frozenset(references), frozenset(indexes))  # type: ignore[arg-type]


def _scratch(record_type: RecordType) -> Tables:
    """The declared tables in an empty database in memory."""
    connection = driver.connect(":memory:", timeout=0)
    for statement in create_table_sql(record_type):
        connection.execute(statement)
    return driver.tables(connection)


def _search_table(name: str) -> str:
    """The index over the folded words of each record (finding/search.py); the words themselves it does not keep."""
    return (
        f"CREATE VIRTUAL TABLE {name}_search USING fts5("
        "title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')"
    )


def _table(name: str, envelope: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Filled lines, the envelope apart from the fields: a migration is to be read, and is kept short."""
    body = ",\n        ".join((*_filled(envelope), *_filled(columns)))
    return f"CREATE TABLE {name} (\n        {body}\n    ) STRICT"


def _filled(columns: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for column in columns:
        if lines and len(lines[-1]) + len(column) < WIDTH:
            lines[-1] += f", {column}"
        else:
            lines.append(column)
    return lines


def _columns(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(f"{column} {sql_type}{_reference(item)}" for item in fields for column, sql_type in item.columns)


def _reference(item: Field) -> str:
    # Deferred: records of one import may name each other in any order; COMMIT still insists.
    if item.kind is not Kind.REFERENCE:
        return ""
    return f" REFERENCES {item.refers_to} (id) DEFERRABLE INITIALLY DEFERRED"


def _reference_indexes(table: str, fields: tuple[Field, ...]) -> list[str]:
    return [
        f"CREATE INDEX {table}_by_{item.name} ON {table} ({item.name})"
        for item in fields
        if item.kind is Kind.REFERENCE
    ]
