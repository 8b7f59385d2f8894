"""Editors read what officers type, tidy it when left, and keep what they cannot read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QListView, QVBoxLayout, QWidget

from models.fields import Area, Choice, Field, Kind
from ui.entry.editors import Surroundings, make_editor

THIS_YEAR = dt.datetime.now().astimezone().year
ANSWERS = (Choice("a", "Hòa giải thành"), Choice("b", "Hòa giải không thành"), Choice("c", "Đang giải quyết"))


@pytest.fixture
def editor(session, shown):
    """Makes an editor in a window of its own, with the focus, and a field after it."""

    def make(kind: Kind, **facts: Any):
        page = QWidget()
        layout = QVBoxLayout(page)
        land_units = session.read(lambda store: tuple(store.settings.land_units()))
        made = make_editor(Field("f", "Ô thử", kind, **facts), Surroundings(session, land_units))
        after = make_editor(Field("after", "Ô sau", Kind.TEXT), Surroundings(session))
        layout.addWidget(made.widget())
        layout.addWidget(after.widget())
        shown(page)
        made.widget().setFocus()
        return made

    return make


@pytest.mark.parametrize(
    ("kind", "typed", "value", "tidied"),
    [
        (Kind.MONEY, "5tr", 5_000_000, "5.000.000"),
        (Kind.MONEY, "20000000", 20_000_000, "20.000.000"),
        (Kind.MONEY, "1.234.567 đồng", 1_234_567, "1.234.567"),
        (Kind.INTEGER, "1200", 1200, "1.200"),
        (Kind.QUANTITY, "2,5", 2500, "2,5"),
        (Kind.YEAR, "1985", 1985, "1985"),
        (Kind.DATE, "3/6", f"{THIS_YEAR}-06-03", f"03/06/{THIS_YEAR}"),
        (Kind.DATE, "030624", "2024-06-03", "03/06/2024"),
        (Kind.TEXT, "  Lương  Văn Thành ", "Lương Văn Thành", "Lương Văn Thành"),
    ],
)
def test_what_is_typed_is_read_and_tidied_when_enter_goes_on(editor, hands, kind, typed, value, tidied):
    made = editor(kind)
    hands.type(typed).press("Return")
    assert made.value() == value
    assert made.widget().text() == tidied
    assert made.complaint() == made.unparsed() == ""
    assert hands.where() == "Ô sau"


@pytest.mark.parametrize(("kind", "typed"), [(Kind.MONEY, "nhiều"), (Kind.DATE, "45/13/2026"), (Kind.YEAR, "85")])
def test_what_cannot_be_read_stays_as_typed_and_says_why(editor, hands, kind, typed):
    made = editor(kind)
    hands.type(typed).press("Tab")
    assert made.value() is None
    assert made.unparsed() == typed
    assert made.complaint().endswith(".")


def test_empty_is_none_and_no_complaint(editor, hands):
    made = editor(Kind.MONEY)
    hands.press("Tab")
    assert (made.value(), made.unparsed(), made.complaint()) == (None, "", "")


def test_a_day_is_picked_on_the_calendar_by_keyboard(editor, hands, qtbot):
    made = editor(Kind.DATE)
    made.set_value("2026-06-18")
    hands.press("F4")
    calendar = made.widget().findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    assert calendar.selectedDate().toString("dd/MM/yyyy") == "18/06/2026"
    calendar.activated.emit(calendar.selectedDate().addDays(2))
    assert made.value() == "2026-06-20"
    assert not calendar.isVisible()


def test_a_day_is_still_read_once_its_calendar_was_open(editor, hands, qtbot):
    """The calendar has buttons of its own, at its own left edge: they take no room of the field."""
    made = editor(Kind.DATE)
    made.set_value("2026-06-18")
    hands.press("F4")
    calendar = made.widget().findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    assert not made.is_cut()
    hands.press("Escape")
    qtbot.waitUntil(lambda: not calendar.isVisible())
    assert not made.is_cut()


def test_up_and_down_move_a_day_that_stands_there(editor, hands):
    made = editor(Kind.DATE)
    made.set_value("2026-05-31")
    hands.press("Up")
    assert made.value() == "2026-06-01"
    hands.press("Down", "Down")
    assert made.value() == "2026-05-30"


def test_an_area_takes_its_unit_from_the_box_or_from_the_text(editor, hands):
    made = editor(Kind.AREA)
    hands.type("10 sào").press("Return")
    assert made.value() == Area(10_000, "sào", 36_000)  # a sào of the North is 360 m²
    assert made.value().hundredths == 360_000
    made.set_value(None)
    assert made.value() is None


def test_an_old_area_keeps_the_size_its_unit_had(editor, hands):
    made = editor(Kind.AREA)
    old = Area(2_000, "sào", 49_700)  # typed when the province reckoned 497 m²
    made.set_value(old)
    assert made.value() == old


def test_an_answer_is_found_without_accents(editor, hands):
    made = editor(Kind.CHOICE, choices=ANSWERS)
    hands.choose("khong th")
    assert made.value() == "b"
    assert hands.where() == "Ô sau"


def test_an_answer_may_be_typed_and_left_with_tab(editor, hands):
    made = editor(Kind.CHOICE, choices=ANSWERS)
    hands.type("dang").press("Tab")
    assert made.value() == "c"


def test_quotation_marks_need_not_be_typed(editor, hands):
    made = editor(Kind.CHOICE, choices=(Choice("a", "Quỹ “Vì người nghèo” xã"), Choice("b", "Ngân sách xã")))
    hands.choose("vi nguoi ngheo xa")
    assert made.value() == "a"


def test_two_answers_that_fit_are_not_guessed_between(editor, hands):
    made = editor(Kind.CHOICE, choices=ANSWERS)
    hands.type("hoa giai").press("Escape", "Tab")
    assert made.value() is None
    assert made.unparsed() == "hoa giai"
    assert made.complaint()


def test_the_whole_list_opens_with_f4_and_arrows_choose(editor, hands):
    made = editor(Kind.CHOICE, choices=ANSWERS)
    hands.press("F4")
    assert made.list_is_open()
    hands.press("Down", "Down", "Return")
    assert made.value() in {"a", "b"}


def test_enter_of_the_number_pad_takes_the_marked_answer_too(editor, hands):
    made = editor(Kind.CHOICE, choices=ANSWERS)
    hands.press("F4", "Down", "Pad+Enter")
    assert made.value() == "a"
    assert hands.where() == "Ô sau"


def test_the_list_of_answers_shows_every_answer_without_a_scroll_bar(editor, hands):
    editor(Kind.CHOICE, choices=ANSWERS)
    hands.press("F4")
    answers = QApplication.activePopupWidget()
    assert isinstance(answers, QListView)
    lowest = answers.visualRect(answers.model().index(len(ANSWERS) - 1, 0))
    assert answers.viewport().rect().contains(lowest)
    assert not answers.verticalScrollBar().isVisible()


def lists_of_answers() -> list[QListView]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QListView)]


def test_a_list_of_answers_is_made_when_it_is_first_opened_and_goes_with_its_field(editor, hands, qtbot):
    before = len(lists_of_answers())
    made = editor(Kind.CHOICE, choices=ANSWERS)
    assert len(lists_of_answers()) == before
    hands.press("F4")
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QListView)
    hands.press("Escape")
    with qtbot.waitSignal(opened.destroyed):
        made.widget().deleteLater()


def test_a_box_that_was_never_ticked_is_no_answer(editor, hands):
    made = editor(Kind.BOOLEAN)
    assert made.value() is None
    hands.press("Space")
    assert made.value() is True
    hands.press("Space")
    assert made.value() is False


def test_a_yes_or_no_that_must_be_given_is_chosen(editor, hands):
    made = editor(Kind.BOOLEAN, required=True)
    assert made.value() is None
    hands.choose("kho")
    assert made.value() is False
    made.set_value(True)
    assert made.widget().text() == "Có"


def test_a_long_text_grows_and_tab_goes_on(editor, hands):
    made = editor(Kind.LONG_TEXT)
    low = made.widget().height()
    hands.type("a").press("Return").type("b").press("Return").type("c").press("Return").type("d")
    assert made.value() == "a\nb\nc\nd"
    assert made.widget().height() > low
    hands.press("Tab")
    assert hands.where() == "Ô sau"


def test_read_only_editors_do_not_change(editor, hands):
    made = editor(Kind.MONEY)
    made.set_value(5000)
    made.set_read_only(True)
    hands.type("9").press(Qt.Key.Key_Backspace)
    assert made.value() == 5000
