"""The look of the window: fonts, colours, style sheet and icons, applied once to the application.

Pages opt in by dynamic properties; set them before the widget is shown, or with `set_look`, which also restyles it.

QLabel      role: title, subtitle, heading (semibold), section (accent), label (above a field), hint, muted, problem,
            warning, done, number (tabular figures), figure (large number), total (foot of a list), chip;
            tone of a chip: (none: accent), plain, done, warning, error;
            in the side column also side_title, side_unit, side_section.
QPushButton role: primary (one per page), plain (or none), danger, link (text only; tone text: a line of a list), icon
            (picture only), fold (a section's title), chip (a filter that can be taken away), nav (side column,
            checkable). A key beside the label: `ui.buttons.KeyButton`.
QFrame      role: card, side, foot (line above), line (a rule 1 px high), banner (tone: none, done, warning, error),
            strip (a quiet ground for what is read at a glance).
QWidget     role: page (the grey ground).
Fields      problem: stop, warning, hint (QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit, QTextEdit);
            role number for tabular figures.
Days        `prepare_date_edit(edit)`, `prepare_calendar(calendar)` of views.py.
Tables      `prepare_table(view)` of views.py; what is aligned right is written in tabular figures; role inner where
            a card is the frame already, entry where a row of them is typed in. QTreeView and QListView likewise.
QListView   role completions: `completer.popup().setProperty("role", "completions")`.
"""

import string

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.look.icons import THEME, current_palette, icon, pixmap
from ui.look.palette import DARK, LIGHT, Palette
from ui.resources import resource_path

__all__ = [
    "DARK",
    "FAMILY",
    "LIGHT",
    "PRINT_FAMILY",
    "ROW_HEIGHT",
    "TABULAR_FAMILY",
    "Palette",
    "apply_theme",
    "current_palette",
    "icon",
    "load_fonts",
    "pixmap",
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
    return string.Template(template).substitute(palette._asdict(), tabular=TABULAR_FAMILY)


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


def apply_theme(
    app: QApplication, palette: Palette = LIGHT, *, follows_system: bool = False, wears_style: bool = False
) -> None:
    """Gives the application its fonts, colours and style sheet; before the first window is made, or to change them.

    `follows_system` when the colours are those of the system anyway; `wears_style` when it was begun with
    STYLE_ARGUMENTS."""
    load_fonts()
    app.setProperty(THEME, palette.name)
    if not wears_style:
        app.setStyle(STYLE)
    if not follows_system:  # title bars and the system's own dialogs follow
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if palette.name == DARK.name else Qt.ColorScheme.Light)
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
        role.Light: palette.raised,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.edge,
        role.Shadow: palette.edge_strong,
        role.Accent: palette.accent,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(palette.disabled))
    return made
