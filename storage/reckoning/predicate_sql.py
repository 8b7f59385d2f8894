"""Conditions and columns of a record type as SQL with parameters: what lists, references and indicators share.

A `Source` stands for one table of the declarations in a statement: a record type ("pledge") or one of its child tables
("donation_receipt.goods", whose rows also see the parent's columns). It names the columns, collects the joins that
dotted paths need, and turns predicates into conditions that agree with `Predicate.holds`:

    source = Source(types, "pledge", day="2026-11-22")
    condition = source.where(All((Is("fund.fund_kind", "vnn"), Filled("deadline"))))
    database.rows(f"SELECT {source.id} AS id FROM {source.tables} WHERE {condition.text}", condition.params)

Ask for `tables` after the last path was named: only then it holds every join. Joins carry no parameters, so the
parameters of a statement stand in the order of its columns and conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.fields import TEXT_KINDS, Field, Kind, RecordType, Tally
from models.predicates import All, Empty, Filled, Is, IsNot, Predicate, Within

ENVELOPE = frozenset(
    {
        "id",
        "origin_unit",
        "received",
        "state",
        "version",
        "number",
        "number_text",
        "created_at",
        "updated_at",
        "title_sort",
    }
)
"""Columns that every record has besides its fields, and that may be named like one."""

LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement with the parameters of its question marks, in order."""

    text: str
    params: tuple[object, ...] = ()


def quoted(name: str) -> str:
    """A name of the declarations as SQL; quoted, since a field may be called like a word of SQL."""
    return f'"{name}"'


class Source:
    """One table in a statement; `alias` is the record, "l" its row. `day` (ISO): up to which tallies count."""

    def __init__(self, types: Mapping[str, RecordType], table: str, day: str = LAST_DAY, alias: str = "r") -> None:
        name, _, lines = table.partition(".")
        self.types = types
        self.record_type = types[name]
        self.lines = self.record_type.lines_by_name[lines] if lines else None
        self.day = day
        self._alias = alias
        self._joins: dict[str, str] = {}
        self._row_fields = {item.name: item for item in self.lines.fields} if self.lines else {}

    @property
    def id(self) -> str:
        """The column that identifies what is counted: the record, or the row of the child table."""
        return "l.id" if self.lines else f"{self._alias}.id"

    @property
    def tables(self) -> str:
        """What stands after FROM, with the joins of the paths named so far."""
        base = f"{quoted(self.record_type.name)} AS {self._alias}"
        if self.lines:
            child = quoted(f"{self.record_type.name}_{self.lines.name}")
            base = f"{child} AS l JOIN {base} ON {self._alias}.id = l.parent"
        return " ".join([base, *self._joins.values()])

    def field(self, path: str) -> Field | Tally | None:
        """The declaration behind a path; None for an envelope column. ValueError for a path that leads nowhere."""
        return self._find(path)[1]

    def column(self, path: str) -> Sql:
        """The value of a field, a tally, an envelope column, or of a field of the record that is referred to.

        Money in đồng, quantities in thousandths, an area in hundredths of a m², yes and no as 1 and 0."""
        alias, found, owner = self._find(path)
        if isinstance(found, Tally):
            return self._tally(found, alias, owner)
        return Sql(f"{alias}.{quoted(path.rpartition('.')[2])}")

    def where(self, predicate: Predicate) -> Sql:
        """The condition under which the predicate holds. An area is compared in hundredths of a m²."""
        if isinstance(predicate, All):
            parts = [self.where(part) for part in predicate.parts]
            text = " AND ".join(f"({part.text})" for part in parts)
            return Sql(text or "1", tuple(value for part in parts for value in part.params))
        column = self.column(predicate.field)
        kind = self._kind(predicate.field)
        if isinstance(predicate, Filled):
            return _filled(column, kind)
        if isinstance(predicate, Empty):
            filled = _filled(column, kind)
            return Sql(f"NOT ({filled.text})", filled.params)
        if isinstance(predicate, Within):
            return _within(column, kind, predicate)
        if isinstance(predicate, IsNot):
            held = _one_of(column, kind, (predicate.value,))
            return Sql(f"({held.text}) IS NOT TRUE", held.params)
        options = (predicate.value,) if isinstance(predicate, Is) else predicate.values
        return _one_of(column, kind, options)

    def adds(self, parts: bool = False) -> Sql:
        """The condition under which a row is counted: it is not part of the row above it ("trong đó"); or, asked for
        `parts`, it is."""
        part = self.lines.part if self.lines else ""
        return Sql(f"coalesce(l.{quoted(part)}, 0) {'<>' if parts else '='} 0" if part else "1")

    def _kind(self, path: str) -> Kind:
        found = self.field(path)
        if found is not None:
            return found.kind
        return Kind.INTEGER if path.rpartition(".")[2] in ("received", "version", "number") else Kind.TEXT

    def _find(self, path: str) -> tuple[str, Field | Tally | None, RecordType]:
        """The alias of the table, the declaration, and the record type that a path leads to."""
        first, _, rest = path.partition(".")
        row_field = self._row_fields.get(first)
        alias = "l" if row_field else self._alias
        found = row_field or _named(self.record_type, first)
        if not rest:
            return alias, found, self.record_type
        if not isinstance(found, Field) or found.kind is not Kind.REFERENCE or "." in rest:
            raise ValueError(f"{self.record_type.name}: {path!r} is no path through one reference")
        owner = self.types[found.refers_to]
        return self._join(alias, first, owner), _named(owner, rest), owner

    def _join(self, alias: str, reference: str, owner: RecordType) -> str:
        """LEFT, so that a record without the reference stays in the list."""
        joined = quoted(f"{alias}_{reference}")
        self._joins.setdefault(
            joined, f"LEFT JOIN {quoted(owner.name)} AS {joined} ON {joined}.id = {alias}.{quoted(reference)}"
        )
        return joined

    def _tally(self, tally: Tally, alias: str, owner: RecordType) -> Sql:
        """Only final records count; without a value in `out_of` there is nothing of which something could be left."""
        counted = Source(self.types, tally.of, self.day, "t")
        chosen = counted.where(tally.where)
        placed = _placed(counted.record_type, tally.dated_by, self.day)
        amount = f"coalesce(sum({counted.column(tally.field).text}), 0)" if tally.field else "count(*)"
        spent = (
            f"(SELECT {amount} FROM {counted.tables} WHERE {counted.column(tally.by).text} = {alias}.id"
            f" AND t.state = 'final'{placed.text} AND {counted.adds().text} AND {chosen.text})"
        )
        params = (*placed.params, *chosen.params)
        return Sql(f"({alias}.{quoted(tally.out_of)} - {spent})" if tally.out_of else spent, params)


