"""Receiving: previewed as it will be, taken in once, refused files named with their reason, missing units listed."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from models.indicators import Figure
from models.submissions import Receipt, Verdict
from tests.storage.ready_files import open_new_store
from tests.ui.working_store import CHEAP, CUTOFF, IDENTITY, PERIOD, working_store
from ui import messages
from ui.session import Session
from ui.submission import ReceivePage
from ui.submission.coverage_view import CoverageView
from ui.submission.offers import changed_totals

FIRST, SECOND, UNKNOWN, SILENT = "06010", "06020", "06030", "06040"
NAMES = {FIRST: "Xã Vũ Mẫu", SECOND: "Xã Đông Thử", UNKNOWN: "Phường Bắc Mẫu", SILENT: "Xã Nam Mẫu"}
PROVINCE = replace(IDENTITY, unit="20", unit_name="Tỉnh Mẫu", level="tinh", parent="", parent_name="")


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A folder with the files of three communes, a file that is none, and something else."""
    base = tmp_path_factory.mktemp("communes")
    folder = base / "usb"
    folder.mkdir()
    for place, code in enumerate((FIRST, SECOND, UNKNOWN)):
        identity = replace(IDENTITY, unit=code, unit_name=NAMES[code])
        store = working_store(base / code, 2, identity, first=10 * place)
        store.outbox.send(store.outbox.prepare(PERIOD, CUTOFF), folder)
        store.close()
    (folder / "hong.smt").write_bytes(b"not a submission file")
    (folder / "ghi chu.txt").write_text("x", encoding="utf-8")
    return folder


def province(folder):
    store = open_new_store(folder, CHEAP)
    store.settings.set_identity(PROVINCE)
    for code in (FIRST, SECOND, SILENT):
        store.units.add_child(code, NAMES[code], "xa")
    return store


@pytest.fixture
def page(qtbot, tmp_path):
    session = Session(lambda: province(tmp_path / "tinh"))
    made = ReceivePage(session)
    qtbot.addWidget(made)
    made.resize(1134, 768)
    made.show()
    yield made
    session.close()


def verdicts(page) -> dict[str, str]:
    """File name -> the word that stands before it."""
    table = page.offers.files
    return {table.item(row, 7).text(): table.item(row, 0).text() for row in range(table.rowCount())}


def offer(page, qtbot, *paths) -> None:
    page.offer(paths)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1 and len(page._receipts) > 0, timeout=15_000)


def accept(page, qtbot) -> None:
    page.activateWindow()  # the progress that was in front had the keyboard; a shortcut needs it back
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page._banner.isVisible, timeout=15_000)


def held(page) -> set[str]:
    return {part.unit for part in page._session.read(lambda store: store.reports.parts(PERIOD))}


def test_a_folder_is_previewed_and_nothing_is_taken_in_yet(page, qtbot, stick):
    offer(page, qtbot, stick)
    words = verdicts(page)
    assert words["hong.smt"] == "Không nhận"
    assert "ghi chu.txt" not in words
    assert sorted(words.values()) == ["Chưa có trong danh sách", "Không nhận", "Nhận mới", "Nhận mới"]
    assert held(page) == set()
    assert page._summary.text() == "2 tệp sẽ được nhận, 1 tệp chờ quyết định, 1 tệp không nhận."


def test_a_refused_file_says_why(page, qtbot, stick):
    offer(page, qtbot, stick / "hong.smt")
    assert "Sổ Mặt trận" in page.offers._message.text()
    assert not page._take_in.isEnabled()


def test_totals_before_and_after_are_those_of_the_files(page, qtbot, stick):
    offer(page, qtbot, *(path for path in stick.glob("*.smt") if FIRST in path.name or SECOND in path.name))
    table = page.offers.totals
    rows = {
        table.item(row, 0).text(): [table.item(row, n).text() for n in (2, 3, 4)] for row in range(table.rowCount())
    }
    assert rows["Tổng số xã trên địa bàn (xã)"] == ["chưa có", "14", "mới có"]  # each commune keyed 7


def test_accepting_takes_in_the_sound_ones_and_lists_who_is_missing(page, qtbot, stick):
    offer(page, qtbot, stick)
    accept(page, qtbot)
    assert held(page) == {FIRST, SECOND}
    assert "Đã nhận 2 tệp" in page._banner.text()
    assert set(verdicts(page).values()) == {"Chưa có trong danh sách", "Không nhận"}
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.coverage.files.rowCount() == 2, timeout=5000)
    units = page.coverage.units
    states = {units.item(row, 1).text(): units.item(row, 0).text() for row in range(units.rowCount())}
    sent = "Đã nộp lần 1, chốt 30/06/2026"
    assert states == {"Xã Nam Mẫu": "Chưa nộp", "Xã Vũ Mẫu": sent, "Xã Đông Thử": sent}
    assert page.coverage.chip.text() == "2/3 đơn vị đã nộp"


