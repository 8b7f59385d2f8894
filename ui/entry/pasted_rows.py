"""Rows copied from a spreadsheet, read for the columns of a child table; what cannot be read is kept as it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.fields import Field
from models.ports import Store
from models.record_types import record_type
from models.text import clean_line, fold
from models.values import NotReadable, parse

OFFERED = 3


@dataclass(frozen=True, slots=True)
class PastedCell:
    """What a cell says: a value, with the title of what it refers to, or a text that cannot be read and why."""

    value: object = None
    unparsed: str = ""
    title: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """`spare` counts the copied columns for which the table has no place."""

    rows: tuple[Mapping[str, PastedCell], ...]
    spare: int = 0


def is_table(text: str) -> bool:
    """Whether copied text is more than one cell."""
    return "\t" in text.strip("\r\n") or "\n" in text.strip("\r\n")


def read_pasted(store: Store, text: str, columns: Sequence[Field], known: Sequence[Field], today: date) -> Pasted:
    """Rows of a copied table. A heading line that names fields among `known` says what each column is; without one the
    columns fill `columns` from the first on."""
    lines = [line for line in _lines(text) if any(cell.strip() for cell in line)]
    named = _headings(lines[0], known) if lines else None
    places: Sequence[Field | None] = named or columns
    body = lines[1:] if named else lines
    reader = _Reader(store, today)
    rows = tuple(
        {
            field.name: reader.read(field, cell)
            for field, cell in zip(places, line, strict=False)
            if field and cell.strip()
        }
        for line in body
    )
    written = {place for line in body for place, cell in enumerate(line) if cell.strip()}
    taken = {place for place, field in enumerate(places) if field is not None}
    return Pasted(rows, len(written - taken))


def _lines(text: str) -> list[list[str]]:
    """A spreadsheet puts a cell with a line break between quotes; a lone quote is a letter like any other."""
    if text.count('"') % 2:
        return [line.split("\t") for line in text.splitlines()]
    return [list(line) for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]


def _headings(cells: Sequence[str], known: Sequence[Field]) -> list[Field | None] | None:
    """The field of each copied column, when at least two of the cells begin the label of a field."""
    found = [_named(cell, known) for cell in cells]
    return found if sum(field is not None for field in found) >= 2 else None


def _named(cell: str, known: Sequence[Field]) -> Field | None:
    words = fold(clean_line(cell)).rstrip(" *:")
    meant = [field for field in known if words and fold(field.label).startswith(words)]
    exact = [field for field in meant if fold(field.label) == words]
    return (exact or meant)[0] if len(exact or meant) == 1 else None


class _Reader:
    """Reads cells; the same name is looked up once."""

    def __init__(self, store: Store, today: date) -> None:
        self._store = store
        self._today = today
        self._found: dict[tuple[str, str], PastedCell] = {}

    def read(self, field: Field, text: str) -> PastedCell:
        line = clean_line(text)
        if field.refers_to:
            key = (field.refers_to, line)
            if key not in self._found:
                self._found[key] = self._referred(field, line)
            return self._found[key]
        try:
            return PastedCell(parse(field, line, today=self._today))
        except NotReadable as reason:
            return PastedCell(unparsed=line, complaint=str(reason))

    def _referred(self, field: Field, line: str) -> PastedCell:
        """The one record that is clearly meant."""
        offered = self._store.records.suggest(field.refers_to, line, OFFERED)
        same = [each for each in offered if fold(each.title) == fold(line)]
        meant = same or offered
        if len(meant) == 1:
            return PastedCell(meant[0].id, title=meant[0].title)
        plural = record_type(field.refers_to).plural
        why = f"Chưa có “{line[:40]}” trong mục {plural}." if not meant else f"Có nhiều mục giống “{line[:40]}”."
        return PastedCell(unparsed=line, complaint=f"{why} Chọn trong danh sách hoặc thêm mới.")
