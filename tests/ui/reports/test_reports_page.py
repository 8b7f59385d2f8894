"""The report page by keyboard: what is counted is shown as printed, and every number opens what it was counted from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from models.documents import Table
from models.fields import Kind
from models.indicators import Added, Basis, Count, Figure, Indicator
from models.predicates import All, Is
from models.records import Query, State
from tests.ui.working_store import CUTOFF, PERIOD, working_store
from ui import messages
from ui.reports import ReportsPage
from ui.reports.explaining import what_is_counted
from ui.session import FIGURE, Session

LAND = "KT-10"  # cases of land given


@pytest.fixture
def page(qtbot, tmp_path):
    session = Session(lambda: working_store(tmp_path / "so"))
    made = ReportsPage(session)
    qtbot.addWidget(made)
    made.resize(1134, 768)
    made.periods.set_period(PERIOD)
    made.periods.set_cutoff(CUTOFF)
    made.show()
    qtbot.waitUntil(lambda: made.table.model() is not None, timeout=10_000)
    yield made
    session.close()


def land_given(page) -> list[str]:
    """The final land contributions whose minutes lie in the half-year, counted without the program's own indicators."""
    query = Query("land_contribution", states=frozenset({State.FINAL}))
    session = page._session
    rows = session.read(lambda store: store.records.page(query, 0, 100))
    records = [session.read(lambda store, row=row: store.records.read("land_contribution", row.id)) for row in rows]
    return [
        record.id
        for record in records
        if "2026-01-01" <= record.values["minutes_date"] <= "2026-06-30"
        and record.values["status"] in ("dong_y", "da_ky", "da_ban_giao")
    ]


def cell_text(page, key: str) -> str:
    assert page.table.select_key(key)
    return str(page.table.currentIndex().data())


def explain(qtbot, page, key: str) -> None:
    page.table.select_key(key)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.panel.isVisible)


def test_a_number_is_what_the_register_holds(page):
    assert cell_text(page, f"{LAND}|in_period") == str(len(land_given(page)))
    assert len(land_given(page)) > 0


def test_the_screen_shows_the_texts_that_are_printed(page):
    printed = next(block for block in page._shown.document.blocks if isinstance(block, Table))
    model = page.table.model()
    assert model.rowCount() == len(printed.rows)
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())] == [
        column.title for column in printed.columns
    ]
    assert model.index(0, 1).data() == printed.rows[0][1].text
    number = model.index(1, 4).data(Qt.ItemDataRole.TextAlignmentRole)
    assert number & Qt.AlignmentFlag.AlignRight.value


