"""The values of indicators in a received part, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.indicators import Given, IndicatorValue
from storage.submission.refusals import damaged, oversized
from storage.submission.wary_reading import UNIT, matching, read_lines, refuse_unknown, text, whole

MOST_VALUES = 10_000
SOURCES = ("records", "figure")
NUMBERS = ("value", "numerator", "denominator", "other")


def read_values(data: bytes, where: str) -> list[IndicatorValue]:
    """The values in ascending order of their codes; codes that no report of ours knows are kept for those above.

    PackageError damaged, newer, oversized."""
    found: list[IndicatorValue] = []
    for row, _ in read_lines(data, where):
        value = _value(row, where)
        if found and value.code <= found[-1].code:
            raise damaged(where)
        found.append(value)
        if len(found) > MOST_VALUES:
            raise oversized()
    return found


def _value(row: Mapping[str, Any], where: str) -> IndicatorValue:
    refuse_unknown(row.keys() - {*NUMBERS, "code", "given", "source", "word", "from_units"})
    numbers = {name: whole(row[name], where) for name in NUMBERS if name in row}
    given, source, shares = row.get("given"), row.get("source"), row.get("from_units", {})
    if given not in [item.value for item in Given] or source not in SOURCES or not isinstance(shares, dict):
        raise damaged(where)
    value = numbers.pop("value", None)
    if (value is None) != (given == "missing") or (given == "none_arising" and value):
        raise damaged(where)
    return IndicatorValue(
        code=text(row, "code"),
        value=value,
        given=Given(given),
        word=text(row, "word") if "word" in row else "",
        source=str(source),
        from_units={matching(UNIT, unit, where): whole(share, where) for unit, share in shares.items()},
        **numbers,
    )
