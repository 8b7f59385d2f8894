"""Paints a row of the search over everything: icon, title over detail, and at the right what it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.records import State
from ui.finding.results import RESULT, Result
from ui.look.theme import current_palette, icon

HEIGHT = 48  # px
ICON = 20
EDGE = 12
SIDE = 190  # px at the right at most
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RowDelegate(QStyledItemDelegate):
    """The row of a `Result`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        result: Result = index.data(RESULT)
        area = option.rect.adjusted(EDGE, 4, -EDGE, -4)
        painter.save()
        mark = QRect(area.left(), area.center().y() - ICON // 2, ICON, ICON)
        icon(result.icon, "accent", ICON).paint(painter, mark)
        rest = area.adjusted(ICON + EDGE, 0, 0, 0)
        taken = self._right(painter, rest, option.font, result)
        self._left(painter, rest.adjusted(0, 0, -taken, 0), option.font, result)
        painter.restore()

    def _left(self, painter: QPainter, area: QRect, font: QFont, result: Result) -> None:
        palette = current_palette()
        faded = result.state is State.VOID
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2) if result.detail else area
        _write(painter, upper, LEFT, font, palette.muted if faded else palette.text, result.title)
        if result.detail:
            lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.height() // 2)
            _write(painter, lower, LEFT, _small(font), palette.muted, result.detail)

    def _right(self, painter: QPainter, area: QRect, font: QFont, result: Result) -> int:
        """Gives the width that was taken."""
        palette, small = current_palette(), _small(font)
        metrics = QFontMetrics(small)
        texts = (result.kind, result.remark)
        width = min(max(metrics.horizontalAdvance(text) for text in texts) + 2, SIDE)
        column = QRect(area.right() - width + 1, area.top(), width, area.height())
        half = area.height() // 2
        upper = QRect(column.left(), column.top(), width, half) if result.remark else column
        _write(painter, upper, RIGHT, small, palette.muted, result.kind)
        if result.remark:
            colour = {State.VOID: palette.error, State.DRAFT: palette.warning}.get(result.state, palette.muted)
            _write(painter, QRect(column.left(), upper.bottom() + 1, width, half), RIGHT, small, colour, result.remark)
        return width + 2 * EDGE


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(9)
    return small


def _write(painter: QPainter, area: QRect, place: Qt.AlignmentFlag, font: QFont, colour: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, place, elided)
