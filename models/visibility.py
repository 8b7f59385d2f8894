"""What of a record is shown: paths through references, fields and child tables whose condition holds.

What is hidden is not checked, is not worked with, and shall not count; its value may still stand in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.fields import Field, Lines, RecordType
from models.predicates import Predicate
from models.rules import Lookup

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Resolved(Mapping[str, object]):
    """Values that also answer a path of one step through a reference ("fund.fund_kind")."""

    own: Values
    fields: Mapping[str, Field]
    lookup: Lookup

    def __getitem__(self, path: str) -> object:
        if path in self.own:
            return self.own[path]
        first, dot, rest = path.partition(".")
        field, key = self.fields.get(first), self.own.get(first)
        if not dot or field is None or not field.refers_to or not isinstance(key, str) or not key:
            raise KeyError(path)
        return (self.lookup(field.refers_to, key) or {})[rest]

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)


def nothing_known(record_type: str, key: str) -> Values | None:
    """A lookup for where no other record is at hand."""
    return None


def resolved(values: Values, record_type: RecordType, lookup: Lookup) -> Resolved:
    """The values as predicates read them."""
    return Resolved(values, record_type.by_name, lookup)


def resolved_row(seen: Resolved, lines: Lines, row: Values) -> Resolved:
    """A row as its predicates read it: its own fields, then those of the record around it."""
    own = {field.name: row.get(field.name) for field in lines.fields}
    fields = {**seen.fields, **{field.name: field for field in lines.fields}}
    return Resolved({**seen.own, **own}, fields, seen.lookup)


def rows_of(values: Values, lines: str) -> Sequence[Values]:
    """The rows of a child table; none where it is missing."""
    found = values.get(lines)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list | tuple) else []


def visible_fields(record_type: RecordType, values: Values, lookup: Lookup = nothing_known) -> frozenset[str]:
    """The names of the fields and child tables that are shown. The value of a hidden field shows nothing else."""
    conditions: dict[str, Predicate | None] = {item.name: item.shown_if for item in record_type.by_name.values()}
    conditions.update({lines.name: lines.shown_if for lines in record_type.lines})
    shown = frozenset(conditions)
    while True:
        seen = resolved({name: value for name, value in values.items() if name in shown}, record_type, lookup)
        kept = frozenset(name for name in shown if _holds(conditions[name], seen))
        if kept == shown:
            return shown
        shown = kept


def visible_row_fields(seen: Resolved, lines: Lines, row: Values) -> frozenset[str]:
    """The names of a row's fields that are shown; `seen` are the resolved values of the record around it."""
    shown = frozenset(item.name for item in lines.fields)
    while True:
        view = resolved_row(seen, lines, {name: value for name, value in row.items() if name in shown})
        kept = frozenset(item.name for item in lines.fields if item.name in shown and _holds(item.shown_if, view))
        if kept == shown:
            return shown
        shown = kept


def shown_values(record_type: RecordType, values: Values, lookup: Lookup = nothing_known) -> dict[str, object]:
    """The values without those of hidden fields, hidden child tables and hidden fields of rows: what a final record
    consists of. Every row keeps its id and its place."""
    shown = visible_fields(record_type, values, lookup)
    hidden = (record_type.by_name.keys() | record_type.lines_by_name.keys()) - shown
    kept = {name: value for name, value in values.items() if name not in hidden}
    seen = resolved(kept, record_type, lookup)
    for lines in record_type.lines:
        if lines.name in kept:
            kept[lines.name] = [_shown_row(seen, lines, row) for row in rows_of(values, lines.name)]
    return kept


def is_required(field: Field, seen: Resolved) -> bool:
    """Whether the field must be filled; `seen` are the resolved values of its record or row."""
    return field.required if isinstance(field.required, bool) else field.required.holds(seen)


def required_fields(record_type: RecordType, values: Values, lookup: Lookup = nothing_known) -> frozenset[str]:
    """The names of the shown fields of the record itself that must be filled."""
    seen = resolved(shown_values(record_type, values, lookup), record_type, lookup)
    shown = visible_fields(record_type, values, lookup)
    return frozenset(
        item.name for item in record_type.by_name.values() if item.name in shown and is_required(item, seen)
    )


def _shown_row(seen: Resolved, lines: Lines, row: Values) -> dict[str, object]:
    hidden = {item.name for item in lines.fields} - visible_row_fields(seen, lines, row)
    return {name: value for name, value in row.items() if name not in hidden}


def _holds(condition: Predicate | None, seen: Resolved) -> bool:
    return condition is None or condition.holds(seen)
