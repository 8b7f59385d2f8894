"""Line icons painted in the colours of the theme, sharp on every screen."""

from typing import NamedTuple

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.look.palette import DARK, LIGHT, Palette
from ui.resources import resource_path

FALLBACK = "record"
THEME = "theme"  # property of the application that holds the name of its palette
DRAWN = "drawn"  # and the one that holds what was drawn

# Pictures the style sheet names: file -> icon, colour, width of its lines. A style sheet can only name files, so these
# are made from icons and palette by packaging/make_style_images.py; a test holds them equal to what it would make.
STYLE_IMAGES = {
    "calendar": ("calendar", "muted", 2.0),
    "calendar_disabled": ("calendar", "disabled", 2.0),
    "check": ("check", "on_accent", 3.5),
    "check_accent": ("check", "accent", 2.5),
    "chevron_down": ("chevron_down", "muted", 2.0),
    "chevron_down_disabled": ("chevron_down", "disabled", 2.0),
    "chevron_left": ("chevron_left", "muted", 2.0),
    "chevron_right": ("chevron_right", "muted", 2.0),
    "chevron_up": ("chevron_up", "muted", 2.0),
    "chevron_up_disabled": ("chevron_up", "disabled", 2.0),
    "minus": ("minus", "on_accent", 3.5),
}


def current_palette() -> Palette:
    """The palette the running application wears; LIGHT before `apply_theme` and without an application."""
    running = QGuiApplication.instance()
    return DARK if running is not None and running.property(THEME) == DARK.name else LIGHT


def icon(name: str, colour: str = "text", size: int = 18, palette: Palette | None = None, *, gap: int = 0) -> QIcon:
    """The icon of resources/icons/<name>.svg, or that of a plain record when there is none.

    `colour` is a field of `Palette` ("text", "muted", "accent", "on_accent", "side_text", "warning", ...) or #RRGGBB;
    `size` is in px of a 96 dpi screen. A disabled widget shows it in the disabled colour, a selected row in accent.
    `gap` px stay empty to its right: Qt sets icon and label of a button closer than the eye likes.
    """
    palette = palette or current_palette()
    drawn = _drawn()
    wish = _Wish(name, colour, size, gap)
    known = (wish, palette.name, *_pixel_ratios())
    if known not in drawn.icons:
        made = drawn.icons[known] = _icon(wish, palette)
        drawn.wishes[made.cacheKey()] = wish
    return drawn.icons[known]


def pixmap(name: str, colour: str = "text", size: int = 18, palette: Palette | None = None) -> QPixmap:
    """The icon as a picture for a label, drawn for the sharpest screen present."""
    picture = _pixmap(name, _colour(palette or current_palette(), colour), size, max(_pixel_ratios()))
    _drawn().wishes[picture.cacheKey()] = _Wish(name, colour, size, 0)
    return picture


def recoloured_icon(shown: QIcon) -> QIcon:
    """The same icon in the colours the application wears now; one that `icon` did not make stays as it is."""
    wish = _drawn().wishes.get(shown.cacheKey())
    return icon(wish.name, wish.colour, wish.size, gap=wish.gap) if wish else shown


def recoloured_picture(shown: QPixmap) -> QPixmap:
    """The same picture in the colours the application wears now; one that `pixmap` did not make stays as it is."""
    wish = _drawn().wishes.get(shown.cacheKey())
    return pixmap(wish.name, wish.colour, wish.size) if wish else shown


class _Wish(NamedTuple):
    """What was asked of `icon` or `pixmap`, but for the palette."""

    name: str
    colour: str
    size: int
    gap: int


class _Drawn(QObject):
    """Belongs to the application: each icon once, and by Qt's own key what was asked, which no QIcon tells."""

    def __init__(self, app: QCoreApplication | None) -> None:
        super().__init__(app)
        self.icons: dict[tuple[object, ...], QIcon] = {}
        self.wishes: dict[int, _Wish] = {}
        if app is not None:
            app.aboutToQuit.connect(self.icons.clear)  # pictures do not outlive the application


def _drawn() -> _Drawn:
    app = QGuiApplication.instance()
    known = app.property(DRAWN) if app is not None else None
    if isinstance(known, _Drawn):
        return known
    made = _Drawn(app)
    if app is not None:
        app.setProperty(DRAWN, made)  # to look for it among the application's children takes as long as to draw it
    return made


def _icon(wish: _Wish, palette: Palette) -> QIcon:
    name, colour, size, gap = wish
    normal = _colour(palette, colour)
    colours = {
        QIcon.Mode.Normal: normal,
        QIcon.Mode.Active: normal,
        QIcon.Mode.Selected: palette.accent if colour in {"text", "muted"} else normal,
        QIcon.Mode.Disabled: palette.disabled,
    }
    if colour == "side_text":  # the side column has nothing disabled and nothing chosen, and every start draws it
        colours = {QIcon.Mode.Normal: normal}
    made = QIcon()
    for ratio in _pixel_ratios():
        drawn = _pixmap(name, normal, size, ratio, gap)
        key = f"{name}/{size}/{ratio}/{gap}"
        for mode, shade in colours.items():
            made.addPixmap(drawn if shade == normal else _recoloured(drawn, shade, key), mode)
    return made


def coloured_svg(name: str, colour: str, stroke: float = 2.0) -> str:
    """The text of an icon's file in one colour (#RRGGBB) and with lines `stroke` of 24 wide."""
    path = resource_path("icons", f"{name}.svg")
    if not path.is_file():
        path = resource_path("icons", f"{FALLBACK}.svg")
    text = path.read_text(encoding="utf-8").replace("currentColor", colour)
    return text.replace('stroke-width="2"', f'stroke-width="{stroke:g}"')


def _colour(palette: Palette, colour: str) -> str:
    return colour if colour.startswith("#") else str(getattr(palette, colour))


def _pixel_ratios() -> list[float]:
    """The device pixel ratios of the screens present, least first; 1 is always among them."""
    return sorted({1.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()})


def _recoloured(drawn: QPixmap, colour: str, what: str) -> QPixmap:
    """The same lines in another colour; a tenth of the work of drawing them anew. `what` is drawn, for the cache."""
    key = f"recoloured/{what}/{colour}"
    painted = QPixmap()
    if QPixmapCache.find(key, painted):
        return painted
    painted = QPixmap(drawn)
    painter = QPainter(painted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(painted.rect(), QColor(colour))
    painter.end()
    QPixmapCache.insert(key, painted)
    return painted


def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    """One picture, from Qt's own cache when it was painted before."""
    key = f"icon/{name}/{colour}/{size}/{ratio}/{gap}"
    painted = QPixmap()
    if QPixmapCache.find(key, painted):
        return painted
    painted = QPixmap(QSize(size + gap, size) * ratio)
    painted.fill(Qt.GlobalColor.transparent)
    painted.setDevicePixelRatio(ratio)
    painter = QPainter(painted)
    QSvgRenderer(QByteArray(coloured_svg(name, colour).encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, painted)
    return painted
