"""The sheet of figures as a table: one line per indicator, saved as soon as a cell is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from models.indicators import Figure
from models.numerals import NotReadable
from models.periods import Period
from models.values import show_figure
from ui.entry import figures_reading as reading
from ui.entry.figures_reading import Sheet, SheetRow
from ui.look.theme import current_palette

LABEL, UNIT, PREVIOUS, COUNTED, FIGURE, STATED, SOURCE, NOTE = range(8)
TITLES = ("Chỉ tiêu", "ĐVT", "Kỳ trước", "Theo sổ", "Nhập tay", "Giấy ghi", "Tính theo", "Ghi chú")
TIPS = {
    COUNTED: "Số đếm được từ các sổ đã ghi",
    FIGURE: "Gõ số, “trên 43.000”, 739/1.014; phím 0 là bằng không; phím - hoặc F9 là không phát sinh",
    STATED: "Tổng hoặc tỷ lệ in trên báo cáo giấy, để đối chiếu với số máy tính",
    SOURCE: "Khi có cả sổ và số nhập tay: bấm Space để chọn số được tính",
}
NUMBERS = frozenset({PREVIOUS, COUNTED, FIGURE, STATED})
Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """`save` writes a figure and gives it as it is stored then, with its new version; `said` carries a sentence about
    the cell just left ("" for nothing)."""

    said = Signal(str)

    def __init__(self, save: Callable[[Figure], Figure | None]) -> None:
        super().__init__()
        self._save = save
        self.sheet = Sheet("", Period(2000), ())

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; where only numbers changed the cursor stays where it is."""
        same = (sheet.unit, sheet.period, len(sheet.rows)) == (
            self.sheet.unit,
            self.sheet.period,
            len(self.sheet.rows),
        )
        if not same:
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        pairs = zip(sheet.rows, self.sheet.rows, strict=True)
        kept = tuple(replace(new, typed=old.typed, complaint=old.complaint) for new, old in pairs)
        self.sheet = replace(sheet, rows=kept)
        self.dataChanged.emit(self.index(0, 0), self.index(len(kept) - 1, NOTE))

    def row_at(self, number: int) -> SheetRow:
        return self.sheet.rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return TITLES[section]
            case Qt.ItemDataRole.ToolTipRole:
                return TIPS.get(section)
            case Qt.ItemDataRole.TextAlignmentRole if section in NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def takes(self, number: int, column: int) -> bool:
        """Whether something can be typed there."""
        row = self.row_at(number)
        if row.indicator is None:
            return False
        if column == FIGURE:
            return row.takes_a_figure
        return column == NOTE or (column == STATED and row.is_derived)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self.takes(index.row(), index.column()) else base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.row_at(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Qt.ItemDataRole.AccessibleTextRole:
                return _text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row, column)
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(row, column)
            case Qt.ItemDataRole.BackgroundRole if column == FIGURE and row.takes_a_figure:
                return QColor(current_palette().error_soft if row.complaint else current_palette().raised)
            case Qt.ItemDataRole.FontRole if row.indicator is None:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Read what was typed and save it; what cannot be read stays as typed and says why."""
        if role != Qt.ItemDataRole.EditRole or not self.takes(index.row(), index.column()):
            return False
        row, text = self.row_at(index.row()), str(value or "")
        if text == _text(row, index.column()) and not row.complaint:
            return False
        make = {FIGURE: reading.with_typed, STATED: reading.with_stated, NOTE: reading.with_note}[index.column()]
        try:
            figure = make(self.sheet, row, text)
        except NotReadable as reason:
            self._put(index.row(), replace(row, typed=text, complaint=str(reason)))
            self.said.emit(str(reason))
            return False
        self.said.emit("")
        self._put(index.row(), replace(row, typed="", complaint="", figure=self._save(figure)))
        return True

    def toggle_source(self, number: int) -> None:
        """Let the other of records and figure count."""
        row = self.row_at(number)
        if row.has_both:
            self._put(number, replace(row, figure=self._save(reading.with_other_source(self.sheet, row))))

    def _put(self, number: int, row: SheetRow) -> None:
        rows = list(self.sheet.rows)
        rows[number] = row
        self.sheet = replace(self.sheet, rows=tuple(rows))
        self.dataChanged.emit(self.index(number, 0), self.index(number, NOTE))


def _text(row: SheetRow, column: int) -> str:
    indicator = row.indicator
    if indicator is None:
        return row.label if column == LABEL else ""
    if column == LABEL:
        return f"      {row.label}" if indicator.nested_in else row.label
    if column == UNIT:
        return indicator.unit
    if column == PREVIOUS:
        return row.previous
    if column == COUNTED:
        return reading.shown_value(indicator, row.value) if row.is_derived else _counted(row)
    if column == FIGURE:
        return row.typed or ("" if row.is_derived else reading.shown_figure(indicator, row.figure))
    if column == STATED:
        return reading.shown_stated(row)
    if column == NOTE:
        return row.figure.note if row.figure else ""
    if row.has_both and row.value is not None:
        return "Sổ" if row.value.source == "records" else "Nhập tay"
    return ""


def _counted(row: SheetRow) -> str:
    return show_figure(row.indicator.kind, row.counted) if row.indicator is not None else ""


def _tip(row: SheetRow, column: int) -> str:
    if row.complaint and column == FIGURE:
        return row.complaint
    if column == LABEL and row.indicator is not None:
        return "\n".join(part for part in (row.label, row.indicator.help) if part)
    return _text(row, column)


def _colour(row: SheetRow, column: int) -> QColor | None:
    """Grey is what does not count or is only for looking."""
    palette = current_palette()
    if row.indicator is None:
        return QColor(palette.accent)
    if column in (UNIT, PREVIOUS, NOTE, SOURCE):
        return QColor(palette.muted)
    if column == COUNTED and (row.is_derived or (row.has_both and row.value and row.value.source == "figure")):
        return QColor(palette.muted)
    if column == FIGURE and row.has_both and row.value and row.value.source == "records":
        return QColor(palette.muted)
    return None
