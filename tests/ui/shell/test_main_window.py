"""The window goes from place to place, keeps what is typed, remembers its size, and says whose register it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from models.fields import Group
from models.indicators import Count
from models.ports import StorageError
from models.record_types import RECORD_TYPES
from models.records import Counted, Query
from storage.registers.drafts import Drafts
from ui.session import IDENTITY
from ui.shell import places
from ui.shell.main_window import MainWindow
from ui.shell.side_entries import SideEntries

LOWEST = 768 - 31 - 40  # px that a screen of 768 leaves between the title bar and the task bar


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, LOWEST)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


class PlainPage(QWidget):
    """A page that counts how often it was left."""

    left = 0

    def leave(self):
        self.left += 1


@pytest.fixture
def plain_pages(monkeypatch):
    """Every place leads to a plain page; the answer is those that were made."""
    made: list[PlainPage] = []

    def make(session):
        made.append(PlainPage())
        return made[-1]

    plain = tuple(replace(place, make=make) for place in places.places())
    monkeypatch.setattr("ui.shell.main_window.places", lambda: plain)
    return made


def press(window, qtbot, key):
    action = next(item for item in window.findChildren(QAction) if item.shortcut().toString() == key)
    action.trigger()


def test_every_place_is_named_and_has_its_own_key():
    shown = places.places()
    assert [place.label for place in shown[:2]] == ["Tổng quan", "Hòa giải ở cơ sở"]
    assert {item.name for item in RECORD_TYPES} <= {place.key for place in shown}
    keys = [place.shortcut for place in shown if place.shortcut]
    assert len(set(keys)) == len(keys)
    assert not [place.label for place in shown if not place.shortcut and place.section != Group.REGISTER.value]
    assert all(place.shortcut for place in places.places()[:9]), "the digits go to the first registers"
    assert not [key for key in keys if "Shift" in key]
    assert "F9" not in keys  # "không phát sinh" in the sheet of figures; the window's keys come before those of a page
    groups = {place.section for place in shown if place.section}
    assert groups == {"Sổ ghi", "Số liệu", "Danh mục", "Nộp và tổng hợp"}
    assert all(place.section == Group.CATALOGUE.value for place in shown if place.key in ("fund", "donor"))


def test_pages_are_made_on_the_first_visit_and_left_on_going(plain_pages, session, qtbot):
    window = MainWindow(session)
    qtbot.addWidget(window)
    assert len(plain_pages) == 1
    first = window.go("donor")
    assert window.go("fund") is not first
    assert [page.left for page in plain_pages] == [1, 1, 0]  # overview, donor, fund
    assert window.go("donor") is first
    assert len(plain_pages) == 3
    window.begin_again()
    assert len(plain_pages) == 4
    assert window.go("donor") is not first


def test_keys_lead_to_places_and_the_column_marks_them(window, qtbot):
    press(window, qtbot, "Ctrl+3")
    assert window.stack.currentWidget().record_type.name == "donation_receipt"
    marked = [button.text() for button in window.navigation.findChildren(QPushButton) if button.isChecked()]
    assert marked == ["Tiếp nhận ủng hộ"]


def test_the_whole_column_fits_a_low_screen(window):
    buttons = window.navigation.findChildren(QPushButton)
    catalogues = {place.label for place in places.places() if place.section == places.CATALOGUES}
    shut = [button for button in buttons if button.text() not in {*catalogues, ""}]
    assert len(shut) == len(places.places()) - len(catalogues) + 2  # those that open the catalogues and the search
    low = max(button.mapTo(window, button.rect().bottomLeft()).y() for button in shut)
    assert low < LOWEST
    assert not [button for button in buttons if not button.text() and button.isVisible()]  # nothing more to go to
    for button in shut:
        assert button.visibleRegion().boundingRect().height() == button.height(), button.text()
        assert button.sizeHint().width() <= button.width()


def test_the_catalogues_open_on_asking_and_when_one_is_gone_to(window, qtbot):
    def named(text):
        return [button for button in window.navigation.findChildren(QPushButton) if button.text() == text]

    (folder,) = named("Danh mục")
    assert not any(button.isVisible() for button in named("Quỹ"))
    folder.setFocus()
    qtbot.keyClick(folder, Qt.Key.Key_Space)
    (fund,) = named("Quỹ")
    assert fund.isVisible()
    qtbot.keyClick(folder, Qt.Key.Key_Down)
    assert window.focusWidget().text() == "Khu dân cư"
    qtbot.keyClick(folder, Qt.Key.Key_Space)
    assert not fund.isVisible()
    window.go("fund")
    assert fund.isVisible() and fund.isChecked()


def cut_entries(window):
    """Entries of which a part is seen and a part is not, neither covered by the strip that says there is more."""
    area = window.navigation.findChild(SideEntries)
    seen = area.viewport().rect()
    for strip in area.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if strip.isVisible():
            below = strip.accessibleName().endswith("dưới")
            seen = seen.adjusted(0, 0 if below else strip.height(), 0, -strip.height() if below else 0)
    places_of = {
        entry.text(): QRect(entry.mapTo(area.viewport(), QPoint()), entry.size())
        for entry in area.widget().children()
        if isinstance(entry, QPushButton | QLabel) and entry.isVisible()
    }
    return [text for text, place in places_of.items() if seen.intersects(place) and not seen.contains(place)]


def test_no_entry_is_half_seen_when_the_catalogues_are_open(window, qtbot):
    """Open, they are more than a low screen holds: the column is walked through from end to end and back."""
    folder = next(
        button for button in window.navigation.findChildren(QPushButton) if button.text() == "Danh mục"
    )  # fmt: skip
    folder.setFocus()
    qtbot.keyClick(folder, Qt.Key.Key_Space)
    (bar,) = [window.navigation.findChild(SideEntries).verticalScrollBar()]
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for key, steps in ((Qt.Key.Key_Down, 40), (Qt.Key.Key_Up, 40)):
        walked = set()
        for _ in range(steps):
            qtbot.keyClick(window.focusWidget(), key)
            qtbot.wait(1)
            reached = window.focusWidget()
            walked.add(reached.text())
            assert not cut_entries(window)
            assert reached.visibleRegion().boundingRect().height() == reached.height(), reached.text()
        assert {"Tổng quan", "Số liệu ban đầu", "Báo cáo và in"} <= walked


def test_the_strip_leads_on_by_a_click(window, qtbot):
    window.go("fund")
    area = window.navigation.findChild(SideEntries)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    above, below = area.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert (above.isVisible(), below.isVisible()) == (False, True)
    qtbot.mouseClick(below, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    assert (above.isVisible(), below.isVisible()) == (True, False)


def test_arrow_keys_walk_down_the_column(window, qtbot):
    buttons = window.navigation.findChildren(QPushButton)
    overview = next(button for button in buttons if button.text() == "Tổng quan")
    overview.setFocus()
    qtbot.keyClick(overview, Qt.Key.Key_Down)
    assert window.focusWidget().text() == "Hòa giải ở cơ sở"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.stack.currentWidget().record_type.name == "mediation_case"


def test_the_title_follows_the_unit(window, session):
    assert window.windowTitle() == "Sổ Mặt trận – Xã Vũ Mẫu"
    identity = session.read(lambda store: store.settings.identity())
    session.write(lambda store: store.settings.set_identity(replace(identity, unit_name="Xã Mới")), IDENTITY)
    assert window.windowTitle() == "Sổ Mặt trận – Xã Mới"


def test_a_record_and_the_records_behind_a_number_open_on_their_page(window, session, qtbot):
    donor = session.read(lambda store: store.records.page(Query("donor"), 0, 1)[0].id)
    window.open_record("donor", donor)
    assert window.stack.currentWidget().form.record.id == donor
    indicator = session.read(
        lambda store: next(
            item for item in store.reports.definitions()[0].indicators if isinstance(item.measure, Count)
        )
    )
    table = indicator.measure.table.split(".")[0]
    window.open_register(Query(table, counted=Counted(indicator.code, "2026-H1", "2026-06-30")))
    page = window.stack.currentWidget()
    assert page.record_type.name == table
    assert page.list.filters.filters.counted.indicator == indicator.code


def test_the_print_menu_does_what_the_page_does_at_its_key(window, session, monkeypatch, qtbot):
    asked = []
    monkeypatch.setattr("ui.paper.record_printing.preview_record", lambda *given: asked.append((given[2].id, given[3])))
    action = next(item for item in window.findChildren(QAction) if item.text().startswith("In…"))
    assert action.shortcut().isEmpty()
    assert window.menus.printing() is None
    donor = session.read(lambda store: store.records.page(Query("donor"), 0, 1)[0].id)
    window.open_record("donor", donor)
    action.trigger()
    assert asked == [(donor, "sheet")]


def test_size_is_remembered_and_closing_backs_up(session, folder, qtbot):
    first = MainWindow(session)
    qtbot.addWidget(first)
    first.setWindowState(Qt.WindowState.WindowNoState)
    first.resize(1100, 650)
    first.show()
    first.close()
    assert not session.is_open
    assert list((folder / "backups").glob("*_dong-so.db"))
    assert (folder / "window.ini").is_file()


def test_the_window_stays_while_typing_cannot_be_kept(window, session, monkeypatch, qtbot):
    form = window.go("donor").form
    window.stack.currentWidget().begin()
    form.body.cells["note"].editor.widget().setFocus()
    qtbot.keyClicks(form.body.cells["note"].editor.widget(), "dang go")
    typed = form.record.id
    told, asked = [], []
    monkeypatch.setattr("ui.messages.show_error", lambda parent, error, *more: told.append(str(error)))
    monkeypatch.setattr("ui.messages.confirm", lambda *given, **_: asked.append(given[2]))

    def full(self, record):
        raise StorageError("Ổ đĩa đã đầy.", "full")

    with monkeypatch.context() as broken:
        broken.setattr(Drafts, "keep", full)
        window.go("fund")
        assert not window.close()
        assert session.is_open
        assert (told, asked) == (["Ổ đĩa đã đầy."] * 2, ["Đóng và bỏ phần đang gõ"])
    window.go("donor")
    window.go("fund")
    assert session.read(lambda store: store.drafts.of(typed)).values["note"] == "dang go"
    assert window.close()


def test_the_window_never_needs_more_than_a_small_screen(window):
    assert window.minimumSizeHint().expandedTo(window.minimumSize()).width() <= 1366
    for place in places.places():
        window.go(place.key)
        assert window.size() == QSize(1366, LOWEST), place.key


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_enter_presses_the_button_one_has_come_to(window, qtbot, key, held):
    page = window.go("disbursement")
    page.begin_with({"direction": "doi_tuong"})
    onward = next(each for each in page.findChildren(QPushButton) if each.text() == "Sang danh sách nhận hỗ trợ")
    onward.setFocus()
    qtbot.waitUntil(onward.hasFocus)
    assert page.form.body.tabs.currentIndex() == 0
    qtbot.keyClick(onward, key, held)
    assert page.form.body.tabs.currentIndex() == 1
