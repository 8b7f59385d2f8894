"""Vietnamese text: one Unicode form, folding for search, keys that sort the Vietnamese way, sums of money in words."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet; f, j, w and z stand where Latin puts them."""

_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Huyền, hỏi, ngã, sắc, nặng after ngang ("0"): the order of the dictionary."""

_LETTER_MARKS = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn: they make another letter, not a tone
_LONGEST_NUMBER = 16


def nfc(text: str) -> str:
    """The one Unicode form in which text is kept (NFC), so that equal words are equal strings."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """One line as it is kept: NFC, trimmed, inner white space folded to one space, invisible characters removed."""
    return nfc(" ".join(_without_invisible(text).split()))


def clean_text(text: str) -> str:
    """Several lines as they are kept: each cleaned at its end, blank lines at both ends dropped, line ends as \\n."""
    lines = [nfc(_without_invisible(line).replace("\t", " ").rstrip()) for line in text.splitlines()]
    return "\n".join(lines).strip("\n")


def fold(text: str) -> str:
    """Text as search compares it: without tones, hats, horns and đ, lower case, single spaces; "Hoà" equals "hòa"."""
    parts = unicodedata.normalize("NFD", _without_invisible(text).lower())
    bare = parts if parts.isascii() else "".join(filterfalse(unicodedata.combining, parts))
    return " ".join(bare.replace("đ", "d").split())


def vietnamese_sort_key(text: str) -> str:
    """A key that sorts as plain binary TEXT (Python and SQLite alike) in Vietnamese order.

    Letters decide first (a ă â b c d đ ...), then the tone of each syllable (ngang huyền hỏi ngã sắc nặng), then case;
    a whole number in the text counts as a number ("Tổ 2" before "Tổ 10"). Where the tone mark stands is the same:
    "hoà" equals "hòa"."""
    return " ".join(_levels(text)).rstrip()


def amount_in_words(dong: int) -> str:
    """A sum of đồng in words, as written on a receipt: "Hai mươi triệu đồng".

    The forms of the school books: mốt, tư and lăm after mươi, linh for an empty ten, không trăm inside a number."""
    words = _integer_words(abs(dong))
    sentence = f"{'âm ' if dong < 0 else ''}{words} đồng"
    return sentence[0].upper() + sentence[1:]


def _without_invisible(text: str) -> str:
    """Drop control characters, joiners, byte order marks and lone surrogates; white space stays."""
    if text.isprintable():  # most texts are, and thousands are read when a name changes that they refer to
        return text
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def _levels(text: str) -> tuple[str, str, str]:
    """The three levels of a sort key, each of characters above the space that joins them."""
    letters: list[str] = []
    tones: list[str] = []
    case: list[str] = []
    for word in re.findall(r"[0-9]+|[^\W\d_]+|[^\W_]", clean_line(text)):
        if word.isdecimal() and word.isascii():
            digits = word.lstrip("0")
            letters.append(chr(ord("0") + min(len(digits), _LONGEST_NUMBER)) + digits)
            continue
        letters.append("".join(_letter(char) for char in word))
        tones.append(next((TONES[mark] for mark in unicodedata.normalize("NFD", word) if mark in TONES), "0"))
        case.append("".join("1" if char.isupper() else "0" for char in word))
    return "!".join(letters), "".join(tones), "".join(case).rstrip("0")


def _letter(char: str) -> str:
    """The rank of one letter; letters of other alphabets keep their code and so follow after z."""
    parts = unicodedata.normalize("NFD", char.lower())
    bare = nfc(parts[0] + "".join(mark for mark in parts[1:] if mark in _LETTER_MARKS))
    return _RANK.get(bare) or _RANK.get(parts[0]) or max("~", parts[0])


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")


def _integer_words(number: int) -> str:
    """A number from zero up; above a thousand million it counts in tỷ ("hai nghìn tỷ")."""
    if number == 0:
        return _DIGITS[0]
    billions, below = divmod(number, 10**9)
    parts = [f"{_integer_words(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group = below // 1000**power % 1000
        if group:
            parts.append(_group_words(group, inner=bool(parts)) + _GROUPS[power])
    return " ".join(parts)


def _group_words(group: int, *, inner: bool) -> str:
    """Three digits; inside a larger number the hundreds are spoken even when they are none ("không trăm")."""
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inner else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            words.append(f"linh {_DIGITS[ones]}" if words else _DIGITS[ones])
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if ones:
        spoken = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
        words.append(spoken.get(ones, _DIGITS[ones]))
    return " ".join(words)
