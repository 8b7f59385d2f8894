"""Builds the values of a record from its declaration and mends them until validation has nothing to stop them for."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType
from typing import Protocol

from hypothesis import strategies as st

from models import arithmetic, validation
from models.fields import Area, Field, Group, Kind, Lines, RecordType
from models.rules import Lookup, Problem, Severity
from tests.sample_words import words_for

Ids = Mapping[str, Sequence[str]]
NO_IDS: Ids = MappingProxyType({})
Row = dict[str, object]

MENDINGS = 24
"""How often a record is mended before it is given up; the rules of one field rarely need more than a few."""


class Source(Protocol):
    """Where chance comes from: hypothesis or a seed."""

    @property
    def span(self) -> tuple[dt.date, dt.date]: ...
    def between(self, low: int, high: int) -> int: ...
    def likely(self, percent: int) -> bool: ...
    def early(self, count: int) -> int: ...
    def text(self, record_type: RecordType, item: Field) -> str: ...
    def key(self) -> str: ...


class SeededSource:
    """Readable and repeatable; the first choices of a list come up most."""

    def __init__(self, chance: random.Random, span: tuple[dt.date, dt.date]) -> None:
        self.chance = chance
        self.span = span

    def between(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)

    def likely(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def early(self, count: int) -> int:
        return int(count * self.chance.random() ** 2.5)

    def text(self, record_type: RecordType, item: Field) -> str:
        return words_for(record_type, item, self.chance)

    def key(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


class DrawnSource:
    """From hypothesis, so that a failing record is shrunk."""

    def __init__(self, draw: st.DrawFn, span: tuple[dt.date, dt.date]) -> None:
        self.draw = draw
        self.span = span
        self.root = draw(st.uuids())
        self.keys = 0

    def between(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def likely(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) < percent

    def early(self, count: int) -> int:
        return self.between(0, count - 1)

    def text(self, record_type: RecordType, item: Field) -> str:
        return self.draw(TEXTS)

    def key(self) -> str:
        self.keys += 1
        return str(uuid.uuid5(self.root, str(self.keys)))  # uuids that are drawn one by one may be equal


TEXTS = st.text("aăâeêioôơuưyđĐÁằẫệỹ bcghklmnpqrstvx0123456789.,-/“”", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "–"
)


class Maker:
    """One record in the making."""

    def __init__(self, record_type: RecordType, source: Source, ids: Ids, lookup: Lookup) -> None:
        self.type = record_type
        self.source = source
        self.ids = ids
        self.lookup = lookup
        self._ends = record_type.validity.ends if record_type.validity else ()
        first, self.last = source.span
        if record_type.validity:
            self.last = first if record_type.group is Group.CATALOGUE else self.last
            first -= dt.timedelta(days=2 * 365)
        self.day = first + dt.timedelta(days=source.between(0, max((self.last - first).days - 30, 0)))

    def valid(self) -> Row | None:
        """Values without a stop problem, and if possible without a warning; None if mending does not get there."""
        values: Row = {item.name: self._first_value(item) for item in self.type.by_name.values()}
        for lines in self.type.lines:
            fewest = lines.minimum_rows if isinstance(lines.minimum_rows, int) else 0
            more = self.source.between(1, 2) if self.source.likely(40) else 0
            values[lines.name] = [self._row(lines) for _ in range(fewest + more)]
        passable: Row | None = None  # a warning that the records at hand make unavoidable shall not cost the record
        for attempt in range(MENDINGS):
            self._settle(values)
            problems = self._problems(values)
            if not problems:
                return values
            if all(problem.severity is Severity.WARNING for problem in problems):
                passable = deepcopy(values)
            for problem in problems:
                self._mend(values, problem, attempt)
        return passable

    def _problems(self, values: Row) -> list[Problem]:
        found = validation.validate(self.type, values, self.lookup, today=self.source.span[1])
        return [problem for problem in found if problem.severity is not Severity.HINT]

    # ------------------------------------------------------------------------------------------------ drawing values
    def _first_value(self, item: Field) -> object:
        """Most fields are filled; what ends a stock record hardly ever is."""
        filled = item.required is True or self.source.likely(3 if item.name in self._ends else 70)
        return self._draw(item) if filled else None

    def _row(self, lines: Lines) -> Row:
        return {"id": self.source.key(), **{item.name: self._first_value(item) for item in lines.fields}}

    def _draw(self, item: Field) -> object:
        between = self.source.between
        low = item.minimum if item.minimum is not None else 0
        high = item.maximum if item.maximum is not None else 2**62
        match item.kind:
            case Kind.CHOICE:
                offered = [choice.code for choice in item.choices if not choice.retired]
                return offered[self.source.early(len(offered))]
            case Kind.BOOLEAN:
                return self.source.likely(40)
            case Kind.REFERENCE | Kind.UNIT:
                return self._reference(item)
            case Kind.DATE:
                if item.name in self._ends:
                    return (self.source.span[1] - dt.timedelta(days=between(0, 400))).isoformat()
                self.day = min(self.day + dt.timedelta(days=between(0, 3)), self.last)
                return self.day.isoformat()
            case Kind.YEAR:
                return between(max(low, 1950), min(high, 2000))
            case Kind.AREA:
                return Area(between(20, 2000) * 1000, "m²", 100)
            case Kind.MONEY:
                return min(max(between(1, 400) * 50_000, low), high)
            case Kind.QUANTITY:
                return min(max(between(1, 200) * 1000, low), high)
            case Kind.INTEGER:
                return between(low, min(high, low + 60))
            case Kind.TEXT | Kind.LONG_TEXT:
                return self.source.text(self.type, item)

    def _reference(self, item: Field) -> str | None:
        """One of the ids at hand. Where none at all were given, a made-up one, for tests without a database."""
        name = item.refers_to or "unit"
        known = self.ids.get(name, () if self.ids else (str(uuid.uuid5(uuid.NAMESPACE_OID, f"{name}/0")),))
        return known[self.source.between(0, len(known) - 1)] if known else None

    # ---------------------------------------------------------------------------------------- consistent with itself
    def _settle(self, values: Row) -> None:
        """Hidden fields are empty, required ones filled, sums worked out. Conditions may hang on each other: again."""
        self._agree(values)
        if self.type.name == "disbursement":
            self._from_another_store(values)
        for _ in range(3):
            self._settle_fields(self.type.by_name.values(), values, values)
            for lines in self.type.lines:
                rows = values[lines.name] = self._rows(lines, values)
                for row in rows:
                    self._settle_fields(lines.fields, row, {**values, **row})
            values.update(arithmetic.worked_out(self.type, values))

    def _from_another_store(self, values: Row) -> None:
        """Goods that go out of our own store must lie in it (registers/stock.py), which a sample cannot see: it tells
        of goods that another unit gave out, or of money."""
        given_by = self._reference(self.type.by_name["source_unit"])
        if values.get("form") not in ("hien_vat", "hien_vat_va_tien") or values.get("source_level") != "truc_tiep":
            return
        if given_by:
            values |= {"source_level": "cap_tren", "source_unit": given_by}
        else:
            values["form"] = "tien_mat"

    def _agree(self, values: Row) -> None:
        """What a record that is named names itself is taken over: the fund of a campaign, the donor of a pledge."""
        references = {item.name: item for item in self.type.by_name.values() if item.refers_to}
        for item in references.values():
            key = values.get(item.name)
            named = (self.lookup(item.refers_to, str(key)) if key else None) or {}
            for name, other in references.items():
                if named.get(name) and other.refers_to != item.refers_to:
                    values[name] = named[name]

    def _settle_fields(self, fields: Iterable[Field], values: Row, seen: Mapping[str, object]) -> None:
        for item in fields:
            if item.shown_if and not item.shown_if.holds(seen):
                values[item.name] = None
            elif values.get(item.name) is None and _required(item, seen):
                values[item.name] = self._draw(item)

    def _rows(self, lines: Lines, values: Row) -> list[Row]:
        if lines.shown_if and not lines.shown_if.holds(values):
            return []
        rows = rows_in(values, lines)
        fewest = lines.minimum_rows
        if not isinstance(fewest, int):
            fewest = int(fewest.holds(values))
        return [*rows, *(self._row(lines) for _ in range(fewest - len(rows)))]

    # --------------------------------------------------------------------------------------------------------- mending
    def _mend(self, values: Row, problem: Problem, attempt: int) -> None:
        """First the field complained of, then with every optional field left out, at last with other choices."""
        if problem.field in self.type.lines_by_name:
            lines = self.type.lines_by_name[problem.field]
            values[lines.name] = [self._row(lines) for _ in range(max(2, len(rows_in(values, lines))))]
            return
        fields: Mapping[str, Field] = self.type.by_name
        place = values
        if problem.line:
            lines = self.type.lines_by_name[problem.line[0]]
            rows = rows_in(values, lines)
            if problem.line[1] >= len(rows):
                return  # an earlier mending took the row away
            fields, place = {item.name: item for item in lines.fields}, rows[problem.line[1]]
            if attempt >= 2 and not lines.minimum_rows:
                values[lines.name] = []
        if problem.field in fields:
            place[problem.field] = self._other(fields[problem.field], place, attempt)
        if attempt >= MENDINGS // 3:
            kept = () if problem.line else self._kept(values, problem, attempt)
            for item in fields.values():
                if item.required is not True and item.name not in kept:
                    place[item.name] = None
        if attempt >= MENDINGS // 2:
            for item in fields.values():
                if item.kind is Kind.CHOICE or (item.refers_to and item.required is True and not problem.line):
                    place[item.name] = self._draw(item)

    def _kept(self, values: Row, problem: Problem, attempt: int) -> set[str]:
        """The days that are needed stay in their order; what is referred to stays until half of the attempts failed."""
        needed = validation.required_fields(self.type, values, self.lookup)
        kept = {name for name in needed if self.type.by_name[name].kind is Kind.DATE}
        if attempt < MENDINGS // 2:
            kept |= {name for name in needed if self.type.by_name[name].refers_to}
        return kept | ({problem.field} & needed)

    def _other(self, item: Field, place: Row, attempt: int) -> object:
        """Another value: a day that the record names already fits most orders; what stays wrong is left out."""
        if attempt >= 2 and item.required is False:
            return None
        if item.kind is Kind.DATE:
            days = [
                place[name] for name, other in self.type.by_name.items() if other.kind is Kind.DATE and place.get(name)
            ]
            if days:
                return days[self.source.between(0, len(days) - 1)]
        return self._draw(item)


def rows_in(values: Row, lines: Lines) -> list[Row]:
    """The rows of a child table."""
    rows = values[lines.name]
    assert isinstance(rows, list)
    return rows


def _required(item: Field, seen: Mapping[str, object]) -> bool:
    return item.required if isinstance(item.required, bool) else item.required.holds(seen)
