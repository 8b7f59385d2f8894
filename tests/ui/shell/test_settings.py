"""Thiết lập by keyboard on a real register: officer and unit, lower units, land units, passphrase, backups; help."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QTableWidget

from models.land_units import LandUnit, region_land_units
from models.ports import Identity
from models.recovery_key import groups_of
from models.safe_keeping import Backup, RestorePreview
from storage.store import open_store
from tests.ui.working_store import CHEAP
from ui import messages
from ui.administration import help, identity_tab, lower_units_tab
from ui.administration.about import About
from ui.administration.backups_tab import loss_sentence
from ui.administration.help import RulesDialog
from ui.administration.lower_units_tab import AddUnitDialog
from ui.administration.official_units import OfficialUnits
from ui.administration.own_unit import ChosenUnit
from ui.administration.recovery_step import RecoveryDialog
from ui.administration.settings_page import SettingsPage
from ui.session import IDENTITY

OFFICER, LOWER, LAND, PROTECTION, BACKUPS, CHECK, APPEARANCE, ABOUT = range(8)


@pytest.fixture
def page(session, qtbot):
    made = SettingsPage(session)
    qtbot.addWidget(made)
    made.resize(1134, 740)
    made.show()
    return made


def shown(page, tab):
    page.tabs.setCurrentIndex(tab)
    return page.tab(tab)


def identity(session):
    return session.read(lambda store: store.settings.identity())


def column(table, number):
    return [table.item(row, number).text() for row in range(table.rowCount())]


# ---------------------------------------------------------------------------------------------------- officer and unit
def test_the_officer_is_changed_and_everyone_hears_of_it(page, session, qtbot):
    tab = shown(page, OFFICER)
    tab.officer.edit.setFocus()
    tab.officer.edit.selectAll()
    qtbot.keyClicks(tab.officer.edit, "Lam Van Thu")
    with qtbot.waitSignal(session.identity_changed):
        qtbot.keyClick(tab.save, Qt.Key.Key_Space)
    assert identity(session).officer == "Lam Van Thu"
    assert identity(session).unit == "06010"


def test_an_officer_without_a_name_is_not_kept(page, session, qtbot):
    tab = shown(page, OFFICER)
    tab.officer.edit.clear()
    qtbot.keyClick(tab.save, Qt.Key.Key_Space)
    assert tab.officer.problem() == "Nhập họ và tên cán bộ ghi sổ."
    assert identity(session).officer == "Lương Văn Thử"


def test_the_upper_unit_changes_and_the_tree_follows(page, session, monkeypatch, qtbot):
    monkeypatch.setattr(identity_tab, "ask_upper_unit", lambda *_: ChosenUnit("C3", "Cụm số 3", "huyen"))
    tab = shown(page, OFFICER)
    qtbot.keyClick(tab.change_upper, Qt.Key.Key_Space)
    assert (identity(session).parent, identity(session).parent_level) == ("C3", "huyen")
    tree = session.read(lambda store: store.units.tree())
    assert [link.parent for link in tree.parents if link.unit == "06010"] == ["C3"]


# --------------------------------------------------------------------------------------------------------- lower units
def test_a_unit_is_listed_by_hand_and_taken_off_again(page, session, monkeypatch, qtbot, dialogs):
    def fill_in(dialog):
        dialog.name.set_text("Khu Nà Mẫu")
        dialog.code.set_text("06010-1")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(AddUnitDialog, "exec", fill_in)
    tab = shown(page, LOWER)
    assert not tab.add_all.isVisible()  # a commune has no communes
    qtbot.keyClick(tab.add, Qt.Key.Key_Space)
    assert column(tab.table, 0) == ["06010-1"]
    assert column(tab.table, 1) == ["Khu Nà Mẫu"]
    qtbot.keyClick(tab.remove, Qt.Key.Key_Space)
    assert "Bỏ Khu Nà Mẫu" in dialogs[0]
    assert column(tab.table, 0) == []
    assert session.read(lambda store: list(store.units.children())) == []


def test_all_communes_of_a_province(empty_session, qtbot, dialogs):
    own = Identity("20", "Tỉnh Lạng Sơn", "tinh", "", "", "Lương Văn Thử", "")
    empty_session.write(lambda store: store.settings.set_identity(own), IDENTITY)
    tab = lower_units_tab.LowerUnitsTab(empty_session)
    qtbot.addWidget(tab)
    tab.show()
    communes = OfficialUnits().communes("20")
    assert tab.add_all.text() == f"Thêm cả {len(communes)} xã, phường của tỉnh"
    qtbot.keyClick(tab.add_all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.table.rowCount() == len(communes), timeout=20_000)
    assert set(column(tab.table, 0)) == {unit.code for unit in communes}
    assert not tab.add_all.isVisible()


def test_a_code_typed_by_hand_is_told_what_it_may_be(styled, qtbot):
    dialog = AddUnitDialog(None, OfficialUnits(), "20")
    qtbot.addWidget(dialog)
    dialog.name.set_text("Cụm số 3")
    for code, said in (("", "Nhập mã đơn vị."), ("CUM-SO-BA-HUYEN-CU-03", "không quá 20 ký tự"), ("Cụm", "không dấu")):
        dialog.code.set_text(code)
        dialog.accept()
        assert said in dialog.code.problem()
    dialog.code.set_text("CUM-SO-BA-HUYEN-CU-3")
    dialog.accept()
    assert dialog.code.problem() == ""


def test_adding_asks_for_what_is_missing(styled, qtbot):
    dialog = AddUnitDialog(None, OfficialUnits(), "20")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert "Chọn một đơn vị" in dialog.listed_cell.problem()
    qtbot.keyClicks(dialog.listed, "vu le")
    qtbot.keyClick(dialog.listed, Qt.Key.Key_Return)
    dialog.accept()
    assert (dialog.unit().code, dialog.unit().name, dialog.unit().level) == ("06364", "Xã Vũ Lễ", "xa")
    other = AddUnitDialog(None, OfficialUnits(), "20")
    qtbot.addWidget(other)
    other.name.set_text("Tỉnh Mẫu")
    other.code.set_text("20")
    other.accept()
    assert "chính đơn vị mình" in other.code.problem()


# ---------------------------------------------------------------------------------------------------------- land units
def test_a_land_unit_is_changed_and_added(page, session, qtbot):
    tab = shown(page, LAND)
    tab._fill(region_land_units("bac"))
    row = column(tab.table, 0).index("sào")
    tab.table.item(row, 2).setText("361,5")
    qtbot.keyClick(tab.add, Qt.Key.Key_Space)
    last = tab.table.rowCount() - 1
    for place, text in enumerate(("miếng", "miếng ở Bắc Sơn", "36 m²")):
        tab.table.item(last, place).setText(text)
    qtbot.keyClick(tab.save, Qt.Key.Key_Space)
    kept = {unit.code: unit for unit in session.read(lambda store: store.settings.land_units())}
    assert kept["sào"].factor == 36_150
    assert kept["miếng"] == LandUnit("miếng", "miếng ở Bắc Sơn", 3_600)


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (("", "không tên", "5"), "nhập tên đơn vị"),
        (("Sao", "", "5"), "đã có ở trên"),
        (("bó", "", ""), "Dòng 6: nhập số m²"),
        (("bó", "", "nhiều"), "Dòng 6: Chưa đọc được số"),
    ],
)
def test_a_land_unit_that_cannot_be_read_is_told_and_nothing_is_kept(page, session, qtbot, texts, sentence):
    tab = shown(page, LAND)
    tab._fill(region_land_units("bac"))
    before = session.read(lambda store: tuple(store.settings.land_units()))
    tab._append(*texts)
    qtbot.keyClick(tab.save, Qt.Key.Key_Space)
    assert sentence in " ".join(label.text() for label in tab.findChildren(QLabel))
    assert session.read(lambda store: tuple(store.settings.land_units())) == before


def test_the_units_of_the_law_stay(page, qtbot):
    tab = shown(page, LAND)
    tab.table.selectRow(0)
    rows = tab.table.rowCount()
    qtbot.keyClick(tab.remove, Qt.Key.Key_Space)
    assert tab.table.rowCount() == rows
    assert not tab.table.item(0, 0).flags() & Qt.ItemFlag.ItemIsEditable


# ---------------------------------------------------------------------------------------------------------- passphrase
def test_a_passphrase_is_set_and_taken_away(page, session, folder, qtbot, dialogs):
    tab = shown(page, PROTECTION)
    assert "Chưa đặt mật khẩu" in tab._now.text()
    assert not tab.remove.isVisible()
    for cell in (tab.fields.first, tab.fields.again):
        cell.edit.setText("một câu dễ nhớ")
    qtbot.keyClick(tab.set, Qt.Key.Key_Space)
    assert "Đã đặt mật khẩu" in tab._now.text()
    assert tab.fields.first.edit.text() == ""
    qtbot.keyClick(tab.remove, Qt.Key.Key_Space)
    assert "Bỏ mật khẩu" in dialogs[0]
    assert "Chưa đặt mật khẩu" in tab._now.text()
    session.close()
    open_store(folder, cost=CHEAP).close()


def test_what_forgetting_it_means_stands_beside_the_fields(page):
    tab = shown(page, PROTECTION)
    assert tab.warning.isVisible()
    assert "mất cả hai thì không có cách nào mở lại" in tab.warning.text()


def test_a_recovery_key_is_made_tried_and_replaced(page, session, monkeypatch, qtbot, dialogs):
    """The dialog is answered from the key that its sheet shows; afterwards the tab says so."""
    papers = []

    def answer(dialog):
        for place, cell in zip(dialog.step.asked, dialog.step.cells, strict=True):
            cell.edit.setText(groups_of(dialog.step.key)[place].lower())
        papers.append(dialog.step.key)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RecoveryDialog, "exec", answer)
    tab = shown(page, PROTECTION)
    assert "Chưa có khóa khôi phục" in tab.recovery_state.text()
    with qtbot.waitSignal(session.identity_changed):
        qtbot.keyClick(tab.renew, Qt.Key.Key_Space)
    assert "đã thử ngày" in tab.recovery_state.text()
    assert tab.renew.text() == "Lập khóa mới…" and not dialogs
    qtbot.keyClick(tab.renew, Qt.Key.Key_Space)
    assert "tờ giấy cũ sẽ không mở được sổ nữa" in dialogs[0]
    old, new = papers
    assert not session.read(lambda store: store.settings.try_recovery_key(old))
    assert session.read(lambda store: store.settings.try_recovery_key(new))


def test_an_empty_passphrase_is_not_set(page, session, qtbot):
    tab = shown(page, PROTECTION)
    qtbot.keyClick(tab.set, Qt.Key.Key_Space)
    assert "8 ký tự" in tab.fields.first.problem()
    assert not session.read(lambda store: store.settings.has_passphrase())


# ------------------------------------------------------------------------------------------------------------- backups
def test_back_up_change_and_go_back(page, session, qtbot, dialogs):
    tab = shown(page, BACKUPS)
    assert tab.table.rowCount() == 0
    qtbot.keyClick(tab.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.table.rowCount() == 1 and bool(dialogs))
    assert dialogs == ["Đã sao lưu và kiểm tra bản sao."]
    donor = replace(session.read(lambda store: store.records.new("donor")), values={"person_name": "Ông Lâm Mẫu"})
    session.write(lambda store: store.records.save(donor), "donor")
    qtbot.keyClick(tab.restore, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.restored, timeout=10_000):
        pass
    assert "Nhà hảo tâm: 1" in dialogs[1]
    assert "Ông Lâm Mẫu" in dialogs[1]
    assert "[Khôi phục sổ]" in dialogs[1]
    assert session.read(lambda store: store.records.read("donor", donor.id)) is None
    assert identity(session).officer == "Lương Văn Thử"


def test_a_preview_without_losses_says_so(tmp_path):
    backup = Backup(tmp_path / "a.db", "2026-05-20T10:00:00", 1_500_000, "khi đóng sổ")
    assert loss_sentence(RestorePreview(backup, {}, {})).startswith("Không mất gì")
    said = loss_sentence(RestorePreview(backup, {"Quỹ": 2}, {"Quỹ": ("Vì người nghèo",)}))
    assert "– Quỹ: 2 (Vì người nghèo; …)" in said


def test_a_second_place_is_chosen_told_and_given_up(page, session, qtbot, dialogs, tmp_path, monkeypatch):
    stick = tmp_path / "USB"
    stick.mkdir()
    monkeypatch.setattr(messages, "ask_folder", lambda *_: stick)
    tab = shown(page, BACKUPS)
    assert "Chưa chọn nơi để" in tab.second.state.text() and not tab.second.stop.isVisible()
    assert tab.second.alone.isVisible(), "without passphrase and recovery key a copy is of no use elsewhere"
    qtbot.keyClick(tab.second.choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "đã có bản mới nhất" in tab.second.state.text())
    assert str(stick) in tab.second.state.text() and len(list(stick.glob("*.db"))) == 1
    assert tab.table.rowCount() == 1
    session.read(lambda store: store.settings.set_passphrase("một câu dễ nhớ"))
    tab.refresh()
    assert not tab.second.alone.isVisible()
    qtbot.keyClick(tab.second.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Chưa chọn nơi để" in tab.second.state.text())
    assert "Các bản đã chép vẫn ở nguyên chỗ cũ." in dialogs[0] and len(list(stick.glob("*.db"))) == 1


def test_a_place_within_the_data_is_refused_in_words(page, folder, qtbot, dialogs, monkeypatch):
    monkeypatch.setattr(messages, "ask_folder", lambda *_: folder)
    tab = shown(page, BACKUPS)
    qtbot.keyClick(tab.second.choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(dialogs))
    assert "ổ đĩa khác" in dialogs[0] and "Chưa chọn nơi để" in tab.second.state.text()


def test_a_copy_on_a_stick_under_its_own_passphrase_is_gone_back_to(
    page, session, qtbot, dialogs, tmp_path, monkeypatch
):
    elsewhere = tmp_path / "máy kia"
    with closing(open_store(elsewhere, "của máy kia", cost=CHEAP)) as other:
        other.settings.set_identity(replace(identity(session), officer="Người máy kia"))
    [copy] = (elsewhere / "backups").glob("*.db")
    asked: list[str] = []
    typed = iter(["sai", "của máy kia"])
    monkeypatch.setattr(messages, "ask_open_paths", lambda *_: (copy,))

    def ask(parent, title, question, *_, **__):
        asked.append(question)
        return next(typed)

    monkeypatch.setattr(messages, "ask_text", ask)
    tab = shown(page, BACKUPS)
    with qtbot.waitSignal(page.restored, timeout=10_000):
        qtbot.keyClick(tab.other, Qt.Key.Key_Space)
    assert len(asked) == 2 and "khóa khôi phục" in asked[0] and "chưa đúng" in asked[1]
    assert identity(session).officer == "Người máy kia"
    assert [backup.why for backup in session.read(lambda store: store.backups.all())] == ["trước khi khôi phục"]


# --------------------------------------------------------------------------------------------------------- help, about
def test_about_names_the_folder_for_whoever_helps(session, folder, qtbot):
    about = About(session)
    qtbot.addWidget(about)
    said = " ".join(label.text() for label in about.findChildren(QLabel))
    assert str(folder) in said
    assert "3.321 xã" in said


@pytest.fixture
def rules(session, styled, qtbot):
    made = RulesDialog(None, session)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def found(rules, qtbot, named):
    """The rows that are left when this was typed into the search of the rules, each as its texts."""
    table = named(rules, QTableWidget, "Quy tắc")

    def type_in(typed: str) -> list[list[str]]:
        qtbot.keyClicks(rules.search, typed)
        columns = range(table.columnCount())
        left = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
        return [[table.item(row, column).text() for column in columns] for row in left]

    return type_in


def test_the_rules_are_sorted_by_a_heading_and_stay_narrowed(rules, found, named):
    table = named(rules, QTableWidget, "Quy tắc")
    before = {row[0] for row in found("hoa giai dieu")}
    table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    shown = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
    assert {table.item(row, 0).text() for row in shown} == before >= {"HG-19", "HG-10"}
    articles = [table.item(row, 4).text() for row in shown]
    assert articles == sorted(articles, reverse=True)
    three_days = next(row for row in shown if table.item(row, 0).text() == "HG-19")
    assert table.item(three_days, 4).text() == "Luật 35/2013/QH13 Điều 20 khoản 2"
    assert table.item(three_days, 5).text() == "từ 01/01/2014"


def test_the_rules_are_printed_whole(rules, qtbot, named, monkeypatch):
    seen = []

    def look(parent, printable, kinds):
        seen.append((printable.make(False), kinds))

    monkeypatch.setattr(help, "show_preview", look)
    with qtbot.waitActive(rules):
        rules.show()
        rules.activateWindow()
    qtbot.keyClick(rules, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(seen))  # a button pressed by its key shows it for a moment
    [(document, kinds)] = seen
    printed = [row[0].text for row in document.blocks[-1].rows if len(row) > 2]
    table = named(rules, QTableWidget, "Quy tắc")
    assert printed == [table.item(row, 0).text() for row in range(table.rowCount())]
    assert [kind.suffix for kind in kinds] == [".pdf", ".docx", ".xlsx"]


def test_a_rule_is_found_by_the_code_that_was_quoted(found):
    assert [row[0] for row in found("hd-04")] == ["HĐ-04"]


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("dieu 20", "Điều 20 khoản 2"),
        ("hoa giai dieu 20 khoan 2", "Điều 20 khoản 2"),
        ("35/2013 dieu 3", "Điều 3"),  # not Điều 30
    ],
)
def test_an_article_is_found_by_its_number_and_not_by_a_number_elsewhere(found, typed, article):
    assert [row[4] for row in found(typed)] == [f"Luật 35/2013/QH13 {article}"]


def test_words_with_a_number_that_stand_apart_are_found_where_nothing_is_nearer(found):
    assert [row[0] for row in found("gia han 90")] == ["ĐVĐ-05"]


def test_the_rules_can_be_searched_without_accents(found, rules, named):
    left = found("hien dat can cuoc")
    assert 0 < len(left) < named(rules, QTableWidget, "Quy tắc").rowCount()
    assert all("căn cước" in row[2] for row in left)
