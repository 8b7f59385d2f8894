"""The look of the window: fonts, colours, style sheet and icons, applied once to the application.

Pages opt in by dynamic properties; set them before the widget is shown, or with `set_look`, which also restyles it.

QLabel      role: title, subtitle, heading (semibold), section (accent), label (above a field), hint, muted, problem,
            warning, done, number (tabular figures), figure (large number), total (foot of a list), chip;
            tone of a chip: (none: accent), plain, done, warning, error;
            in the side column also side_title, side_unit, side_section.
QPushButton role: primary (one per page), plain (or none), danger, link (text only), icon (picture only), chip (a filter
            that can be taken away), nav (side column, checkable). A key beside the label: `ui.buttons.KeyButton`.
QFrame      role: card, side, foot (line above), line (a rule 1 px high), banner (tone: none, done, warning, error).
QWidget     role: page (the grey ground).
Fields      problem: stop, warning, hint (QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit, QTextEdit);
            role number for tabular figures.
Days        `prepare_date_edit(edit)`, `prepare_calendar(calendar)`.
Tables      `prepare_table(view)`; what is aligned right is written in tabular figures; role inner where a card is
            the frame already. QTreeView and QListView likewise.
QListView   role completions: `completer.popup().setProperty("role", "completions")`.
"""

import dataclasses
import string

from PySide6.QtCore import QDir, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QDateEdit,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import THEME, current_palette, icon, pixmap
from ui.palette import DARK, LIGHT, Palette
from ui.resources import resource_path

__all__ = [
    "DARK",
    "FAMILY",
    "LIGHT",
    "PRINT_FAMILY",
    "ROW_HEIGHT",
    "TABULAR_FAMILY",
    "FigureDelegate",
    "Palette",
    "apply_theme",
    "current_palette",
    "icon",
    "load_fonts",
    "pixmap",
    "prepare_calendar",
    "prepare_date_edit",
    "prepare_table",
    "set_look",
    "style_sheet",
    "tabular_font",
]

FAMILY = "Be Vietnam Pro"
TABULAR_FAMILY = "Be Vietnam Pro Tabular"  # the same with figures of one width; see resources/fonts/README.md
PRINT_FAMILY = "Liberation Serif"  # as wide as Times New Roman, letter by letter
POINT_SIZE = 10
STYLE = "Fusion"  # the same on Windows and Linux, and it follows the palette everywhere
STYLE_ARGUMENTS = ("-style", STYLE)
"""For QApplication: to ask for the style later makes Python read all of QStyle, 5 ms of the start."""

ROW_HEIGHT = 36


def style_sheet(palette: Palette) -> str:
    """The style sheet of the window in these colours."""
    template = resource_path("style", "window.qss").read_text(encoding="utf-8")
    return string.Template(template).substitute(dataclasses.asdict(palette), tabular=TABULAR_FAMILY)


def load_fonts() -> list[str]:
    """Makes the fonts of resources/fonts known to Qt and returns the families it added, none when called again.

    FileNotFoundError when a file is missing or broken.
    """
    families: set[str] = set()
    if TABULAR_FAMILY in QFontDatabase.families():  # no machine has this one unless we brought it
        return []
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise FileNotFoundError(path)
        families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)


def tabular_font(point_size: float = POINT_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's font with figures of one width, for what is painted or measured by hand."""
    font = QFont(TABULAR_FAMILY)
    font.setPointSizeF(point_size)
    font.setWeight(weight)
    return font


def apply_theme(app: QApplication, palette: Palette = LIGHT, *, wears_style: bool = False) -> None:
    """Gives the application its fonts, colours and style sheet; once, before the first window is made.

    `wears_style` when it was begun with STYLE_ARGUMENTS."""
    load_fonts()
    app.setProperty(THEME, palette.name)
    if not wears_style:
        app.setStyle(STYLE)
    dark = palette.name == DARK.name
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)  # title bars follow
    app.setFont(QFont(FAMILY, POINT_SIZE))
    app.setPalette(_qt_palette(palette))
    QDir.setSearchPaths("style", [str(resource_path("style", palette.name))])
    app.setStyleSheet(style_sheet(palette))


def set_look(widget: QWidget, **properties: str) -> None:
    """Sets properties such as role="chip", tone="done", problem="stop" ("" takes one away) and restyles the widget."""
    changed = False
    for name, value in properties.items():
        if (widget.property(name) or "") != value:
            widget.setProperty(name, value)
            changed = True
    if changed:  # Qt looks at properties only when a widget is polished
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class FigureDelegate(QStyledItemDelegate):
    """Figures of one width where numbers stand under each other, at the right; in days, codes and names they would only
    leave holes ("1 1/2026")."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        family = TABULAR_FAMILY if option.displayAlignment & Qt.AlignmentFlag.AlignRight else FAMILY
        if option.font.family() != family:
            option.font.setFamilies([family])
            option.fontMetrics = QFontMetrics(option.font)


def prepare_table(view: QTableView) -> None:
    """Rows 36 px high and chosen whole, thin lines, quiet header, no row numbers, nothing cut in the middle."""
    view.setItemDelegate(FigureDelegate(view))
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
    view.setShowGrid(False)  # the style sheet draws the line under a row
    view.setWordWrap(False)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)


def prepare_date_edit(edit: QDateEdit) -> None:
    """A day as it is written in Vietnam, 18/06/2026, with a calendar behind the picture at its right."""
    edit.setDisplayFormat("dd/MM/yyyy")  # the locale's short form has a year of two figures
    edit.setCalendarPopup(True)
    prepare_calendar(edit.calendarWidget())


def prepare_calendar(calendar: QCalendarWidget) -> None:
    """A calendar from Monday, without week numbers and without Qt's red weekends: red is for mistakes here."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumWidth(320)
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(current_palette().muted))
    calendar.setHeaderTextFormat(quiet)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, quiet)


def _qt_palette(palette: Palette) -> QPalette:
    """Qt's own palette, for what no rule of the style sheet reaches."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: palette.page,
        role.WindowText: palette.text,
        role.Base: palette.card,
        role.AlternateBase: palette.raised,
        role.Text: palette.text,
        role.Button: palette.card,
        role.ButtonText: palette.text,
        role.BrightText: palette.on_accent,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.PlaceholderText: palette.muted,
        role.ToolTipBase: palette.tip,
        role.ToolTipText: palette.tip_text,
        role.Mid: palette.line,
        role.Accent: palette.accent,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(palette.disabled))
    return made
