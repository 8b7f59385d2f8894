"""Parts of rules that several types share: reading a value safely, the order of two days, a part within its whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from models.days import show_day
from models.fields import Area
from models.rules import Lookup, Problem, Rule, Severity
from models.visibility import rows_of

Values = Mapping[str, object]
Check = Callable[[Values, Lookup], Problem | None]


def rule(
    check: Check,
    sentence: str,
    severity: Severity = Severity.STOP,
    article: str = "",
    name: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Rule:
    """A Rule named after its function; the Problem it finds carries the same name and severity, said only once. It
    counts for records of the days from `valid_from` to `valid_to`, both included."""
    name = name or check.__name__

    def found(values: Values, lookup: Lookup) -> Problem | None:
        problem = check(values, lookup)
        return problem and replace(problem, severity=severity, rule=name)

    return Rule(name, found, severity, sentence, article, valid_from, valid_to)


def day(values: Values, field: str) -> dt.date | None:
    """The day in a field; None where it is missing or unreadable (then another check speaks)."""
    value = values.get(field)
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def number(values: Values, field: str) -> int | None:
    """The number in a field, an area in hundredths of a m²; None where there is none."""
    value = values.get(field)
    if isinstance(value, Area):
        return value.hundredths
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def referred(values: Values, lookup: Lookup, field: str, record_type: str) -> Values:
    """The values of the record that a field refers to; empty where it is not given or not at hand."""
    key = values.get(field)
    return (lookup(record_type, key) if isinstance(key, str) and key else None) or {}


def agrees(reference: str, record_type: str, field: str, message: str) -> Check:
    """The record that `reference` names has in `field` what this one has there; said at the reference."""

    def check(values: Values, lookup: Lookup) -> Problem | None:
        own, theirs = values.get(field), referred(values, lookup, reference, record_type).get(field)
        return Problem(reference, message) if own and theirs and own != theirs else None

    return check


def not_before_theirs(
    field: str, reference: str, record_type: str, earlier: str, message: str, *, at_reference: bool = False
) -> Check:
    """The day in `field` is not before the day `earlier` of the record that `reference` names, which the message shows
    at "{}"; said at the field, or `at_reference`."""

    def check(values: Values, lookup: Lookup) -> Problem | None:
        when, start = day(values, field), day(referred(values, lookup, reference, record_type), earlier)
        if when is None or start is None or when >= start:
            return None
        return Problem(reference if at_reference else field, message.format(show_day(start.isoformat())))

    return check


def not_before(later: str, earlier: str, labels: tuple[str, str], severity: Severity = Severity.STOP) -> Rule:
    """The day in `later` is not before the day in `earlier`; `labels` are those of later and earlier, in lower case."""
    later_label, earlier_label = labels

    def check(values: Values, lookup: Lookup) -> Problem | None:
        end, start = day(values, later), day(values, earlier)
        if end is None or start is None or end >= start:
            return None
        message = f"{_capital(later_label)} sớm hơn {earlier_label}. Kiểm tra và sửa lại một trong hai ngày."
        return Problem(later, message)

    sentence = f"{_capital(later_label)} không sớm hơn {earlier_label}."
    return rule(check, sentence, severity, name=f"{later}_not_before_{earlier}")


def while_fund_open(field: str, label: str) -> Rule:
    """The day in `field` lies within the fund's life: not before it was opened, and before the day on which it was
    closed; `label` is the field's, in lower case."""

    def check(values: Values, lookup: Lookup) -> Problem | None:
        when, fund = day(values, field), referred(values, lookup, "fund", "fund")
        opened, closed = day(fund, "opened"), day(fund, "closed")
        if when is None or ((opened is None or opened <= when) and (closed is None or when < closed)):
            return None
        return Problem(field, f"{_capital(label)} ngoài thời gian hoạt động của quỹ. Kiểm tra lại {label} và quỹ.")

    sentence = f"{_capital(label)} nằm trong thời gian hoạt động của quỹ."
    return rule(check, sentence, Severity.WARNING, name=f"{field.removesuffix('_date')}_while_fund_open")


