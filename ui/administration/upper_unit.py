"""Second step of the first run: which unit receives our files; the province is proposed to a commune."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from models.units import LEVELS, UNIT_CODE, WRONG_UNIT_CODE, level
from ui.administration.cells import LabelledCell, TextCell, first_problem
from ui.administration.official_units import OfficialUnits
from ui.administration.own_unit import ChosenUnit

PROPOSED, OTHER, NONE = range(3)
CENTRAL = ChosenUnit("TW", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "tw")


class UpperUnitStep(QWidget):
    """Three answers: the one proposed, another typed by hand with its code, or none."""

    title = "Gửi báo cáo lên đơn vị nào?"
    explanation = "Đơn vị này nhận tệp gửi của đơn vị mình. Sau này đổi được trong Thiết lập."

    def __init__(self, official: OfficialUnits) -> None:
        super().__init__()
        self._official = official
        self._own = ChosenUnit("", "", "")
        self._proposal: ChosenUnit | None = None
        self.answers = QButtonGroup(self)
        self.proposed, self.other, self.none = QRadioButton(), QRadioButton("Đơn vị khác"), QRadioButton()
        self.none.setText("Không gửi lên đơn vị nào")
        self.name = TextCell("Tên đơn vị cấp trên *", "Ví dụ: Cụm thi đua số 3, Huyện Bắc Sơn (cũ)")
        self.code = TextCell("Mã đơn vị cấp trên *", "Hỏi đơn vị cấp trên; mã xem ở Thiết lập trên máy của đơn vị đó")
        self.level_box = QComboBox()
        self.level_cell = LabelledCell("Cấp *", self.level_box)
        self._build()
        self.answers.idToggled.connect(lambda *_: self._arrange())

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for number, button in enumerate((self.proposed, self.other, self.none)):
            self.answers.addButton(button, number)
            layout.addWidget(button)
            if button is self.other:
                for cell in (self.name, self.code, self.level_cell):
                    layout.addWidget(cell)
        layout.addStretch()

    def propose_for(self, own: ChosenUnit) -> None:
        """Offer what usually stands above `own`; what was answered for the same unit before stays."""
        if own == self._own:
            return
        self._own = own
        self._proposal = _usual_upper(own, self._official)
        self.proposed.setVisible(self._proposal is not None)
        if self._proposal is not None:
            self.proposed.setText(f"{self._proposal.name} (mã {self._proposal.code})")
        self.level_box.clear()
        order = level(own.level).order
        for item in LEVELS:
            if item.order >= order:
                self.level_box.addItem(item.label, item.code)
        self.level_box.setCurrentIndex(min(1, self.level_box.count() - 1))
        self.answers.button(PROPOSED if self._proposal else NONE).setChecked(True)
        self._arrange()

    def show_answer(self, upper: ChosenUnit) -> None:
        """Show what was decided before; `propose_for` comes first."""
        if self._proposal is not None and upper.code == self._proposal.code:
            self.proposed.setChecked(True)
        elif not upper.code:
            self.none.setChecked(True)
        else:
            self.other.setChecked(True)
            self.name.set_text(upper.name)
            self.code.set_text(upper.code)
            self.level_box.setCurrentIndex(max(0, self.level_box.findData(upper.level)))

    def unit(self) -> ChosenUnit:
        """The upper unit, with an empty code for none."""
        match self.answers.checkedId():
            case 0 if self._proposal is not None:
                return self._proposal
            case 1:
                return ChosenUnit(self.code.text(), self.name.text(), str(self.level_box.currentData()))
        return ChosenUnit("", "", "")

    def complete(self) -> bool:
        """Mark what is missing and go to the first such field; True when nothing is."""
        if not self.other.isChecked():
            return True
        self.name.set_problem("" if self.name.text() else "Nhập tên đơn vị cấp trên.")
        self.code.set_problem(self._code_problem(self.code.text()))
        return not first_problem(self.name, self.code)

    def focus_first(self) -> None:
        self.answers.button(self.answers.checkedId()).setFocus()

    def _code_problem(self, code: str) -> str:
        if not code:
            return "Nhập mã đơn vị cấp trên."
        if not UNIT_CODE.fullmatch(code):
            return WRONG_UNIT_CODE
        return "Đây là mã của chính đơn vị mình. Nhập mã của đơn vị cấp trên." if code == self._own.code else ""

    def _arrange(self) -> None:
        for cell in (self.name, self.code, self.level_cell):
            cell.setVisible(self.other.isChecked())


def _usual_upper(own: ChosenUnit, official: OfficialUnits) -> ChosenUnit | None:
    if own.level in ("xa", "huyen"):
        province = official.find(own.province)
        return ChosenUnit(province.code, province.name, "tinh", province.code) if province else None
    return CENTRAL if own.level == "tinh" else None