def _placed(counted: RecordType, dated_by: str, day: str) -> Sql:
    """Which records a tally sees on a day: those dated up to it, or those that stand on it (fields.Span)."""
    if date := dated_by or counted.dated_by:
        return Sql(f" AND t.{quoted(date)} <= ?", (day,))
    if counted.validity is None:
        return Sql("")
    ends = [f" AND (coalesce(t.{quoted(end)}, '') = '' OR t.{quoted(end)} > ?)" for end in counted.validity.ends]
    start = f" AND t.{quoted(counted.validity.start)} <> '' AND t.{quoted(counted.validity.start)} <= ?"
    return Sql(start + "".join(ends), (day,) * (1 + len(ends)))


def _named(record_type: RecordType, name: str) -> Field | Tally | None:
    if name in record_type.by_name:
        return record_type.by_name[name]
    tally = next((item for item in record_type.tallies if item.name == name), None)
    if tally is None and name not in ENVELOPE:
        raise ValueError(f"{record_type.name} has no field {name!r}")
    return tally


def _is_text(kind: Kind) -> bool:
    return kind in TEXT_KINDS


def _filled(column: Sql, kind: Kind) -> Sql:
    # A tally's text holds its parameters: it may stand once only.
    test = f"coalesce({column.text}, '') <> ''" if _is_text(kind) else f"{column.text} IS NOT NULL"
    return Sql(test, column.params)


def _within(column: Sql, kind: Kind, predicate: Within) -> Sql:
    """Yes and no lie within nothing, and a bound of another type is not met, as in Python: SQLite would convert it."""
    bounds = tuple(bound for bound in (predicate.low, predicate.high) if bound is not None)
    if kind is Kind.BOOLEAN or any(isinstance(bound, str) != _is_text(kind) for bound in bounds):
        return Sql("0")
    if not bounds:
        return Sql(f"{column.text} IS NOT NULL", column.params)
    if len(bounds) == 2:
        return Sql(f"{column.text} BETWEEN ? AND ?", (*column.params, *bounds))
    return Sql(f"{column.text} {'>=' if predicate.high is None else '<='} ?", (*column.params, *bounds))


def _one_of(column: Sql, kind: Kind, options: tuple[str | int | bool, ...]) -> Sql:
    fitting = tuple(
        option if isinstance(option, str) else int(option)
        for option in options
        if isinstance(option, str) == _is_text(kind)
    )
    if not fitting:
        return Sql("0")
    if len(fitting) == 1:
        return Sql(f"{column.text} = ?", (*column.params, *fitting))
    marks = ", ".join("?" * len(fitting))
    return Sql(f"{column.text} IN ({marks})", (*column.params, *fitting))
