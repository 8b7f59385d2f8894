"""A list's question as SQL: which records, in which order, one page of them, their number and their totals.

Nothing loads a register: the order comes from an index where there is one, a page reads the rows it shows, and the
whole is counted and summed by SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.fields import Choice, Field, Kind, RecordType, Span, Tally
from models.records import Counted, Origin, Query, Row, State, Summary
from models.text import vietnamese_sort_key
from storage.database import Database
from storage.finding.search import found_by, match_all
from storage.reckoning.predicate_sql import Source, Sql, quoted
from storage.registers.record_rows import from_columns
from storage.registers.titles import Titles

CountedSql = Callable[[Counted], tuple[str, tuple[object, ...]]]
"""The statement whose column "id" gives the records an indicator counts."""


class Listing:
    """Answers queries about the records of one file. `counted_sql` knows the indicators (reckoning/reports.py)."""

    def __init__(
        self, database: Database, types: Mapping[str, RecordType], titles: Titles, counted_sql: CountedSql
    ) -> None:
        self._db = database
        self._types = types
        self._titles = titles
        self._counted_sql = counted_sql

    def ids(self, query: Query, offset: int = 0, limit: int = -1) -> list[str]:
        """The ids that a query shows, in its order; all of them without a limit."""
        source = self._source(query)
        condition, order = self._condition(source, query), self._order(source, query)
        rows = self._db.rows(
            f"SELECT r.id AS id FROM {source.tables} WHERE {condition.text} ORDER BY {order.text} LIMIT ? OFFSET ?",
            (*condition.params, *order.params, limit, offset),
        )
        return [row["id"] for row in rows]

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """The rows from `offset` on, with what their columns show."""
        return self.rows(query, self.ids(query, offset, limit))

    def rows(self, query: Query, ids: Sequence[str], columns: Sequence[str] = ()) -> list[Row]:
        """These records as rows of the list, in the order of the ids; `columns` instead of the list's own."""
        source = self._source(query)
        declared = source.record_type
        names = tuple(columns) or declared.list_columns
        fields = [declared.by_name[name] for name in names if name in declared.by_name]
        picked = [Sql(f"r.{quoted(column)} AS {quoted(column)}") for item in fields for column, _ in item.columns]
        for name in names:
            if name not in declared.by_name and name != "state":
                column = source.column(name)
                picked.append(Sql(f"{column.text} AS {quoted(name)}", column.params))
        head = ", ".join([*_ENVELOPE, *(part.text for part in picked)])
        marks = ", ".join("?" * len(ids))
        found = self._db.rows(
            f"SELECT {head} FROM {source.tables} WHERE r.id IN ({marks})",
            (*(value for part in picked for value in part.params), *ids),
        )
        values = {row["_id"]: {**row, **from_columns(fields, row)} for row in found}
        within = self._titles.within(fields, values.values())
        return [self._row(names, fields, values[key], within) for key in ids if key in values]

    def summary(self, query: Query) -> Summary:
        """How many rows the query shows, how many of them are final, and the totals of the final ones."""
        source = self._source(query)
        totals = [source.column(name) for name in source.record_type.totals]
        sums = [
            f"coalesce(sum(CASE WHEN r.state = 'final' THEN {column.text} END), 0) AS total_{place}"
            for place, column in enumerate(totals)
        ]
        condition = self._condition(source, query, whole=True)
        head = ", ".join(["count(*) AS count", "coalesce(sum(r.state = 'final'), 0) AS finals", *sums])
        found = self._db.row(
            f"SELECT {head} FROM {source.tables} WHERE {condition.text}",
            (*(value for column in totals for value in column.params), *condition.params),
        ) or {"count": 0, "finals": 0}  # fmt: skip
        named = enumerate(source.record_type.totals)
        return Summary(found["count"], found["finals"], {name: found[f"total_{place}"] for place, name in named})

    def position(self, query: Query, record_id: str) -> int | None:
        """The row of a record in the list, counted from 0; None when the query does not show it."""
        source = self._source(query)
        condition, order = self._condition(source, query), self._order(source, query)
        place = self._db.scalar(
            f"SELECT place FROM (SELECT r.id AS id, row_number() OVER (ORDER BY {order.text}) - 1 AS place"
            f" FROM {source.tables} WHERE {condition.text}) WHERE id = ?",
            (*order.params, *condition.params, record_id),
        )
        return None if place is None else int(place)

    def _source(self, query: Query) -> Source:
        """Tallies as of the cut-off that a report's number speaks of, else as of today."""
        day = query.counted.cutoff if query.counted else self._db.today().isoformat()
        return Source(self._types, query.record_type, day)

    def _row(
        self,
        names: Sequence[str],
        fields: Sequence[Field],
        values: Mapping[str, Any],
        within: Mapping[str, Mapping[str, str]],
    ) -> Row:
        titled = {
            item.name: self._titles.show(item, values[item.name], within)
            for item in fields
            if item.kind in (Kind.REFERENCE, Kind.UNIT) and values[item.name] is not None
        }
        shown = {name: titled.get(name, values["_state" if name == "state" else name]) for name in names}
        return Row(values["_id"], State(values["_state"]), shown, bool(values["_received"]))

    # ---------------------------------------------------------------------------------------------- which records
    def _condition(self, source: Source, query: Query, *, whole: bool = False) -> Sql:
        question = match_all(query.search)
        parts = [self._origin(query), _states(query.states), _dates(source, query.dates)]
        if whole and question:
            # Summing all that was found goes from key to row; by the index of origins it took four times as long.
            parts[0] = Sql(parts[0].text.replace("r.received", "+r.received"), parts[0].params)
        parts.append(found_by(query.record_type, question))
        parts.append(source.where(query.where))
        kept = [part for part in parts if part.text != "1"]
        text = " AND ".join(f"({part.text})" for part in kept) or "1"
        return Sql(text, tuple(value for part in kept for value in part.params))

    def _origin(self, query: Query) -> Sql:
        """A number of a report names its own records, be they ours or received."""
        if query.counted is not None:
            statement, params = self._counted_sql(query.counted)
            return Sql(f"r.id IN (SELECT id FROM ({statement}))", params)
        if query.origin is Origin.ALL:
            return Sql("1")
        return Sql("r.received = ?", (int(query.origin is Origin.RECEIVED),))

    # --------------------------------------------------------------------------------------------- in which order
    def _order(self, source: Source, query: Query) -> Sql:
        declared = source.record_type
        if not query.sort and declared.dated_by:
            # A draft without its date is what was just begun, and so the newest.
            return Sql(f"r.{quoted(declared.dated_by)} DESC NULLS FIRST, r.id DESC")
        if not query.sort:
            return Sql("r.title_sort, r.id")
        direction = "DESC" if query.descending else "ASC"
        keys = self._sort_keys(source, query.sort)
        text = ", ".join(f"{key.text} {direction}" for key in (*keys, Sql("r.id")))
        return Sql(text, tuple(value for key in keys for value in key.params))

    def _sort_keys(self, source: Source, name: str) -> list[Sql]:
        item = source.field(name)
        column = source.column(name)
        if name == "number_text":
            return [Sql("rtrim(r.number_text, '0123456789')"), Sql("r.number")]
        if name == "state":
            return [_ranked(column, [State.DRAFT.value, State.FINAL.value, State.VOID.value])]
        if item is None or isinstance(item, Tally):
            return [column]
        if item.kind is Kind.REFERENCE:
            return [source.column(f"{name}.title_sort")]
        if item.kind is Kind.CHOICE:
            return [_ranked(column, [choice.code for choice in _by_label(item.choices)])]
        if item.kind is Kind.UNIT:
            return [Sql(f"vn_sort_key({_UNIT_NAME.format(code=column.text)})")]
        if item.kind in (Kind.TEXT, Kind.LONG_TEXT):
            return [Sql("r.title_sort")] if source.record_type.title == (name,) else [_text_key(column)]
        return [column]


