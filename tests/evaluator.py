"""The plain evaluator: what an indicator counts, worked out over plain dict records without SQL, to prove the SQL by.

It is written from the contract (models/indicators.py, fields.Span, fields.Tally), not from storage/reckoning/rollup.py.
A record is a dict: "id", "state", "received" (bool), "origin_unit", the values by field name (areas in hundredths of a
m²), and per child table a list of dicts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.fields import RecordType
from models.indicators import Added, Basis, Count, CountDistinct, Indicator, Sum
from models.predicates import Predicate

Record = Mapping[str, Any]
Data = Mapping[str, Sequence[Record]]


class Seen(dict[str, Any]):
    """A row as a predicate sees it: own values, the parent's, tallies, and one step through a reference."""

    def __init__(self, own: Record, record: Record, record_type: RecordType, types, data: Data, day: str) -> None:
        super().__init__({**record, **own})
        self._of = record_type
        self._types, self._data, self._day = types, data, day

    def get(self, path, default=None):
        first, _, rest = path.partition(".")
        if rest:
            return self._behind(first, rest)
        tally = next((item for item in self._of.tallies if item.name == first), None)
        return self._tallied(tally) if tally else super().get(first, default)

    def _behind(self, reference: str, name: str):
        fields = [field for lines in self._of.lines for field in lines.fields] + list(self._of.by_name.values())
        target = next(field.refers_to for field in fields if field.name == reference)
        found = next((item for item in self._data[target] if item["id"] == super(Seen, self).get(reference)), None)
        return None if found is None else found.get(name)

    def _tallied(self, tally):
        name, _, lines = tally.of.partition(".")
        part = self._types[name].lines_by_name[lines].part if lines else ""
        seen = [
            {**record, **row}
            for record in self._data[name]
            if record["state"] == "final" and self._placed(tally, record)
            for row in (record.get(lines) or [] if lines else [{}])
            if not row.get(part)
        ]
        rows = [row for row in seen if row.get(tally.by) == self["id"] and tally.where.holds(row)]
        total = sum(row.get(tally.field) or 0 for row in rows) if tally.field else len(rows)
        if not tally.out_of:
            return total
        whole = super().get(tally.out_of)
        return None if whole is None else whole - total

    def _placed(self, tally, other) -> bool:
        """Dated up to the day, or standing on it."""
        of = self._types[tally.of.partition(".")[0]]
        if of.validity and not tally.dated_by:
            ends = [other[end] for end in of.validity.ends if other.get(end)]
            start = other.get(of.validity.start)
            return bool(start) and start <= self._day and all(end > self._day for end in ends)
        date = other.get(tally.dated_by or of.dated_by)
        return bool(date) and date <= self._day


def counted(types, data: Data, indicator: Indicator, after: str, until: str, unit: str = "") -> list[Seen]:
    """The rows that count: final, own (or received from `unit`), standing or dated in the window, fitting `where`."""
    measure = indicator.measure
    assert isinstance(measure, Count | CountDistinct | Sum)
    name, _, lines = measure.table.partition(".")
    record_type = types[name]
    day = after if indicator.basis is Basis.AT_START else until
    found = []
    for record in data[name]:
        ours = record["received"] and record["origin_unit"] == unit if unit else not record["received"]
        if record["state"] != "final" or not ours or not _in_time(indicator, record_type, record, after, until):
            continue
        part = record_type.lines_by_name[lines].part if lines else ""
        wanted = getattr(measure, "parts", False)
        rows = [row for row in record.get(lines) or [] if bool(row.get(part)) == wanted] if lines else [{}]
        found += [Seen({**row, "id": record["id"]}, record, record_type, types, data, day) for row in rows]
    where: Predicate = measure.where
    return [row for row in found if where.holds(row)]


def evaluate(
    types, data: Data, indicator: Indicator, after: str, until: str, unit: str = ""
) -> tuple[int, dict[str, int]]:
    """The value, and what of it other units of the Front gave."""
    if isinstance(indicator.measure, Added):
        return _added(types, data, indicator, after, until, unit)
    rows = counted(types, data, indicator, after, until, unit)
    measure = indicator.measure
    assert isinstance(measure, Count | CountDistinct | Sum)
    if isinstance(measure, CountDistinct):
        return len({row.get(measure.field) for row in rows} - {None, ""}), {}
    giver = types[measure.table.partition(".")[0]].giver
    value = 0
    given: dict[str, int] = {}
    for row in rows:
        amount = 1 if isinstance(measure, Count) else row.get(measure.field) or 0
        value += amount
        if giver and row.get(giver) and amount:
            given[row.get(giver)] = given.get(row.get(giver), 0) + amount
    return value, {unit: amount for unit, amount in given.items() if amount}


def _added(types, data: Data, indicator: Indicator, after: str, until: str, unit: str) -> tuple[int, dict[str, int]]:
    """Each piece by itself, then the sum of them and of what each giver gave."""
    assert isinstance(indicator.measure, Added)
    value, given = 0, Counter[str]()
    for piece in indicator.measure.pieces:
        one, parts = evaluate(types, data, replace(indicator, measure=piece), after, until, unit)
        value += one
        given.update(parts)
    return value, {unit: amount for unit, amount in given.items() if amount}


def _in_time(indicator: Indicator, record_type: RecordType, record: Record, after: str, until: str) -> bool:
    if indicator.basis in (Basis.AT_CUTOFF, Basis.AT_START):
        day = until if indicator.basis is Basis.AT_CUTOFF else after
        span = indicator.span or record_type.validity
        assert span is not None
        start: Any = record.get(span.start)
        ends = [record[end] for end in span.ends if record.get(end)]
        return bool(start) and start <= day and not any(end <= day for end in ends)
    date = record.get(indicator.dated_by or record_type.dated_by)
    if not date or date > until:
        return False
    return indicator.basis is Basis.CUMULATIVE_LAUNCH or date > after
