"""What does not add up in a report, each with its arithmetic in a Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.consolidation import Consolidation
from models.days import show_day
from models.indicators import Count, CountDistinct, Figure, Indicator, IndicatorValue, Ratio, Sum, Total
from models.numerals import format_number, percent, percent_hundredths
from models.periods import parse_period
from models.report_evidence import Evidence
from models.report_numbers import Wording
from models.reports import Check
from models.submissions import Finding

PLAN = "plan"
"""A check whose name begins so compares what was reached (left) with a plan (right): a hint, not an error."""


def findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that should be looked at before the report is signed, gravest first."""
    found = [
        *_equations(evidence),
        *_stated_totals(evidence),
        *_stated_percentages(evidence),
        *_nested(evidence),
        *_two_sources(evidence),
        *_keyed_beside(evidence),
        *_recounts(evidence),
        *_missing_units(evidence),
        *_pledged(evidence),
        *_plans(evidence),
        *_left_out(evidence),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity == "hint"))


def _equations(evidence: Evidence) -> Iterator[Finding]:
    """Every equation holds for every unit that knows all its terms."""
    for check in evidence.definition.checks:
        if not check.name.startswith(PLAN):
            for unit in evidence.now.in_sum:
                yield from _equation(evidence, check, unit)


def _equation(evidence: Evidence, check: Check, unit: str) -> Iterator[Finding]:
    sides = [_values(evidence.now, codes, (unit,)) for codes in (check.left, check.right)]
    left, right = sides
    if left is None or right is None or sum(left) == sum(right):
        return
    wording = Wording.for_values(evidence.now.indicators[check.left[0]], (*left, *right))
    sentence = (
        f"{evidence.name(unit)}: {check.sentence}: {wording.sum(left)}, còn {wording.sum(right)}, "
        f"chênh lệch {wording.full(abs(sum(left) - sum(right)))}."
    )
    yield Finding(check.name, sentence, (*check.left, *check.right), unit)


def _stated_totals(evidence: Evidence) -> Iterator[Finding]:
    """The total on the paper is the one that the parts give."""
    for indicator, figure in _figures(evidence):
        stated, cell = figure.stated_total, evidence.now.cell(indicator.code)
        if stated is None or cell.value is None or stated == cell.value:
            continue
        terms = _terms(evidence.now, indicator)
        wording = Wording.for_values(indicator, (*terms, stated))
        difference = wording.full(abs(cell.value - stated))
        sentence = (
            f"{indicator.label}: {wording.sum(terms)}, báo cáo ghi {wording.bare(stated)}, chênh lệch {difference}."
        )
        yield Finding("stated_total", sentence, (indicator.code,), evidence.own)


def _terms(now: Consolidation, indicator: Indicator) -> tuple[int, ...]:
    """What a total is made of: its parts, or else the units' shares (few of them; many would not be read)."""
    if isinstance(indicator.measure, Total):
        parts = [(now.cell(code.removeprefix("-")).value, code) for code in indicator.measure.codes]
        signed = tuple(-value if code.startswith("-") else value for value, code in parts if value)
        if signed and sum(signed) == now.cell(indicator.code).value:
            return signed
    shares = tuple(item.value for item in now.contributions(indicator.code))
    return shares if 1 <= len(shares) <= 5 else (sum(shares),)


def _stated_percentages(evidence: Evidence) -> Iterator[Finding]:
    """The percentage on the paper is numerator by denominator, rounded half up."""
    for indicator, figure in _figures(evidence):
        cell = evidence.now.cell(indicator.code)
        computed = percent_hundredths(cell.numerator, cell.denominator)
        if figure.stated_percent is None or computed is None or computed == figure.stated_percent:
            continue
        if cell.numerator is None or cell.denominator is None:
            continue
        part = indicator
        if isinstance(indicator.measure, Ratio):
            part = evidence.now.indicators[indicator.measure.numerator]
        wording = Wording(part, millions=False)
        sentence = (
            f"{indicator.label}: {wording.bare(cell.numerator)}/{wording.bare(cell.denominator)} = "
            f"{percent(cell.numerator, cell.denominator)}, báo cáo ghi {format_number(figure.stated_percent, 2)}%."
        )
        yield Finding("stated_percent", sentence, (indicator.code,), evidence.own)


def _nested(evidence: Evidence) -> Iterator[Finding]:
    """A part ("trong đó") is not greater than the whole."""
    for indicator in evidence.definition.indicators:
        whole = evidence.now.indicators.get(indicator.nested_in)
        if whole is None:
            continue
        part_value, whole_value = (evidence.now.cell(item.code).value for item in (indicator, whole))
        if part_value is None or whole_value is None or part_value <= whole_value:
            continue
        wording = Wording.for_values(whole, (part_value, whole_value))
        sentence = (
            f"Trong đó “{indicator.label}” {wording.bare(part_value)} lớn hơn “{whole.label}” "
            f"{wording.bare(whole_value)}, vượt {wording.full(part_value - whole_value)}."
        )
        yield Finding("nested", sentence, (whole.code, indicator.code))


