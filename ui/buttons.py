"""Buttons with more than a label: a key beside it, an icon before it, a cross behind it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.look.icons import icon

ICON = 18  # px
KEY_GAP = 12  # px between label and key
PADDING = 15  # px, as in window.qss
ARROWS = ("+Left", "+Right", "+Up", "+Down")
"""Keys that take words to name ("Alt+Mũi tên trái"), for the font has no arrows: they stand in the tool tip."""
ICON_COLOURS = {
    "primary": "on_accent",
    "danger": "on_accent",
    "link": "muted",
    "icon": "muted",
    "nav": "side_text",
    "side_more": "side_text",
}


def set_icon(button: QPushButton, name: str, gap: int = 4) -> None:
    """Puts an icon in the colour of the button's role before its label."""
    gap = gap if button.text() else 0
    colour = ICON_COLOURS.get(str(button.property("role") or ""), "text")
    button.setIcon(icon(name, colour, ICON, gap=gap))
    button.setIconSize(QSize(ICON + gap, ICON))


def nav_button(text: str, icon_name: str, parent: QWidget | None = None) -> QPushButton:
    """A page in the side column: checkable, icon before the label."""
    button = QPushButton(text, parent)
    button.setProperty("role", "nav")
    button.setCheckable(True)
    set_icon(button, icon_name, gap=6)
    return button


def filter_chip(text: str, parent: QWidget | None = None) -> QPushButton:
    """A filter in force, with a cross; a click is meant to take it away. Reads "Bỏ lọc: ..." to a screen reader."""
    button = QPushButton(text + " ", parent)
    button.setProperty("role", "chip")
    button.setAccessibleName(f"Bỏ lọc: {text}")
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross behind the text
    button.setIcon(icon("x", "accent", 12))
    button.setIconSize(QSize(12, 12))
    return button


class KeyButton(QPushButton):
    """A push button whose key stands, muted, to the right of its label; it is pressed by that key too.

    `role` is one of the roles of QPushButton in ui/look/theme.py. With `bound` False the key is only shown: something
    else, a menu's action for instance, answers to it.
    """

    def __init__(
        self,
        text: str,
        key: str | QKeySequence | QKeySequence.StandardKey = "",
        role: str = "plain",
        icon_name: str = "",
        *,
        bound: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self._pressed_by = QKeySequence()
        self._key = QLabel(self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_key(key, bound=bound)
        if icon_name:
            set_icon(self, icon_name)

    def set_key(self, key: str | QKeySequence | QKeySequence.StandardKey, *, bound: bool = True) -> None:
        """Shows another key, or none for an empty one."""
        sequence = QKeySequence(key)
        self._pressed_by = sequence if bound else QKeySequence()
        self.setShortcut(self._pressed_by)
        written = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        spelt = sequence.toString(QKeySequence.SequenceFormat.PortableText).endswith(ARROWS)
        self._key.setText("" if spelt else written)
        self._key.setVisible(bool(self._key.text()))
        if spelt:
            self.setToolTip(written)
        # The style centres a label in the whole width; beside a key it has to keep to its own part.
        self.setStyleSheet("text-align: left;" if self._key.text() else "")
        self.updateGeometry()

    def setText(self, text: str) -> None:
        """Another label, the same key: Qt would take the key away, for it looks for one in every new label."""
        super().setText(text)
        self.setShortcut(self._pressed_by)

    def sizeHint(self) -> QSize:
        """The plain button's size and room for the key."""
        hint = super().sizeHint()
        if not self._key.isHidden():
            hint.setWidth(hint.width() + KEY_GAP + self._key.sizeHint().width())
        return hint

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: neither label nor key is ever cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the key at the right edge."""
        super().resizeEvent(event)
        width = self._key.sizeHint().width()
        self._key.setGeometry(self.width() - PADDING - width, 0, width, self.height())
