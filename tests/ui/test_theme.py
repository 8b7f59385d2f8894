"""The look can be read: contrast of the colours, letters of the fonts, rules of the style sheet, icons."""

import itertools
import pathlib
import re
import unicodedata

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QImage, QKeySequence, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.buttons import KeyButton, filter_chip, nav_button
from ui.look.icons import STYLE_IMAGES, coloured_svg
from ui.look.palette import DARK, EDGE_ON, LIGHT, WRITTEN_ON, Palette, contrast
from ui.look.theme import (
    FAMILY,
    PRINT_FAMILY,
    ROW_HEIGHT,
    TABULAR_FAMILY,
    apply_theme,
    icon,
    load_fonts,
    set_look,
    style_sheet,
    tabular_font,
)
from ui.look.views import prepare_date_edit, prepare_table
from ui.resources import resource_path

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
FONT_FILES = sorted(resource_path("fonts").glob("*.ttf"))
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("bcdđghklmnpqrstvx")


@pytest.fixture
def themed(qapp: QApplication):
    font, colours, style, sheet = qapp.font(), qapp.palette(), qapp.style().name(), qapp.styleSheet()
    apply_theme(qapp)
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(colours)
    qapp.setFont(font)


@PALETTES
@pytest.mark.parametrize(("letters", "ground"), WRITTEN_ON)
def test_letters_stand_out_from_their_ground(palette: Palette, letters: str, ground: str) -> None:
    assert contrast(getattr(palette, letters), getattr(palette, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON)
def test_an_edge_that_tells_something_stands_out(palette: Palette, edge: str, ground: str) -> None:
    assert contrast(getattr(palette, edge), getattr(palette, ground)) >= 3


def test_contrast_by_the_book() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_pair_the_style_sheet_writes_is_held_to_the_contrast() -> None:
    """A rule that sets letters and ground may only use a pair that the test above measures."""
    template = re.sub(
        r"/\*.*?\*/", "", resource_path("style", "window.qss").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    exempt = {"disabled"}  # WCAG asks nothing of what cannot be used
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", template):
        for prefix in ("", "selection-"):
            letters = re.search(rf"(?<![\w-]){prefix}color: \$(\w+)", body)
            ground = re.search(rf"(?<![\w-]){prefix}background(?:-color)?: \$(\w+)", body)
            if letters and ground and letters[1] not in exempt:
                assert (letters[1], ground[1]) in WRITTEN_ON, selector.strip()


@pytest.mark.parametrize("path", FONT_FILES, ids=lambda path: path.stem)
def test_a_font_holds_every_vietnamese_letter(qapp: QApplication, path: pathlib.Path) -> None:
    font = QRawFont(str(path), 16)
    wanted = LETTERS | {letter.upper() for letter in LETTERS} | set("0123456789₫²·–…“”×")
    assert [letter for letter in sorted(wanted) if not font.supportsCharacter(ord(letter))] == []


def test_figures_of_a_table_are_equally_wide(themed: QApplication) -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        measured = QFontMetricsF(tabular_font(10, weight))
        assert len({measured.horizontalAdvance(figure * 20) for figure in "0123456789"}) == 1
        assert measured.horizontalAdvance("17.141.711") == measured.horizontalAdvance("88.888.888")


def test_only_what_stands_at_the_right_is_written_in_tabular_figures(themed: QApplication, qtbot) -> None:
    table = QTableWidget(1, 2)
    qtbot.addWidget(table)
    prepare_table(table)
    for column, alignment in enumerate((Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)):
        item = QTableWidgetItem("11/11/2026")
        item.setTextAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(0, column, item)
    faces = []
    delegate = table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    for column in range(2):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, table.model().index(0, column))
        faces.append(option.font.family())
    assert faces == [FAMILY, TABULAR_FAMILY]


def test_fonts_are_known_after_loading(themed: QApplication) -> None:
    assert load_fonts() == []  # apply_theme brought them
    for family in (FAMILY, TABULAR_FAMILY, PRINT_FAMILY):
        assert QFontInfo(QFont(family)).family() == family
    assert QFontInfo(QApplication.font()).family() == FAMILY


@PALETTES
def test_the_style_sheet_leaves_no_name_open(palette: Palette) -> None:
    text = style_sheet(palette)
    assert "$" not in text
    assert palette.accent in text
    for picture in re.findall(r"url\(style:([\w.]+)\)", text):
        assert resource_path("style", palette.name, picture).is_file(), picture


@PALETTES
def test_pictures_of_the_style_sheet_have_the_colours_of_the_palette(palette: Palette) -> None:
    for file, (name, colour, stroke) in STYLE_IMAGES.items():
        path = resource_path("style", palette.name, f"{file}.svg")
        assert path.read_text(encoding="utf-8") == coloured_svg(name, getattr(palette, colour), stroke), (
            "run packaging/make_style_images.py"
        )


def test_qt_understands_the_style_sheet(themed: QApplication, qtlog) -> None:
    widget = QWidget()
    widget.ensurePolished()
    assert [record.message for record in qtlog.records if "parse" in record.message.lower()] == []


def test_an_icon_takes_the_colour_asked_for(qapp: QApplication) -> None:
    shown = icon("save", "accent", 24)
    assert _strongest(shown.pixmap(24).toImage()) == QColor(LIGHT.accent)
    assert _strongest(shown.pixmap(24, QIcon.Mode.Disabled).toImage()) == QColor(LIGHT.disabled)
    assert _strongest(icon("save", "#112233", 24).pixmap(24).toImage()) == QColor("#112233")


def test_an_unknown_icon_is_a_plain_record(qapp: QApplication) -> None:
    assert icon("no_such_icon").pixmap(18).toImage() == icon("record").pixmap(18).toImage()


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    for path in sorted(resource_path("icons").glob("*.svg")):
        assert _strongest(icon(path.stem, "text").pixmap(18).toImage()).alpha() > 0, path.name


def test_a_look_set_later_is_shown(themed: QApplication, qtbot) -> None:
    label = QLabel("Chưa có ngày nhận.")
    qtbot.addWidget(label)
    label.ensurePolished()
    set_look(label, role="problem")
    assert label.palette().windowText().color() == QColor(LIGHT.error)
    set_look(label, role="")
    assert label.palette().windowText().color() == QColor(LIGHT.text)


def test_a_table_has_rows_of_36(themed: QApplication, qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    prepare_table(view)
    assert view.verticalHeader().defaultSectionSize() == ROW_HEIGHT
    assert view.verticalHeader().isHidden()


def test_a_day_has_a_year_of_four_figures_and_no_red_weekend(themed: QApplication, qtbot) -> None:
    edit = QDateEdit(QDate(2026, 6, 8))
    qtbot.addWidget(edit)
    prepare_date_edit(edit)
    assert edit.text() == "08/06/2026"
    assert edit.calendarPopup()
    weekend = edit.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Sunday)
    assert weekend.foreground().color() == QColor(LIGHT.muted)


def test_a_key_stands_beside_its_label_and_presses_the_button(themed: QApplication, qtbot) -> None:
    button = KeyButton("Lưu", "Ctrl+S", "primary", "save")
    qtbot.addWidget(button)
    button.show()
    key = button.findChild(QLabel)
    assert key is not None
    assert key.text() == "Ctrl+S"
    label_end = 15 + 22 + 4 + button.fontMetrics().horizontalAdvance("Lưu")
    assert button.sizeHint().width() >= label_end + key.sizeHint().width()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_helpers_name_what_they_make(themed: QApplication, qtbot) -> None:
    chip, page = filter_chip("Quỹ: Vì người nghèo"), nav_button("Tổng quan", "overview")
    qtbot.addWidget(chip)
    qtbot.addWidget(page)
    assert chip.accessibleName() == "Bỏ lọc: Quỹ: Vì người nghèo"
    assert page.isCheckable()
    assert page.text() == "Tổng quan"


def test_a_key_named_by_an_arrow_stands_in_the_tool_tip(qtbot):
    button, plain = KeyButton("Quay lại", "Alt+Left"), QPushButton("Quay lại")
    qtbot.addWidget(button)
    qtbot.addWidget(plain)
    assert button.shortcut() == QKeySequence("Alt+Left")
    assert "Alt" in button.toolTip()
    assert button.sizeHint() == plain.sizeHint()


def test_a_new_label_leaves_the_key(qtbot):
    button = KeyButton("Tiếp tục", "Ctrl+Return", "primary")
    qtbot.addWidget(button)
    button.setText("Lập sổ")
    assert button.text() == "Lập sổ"
    assert button.shortcut() == QKeySequence("Ctrl+Return")
    shown = KeyButton("In phiếu", "Ctrl+P", bound=False)
    qtbot.addWidget(shown)
    shown.setText("In")
    assert shown.shortcut().isEmpty()


@pytest.mark.parametrize("make", [QLineEdit, lambda: QPushButton("Lưu"), lambda: KeyButton("Lưu", "", "primary")])
def test_focus_shows_and_moves_nothing(themed: QApplication, qtbot, make) -> None:
    widget = make()
    qtbot.addWidget(widget)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    widget.show()
    qtbot.waitExposed(widget)
    other.setFocus()
    height, before = widget.sizeHint().height(), _settled(widget)
    widget.activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    assert widget.sizeHint().height() == height
    assert _settled(widget) != before


def _settled(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def _strongest(image: QImage) -> QColor:
    """The colour of the pixel that is least transparent."""
    places = itertools.product(range(image.width()), range(image.height()))
    return max((image.pixelColor(*place) for place in places), key=lambda colour: colour.alpha())
