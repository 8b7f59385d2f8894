"""The page of the opening by name and keyboard: its day, its steps, where they lead; afterwards it never nags."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from models.opening import ANSWERS, DAY
from models.periods import Period
from models.records import State
from ui.overview.facts import gather
from ui.overview.todo_card import things_to_do
from ui.shell.main_window import MainWindow
from ui.shell.places import OPENING

FIRST = f"{dt.datetime.now().astimezone().year}-01-01"


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.show()
    return made


def tab_of(window, qtbot):
    window.open_filtered(OPENING, None)
    found = window.stack.currentWidget()
    qtbot.waitUntil(lambda: found.stand is not None)
    return found


def choose(box, text, qtbot):
    """As the keyboard does: into the box, to the entry, Enter."""
    box.setFocus()
    wanted = box.findText(text)
    assert wanted >= 0, f"{text!r} is not offered"
    step = Qt.Key.Key_Down if wanted > box.currentIndex() else Qt.Key.Key_Up
    for _ in range(abs(wanted - box.currentIndex())):
        qtbot.keyClick(box, step)


def kept(session, name):
    return session.read(lambda store: store.settings.get(name))


def offered(session):
    today = dt.datetime.now().astimezone().date()
    facts = session.read(lambda store: gather(store, Period(today.year, "H1"), today))
    return [todo.text for todo in things_to_do(facts) if todo.place == OPENING]


def test_steps_come_with_the_day_and_answers_are_kept(window, session, qtbot, named):
    assert offered(session) == ["Số liệu ban đầu: đã xong 0/7 mục"]
    tab = tab_of(window, qtbot)
    assert tab.findChildren(QComboBox) == [tab.day]
    choose(tab.day, dt.date.fromisoformat(FIRST).strftime("%d/%m/%Y"), qtbot)
    assert kept(session, DAY) == FIRST
    qtbot.waitUntil(lambda: len(tab.findChildren(QComboBox)) == 8)
    choose(named(tab, QComboBox, "Mô hình đang duy trì"), "Đã xong", qtbot)
    assert kept(session, ANSWERS) == '{"models": "done"}'
    assert offered(session) == ["Số liệu ban đầu: đã xong 1/7 mục"]


def test_every_button_stands_whole_on_a_wide_page(window, session, qtbot):
    """The text is narrower than the page: its lines wrap earlier, and the steps below need the room all the same."""
    session.write(lambda store: store.settings.put(DAY, FIRST))
    window.resize(1366, 768)
    tab = tab_of(window, qtbot)

    def whole(button):
        room = button.parentWidget().rect()
        return room.contains(button.geometry()) and button.height() >= button.sizeHint().height()

    qtbot.waitUntil(lambda: len(tab.findChildren(QPushButton)) > 12)
    qtbot.waitUntil(lambda: all(map(whole, tab.findChildren(QPushButton))))


def test_tab_goes_down_the_page(window, session, qtbot):
    session.write(lambda store: store.settings.put(DAY, FIRST))
    tab = tab_of(window, qtbot)
    qtbot.waitUntil(lambda: len(tab.findChildren(QComboBox)) == 8)
    tab.day.setFocus()
    walked = []
    while len(walked) < 60 and window.focusWidget() is not tab.rest:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        walked.append(window.focusWidget())
    places = [part.mapTo(tab, part.rect().topLeft()) for part in walked]
    assert len(walked) > 20
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


def test_who_has_nothing_is_not_asked_again(window, session, qtbot):
    tab = tab_of(window, qtbot)
    tab.rest.setFocus()
    qtbot.keyClick(tab.rest, Qt.Key.Key_Space)
    assert offered(session) == []
    qtbot.waitUntil(tab.rest.isHidden)
    assert kept(session, DAY) == ""


def test_an_open_case_begins_as_one_that_came_over(window, session, qtbot):
    session.write(lambda store: store.settings.put(DAY, FIRST))
    tab = tab_of(window, qtbot)
    qtbot.waitUntil(lambda: bool(tab.findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively)))
    add = next(button for button in tab.findChildren(QPushButton) if button.accessibleName() == "Thêm vụ việc")
    add.setFocus()
    qtbot.keyClick(add, Qt.Key.Key_Space)
    page = window.stack.currentWidget()
    begun = page.form.record
    assert page.record_type.name == "mediation_case"
    assert begun.version == 0
    assert (begun.values["accepted"], begun.values["outcome"]) == ("tiep_nhan", "dang_giai_quyet")
    assert not begun.values["received_date"]  # the officer types the day on which it really came


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_last_years_sheet_is_opened(window, session, qtbot, key):
    session.write(lambda store: store.settings.put(DAY, FIRST))
    tab = tab_of(window, qtbot)
    last = int(FIRST[:4]) - 1
    qtbot.waitUntil(lambda: any(str(last) in button.accessibleName() for button in tab.findChildren(QPushButton)))
    sheet = next(b for b in tab.findChildren(QPushButton) if f"9 tháng đầu năm {last}" in b.accessibleName())
    sheet.setFocus()
    qtbot.keyClick(sheet, key)
    assert window.stack.currentWidget().period.currentData() == f"{last}-9M"


def test_what_was_entered_is_counted(window, session, qtbot):
    fund = session.read(lambda store: store.records.read("fund", store.records.suggest("fund", "")[0].id))
    begun = {"opening_date": FIRST, "opening_balance": 2_500_000, "opening_received": None, "opened": "2020-01-01"}
    goods = [{"id": "", "item": "Gạo tẻ", "unit": "kg", "quantity": 50_000}]
    changed = replace(fund, values={**fund.values, **begun, "closed": None, "goods": goods})
    session.write(lambda store: store.settings.put(DAY, FIRST))
    before = tab_of(window, qtbot).stand.lines["goods"][0].text
    session.write(lambda store: store.records.save(changed), "fund")
    tab = tab_of(window, qtbot)
    qtbot.waitUntil(lambda: tab.stand.lines["goods"][0].text != before)
    funds = [item for item in values_of(session, "fund") if item.get("opening_date")]
    total = sum(item["opening_balance"] for item in funds)
    assert total >= 2_500_000
    shown = f"{total:,}".replace(",", ".")
    assert tab.stand.lines["funds"][0].text == f"Đã có {len(funds)} quỹ có số dư đầu, cộng {shown} đồng"
    appeals = [item for item in values_of(session, "campaign") if item.get("opening_balance") is not None]
    assert tab.stand.lines["funds"][1].text == f"Đã có {len(appeals)} đợt vận động có số dư riêng"


def values_of(session, register):
    """Of every final record of a register."""

    def read(store):
        found = [store.records.read(register, item.id) for item in store.records.suggest(register, "", 1_000)]
        return [record.values for record in found if record.state is State.FINAL]

    return session.read(read)
