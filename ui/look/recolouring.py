"""What a style sheet does not reach when the theme changes: pictures on what stands already, days of a calendar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QLabel, QListWidget, QTableWidget, QWidget

from ui.look.icons import recoloured_icon, recoloured_picture


def recolour(widget: QWidget) -> None:
    """What a style sheet does not reach: pictures on buttons, labels, actions and in lists, days of a calendar."""
    if isinstance(widget, QAbstractButton):
        widget.setIcon(recoloured_icon(widget.icon()))
    elif isinstance(widget, QLabel):
        if not (picture := widget.pixmap()).isNull():
            widget.setPixmap(recoloured_picture(picture))
    elif isinstance(widget, QListWidget):
        for row in range(widget.count()):
            widget.item(row).setIcon(recoloured_icon(widget.item(row).icon()))
    elif isinstance(widget, QTableWidget):
        _recolour_cells(widget)
    elif isinstance(widget, QCalendarWidget):
        from ui.look.views import prepare_calendar

        prepare_calendar(widget)
    for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        action.setIcon(recoloured_icon(action.icon()))


def _recolour_cells(table: QTableWidget) -> None:
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            if (item := table.item(row, column)) is not None and not item.icon().isNull():
                item.setIcon(recoloured_icon(item.icon()))
