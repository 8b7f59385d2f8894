"""The sheet of figures: typed down one column, every cell saved as it is left, nothing lost that cannot be read."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from models.indicators import Figure, Given
from models.opening import DAY
from ui.entry.figures_model import COUNTED, FIGURE, LABEL, NOTE, PREVIOUS, SOURCE, STATED
from ui.entry.figures_page import FiguresPage

H1 = "2026-H1"


@pytest.fixture
def page(session, shown, qtbot):
    made = FiguresPage(session)
    shown(made)
    made.show_sheet("06127", H1)
    qtbot.waitUntil(lambda: made._model.sheet.period.code == H1)
    return made


def row_of(page: FiguresPage, code: str) -> int:
    rows = page._model.sheet.rows
    return next(place for place, row in enumerate(rows) if row.indicator is not None and row.indicator.code == code)


def at(page: FiguresPage, code: str, column: int) -> Any:
    return page._model.index(row_of(page, code), column).data()


def go(page: FiguresPage, code: str, column: int = FIGURE) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page._model.index(row_of(page, code), column))


def stored(session, code: str, period: str = H1) -> Any:
    return session.read(lambda store: store.figures.sheet("06127", period)).get(code)


def said(page: FiguresPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_numbers_are_typed_down_the_column(session, page, hands):
    """KT-01 and KT-02 follow each other; the ratio KT-03 between them and KT-04 is worked out and passed over."""
    go(page, "KT-01")
    hands.type("97").press("Return").type("181").press("Return")
    assert page.table.currentIndex().row() == row_of(page, "KT-04")
    assert (stored(session, "KT-01").value, stored(session, "KT-02").value) == (97, 181)
    assert at(page, "KT-01", FIGURE) == "97"


def test_a_ratio_is_worked_out_from_what_was_typed(page, hands, qtbot):
    go(page, "KT-01")
    hands.type("97").press("Return").type("181").press("Return")
    qtbot.waitUntil(lambda: at(page, "KT-03", COUNTED) == "53,59%")  # 97 / 181 = 0,535911...


def test_a_number_being_typed_is_not_thrown_away_by_a_key(session, page, hands):
    go(page, "KT-01")
    hands.type("12").press(Qt.Key.Key_F9).press("Return")
    assert stored(session, "KT-01").value == 12
    assert page.table.currentIndex().row() == row_of(page, "KT-02")


def test_words_denominators_and_areas_are_understood(session, page, hands):
    go(page, "KT-01")
    hands.type("1").press(Qt.Key.Key_Backspace).type("trên 43.000").press("Return")
    figure = stored(session, "KT-01")
    assert (figure.value, figure.word) == (43_000, "trên")
    assert at(page, "KT-01", FIGURE) == "trên 43.000"
    go(page, "KT-02")
    hands.type("739/1014").press("Return")
    figure = stored(session, "KT-02")
    assert (figure.value, figure.denominator) == (739, 1014)
    assert at(page, "KT-02", FIGURE) == "739/1.014"


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_Minus])
def test_one_key_says_that_nothing_arose_which_is_not_zero(session, page, hands, key):
    go(page, "KT-01")
    hands.press(key)
    assert stored(session, "KT-01").given is Given.NONE_ARISING
    assert at(page, "KT-01", FIGURE) == "Không phát sinh"
    assert page.table.currentIndex().row() == row_of(page, "KT-02")
    hands.type("0").press("Return")
    assert (stored(session, "KT-02").given, stored(session, "KT-02").value) == (Given.GIVEN, 0)


def test_delete_takes_a_figure_away(session, page, hands):
    go(page, "KT-01")
    hands.type("5").press("Return")
    go(page, "KT-01")
    hands.press("Delete")
    assert stored(session, "KT-01") is None
    assert at(page, "KT-01", FIGURE) == ""


def test_what_cannot_be_read_stays_and_says_why_and_saves_nothing(session, page, hands):
    go(page, "KT-01")
    hands.type("nhiều").press("Return")
    assert at(page, "KT-01", FIGURE) == "nhiều"
    assert stored(session, "KT-01") is None
    assert any("“nhiều”" in text for text in said(page))
    go(page, "KT-01")
    hands.type("7").press("Return")
    assert stored(session, "KT-01").value == 7


def test_escape_leaves_a_cell_as_it_was(session, page, hands):
    go(page, "KT-01")
    hands.type("5").press("Return")
    go(page, "KT-01")
    hands.type("9")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.press("Escape")
    assert at(page, "KT-01", FIGURE) == "5"
    assert stored(session, "KT-01").value == 5


def test_two_cells_of_a_line_are_saved_one_after_the_other(session, page, hands):
    go(page, "KT-01")
    hands.type("5").press("Return")
    go(page, "KT-01", NOTE)
    hands.type("theo báo cáo Sở").press("Return")
    figure = stored(session, "KT-01")
    assert (figure.value, figure.note) == (5, "theo báo cáo Sở")


def test_what_the_paper_prints_of_a_sum_or_ratio_is_kept_to_be_compared(session, page, hands):
    go(page, "KT-03", STATED)
    hands.type("53,6").press("Return")
    assert stored(session, "KT-03").stated_percent == 5360
    assert at(page, "KT-03", STATED) == "53,60%"
    go(page, "VH-04", STATED)
    hands.type("2983").press("Return")
    assert stored(session, "VH-04").stated_total == 2983
    assert not page._model.takes(row_of(page, "VH-04"), FIGURE)  # the sum itself is never typed


def test_the_period_before_stands_beside(session, page, hands, qtbot):
    session.write(lambda store: store.figures.save((Figure("06127", "2025-H2", "KT-01", value=90),)), "figure")
    qtbot.waitUntil(lambda: at(page, "KT-01", PREVIOUS) == "90")


def test_records_are_counted_and_the_officer_says_which_number_holds(session, page, receipt, put, ids, hands, qtbot):
    """A line sums what the relief fund received; a figure typed beside it waits until it is chosen."""
    relief = put("fund", fund_kind="cuu_tro", name="Quỹ cứu trợ", opened="2020-01-01").id
    storm = put(
        "campaign", code="BAO", name="Bão số 1", fund=relief, launch_date="2026-05-01", reception_end="2026-07-01"
    )
    receipt(fund=relief, campaign=storm.id, amount_vnd=6_000_000, received_date="2026-05-04")
    code = "VH-12"  # what the relief fund received
    page.reload()
    qtbot.waitUntil(lambda: at(page, code, COUNTED) == "6.000.000")
    go(page, code)
    hands.type("7000000").press("Return")
    qtbot.waitUntil(lambda: at(page, code, SOURCE) == "Sổ")
    go(page, code)
    hands.press("Space")
    qtbot.waitUntil(lambda: at(page, code, SOURCE) == "Nhập tay")
    assert stored(session, code).preferred == "figure"


def test_progress_says_how_much_is_done_of_what_no_register_counts(session, page, hands, qtbot):
    definitions = session.read(lambda store: store.reports.definitions())
    asked = len({line.code for item in definitions for line in item.indicators if line.measure is None})
    go(page, "KT-01")
    hands.type("5").press("Return").press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: any(f"· số liệu nhập tay: đã có 2/{asked} chỉ tiêu" in text for text in said(page)))


def test_before_the_first_day_every_line_is_asked_for(session, page, qtbot):
    """As on the page of the opening: no register answers a month before the day on which the unit went live."""
    session.write(lambda store: store.settings.put(DAY, "2026-03-01"))
    page.show_sheet("06127", "2026-01")
    qtbot.waitUntil(lambda: page._model.sheet.period.code == "2026-01")
    asked = sum(row.takes_a_figure for row in page._model.sheet.rows)
    qtbot.waitUntil(lambda: any(f"đã có 0/{asked} chỉ tiêu" in text for text in said(page)))


def test_figures_of_a_lower_unit_are_keyed_by_proxy(session, shown, hands, qtbot):
    session.write(lambda store: store.units.add_child("06130", "UBMTTQ xã Hữu Liên", "xa"))
    made = FiguresPage(session)
    shown(made)
    made.show_sheet("06130", H1)
    qtbot.waitUntil(lambda: made._model.sheet.unit == "06130")
    go(made, "KT-01")
    hands.type("3").press("Return")
    kept = session.read(lambda store: store.figures.sheet("06130", H1))
    assert kept["KT-01"].value == 3
    assert stored(session, "KT-01") is None


def test_headings_and_units_are_read_not_typed(page):
    heading = next(place for place, row in enumerate(page._model.sheet.rows) if row.indicator is None)
    assert not any(page._model.takes(heading, column) for column in range(8))
    assert not page._model.takes(row_of(page, "KT-01"), LABEL)
