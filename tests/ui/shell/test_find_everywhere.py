"""The search over everything, by keyboard: from any page to a record or a page, and back with Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from models.records import Query
from tests.storage.world import with_values
from ui.finding.overlay import BEGIN, FindOverlay
from ui.finding.results import RESULT, page_results
from ui.shell.main_window import MainWindow
from ui.shell.places import places


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 697)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def search(window, qtbot, named):
    """Opens the search as an officer does and types; gives the rows once they answer what was typed."""

    def typed(text, *, key=True):
        if key:
            qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        field = named(window, QLineEdit, "Tìm mọi nơi")
        assert field.hasFocus()
        for char in text:  # as a Vietnamese keyboard does: QTest has keys for ASCII only
            qtbot.keyClick(field, char) if char.isascii() else field.insert(char)
        qtbot.waitUntil(lambda: overlay(window)._answered == field.text())
        return rows(window)

    return typed


def overlay(window):
    return window.findChild(FindOverlay)


def rows(window):
    model = overlay(window).list.model()
    return [model.index(row, 0).data(RESULT) for row in range(model.rowCount())]


def press(window, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.focusWidget(), key, modifier)


def add_donor(session, name):
    def save(store):
        blank = store.records.new("donor")
        return store.records.save(with_values(blank, kind="ca_nhan", person_name=name))

    return session.write(save, "donor")


def said(window):
    return [label.text() for label in overlay(window).findChildren(QLabel) if label.isVisible()]


def test_a_name_typed_anywhere_opens_its_record(window, session, qtbot, search):
    wanted = add_donor(session, "Bế Văn Quỳnh")
    window.go("fund")
    found = search("be van quynh")
    assert (found[0].place, found[0].record_id) == ("donor", wanted.id)
    assert found[0].remark == "Chưa ghi sổ"
    press(window, qtbot, Qt.Key.Key_Return)
    assert overlay(window).isHidden()
    page = window.stack.currentWidget()
    assert page.record_type.name == "donor"
    qtbot.waitUntil(lambda: page.form.record is not None and page.form.record.id == wanted.id)


def test_enter_before_the_answer_opens_what_was_typed_last(window, session, qtbot, search):
    wanted = add_donor(session, "Bế Văn Quỳnh")
    search("b")
    field = window.focusWidget()
    field.setText("bế văn quỳnh")
    press(window, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(overlay(window).isHidden)
    assert window.stack.currentWidget().form.record.id == wanted.id


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_enter_with_another_key_held_opens_nothing(window, session, qtbot, search, held):
    """As in every list: Ctrl+Enter saves and sends elsewhere, and is not meant for the row."""
    wanted = add_donor(session, "Bế Văn Quỳnh")
    search("be van quynh")
    press(window, qtbot, Qt.Key.Key_Return, held)
    assert overlay(window).isVisible()
    press(window, qtbot, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert overlay(window).isHidden()
    qtbot.waitUntil(lambda: window.stack.currentWidget().form.record.id == wanted.id)


def test_arrows_choose_and_typing_goes_on(window, session, qtbot, search):
    first, second = add_donor(session, "Xuýt"), add_donor(session, "Xuyến")
    assert [row.record_id for row in search("xuy")] == [second.id, first.id]
    press(window, qtbot, Qt.Key.Key_Down)
    press(window, qtbot, Qt.Key.Key_Down)  # stays on the last one
    assert overlay(window).list.currentIndex().data(RESULT).record_id == first.id
    assert [row.record_id for row in search("en", key=False)] == [second.id]
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.stack.currentWidget().form.record.id == second.id


def test_pages_are_found_by_name_and_by_other_words(window, qtbot, search):
    assert search("gui len")[0].place == "send"
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.navigation._buttons["send"].isChecked()
    assert [row.place for row in search("cai dat") if not row.record_id] == ["settings"]
    assert page_results(places(), "g") == []
    for place in places():
        assert place.label in [row.title for row in page_results(places(), place.label)]


def test_escape_and_a_click_beside_lead_back(window, qtbot, search):
    window.go("donor")
    before = window.focusWidget()
    search("x")
    press(window, qtbot, Qt.Key.Key_Escape)
    assert overlay(window).isHidden()
    assert window.focusWidget() is before
    search("x")
    qtbot.mouseClick(overlay(window), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert overlay(window).isHidden()
    assert window.focusWidget() is before


def test_keys_of_the_page_below_wait(window, qtbot, search):
    page = window.go("donor")
    search("x")
    shown = page.form.record
    press(window, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(window, qtbot, Qt.Key.Key_F6)
    press(window, qtbot, Qt.Key.Key_Tab)
    assert window.stack.currentWidget() is page
    assert page.form.record is shown
    assert window.focusWidget() is overlay(window).field
    press(window, qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert overlay(window).field.selectedText() == "x"


def test_it_begins_with_what_was_opened_and_changed_last(window, session, qtbot, search):
    changed = add_donor(session, "Khuê")
    fund = session.read(lambda store: store.records.page(Query("fund"), 0, 1)[0].id)
    title = session.read(lambda store: store.records.title("fund", fund))
    assert search("")[0].record_id == changed.id
    assert "Mở hoặc sửa gần đây" in said(window)
    assert fund in [row.record_id for row in search(title, key=False)]
    overlay(window).list.setCurrentIndex(
        overlay(window).list.model().index([row.record_id for row in rows(window)].index(fund), 0)
    )
    press(window, qtbot, Qt.Key.Key_Return)
    assert [row.record_id for row in search("")[:2]] == [fund, changed.id]


def test_nothing_found_says_what_to_do(window, search):
    assert search("qqq xyz") == []
    assert "Không thấy “qqq xyz” trong sổ nào. Gõ ít chữ hơn, hoặc chỉ gõ tên hay số phiếu." in said(window)
    assert not overlay(window).list.isVisible()


def test_an_empty_register_says_how_to_begin(empty_session, qtbot):
    shown = MainWindow(empty_session)
    qtbot.addWidget(shown)
    shown.show()
    shown.find_everywhere()
    qtbot.waitUntil(lambda: overlay(shown)._answered == "")
    assert BEGIN in said(shown)


def test_rows_are_spoken_and_a_click_opens(window, session, qtbot, search):
    wanted = add_donor(session, "Khuê")
    search("khuê")
    results = overlay(window).list
    spoken = results.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Nhà hảo tâm, Khuê, ")
    assert spoken.endswith("Chưa ghi sổ")
    assert results.accessibleName() == "Kết quả tìm"
    place = results.visualRect(results.model().index(0, 0)).center()
    qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.stack.currentWidget().form.record.id == wanted.id


def test_the_button_and_the_menu_open_it_too(window, qtbot):
    button = next(item for item in window.navigation.findChildren(QPushButton) if item.text() == "Tìm mọi nơi")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert overlay(window).isVisible()
    press(window, qtbot, Qt.Key.Key_Escape)
    action = next(item for item in window.findChildren(QAction) if item.text() == "Tìm mọi nơi")
    assert action.shortcut().toString() == "Ctrl+K"
    action.trigger()
    assert overlay(window).isVisible()


def test_it_follows_the_window_in_size(window, qtbot, search):
    search("x")
    window.resize(1024, 640)
    assert overlay(window).rect() == window.rect()
    assert overlay(window).rect().contains(overlay(window).card.geometry())
