"""Sáng, Tối, Theo hệ thống: remembered for the account, worn at once by everything that stands, and readable."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
)

from ui.administration.appearance_tab import AppearanceTab
from ui.buttons import set_icon
from ui.look import appearance
from ui.look.appearance import KEY, PROGRAM, Appearance, Wardrobe, keep, kept, wardrobe
from ui.look.icons import current_palette, icon, pixmap
from ui.look.palette import DARK, LIGHT, Palette
from ui.look.views import prepare_date_edit

WORN = ((Appearance.LIGHT, LIGHT), (Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT))


@pytest.fixture
def own(qapp: QApplication) -> Iterator[Wardrobe]:
    """The application's wardrobe, light before and after; nothing is chosen for the account."""
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM, PROGRAM).clear()
    made = wardrobe()
    sheet = qapp.styleSheet()
    made.wear(Appearance.LIGHT)
    yield made
    made.wear(Appearance.LIGHT)
    qapp.setStyleSheet(sheet)


def shade(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    return strongest(shown.pixmap(shown.availableSizes()[0], mode).toImage())


def strongest(image: QImage) -> QColor:
    """The colour of the pixel that is least transparent, as if it were not transparent at all."""
    places = itertools.product(range(image.width()), range(image.height()))
    found = max((image.pixelColor(*place) for place in places), key=lambda colour: colour.alpha())
    assert found.alpha() > 200
    return found


def same(first: QColor, second: str) -> bool:
    """Whether two colours are the same but for the rounding of a transparent pixel."""
    parts = zip(first.getRgb()[:3], QColor(second).getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(one - other) <= 2 for one, other in parts)


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


# ---------------------------------------------------------------------------------------------------------- remembered
def test_nothing_chosen_follows_the_system(own: Wardrobe) -> None:
    assert kept() is Appearance.SYSTEM


@pytest.mark.parametrize("chosen", Appearance)
def test_what_was_chosen_is_there_at_the_next_start(own: Wardrobe, chosen: Appearance) -> None:
    own.choose(chosen)
    assert kept() is chosen
    assert own.appearance is chosen


def test_a_word_nobody_knows_follows_the_system(own: Wardrobe) -> None:
    keep(Appearance.DARK)
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM, PROGRAM).setValue(KEY, "tím")
    assert kept() is Appearance.SYSTEM


# --------------------------------------------------------------------------------------------------------- the system
def test_the_system_is_followed_only_when_that_was_chosen(own: Wardrobe, qapp: QApplication, monkeypatch) -> None:
    night: list[Palette] = [LIGHT]
    choose = appearance.palette_for
    monkeypatch.setattr(
        appearance, "palette_for", lambda what, app: night[0] if what is Appearance.SYSTEM else choose(what, app)
    )
    own.wear(Appearance.SYSTEM)
    assert current_palette() is LIGHT
    night[0] = DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_palette() is DARK
    own.wear(Appearance.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_palette() is LIGHT


# ------------------------------------------------------------------------------------------------------------- at once
def test_a_standing_window_changes_its_grounds_and_letters(own: Wardrobe, qtbot) -> None:
    field, box = QLineEdit("Nông Thị Hạnh"), QComboBox()
    box.addItem("Chuyển khoản")
    for widget in (field, box):
        qtbot.addWidget(widget)
        widget.show()
    for chosen, palette in WORN:
        own.wear(chosen)
        QApplication.processEvents()
        for widget in (field, box):
            seen = colours(widget.grab().toImage())
            assert {palette.card, palette.text} <= seen, (palette.name, type(widget).__name__)
        assert palette.muted in colours(box.grab().toImage()), "the arrow, a picture of the style sheet"


def test_pictures_on_buttons_actions_and_labels_change(own: Wardrobe, qtbot) -> None:
    button, label, line = QPushButton("Lưu"), QLabel(), QLineEdit()
    for widget in (button, label, line):
        qtbot.addWidget(widget)
    set_icon(button, "save")
    label.setPixmap(pixmap("done", "done"))
    search = QAction(icon("search", "muted"), "", line)
    line.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
    for chosen, palette in WORN:
        own.wear(chosen)
        assert same(shade(button.icon()), palette.text)
        assert same(shade(button.icon(), QIcon.Mode.Disabled), palette.disabled)
        assert same(strongest(label.pixmap().toImage()), palette.done)
        assert same(shade(search.icon()), palette.muted)


def test_pictures_in_lists_and_tables_change(own: Wardrobe, qtbot) -> None:
    items, table = QListWidget(), QTableWidget(1, 1)
    for widget in (items, table):
        qtbot.addWidget(widget)
    items.addItem(QListWidgetItem(icon("alert", "warning"), "Còn thiếu"))
    table.setItem(0, 0, QTableWidgetItem(icon("lock", "muted"), "Giữ lại"))
    for chosen, palette in WORN:
        own.wear(chosen)
        cell = table.item(0, 0)
        assert cell is not None
        assert same(shade(items.item(0).icon()), palette.warning)
        assert same(shade(cell.icon()), palette.muted)


def test_a_picture_that_is_not_ours_stays(own: Wardrobe, qtbot) -> None:
    button, label = QPushButton(icon("save", "#112233"), ""), QLabel()
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    foreign = pixmap("done").copy()
    label.setPixmap(foreign)
    own.wear(Appearance.DARK)
    assert same(shade(button.icon()), "#112233")
    assert label.pixmap().toImage() == foreign.toImage()


def test_the_days_of_a_calendar_change(own: Wardrobe, qtbot) -> None:
    edit = QDateEdit(QDate(2026, 6, 8))
    qtbot.addWidget(edit)
    prepare_date_edit(edit)
    for chosen, palette in WORN:
        own.wear(chosen)
        weekend = edit.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Sunday)
        assert weekend.foreground().color() == QColor(palette.muted)


# ------------------------------------------------------------------------------------------------------------- choosing
def test_the_settings_show_what_is_worn_and_change_it(own: Wardrobe, qtbot) -> None:
    tab = AppearanceTab()
    qtbot.addWidget(tab)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    assert tab.answers[Appearance.LIGHT].isChecked()
    tab.answers[Appearance.LIGHT].setFocus()
    qtbot.keyClick(tab.answers[Appearance.LIGHT], Qt.Key.Key_Down)
    assert current_palette() is DARK
    assert kept() is Appearance.DARK
    own.choose(Appearance.SYSTEM)  # by the menu
    assert tab.answers[Appearance.SYSTEM].isChecked()


@pytest.mark.parametrize("name", ["backButton", "forwardButton", "toParentButton"])
def test_the_arrows_of_qts_own_file_dialog_are_seen_by_night(own, qtbot, name):
    own.wear(Appearance.DARK)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    button = dialog.findChild(QToolButton, name)
    assert button is not None
    assert strongest(button.icon().pixmap(16, 16).toImage()).lightness() > 128
