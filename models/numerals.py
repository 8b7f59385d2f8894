"""Numbers as Vietnamese officers write them: dots between thousands, a comma before decimals, nghìn, triệu, tỷ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.text import clean_line, fold

if TYPE_CHECKING:  # read when the first number is: every start comes past here
    from fractions import Fraction

LARGEST = 10**15
"""No stored number lies beyond this; sums of several thousand of them still fit SQLite's 64 bits."""

_SCALES = {"k": 10**3, "nghin": 10**3, "ngan": 10**3, "tr": 10**6, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_TOKEN = re.compile(r"[0-9](?:[0-9.,]| (?=[0-9]))*")
_NUMBER = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,([0-9]+))?")
_MOST_DIGITS = 30


class NotReadable(ValueError):  # noqa: N818 - it is an answer to the officer, not a fault
    """What was typed cannot be read; `message` is one Vietnamese line that says what to type instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as read, exactly: its value, how many digits were typed after a comma, whether a word such as "triệu"
    multiplied it, and the text that followed it (a unit)."""

    value: Fraction
    decimals: int
    scaled: bool
    unit: str


def read_amount(text: str) -> Amount:
    """Read "1.234.567 đồng", "1,5 triệu", "1 tỷ 200 triệu", "5tr5", "265 nghìn ngày công"; NotReadable otherwise."""
    from fractions import Fraction

    rest = clean_line(text).replace("−", "-")
    sign = -1 if rest.startswith("-") else 1
    rest = rest.lstrip("+-").strip()
    total, last, decimals = Fraction(0), 0, 0
    while True:
        number, rest = _take_number(rest, text)
        scale, rest = _take_scale(rest)
        value, decimals = _read_digits(number)
        if last and scale == 1 and len(number) == 1 and not rest:
            scale = last // 10  # "5tr5" is five and a half million
        elif last and not 1 < scale < last:
            raise NotReadable("Chưa rõ phần lẻ. Nhập đủ chữ số, ví dụ 1.250.000, hoặc 1,25 triệu.")
        total += value * scale
        if scale == 1 or not rest[:1].isdigit():
            return Amount(sign * total, decimals, scale != 1 or last != 0, rest)
        last = scale


def to_stored(amount: Amount, decimals: int) -> int:
    """The amount times 10**decimals as a whole number; NotReadable when it is finer than that or too large.

    Where no decimals are kept a bare comma is refused: "500,000" would otherwise become 500."""
    if decimals == 0 and amount.decimals and not amount.scaled:
        raise NotReadable("Ở đây không dùng phần thập phân. Để ngăn hàng nghìn, nhập dấu chấm, ví dụ 500.000.")
    return exact(amount.value, decimals)


def exact(value: Fraction, decimals: int) -> int:
    """value * 10**decimals; NotReadable when that is no whole number or lies beyond LARGEST."""
    stored: Fraction = value * 10**decimals
    if stored.denominator != 1:
        if decimals == 0:
            raise NotReadable("Số này không có phần lẻ. Nhập số nguyên, ví dụ 1.500.000.")
        raise NotReadable(f"Có quá nhiều chữ số sau dấu phẩy. Nhập nhiều nhất {decimals} chữ số.")
    if abs(stored) > LARGEST:
        raise NotReadable("Số quá lớn. Kiểm tra lại các chữ số.")
    return stored.numerator


def format_number(value: int, decimals: int = 0, *, trim: bool = False) -> str:
    """Print value / 10**decimals with dots and a comma, "-1.234,50"; `trim` drops closing zeros after the comma."""
    whole, part = divmod(abs(value), 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    digits = f"{part:0{decimals}d}" if decimals else ""
    if trim:
        digits = digits.rstrip("0")
    return ("-" if value < 0 else "") + text + (f",{digits}" if digits else "")


def percent_hundredths(numerator: int | None, denominator: int | None) -> int | None:
    """numerator / denominator in hundredths of a per cent, rounded half up (away from zero); None without a base."""
    if numerator is None or not denominator:
        return None
    rounded = (2 * abs(numerator) * 10_000 + abs(denominator)) // (2 * abs(denominator))
    return -rounded if (numerator < 0) != (denominator < 0) else rounded


def percent(numerator: int | None, denominator: int | None) -> str:
    """A percentage as printed, two decimals: "72,88%"; "–" where it cannot be worked out."""
    hundredths = percent_hundredths(numerator, denominator)
    return "–" if hundredths is None else f"{format_number(hundredths, 2)}%"


def _take_number(text: str, whole: str) -> tuple[str, str]:
    token = _TOKEN.match(text)
    if token is None:
        raise _unclear(whole)
    return token[0], text[token.end() :].strip()


def _take_scale(text: str) -> tuple[int, str]:
    """The product of the scale words at the beginning ("nghìn tỷ") and what follows them."""
    product, last = 1, 0
    while (word := re.match(r"[^\W\d_]+", text)) and last < (scale := _SCALES.get(fold(word[0]), 0)):
        product, last = product * scale, scale
        text = text[word.end() :].strip()
    return product, text


def _read_digits(number: str) -> tuple[Fraction, int]:
    """(value, how many digits stand after the comma)."""
    from fractions import Fraction

    match = _NUMBER.fullmatch(number)
    if match is None:
        raise NotReadable(_advice(number))
    if len(number) > _MOST_DIGITS:
        raise NotReadable("Số quá lớn. Kiểm tra lại các chữ số.")
    digits = match[1].replace(".", "").replace(" ", "")
    decimals = match[2] or ""
    return Fraction(int(digits + decimals), 10 ** len(decimals)), len(decimals)


def _advice(number: str) -> str:
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3}){2,}", number):
        return f"Dấu phẩy đứng trước phần thập phân. Để ngăn hàng nghìn, nhập {number.replace(',', '.')}."
    if re.fullmatch(r"[0-9]+\.[0-9]+", number):
        return f"Dấu chấm dùng để ngăn hàng nghìn. Nếu là phần thập phân, nhập {number.replace('.', ',')}."
    return f"Chưa đọc được số “{number}”. Nhập như 1.234.567, phần thập phân sau dấu phẩy."


def _unclear(text: str) -> NotReadable:
    return NotReadable(f"Chưa đọc được số trong “{clean_line(text)[:40]}”. Nhập chữ số, ví dụ 1.234.567.")
