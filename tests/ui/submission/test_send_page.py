"""Sending: what is shown is what leaves, personal values only after a question, and the file is named and kept."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from models.fields import Leaves, Privacy
from models.record_types import record_type
from tests.ui.working_store import CUTOFF, PERIOD, working_store
from ui import messages
from ui.session import Session
from ui.submission import SendPage

REGISTER = "donation_receipt"


@pytest.fixture
def page(qtbot, tmp_path):
    session = Session(lambda: working_store(tmp_path / "so", per_type=3))
    made = SendPage(session)
    qtbot.addWidget(made)
    made.resize(1134, 768)
    made.periods.set_period(PERIOD)
    made.periods.set_cutoff(CUTOFF)
    made.show()
    qtbot.waitUntil(lambda: made._outgoing is not None, timeout=10_000)
    yield made
    session.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def choose_register(page, name: str) -> None:
    table = page.leaving.registers
    for row in range(table.rowCount()):
        if table.item(row, 0).text() == record_type(name).plural:
            table.setCurrentCell(row, 0)


def decide(page, qtbot, leaves: Leaves) -> None:
    page.leaving.choice.setCurrentIndex(page.leaving.choice.findData(leaves))
    page.leaving.choice.activated.emit(page.leaving.choice.currentIndex())


def fields(page) -> dict[str, tuple[str, str]]:
    """Label -> (goes or stays, why) of the chosen register."""
    table = page.leaving.fields
    return {
        table.item(row, 0).text(): (table.item(row, 2).text(), table.item(row, 3).text())
        for row in range(table.rowCount())
    }


def send(page, qtbot, folder) -> None:
    page.folder.setText(str(folder))
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page._banner.isVisible, timeout=15_000)


def records_in(path) -> dict[str, list[dict[str, Any]]]:
    """The record members of a submission file, read without the program: whatever precedes the zip is skipped."""
    content = path.read_bytes()
    with zipfile.ZipFile(BytesIO(content[content.index(b"PK\x03\x04") :])) as archive:
        names = [name for name in archive.namelist() if name.endswith(".ndjson")]
        return {name: [json.loads(line) for line in archive.read(name).splitlines()] for name in names}


def test_every_field_is_listed_with_its_reason(page):
    choose_register(page, REGISTER)
    declared = record_type(REGISTER)
    shown = fields(page)
    for item in declared.by_name.values():
        goes, why = shown[item.label]
        assert goes == ("Gửi" if item.travels is Privacy.PUBLIC else "Giữ lại")
        assert why.startswith(
            {"public": "công khai", "personal": "cá nhân", "sensitive": "nhạy cảm"}[item.travels.value]
        )


def test_personal_values_leave_only_after_a_question(page, qtbot, monkeypatch):
    choose_register(page, REGISTER)
    personal = [item.label for item in record_type(REGISTER).by_name.values() if item.travels is Privacy.PERSONAL]
    assert personal
    asked: list[str] = []

    def decline(parent, question: str, *args, **kw) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(messages, "confirm", decline)
    decide(page, qtbot, Leaves.PERSONAL_FIELDS)
    assert len(asked) == 1
    assert page.leaving.choice.currentData() is Leaves.PUBLIC_FIELDS
    assert fields(page)[personal[0]][0] == "Giữ lại"
    monkeypatch.setattr(messages, "confirm", lambda *args, **kw: True)
    decide(page, qtbot, Leaves.PERSONAL_FIELDS)
    qtbot.waitUntil(lambda: fields(page)[personal[0]][0] == "Gửi", timeout=5000)
    sensitive = [item.label for item in record_type(REGISTER).by_name.values() if item.travels is Privacy.SENSITIVE]
    assert all(fields(page)[label][0] == "Giữ lại" for label in sensitive)


def test_a_register_may_send_figures_only(page, qtbot):
    choose_register(page, REGISTER)
    decide(page, qtbot, Leaves.FIGURES)
    qtbot.waitUntil(lambda: {goes for goes, _ in fields(page).values()} == {"Giữ lại"}, timeout=5000)
    row = page.leaving.registers.currentRow()
    assert page.leaving.registers.item(row, 1).text() == "0"


def test_the_file_holds_what_was_shown_and_nothing_kept_back(page, qtbot, stick, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *args, **kw: True)
    shown = sum(page._outgoing.records.values())
    send(page, qtbot, stick)
    (file,) = stick.glob("*.smt")
    assert [path.stem for path in stick.glob("*.xlsx")] == [file.stem]
    sent = {name: rows for name, rows in records_in(file).items() if "records" in name}
    assert sum(len(rows) for rows in sent.values()) == shown
    for name, rows in sent.items():
        declared = next(kind for kind in page._outgoing.policy if kind in name)
        kept = {item.name for item in record_type(declared).by_name.values() if item.travels is not Privacy.PUBLIC}
        assert not kept & {field for row in rows for field in row["values"]}


def test_the_result_names_file_number_and_stick_and_stands_in_the_history(page, qtbot, stick, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *args, **kw: True)
    send(page, qtbot, stick)
    (file,) = stick.glob("*.smt")
    said = page._banner.text()
    assert file.name in said
    assert "lần gửi số 1" in said
    assert "USB" in said
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1, timeout=5000)
    assert page.history.table.item(0, 5).text() == file.name
    assert page.tabs.tabText(3) == "Đã gửi (1)"
    qtbot.waitUntil(lambda: page._outgoing is not None and page._outgoing.number == 2, timeout=5000)
    again = stick.parent / "usb2"
    again.mkdir()
    monkeypatch.setattr(messages, "ask_folder", lambda *args: again)
    page.history.write_again()
    assert (again / file.name).read_bytes() == file.read_bytes()


def test_without_a_folder_nothing_can_be_sent(page):
    page.folder.setText("")
    assert not page._send.isEnabled()


def test_a_stick_that_was_pulled_out_is_said(page, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(messages, "warn", lambda parent, text, detail="": said.append(text + detail))
    page.folder.setText(str(tmp_path / "không còn"))
    page.send()
    assert "USB" in said[0]
    assert not page._banner.isVisible()


def test_the_figures_say_what_is_missing(page):
    table = page.figures.table
    shown = [(table.item(row, 0).text(), table.item(row, 2).text()) for row in range(table.rowCount())]
    assert ("Xã đã đạt chuẩn nông thôn mới (thực hiện)", "3") in shown
    known = [text for _, text in shown if text != "chưa có"]
    assert 0 < len(known) < len(shown)
    assert [text for _, text in shown[: len(known)]] == known  # what is missing stands behind what is said
    assert any(label.startswith("\N{EM SPACE}Nữ") for label, _ in shown)
    assert page.tabs.tabText(1) == f"Số liệu ({len(known)})"
    assert f"({len(known)}/{len(shown)} chỉ tiêu có số liệu)" in page._summary.text()


@pytest.mark.parametrize("period, said", [("2024-Q2", "quý II năm 2024"), ("2024-H1", "6 tháng đầu năm 2024")])
def test_the_period_keeps_its_roman_number_inside_the_sentence(page, qtbot, period, said):
    page.periods.set_period(period)
    qtbot.waitUntil(lambda: page._outgoing is not None and page._outgoing.period == period, timeout=10_000)
    assert f"Tệp mang số liệu của {said} (" in page._summary.text()


def test_an_impossible_cutoff_is_explained_and_stops_the_sending(page, qtbot, stick):
    page.folder.setText(str(stick))
    page.periods.set_cutoff(CUTOFF.replace(year=2025))
    qtbot.waitUntil(lambda: page._outgoing is None, timeout=5000)
    assert not page._send.isEnabled()
    assert page._summary.text()


def test_every_control_has_a_name(page):
    for button in page.findChildren(QPushButton):
        assert button.text().strip() or button.accessibleName(), button
    for widget in (page.folder, page.findings, page.leaving.registers, page.leaving.fields, page.leaving.choice):
        assert widget.accessibleName()
    assert any(label.text() == "Gửi lên cấp trên" for label in page.findChildren(QLabel))


def test_on_a_small_screen_every_decision_can_be_read(page, qtbot):
    """1920 x 1080 at 175 % leaves the page 865 x 538 px."""
    page.resize(865, 538)
    table = page.leaving.registers
    column = table.columnCount() - 1
    written = [table.horizontalHeaderItem(column), *(table.item(row, column) for row in range(table.rowCount()))]
    widest = max(table.fontMetrics().horizontalAdvance(item.text()) for item in written)
    qtbot.waitUntil(lambda: table.columnWidth(column) > widest)
    assert page.leaving.fields.mapTo(page, QPoint()).y() > table.mapTo(page, QPoint(0, table.height())).y()
    for each in (table, page.leaving.fields):
        assert each.viewport().height() > 2 * each.rowHeight(0)