_ENVELOPE = ("r.id AS _id", "r.state AS _state", "r.received AS _received")
"""Named apart: a tally or a field may be called like one of these."""

_UNIT_NAME = "(SELECT u.name FROM unit_name AS u WHERE u.unit = {code} ORDER BY u.valid_from DESC LIMIT 1)"


def _text_key(column: Sql) -> Sql:
    # Nothing given stands apart from text without a letter, as it does for numbers and days.
    return Sql(f"CASE WHEN {column.text} IS NOT NULL THEN vn_sort_key({column.text}) END", column.params)


def _states(states: frozenset[State]) -> Sql:
    if states >= frozenset(State):
        return Sql("1")
    chosen = tuple(sorted(state.value for state in states))
    return Sql(f"r.state IN ({', '.join('?' * len(chosen))})", chosen)


def _dates(source: Source, dates: tuple[str, str] | None) -> Sql:
    """Days from first to last: a flow record is dated within, a standing one stands on some day of them."""
    declared = source.record_type
    if dates is None or not (declared.dated_by or declared.validity):
        return Sql("1")
    if declared.validity:
        return _standing(declared.validity, dates)
    return Sql(f"r.{quoted(declared.dated_by)} BETWEEN ? AND ?", dates)


def _standing(span: Span, dates: tuple[str, str]) -> Sql:
    """It began by the last day, and every end lies behind the first of the days and behind its own beginning."""
    first, last = dates
    start = f"r.{quoted(span.start)}"
    ends = [f"coalesce(r.{quoted(end)} > max(?, {start}), 1)" for end in span.ends]
    return Sql(" AND ".join([f"{start} <= ?", *ends]), (last, *(first for _ in ends)))


def _ranked(column: Sql, codes: Sequence[str]) -> Sql:
    """The place of a code in this order; a code that is not among them comes last, nothing given first."""
    cases = " ".join(f"WHEN {column.text} = ? THEN {place}" for place in range(len(codes)))
    return Sql(f"CASE {cases} WHEN {column.text} IS NOT NULL THEN {len(codes)} END", tuple(codes))


def _by_label(choices: Sequence[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: vietnamese_sort_key(choice.label))
