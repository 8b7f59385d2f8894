"""First step of the first run: which unit keeps this register, from the State's list or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from models.units import LEVELS, UNIT_CODE, WRONG_UNIT_CODE
from ui.administration.cells import LabelledCell, TextCell, first_problem
from ui.administration.official_units import OfficialUnit, OfficialUnits
from ui.administration.unit_editor import UnitEditor

CODE_HINT = "Chữ không dấu, số, dấu chấm, gạch ngang; do cấp trên cấp hoặc mã cũ của đơn vị"


@dataclass(frozen=True, slots=True)
class ChosenUnit:
    """A unit as it was chosen or typed; `province` is the code of the province it lies in, "" where unknown."""

    code: str
    name: str
    level: str
    province: str = ""


class OwnUnitStep(QWidget):
    """The level decides what is asked: a commune its province and name, a province its name, others name and code."""

    title = "Sổ này của đơn vị nào?"
    explanation = "Tên đơn vị đứng ở đầu mọi báo cáo; mã đơn vị giữ cho số liệu các nơi không lẫn vào nhau."
    changed = Signal()

    def __init__(self, official: OfficialUnits) -> None:
        super().__init__()
        self._official = official
        self.levels = QButtonGroup(self)
        self.province_editor = UnitEditor("Tỉnh, thành phố", official.provinces())
        self.commune_editor = UnitEditor("Xã, phường, đặc khu")
        self.province = LabelledCell("Tỉnh, thành phố *", self.province_editor, "Gõ vài chữ, không cần dấu")
        self.commune = LabelledCell("Xã, phường, đặc khu *", self.commune_editor, "Gõ vài chữ, không cần dấu")
        self.unlisted = QCheckBox("Đơn vị không có trong danh sách: nhập tay")
        self.name = TextCell("Tên đơn vị *", "Như in trên báo cáo, ví dụ: Cụm thi đua số 3")
        self.code = TextCell("Mã đơn vị *", CODE_HINT)
        self._build()
        self.province_editor.edited.connect(self._province_changed)
        self.commune_editor.edited.connect(lambda: self._touched(self.commune))
        self.unlisted.toggled.connect(self._arrange)
        self.levels.idClicked.connect(self._arrange)
        self._arrange()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        caption = QLabel("Cấp *")
        caption.setProperty("role", "label")
        layout.addWidget(caption)
        row = QHBoxLayout()
        row.setSpacing(14)
        for level in LEVELS:
            button = QRadioButton(level.label)
            self.levels.addButton(button, level.order)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        layout.addSpacing(6)
        for part in (self.province, self.commune, self.name, self.code, self.unlisted):
            layout.addWidget(part)
        layout.addStretch()
        self.levels.button(1).setChecked(True)

    @property
    def level(self) -> str:
        return next(level.code for level in LEVELS if level.order == self.levels.checkedId())

    def unit(self) -> ChosenUnit:
        """What stands in the fields; ask `complete` first."""
        province = self.province_editor.key()
        if self._by_hand:
            return ChosenUnit(self.code.text(), self.name.text(), self.level, province)
        code = province if self.level == "tinh" else self.commune_editor.key()
        found = self._official.find(code)
        return ChosenUnit(code, found.name if found else "", self.level, province)

    def complete(self) -> bool:
        """Mark what is missing and go to the first such field; True when nothing is."""
        if self._needs_province:
            self._require(self.province, self.province_editor, "tỉnh, thành phố")
        if self.level == "xa" and not self._by_hand:
            self._require(self.commune, self.commune_editor, "xã, phường hoặc đặc khu")
        if self._by_hand:
            self.name.set_problem("" if self.name.text() else "Nhập tên đơn vị.")
            self.code.set_problem(code_problem(self.code.text(), self._official))
        asked = [cell for cell in (self.province, self.commune, self.name, self.code) if not cell.isHidden()]
        return not first_problem(*asked)

    def focus_first(self) -> None:
        (self.province_editor if not self.province.isHidden() else self.name.edit).setFocus()

    @property
    def _by_hand(self) -> bool:
        return self.level in ("huyen", "tw") or self.unlisted.isChecked()

    @property
    def _needs_province(self) -> bool:
        return self.level in ("xa", "huyen") or (self.level == "tinh" and not self._by_hand)

    def _arrange(self) -> None:
        self.unlisted.setVisible(self.level in ("xa", "tinh"))
        self.province.setVisible(self._needs_province)
        self.commune.setVisible(self.level == "xa" and not self._by_hand)
        for cell in (self.name, self.code):
            cell.setVisible(self._by_hand)
        if self.level == "tw" and not self.name.text():
            self.name.set_text("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam")
            self.code.set_text("TW")
        self.changed.emit()

    def _province_changed(self) -> None:
        communes: Sequence[OfficialUnit] = self._official.communes(self.province_editor.key())
        self.commune_editor.set_units(communes)
        self._touched(self.province)

    def _touched(self, cell: LabelledCell) -> None:
        cell.set_problem("")
        self.changed.emit()

    def _require(self, cell: LabelledCell, editor: UnitEditor, what: str) -> None:
        editor.tidy()
        cell.set_problem(editor.complaint() or ("" if editor.key() else f"Chọn {what}."))


def code_problem(code: str, official: OfficialUnits) -> str:
    """What is wrong with a code typed by hand, "" when nothing is."""
    if not code:
        return "Nhập mã đơn vị."
    if not UNIT_CODE.fullmatch(code):
        return WRONG_UNIT_CODE
    taken = official.find(code)
    return f"Mã {code} là mã của {taken.name}. Nhập mã khác, hoặc chọn trong danh sách." if taken else ""
