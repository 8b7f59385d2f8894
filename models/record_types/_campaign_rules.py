"""The clocks of a relief campaign (Decree 93/2021, Art. 8 and 9), and what a record that names one must fit.

The decree binds relief funds only (fund_kind cuu_tro); other funds may run campaigns of their own length.
"""

from __future__ import annotations

import datetime as dt

from models.days import show_day
from models.numerals import format_number
from models.predicates import Is
from models.record_types._checks import Check, Values, agrees, day, not_before_theirs, number, referred, rule
from models.rules import Lookup, Problem, Rule, Severity

IN_FORCE = dt.date(2021, 12, 11)
"""The day Decree 93/2021 took effect."""

RECEPTION_DAYS = 90
DISTRIBUTION_DAYS = 20
RECEIPTS_TOLD_DAYS = 15
PAYMENTS_TOLD_DAYS = 30
POSTED_DAYS = 30
RELIEF = "cuu_tro"
RELIEF_FUND = Is("fund.fund_kind", RELIEF)


def decree_93(place: str) -> str:
    """The article as it is printed."""
    return f"Nghị định 93/2021/NĐ-CP {place}"


def is_relief(values: Values, lookup: Lookup) -> bool:
    """Whether the record's fund is one for relief."""
    return referred(values, lookup, "fund", "fund").get("fund_kind") == RELIEF


def last_day_of_distribution(campaign: Values) -> dt.date | None:
    """Twenty days after reception ended; None where no end of reception is given."""
    end = day(campaign, "reception_end")
    return end and end + dt.timedelta(days=DISTRIBUTION_DAYS)


def reception_within_90_days(values: Values, lookup: Lookup) -> Problem | None:
    """Reception lasts at most 90 days from the launch, unless a decision extends it."""
    launch, end = day(values, "launch_date"), day(values, "reception_end")
    if launch is None or end is None or values.get("extension_no") or not is_relief(values, lookup):
        return None
    last = launch + dt.timedelta(days=RECEPTION_DAYS)
    if end <= last:
        return None
    message = (
        f"Tiếp nhận quá {RECEPTION_DAYS} ngày kể từ ngày phát động. Chọn ngày không sau {show_day(last.isoformat())},"
        " hoặc nhập quyết định gia hạn."
    )
    return Problem("reception_end", message)


def extended_by_province(values: Values, lookup: Lookup) -> Problem | None:
    """Only a province or the centre extends the reception of relief."""
    level = values.get("extension_level")
    if not values.get("extension_no") or level in (None, "", "tinh", "trung_uong") or not is_relief(values, lookup):
        return None
    message = (
        "Chỉ cấp tỉnh trở lên được gia hạn thời gian tiếp nhận cứu trợ. Đề nghị cấp tỉnh quyết định, hoặc bỏ số quyết"
        " định gia hạn."
    )
    return Problem("extension_level", message)


def distribution_within_20_days(values: Values, lookup: Lookup) -> Problem | None:
    """Distribution ends at most 20 days after reception, unless the donors were promised otherwise."""
    end, last = day(values, "distribution_end"), last_day_of_distribution(values)
    if end is None or last is None or end <= last or not is_relief(values, lookup):
        return None
    message = (
        f"Phân phối quá {DISTRIBUTION_DAYS} ngày sau khi kết thúc tiếp nhận. Kiểm tra lại ngày, hoặc ghi lý do, ví dụ"
        " theo cam kết với nhà tài trợ."
    )
    return Problem("distribution_end", message)


def _told_late(values: Values, lookup: Lookup, field: str, end: str, days: int) -> dt.date | None:
    """The last day on which totals were to be published, where the day given is later."""
    told, ended = day(values, field), day(values, end)
    if told is None or ended is None or not is_relief(values, lookup):
        return None
    last = ended + dt.timedelta(days=days)
    return last if told > last else None


def receipts_published_in_time(values: Values, lookup: Lookup) -> Problem | None:
    """What was received is published at most 15 days after reception ended."""
    last = _told_late(values, lookup, "receipts_published", "reception_end", RECEIPTS_TOLD_DAYS)
    message = "Hạn công khai kết quả tiếp nhận là {}. Kiểm tra lại ngày, hoặc ghi lý do công khai sau hạn."
    return Problem("receipts_published", message.format(show_day(last.isoformat()))) if last else None


def payments_published_in_time(values: Values, lookup: Lookup) -> Problem | None:
    """What was distributed is published at most 30 days after distribution ended."""
    last = _told_late(values, lookup, "payments_published", "distribution_end", PAYMENTS_TOLD_DAYS)
    message = "Hạn công khai kết quả phân phối là {}. Kiểm tra lại ngày, hoặc ghi lý do công khai sau hạn."
    return Problem("payments_published", message.format(show_day(last.isoformat()))) if last else None


