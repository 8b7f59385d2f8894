"""Whether an indicator fits the declarations it counts over, and the other indicators of its report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from models.conditions import Table, Unfit, table
from models.fields import Kind, RecordType
from models.indicators import Added, Basis, Indicator, Ratio, Sum, Total, named_codes

STOCK = (Basis.AT_CUTOFF, Basis.AT_START)


def fits_table(indicator: Indicator, types: Mapping[str, RecordType]) -> None:
    """The kind is that of what is counted, and the dates that the basis needs exist."""
    measure = indicator.measure
    if measure is None or isinstance(measure, Added | Total | Ratio):
        if isinstance(measure, Ratio) and indicator.kind is not Kind.QUANTITY:
            raise Unfit('Tỷ lệ phải có kind = "quantity".', indicator.kind.value)
        return
    where = table(measure.table, types)
    kind = where.field(measure.field).kind if isinstance(measure, Sum) else Kind.INTEGER
    if kind is not indicator.kind:
        raise Unfit(f"Số được đếm là “{kind.value}”, không phải “{indicator.kind.value}”.", indicator.kind.value)
    if indicator.basis in STOCK:
        _is_dated(where, *_span_fields(indicator, where.record_type))
    else:
        _is_dated(where, indicator.dated_by or where.record_type.dated_by)


def _span_fields(indicator: Indicator, record_type: RecordType) -> tuple[str, ...]:
    span = indicator.span or record_type.validity
    return (span.start, *span.ends) if span else ("",)


def _is_dated(where: Table, *names: str) -> None:
    for name in names:
        if not name:
            raise Unfit(f"Bảng “{where.name}” cần dated_by (hoặc span) cho chỉ tiêu này.", "basis")
        if where.field(name).kind is not Kind.DATE:
            raise Unfit(f"Trường “{name}” không phải ngày.", name)


def agrees(indicator: Indicator, all_of_them: Iterable[Indicator]) -> None:
    """The codes an indicator names exist, stand once and lead back to records or figures, never in a circle."""
    known = {other.code: other for other in all_of_them}
    if [other.code for other in all_of_them].count(indicator.code) > 1:
        raise Unfit(f"Mã “{indicator.code}” có hai lần.", indicator.code)
    if indicator.nested_in and indicator.nested_in not in known:
        raise Unfit(f"Không có chỉ tiêu “{indicator.nested_in}”.", indicator.nested_in)
    for code in named_codes(indicator):
        if code not in known:
            raise Unfit(f"Không có chỉ tiêu “{code}”.", code)
        if isinstance(indicator.measure, Total) and known[code].kind is not indicator.kind:
            raise Unfit(f"Chỉ tiêu “{code}” khác loại số nên không cộng được.", code)
    for step in (named_codes, lambda item: (item.nested_in,) if item.nested_in else ()):
        _no_circle(indicator, known, step)


def _no_circle(
    indicator: Indicator, known: Mapping[str, Indicator], step: Callable[[Indicator], tuple[str, ...]]
) -> None:
    waiting, seen = list(step(indicator)), set[str]()
    while waiting:
        code = waiting.pop()
        if code == indicator.code:
            raise Unfit(f"Chỉ tiêu “{code}” tính từ chính nó.", code)
        if code not in seen and code in known:
            seen.add(code)
            waiting.extend(step(known[code]))
