"""The vocabulary of declarations: what a field, a child table and a record type are; each checks itself when made.

Everything else (form, list, Excel sheet, checks, print sheet, history labels, test samples, the expected table) derives
from these. They state facts about the datum: no widgets, no presentation flags.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.numbering import Numbering
from models.predicates import All, Predicate, fields_of
from models.proposals import Proposal
from models.rules import Rule


class Kind(enum.Enum):
    """What a field holds. The comment gives the value in memory and, where it differs, the columns that keep it."""

    TEXT = "text"  # str, one line, NFC
    LONG_TEXT = "long_text"  # str, several lines, NFC
    INTEGER = "integer"  # int
    MONEY = "money"  # int, đồng
    QUANTITY = "quantity"  # int, thousandths of the unit
    AREA = "area"  # Area; columns X (hundredths of m²), X_typed (thousandths), X_unit, X_factor (hundredths of m²)
    DATE = "date"  # str, ISO yyyy-mm-dd
    YEAR = "year"  # int
    CHOICE = "choice"  # str, the code of a Choice
    BOOLEAN = "boolean"  # bool; column holds 0 or 1
    REFERENCE = "reference"  # str, the id of a record of type refers_to
    UNIT = "unit"  # str, the code of a unit of the Front


class Privacy(enum.Enum):
    """How far a value may travel: public leaves with its record; personal only if the officer so decides; sensitive
    never (Luật 91/2025/QH15, NĐ 356/2025/NĐ-CP Art. 4)."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Leaves(enum.Enum):
    """How much of a register goes into a submission file: the officer decides, the type declares what is proposed."""

    FIGURES = "figures"  # only values of indicators
    PUBLIC_FIELDS = "public_fields"  # records without personal values
    PERSONAL_FIELDS = "personal_fields"  # records with personal values; sensitive ones still stay


class Group(enum.Enum):
    """Where the navigation shows a type."""

    REGISTER = "Sổ ghi"
    CATALOGUE = "Danh mục"


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it was typed: `typed` in thousandths of `unit`, whose size is `factor` hundredths of a m²."""

    typed: int
    unit: str
    factor: int

    @property
    def hundredths(self) -> int:
        """The area in hundredths of a m², rounded half up."""
        return (self.typed * self.factor * 2 + 1000) // 2000


Value = str | int | bool | Area | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed list. Retired choices stay readable and are no longer offered."""

    code: str
    label: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One datum. `required` may depend on other fields; limits are in the stored unit (đồng, thousandths, ...).

    `article` names the law that asks for it; help lists it among the rules.
    `foreseen`: a day that may lie ahead, as a deadline does; the others tell what has happened, but for a `Span`'s.
    `total_of` "goods.value": this field is the sum of that column of the child table as soon as one row has a value.
    `product_of` ("quantity", "unit_price"): the product of two fields of the same row, as soon as both are given.
    `sum_of` ("money", "goods_value"): the sum of other fields of the record, as soon as one of them is given.
    All are worked out by models/arithmetic.py, shown read-only while they apply, and typed freely otherwise."""

    name: str
    label: str
    kind: Kind
    unit: str = ""
    required: bool | Predicate = False
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    refers_to: str = ""
    shown_if: Predicate | None = None
    privacy: Privacy | None = None
    help: str = ""
    article: str = ""
    foreseen: bool = False
    total_of: str = ""
    product_of: tuple[str, str] | None = None
    sum_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"field name {self.name!r} is not snake_case")
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.name}: choices go with kind CHOICE, and only with it")
        if (self.kind is Kind.REFERENCE) != bool(self.refers_to):
            raise ValueError(f"{self.name}: refers_to goes with kind REFERENCE, and only with it")
        if len({choice.code for choice in self.choices}) != len(self.choices):
            raise ValueError(f"{self.name}: a choice code stands twice")
        if self.article and not self.required:
            raise ValueError(f"{self.name}: an article goes with a field that is required")

    @property
    def travels(self) -> Privacy:
        """The privacy in force: free text is sensitive unless its field says otherwise."""
        if self.privacy is not None:
            return self.privacy
        return Privacy.SENSITIVE if self.kind in (Kind.TEXT, Kind.LONG_TEXT) else Privacy.PUBLIC

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The columns that keep the value, as (name, SQLite type)."""
        if self.kind is Kind.AREA:
            parts = (("", "INTEGER"), ("_typed", "INTEGER"), ("_unit", "TEXT"), ("_factor", "INTEGER"))
            return tuple((self.name + suffix, sql_type) for suffix, sql_type in parts)
        return ((self.name, "TEXT" if self.kind in TEXT_KINDS else "INTEGER"),)

    def choice_label(self, code: object) -> str:
        """The Vietnamese label of a choice code; an unknown code is shown as it is."""
        return next((choice.label for choice in self.choices if choice.code == code), str(code))


TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.CHOICE, Kind.REFERENCE, Kind.UNIT})
NUMBER_KINDS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.QUANTITY, Kind.AREA})


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields, in the order of the paper form."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A child table of a record, edited in one inline grid and shown after the section `after`. In values it is a list
    of mappings under `name`; each row also has "id". A row's `rules` see the row's values.

    `part` names the BOOLEAN field that marks a row as part of the row above it ("trong đó"): such a row tells what the
    other contains, and is left out of every sum and every count."""

    name: str
    label: str
    row_label: str
    fields: tuple[Field, ...]
    minimum_rows: int | Predicate = 0
    shown_if: Predicate | None = None
    after: str = ""
    rules: tuple[Rule, ...] = ()
    part: str = ""

    def adding(self, rows: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
        """The rows that add to sums and counts: those that are not part of another."""
        return [row for row in rows if not (self.part and row.get(self.part) is True)]


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a record stands: it counts at day d if `start` <= d and no field of `ends` lies at or before d.
    (Valid on its first day; on the day written in an end field it no longer counts.)"""

    start: str
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A number worked out, never typed: the sum of `field` (without one: the count) over the final records of type `of`
    whose reference `by` names this record, for which `where` holds, and which are dated up to the day asked for, or,
    where `of` has a validity, stand on that day; with `out_of`, what it leaves of that own field. `where` reads own
    fields of `of`. A tally may stand in list columns, in indicators and in their predicates like a field.

    `of` may be a child table ("disbursement.beneficiaries"), whose rows see their record's fields and of which those
    that are part of another ("trong đó") are left out. `dated_by` overrides the date that places the record."""

    name: str
    label: str
    kind: Kind
    of: str
    by: str
    field: str = ""
    out_of: str = ""
    where: Predicate = All()
    dated_by: str = ""

    @property
    def register(self) -> str:
        """The name of the record type whose records are counted."""
        return self.of.partition(".")[0]


@dataclass(frozen=True, slots=True)
class RecordType:
    """A register or catalogue. `title` names the fields that identify a record to a person; exactly one of `dated_by`
    (flow: the field that places it in time) and `validity` (stock) is given, or neither for a plain catalogue.
    `giver` names the UNIT field that says which other unit of the Front gave what is recorded, so that a gift that
    passes through two registers is counted once. `totals` are the number fields summed at the foot of the list.
    `carried` fields begin the next record of a pile as the last one was; `proposals` are answers a reference brings."""

    name: str
    label: str
    plural: str
    group: Group
    sections: tuple[Section, ...]
    title: tuple[str, ...]
    list_columns: tuple[str, ...]
    lines: tuple[Lines, ...] = ()
    dated_by: str = ""
    validity: Span | None = None
    numbering: Numbering | None = None
    giver: str = ""
    leaves: Leaves = Leaves.PUBLIC_FIELDS
    rules: tuple[Rule, ...] = ()
    totals: tuple[str, ...] = ()
    tallies: tuple[Tally, ...] = ()
    carried: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    lines_by_name: Mapping[str, Lines] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fields = [item for section in self.sections for item in section.fields]
        object.__setattr__(self, "by_name", {item.name: item for item in fields})
        object.__setattr__(self, "lines_by_name", {lines.name: lines for lines in self.lines})
        if len(self.by_name) != len(fields):
            raise ValueError(f"{self.name}: a field name stands twice")
        if self.dated_by and self.validity:
            raise ValueError(f"{self.name}: either dated_by or validity, not both")
        tallied = {tally.name: tally for tally in self.tallies}
        self._require_known(self._mentioned(), {**self.by_name, **tallied})
        for lines in self.lines:
            own = {item.name: item for item in lines.fields}
            self._require_known(_read_by(lines.fields), {**self.by_name, **own})
            self._require_known(iter((lines.part,) if lines.part else ()), own)

    def _mentioned(self) -> Iterator[str]:
        yield from (*self.title, *(name for name in self.list_columns if name not in ENVELOPE_COLUMNS), *self.totals)
        yield from (*self.carried, *(name for item in self.proposals for name in (item.field, item.of)))
        yield from filter(None, (self.dated_by, self.giver, *(tally.out_of for tally in self.tallies)))
        if self.validity:
            yield from (self.validity.start, *self.validity.ends)
        if self.numbering:
            yield from self.numbering.scope
            yield from (path for _, predicate in self.numbering.prefixes for path in fields_of(predicate))
        yield from (name for item in self.by_name.values() for name in item.sum_of)
        yield from _read_by(tuple(self.by_name.values()))
        for lines in self.lines:
            yield from fields_of(lines.shown_if or All())

    def _require_known(self, paths: Iterator[str], known: Mapping[str, object]) -> None:
        unknown = sorted({path for path in paths if path.split(".")[0] not in known})
        if unknown:
            raise ValueError(f"{self.name}: names no field: {', '.join(unknown)}")


ENVELOPE_COLUMNS = ("number_text", "state")
"""What every record has besides its fields and may be shown as a list column."""


def _read_by(fields: tuple[Field, ...]) -> Iterator[str]:
    for item in fields:
        yield from fields_of(item.shown_if or All())
        if not isinstance(item.required, bool):
            yield from fields_of(item.required)
