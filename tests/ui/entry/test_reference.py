"""References are found by a few letters without accents, told apart, narrowed by what is known, added in passing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

from models.record_types import record_type
from ui.entry.add_record import AddDialog, add_record
from ui.entry.editors import Surroundings
from ui.entry.form_body import FormBody

from .conftest import find

HELP = record_type("mediation_team").by_name["valid_from"].help


@pytest.fixture
def opened() -> list[tuple[str, str]]:
    """What F2 asked to open."""
    return []


@pytest.fixture
def body(session, shown, opened):
    """The fields of a receipt."""
    around = Surroundings(session, (), None, lambda name, key: opened.append((name, key)))
    made = FormBody(record_type("donation_receipt"), around, lambda: "row")
    made.fill(session.read(lambda store: store.records.new("donation_receipt")), {})
    shown(made)
    return made


def offered_list() -> QListView:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    return popup


def test_a_donor_is_found_without_accents(body, ids, hands):
    find(body, "Nhà hảo tâm").setFocus()
    hands.choose("dang van hoa")
    assert body.values()["donor"] == ids["other"]
    assert find(body, "Nhà hảo tâm").text() == "Đặng Văn Hòa"


def test_the_list_says_what_tells_names_apart(body, ids, hands, qtbot):
    field = find(body, "Nhà hảo tâm")
    field.setFocus()
    hands.type("cong")
    qtbot.waitUntil(field.list_is_open)
    offered = offered_list().model()
    assert offered.index(0, 0).data() == "Công ty TNHH Ánh Dương"
    details = [offered.itemData(offered.index(0, 0)).values()]
    assert "Doanh nghiệp" in str(details)


def test_who_types_faster_than_the_list_opens_is_understood(body, ids, hands):
    find(body, "Nhà hảo tâm").setFocus()
    hands.type("cong ty tnhh anh").press("Tab")
    assert body.values()["donor"] == ids["donor"]


def test_a_name_that_is_not_there_stays_as_typed(body, ids, hands):
    find(body, "Nhà hảo tâm").setFocus()
    hands.type("Nguyen Van Khong Co").press("Escape", "Tab")
    assert body.values()["donor"] is None
    assert body.unparsed() == {"donor": "Nguyen Van Khong Co"}


def test_only_the_pledges_of_this_donor_are_offered_first(body, ids, put, hands, qtbot):
    put(
        "pledge",
        registered_date="2026-05-03",
        donor=ids["other"],
        fund=ids["fund"],
        kind="tien",
        amount=7_000_000,
        status="da_dang_ky",
    )
    find(body, "Nhà hảo tâm").setFocus()
    hands.choose("anh duong")
    pledges = find(body, "Theo đăng ký")
    pledges.setFocus()
    hands.press("F4")
    qtbot.waitUntil(pledges.list_is_open)
    assert offered_list().model().rowCount() == 1
    hands.press("Down", "Return")
    assert body.values()["pledge"] == ids["pledge"]


def test_f2_opens_what_is_chosen(body, opened, ids, hands):
    find(body, "Nhà hảo tâm").setFocus()
    hands.choose("anh duong")
    find(body, "Nhà hảo tâm").setFocus()
    hands.press("F2")
    assert opened == [("donor", ids["donor"])]


def test_a_donor_is_added_while_a_receipt_is_entered(session, body, ids, hands, qtbot):
    """The last row of the list opens the donor's own form with the typed name; Ctrl+Enter comes back with it."""
    around = Surroundings(session)

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AddDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, fill)
            return
        find(dialog, "Loại").setFocus()
        hands.choose("doanh")
        assert find(dialog, "Tên cơ quan, tổ chức").text() == "Hợp tác xã Bắc Hà"
        find(dialog, "Đồng ý công khai tên").setFocus()
        hands.choose("co").press("Ctrl+Return")

    QTimer.singleShot(0, fill)
    added = add_record(body, around, "donor", "Hợp tác xã Bắc Hà", {})
    assert added is not None
    assert added.title == "Hợp tác xã Bắc Hà"
    stored = session.read(lambda store: store.records.read("donor", added.id))
    assert (stored.state.value, stored.values["kind"]) == ("final", "doanh_nghiep")
    assert not stored.values["person_name"]  # the name went only where it was shown


