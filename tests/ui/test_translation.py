"""Qt's own windows speak Vietnamese: no text of theirs is the same with and without our translation."""

import collections
import contextlib
import pathlib
import re
from collections.abc import Callable, Iterator

import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QPageSetupDialog, QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QTabWidget,
    QTextEdit,
    QWidget,
    QWizard,
    QWizardPage,
)

from ui.resources import resource_path
from ui.translation import install_translator

# Names, units and signs that are the same in Vietnamese; paths, sizes and names of files are not Qt's words.
SAME = re.compile(
    r"[\W\d_]*$|.*[/\\].*|[AB]\d+|JIS B\d+|(Super|ANSI|Architect) \w|Letter.*|Legal|Tabloid.*|Ledger.*|Executive.*"
    r"|Folio.*|Quarto|Statement|Note|PRC.*|mm|pt|in|P̸|DD|CC|PDF|Ctrl.*|Shift.*|.*\((mm|pt|in|P̸|DD|CC)\)|\d+ \(\dx\d\)"
    r"|\d+ x \d+ in|qt_\w+|\d+%"
)


@contextlib.contextmanager
def vietnamese(app: QApplication) -> Iterator[None]:
    before = QLocale()
    translator = install_translator(app)
    try:
        yield
    finally:
        app.removeTranslator(translator)
        QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def begin_in_english(qapp: QApplication) -> Iterator[None]:
    """A test that ran before may have started the whole program, which leaves the application Vietnamese."""
    installed = qapp.findChildren(QTranslator)
    before = QLocale()
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)
    for translator in installed:
        qapp.installTranslator(translator)


def file_dialog() -> QWidget:
    dialog = QFileDialog(None, "", str(resource_path()))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def save_dialog() -> QWidget:
    dialog = QFileDialog(None, "", str(resource_path()))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return dialog


def message_box() -> QWidget:
    box = QMessageBox()
    for button in QMessageBox.StandardButton:
        if QMessageBox.StandardButton.FirstButton.value <= button.value <= QMessageBox.StandardButton.LastButton.value:
            box.addButton(button)
    box.setDetailedText("1")
    return box


def button_box() -> QWidget:
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        box.addButton(button)
    return box


def print_preview() -> QWidget:
    return QPrintPreviewDialog(QPrinter())


def print_dialog() -> QWidget:
    return QPrintDialog(QPrinter())


def page_setup() -> QWidget:
    return QPageSetupDialog(QPrinter())


def wizard() -> QWidget:
    made = QWizard()
    made.setOption(QWizard.WizardOption.HaveHelpButton)
    for _ in range(2):
        made.addPage(QWizardPage())
    return made


def line_menu() -> QWidget:
    edit = QLineEdit("1")
    edit.createStandardContextMenu()  # becomes a child of the edit
    return edit


def text_menu() -> QWidget:
    edit = QPlainTextEdit("1")
    edit.createStandardContextMenu()  # becomes a child of the edit
    return edit


def rich_text_menu() -> QWidget:
    edit = QTextEdit("1")
    edit.createStandardContextMenu()  # becomes a child of the edit
    return edit


def input_dialog() -> QWidget:
    dialog = QInputDialog()
    dialog.show()
    return dialog


def progress_dialog() -> QWidget:
    return QProgressDialog()


WINDOWS: list[Callable[[], QWidget]] = [
    file_dialog,
    save_dialog,
    message_box,
    button_box,
    print_preview,
    print_dialog,
    page_setup,
    wizard,
    line_menu,
    text_menu,
    rich_text_menu,
    input_dialog,
    progress_dialog,
]


def visible_texts(window: QWidget) -> set[str]:
    """Every word a window or its parts can show: labels, buttons, menus, tabs, choices, headers, tips."""
    found = {window.windowTitle()}
    for widget in [window, *window.findChildren(QWidget)]:
        found |= {widget.toolTip(), widget.statusTip(), widget.accessibleName()}
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        if isinstance(widget, QGroupBox):
            found.add(widget.title())
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(row) for row in range(widget.count())}
        if isinstance(widget, QTabWidget):
            found |= {widget.tabText(page) for page in range(widget.count())}
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            columns = range(model.columnCount())
            found |= {str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns}
    for action in [*window.actions(), *window.findChildren(QAction)]:
        found |= {action.text().partition("\t")[0], action.toolTip()}
    return {text.replace("&", "").strip(" :") for text in found} - {""}


