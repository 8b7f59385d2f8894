"""Tables and calendars made to look like the rest of the window; apart from theme.py, which every start reads."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QDateEdit,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.look.icons import current_palette
from ui.look.theme import FAMILY, ROW_HEIGHT, TABULAR_FAMILY


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
