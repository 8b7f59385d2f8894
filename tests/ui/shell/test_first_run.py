"""First run by keyboard alone: the unit from the list or by hand, its upper unit, the officer, the passphrase."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from models.documents import Paragraph
from models.periods import Period
from models.ports import Identity, StorageError
from storage.store import open_store
from tests.ui.working_store import CHEAP
from ui.administration.first_run import FirstRun
from ui.administration.official_units import OfficialUnits, province_regions
from ui.administration.place_names import as_phrase, place_of
from ui.overview.facts import gather
from ui.overview.todo_card import things_to_do
from ui.paper.preview import PreviewDialog
from ui.shell.places import PROTECTION

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def wizard(empty_session, qtbot):
    made = FirstRun(empty_session)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.hide()  # qtbot would close it, and closing asks
    made.deleteLater()


def go_on(wizard, qtbot):
    """A button pressed by its key stays down for a moment, as the officer sees it, before it is clicked."""
    with qtbot.waitSignal(wizard.next.clicked):
        qtbot.keyClick(wizard, ENTER, CTRL)


def type_in(widget, text):
    """Key by key as an input method sends them; QTest knows no Vietnamese letters."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def type_and_enter(qtbot, widget, text):
    type_in(widget, text)
    qtbot.keyClick(widget, ENTER)


def test_a_commune_is_set_up_by_keyboard_without_accents(wizard, empty_session, qtbot):
    assert wizard.focusWidget().accessibleName() == "Tỉnh, thành phố"
    type_and_enter(qtbot, wizard.focusWidget(), "lang son")
    assert wizard.focusWidget().accessibleName() == "Xã, phường, đặc khu"
    type_and_enter(qtbot, wizard.focusWidget(), "vu le")
    go_on(wizard, qtbot)
    assert wizard.upper.proposed.text() == "Tỉnh Lạng Sơn (mã 20)"
    assert wizard.upper.proposed.isChecked()
    go_on(wizard, qtbot)
    assert wizard.focusWidget().accessibleName() == "Họ và tên cán bộ ghi sổ"
    type_and_enter(qtbot, wizard.focusWidget(), "Lương Văn Thử")
    type_and_enter(qtbot, wizard.focusWidget(), "Chủ tịch")
    go_on(wizard, qtbot)
    go_on(wizard, qtbot)
    assert wizard.recovery.isVisible() and wizard.focusWidget() is wizard.recovery.print
    type_off_the_paper(wizard, qtbot)
    go_on(wizard, qtbot)
    assert wizard.result() == QDialog.DialogCode.Accepted
    assert empty_session.read(lambda store: store.settings.recovery_key().tried)
    assert empty_session.read(lambda store: store.settings.identity()) == Identity(
        unit="06364",
        unit_name="Xã Vũ Lễ",
        level="xa",
        parent="20",
        parent_name="Tỉnh Lạng Sơn",
        officer="Lương Văn Thử",
        officer_title="Chủ tịch",
        place="Vũ Lễ",
        land_region="bac",
        parent_level="tinh",
    )
    tree = empty_session.read(lambda store: store.units.tree())
    assert {unit.code: unit.level for unit in tree.units} == {"06364": "xa", "20": "tinh"}


def test_what_is_missing_is_said_at_its_field_and_nothing_goes_on(wizard, qtbot):
    go_on(wizard, qtbot)
    assert wizard.own.province.problem() == "Chọn tỉnh, thành phố."
    assert wizard.focusWidget() is wizard.own.province_editor
    type_and_enter(qtbot, wizard.focusWidget(), "lang son")
    assert wizard.own.province.problem() == ""
    type_in(wizard.focusWidget(), "không có xã này")
    go_on(wizard, qtbot)
    assert "không có xã này" in wizard.own.commune.problem()
    assert wizard.own.isVisible()


def test_a_district_by_hand_needs_a_code_that_is_nobody_elses(wizard, empty_session, qtbot):
    wizard.own.levels.button(2).click()
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    wizard.own.name.edit.setFocus()
    type_in(wizard.own.name.edit, "Cụm thi đua số 3")
    type_in(wizard.own.code.edit, "06364")
    go_on(wizard, qtbot)
    assert "Xã Vũ Lễ" in wizard.own.code.problem()
    wizard.own.code.edit.clear()
    type_in(wizard.own.code.edit, "CĐ-03")  # no submission file would take it, and by then it could not be changed
    go_on(wizard, qtbot)
    assert "không dấu" in wizard.own.code.problem()
    wizard.own.code.edit.clear()
    type_in(wizard.own.code.edit, "LS-C3")
    go_on(wizard, qtbot)
    assert wizard.upper.isVisible()
    assert wizard.upper.unit().code == "20"
    assert wizard.identity().place == ""


