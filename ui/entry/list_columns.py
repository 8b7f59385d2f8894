"""The columns of a list as its declaration names them: what each shows, how it is aligned, which give way first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from models.fields import NUMBER_KINDS, Area, Field, Kind, RecordType
from models.records import Row, State
from models.values import format_number, show

ENVELOPE = {
    "number_text": Field("number_text", "Số", Kind.TEXT),
    "state": Field("state", "Trạng thái", Kind.TEXT),
}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`rank` 0 identifies a record and always stays; higher ranks give way first where the list is narrow."""

    field: Field
    rank: int

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def is_number(self) -> bool:
        return self.field.kind in NUMBER_KINDS

    @property
    def is_wordy(self) -> bool:
        """Its values differ in length, so it takes what room there is."""
        return self.field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.CHOICE, Kind.UNIT) and (
            self.field.name not in ENVELOPE
        )

    @property
    def title(self) -> str:
        unit = "m²" if self.field.kind is Kind.AREA else self.field.unit
        label = self.field.label.split(" (")[0]  # what stands in brackets explains a form, not a column
        said = f" {unit} " in f" {label.lower().replace(',', ' ')} "  # "Số hộ" needs no "(hộ)"
        known = self.field.kind is Kind.MONEY  # money is in đồng everywhere, and the sum at the foot says so
        return label if known or said or not (unit and self.is_number) else f"{label} ({unit})"

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        return RIGHT if self.is_number else LEFT

    def text(self, row: Row) -> str:
        """What stands in the cell. A record without a number yet says so in its place."""
        if self.name == "state":
            return row.state.label
        value = row.values.get(self.name)
        if self.name == "number_text":
            return str(value or "") or (row.state.label if row.state is State.DRAFT else "")
        if isinstance(value, Area):
            return format_number(value.hundredths, 2, trim=True)
        if self.field.kind in (Kind.REFERENCE, Kind.UNIT):
            return str(value or "")
        return show(self.field, value)


def columns_of(record_type: RecordType) -> tuple[ListColumn, ...]:
    """The declared columns in order."""
    tallies = {tally.name: Field(tally.name, tally.label, tally.kind) for tally in record_type.tallies}
    known = {**ENVELOPE, **record_type.by_name, **tallies}
    return tuple(ListColumn(known[name], _rank(record_type, name)) for name in record_type.list_columns)


def _rank(record_type: RecordType, name: str) -> int:
    """A bare number identifies nothing without what it is counted in: case 1 of this team, case 1 of that; one with
    letters is read beside it. A choice that a title begins with is shared by many records."""
    numbering = record_type.numbering
    scope = numbering.scope if numbering else ()
    bare = numbering is not None and not any(prefix for prefix, _ in numbering.prefixes)
    field = record_type.by_name.get(name)
    named = name in record_type.title[:1] and field is not None and field.kind is not Kind.CHOICE
    if name == "number_text" or named or (bare and name in scope):
        return 0
    told = (*record_type.title, record_type.dated_by, *record_type.totals[:1], *scope)
    if name in told:
        return 1
    return 2