def posted_for_30_days(values: Values, lookup: Lookup) -> Problem | None:
    """The lists hang for at least 30 days, the first and the last one counted."""
    first, last = day(values, "posted_from"), day(values, "posted_until")
    if first is None or last is None or last < first or not is_relief(values, lookup):
        return None
    least = first + dt.timedelta(days=POSTED_DAYS - 1)
    if last >= least:
        return None
    message = (
        f"Niêm yết chưa đủ {POSTED_DAYS} ngày. Niêm yết đến hết ngày {show_day(least.isoformat())}, hoặc ghi lý do."
    )
    return Problem("posted_until", message)


def publication_noted(values: Values, lookup: Lookup) -> Problem | None:
    """Once reception or distribution has an end, the day on which the totals were published is wanted too."""
    if not is_relief(values, lookup):
        return None
    clocks = (
        ("receipts_published", "reception_end", RECEIPTS_TOLD_DAYS, "tiếp nhận"),
        ("payments_published", "distribution_end", PAYMENTS_TOLD_DAYS, "phân phối"),
    )
    for field, end, days, what in clocks:
        ended = day(values, end)
        if ended is not None and not values.get(field):
            last = show_day((ended + dt.timedelta(days=days)).isoformat())
            return Problem(field, f"Chưa có ngày công khai kết quả {what}. Nhập ngày khi đã công khai, hạn là {last}.")
    return None


def opening_within_the_fund(values: Values, lookup: Lookup) -> Problem | None:
    """What a campaign has on the day of its fund's opening balance is inside that balance and never adds to it."""
    own, fund = number(values, "opening_balance"), referred(values, lookup, "fund", "fund")
    if not own or not fund:
        return None
    whole = number(fund, "opening_balance")
    if whole is None:
        return Problem("opening_balance", "Quỹ chưa có số dư đầu. Ghi số dư đầu của quỹ trước, ở danh mục Quỹ.")
    if own <= whole:
        return None
    message = f"Số dư đầu của đợt lớn hơn số dư đầu của quỹ ({format_number(whole)} đồng). Sửa lại một trong hai số."
    return Problem("opening_balance", message)


def received_before_reception_ended(values: Values, lookup: Lookup) -> Problem | None:
    """Nothing is received for a relief campaign once its reception has ended."""
    received = day(values, "received_date")
    end = day(referred(values, lookup, "campaign", "campaign"), "reception_end")
    if received is None or end is None or received <= end or not is_relief(values, lookup):
        return None
    message = (
        f"Đợt vận động này đã kết thúc tiếp nhận ngày {show_day(end.isoformat())}. Kiểm tra lại ngày nhận,"
        " hoặc chọn đợt khác."
    )
    return Problem("received_date", message)


def paid_within_20_days(values: Values, lookup: Lookup) -> Problem | None:
    """What a relief campaign brought is distributed within 20 days after reception ended."""
    paid, last = day(values, "paid_date"), last_day_of_distribution(referred(values, lookup, "campaign", "campaign"))
    if paid is None or last is None or paid <= last or not is_relief(values, lookup):
        return None
    message = (
        f"Hạn phân phối của đợt vận động này là {show_day(last.isoformat())}. Kiểm tra lại ngày, hoặc ghi lý do chi sau"
        " hạn."
    )
    return Problem("paid_date", message)


CAMPAIGN_OF_THIS_FUND = rule(
    agrees("campaign", "campaign", "fund", "Đợt vận động này của quỹ khác. Chọn lại đợt vận động hoặc quỹ."),
    "Đợt vận động thuộc đúng quỹ đã chọn.",
    name="campaign_of_this_fund",
)


def after_launch(field: str, label: str) -> Rule:
    """The day in `field` is not before the launch of the campaign; `label` is its label, in lower case."""
    shown = label[:1].upper() + label[1:]
    message = f"{shown} trước ngày phát động {{}}. Kiểm tra lại ngày, hoặc chọn đợt khác."
    check = not_before_theirs(field, "campaign", "campaign", "launch_date", message)
    sentence = f"{shown} không trước ngày phát động đợt vận động."
    return rule(check, sentence, Severity.WARNING, name="not_before_launch")


def stop(check: Check, sentence: str, place: str) -> Rule:
    """A rule of the decree that stops."""
    return rule(check, sentence, article=decree_93(place), valid_from=IN_FORCE)


def hint(check: Check, sentence: str, place: str) -> Rule:
    """A rule of the decree that only reminds."""
    return rule(check, sentence, Severity.HINT, decree_93(place), valid_from=IN_FORCE)


def warn(check: Check, sentence: str, place: str) -> Rule:
    """A rule of the decree that asks for a reason."""
    return rule(check, sentence, Severity.WARNING, decree_93(place), valid_from=IN_FORCE)
