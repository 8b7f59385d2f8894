"""What an officer should know before a file leaves, besides what does not add up in the reports themselves.

A record entered late carries the day of a period that was sent: it is in no later period's number, so that nothing is
counted twice, and reaches the level above only when that period is sent again.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from models.days import show_day
from models.indicators import Basis, Indicator, IndicatorValue, named_codes
from models.periods import Period, parse_period
from models.report_numbers import Wording
from models.reports import ReportDefinition, ReportResult
from models.submissions import Finding
from storage.database import Database
from storage.submission.archive import Archive
from storage.submission.incoming import VALUES
from storage.submission.packages import MAGIC, part_folder

NAMED = 3
"""So many changed indicators are told with their numbers; the others are counted."""

Changed = tuple[Indicator, "int | None", "int | None"]
"""An indicator with the value that was sent and the one of today."""


class Reports(Protocol):
    """What is needed of storage/reckoning/reports.py."""

    def definitions(self) -> Sequence[ReportDefinition]: ...
    def own_values(self, period: str, cutoff: dt.date) -> Mapping[str, IndicatorValue]: ...
    def result(self, report: str, period: str, cutoff: dt.date) -> ReportResult: ...


def findings(database: Database, unit: str, reports: Reports, period: Period, cutoff: dt.date) -> tuple[Finding, ...]:
    """Everything to be looked at before our file for this period goes up: what is only of sending comes first."""
    results = [reports.result(one.id, period.code, cutoff) for one in reports.definitions()]
    found = [finding for result in results for finding in result.findings]
    more = [*_changed_since_sent(database, unit, reports, period), *_of_this_file(database, unit, cutoff, found)]
    return tuple(dict.fromkeys((*more, *found)))


def _of_this_file(database: Database, unit: str, cutoff: dt.date, found: Iterable[Finding]) -> Iterator[Finding]:
    if cutoff > database.today():
        sentence = (
            f"Ngày chốt số liệu {show_day(cutoff.isoformat())} ở sau hôm nay; những gì ghi sổ sau khi gửi không có "
            "trong tệp này. Gửi lại kỳ này sau ngày chốt."
        )
        yield Finding("cutoff_ahead", sentence, unit=unit)
    for one in found:
        if one.name == "proxy":
            sentence = (
                f"{one.sentence} Số nhập thay không nằm trong tệp gửi, cấp trên sẽ không cộng; đề nghị đơn vị này gửi "
                "tệp của mình."
            )
            yield Finding("proxy_stays", sentence, unit=one.unit)


def _changed_since_sent(database: Database, unit: str, reports: Reports, asked: Period) -> Iterator[Finding]:
    """Other periods of the year, and the one just before, whose last file no longer says what the register says."""
    indicators = [item for definition in reports.definitions() for item in definition.indicators]
    rows = database.rows("SELECT max(number) AS number, period FROM sent GROUP BY period")
    sent = sorted((parse_period(row["period"]), int(row["number"])) for row in rows)
    for period, number in sent:
        just_before = period.last + dt.timedelta(days=1) == asked.first
        if period != asked and (period.year == asked.year or just_before):
            cutoff, then = _as_sent(database, unit, number)
            now = reports.own_values(period.code, cutoff)
            if changed := list(_differences(indicators, then, now)):
                yield _finding(unit, period, number, changed)


def _as_sent(database: Database, unit: str, number: int) -> tuple[dt.date, Mapping[str, int | None]]:
    """The cut-off of a sending and the values of our own part in it."""
    row = database.rows("SELECT period, cutoff, file FROM sent WHERE number = ?", (number,))[0]
    content = bytes(row["file"])
    payload = content.index(b"\n", len(MAGIC)) + 1
    archive = Archive(io.BytesIO(content), payload, len(content))
    lines = archive.read(part_folder(unit, row["period"]) + VALUES).splitlines()
    values = {line["code"]: line.get("value") for line in map(json.loads, lines)}
    return dt.date.fromisoformat(row["cutoff"]), values


def _differences(
    indicators: Iterable[Indicator], then: Mapping[str, int | None], now: Mapping[str, IndicatorValue]
) -> Iterator[Changed]:
    """What is counted by its own day, and figures. What stands at a cut-off is left out: a team may well have grown
    since; totals and parts ("trong đó") would only say the same again."""
    for indicator in indicators:
        by_day = indicator.measure is None or indicator.basis in (Basis.IN_PERIOD, Basis.CUMULATIVE_YEAR)
        if by_day and not named_codes(indicator) and not indicator.nested_in and indicator.code in then:
            sent, value = then[indicator.code], now[indicator.code].value
            if sent != value and (sent is not None or value):  # a register that was begun since has no news of nothing
                yield indicator, sent, value


def _finding(unit: str, period: Period, number: int, changed: Sequence[Changed]) -> Finding:
    told = [_told(*item) for item in changed[:NAMED]]
    if len(changed) > NAMED:
        told.append(f"và {len(changed) - NAMED} chỉ tiêu khác")
    sentence = (
        f"{period.label} đã gửi (lần gửi số {number}), nay sổ đã khác: {'; '.join(told)}. "
        "Gửi lại kỳ đó để cấp trên có số đúng; kỳ này không tính thay."
    )
    return Finding("sent_before", sentence, tuple(item[0].code for item in changed), unit)


def _told(indicator: Indicator, then: int | None, now: int | None) -> str:
    wording = Wording.for_values(indicator, [value for value in (then, now) if value is not None])
    texts = ["chưa có" if value is None else wording.full(value) for value in (then, now)]
    return f"{indicator.label} đã gửi {texts[0]}, nay {texts[1]}"
