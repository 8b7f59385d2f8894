"""Third step of the first run: who keeps the register, the place on what is printed, the region's units of land."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.values import format_number, region_land_units
from ui.administration.cells import LabelledCell, TextCell, first_problem
from ui.administration.official_units import usual_region
from ui.administration.own_unit import ChosenUnit
from ui.administration.place_names import dated_at

REGIONS = (("bac", "Bắc Bộ"), ("trung", "Trung Bộ"), ("nam", "Nam Bộ"))


class OfficerStep(QWidget):
    """The place and the region are proposed from the unit, until the officer changes them."""

    title = "Ai ghi sổ?"
    explanation = "Họ tên đứng cạnh mỗi lần ghi, sửa và trên tệp gửi lên cấp trên."

    def __init__(self) -> None:
        super().__init__()
        self.officer = TextCell("Họ và tên cán bộ ghi sổ *")
        self.officer_title = TextCell("Chức vụ", "Ví dụ: Phó Chủ tịch UBMTTQ xã")
        self.place = TextCell("Địa danh trên văn bản in", "Đứng trước ngày tháng: “Vũ Lễ, ngày 18 tháng 6 năm 2026”")
        self.region_box = QComboBox()
        for code, label in REGIONS:
            self.region_box.addItem(f"{label}: {land_units_sentence(code)}", code)
        self.region = LabelledCell("Đơn vị đất thường dùng", self.region_box, "Sửa được từng đơn vị trong Thiết lập")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for cell in (self.officer, self.officer_title, self.place, self.region):
            layout.addWidget(cell)
        layout.addStretch()
        self._proposed_for = ChosenUnit("", "", "")

    def propose_for(self, own: ChosenUnit) -> None:
        """Fill in what follows from the unit; what was typed for the same unit before stays."""
        if own == self._proposed_for:
            return
        self._proposed_for = own
        self.place.set_text(dated_at(own.level, own.name))
        self.region_box.setCurrentIndex(max(0, self.region_box.findData(usual_region(own.province))))

    @property
    def land_region(self) -> str:
        return str(self.region_box.currentData())

    def complete(self) -> bool:
        """Mark what is missing and go to the first such field; True when nothing is."""
        self.officer.set_problem("" if self.officer.text() else "Nhập họ và tên cán bộ ghi sổ.")
        return not first_problem(self.officer)

    def focus_first(self) -> None:
        self.officer.edit.setFocus()


def land_units_sentence(region: str) -> str:
    """The customary units of a region: "1 sào = 360 m², 1 mẫu = 3.600 m²"."""
    own = [unit for unit in region_land_units(region) if unit.code in ("sào", "mẫu", "công")]
    return ", ".join(f"1 {unit.code} = {format_number(unit.factor, 2, trim=True)} m²" for unit in own)
