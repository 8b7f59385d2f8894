"""A record as the rooms hand it to each other, and the questions that a list asks."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.predicates import All, Predicate
from models.rules import Problem


class State(enum.Enum):
    """Only final records count in totals, files and reports."""

    DRAFT = "draft"
    FINAL = "final"
    VOID = "void"

    @property
    def label(self) -> str:
        return {"draft": "Chưa ghi sổ", "final": "Đã ghi sổ", "void": "Đã hủy"}[self.value]


NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `values` maps field name -> fields.Value and lines name -> list of row mappings (each with "id").

    `unparsed` keeps what was typed and could not be read: field name -> text, or "lines/ROW_ID/field" -> text.
    `withheld` names the fields that a lower unit kept back ("field" or "lines.field"). `reasons` maps rule name -> the
    officer's reason for going on.
    `version` 0 is a record that was never saved; storage counts up from 1. `received` records are read-only."""

    record_type: str
    id: str
    values: Mapping[str, object]
    state: State = State.DRAFT
    version: int = 0
    origin_unit: str = ""
    received: bool = False
    number_text: str = ""
    void_reason: str = ""
    unparsed: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    withheld: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""


class Origin(enum.Enum):
    OWN = "own"
    RECEIVED = "received"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Counted:
    """Narrows a list to the records that an indicator counts: its code, in this period up to this cut-off (ISO)."""

    indicator: str
    period: str
    cutoff: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows. `dates` are ISO days, both included, by dated_by, or for stock: valid at some day in between.
    `where` filters by choice, reference and area fields. `sort` is a list column; "" is newest first (by name for
    catalogues). A text search folds accents and finds every word by its beginning."""

    record_type: str
    search: str = ""
    dates: tuple[str, str] | None = None
    states: frozenset[State] = frozenset({State.DRAFT, State.FINAL, State.VOID})
    where: Predicate = All()
    origin: Origin = Origin.OWN
    sort: str = ""
    descending: bool = False
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A list's row: the list columns' values; references come as the title of what they refer to."""

    id: str
    state: State
    values: Mapping[str, object]
    received: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The foot of a list: how many rows, and the totals of RecordType.totals over the final ones among them."""

    rows: int
    finals: int
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record offered while a reference is typed."""

    id: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by the search over all registers. `detail` says in one line when, where and by what it was found;
    nothing sensitive stands in it. `unit` names who sent a received record, "" for our own."""

    record_type: str
    id: str
    title: str
    number_text: str = ""
    detail: str = ""
    state: State = State.FINAL
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A record of another register that tells something of this one: what it is called with its number, and what it
    gave ("1.500.000 đồng"; "" where nothing can be summed)."""

    record_type: str
    id: str
    day: str
    label: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a record's history: field label -> (before, after) as shown to a person."""

    at: str
    who: str
    operation: str
    version: int
    changes: tuple[tuple[str, str, str], ...]


class Refused(Exception):  # noqa: N818 - it is an answer to the officer, not a fault
    """The record cannot be made final (or voided, ...) as it stands."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