@pytest.mark.parametrize("make", WINDOWS, ids=lambda make: make.__name__)
def test_a_window_of_qt_is_vietnamese(qapp: QApplication, qtbot, make: Callable[[], QWidget]) -> None:
    english = make()
    qtbot.addWidget(english)
    shown_before = visible_texts(english)
    with vietnamese(qapp):
        translated = make()
        qtbot.addWidget(translated)
        shown = visible_texts(translated)
    same = {text for text in shown & shown_before if not SAME.match(text)}
    assert same == set()
    assert shown  # a window without a word would prove nothing


def test_words_an_officer_knows(qapp: QApplication, qtbot) -> None:
    with vietnamese(qapp):
        box = QMessageBox()
        qtbot.addWidget(box)
        button = QMessageBox.StandardButton
        wanted = {
            button.Ok: "Đồng ý",
            button.Cancel: "Thôi",
            button.Yes: "Có",
            button.No: "Không",
            button.Save: "Lưu",
            button.Discard: "Không lưu",
        }
        assert {one: box.addButton(one).text().replace("&", "") for one in wanted} == wanted
        line = QLineEdit("1")
        qtbot.addWidget(line)
        menu = line.createStandardContextMenu()
        words = [action.text().partition("\t")[0].replace("&", "") for action in menu.actions()]
        assert [word for word in words if word] == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn tất cả"]


def test_keys_are_named_as_on_the_keyboard(qapp: QApplication) -> None:
    with vietnamese(qapp):
        native = QKeySequence.SequenceFormat.NativeText
        assert QKeySequence("Ctrl+Return").toString(native) == "Ctrl+Enter"
        assert QKeySequence("Ctrl+S").toString(native) == "Ctrl+S"
        assert QKeySequence("Alt+Left").toString(native) == "Alt+Mũi tên trái"
        assert QKeySequence("Alt+Left") == QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_Left)  # names in code still work


def test_dates_and_numbers_are_written_as_in_vietnam(qapp: QApplication, qtbot) -> None:
    with vietnamese(qapp):
        locale = QLocale()
        assert locale.toString(1234567) == "1.234.567"
        assert locale.toString(QDate(2026, 6, 8), "dddd, dd/MM/yyyy") == "Thứ Hai, 08/06/2026"
        calendar = QCalendarWidget()
        qtbot.addWidget(calendar)
        assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
        assert locale.standaloneMonthName(6).lower() == "tháng 6"


def test_a_missing_translation_stops_the_start(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    before = QLocale()
    monkeypatch.setattr("ui.translation.resource_path", tmp_path.joinpath)
    with pytest.raises(FileNotFoundError):
        install_translator(qapp)
    QLocale.setDefault(before)


def messages() -> list[tuple[str, str, str]]:
    root = parse(resource_path("translations", "qtbase_vi.ts")).getroot()
    assert root is not None
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def test_the_compiled_file_is_the_written_one(qapp: QApplication) -> None:
    with vietnamese(qapp):
        for context, source, wanted in messages():
            disambiguation = "The Normal or Regular font weight" if source == "Normal" else None
            assert QCoreApplication.translate(context, source, disambiguation) == wanted, "run pyside6-lrelease"


def test_a_translation_keeps_what_qt_fills_in() -> None:
    for context, source, translation in messages():
        placed = collections.Counter(re.findall(r"%(?:\d|p|L)", source))
        assert collections.Counter(re.findall(r"%(?:\d|p|L)", translation)) == placed, (context, source)
        assert bool(re.search("&(?!nbsp)", source)) == bool(re.search("&(?!nbsp)", translation)), (context, source)
        for key in re.findall("&(.)", translation):
            assert key.isascii(), (context, translation)  # an accent cannot be typed together with Alt
        assert (source[-1:] == " ") == (translation[-1:] == " "), (context, source)
        assert "!" not in translation
