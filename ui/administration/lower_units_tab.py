"""The units below ours whose files are awaited: listed one by one, or all communes of the province at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.ports import Progress, StorageError, Store
from models.units import LEVELS, UNIT_CODE, WRONG_UNIT_CODE, level
from ui import messages
from ui.administration.cells import LabelledCell, TextCell, first_problem
from ui.administration.official_units import OfficialUnit, OfficialUnits
from ui.administration.unit_editor import UnitEditor
from ui.cards import card, said
from ui.entry.editors.text import today
from ui.look.views import prepare_table
from ui.session import IDENTITY, SUBMISSION, Session


class LowerUnitsTab(QWidget):
    """A unit taken off the list stays known: what it sent remains in the register."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._official = OfficialUnits()
        self._units: Sequence[OfficialUnit] = ()
        self._missing: Sequence[OfficialUnit] = ()
        self.table = QTableWidget(0, 3)
        self._count = said("", "muted")
        self.add = QPushButton("Thêm đơn vị…")
        self.add_all = QPushButton()
        self.remove = QPushButton("Bỏ khỏi danh sách")
        self._build()
        self.add.clicked.connect(self._add)
        self.add_all.clicked.connect(self._add_all)
        self.remove.clicked.connect(self._remove)
        session.submissions_changed.connect(self.refresh)
        session.identity_changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(["Mã", "Tên đơn vị", "Cấp"])
        self.table.setAccessibleName("Đơn vị cấp dưới")
        self.table.setProperty("role", "inner")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        prepare_table(self.table)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 110)
        self.table.setColumnWidth(2, 160)
        row = QHBoxLayout()
        for button in (self.add, self.add_all):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.remove)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(said("Các đơn vị trong danh sách này được chờ tệp gửi; đơn vị nào chưa nộp hiện ở Tổng quan."))
        column.addWidget(self._count)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))

    def refresh(self) -> None:
        """Read the list again."""
        units, own = self._session.read(_listed)
        self._units = units
        self.table.setRowCount(len(units))
        for row, unit in enumerate(units):
            for column, text in enumerate((unit.code, unit.name, level(unit.level).label)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        listed = {unit.code for unit in units}
        self._missing = [unit for unit in self._official.communes(own) if unit.code not in listed]
        self._count.setText(f"{len(units)} đơn vị" if units else "Chưa có đơn vị nào.")
        self.add_all.setVisible(bool(self._missing))
        self.add_all.setText(f"Thêm cả {len(self._missing)} xã, phường của tỉnh")
        self.remove.setEnabled(bool(units))
        if units:
            self.table.selectRow(0)

    def _add(self) -> None:
        own = self._session.read(lambda store: store.settings.identity())
        dialog = AddUnitDialog(self, self._official, own.unit if own else "")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            unit = dialog.unit()
            self._write(lambda store: store.units.add_child(unit.code, unit.name, unit.level))

    def _add_all(self) -> None:
        missing = list(self._missing)

        def add(store: Store, progress: Progress) -> int:
            for place, unit in enumerate(missing):
                if not progress(place, len(missing), f"Đang thêm {unit.name}"):
                    return place
                store.units.add_child(unit.code, unit.name, unit.level)
            return len(missing)

        question = f"Thêm cả {len(missing)} xã, phường, đặc khu của tỉnh vào danh sách chờ tệp gửi?"
        if messages.confirm(self, question, "Thêm"):
            self._session.run_long(self, "Đang thêm đơn vị…", add, lambda _: None, SUBMISSION, IDENTITY)

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row < 0:
            return
        unit = self._units[row]
        question = f"Bỏ {unit.name} khỏi danh sách chờ tệp gửi?"
        detail = "Những gì đơn vị này đã gửi vẫn còn trong sổ."
        if messages.confirm(self, question, "Bỏ khỏi danh sách", detail, danger=True):
            self._write(lambda store: store.units.remove_child(unit.code))

    def _write(self, change: Callable[[Store], None]) -> None:
        try:
            self._session.write(change, SUBMISSION, IDENTITY)
        except StorageError as error:
            messages.show_error(self, error)


class AddUnitDialog(messages.Dialog):
    """A commune of the list, or a unit typed by hand under the code we give it."""

    def __init__(self, parent: QWidget | None, official: OfficialUnits, own: str) -> None:
        super().__init__(parent, "Thêm đơn vị cấp dưới", "Thêm")
        self._official, self._own = official, own
        self._around = official.communes(own) or [
            unit for province in official.provinces() for unit in official.communes(province.code)
        ]
        self.listed = UnitEditor("Xã, phường, đặc khu", self._around)
        self.listed_cell = LabelledCell("Xã, phường, đặc khu trong danh sách", self.listed, "Gõ vài chữ, không cần dấu")
        self.name = TextCell("Hoặc tên đơn vị nhập tay", "Ví dụ: Cụm thi đua số 3")
        self.code = TextCell("Mã của đơn vị đó", "Chữ không dấu, số, dấu chấm, gạch ngang; báo mã này cho đơn vị")
        self.level_box = QComboBox()
        for item in LEVELS[:-1]:
            self.level_box.addItem(item.label, item.code)
        for part in (self.listed_cell, self.name, self.code, LabelledCell("Cấp", self.level_box)):
            self.content.addWidget(part)
        self.listed.edited.connect(lambda: self.listed_cell.set_problem(""))
        self.listed.setFocus()

    def unit(self) -> OfficialUnit:
        found = self._official.find(self.listed.key())
        if found is not None:
            return found
        return OfficialUnit(self.code.text(), self.name.text(), str(self.level_box.currentData()), self._own)

    def accept(self) -> None:
        """Close only on a complete answer."""
        self.listed.tidy()
        by_hand = bool(self.name.text() or self.code.text())
        nothing = not self.listed.text() and not by_hand
        self.listed_cell.set_problem("Chọn một đơn vị, hoặc nhập tay bên dưới." if nothing else self.listed.complaint())
        self.name.set_problem("Nhập tên đơn vị." if by_hand and not self.name.text() else "")
        code = self.code.text()
        wrong_code = by_hand and not UNIT_CODE.fullmatch(code)
        self.code.set_problem((WRONG_UNIT_CODE if code else "Nhập mã đơn vị.") if wrong_code else "")
        if code and code == self._own:
            self.code.set_problem("Đây là mã của chính đơn vị mình. Nhập mã khác.")
        if not first_problem(self.listed_cell, self.name, self.code):
            super().accept()


def _listed(store: Store) -> tuple[Sequence[OfficialUnit], str]:
    """The units listed below ours, and our own code."""
    names = store.units.tree().on(today())
    identity = store.settings.identity()
    own = identity.unit if identity else ""
    return [OfficialUnit(code, names.name(code), names.level(code), own) for code in store.units.children()], own
