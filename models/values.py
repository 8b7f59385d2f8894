"""Values per Kind: what a person types is read, what is stored is shown, and what is edited reads back the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.days import read_day, show_day
from models.fields import Area, Choice, Field, Kind, Value
from models.land_units import LandUnit, edit_area, read_area, region_land_units, show_area
from models.numerals import NotReadable, format_number, percent, percent_hundredths, read_amount, to_stored
from models.text import clean_line, clean_text, fold

__all__ = [
    "LandUnit",
    "NotReadable",
    "edit_text",
    "format_number",
    "parse",
    "parse_figure",
    "percent",
    "percent_hundredths",
    "region_land_units",
    "show",
    "show_figure",
]

DECIMALS = {Kind.INTEGER: 0, Kind.MONEY: 0, Kind.QUANTITY: 3, Kind.AREA: 2}
"""How many decimals the stored whole number of a kind carries."""

_CURRENCY = frozenset({"d", "dong", "vnd", "dong chan", "viet nam dong"})
_YES = frozenset({"co", "c", "x", "dung", "yes", "true", "1", "v", "✓"})
_NO = frozenset({"khong", "k", "ko", "kh", "sai", "no", "false", "0"})
_WORDS = {fold(word): word for word in ("trên", "hơn", "gần", "khoảng", "dưới", "ước", "xấp xỉ")}


def parse(field: Field, text: str, *, today: date, land_units: Sequence[LandUnit] = ()) -> Value:
    """The value of what was typed; None for nothing. NotReadable carries the sentence shown at the field.

    A reference or a unit comes as its id or code; the editor turns names into those. `land_units` are the region's."""
    if field.kind is Kind.LONG_TEXT:
        return clean_text(text) or None
    line = clean_line(text)
    if not line:
        return None
    match field.kind:
        case Kind.TEXT | Kind.REFERENCE | Kind.UNIT:
            return line
        case Kind.DATE:
            return read_day(line, today)
        case Kind.YEAR:
            return _read_year(line)
        case Kind.CHOICE:
            return _read_choice(field.choices, line)
        case Kind.BOOLEAN:
            return _read_boolean(line)
        case Kind.AREA:
            return read_area(line, land_units)
        case _:
            return _read_whole(field.kind, line, field.unit)


def show(field: Field, value: object) -> str:
    """The value as a form or a list shows it, without the field's unit; "" for nothing. An area brings its own unit."""
    match value:
        case None | "":
            return ""
        case Area():
            return show_area(value)
        case int() if field.kind is Kind.BOOLEAN:
            return "Có" if value else "Không"
        case int() if field.kind in DECIMALS:
            return format_number(value, DECIMALS[field.kind], trim=True)
        case str() if field.kind is Kind.DATE:
            return show_day(value)
        case _:
            return field.choice_label(value) if field.kind is Kind.CHOICE else str(value)


def edit_text(field: Field, value: object) -> str:
    """The text that stands in the editor; parse() reads it back as the same value (an area: while the region's
    unit keeps its size)."""
    if isinstance(value, Area):
        return edit_area(value)
    if field.kind is Kind.CHOICE and value is not None:
        label = field.choice_label(value)
        return label if [choice.label for choice in field.choices].count(label) == 1 else str(value)
    return show(field, value)


def parse_figure(
    kind: Kind, text: str, *, unit: str = "", land_units: Sequence[LandUnit] = ()
) -> tuple[int | None, str]:
    """A figure typed by hand as (stored number, word): "trên 43.000" is (43000, "trên"), nothing is (None, "").

    `kind` is INTEGER, MONEY, QUANTITY (thousandths) or AREA (hundredths of a m²); `unit` may follow the number."""
    line = clean_line(text)
    if not line:
        return None, ""
    match = re.match(r"(xấp xỉ|xap xi|[^\W\d_]+)(?: tính)? ", line, re.IGNORECASE)
    word = _WORDS.get(fold(match[1]), "") if match else ""
    rest = line[match.end() :] if match and word else line
    if kind is Kind.AREA:
        return read_area(rest, land_units).hundredths, word
    return _read_whole(kind, rest, unit), word


def show_figure(kind: Kind, value: int | None, word: str = "") -> str:
    """A stored number as a report prints it, with its word: "trên 43.000"; "" for None."""
    if value is None:
        return ""
    number = format_number(value, DECIMALS[kind], trim=True)
    return f"{word} {number}" if word else number


def _read_whole(kind: Kind, line: str, unit: str) -> int:
    """INTEGER, MONEY or QUANTITY; the field's own unit, or the currency, may stand behind the number."""
    amount = read_amount(line)
    behind = fold(amount.unit).rstrip(" ./")
    if behind and behind not in (_CURRENCY if kind is Kind.MONEY else {fold(unit)}):
        expected = "đồng" if kind is Kind.MONEY else unit
        ending = f", tính theo {expected}" if expected else ""
        raise NotReadable(f"Chưa hiểu “{amount.unit[:30]}” sau số. Chỉ nhập số{ending}.")
    return to_stored(amount, DECIMALS[kind])


def _read_year(line: str) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", line):
        raise NotReadable("Nhập năm đủ bốn chữ số, ví dụ 1985.")
    return int(line)


def _read_boolean(line: str) -> bool:
    folded = fold(line)
    if folded in _YES or folded in _NO:
        return folded in _YES
    raise NotReadable("Nhập “có” hoặc “không”.")


def _read_choice(choices: Sequence[Choice], line: str) -> str:
    """By label or code (retired ones too, an old record must read back), or by an unambiguous beginning of a label."""
    folded = fold(line)
    for same in (
        lambda choice: choice.label == line,
        lambda choice: choice.code == line,
        lambda choice: folded in {fold(choice.label), fold(choice.code)},
    ):
        if found := [choice for choice in choices if same(choice)]:
            return found[0].code
    found = [choice for choice in choices if not choice.retired and fold(choice.label).startswith(folded)]
    if len(found) == 1:
        return found[0].code
    if found:
        raise NotReadable(f"Có nhiều mục bắt đầu bằng “{line[:40]}”: {_labels(found)}. Gõ thêm vài chữ.")
    offered = [choice for choice in choices if not choice.retired]
    raise NotReadable(f"Không có mục “{line[:40]}”. Chọn một trong: {_labels(offered)}.")


def _labels(choices: Sequence[Choice]) -> str:
    names = [choice.label for choice in choices]
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
