"""Two thin bars, this year's over last year's, drawn to each other's scale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.icons import current_palette

THICK, GAP = 7, 3  # px
FAINT = 2.0  # px: the bar of a number too small to be drawn to scale


class PairOfBars(QWidget):
    """Shows how far two numbers are apart; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._now = self._before = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_numbers(self, now: int, before: int) -> None:
        self._now, self._before = now, before
        self.update()

    def lengths(self, width: float) -> tuple[float, float]:
        """Of the two bars in px; a number that is not zero is never drawn as nothing."""
        most = max(self._now, self._before)
        if not most:
            return 0.0, 0.0
        return tuple(max(number * width / most, FAINT if number else 0.0) for number in (self._now, self._before))  # type: ignore[return-value]

    def sizeHint(self) -> QSize:
        return QSize(90, 2 * THICK + GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - 2 * THICK - GAP) / 2
        for place, (length, colour) in enumerate(
            zip(self.lengths(self.width()), (palette.accent, palette.edge), strict=True)
        ):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, top + place * (THICK + GAP), length, THICK), 2, 2)
