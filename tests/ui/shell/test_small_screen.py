"""1920x1080 at 175 % leaves 1097x617 px: on every page, form and dialog nothing is cut, nothing overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from models.record_types import RECORD_TYPES
from models.rule_table import rules_document
from models.safe_keeping import Backup
from models.soundness import SalvageReport
from ui import dialog_size
from ui.administration.first_run import FirstRun
from ui.administration.help import RulesDialog, show_keys
from ui.administration.lower_units_tab import AddUnitDialog
from ui.administration.new_passphrase import NewPassphrase
from ui.administration.official_units import OfficialUnits
from ui.administration.recovery_step import RecoveryDialog
from ui.entry.field_cell import ElidedLabel
from ui.opening.refusal import RestoreUnopened
from ui.opening.salvage import SalvageResult
from ui.paper.preview import Printable, show_preview
from ui.shell.main_window import MainWindow
from ui.shell.places import OVERVIEW, REPORTS, SETTINGS, places

WIDTH, HEIGHT = 1097, 617
TITLE_BAR, TASK_BAR = 31, 48  # px of Windows, at any scale
ROOM = QRect(0, 0, WIDTH, HEIGHT - TITLE_BAR - TASK_BAR)
CONTROLS = (QAbstractButton, QLabel, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(ROOM.size())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    assert made.size() == ROOM.size()
    return made


def settled(session) -> None:
    """Every answer has come and was laid out."""
    for _ in range(3):
        session.read(lambda store: None)
        QTest.qWait(10)


def controls(top: QWidget) -> list[QWidget]:
    """What is seen and made for itself, not as a part of another control."""
    found = [item for item in top.findChildren(QWidget) if isinstance(item, CONTROLS) and item.isVisibleTo(top)]
    inner = {id(part) for item in found if not isinstance(item, QScrollArea) for part in item.findChildren(QWidget)}
    return [item for item in found if id(item) not in inner and not isinstance(item, QHeaderView)]


def holders(item: QWidget, top: QWidget) -> Iterator[QWidget]:
    """Every widget around it that would cut it, up to `top`."""
    around = item.parentWidget()
    while around is not None:
        yield around
        if around is top:
            return
        around = around.parentWidget()


def place(item: QWidget, around: QWidget) -> QRect:
    return QRect(item.mapTo(around, QPoint(0, 0)), item.size())


def called(item: QWidget) -> str:
    text = item.text() if isinstance(item, QLabel | QAbstractButton) else ""
    return f"{type(item).__name__} {item.accessibleName() or text or item.objectName()!r}"


def needed(item: QWidget) -> int:
    """px of width without which something of it is cut."""
    if isinstance(item, ElidedLabel):
        return 0  # says its full text on hover
    if isinstance(item, QLabel):
        return 0 if item.wordWrap() or not item.text() else item.sizeHint().width()
    if isinstance(item, QComboBox):
        return item.fontMetrics().horizontalAdvance(item.currentText()) + 36
    if isinstance(item, QAbstractButton) and not item.text() and not item.findChildren(QLabel):
        return item.iconSize().width() + 4
    if isinstance(item, QAbstractButton):
        return item.minimumSizeHint().width()
    return 24


def complaints(top: QWidget) -> list[str]:
    """In words, what is cut, outside of what holds it, or over something else."""
    found = []
    seen = controls(top)
    for item in seen:
        if item.width() < needed(item):
            found.append(f"{called(item)} is {item.width()} wide and needs {needed(item)}")
        if isinstance(item, QLabel) and item.wordWrap() and item.height() < item.heightForWidth(item.width()):
            found.append(f"{called(item)} is {item.height()} high, needs {item.heightForWidth(item.width())}")
        for around in holders(item, top):
            if not around.rect().contains(place(item, around)) and not _scrolls(around):
                found.append(f"{called(item)} sticks out of {type(around).__name__}: {place(item, around)}")
                break
            if _scrolls(around):
                break
    beside = defaultdict(list)
    for item in seen:
        beside[item.parentWidget()].append((item, item.geometry()))
    for first, second in chain.from_iterable(combinations(neighbours, 2) for neighbours in beside.values()):
        if first[1].intersects(second[1]):
            found.append(f"{called(first[0])} lies over {called(second[0])}")
    for area in top.findChildren(QScrollArea):
        inside = area.widget()
        if inside is not None and area.isVisibleTo(top) and inside.width() > area.viewport().width():
            found.append(f"{type(inside).__name__} is scrolled sideways, {inside.width()} in {area.viewport().width()}")
    return found


def _scrolls(around: QWidget) -> bool:
    """Whether it is the ground that a scroll area moves, whose own edge cuts nothing."""
    parent = around.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is around


def fits(qtbot, top: QWidget) -> None:
    """There is nothing to complain of once the last answer is laid out."""

    def check() -> None:
        found = complaints(top)
        assert found == [], "\n".join(found)

    qtbot.waitUntil(check, timeout=3000)


@pytest.mark.parametrize("key", [place.key for place in places()])
def test_a_page_fits(window, session, qtbot, key):
    page = window.go(key)
    settled(session)
    assert page.minimumSizeHint().width() <= page.width()
    assert window.minimumSizeHint().height() <= ROOM.height()
    assert window.size() == ROOM.size()
    fits(qtbot, page)


@pytest.mark.parametrize("width", [WIDTH, 1366])
def test_the_overview_fits_with_large_sums(window, session, qtbot, width):
    window.resize(width, ROOM.height())
    page = window.go(OVERVIEW)
    settled(session)
    large = [
        replace(item, count=1_014, count_before=739, total=160_500_000_000, total_before=18_508_864_000)
        for item in page.facts.registers
    ]
    page._show(replace(page.facts, registers=tuple(large)))
    settled(session)
    fits(qtbot, page)


@pytest.mark.parametrize("name", [item.name for item in RECORD_TYPES])
def test_a_form_fits_with_all_its_problems(window, session, qtbot, name):
    page = window.go(name)
    settled(session)
    page.begin()
    page.form.make_final()
    settled(session)
    fits(qtbot, page)
    page.form.leave()
    page.open_record(page.list.model.row_at(0).id)
    settled(session)
    fits(qtbot, page)


def test_every_tab_of_the_settings_fits(window, session, qtbot):
    page = window.go(SETTINGS)
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        settled(session)
        fits(qtbot, page)


def test_the_place_one_is_at_is_seen_in_the_side_column(window, session, qtbot):
    for key in (REPORTS, OVERVIEW, RECORD_TYPES[-1].name):
        window.go(key)
        button = window.navigation._buttons[key]
        qtbot.waitUntil(lambda button=button: not button.visibleRegion().isEmpty())
        assert button.visibleRegion().boundingRect().height() == button.height()


BACKUPS = [
    Backup(
        Path("sổ", "backups", f"{day}.bak"), f"2026-11-{day}T10:15:00+07:00", 1_200_000, "tự động trong lúc làm việc"
    )
    for day in range(20, 11, -1)
]
REPORT = SalvageReport(900, 3, (), (), ("Sổ hòa giải: dựng lại 3 mục từ nhật ký, xem lại với phiếu giấy.",) * 40)
DIALOGS: dict[str, Callable[[Any], Any]] = {
    "restore": lambda _: RestoreUnopened(Path("sổ"), lambda *_: None, BACKUPS, None),
    "salvage": lambda _: SalvageResult(Path("cuu-du-lieu"), REPORT),
    "recovery": lambda window: RecoveryDialog(window, window.session),
    "rules": lambda window: RulesDialog(window, window.session),
    "passphrase": lambda window: NewPassphrase(window.session),
    "unit": lambda window: AddUnitDialog(window, OfficialUnits(), "06010"),
}


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(dialog_size, "available", lambda _: QSize(WIDTH, HEIGHT - TASK_BAR))


def shown(dialog, qtbot):
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.width() <= ROOM.width() and dialog.height() <= ROOM.height(), dialog.size()


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits(small, window, qtbot, name):
    dialog = DIALOGS[name](window)
    shown(dialog, qtbot)
    fits(qtbot, dialog)


def test_every_step_of_the_first_run_fits_with_its_problems(small, empty_session, qtbot):
    dialog = FirstRun(empty_session)
    shown(dialog, qtbot)
    dialog.recovery.key = "-".join(["AAAAAA"] * 6)
    for number in range(len(dialog.steps)):
        dialog.show_step(number)
        dialog.steps[number].complete()
        fits(qtbot, dialog)
    dialog.show_step(0)
    dialog.own.unlisted.click()
    dialog.own.complete()
    fits(qtbot, dialog)
    assert dialog.minimumSizeHint().height() <= ROOM.height()
    dialog.hide()


def test_the_keys_and_a_preview_fit(small, window, session, qtbot):
    for open_dialog in (
        lambda: show_keys(window, places()),
        lambda: show_preview(window, Printable(lambda _: rules_document(())), ()),
    ):
        seen = []
        QTimer.singleShot(300, lambda seen=seen: seen.append(look_and_close()))
        open_dialog()
        assert seen == [[]]


def look_and_close() -> list[str]:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    too_large = dialog.width() > ROOM.width() or dialog.height() > ROOM.height()
    found = [*complaints(dialog), *([f"{dialog.size()}"] if too_large else [])]
    dialog.reject()
    return found


def test_the_lines_of_the_backups_do_not_lie_over_each_other(small, qtbot, styled):
    dialog = DIALOGS["restore"](None)
    shown(dialog, qtbot)
    lines = [dialog.found.visualItemRect(dialog.found.item(row)) for row in range(3)]
    assert all(below.top() > above.bottom() for above, below in pairwise(lines))
