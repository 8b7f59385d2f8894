"""Choosing a period and its cut-off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QDate, Qt

from models import ports
from ui.periods import PeriodBar, PeriodPicker, current_half_year
from ui.session import SUBMISSION, Session


class Reports:
    def __init__(self):
        self.days = {"2025-Q4": dt.date(2025, 12, 20)}

    def cutoffs(self):
        return self.days


class Store:
    def __init__(self):
        self.reports = Reports()

    def close(self):
        pass


@pytest.fixture
def bar(qtbot):
    session = Session(cast(Callable[[], ports.Store], Store))
    made = PeriodBar(session)
    qtbot.addWidget(made)
    yield made
    session.close()


@pytest.mark.parametrize("code", ["2026-01", "2026-12", "2024-Q3", "2026-H2", "2025-9M", "2025"])
def test_what_is_set_is_what_is_given(qtbot, code):
    picker = PeriodPicker()
    qtbot.addWidget(picker)
    picker.set_period("2023-H1")
    with qtbot.waitSignal(picker.changed):
        picker.set_period(code)
    assert picker.code() == code


def test_setting_the_same_period_again_is_quiet(qtbot):
    picker = PeriodPicker()
    qtbot.addWidget(picker)
    picker.set_period("2025-Q2")
    with qtbot.assertNotEmitted(picker.changed):
        picker.set_period("2025-Q2")


def test_another_kind_keeps_near_to_the_old_period(qtbot):
    picker = PeriodPicker()
    qtbot.addWidget(picker)
    picker.set_period("2026-H1")
    heard = []
    picker.changed.connect(lambda: heard.append(picker.code()))
    picker._kind.setCurrentIndex(picker._kind.findText("Tháng"))
    picker._kind.setCurrentIndex(picker._kind.findText("Quý"))
    picker._kind.setCurrentIndex(picker._kind.findText("9 tháng"))
    assert heard == ["2026-06", "2026-Q2", "2026-9M"]


def test_the_year_goes_by_arrow_keys(qtbot):
    picker = PeriodPicker()
    qtbot.addWidget(picker)
    picker.set_period("2026-Q2")
    picker.show()
    picker._year.setFocus()
    qtbot.keyClick(picker._year, Qt.Key.Key_Down)
    assert picker.code() == "2025-Q2"


def test_the_half_year_of_a_day():
    assert current_half_year(dt.date(2026, 6, 30)).code == "2026-H1"
    assert current_half_year(dt.date(2026, 7, 1)).code == "2026-H2"


def test_the_recorded_cutoff_is_proposed_else_the_last_day(bar):
    bar.set_period("2025-Q4")
    assert bar.cutoff() == dt.date(2025, 12, 20)
    assert "20/12/2025" in bar._hint.text()
    bar.set_period("2025-Q3")
    assert bar.cutoff() == dt.date(2025, 9, 30)
    assert bar._hint.text() == ""


def test_a_cutoff_before_the_period_is_explained(bar):
    bar.set_period("2025-Q3")
    bar._cutoff.setDate(QDate(2025, 6, 1))
    assert "01/07/2025" in bar._hint.text()
    assert bar._hint.property("role") == "problem"


def test_a_cutoff_recorded_elsewhere_is_seen(bar):
    bar.set_period("2025-Q3")
    bar._session.read(lambda store: store.reports.days.update({"2025-Q3": dt.date(2025, 9, 25)}))
    bar._session.announce(SUBMISSION)
    assert bar.cutoff() == dt.date(2025, 9, 25)