def test_an_added_record_must_be_complete(session, body, hands, qtbot):
    said = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AddDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, leave)
            return
        hands.press("Ctrl+Return")
        said.append(hands.where())
        hands.press("Escape")

    QTimer.singleShot(0, leave)
    assert add_record(body, Surroundings(session), "donor", "Ai đó", {}) is None
    assert said == ["Loại"]  # the first field that is missing has the focus


def test_the_window_says_in_full_what_its_fields_cut_short(session, body, hands, qtbot):
    """Without a mouse nothing else tells the end of a long help: a record's own form has the same line."""
    seen: list[tuple[bool, list[str]]] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AddDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, read)
            return
        for name in ("Hoạt động từ ngày", "Tên tổ"):
            find(dialog, name).setFocus()
            said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
            seen.append((HELP in said, said))
        dialog.reject()

    QTimer.singleShot(0, read)
    assert add_record(body, Surroundings(session), "mediation_team", "Tổ hòa giải Nà Thử", {}) is None
    assert [told for told, _ in seen] == [True, False], seen


def test_what_an_added_record_needs_is_added_from_its_window(session, body, hands, qtbot):
    """A team needs an area; on the first day neither is there."""
    shown, looks = [], iter(range(250))

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AddDialog) or not dialog.isActiveWindow() or dialog in shown:
            if next(looks, None) is not None:
                QTimer.singleShot(20, answer)
            elif isinstance(dialog, AddDialog):
                dialog.reject()  # no window came for the area
            return
        shown.append(dialog)
        if len(shown) == 1:
            find(dialog, "Khu dân cư").setFocus()
            QTimer.singleShot(0, answer)
            hands.choose("Thôn Nà Thử")
            assert find(dialog, "Khu dân cư").key()
            dialog.activateWindow()  # as a window manager does
            qtbot.waitUntil(dialog.isActiveWindow)
        else:
            assert find(dialog, "Tên").text() == "Thôn Nà Thử"
            find(dialog, "Loại").setFocus()
            hands.choose("thon")
            find(dialog, "Có từ ngày").setFocus()
            hands.type("1/1/2020").press("Ctrl+Return")
            return
        find(dialog, "Hoạt động từ ngày").setFocus()
        hands.type("1/1/2024")
        find(dialog, "Trạng thái").setFocus()
        hands.choose("dang").press("Ctrl+Return")

    QTimer.singleShot(0, answer)
    added = add_record(body, Surroundings(session), "mediation_team", "Tổ hòa giải Nà Thử", {})
    assert added is not None
    team = session.read(lambda store: store.records.read("mediation_team", added.id))
    area = session.read(lambda store: store.records.read("residential_area", team.values["residential_area"]))
    assert (area.state.value, area.values["name"]) == ("final", "Thôn Nà Thử")


def test_enter_in_a_list_just_opened_adds_nothing(body, ids, hands, qtbot):
    field = find(body, "Nhà hảo tâm")
    field.setFocus()
    hands.press("F4")
    qtbot.waitUntil(field.list_is_open)
    assert not offered_list().currentIndex().isValid()


def test_down_on_the_only_answer_keeps_it(body, ids, hands, qtbot):
    """The first answer is marked as one types; who presses Down before Enter all the same means that one."""
    field = find(body, "Nhà hảo tâm")
    field.setFocus()
    hands.type("dang van hoa")
    qtbot.waitUntil(lambda: field.list_is_open() and offered_list().currentIndex().isValid())
    assert offered_list().model().rowCount() == 1
    hands.press("Down")
    assert offered_list().currentIndex().row() == 0
    hands.press("Return")
    assert body.values()["donor"] == ids["other"]


def test_the_next_field_is_selected_although_its_window_is_not_active_yet(body, qtbot):
    """After a record was added in its own window Enter goes on before this one has come back: what is typed next
    replaces the proposed answer and is not written behind it."""
    date, fund = find(body, "Ngày nhận"), find(body, "Quỹ")
    date.set_value("2026-06-18")
    fund.setFocus()
    in_front = QWidget()
    qtbot.addWidget(in_front)
    in_front.show()
    in_front.activateWindow()
    qtbot.waitUntil(in_front.isActiveWindow)
    QTest.keyClick(fund, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert body.window().focusWidget() is date
    assert date.selectedText() == "18/06/2026"
