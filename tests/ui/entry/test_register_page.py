"""The page of a register: list and form side by side, search, chips, order, paging, and what an empty list says."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from models.periods import Period
from models.ports import Store
from models.record_types import record_type
from models.records import Query, Row, State, Summary
from ui import messages
from ui.entry.filters import Filters
from ui.entry.register_page import RegisterPage
from ui.entry.rows_model import KEPT, PAGE, RowsModel
from ui.session import Session

from .conftest import RECEIPT, find

EVERYTHING = Filters()


@pytest.fixture
def page(session, shown, qtbot):
    def make(name: str = "donation_receipt"):
        made = RegisterPage(session, record_type(name))
        with qtbot.waitSignal(made.list.model.arrived):
            made.list.filters.set_filters(EVERYTHING)
        return shown(made)

    return make


def column(page: RegisterPage, name: str) -> list[str]:
    model = page.list.model
    place = [each.name for each in model.columns].index(name)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def labels(page: RegisterPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_an_empty_register_says_what_to_do_first(page):
    made = page()
    assert any("Chưa có phiếu nào" in text and "Ctrl+N" in text for text in labels(made))


def test_the_first_record_is_shown_and_the_form_follows_the_arrows(page, receipt, hands, qtbot):
    receipt(received_date="2026-06-18", amount_vnd=1_000_000)
    receipt(received_date="2026-06-17", amount_vnd=2_000_000)
    made = page()
    qtbot.waitUntil(lambda: made.form.record is not None)  # the list is painted first
    amount = find(made, "Số tiền (hoặc giá trị quy đổi)")
    assert amount.text() == "1.000.000"
    made.list.table.setFocus()
    hands.press("Down")
    qtbot.waitUntil(lambda: amount.text() == "2.000.000")
    assert hands.at is made.list.table
    hands.press("Return")
    assert made.form.isAncestorOf(hands.at)


def test_enter_of_the_number_pad_goes_from_the_search_to_the_list_and_into_the_record(page, receipt, hands, qtbot):
    receipt()
    made = page()
    qtbot.waitUntil(lambda: made.form.record is not None)
    hands.press("Ctrl+F", "Pad+Enter")
    assert hands.at is made.list.table
    hands.press("Pad+Enter")
    assert made.form.isAncestorOf(hands.at)


def test_title_and_foot_carry_the_sum_of_what_is_shown(page, receipt, put, ids):
    receipt(amount_vnd=20_000_000)
    receipt(amount_vnd=3_450_000)
    put("donation_receipt", final=False, **{**RECEIPT, "amount_vnd": 999})
    made = page()
    assert "3 phiếu · 23.450.000 đồng" in labels(made)
    assert any(text.startswith("3 phiếu · đã ghi sổ 2 · số tiền 23.450.000 đồng") for text in labels(made))


def test_search_needs_no_accents_and_is_reached_by_ctrl_f(page, receipt, ids, hands, qtbot):
    receipt()
    receipt(donor=ids["other"])
    made = page()
    hands.press("Ctrl+F")
    hands.type("dang hoa")
    qtbot.waitUntil(lambda: column(made, "donor") == ["Đặng Văn Hòa"])
    hands.press("Escape")
    qtbot.waitUntil(lambda: len(column(made, "donor")) == 2)
    hands.type("khong co ai")
    qtbot.waitUntil(lambda: any("Không tìm thấy “khong co ai”" in text for text in labels(made)))


def test_chips_narrow_the_list_and_go_by_keyboard(page, receipt, hands, qtbot):
    receipt(received_date="2026-06-18")
    receipt(received_date="2025-06-18")
    made = page()
    made.list.filters.set_filters(Filters(period=Period(2025)))
    qtbot.waitUntil(lambda: column(made, "received_date") == ["18/06/2025"])
    chip = find(made, "Bỏ lọc Năm 2025")
    chip.setFocus()
    hands.press("Space")
    qtbot.waitUntil(lambda: len(column(made, "received_date")) == 2)


def test_a_click_on_a_head_sorts(page, receipt, qtbot):
    for amount in (2_000_000, 9_000_000, 5_000_000):
        receipt(amount_vnd=amount)
    made = page()
    place = [each.name for each in made.list.model.columns].index("amount_vnd")
    header = made.list.table.horizontalHeader()
    header.setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(made, "amount_vnd") == ["9.000.000", "5.000.000", "2.000.000"])


def test_a_list_is_sorted_by_keyboard(page, receipt, hands, qtbot):
    """Ctrl+L, last entry, column; once more turns the order round, the entry at the end brings the first back."""
    for amount in (2_000_000, 9_000_000, 5_000_000):
        receipt(amount_vnd=amount)
    made = page()
    at_first = column(made, "amount_vnd")
    place = [each.name for each in made.list.model.columns].index("amount_vnd")

    def choose(*keys: str) -> None:
        made.activateWindow()  # as a window manager does when a menu goes
        made.list.table.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is made.list.table)
        hands.press("Ctrl+L")
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        hands.press("Up", "Right", *keys, "Return")

    choose(*["Down"] * place)
    qtbot.waitUntil(lambda: column(made, "amount_vnd") == ["2.000.000", "5.000.000", "9.000.000"])
    choose(*["Down"] * place)
    qtbot.waitUntil(lambda: column(made, "amount_vnd") == ["9.000.000", "5.000.000", "2.000.000"])
    choose("Up")
    qtbot.waitUntil(lambda: column(made, "amount_vnd") == at_first)


def test_a_draft_and_a_void_record_say_so_in_words_and_signs(page, receipt, put, session):
    put("donation_receipt", final=False, **{**RECEIPT, "received_date": "2026-07-01"})
    crossed = receipt()
    session.write(
        lambda store: store.records.void("donation_receipt", crossed.id, crossed.version, "Ghi trùng"),
        "donation_receipt",
    )
    made = page()
    assert column(made, "number_text") == ["Chưa ghi sổ", "PT-2026-0001"]
    model = made.list.model
    assert all(model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) is not None for row in (0, 1))
    assert "Đã hủy" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_ctrl_n_begins_a_record_and_saving_it_shows_it_in_the_list(page, receipt, ids, hands, qtbot):
    receipt()
    made = page()
    hands.press("Ctrl+N")
    qtbot.waitUntil(lambda: made.form.isAncestorOf(hands.at))
    find(made, "Người nộp").setFocus()
    hands.type("Hoàng Thị Mai").press("Ctrl+S")
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 2)
    assert made.list.table.current_id() == made.form.record.id


def test_unfinished_typing_is_offered_over_the_list(page, receipt, hands, qtbot):
    receipt()
    made = page()
    hands.press("Ctrl+N")
    qtbot.waitUntil(lambda: made.form.isAncestorOf(hands.at))
    find(made, "Người nộp").setFocus()
    hands.type("Hoàng Thị Mai")
    typed = made.form.record.id
    made.close_form()
    qtbot.waitUntil(lambda: any(text.startswith("Gõ dở (1)") for text in labels(made)))
    made.list.table.setFocus()
    hands.press("Shift+Tab")
    assert hands.at.text().startswith("bản mới")
    hands.press("Space")
    assert made.form.record.id == typed
    assert find(made, "Người nộp").text() == "Hoàng Thị Mai"
    assert made.form.isAncestorOf(hands.at)


def test_unfinished_typing_is_known_by_its_name(page, hands, qtbot):
    made = page("residential_area")
    hands.press("Ctrl+N")
    qtbot.waitUntil(lambda: made.form.isAncestorOf(hands.at))
    find(made, "Tên").setFocus()
    hands.type("Thôn Nà Pán")
    made.close_form()
    qtbot.waitUntil(lambda: any(each.text().startswith("Thôn Nà Pán, ") for each in made.findChildren(QPushButton)))


def test_a_long_form_leaves_the_list_alone_until_it_is_opened(page, put, ids, hands, qtbot):
    area = put("residential_area", code="VL01", name="Thôn Nà Pán", kind="thon", valid_from="2020-01-01").id
    for number in range(2):
        put(
            "land_contribution",
            final=False,
            minutes_date=f"2026-03-0{number + 1}",
            donor_name="Nông Văn Páo",
            residential_area=area,
        )
    made = page("land_contribution")
    assert not made.form.isVisible()
    made.list.table.setFocus()
    made.list.table.enter()
    hands.press("Return")
    assert made.form.isVisible()
    assert made.form.width() > made.list.width()
    hands.press("Escape")
    assert not made.form.isVisible()
    assert hands.at is made.list.table


def test_a_small_screen_shows_a_wide_grid_alone_and_gives_the_list_back(page, receipt, hands, qtbot):
    """1920 x 1080 at 175 % leaves the page 865 x 617 px."""
    receipt()
    made = page()
    made.resize(865, 617)
    qtbot.wait(20)
    made.begin()
    find(made, "Hình thức").setFocus()
    hands.choose("hien vat")
    assert not made.list.isVisible()
    assert made.form.body.minimumSizeHint().width() <= made.form.width()  # nothing is cut
    find(made, "Hình thức").setFocus()
    find(made, "Hình thức").selectAll()
    hands.choose("tien mat")
    assert made.list.isVisible()
    made.close_form()
    assert made.list.isVisible()


def test_widths_are_remembered(page, receipt, session, qtbot, shown):
    receipt()
    made = page()
    place = [each.name for each in made.list.model.columns].index("received_date")
    made.list.table.horizontalHeader().resizeSection(place, 177)
    setting = "list_widths/donation_receipt"
    qtbot.waitUntil(lambda: "177" in session.read(lambda store: store.settings.get(setting)), timeout=3000)
    again = RegisterPage(session, record_type("donation_receipt"))
    with qtbot.waitSignal(again.list.model.arrived):
        shown(again)
    assert again.list.table.columnWidth(place) == 177


def test_the_list_is_exported_as_it_is_filtered(page, receipt, tmp_path, qtbot, monkeypatch):
    receipt()
    made = page()
    target = tmp_path / "danh sach.xlsx"
    told = []
    monkeypatch.setattr(messages, "ask_save_path", lambda *_: target)
    monkeypatch.setattr(messages, "inform", lambda _, text, detail="": told.append(text))
    made.list.export()
    qtbot.waitUntil(lambda: told == ["Đã ghi 1 phiếu ra tệp."], timeout=5000)
    assert target.stat().st_size > 1000


class Shelf:
    """Stands for a store with a million rows and remembers what was asked of it."""

    def __init__(self) -> None:
        self.records = self
        self.asked: list[tuple[int, int]] = []

    def summary(self, query: Query) -> Summary:
        return Summary(1_000_000, 1_000_000)

    def page(self, query: Query, offset: int, limit: int) -> list[Row]:
        self.asked.append((offset, limit))
        return [Row(f"r{offset + place}", State.FINAL, {"number_text": f"{offset + place}"}) for place in range(limit)]

    def close(self) -> None:
        self.asked.clear()


def test_a_million_rows_are_fetched_page_by_page(qtbot):
    shelf = Shelf()
    session = Session(lambda: cast(Store, shelf))
    model = RowsModel(session, record_type("donation_receipt"))
    with qtbot.waitSignal(model.arrived):
        model.ask(Query("donation_receipt"))
    assert model.rowCount() == 1_000_000
    qtbot.waitUntil(lambda: model.index(999_999, 0).data() == "999999")
    assert shelf.asked == [(0, PAGE), (999_900, PAGE)]
    for number in range(2 * KEPT):
        qtbot.waitUntil(lambda row=number * PAGE: model.index(row, 0).data() == str(row))
    assert max(limit for _, limit in shelf.asked) == PAGE
    session.close()


def test_a_new_question_leaves_the_old_answer_until_the_new_one_is_there(qtbot):
    session = Session(lambda: cast(Store, Shelf()))
    model = RowsModel(session, record_type("donation_receipt"))
    with qtbot.waitSignal(model.arrived):
        model.ask(Query("donation_receipt"))
    with qtbot.waitSignal(model.arrived):
        model.ask(replace(model.query, search="hoa"))
        assert model.rowCount() == 1_000_000
        assert model.index(0, 0).data() == "0"
    session.close()


def test_whoever_comes_to_a_list_sees_where_he_is(session, shown, hands, qtbot):
    """A long form does not open by itself, and yet the arrow keys begin somewhere."""
    case = session.read(lambda store: store.records.save(store.records.new("mediation_case")))
    made = RegisterPage(session, record_type("mediation_case"))
    with qtbot.waitSignal(made.list.model.arrived):
        shown(made)
    qtbot.waitUntil(made.list.table.hasFocus)
    qtbot.waitUntil(lambda: made.list.table.current_id() == case.id)
    assert made.form.isHidden()
    hands.press("Return")
    assert made.form.record is not None
    assert made.form.record.id == case.id


@pytest.mark.parametrize("label", ["Nhà hảo tâm", "Ngày nhận"])  # a list, a calendar
def test_escape_closes_what_a_field_opened_and_not_the_form(page, ids, hands, qtbot, label):
    made = page()
    hands.press("Ctrl+N")
    field = find(made, label)
    field.setFocus()
    hands.press("F4")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    hands.press("Escape")
    assert QApplication.activePopupWidget() is None
    assert field.selectedText() == field.text()
    assert made.form.isVisible()
    assert field.hasFocus()


def test_a_record_opened_from_elsewhere_stands_in_its_list(page, receipt, qtbot):
    old = receipt(received_date="2024-03-01", amount_vnd=1_000_000)
    receipt(received_date="2024-05-02", amount_vnd=2_000_000)
    receipt(received_date="2026-06-18", amount_vnd=3_000_000)
    made = page()
    made.list.filters.set_filters(Filters(period=Period(2026)))
    qtbot.waitUntil(lambda: column(made, "received_date") == ["18/06/2026"])
    made.open_record(old.id)
    qtbot.waitUntil(lambda: sorted(column(made, "received_date")) == ["01/03/2024", "02/05/2024"])
    assert find(made, "Bỏ lọc Năm 2024")
    assert made.list.table.current_id() == old.id
    assert find(made.form, "Số tiền (hoặc giá trị quy đổi)").text() == "1.000.000"


def test_coming_to_the_search_asks_for_a_letter_ahead_once(page, session, receipt, qtbot, monkeypatch):
    receipt(received_date="2026-06-18")
    made = page()
    asked: list[str] = []
    submit = session.submit

    def watch(fn, done, failed=None):
        asked.append(made.focusWidget().accessibleName())
        submit(fn, done, failed)

    qtbot.waitUntil(lambda: made.form.record is not None)
    monkeypatch.setattr(session, "submit", watch)
    for _ in range(2):
        made.search.setFocus()
        made.list.table.setFocus()
    assert asked == ["Tìm trong danh sách"]


def test_who_comes_from_a_number_sees_all_of_it_whatever_was_searched_for(page, receipt, qtbot):
    receipt(received_date="2026-06-18")
    made = page()
    made.search.setText("không có chữ này")
    qtbot.waitUntil(lambda: made.list.model.summary.rows == 0)
    made.narrow(Filters(days=("2026-06-01", "2026-06-30")))
    qtbot.waitUntil(lambda: made.list.model.summary.rows == 1)
    assert made.search.text() == ""


def test_opening_a_record_that_is_seen_leaves_the_list_alone(page, receipt, qtbot):
    receipt(received_date="2026-06-18", amount_vnd=3_000_000)
    other = receipt(received_date="2026-02-18", amount_vnd=1_000_000)
    made = page()
    made.list.filters.set_filters(Filters(period=Period(2026)))
    qtbot.waitUntil(lambda: len(column(made, "received_date")) == 2)
    made.open_record(other.id)
    assert made.list.filters.filters == Filters(period=Period(2026))


def test_a_place_found_too_late_finds_no_list_and_says_nothing(qtbot, session, receipt):
    """The window closed while the store still looked for the row."""
    receipt()
    made = RegisterPage(session, record_type("donation_receipt"))
    with qtbot.waitSignal(made.list.model.arrived):
        made.list.model.refresh()
    made.list.table._wanted = "no such record"
    made.list.table._restore()
    shiboken6.delete(made)
    with qtbot.captureExceptions() as raised:
        session.read(lambda store: None)
        qtbot.wait(50)
    assert raised == []


@pytest.mark.parametrize("name", ["donation_receipt", "disbursement", "mediation_case"])
def test_tab_goes_from_the_last_field_to_what_can_be_done_with_the_record(page, hands, qtbot, name):
    made = page(name)
    made.begin()
    qtbot.waitUntil(lambda: made.form.body.isAncestorOf(hands.at))
    passed = []
    while made.form.body.isAncestorOf(hands.at):
        passed.append(hands.at)
        assert len(passed) < 80
        hands.press("Tab")
    assert made.form.foot.isAncestorOf(hands.at), f"Tab leads to {hands.where()!r}"
    hands.press("Shift+Tab")
    assert hands.at is passed[-1]