def test_an_unlisted_unit_is_added_when_the_officer_says_so(page, qtbot, stick):
    offer(page, qtbot, stick)
    assert page.add_units.isVisible()
    page.add_units.click()
    qtbot.waitUntil(lambda: "Chưa có trong danh sách" not in verdicts(page).values(), timeout=15_000)
    assert page.add_units.isVisible()
    accept(page, qtbot)
    assert held(page) == {FIRST, SECOND, UNKNOWN}


def test_the_same_file_again_changes_nothing(page, qtbot, stick):
    file = next(stick.glob(f"{FIRST}*.smt"))
    offer(page, qtbot, file)
    accept(page, qtbot)
    offer(page, qtbot, file)
    assert list(verdicts(page).values()) == ["Đã nhận rồi"]
    assert page.offers.totals.rowCount() == 0
    assert not page._take_in.isEnabled()


def test_figures_keyed_by_proxy_are_replaced_only_after_a_question(page, qtbot, stick, monkeypatch):
    page._session.read(lambda store: store.figures.save((Figure(FIRST, PERIOD, "KT-01", value=9),)))
    offer(page, qtbot, next(stick.glob(f"{FIRST}*.smt")))
    assert page.offers._warnings.isVisible()
    asked: list[object] = []

    def decline(*args, **kw) -> bool:
        asked.append(args)
        return False

    monkeypatch.setattr(messages, "confirm", decline)
    page.accept()
    assert len(asked) == 1
    assert held(page) == set()
    monkeypatch.setattr(messages, "confirm", lambda *args, **kw: True)
    accept(page, qtbot)
    assert held(page) == {FIRST}


def test_an_empty_folder_says_so(page, qtbot, tmp_path):
    page.offer((tmp_path,))
    qtbot.waitUntil(page._banner.isVisible, timeout=5000)
    assert ".smt" in page._banner.text()
    assert page._stack.currentIndex() == 0


def test_files_and_folders_may_be_dropped(page, qtbot, stick):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(stick)), QUrl.fromLocalFile(str(stick / "ghi chu.txt"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: len(page._receipts) == 4, timeout=15_000)


def test_laying_the_files_aside_returns_to_the_start(page, qtbot, stick):
    offer(page, qtbot, stick)
    next(button for button in page.findChildren(QPushButton) if button.text() == "Bỏ các tệp này").click()
    assert page._stack.currentIndex() == 0
    assert held(page) == set()


def test_who_is_late_stands_first_with_the_days_since_the_period_ended(qtbot, tmp_path):
    """A unit that came onto the list after the period was not asked for it."""
    now = dt.datetime(2025, 3, 2, 9, tzinfo=dt.UTC)
    session = Session(lambda: open_new_store(tmp_path, CHEAP, lambda: now))
    session.write(lambda store: store.settings.set_identity(PROVINCE))
    session.write(lambda store: store.units.add_child(SILENT, NAMES[SILENT], "xa"))
    now = dt.datetime(2025, 7, 20, 9, tzinfo=dt.UTC)
    session.write(lambda store: store.units.add_child(SECOND, NAMES[SECOND], "xa"))
    view = CoverageView(session)
    qtbot.addWidget(view)
    view.period.set_period("2025-H1")
    qtbot.waitUntil(lambda: view.units.rowCount() == 2, timeout=5000)
    days = (dt.date.today() - dt.date(2025, 6, 30)).days  # noqa: DTZ011 - the officer's day
    shown = [[view.units.model().index(row, column).data() for column in (1, 0)] for row in range(2)]
    assert shown == [["Xã Nam Mẫu", f"Chưa nộp, trễ {days} ngày"], ["Xã Đông Thử", "Chưa nộp"]]
    session.close()


def test_nobody_is_late_while_the_period_still_runs(qtbot, tmp_path):
    with closing(Session(lambda: open_new_store(tmp_path, CHEAP))) as session:
        session.write(lambda store: store.settings.set_identity(PROVINCE))
        session.write(lambda store: store.units.add_child(SILENT, NAMES[SILENT], "xa"))
        view = CoverageView(session)
        qtbot.addWidget(view)
        view.period.set_period(str(dt.date.today().year))  # noqa: DTZ011 - the officer's day
        qtbot.waitUntil(lambda: view.units.rowCount() == 1, timeout=5000)
        assert view.units.model().index(0, 0).data() == "Chưa nộp"


def test_totals_of_several_files_run_from_the_first_to_the_last():
    one = Receipt("a", Verdict.NEW, "", period="2026-H1", before={"A": 1, "B": 2}, after={"A": 3, "B": 2})
    two = Receipt("b", Verdict.NEW, "", period="2026-H1", before={"A": 3, "B": 2}, after={"A": 4, "B": 2})
    other = Receipt("c", Verdict.NEW, "", period="2025-H1", before={"A": None}, after={"A": 7})
    assert changed_totals((one, two, other)) == [("2026-H1", "A", 1, 4), ("2025-H1", "A", None, 7)]
