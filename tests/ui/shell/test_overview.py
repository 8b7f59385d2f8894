"""The overview: which days are compared, what is said about them, what is unfinished, and where each line leads."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea

from models.periods import Period, parse_period
from models.record_types import record_type
from models.records import State
from storage.store import open_store
from tests.storage.ready_files import open_new_store
from tests.ui.working_store import CHEAP, IDENTITY, reasoned
from ui.entry.filters import Filters
from ui.overview import words
from ui.overview.bars import PairOfBars
from ui.overview.facts import Compared, Due, LowerUnits, Span, gather, latest_begun, spans, sum_field
from ui.overview.page import OverviewPage
from ui.overview.todo_card import things_to_do
from ui.session import Session

TODAY = dt.date(2026, 5, 20)
HALF = Period(2026, "H1")


@pytest.fixture
def store(folder, styled):
    with closing(open_new_store(folder, CHEAP, lambda: dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC))) as made:
        made.settings.set_identity(IDENTITY)
        yield made


def saved(store, register, **values):
    return store.records.save(replace(store.records.new(register), values=values)).id


def receipt(store, day, amount, *, final=True):
    """A receipt of cash, made final as the officer would."""
    if not store.records.suggest("fund", ""):
        saved(store, "fund", name="Vì người nghèo", fund_kind="vnn", opened="2020-01-01")
        saved(store, "donor", kind="ca_nhan", person_name="Bà Nông Thị Mẫu", publish_name="co")
    values = {
        "received_date": day,
        "fund": store.records.suggest("fund", "")[0].id,
        "donor": store.records.suggest("donor", "")[0].id,
        "kind": "tien_mat",
        "amount_vnd": amount,
        "source_level": "truc_tiep",
        "payer": "Nông Thị Mẫu",
        "receiver": "Lương Văn Thử",
        "accountant": "Hoàng Thị Thử",
        "treasurer": "Lâm Văn Thử",
        "publish_name": True,
    }
    record = reasoned(store, replace(store.records.new("donation_receipt"), values=values))
    (store.records.make_final if final else store.records.save)(record)


def compared(store, name):
    facts = gather(store, HALF, TODAY)
    return next(item for item in facts.registers if item.record_type.name == name)


# ---------------------------------------------------------------------------------------------------------- which days
def test_a_running_period_is_compared_to_the_same_day_of_last_year():
    now, before = spans(HALF, TODAY, {})
    assert now == Span(dt.date(2026, 1, 1), TODAY)
    assert before == Span(dt.date(2025, 1, 1), dt.date(2025, 5, 20))


def test_a_period_that_is_over_is_compared_with_the_whole_of_last_years():
    now, before = spans(HALF, dt.date(2026, 9, 1), {})
    assert now == Span(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert before == Span(dt.date(2025, 1, 1), dt.date(2025, 6, 30))


def test_cut_offs_that_were_reported_bound_the_days():
    cutoffs = {"2025-H2": dt.date(2025, 12, 10), "2026-H1": dt.date(2026, 6, 5), "2025-H1": dt.date(2025, 6, 12)}
    now, before = spans(HALF, TODAY, cutoffs)
    assert now == Span(dt.date(2025, 12, 11), dt.date(2026, 6, 5))
    assert before == Span(dt.date(2025, 1, 1), dt.date(2025, 6, 12))


@pytest.mark.parametrize(
    ("begin", "day", "current"),
    [
        (Period(2024, "Q1"), dt.date(2026, 5, 20), Period(2026, "Q2")),
        (Period(2026, "12"), dt.date(2026, 5, 20), Period(2026, "05")),
        (Period(2025, "H2"), dt.date(2026, 1, 1), Period(2026, "H1")),
        (Period(2020), dt.date(2026, 12, 31), Period(2026)),
        (Period(2026, "9M"), dt.date(2026, 11, 2), Period(2026, "9M")),
    ],
)
def test_the_period_that_a_day_lies_in(begin, day, current):
    assert latest_begun(begin, day) == current


# --------------------------------------------------------------------------------------------------------- what counts
def test_only_what_is_in_the_register_and_in_the_days_counts(store):
    receipt(store, "2026-01-01", 500_000)
    receipt(store, "2026-05-20", 1_000_000)
    receipt(store, "2026-03-01", 7_000_000, final=False)
    receipt(store, "2025-05-20", 400_000)
    receipt(store, "2025-05-21", 9_000_000)
    item = compared(store, "donation_receipt")
    assert (item.count, item.count_before) == (2, 1)
    assert (item.total, item.total_before) == (1_500_000, 400_000)
    assert item.sum_field.name == "amount_vnd"


def test_drafts_typing_and_missing_figures_are_what_is_unfinished(store):
    receipt(store, "2026-03-01", 7_000_000, final=False)
    store.drafts.keep(replace(store.records.new("mediation_case"), values={"summary": "Tranh chấp lối đi"}))
    facts = gather(store, HALF, TODAY)
    texts = {todo.place: todo.text for todo in things_to_do(facts)}
    assert texts["mediation_case"] == "1 bản gõ dở: Hòa giải ở cơ sở"
    assert texts["donation_receipt"] == "1 phiếu chưa ghi sổ"
    asked = {line.code for line in store.reports.definitions()[0].indicators if line.measure is None}
    assert texts["figures"] == f"Số liệu nhập tay: đã có 0/{len(asked)} chỉ tiêu"
    leads = {todo.place: todo.filters for todo in things_to_do(facts)}
    assert leads["donation_receipt"] == Filters(states=frozenset({State.DRAFT}))


def test_the_last_period_is_due_only_where_something_was_recorded_for_it(store):
    facts = gather(store, HALF, TODAY)
    assert [due.period.code for due in facts.dues] == ["2026-H1"]
    receipt(store, "2025-08-01", 500_000)
    facts = gather(store, HALF, TODAY)
    assert [due.period.code for due in facts.dues] == ["2025-H2", "2026-H1"]
    assert words.due_state(facts.dues[0], TODAY) == ("Chưa gửi", "warning")
    assert words.due_state(facts.dues[1], TODAY) == ("Đang ghi", "")


def test_a_period_that_was_sent_says_so(store, tmp_path):
    receipt(store, "2026-02-01", 500_000)
    store.outbox.send(store.outbox.prepare("2026-H1", TODAY), tmp_path)
    due = gather(store, HALF, TODAY).dues[-1]
    assert due.sent_number == 1
    assert words.due_state(due, TODAY) == ("Đã gửi", "done")
    assert words.due_sentence(due, TODAY).startswith("Lần gửi số 1, ngày ")


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> dt.datetime:
        return dt.datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def upper(folder, styled, clock):
    """The register of a unit with others below it."""
    with closing(open_new_store(folder, CHEAP, clock)) as made:
        made.settings.set_identity(IDENTITY)
        yield made


def test_a_unit_is_not_missed_in_a_period_before_it_was_listed(upper, clock):
    upper.units.add_child("T1", "Khu 1", "xa")
    assert gather(upper, HALF, TODAY).lower is None  # asked is the second half of 2025
    clock.day = dt.date(2026, 6, 10)
    upper.units.add_child("T2", "Khu 2", "xa")
    clock.day = dt.date(2026, 7, 5)
    upper.units.add_child("T3", "Khu 3", "xa")
    assert gather(upper, HALF, dt.date(2026, 6, 29)).lower is None
    lower = gather(upper, HALF, dt.date(2026, 6, 30)).lower
    assert lower == LowerUnits(HALF, 2, 0, ("Khu 1", "Khu 2"))


def test_a_unit_is_listed_since_it_came_back_on_the_list(upper, clock):
    upper.units.add_child("T1", "Khu 1", "xa")
    upper.units.add_child("T1", "Khu Một", "xa")
    assert upper.units.listed_since() == {"T1": "2026-05-20"}
    upper.units.remove_child("T1")
    assert upper.units.listed_since() == {}
    clock.day = dt.date(2026, 6, 10)
    upper.units.add_child("T1", "Khu Một", "xa")
    assert upper.units.listed_since() == {"T1": "2026-06-10"}


def test_an_upper_unit_sees_how_many_have_sent_for_the_period_it_looks_at(upper):
    upper.units.add_child("T1", "Khu 1", "xa")
    upper.units.add_child("T2", "Khu 2", "xa")
    received = gather(upper, HALF, TODAY).received
    assert received == LowerUnits(HALF, 2, 0, ("Khu 1", "Khu 2"))
    assert words.received_sentence(received) == "0/2 đơn vị cấp dưới đã nộp 6 tháng đầu năm 2026."


def test_units_that_have_not_submitted_are_named(upper, clock):
    store = upper
    assert gather(store, HALF, TODAY).lower is None
    clock.day = dt.date(2025, 3, 1)
    for number in range(22):
        store.units.add_child(f"T{number}", f"Khu {number}", "xa")
    lower = gather(store, HALF, TODAY).lower
    assert lower == LowerUnits(Period(2025, "H2"), 22, 0, tuple(f"Khu {number}" for number in range(20)))
    assert words.lower_sentence(lower) == "22/22 đơn vị cấp dưới chưa nộp 6 tháng cuối năm 2025"
    assert words.missing_names(lower).startswith("Chưa nộp: Khu 0, Khu 1, ")
    assert words.missing_names(lower).endswith(", Khu 19, …")


def test_an_empty_register_without_a_unit_above_has_nothing_due(store):
    store.settings.set_identity(replace(IDENTITY, parent="", parent_name=""))
    facts = gather(store, HALF, TODAY)
    assert facts.dues == ()
    assert all(item.count == item.count_before == 0 for item in facts.registers)


# --------------------------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("now", "before", "count", "per_cent"),
    [
        (15, 3, "tăng 12", "tăng 400%"),
        (3, 6, "giảm 3", "giảm 50%"),
        (4, 4, "như cùng kỳ", "như cùng kỳ"),
        (2, 0, "cùng kỳ không có", "cùng kỳ không có"),
        (0, 0, "chưa phát sinh", ""),
        (0, 5, "giảm 5", "giảm 100%"),
        (1_000_001, 1_000_000, "tăng 1", "tăng chưa đến 1%"),
        (1_234, 0, "cùng kỳ không có", "cùng kỳ không có"),
        (203, 200, "tăng 3", "tăng 2%"),
    ],
)
def test_differences_are_said_in_words(now, before, count, per_cent):
    assert words.count_difference(now, before) == count
    assert words.sum_difference(now, before) == per_cent


def test_the_finding_names_the_registers():
    def item(name, now, before):
        return Compared(record_type(name), now, before, None, 0, 0)

    mixed = [item("mediation_case", 3, 1), item("pledge", 1, 2), item("land_contribution", 2, 2), item("donor", 0, 0)]
    assert words.finding(mixed) == ("Tăng: Hòa giải ở cơ sở. Giảm: Đăng ký ủng hộ. Như cùng kỳ: Hiến đất.")
    assert words.finding([item("donor", 0, 0)]) == words.NOTHING_YET


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2026, 6, 1), "Còn 29 ngày đến hết kỳ, 30/06/2026."),
        (dt.date(2026, 6, 30), "Hôm nay là ngày cuối kỳ."),
        (dt.date(2026, 7, 1), "Kỳ đã hết ngày 30/06/2026."),
    ],
)
def test_how_far_a_period_is(day, sentence):
    assert words.due_sentence(Due(HALF, 0, ""), day) == sentence


def test_sums_carry_their_unit():
    money, area = sum_field(record_type("donation_receipt")), sum_field(record_type("land_contribution"))
    assert money is not None
    assert area is not None
    assert words.amount(money, 214_650_000) == "214.650.000 đồng"
    assert words.amount(area, 5_948_250) == "59.482,5 m²"
    assert sum_field(record_type("mediation_case")) is None


def test_bars_are_to_scale_and_never_vanish(styled):
    bars = PairOfBars()
    bars.show_numbers(5, 10)
    assert bars.lengths(100) == (50, 100)
    bars.show_numbers(1, 1_000)
    assert bars.lengths(100)[0] > 1
    bars.show_numbers(0, 0)
    assert bars.lengths(100) == (0, 0)


# ------------------------------------------------------------------------------------------------------------ the page
@pytest.fixture
def page(session, qtbot):
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.resize(1134, 740)
    made.show()
    qtbot.waitUntil(lambda: made.facts is not None)
    return made


def test_the_page_shows_what_was_found(page):
    shown = page.facts.registers[1]
    line = page.comparison.lines[1]
    assert line.name.text() == "Tiếp nhận ủng hộ"
    assert line.count.text() == str(shown.count)
    assert line.name.accessibleName().startswith(f"Tiếp nhận ủng hộ: kỳ này {shown.count}, cùng kỳ ")
    assert page.comparison.finding.text() == words.finding(page.facts.registers)


def test_a_line_has_count_and_sum_of_both_years_each_in_its_place(page):
    registers = list(page.facts.registers)
    registers[1] = replace(registers[1], count=15, count_before=3, total=1_500_000, total_before=2_000_000)
    page.comparison.show_facts(replace(page.facts, registers=tuple(registers)))
    line = page.comparison.lines[1]
    assert [part.text() for part in (line.count, line.count_before, line.difference)] == ["15", "3", "tăng 12"]
    sums = [part.text() for part in (line.total, line.total_before, line.sum_difference)]
    assert sums == ["1.500.000 đồng", "2.000.000 đồng", "giảm 25%"]


def test_each_line_opens_its_register_on_these_days_by_keyboard(page, qtbot):
    with qtbot.waitSignal(page.open_filtered) as asked:
        qtbot.keyClick(page.comparison.lines[0].name, Qt.Key.Key_Space)
    place, filters = asked.args
    assert place == "mediation_case"
    assert filters.days == page.facts.span.iso
    assert filters.states == {State.FINAL}


def test_registers_without_anything_share_one_sentence(page):
    """Five seconds are enough for what happened; where nothing did, all registers stand there to begin with."""
    some = tuple(
        replace(item, count=int(item.record_type.name in ("pledge", "disbursement")), count_before=0)
        for item in page.facts.registers
    )
    page.comparison.show_facts(replace(page.facts, registers=some))
    shown = [line.name.text() for line in page.comparison.lines if line.name.isVisible()]
    assert shown == ["Đăng ký ủng hộ", "Chi hỗ trợ"]
    silent = page.comparison.silent.text()
    assert silent.startswith("Chưa phát sinh: Hòa giải ở cơ sở, Tiếp nhận ủng hộ, Nhà Đại đoàn kết,")
    page.comparison.set_narrow(True)
    page.comparison.set_narrow(False)
    assert not page.comparison.lines[0].bars.isVisible() and page.comparison.lines[2].bars.isVisible()
    none = tuple(replace(item, count=0) for item in some)
    page.comparison.show_facts(replace(page.facts, registers=none))
    assert all(line.name.isVisible() for line in page.comparison.lines)
    assert page.comparison.silent.isHidden()


def test_what_is_due_leads_to_sending_that_period(page, qtbot):
    with qtbot.waitSignal(page.open_period) as asked:
        qtbot.keyClick(page.due.button, Qt.Key.Key_Space)
    assert asked.args[0] == "send"
    assert page.due.button.text().endswith(words.inside(parse_period(asked.args[1])))


def test_a_change_is_counted_without_coming_back(page, session, qtbot):
    before = page.facts.drafts.get("donor", 0)
    session.write(lambda store: saved(store, "donor", person_name="Ông Hoàng Văn Mẫu"), "donor")
    qtbot.waitUntil(lambda: page.facts.drafts.get("donor", 0) == before + 1)
    assert any(f"{before + 1} nhà hảo tâm chưa ghi sổ" in button.text() for button in page.todo.buttons)


def test_the_kind_of_period_is_remembered(page, session, qtbot, named):
    kinds = named(page, QComboBox, "Loại kỳ")
    kinds.setCurrentIndex(kinds.findText("Quý"))
    qtbot.waitUntil(lambda: session.read(lambda store: store.settings.get("overview.period_kind")) == "3")
    qtbot.waitUntil(lambda: page.facts.period.kind.value == 3)
    again = OverviewPage(session)
    qtbot.addWidget(again)
    assert again.periods.period().kind.value == 3
    now = dt.datetime.now().astimezone().date()
    assert again.periods.period().first <= now <= again.periods.period().last


def test_no_heading_stands_over_nothing(page):
    headings = {label.text(): label for label in page.comparison._headings if label.text().startswith("Giá trị")}
    some = any(item.total or item.total_before for item in page.facts.registers)
    assert [label.isHidden() for label in headings.values()] == [not some, not some]
    empty = tuple(replace(item, count=0, count_before=0, total=0, total_before=0) for item in page.facts.registers)
    page.comparison.show_facts(replace(page.facts, registers=empty))
    assert all(label.isHidden() for label in headings.values())
    page.comparison.set_narrow(True)
    page.comparison.set_narrow(False)
    assert all(label.isHidden() for label in headings.values())


def test_receiving_is_one_press_away_where_units_stand_below(page, qtbot):
    assert page.due.take_in.isHidden()
    page.due.show_facts(replace(page.facts, received=LowerUnits(HALF, 3, 2, ("Khu 1",))))
    assert page.due.received.text() == "2/3 đơn vị cấp dưới đã nộp 6 tháng đầu năm 2026."
    with qtbot.waitSignal(page.open_filtered) as went:
        page.due.take_in.click()
    assert went.args == ["receive", None]


@pytest.mark.parametrize("width", [1134, 865])
@pytest.mark.parametrize("receives", [False, True])
def test_nothing_is_cut_in_a_small_window(page, qtbot, width, receives):
    if receives:
        page.due.show_facts(replace(page.facts, received=LowerUnits(HALF, 139, 12, ())))
    page.resize(width, 540)
    area = page.findChild(QScrollArea)
    qtbot.wait(20)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    for button in page.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width() - 1, button.text()


# ------------------------------------------------------------------------------------------------- what endangers it
def notice(page):
    if page.safety.isHidden():
        return []
    return [label.text() for label in (page.safety.clock, page.safety.copies) if label.isVisible()]


def test_nothing_is_said_about_copies_and_clock_while_all_is_well(session, qtbot):
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.facts is not None)
    assert notice(page) == [] and not page.safety.isVisible()


def test_a_second_copy_that_waits_is_told_with_its_days_and_the_way_there(session, qtbot, tmp_path):
    stick = tmp_path / "USB"
    stick.mkdir()
    session.read(lambda store: store.backups.choose_second(stick))
    for path in stick.iterdir():
        path.unlink()
    state = session.read(lambda store: store.folder) / "second_copy.json"
    kept = json.loads(state.read_text(encoding="utf-8"))
    five_days_ago = dt.datetime.now().astimezone() - dt.timedelta(days=5)
    state.write_text(json.dumps({**kept, "number": 0, "at": five_days_ago.isoformat()}), encoding="utf-8")
    session.read(lambda store: store.backups.make("lenh"))
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.facts is not None)
    [said] = notice(page)
    assert said.startswith("Bản sao thứ hai: 5 ngày chưa chép.") and str(stick) in said
    with qtbot.waitSignal(page.open_filtered) as gone:
        page.safety.look.click()
    assert gone.args == ["backups", None]


def test_a_doubted_clock_is_told_until_the_officer_finds_it_right(styled, folder, qtbot):
    later = dt.datetime.now().astimezone() + dt.timedelta(days=90)
    with closing(open_store(folder, cost=CHEAP, clock=lambda: later)) as first:
        first.settings.set_identity(IDENTITY)
    with closing(Session(partial(open_store, folder, cost=CHEAP))) as session:
        page = OverviewPage(session)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.facts is not None)
        [said] = notice(page)
        assert f"{later:%d/%m/%Y}" in said
        page.safety.right.setFocus()
        qtbot.keyClick(page.safety.right, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not page.safety.isVisible())