def _two_sources(evidence: Evidence) -> Iterator[Finding]:
    """Records and a figure exist for the same number: one counts, the other is shown. Where a figure counts an officer
    has decided so, and one line for all such units is enough; records may count because nobody has decided yet."""
    for indicator in evidence.definition.indicators:
        decided: dict[str, IndicatorValue] = {}
        for unit, source in evidence.now.in_sum.items():
            value = source.values.get(indicator.code)
            if value is None or value.value is None or value.other is None or value.other == value.value:
                continue
            if value.source == "figure":
                decided[unit] = value
            else:
                yield Finding("two_sources", _both(evidence, unit, indicator, value), (indicator.code,), unit)
        if decided:
            yield _decided(evidence, indicator, decided)


def _keyed_beside(evidence: Evidence) -> Iterator[Finding]:
    """Figures keyed here for a unit whose shorter periods were composed meanwhile: both are shown, nothing is lost."""
    for unit, source in evidence.now.in_sum.items():
        for indicator in evidence.definition.indicators:
            keyed, used = source.keyed.get(indicator.code), source.values.get(indicator.code)
            if keyed is None or used is None or None in (keyed.value, used.value) or keyed.value == used.value:
                continue
            told, other = used.value or 0, keyed.value or 0
            wording = Wording.for_values(indicator, (told, other))
            sentence = (
                f"{evidence.name(unit)}: {indicator.label}: ghép từ các kỳ ngắn {wording.bare(told)} (đang dùng), "
                f"nhập thay {wording.bare(other)}, chênh lệch {wording.full(abs(told - other))}."
            )
            yield Finding("two_sources", sentence, (indicator.code,), unit)


def _decided(evidence: Evidence, indicator: Indicator, values: Mapping[str, IndicatorValue]) -> Finding:
    """The units where a figure counts although there are records, in one hint; a single one is told by its name."""
    if len(values) == 1:
        ((unit, value),) = values.items()
        return Finding("two_sources", _both(evidence, unit, indicator, value), (indicator.code,), unit, "hint")
    used, other = sum(value.value or 0 for value in values.values()), sum(value.other or 0 for value in values.values())
    wording = Wording.for_values(indicator, (used, other))
    sentence = (
        f"{indicator.label}: {len(values)} đơn vị dùng số liệu nhập tay, cộng lại {wording.bare(used)}; "
        f"theo sổ ghi {wording.bare(other)}, chênh lệch {wording.full(abs(used - other))}."
    )
    return Finding("two_sources", sentence, (indicator.code,), severity="hint")


def _both(evidence: Evidence, unit: str, indicator: Indicator, value: IndicatorValue) -> str:
    used, other = value.value or 0, value.other or 0
    if isinstance(indicator.measure, Total):
        names = ("các dòng cộng lại", "số liệu nhập tay")
    else:
        names = ("sổ ghi", "số liệu nhập tay") if value.source == "records" else ("số liệu nhập tay", "sổ ghi")
    wording = Wording.for_values(indicator, (used, other))
    return (
        f"{evidence.name(unit)}: {indicator.label}: theo {names[0]} {wording.bare(used)} (đang dùng), "
        f"theo {names[1]} {wording.bare(other)}, chênh lệch {wording.full(abs(used - other))}."
    )


def _recounts(evidence: Evidence) -> Iterator[Finding]:
    """What a file reports is what the records in it give."""
    for unit, counted in sorted(evidence.recounted.items()):
        source = evidence.now.in_sum.get(unit)
        for code, again in sorted(counted.items()):
            value = source.values.get(code) if source else None
            if value is None or value.value is None or value.value == again:
                continue
            indicator = evidence.now.indicators[code]
            wording = Wording.for_values(indicator, (value.value, again))
            sentence = (
                f"{evidence.name(unit)}: {indicator.label}: tệp gửi báo {wording.bare(value.value)}, bản ghi kèm theo "
                f"đếm lại được {wording.bare(again)}, chênh lệch {wording.full(abs(value.value - again))}."
            )
            yield Finding("recount", sentence, (code,), unit)