def test_an_upper_unit_by_hand_has_name_code_and_level(wizard, qtbot):
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    type_and_enter(qtbot, wizard.own.commune_editor, "vu le")
    go_on(wizard, qtbot)
    qtbot.keyClick(wizard.upper.other, SPACE)
    assert wizard.upper.other.isChecked()
    go_on(wizard, qtbot)
    assert wizard.upper.name.problem() == "Nhập tên đơn vị cấp trên."
    type_in(wizard.upper.name.edit, "Cụm thi đua số 3")
    type_in(wizard.upper.code.edit, "06364")
    go_on(wizard, qtbot)
    assert "chính đơn vị mình" in wizard.upper.code.problem()
    wizard.upper.code.edit.clear()
    type_in(wizard.upper.code.edit, "LS-C3")
    go_on(wizard, qtbot)
    assert wizard.officer.isVisible()
    chosen = wizard.upper.unit()
    assert (chosen.code, chosen.name, chosen.level) == ("LS-C3", "Cụm thi đua số 3", "huyen")


@pytest.mark.parametrize(
    ("level", "code", "name", "upper"),
    [(3, "20", "Tỉnh Lạng Sơn", "TW"), (4, "TW", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "")],
)
def test_higher_levels_have_their_own_questions(wizard, qtbot, level, code, name, upper):
    wizard.own.levels.button(level).click()
    if level == 3:
        type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    assert not wizard.own.commune.isVisible()
    go_on(wizard, qtbot)
    assert (wizard.own.unit().code, wizard.own.unit().name) == (code, name)
    assert wizard.upper.unit().code == upper


def test_a_passphrase_is_typed_twice_and_then_opens_the_register(wizard, empty_session, folder, qtbot):
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    type_and_enter(qtbot, wizard.own.commune_editor, "vu le")
    go_on(wizard, qtbot)
    go_on(wizard, qtbot)
    type_in(wizard.officer.officer.edit, "Lương Văn Thử")
    go_on(wizard, qtbot)
    fields = wizard.passphrase.fields
    type_in(fields.first.edit, "ngắn")
    go_on(wizard, qtbot)
    assert "8 ký tự" in fields.first.problem()
    fields.first.edit.clear()
    type_in(fields.first.edit, "một câu dễ nhớ")
    go_on(wizard, qtbot)
    assert "chưa giống nhau" in fields.again.problem()
    type_in(fields.again.edit, "một câu dễ nhớ")
    go_on(wizard, qtbot)
    with qtbot.waitSignal(wizard.later.clicked):
        qtbot.keyClick(wizard.later, SPACE)
    assert wizard.result() == QDialog.DialogCode.Accepted
    empty_session.close()
    with pytest.raises(StorageError) as refused:
        open_store(folder, cost=CHEAP)
    assert refused.value.kind == "wrong_key"
    open_store(folder, "một câu dễ nhớ", cost=CHEAP).close()


def set_up(wizard, qtbot):
    """As far as the recovery key."""
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    type_and_enter(qtbot, wizard.own.commune_editor, "vu le")
    go_on(wizard, qtbot)
    go_on(wizard, qtbot)
    type_in(wizard.officer.officer.edit, "Lương Văn Thử")
    go_on(wizard, qtbot)
    go_on(wizard, qtbot)


def type_off_the_paper(wizard, qtbot):
    """What the printed sheet says, for the groups that are asked for."""
    paragraphs = [block for block in wizard.recovery.document().blocks if isinstance(block, Paragraph)]
    sheet = [text for block in paragraphs for text in (block.text, block.beside)]
    for cell in wizard.recovery.cells:
        name = cell.edit.accessibleName().removesuffix(" trên giấy")
        (line,) = (text for text in sheet if text.startswith(f"{name}:"))
        cell.edit.setFocus()
        qtbot.keyClicks(cell.edit, line.partition(":")[2].strip().lower())


