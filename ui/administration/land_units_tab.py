"""The region's units of land: m² and héc-ta are law, the others are custom and may be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.fields import Field, Kind
from models.land_units import HECTARE, SQUARE_METRE
from models.ports import StorageError
from models.text import clean_line, fold
from models.values import LandUnit, NotReadable, format_number, parse, region_land_units
from ui import messages
from ui.administration.cells import RIGHT, align_right
from ui.administration.officer import REGIONS
from ui.buttons import KeyButton
from ui.cards import card, said
from ui.entry.editors.text import today
from ui.look.theme import set_look
from ui.look.views import prepare_table
from ui.session import Session

FIXED = (SQUARE_METRE.code, HECTARE.code)
SIZE = Field("size", "Bằng bao nhiêu m²", Kind.AREA)


class LandUnitsTab(QWidget):
    """A table of three columns typed in place; areas already entered keep the size they were entered with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = QTableWidget(0, 3)
        self._said = said("", "done")
        self.add = QPushButton("Thêm đơn vị")
        self.remove = QPushButton("Bỏ dòng đang chọn")
        self.save = KeyButton("Lưu", "Ctrl+S", "primary")
        self._build()
        self._fill(session.read(lambda store: tuple(store.settings.land_units())))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.save.clicked.connect(self._save)

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(["Đơn vị, như gõ vào sổ", "Giải thích", "Bằng (m²)"])
        self.table.setAccessibleName("Đơn vị đất")
        align_right(self.table, 2)
        self.table.setProperty("role", "inner")
        prepare_table(self.table)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 190)
        self.table.setColumnWidth(2, 160)
        self.table.setTabKeyNavigation(False)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        for code, label in REGIONS:
            button = QPushButton(f"Theo {label}")
            button.setProperty("role", "link")
            button.setToolTip(f"Thay bằng các đơn vị thường dùng ở {label}")
            button.clicked.connect(lambda _checked=False, region=code: self._fill(region_land_units(region)))
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.save)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(said("Khi ghi hiến đất có thể gõ “10 sào”; sổ giữ số đã gõ và đổi ra m² theo bảng này."))
        column.addWidget(said("Sửa ở đây không đổi những diện tích đã ghi trước.", "muted"))
        column.addWidget(self.table, 1)
        column.addWidget(self._said)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))

    def units(self) -> Sequence[LandUnit]:
        """The table read; NotReadable says what to do about the first row that cannot be read."""
        read, known = [], set()
        for row in range(self.table.rowCount()):
            code, label, size = (self._text(row, column) for column in range(3))
            if not code:
                raise NotReadable(f"Dòng {row + 1}: nhập tên đơn vị, hoặc bỏ dòng này.")
            if fold(code) in known:
                raise NotReadable(f"Dòng {row + 1}: đơn vị “{code}” đã có ở trên. Đặt tên khác hoặc bỏ dòng này.")
            known.add(fold(code))
            read.append(LandUnit(code, label or code, _size(size, row)))
        return read

    def _fill(self, units: Sequence[LandUnit]) -> None:
        self.table.setRowCount(0)
        for unit in units:
            self._append(unit.code, unit.label, format_number(unit.factor, 2, trim=True), fixed=unit.code in FIXED)
        self._said.setText("")

    def _append(self, *texts: str, fixed: bool = False) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column == 2:
                item.setTextAlignment(RIGHT)
            if fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setToolTip("Đơn vị theo luật, không sửa được")
            self.table.setItem(row, column, item)

    def _add(self) -> None:
        self._append("", "", "")
        self.table.setFocus()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.edit(self.table.currentIndex())

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row < 0:
            self._say("Chọn dòng cần bỏ.", "warning")
        elif self._text(row, 0) in FIXED:
            self._say("m² và ha là đơn vị theo luật, luôn có trong danh sách.", "warning")
        else:
            self.table.removeRow(row)

    def _save(self) -> None:
        try:
            units = self.units()
        except NotReadable as reason:
            self._say(str(reason), "problem")
            return
        try:
            self._session.write(lambda store: store.settings.set_land_units(units))
        except StorageError as error:
            messages.show_error(self, error)
        else:
            self._say("Đã lưu.", "done")

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return clean_line(item.text()) if item is not None else ""

    def _say(self, text: str, role: str) -> None:
        set_look(self._said, role=role)
        self._said.setText(text)


def _size(text: str, row: int) -> int:
    """Hundredths of a m²."""
    try:
        area = parse(SIZE, text, today=today())
    except NotReadable as reason:
        raise NotReadable(f"Dòng {row + 1}: {reason}") from reason
    size = getattr(area, "hundredths", 0)
    if not size:
        raise NotReadable(f"Dòng {row + 1}: nhập số m² của một đơn vị, ví dụ 360.")
    return int(size)
