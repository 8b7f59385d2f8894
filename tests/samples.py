"""Made-up records for every record type, derived from its declaration: a new type needs nothing here.

`values_of` and `any_values_of` are hypothesis strategies; `sample` is plain, seeded and readable, for benchmarks and
demonstrations. All persons and places are invented.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence

from hypothesis import assume
from hypothesis import strategies as st

from models.fields import Field, RecordType
from models.rules import Lookup
from tests.sample_maker import NO_IDS, DrawnSource, Ids, Maker, SeededSource
from tests.sample_odds import odd_value

SPAN = (dt.date(2024, 1, 1), dt.date(2026, 6, 30))
"""The days between which a sample is dated when nothing else is asked for."""


def anything_found(record_type: str, record_id: str) -> Mapping[str, object] | None:
    """A lookup that knows every record and nothing about it: rules across records stay silent."""
    return {}


def ids_of(record_type: str, count: int) -> list[str]:
    """The ids of the first samples of a type, always the same."""
    return [str(uuid.uuid5(uuid.NAMESPACE_OID, f"{record_type}/{number}")) for number in range(count)]


def sample(
    record_type: RecordType,
    number: int,
    ids: Ids = NO_IDS,
    *,
    lookup: Lookup = anything_found,
    span: tuple[dt.date, dt.date] = SPAN,
) -> dict[str, object]:
    """The values of the number-th sample, the same at every call: no stop problem, and no warning where one can be
    avoided. `ids` gives by record type (and under "unit" the codes) what may be referred to. What stands in a
    catalogue begins before `span`, a register's flow record lies within it, its stock record begins before or in it.
    With `lookup` the sample also fits the records it refers to."""
    source = SeededSource(random.Random(f"{record_type.name}/{number}"), span)
    made = Maker(record_type, source, ids, lookup).valid()
    assert made is not None, f"{record_type.name}: no valid sample {number}; is there a rule that nothing can satisfy?"
    return made


@st.composite
def values_of(
    draw: st.DrawFn, record_type: RecordType, references: Ids = NO_IDS, lookup: Lookup = anything_found
) -> dict[str, object]:
    """Values with which a record can be made final: validation finds no stop."""
    made = Maker(record_type, DrawnSource(draw, SPAN), references, lookup).valid()
    assume(made is not None)
    assert made is not None
    return made


@st.composite
def any_values_of(draw: st.DrawFn, record_type: RecordType, references: Ids = NO_IDS) -> dict[str, object]:
    """Values as a draft may hold them: of the right type and referring to what exists, and otherwise anything: missing,
    empty, huge, negative, against the rules, in fields that are not shown."""
    made: dict[str, object] = {}
    for item in record_type.by_name.values():
        if draw(st.integers(0, 9)):  # now and then the key itself is missing
            made[item.name] = draw(odd_value(item, references))
    root = draw(st.uuids())
    for lines in record_type.lines:
        rows = draw(st.lists(st.fixed_dictionaries(_odd(lines.fields, references)), max_size=3))
        made[lines.name] = [{"id": _row_key(root, lines.name, index), **row} for index, row in enumerate(rows)]
    return made


def _odd(fields: Sequence[Field], references: Ids) -> dict[str, st.SearchStrategy[object]]:
    return {item.name: odd_value(item, references) for item in fields}


def _row_key(root: uuid.UUID, lines: str, index: int) -> str:
    """Drawn one by one, two rows could have the same id."""
    return str(uuid.uuid5(root, f"{lines}/{index}"))
