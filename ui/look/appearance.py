"""Light, dark or as the system: what the officer chose for this computer account, and changing it while windows stand.

It is kept with the account and not beside the register: it suits eyes and a screen, and the window that asks for the
passphrase already wears it.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from ui.look.icons import current_palette
from ui.look.palette import DARK, LIGHT, Palette
from ui.look.theme import apply_theme

PROGRAM, KEY = "SoMatTran", "giao-dien/mau"


class Appearance(enum.Enum):
    """What can be chosen; `label` is what the officer reads."""

    LIGHT = "sang", "Sáng"
    DARK = "toi", "Tối"
    SYSTEM = "he-thong", "Theo hệ thống"

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label


def kept() -> Appearance:
    """What was chosen for this computer account; SYSTEM until something was."""
    code = str(_settings().value(KEY, ""))
    return next((item for item in Appearance if item.code == code), Appearance.SYSTEM)


def keep(appearance: Appearance) -> None:
    """Remember it for the next start. An account that cannot be written to forgets it, which harms nobody."""
    _settings().setValue(KEY, appearance.code)


def palette_for(appearance: Appearance, app: QApplication) -> Palette:
    """The colours it means now. Asks the system, so the application must not wear a scheme of its own by then."""
    if appearance is Appearance.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if appearance is Appearance.DARK else LIGHT


WARDROBE = "wardrobe"
"""Property of the application that holds its Wardrobe."""


class Wardrobe(QObject):
    """Belongs to the application; `changed` tells that it wears something else now."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.appearance = Appearance.LIGHT
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def dress(self, appearance: Appearance, *, wears_style: bool = False) -> None:
        """Before the first window is made. `wears_style` as in `apply_theme`."""
        self.appearance = appearance
        apply_theme(self._app, self._palette(), follows_system=self._follows, wears_style=wears_style)

    def choose(self, appearance: Appearance) -> None:
        """Wear it at once, in every window, and at the next start."""
        keep(appearance)
        self.wear(appearance)

    def wear(self, appearance: Appearance) -> None:
        """Wear it at once, in every window."""
        self.appearance = appearance
        self._change()
        self.changed.emit()

    @property
    def _follows(self) -> bool:
        return self.appearance is Appearance.SYSTEM

    def _palette(self) -> Palette:
        if self._follows:
            self._app.styleHints().unsetColorScheme()
        return palette_for(self.appearance, self._app)

    def _system_changed(self) -> None:
        """The system went from day to night; what we set ourselves comes by here too and changes nothing."""
        if self._follows and palette_for(self.appearance, self._app).name != current_palette().name:
            self._change()
            self.changed.emit()

    def _change(self) -> None:
        palette = self._palette()
        QPixmapCache.clear()  # pictures of the style sheet have the same names in both
        apply_theme(self._app, palette, follows_system=self._follows, wears_style=True)
        from ui.look.recolouring import recolour  # tables, lists and calendars, which no start needs

        for widget in self._app.allWidgets():
            recolour(widget)


def wardrobe() -> Wardrobe:
    """The application's own, which is made when first asked for."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("there is no application to dress")
    known = app.property(WARDROBE)
    if isinstance(known, Wardrobe):
        return known
    made = Wardrobe(app)
    app.setProperty(WARDROBE, made)
    return made


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM, PROGRAM)
