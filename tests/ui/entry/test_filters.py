"""Chips in words, and the question they make of a list."""

from __future__ import annotations

import datetime as dt

from models.periods import Period
from models.predicates import All, Is, OneOf
from models.record_types import record_type
from models.records import Counted, Origin, Query, Record, State
from ui.entry.filters import Filters, proposed_periods

RECEIPTS = record_type("donation_receipt")


def chips(filters: Filters) -> list[str]:
    return [chip.text for chip in filters.chips(RECEIPTS)]


def test_nothing_narrows_at_first():
    query = Filters().narrow(Query("donation_receipt", search="hoa", sort="donor"), RECEIPTS)
    assert query == Query("donation_receipt", search="hoa", sort="donor")
    assert chips(Filters()) == []


def test_every_chip_says_what_it_does_and_takes_itself_away():
    filters = Filters(period=Period(2026, "H1"), states=frozenset({State.DRAFT}), origin=Origin.ALL)
    filters = filters.with_answer("kind", "tien_mat", on=True).with_answer("kind", "chuyen_khoan", on=True)
    filters = filters.with_record("fund", "f1", "Quỹ cứu trợ").with_answer("publish_name", "1", on=True)
    assert chips(filters) == [
        "6 tháng đầu năm 2026",
        "Chưa ghi sổ",
        "Nguồn: tất cả",
        "Hình thức: Tiền mặt, Chuyển khoản",
        "Công khai tên: Có",
        "Quỹ: Quỹ cứu trợ",
    ]
    query = filters.narrow(Query("donation_receipt"), RECEIPTS)
    assert query.dates == ("2026-01-01", "2026-06-30")
    assert query.states == {State.DRAFT}
    assert query.where == All(
        (OneOf("kind", ("chuyen_khoan", "tien_mat")), OneOf("publish_name", (1,)), Is("fund", "f1"))
    )
    for chip in list(filters.chips(RECEIPTS)):
        filters = filters.without(chip.key)
    assert filters == Filters()


def test_the_last_answer_taken_away_no_longer_narrows():
    filters = Filters().with_answer("kind", "tien_mat", on=True).with_answer("kind", "tien_mat", on=False)
    assert filters == Filters()


def test_days_of_ones_own():
    filters = Filters(days=("2026-03-01", "2026-03-15"))
    assert chips(filters) == ["01/03/2026 – 15/03/2026"]
    assert filters.narrow(Query("x"), RECEIPTS).dates == ("2026-03-01", "2026-03-15")


def test_the_records_behind_a_number_are_placed_by_the_report_not_by_a_period():
    counted = Counted("KT-19", "2026-H1", "2026-06-03")
    filters = Filters(period=Period(2026), counted=counted, counted_text="Chỉ tiêu KT-19")
    assert chips(filters) == ["Chỉ tiêu KT-19"]
    query = filters.narrow(Query("x"), RECEIPTS)
    assert (query.counted, query.dates) == (counted, None)


def test_words_are_looked_for_beside_what_is_typed():
    filters = Filters(words="Gạo tẻ")
    assert chips(filters) == ["Có chữ “Gạo tẻ”"]
    assert filters.narrow(Query("x", search="hoa"), RECEIPTS).search == "hoa Gạo tẻ"
    assert filters.narrow(Query("x"), RECEIPTS).search == "Gạo tẻ"
    assert filters.without("words") == Filters()
    assert not filters.shows(Record("donation_receipt", "1", {}, state=State.FINAL), RECEIPTS)


def test_periods_proposed_on_a_day():
    codes = [period.code for period in proposed_periods(dt.date(2026, 7, 2))]
    assert codes == ["2026-07", "2026-06", "2026-Q3", "2026-Q2", "2026-H2", "2026-H1", "2026", "2025"]


def test_a_received_record_is_let_through_only_where_its_origin_is_asked_for():
    declared = record_type("land_contribution")
    record = Record("land_contribution", "1", {"minutes_date": "2024-05-21"}, state=State.FINAL, received=True)
    assert not Filters().shows(record, declared)
    assert not Filters(origin=Origin.RECEIVED, states=frozenset({State.DRAFT})).shows(record, declared)
    assert Filters(origin=Origin.ALL).shows(record, declared)
    around = Filters.around(record, declared)
    assert around.shows(record, declared)
    assert [chip.text for chip in around.chips(declared)][1] == "Nguồn: nhận từ cấp dưới"
