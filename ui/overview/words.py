"""How the overview says what it found: differences, findings, days, always in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.days import show_day
from models.numerals import format_number
from models.periods import Period

if TYPE_CHECKING:  # the page stands before there are facts to tell
    from models.fields import Field
    from ui.overview.facts import Compared, Due, Facts, LowerUnits, Span

RISEN, FALLEN, EQUAL, NOTHING, FIRST = "risen", "fallen", "equal", "nothing", "first"

NOTHING_YET = "Chưa có gì được ghi sổ trong kỳ này và cùng kỳ năm trước. Mở một sổ dưới đây để bắt đầu ghi."


def day(value: dt.date) -> str:
    return show_day(value.isoformat())


def days(span: Span) -> str:
    """ "01/07/2026 – 23/11/2026"."""
    return f"{day(span.first)} – {day(span.last)}"


def whole(number: int) -> str:
    """A count with its thousands grouped."""
    return format_number(number, 0)


def direction(now: int, before: int) -> str:
    """RISEN, FALLEN, EQUAL, NOTHING (none in either year) or FIRST (none the year before)."""
    if not before:
        return FIRST if now else NOTHING
    if now == before:
        return EQUAL
    return RISEN if now > before else FALLEN


def count_difference(now: int, before: int) -> str:
    """ "tăng 12", "giảm 3", "như cùng kỳ"; last year without any says so."""
    match direction(now, before):
        case "risen":
            return f"tăng {whole(now - before)}"
        case "fallen":
            return f"giảm {whole(before - now)}"
        case "equal":
            return "như cùng kỳ"
        case "first":
            return "cùng kỳ không có"
    return "chưa phát sinh"


def sum_difference(now: int, before: int) -> str:
    """As `count_difference`, in per cent of last year, half up."""
    way = direction(now, before)
    if way in (RISEN, FALLEN):
        percent = (abs(now - before) * 200 + before) // (2 * before)
        shown = f"{whole(percent)}%" if percent else "chưa đến 1%"
        return f"{'tăng' if way == RISEN else 'giảm'} {shown}"
    return "" if way == NOTHING else count_difference(now, before)


def amount(field: Field, value: int) -> str:
    """A sum with its unit: "214.650.000 đồng", "59.482 m²"."""
    from models.values import DECIMALS  # there is no sum before there are facts

    unit = field.unit or "m²"
    return f"{format_number(value, DECIMALS[field.kind], trim=True)} {unit}"


def finding(registers: Sequence[Compared]) -> str:
    """What the comparison comes to, in a sentence."""
    ways = {item.record_type.plural: direction(item.count, item.count_before) for item in registers}
    parts = []
    for word, wanted in (("Tăng", (RISEN, FIRST)), ("Giảm", (FALLEN,)), ("Như cùng kỳ", (EQUAL,))):
        names = [name for name, way in ways.items() if way in wanted]
        if names:
            parts.append(f"{word}: {', '.join(names)}.")
    return " ".join(parts) or NOTHING_YET


def silent(registers: Sequence[Compared]) -> str:
    """The registers in which nothing was written down in either period, in a sentence; "" where all, or none, are so:
    a table of noughts says nothing, but an empty table would not show where to begin."""
    names = [item.record_type.plural for item in registers if not (item.count or item.count_before)]
    return f"Chưa phát sinh: {', '.join(names)}." if 0 < len(names) < len(registers) else ""


def spans_sentence(facts: Facts) -> str:
    """Which days are compared, and why not the whole of last year's period."""
    sentence = f"Kỳ này: {days(facts.span)}. Cùng kỳ: {days(facts.span_before)}"
    return f"{sentence}, tính đến cùng ngày vì kỳ này chưa hết." if facts.runs else f"{sentence}."


def due_sentence(due: Due, today: dt.date) -> str:
    """Where a period stands between its days and its sending."""
    if due.is_sent:
        at = dt.datetime.fromisoformat(due.sent_at)
        return f"Lần gửi số {due.sent_number}, ngày {at:%d/%m/%Y}."
    left = (due.period.last - today).days
    if left < 0:
        return f"Kỳ đã hết ngày {day(due.period.last)}."
    if left == 0:
        return "Hôm nay là ngày cuối kỳ."
    return f"Còn {left} ngày đến hết kỳ, {day(due.period.last)}."


def due_state(due: Due, today: dt.date) -> tuple[str, str]:
    """The word on a due period's chip, and its tone."""
    if due.is_sent:
        return "Đã gửi", "done"
    return ("Chưa gửi", "warning") if due.period.last < today else ("Đang ghi", "")


def lower_sentence(lower: LowerUnits) -> str:
    """ "5/14 đơn vị cấp dưới chưa nộp 6 tháng đầu năm 2026"."""
    absent = lower.expected - lower.submitted
    return f"{absent}/{lower.expected} đơn vị cấp dưới chưa nộp {inside(lower.period)}"


def received_sentence(lower: LowerUnits) -> str:
    """ "9/14 đơn vị cấp dưới đã nộp 6 tháng đầu năm 2026."."""
    return f"{lower.submitted}/{lower.expected} đơn vị cấp dưới đã nộp {inside(lower.period)}."


def missing_names(lower: LowerUnits) -> str:
    """The units behind that sentence: "Chưa nộp: A, B, C, …"."""
    more = lower.expected - lower.submitted > len(lower.missing)
    return f"Chưa nộp: {', '.join(lower.missing)}{', …' if more else ''}"


def inside(period: Period) -> str:
    """A period's label inside a sentence: "6 tháng đầu năm 2026", "quý I năm 2026"."""
    return period.label[:1].lower() + period.label[1:]
