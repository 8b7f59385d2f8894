"""The entries of the side column where the screen is too low for all: scrolled to, none of them half seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.buttons import set_icon

LEAST = 18  # px of the strip that says that there is more
ENTRY = 26  # px of an entry


class SideEntries(QScrollArea):
    """The entry that has the focus always shows; where entries go on, a strip covers the one that would be cut.

    It takes its holder while that is empty, and is filled where it stays: an area measures what it holds, and what was
    measured is styled anew in every parent it gets."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__()
        self._holder = holder
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)
        self._strips: tuple[QPushButton, QPushButton] | None = None  # above, below; made where entries go on
        bar = self.verticalScrollBar()
        bar.setSingleStep(ENTRY)
        bar.valueChanged.connect(self._cover)
        bar.rangeChanged.connect(self._cover)

    def reveal(self, *entries: QWidget) -> None:
        """Bring entries into sight, clear of the strips; where they do not fit together, the last of them."""
        for entry in entries:
            if self._holder.isAncestorOf(entry):
                self.ensureWidgetVisible(entry, 0, ENTRY + LEAST)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if focused is not None:
            self.reveal(focused)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Entries that came or went move the others once their column is laid out."""
        if watched is self._holder and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self._cover)
        return super().eventFilter(watched, event)

    def _strip(self, icon_name: str, pages: int) -> QPushButton:
        """A strip with an arrow; a click goes on by as much as is seen."""
        strip = QPushButton(self)
        strip.setProperty("role", "side_more")
        strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        strip.setAccessibleName("Xem các mục bên trên" if pages < 0 else "Xem các mục bên dưới")
        strip.setToolTip(strip.accessibleName())
        set_icon(strip, icon_name)
        strip.clicked.connect(lambda: self._go_on(pages * (self.viewport().height() - 2 * ENTRY)))
        strip.hide()
        return strip

    def _go_on(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _cover(self) -> None:
        """Lay the strips over what would be seen in part."""
        bar = self.verticalScrollBar()
        if bar.maximum() == bar.minimum():
            for strip in self._strips or ():
                strip.hide()
            return
        above, below = self._strips = self._strips or (self._strip("chevron_up", -1), self._strip("chevron_down", 1))
        view = self.viewport().geometry()
        top, bottom = bar.value() + LEAST, bar.value() + view.height() - LEAST
        held = self._holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        entries = [entry.geometry() for entry in held if not entry.isHidden()]
        cut_above = max((top, *(each.bottom() + 1 for each in entries if each.top() < top)))
        cut_below = min((bottom, *(each.top() for each in entries if each.bottom() + 1 > bottom)))
        above.setGeometry(view.x(), view.y(), view.width(), cut_above - bar.value())
        above.setVisible(bar.value() > bar.minimum())
        height = bar.value() + view.height() - cut_below
        below.setGeometry(view.x(), view.bottom() + 1 - height, view.width(), height)
        below.setVisible(bar.value() < bar.maximum())