def test_a_group_mistyped_off_the_paper_is_said_at_its_field(wizard, empty_session, qtbot):
    set_up(wizard, qtbot)
    assert not wizard.back.isVisible()  # what is written stays written
    go_on(wizard, qtbot)
    first, second = wizard.recovery.cells
    assert first.problem() == second.problem() == "Gõ nhóm này từ tờ giấy."
    type_off_the_paper(wizard, qtbot)
    right = second.edit.text()
    second.edit.clear()
    qtbot.keyClicks(second.edit, ("2" if right[0] != "2" else "3") + right[1:])
    go_on(wizard, qtbot)
    assert (first.problem(), second.problem()) == ("", "Chưa đúng; so lại với tờ giấy.")
    assert wizard.focusWidget() is second.edit and wizard.isVisible()
    type_in(second.edit, "đ")
    go_on(wizard, qtbot)
    assert "tắt bộ gõ" in second.problem()
    assert empty_session.read(lambda store: store.settings.recovery_key().tried) == ""


def test_enter_in_the_last_field_comes_to_the_button_that_goes_on(wizard, qtbot):
    set_up(wizard, qtbot)
    type_off_the_paper(wizard, qtbot)
    qtbot.keyClick(wizard.recovery.cells[-1].edit, ENTER)
    assert wizard.focusWidget() is wizard.next  # one more Enter must not leave the key for later


def test_the_sheet_with_the_key_is_printed_and_never_saved(wizard, qtbot, monkeypatch):
    set_up(wizard, qtbot)
    buttons = []

    def look(preview):
        buttons.extend(item.text() for item in preview.findChildren(QPushButton))
        return 0

    monkeypatch.setattr(PreviewDialog, "exec", look)
    wizard.recovery.print.click()
    assert any(text.startswith("In") for text in buttons)
    assert not [text for text in buttons if "Lưu" in text]


def test_the_recovery_key_may_wait_and_the_overview_reminds(wizard, empty_session, qtbot):
    set_up(wizard, qtbot)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.result() == QDialog.DialogCode.Accepted
    assert empty_session.read(lambda store: store.settings.identity()).unit == "06364"

    def todos():
        facts = empty_session.read(lambda store: gather(store, Period(2026, "H1"), dt.date(2026, 3, 1)))
        return [(todo.text, todo.place) for todo in things_to_do(facts) if "khóa khôi phục" in todo.text]

    assert todos() == [("Chưa in và thử khóa khôi phục của sổ", PROTECTION)]
    key = empty_session.read(lambda store: store.settings.make_recovery_key())
    assert todos()  # made is not tried
    assert empty_session.read(lambda store: store.settings.try_recovery_key(key))
    assert not todos()


def test_leaving_early_asks_and_writes_nothing(wizard, empty_session, qtbot, dialogs):
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    type_and_enter(qtbot, wizard.own.commune_editor, "vu le")
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert "Chưa lập sổ xong" in dialogs[0]
    assert wizard.result() == QDialog.DialogCode.Rejected
    assert empty_session.read(lambda store: store.settings.identity()) is None


def test_going_back_keeps_what_was_answered(wizard, qtbot):
    type_and_enter(qtbot, wizard.own.province_editor, "lang son")
    type_and_enter(qtbot, wizard.own.commune_editor, "vu le")
    go_on(wizard, qtbot)
    wizard.upper.none.setChecked(True)
    with qtbot.waitSignal(wizard.back.clicked):
        qtbot.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.own.isVisible()
    assert wizard.own.unit().code == "06364"
    go_on(wizard, qtbot)
    assert wizard.upper.none.isChecked()


def test_the_list_is_the_states_own():
    official = OfficialUnits()
    assert len(official.provinces()) == 34
    assert sum(len(official.communes(province.code)) for province in official.provinces()) == 3321
    assert {province.code for province in official.provinces()} == set(province_regions())
    assert set(province_regions().values()) == {"bac", "trung", "nam"}


@pytest.mark.parametrize(
    ("name", "place", "phrase"),
    [
        ("Xã Vũ Lễ", "Vũ Lễ", "xã Vũ Lễ"),
        ("Thành phố Hà Nội", "Hà Nội", "thành phố Hà Nội"),
        ("Đặc khu Phú Quốc", "Phú Quốc", "đặc khu Phú Quốc"),
        ("Ủy ban Trung ương", "Ủy ban Trung ương", "Ủy ban Trung ương"),
    ],
)
def test_names_of_places(name, place, phrase):
    assert place_of(name) == place
    assert as_phrase(name) == phrase
