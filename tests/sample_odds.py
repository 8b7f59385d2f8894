"""Odd but storable values per Kind, for drafts: whatever an officer, a pasted sheet or an older program may leave."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from models.fields import Area, Field, Kind

LARGEST = 2**63 - 1
ODD_TEXTS = (
    "",
    " ",
    "0",
    "NULL",
    "'; --",
    "=1+1",
    "Đỗ Thị Ờ",
    "đ",
    "“Vì người nghèo”",
    "a" * 500,
    "🌾",
    "%_",
    "N/A",
    "trên 43.000",
)
DAYS = ("1900-01-01", "2024-02-29", "2026-06-30", "2100-12-31")
UNITS = (("m²", 100), ("ha", 1_000_000), ("sào", 36_000), ("công", 100_000))

_texts = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40),
).map(lambda text: unicodedata.normalize("NFC", text))
_whole = st.one_of(st.integers(-5, 5), st.integers(-LARGEST, LARGEST), st.just(10**12))
_areas = st.builds(
    lambda typed, unit: Area(typed, *unit), st.one_of(st.integers(-5, 5), st.integers(0, 10**9)), st.sampled_from(UNITS)
)
_days = st.one_of(st.sampled_from(DAYS), st.dates().map(lambda day: day.isoformat()))
_BY_KIND: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: _texts,
    Kind.LONG_TEXT: st.lists(_texts, max_size=3).map("\n".join),
    Kind.INTEGER: _whole,
    Kind.MONEY: _whole,
    Kind.QUANTITY: _whole,
    Kind.YEAR: st.integers(1, 9999),
    Kind.AREA: _areas,
    Kind.DATE: _days,
    Kind.BOOLEAN: st.booleans(),
}


def odd_value(item: Field, references: Mapping[str, Sequence[str]]) -> st.SearchStrategy[object]:
    """None or any value of the field's type; a reference names one of `references`, or nothing at all."""
    if item.kind in (Kind.REFERENCE, Kind.UNIT):
        known = references.get(item.refers_to or "unit", ())
        return st.sampled_from((None, *known))
    if item.kind is Kind.CHOICE:
        return st.sampled_from((None, *(choice.code for choice in item.choices)))
    return st.one_of(st.none(), _BY_KIND[item.kind])