def test_enter_tells_how_a_number_was_counted_and_lists_its_records(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    expected = sorted(land_given(page))
    qtbot.waitUntil(lambda: page.panel._records.rowCount() == len(expected))
    opened = []
    page.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    page.panel._records.setFocus()
    for row in range(len(expected)):
        page.panel._records.setCurrentCell(row, 0)
        qtbot.keyClick(page.panel._records, Qt.Key.Key_Return)
    assert sorted(opened) == [("land_contribution", record_id) for record_id in expected]
    assert f"{len(expected)} bản ghi được tính" in page.panel._records_label.text()
    assert "30/06/2026" in page.panel._days.text()


def test_enter_of_the_number_pad_tells_it_too(page, qtbot):
    page.table.select_key(f"{LAND}|in_period")
    qtbot.keyClick(page.table, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.waitUntil(page.panel.isVisible)


def test_the_panel_has_one_scroll_bar_and_goes_along_with_the_keyboard(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    records = page.panel._records
    qtbot.waitUntil(lambda: records.rowCount() > 1)
    page.panel.setFixedHeight(220)
    qtbot.waitUntil(lambda: page.panel._area.verticalScrollBar().maximum() > 0)
    assert records.verticalScrollBar().maximum() == 0
    records.setFocus()
    records.setCurrentCell(records.rowCount() - 1, 0)
    last = records.visualItemRect(records.currentItem())
    top = records.viewport().mapTo(page.panel, last.topLeft()).y()
    assert top >= 0
    assert top + last.height() <= page.panel.height()


def test_that_no_record_came_along_is_said_as_a_remark(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    qtbot.waitUntil(lambda: page.panel._records.rowCount() > 0)
    assert page.panel._records_label.property("role") == "section"
    behind = page.panel._behind
    page.panel._take_records(replace(behind, rows=(), count=0))
    assert page.panel._records_label.property("role") == "hint"
    assert page.panel._records_label.text() == "Không có bản ghi nào kèm theo. Tệp gửi chỉ mang số liệu."


def test_the_register_opens_narrowed_to_what_was_counted(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    qtbot.waitUntil(page.panel._register.isVisible)
    with qtbot.waitSignal(page.open_register) as caught:
        page.panel._register.click()
    (query,) = caught.args
    rows = page._session.read(lambda store: store.records.page(query, 0, 100))
    assert sorted(row.id for row in rows) == sorted(land_given(page))


def test_a_percentage_shows_its_division(page, qtbot):
    explain(qtbot, page, "KT-03|in_period")
    assert "3 / 7 = 42,86%" in page.panel._sum.text()
    links = [button for button in page.panel.findChildren(QPushButton) if button.property("role") == "link"]
    assert {button.accessibleName() for button in links} == {
        "Xã đã đạt chuẩn nông thôn mới (thực hiện)",
        "Tổng số xã trên địa bàn",
    }
    links[1].click()
    assert "7" in page.panel._value.text()
    assert "Số liệu nhập tay" in page.panel._how.text()


def test_escape_closes_the_panel_and_returns_to_the_table(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_a_changed_figure_comes_into_the_report_at_once(page, qtbot):
    old = page._session.read(lambda store: store.figures.sheet("06010", PERIOD))["KT-01"]
    changed = Figure("06010", PERIOD, "KT-01", value=5, version=old.version)
    page._session.write(lambda store: store.figures.save((changed,)), FIGURE)
    qtbot.waitUntil(lambda: cell_text(page, "KT-01|in_period") == "5", timeout=5000)
    assert cell_text(page, "KT-03|in_period") == "71,43"


def test_another_period_is_chosen_by_keyboard(page, qtbot):
    page.periods.picker._year.setFocus()
    qtbot.keyClick(page.periods.picker._year, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._shown.result.period == "2025-H1", timeout=5000)
    assert "2025" in page._subtitle.text()
    assert page._shown.result.cutoff == "2025-06-30"


def test_a_commune_without_lower_units_is_not_asked_about_them(page):
    assert not page.findChild(QCheckBox).isVisible()


def test_saving_writes_both_files_and_says_where(page, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ask_save_path", lambda *args: tmp_path / f"bản in{args[2][-4:].lstrip('x')}")
    pdf = next(button for button in page.findChildren(QPushButton) if button.text().startswith("Lưu PDF"))
    pdf.click()
    (written,) = [path for path in tmp_path.iterdir() if path.is_file()]
    assert written.read_bytes().startswith(b"%PDF-")
    assert written.name in page._status.text()


def test_every_control_has_a_name(page):
    for button in page.findChildren(QPushButton):
        assert button.text().strip() or button.accessibleName(), button
    for widget in (page._report, page.table, page.findings, page.panel._units, page.panel._records):
        assert widget.accessibleName()


def test_what_is_added_up_is_named_without_its_conditions():
    """They stand in the help of the indicator; twelve target groups, said twice, nobody reads."""
    rows = (Count("disbursement", Is("target_group", "hoc_sinh")), Count("disbursement.beneficiaries", All(()), True))
    said = what_is_counted(Indicator("A-01", "", "", Kind.INTEGER, Basis.IN_PERIOD, Added(rows)), {})
    assert said == (
        "Đếm bản ghi đã ghi sổ của “Chi hỗ trợ”. Đếm dòng “trong đó” “Danh sách nhận hỗ trợ” của sổ “Chi hỗ trợ”."
    )


def test_what_is_counted_is_said_in_the_words_of_the_register(page, qtbot):
    explain(qtbot, page, f"{LAND}|in_period")
    assert "Hiến đất" in page.panel._how.text()
    assert "trạng thái" in page.panel._how.text()
