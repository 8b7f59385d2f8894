"""What a person calls a record: its title fields joined, references by the title of what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models import values as shown
from models.fields import Field, Kind, RecordType
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.registers.record_rows import from_columns

NESTING = 3
"""How deep titles may stand within titles; declarations need two, and a ring of references must end."""

MANY = 500
"""How many ids stand in one statement."""


class Titles:
    """Titles of the records in one file, asked for many at a time."""

    def __init__(self, database: Database, types: Mapping[str, RecordType]) -> None:
        self._db = database
        self._types = types

    def of(self, record_type: str, ids: Iterable[str | None], depth: int = NESTING) -> dict[str, str]:
        """id -> title for those of the ids that exist; "" is the title of a record without any title field filled."""
        declared = self._types[record_type]
        wanted = sorted({key for key in ids if key})
        found: dict[str, Mapping[str, object]] = {}
        fields = [declared.by_name[name] for name in declared.title if name in declared.by_name]
        columns = ", ".join(quoted(column) for item in fields for column, _ in item.columns)
        for start in range(0, len(wanted), MANY):
            part = wanted[start : start + MANY]
            marks = ", ".join("?" * len(part))
            rows = self._db.rows(f"SELECT id, {columns} FROM {quoted(record_type)} WHERE id IN ({marks})", part)
            found.update({row["id"]: from_columns(fields, row) for row in rows})
        within = self.within(fields, found.values(), depth - 1)
        return {key: self._joined(fields, values, within) for key, values in found.items()}

    def one(self, record_type: str, record_id: object) -> str:
        """The title of one record, "" when there is none."""
        return self.of(record_type, [record_id]).get(record_id, "") if isinstance(record_id, str) else ""

    def title(self, record_type: RecordType, values: Mapping[str, object]) -> str:
        """The title that a record with these values has."""
        fields = [record_type.by_name[name] for name in record_type.title if name in record_type.by_name]
        return self._joined(fields, values, self.within(fields, [values], NESTING - 1))

    def within(
        self, fields: Iterable[Field], many: Iterable[Mapping[str, object]], depth: int = NESTING
    ) -> dict[str, dict[str, str]]:
        """Record type -> id -> title of everything that these fields refer to in these values; units under "unit"."""
        wanted: dict[str, set[str]] = {}
        many = list(many)
        for item in fields:
            if item.kind in (Kind.REFERENCE, Kind.UNIT):
                keys = {key for values in many if isinstance(key := values.get(item.name), str)}
                wanted.setdefault(item.refers_to or "unit", set()).update(keys)
        return {
            name: self.units(keys) if name == "unit" else self.of(name, keys, depth) if depth > 0 else {}
            for name, keys in wanted.items()
            if keys
        }

    def show(self, item: Field, value: object, within: Mapping[str, Mapping[str, str]]) -> str:
        """The value as a person reads it, with references by the titles that `within` gathered."""
        if item.kind in (Kind.REFERENCE, Kind.UNIT) and isinstance(value, str):
            return within.get(item.refers_to or "unit", {}).get(value, value if item.kind is Kind.UNIT else "")
        return shown.show(item, value)

    def show_with_unit(self, item: Field, value: object, within: Mapping[str, Mapping[str, str]]) -> str:
        """As show(), with the field's unit behind a number: "5.000.000 đồng"."""
        text = self.show(item, value, within)
        return f"{text} {item.unit}" if text and item.unit and item.kind is not Kind.AREA else text

    def _joined(
        self, fields: Iterable[Field], values: Mapping[str, object], within: Mapping[str, Mapping[str, str]]
    ) -> str:
        parts = (self.show_with_unit(item, values.get(item.name), within) for item in fields)
        return " · ".join(" ".join(part.split()) for part in parts if part)

    def units(self, codes: Iterable[str]) -> dict[str, str]:
        """Code -> the name a unit bears last."""
        wanted = sorted(codes)
        marks = ", ".join("?" * len(wanted))
        rows = self._db.rows(f"SELECT unit, name FROM unit_name WHERE unit IN ({marks}) ORDER BY valid_from", wanted)
        return {row["unit"]: row["name"] for row in rows}