def _missing_units(evidence: Evidence) -> Iterator[Finding]:
    coverage = evidence.coverage
    if coverage is None:
        return
    if coverage.missing:
        names = ", ".join(evidence.name(unit) for unit in coverage.missing)
        yield Finding("coverage", f"{coverage.sentence}; chưa nộp: {names}.")
    for unit, periods in coverage.composed.items():
        labels = ", ".join(parse_period(code).label for code in periods)
        sentence = (
            f"{evidence.name(unit)} chưa nộp kỳ này; số được ghép từ {labels}, chỉ gồm chỉ tiêu trong kỳ cộng được."
        )
        yield Finding("composed", sentence, unit=unit, severity="hint")
    for unit, (period, end, following, start) in evidence.seams.items():
        before, after = parse_period(period).label, parse_period(following).label
        sentence = (
            f"{evidence.name(unit)}: {before} chốt ngày {show_day(end.isoformat())} mà {after} tính từ ngày "
            f"{show_day(start.isoformat())}, nên số ghép bị trùng hoặc sót ngày. Đề nghị đơn vị này gửi lại {after}."
        )
        yield Finding("seam", sentence, unit=unit)
    for unit, source in evidence.now.in_sum.items():
        if source.proxy:
            sentence = f"{evidence.name(unit)} chưa có tệp gửi; đang dùng số liệu do cấp trên nhập thay."
            yield Finding("proxy", sentence, unit=unit, severity="hint")
        elif any(source.values[code] is value for code, value in source.keyed.items()):
            sentence = f"{evidence.name(unit)}: chỉ tiêu không ghép được đang dùng số liệu do cấp trên nhập thay."
            yield Finding("proxy", sentence, unit=unit, severity="hint")
    if evidence.last_year is not None and evidence.last_year.missing:
        names = ", ".join(evidence.name(unit) for unit in evidence.last_year.missing)
        sentence = f"Cùng kỳ năm trước không có số của: {names}; chỉ tiêu của các đơn vị này không so được."
        yield Finding("last_year", sentence, severity="hint")


def _pledged(evidence: Evidence) -> Iterator[Finding]:
    """A headline that adds promises to what was received says how much of it was received."""
    for indicator in evidence.definition.indicators:
        if not isinstance(indicator.measure, Total):
            continue
        parts = [evidence.now.indicators[code.removeprefix("-")] for code in indicator.measure.codes]
        promised = [part.code for part in parts if isinstance(part.measure, Sum) and _table(part) == "pledge"]
        received = [part.code for part in parts if part.code not in promised]
        whole, open_part = evidence.now.cell(indicator.code).value, _known_sum(evidence.now, promised)
        if not promised or not received or not whole or not open_part:
            continue
        wording = Wording.for_values(indicator, (whole, open_part))
        sentence = (
            f"{indicator.label}: trong {wording.full(whole)} mới nhận {wording.full(whole - open_part)} "
            f"({percent(whole - open_part, whole)}), còn đăng ký {wording.full(open_part)} "
            f"({percent(open_part, whole)})."
        )
        yield Finding("pledged", sentence, (indicator.code, *received, *promised), severity="hint")


def _plans(evidence: Evidence) -> Iterator[Finding]:
    for check in evidence.definition.checks:
        plan = _values(evidence.now, check.right, None) if check.name.startswith(PLAN) else None
        if plan is None:
            continue
        reached = _values(evidence.now, check.left, None)
        indicator = evidence.now.indicators[check.right[0]]
        wording = Wording.for_values(indicator, plan)
        if reached is None:
            sentence = f"{check.sentence}: {wording.full(sum(plan))} là số kế hoạch, chưa có số thực hiện."
        elif sum(reached) == sum(plan):
            continue
        else:
            sentence = f"{check.sentence}: đã đạt {wording.bare(sum(reached))}, kế hoạch {wording.full(sum(plan))}."
        yield Finding(check.name, sentence, (*check.left, *check.right), severity="hint")


def _left_out(evidence: Evidence) -> Iterator[Finding]:
    """Says where a gift between units of the sum was taken out of the receiver's side."""
    for indicator in evidence.definition.indicators:
        if isinstance(indicator.measure, Total | Ratio) or indicator.nested_in:
            continue
        amount = sum(item.left_out for item in evidence.now.contributions(indicator.code))
        if amount:
            wording = Wording.for_values(indicator, (amount,))
            sentence = f"{indicator.label}: đã bớt {wording.full(amount)} do các đơn vị trong tổng chuyển cho nhau."
            yield Finding("left_out", sentence, (indicator.code,), severity="hint")


def _figures(evidence: Evidence) -> Iterator[tuple[Indicator, Figure]]:
    for indicator in evidence.definition.indicators:
        figure = evidence.figures.get(indicator.code)
        if figure is not None:
            yield indicator, figure


def _values(now: Consolidation, codes: Iterable[str], units: tuple[str, ...] | None) -> tuple[int, ...] | None:
    """The numbers of all codes; None as soon as one is not known."""
    found = [now.cell(code, units).value for code in codes]
    return None if None in found else tuple(value or 0 for value in found)


def _known_sum(now: Consolidation, codes: Iterable[str]) -> int:
    return sum(now.cell(code).value or 0 for code in codes)


def _table(indicator: Indicator) -> str:
    return indicator.measure.table if isinstance(indicator.measure, Count | CountDistinct | Sum) else ""
