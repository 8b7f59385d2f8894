"""One row of a long child table, as it stands in memory while other rows are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.fields import Field, Kind, Lines
from models.values import show
from ui.entry.line_row import Titles
from ui.entry.pasted_rows import Pasted

Completion = Mapping[str, str]
"""Field -> the register that completes it."""


@dataclass(slots=True)
class LongRow:
    """Values by field; `unparsed` what was typed and cannot be read, `titles` what its references are called,
    `complaints` why something cannot be read, `problems` field -> (severity, sentence)."""

    id: str = ""
    values: dict[str, object] = field(default_factory=dict)
    unparsed: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)
    problems: dict[str, tuple[str, str]] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Nothing was answered; a box that is not ticked is no answer."""
        return not self.unparsed and all(value in (None, "", False) for value in self.values.values())

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "", False) or name in self.unparsed

    def put(self, name: str, value: object, unparsed: str = "", title: str = "", complaint: str = "") -> None:
        """Answer a field; an empty value takes the answer away."""
        self.values[name] = value
        for kept, text in ((self.unparsed, unparsed), (self.titles, title), (self.complaints, complaint)):
            if text:
                kept[name] = text
            else:
                kept.pop(name, None)

    def text(self, item: Field) -> str:
        """What stands in a cell."""
        if item.name in self.unparsed:
            return self.unparsed[item.name]
        value = self.values.get(item.name)
        if item.kind is Kind.BOOLEAN:
            return "x" if value else ""
        return self.titles.get(item.name, "") if item.refers_to else show(item, value)

    def copy(self) -> LongRow:
        """The same row, to be kept as it is now."""
        return LongRow(self.id, dict(self.values), dict(self.unparsed), dict(self.titles), dict(self.complaints))

    def as_value(self, lines: Lines) -> dict[str, object]:
        """As a record keeps it."""
        return {"id": self.id, **{item.name: self.values.get(item.name) for item in lines.fields}}


def from_record(lines: Lines, row: Mapping[str, object], unparsed: Mapping[str, str], titles: Titles) -> LongRow:
    """A row of a record; `unparsed` maps "lines/ROW_ID/field" to text."""
    made = LongRow(str(row.get("id") or ""))
    for item in lines.fields:
        value = row.get(item.name)
        title = titles.get((item.refers_to, str(value)), "") if item.refers_to and value else ""
        made.put(item.name, value, unparsed.get(f"{lines.name}/{made.id}/{item.name}", ""), title)
    return made


def with_pasted(
    rows: Sequence[LongRow], at: int, found: Pasted, next_id: Callable[[], str]
) -> tuple[list[LongRow], int]:
    """The rows with those pasted at `at`, and the place of the first: into the empty cells from there on where all of
    them are empty, otherwise as new rows below, so that nothing typed is lost."""
    above = [row for row in rows[:at] if not row.is_empty()]
    below = [row for row in rows[at:] if not row.is_empty()]
    targets = below[: len(found.rows)]
    if any(row.has(name) for row, cells in zip(targets, found.rows, strict=False) for name in cells):
        above, below, targets = [*above, *below[:1]], below[1:], []
    made = [*targets, *(LongRow() for _ in range(len(found.rows) - len(targets)))]
    for row, cells in zip(made, found.rows, strict=True):
        row.id = row.id or next_id()
        for name, cell in cells.items():
            row.put(name, cell.value, cell.unparsed, cell.title, cell.complaint)
    return [*above, *made, *below[len(targets) :]], len(above)
