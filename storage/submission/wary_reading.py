"""JSON from elsewhere: parsed within bounds and taken apart field by field, so that nothing unexpected gets on."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from typing import Any

from models.periods import parse_period
from models.text import clean_line, nfc
from storage.submission.refusals import damaged, newer, oversized

LONGEST_LINE = 2**20
LONGEST_NAME = 300
LARGEST_NUMBER = 10**17
"""Beyond any sum of đồng, and small enough that ninety of them still fit into 64 bits."""

UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
HASH = re.compile(r"[0-9a-f]{64}")
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
"""What an escape can smuggle into a text: control characters (but for tab and line end) and halves of characters."""


def read_json(data: bytes, where: str) -> Any:
    """One JSON text: no key twice, no fraction, no NaN, no control character or half a character in a text."""
    try:
        value = _DECODER.decode(data.decode("utf-8"))
        if b"\\" in data:  # only an escape can bring such a character past the decoder
            _refuse_control(value)
    except (ValueError, RecursionError) as error:
        raise damaged(where) from error
    return value


def read_object(data: bytes, where: str) -> dict[str, Any]:
    """One JSON object."""
    value = read_json(data, where)
    if not isinstance(value, dict):
        raise damaged(where)
    return value


def read_lines(data: bytes, where: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The objects of an NDJSON text, each with its line; one after the other, since a file may have very many."""
    for line in io.BytesIO(data):
        if len(line) > LONGEST_LINE:
            raise oversized()
        if not line.endswith(b"\n"):
            raise damaged(where)
        yield read_object(line, where), line


def objects(given: object, where: str, most: int) -> list[dict[str, Any]]:
    """A list of at most `most` objects."""
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise damaged(where)
    if len(given) > most:
        raise oversized()
    return given


def text(holder: Mapping[str, Any], name: str, longest: int = LONGEST_NAME) -> str:
    """A short text of one line, as NFC."""
    value = holder.get(name)
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise damaged(name)
    return nfc(value)


def whole(value: object, where: str, low: int = -LARGEST_NUMBER, high: int = LARGEST_NUMBER) -> int:
    """A whole number between two bounds, both included; true is no number."""
    if type(value) is not int or not low <= value <= high:
        raise damaged(where)
    return value


def refuse_unknown(names: Set[str]) -> None:
    """PackageError newer where there are names that we do not know: leaving them away would change what was said."""
    if names:
        raise newer(f"mục “{clean_line(min(names))[:60]}”")


def matching(pattern: re.Pattern[str], value: object, where: str, *, empty: bool = False) -> str:
    """A text that fits a pattern, or, if allowed, the empty one."""
    if isinstance(value, str) and (pattern.fullmatch(value) or (empty and value == "")):
        return value
    raise damaged(where)


def day(value: object, where: str) -> str:
    """An ISO day that the calendar has."""
    iso = matching(DAY, value, where)
    try:
        date.fromisoformat(iso)
    except ValueError as error:
        raise damaged(where) from error
    return iso


def moment(value: object, where: str) -> str:
    """An ISO time to the second with its offset."""
    iso = matching(MOMENT, value, where)
    try:
        datetime.fromisoformat(iso)
    except ValueError as error:
        raise damaged(where) from error
    return iso


def period(value: object, where: str) -> str:
    """The code of a period, written as this program writes it."""
    try:
        if isinstance(value, str) and parse_period(value).code == value:
            return value
    except ValueError as error:
        raise damaged(where) from error
    raise damaged(where)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(given: str) -> None:
    raise ValueError(f"{given}: numbers are whole")


def _refuse_control(value: object) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and CONTROL.search(item):
            raise ValueError("a control character in a text")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_no_number, parse_constant=_no_number)
