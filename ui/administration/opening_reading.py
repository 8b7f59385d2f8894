"""What has been entered of the opening, asked of the store in one go, and how each step begins a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from models.books import Days
from models.days import show_day
from models.indicators import Given, Ratio, Total
from models.numerals import format_number
from models.opening import (
    ANSWERS,
    CASES,
    DAY,
    FUNDS,
    GOODS,
    LAST_YEAR,
    MODELS,
    PLACES,
    PLEDGES,
    THIS_YEAR,
    Opening,
    periods_before,
    periods_of_last_year,
    read_opening,
)
from models.periods import Period
from models.ports import Store
from models.predicates import All, Filled, Is, Predicate
from models.record_types import record_type
from models.records import Query, State
from ui.entry.wording import counted, noun

FINAL = frozenset({State.FINAL})
ACCEPTED = Is("accepted", "tiep_nhan")


@dataclass(frozen=True, slots=True)
class Words:
    """What a step is called and what is entered in it."""

    title: str
    text: str


WORDS: Mapping[str, Words] = {
    PLACES: Words(
        "Khu dân cư, tổ hòa giải, hòa giải viên",
        "Ghi những nơi và người đang hoạt động, với ngày thành lập, ngày công nhận thật.",
    ),
    FUNDS: Words(
        "Số dư đầu của các quỹ",
        "Mỗi quỹ ghi số dư vào ngày bắt đầu, và số đã tiếp nhận từ khi phát động đến trước ngày đó. Đợt vận động "
        "đang dở ghi phần của mình trong số dư ấy.",
    ),
    GOODS: Words(
        "Hàng còn trong kho",
        "Ghi ở ô “Hàng tồn đầu” của quỹ, hoặc của đợt vận động. Hàng này không tính là tiếp nhận trong năm.",
    ),
    PLEDGES: Words(
        "Đăng ký ủng hộ chưa thực hiện hết",
        "Ghi ngày đăng ký thật; số tiền là số còn lại vào ngày bắt đầu.",
    ),
    CASES: Words(
        "Vụ việc hòa giải chưa kết thúc",
        "Ghi ngày nhận thật, kể cả của năm trước; khi kết thúc thì mở lại để ghi kết quả.",
    ),
    MODELS: Words("Mô hình đang duy trì", "Ghi mỗi mô hình với ngày ra mắt thật."),
    THIS_YEAR: Words(
        "Số liệu những tháng đầu năm nay",
        "Nhập số liệu của các tháng trước ngày bắt đầu; lũy kế, 9 tháng và cả năm sẽ gồm các số này.",
    ),
    LAST_YEAR: Words(
        "Số liệu năm trước",
        "Nhập số liệu các kỳ đã báo cáo, để cột “Cùng kỳ năm trước” có số so sánh.",
    ),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of a step: what stands there, and where more is entered. A line of figures has a `period` instead of a
    `place`; `values` begin a new record."""

    text: str
    place: str = ""
    verb: str = ""
    values: Mapping[str, object] | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """The opening and the lines of its steps."""

    opening: Opening
    lines: Mapping[str, tuple[Entered, ...]]


def read_stand(store: Store) -> Stand:
    """Some ten small questions."""
    opening = read_opening(store.settings.get(DAY), store.settings.get(ANSWERS))
    day = opening.day
    if day is None:
        return Stand(opening, {})
    lines = {
        PLACES: tuple(_standing(store, name, day) for name in ("residential_area", "mediation_team", "mediator")),
        FUNDS: (_funds(store, day), Entered(_appeals(store), "campaign")),
        GOODS: _goods(store, day),
        PLEDGES: (_before(store, "pledge", day, All(), {"registered_date": None, "status": "da_dang_ky"}),),
        CASES: (_before(store, "mediation_case", day, ACCEPTED, OPEN_CASE),),
        MODELS: (_standing(store, "community_model", day),),
        THIS_YEAR: tuple(_figures(store, period) for period in periods_before(day)),
        LAST_YEAR: tuple(_figures(store, period) for period in periods_of_last_year(day)),
    }
    return Stand(opening, lines)


OPEN_CASE: Mapping[str, object] = {
    "received_date": None,
    "accepted": "tiep_nhan",
    "outcome": "dang_giai_quyet",
}
"""The day is left to be typed: it decides whether the case came over from last year."""


def _standing(store: Store, name: str, day: dt.date) -> Entered:
    """What stands on the first day."""
    dates = (day.isoformat(), day.isoformat()) if record_type(name).validity else None
    found = store.records.summary(Query(name, dates=dates, states=FINAL)).finals
    return _line(name, f"{_have(name, found)}", {})


def _before(store: Store, name: str, day: dt.date, where: Predicate, values: Mapping[str, object]) -> Entered:
    last = day - dt.timedelta(days=1)
    found = store.records.summary(Query(name, dates=("0001-01-01", last.isoformat()), states=FINAL, where=where)).finals
    return _line(name, f"{_have(name, found)} từ trước ngày {show_day(day.isoformat())}", values)


def _funds(store: Store, day: dt.date) -> Entered:
    found = store.records.summary(Query("fund", states=FINAL, where=Filled("opening_date")))
    total = format_number(found.totals.get("opening_balance", 0))
    text = f"{_have('fund', found.finals)} có số dư đầu, cộng {total} đồng"
    return _line("fund", text, {"opening_date": day.isoformat()})


def _appeals(store: Store) -> str:
    found = store.records.summary(Query("campaign", states=FINAL, where=Filled("opening_balance"))).finals
    return f"{_have('campaign', found)} có số dư riêng"


def _goods(store: Store, day: dt.date) -> tuple[Entered, ...]:
    lying = sum(line.opening > 0 for line in store.books.stock(Days(day.isoformat(), day.isoformat())))
    return Entered(f"Đã có {lying} mặt hàng", "fund"), Entered("Hàng của riêng một đợt vận động", "campaign")


def _figures(store: Store, period: Period) -> Entered:
    """How many lines are answered: before the first day no register answers any."""
    asked = {
        item.code
        for report in store.reports.definitions()
        for item in report.indicators
        if not isinstance(item.measure, Total | Ratio)
    }
    identity = store.settings.identity()
    sheet = store.figures.sheet(identity.unit if identity else "", period.code)
    given = {code for code, figure in sheet.items() if figure.given is not Given.MISSING}
    return Entered(f"{period.label}: đã có {len(asked & given)}/{len(asked)} chỉ tiêu", period=period.code)


def _have(name: str, number: int) -> str:
    return f"Đã có {counted(record_type(name), number)}"


def _line(name: str, text: str, values: Mapping[str, object]) -> Entered:
    return Entered(text, name, f"Thêm {noun(record_type(name))}", values)
