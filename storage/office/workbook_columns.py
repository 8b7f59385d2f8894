"""The columns of a register as a worksheet has them: one name per field, the same in template, import and guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.fields import Field, Kind, Lines, RecordType
from models.records import State
from models.text import fold
from storage.office.sheet_cells import sheet_name

ROW_KEY = "Dòng"
"""Ties the rows of a child sheet to a row of the main sheet."""

STATE = "Trạng thái ghi sổ"
STATE_SHORT = "Trạng thái"
"""Understood too, unless the register has a field of that name."""

REASON = "Lý do cảnh báo"
GUIDE = "Hướng dẫn"
LISTS = "Danh mục chọn"
FINAL, DRAFT = State.FINAL.label, State.DRAFT.label


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a register: the main one, or that of a child table. `columns` maps heading -> field."""

    name: str
    lines: Lines | None
    columns: dict[str, Field]
    extra: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in order: the key, the fields, and what belongs to the record as a whole."""
        key = (ROW_KEY,) if ROW_KEY in self.extra else ()
        return (*key, *self.columns, *(name for name in self.extra if name != ROW_KEY))

    @property
    def known(self) -> dict[str, str]:
        """What a heading is compared by -> the heading."""
        keys = {heading_key(heading): heading for heading in self.headings}
        return {heading_key(STATE_SHORT): STATE, **keys} if STATE in self.extra else keys


def sheets_of(record_type: RecordType) -> tuple[Sheet, ...]:
    """The main sheet first, then one per child table."""
    key = (ROW_KEY,) if record_type.lines else ()
    taken = [GUIDE, LISTS]
    main = sheet_name(record_type.plural, taken)
    titled = [(section.label, section.fields) for section in record_type.sections]
    sheets = [Sheet(main, None, _named(titled), (*key, STATE, REASON))]
    for lines in record_type.lines:
        name = sheet_name(lines.label, [*taken, *(sheet.name for sheet in sheets)])
        sheets.append(Sheet(name, lines, _named([(lines.label, lines.fields)]), (ROW_KEY,)))
    return tuple(sheets)


def heading_key(text: str) -> str:
    """What two headings are compared by: accents, case, a star for compulsory and a unit in brackets do not count."""
    return fold(
        re.sub(r"(?:\((?:đồng|m²|m2)\)|, (?:đồng|m²|m2))\s*$", "", text.replace("*", " ").strip(), flags=re.IGNORECASE)
    )


def expected(item: Field) -> str:
    """What belongs into a column, for the guide."""
    match item.kind:
        case Kind.DATE:
            return "Ngày/tháng/năm"
        case Kind.YEAR:
            return "Năm, bốn chữ số"
        case Kind.MONEY:
            return "Số tiền, đồng"
        case Kind.INTEGER:
            return "Số nguyên"
        case Kind.QUANTITY:
            return "Số, tối đa ba số lẻ"
        case Kind.AREA:
            return "Diện tích; không ghi đơn vị là m²"
        case Kind.BOOLEAN:
            return "Có hoặc Không"
        case Kind.CHOICE:
            return "Chọn một trong các mục"
        case Kind.REFERENCE:
            return "Tên hoặc số đã có trong sổ"
        case Kind.UNIT:
            return "Tên hoặc mã đơn vị Mặt trận"
        case _:
            return "Chữ"


def example(item: Field) -> str:
    """A value as it may be typed; a reference has none, its titles stand in the list of the column."""
    match item.kind:
        case Kind.DATE:
            return "15/06/2026"
        case Kind.YEAR:
            return "1985"
        case Kind.MONEY:
            return "5.000.000"
        case Kind.INTEGER:
            return "12"
        case Kind.QUANTITY:
            return "2,5"
        case Kind.AREA:
            return "120,5 m²"
        case Kind.BOOLEAN:
            return "Có"
        case Kind.CHOICE:
            return next((choice.label for choice in item.choices if not choice.retired), "")
        case _:
            return ""


def _named(sections: Sequence[tuple[str, Sequence[Field]]]) -> dict[str, Field]:
    """Heading -> field: its label, with the section's where two fields share one or it is a word of our own."""
    labels = [heading_key(item.label) for _, fields in sections for item in fields]
    reserved = {heading_key(word) for word in (ROW_KEY, STATE, STATE_SHORT, REASON)}
    named: dict[str, Field] = {}
    for section, fields in sections:
        for item in fields:
            key = heading_key(item.label)
            unique = labels.count(key) == 1 and key not in reserved
            named[item.label if unique else f"{section}: {item.label}"] = item
    return named