def after_opening_balance(field: str, label: str, contained: str) -> Rule:
    """The day in `field` is not before the fund's opening balance, in which what moved earlier is contained already and
    would count twice; `label` is the field's, in lower case, `contained` says how: "nằm trong" or "trừ trong"."""

    message = f"{_capital(label)} trước ngày số dư đầu, khoản này đã {contained} số dư đầu của quỹ."
    check = not_before_theirs(field, "fund", "fund", "opening_date", f"{message} Kiểm tra để không tính hai lần.")
    sentence = f"Khoản đã {contained} số dư đầu thì không ghi lại."
    return rule(check, sentence, Severity.WARNING, name=f"{field.removesuffix('_date')}_after_opening_balance")


def not_above(part: str, whole: str, labels: tuple[str, str], severity: Severity = Severity.STOP) -> Rule:
    """The number in `part` is not greater than the one in `whole`; `labels` are theirs, in lower case."""
    part_label, whole_label = labels

    def check(values: Values, lookup: Lookup) -> Problem | None:
        smaller, larger = number(values, part), number(values, whole)
        if smaller is None or larger is None or smaller <= larger:
            return None
        return Problem(part, f"{_capital(part_label)} lớn hơn {whole_label}. Kiểm tra và sửa lại một trong hai số.")

    sentence = f"{_capital(part_label)} không lớn hơn {whole_label}."
    return rule(check, sentence, severity, name=f"{part}_not_above_{whole}")


def given_once(lines: str, field: str, label: str) -> Rule:
    """No two rows of a child table refer to the same record; `label` says in lower case what they refer to."""

    def check(values: Values, lookup: Lookup) -> Problem | None:
        seen: set[object] = set()
        for index, row in enumerate(rows_of(values, lines)):
            key = row.get(field)
            if key and key in seen:
                return Problem(field, f"{_capital(label)} này đã có ở dòng trên. Xóa một dòng.", line=(lines, index))
            seen.add(key)
        return None

    return rule(check, f"Mỗi {label} chỉ ghi một lần.", name=f"{lines}_given_once")


def digits(field: str, label: str, lengths: tuple[int, ...]) -> Rule:
    """A hint where a number on a paper does not have one of the usual lengths; spaces, dots and dashes do not count."""
    usual = " hoặc ".join(str(length) for length in lengths)

    def check(values: Values, lookup: Lookup) -> Problem | None:
        text = str(values.get(field) or "").translate({ord(mark): None for mark in " .-"})
        if not text or (text.isdecimal() and len(text) in lengths):
            return None
        return Problem(field, f"{_capital(label)} thường có {usual} chữ số. Xem lại giấy tờ.")

    return rule(check, f"{_capital(label)} có {usual} chữ số.", Severity.HINT, name=f"{field}_digits")


_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:0\d{11}|0\d{2}[ .]\d{3}[ .]\d{3}[ .]\d{3}|0\d{9}|0\d{3}[ .]\d{3}[ .]\d{3})(?!\d)"
)
"""The number of an identity card (twelve digits) or of a telephone (ten), both beginning with zero."""


def no_personal_numbers(*fields: str) -> Rule:
    """Text that leaves this computer as public holds no number of an identity card and no telephone of a person."""

    def check(values: Values, lookup: Lookup) -> Problem | None:
        for field in fields:
            if _PERSONAL_NUMBER.search(str(values.get(field) or "")):
                message = "Có dãy số giống số căn cước hoặc số điện thoại. Ô này được gửi lên cấp trên, hãy bỏ số đó."
                return Problem(field, message)
        return None

    sentence = "Nội dung gửi lên cấp trên không ghi số căn cước, số điện thoại của cá nhân."
    return rule(check, sentence, Severity.WARNING, name="no_personal_numbers")


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
