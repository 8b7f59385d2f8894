"""Who keeps the register and for which unit; the unit's code stays once something was recorded under it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.ports import Identity, StorageError
from models.units import level
from ui import messages
from ui.administration.cells import TextCell, first_problem
from ui.administration.official_units import OfficialUnits
from ui.administration.own_unit import ChosenUnit
from ui.administration.upper_unit import UpperUnitStep
from ui.buttons import KeyButton
from ui.cards import card, said
from ui.dialog_size import size_on_screen
from ui.look.theme import set_look
from ui.session import IDENTITY, Session

BELOW = Qt.AlignmentFlag.AlignBottom


class IdentityTab(QWidget):
    """One form; saved as a whole."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.officer = TextCell("Họ và tên cán bộ ghi sổ *")
        self.officer_title = TextCell("Chức vụ")
        self.unit_name = TextCell("Tên đơn vị *", "Đứng ở đầu báo cáo")
        self.place = TextCell("Địa danh trên văn bản in", "Đứng trước ngày tháng")
        self._code, self._upper, self._said = said(""), said(""), said("", "done")
        self.change_upper = QPushButton("Đổi đơn vị cấp trên…")
        self.save = KeyButton("Lưu", "Ctrl+S", "primary")
        self._identity = self._read()
        self._build()
        self._show()
        self.save.clicked.connect(self._save)
        self.change_upper.clicked.connect(self._change_upper)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(_section("Cán bộ"), 0, 0, 1, 2)
        grid.addWidget(self.officer, 1, 0)
        grid.addWidget(self.officer_title, 1, 1)
        grid.addWidget(_section("Đơn vị"), 2, 0, 1, 2, BELOW)
        grid.addWidget(self.unit_name, 3, 0)
        grid.addWidget(self.place, 3, 1)
        grid.addWidget(self._code, 4, 0, 1, 2)
        grid.addWidget(_section("Cấp trên"), 5, 0, 1, 2, BELOW)
        grid.addWidget(self._upper, 6, 0)
        upper = QHBoxLayout()
        upper.addStretch()
        upper.addWidget(self.change_upper)
        grid.addLayout(upper, 6, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self.save)
        grid.addLayout(foot, 7, 0, 1, 2)
        for row, height in ((2, 40), (5, 44), (7, 56)):
            grid.setRowMinimumHeight(row, height)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(grid))
        layout.addStretch()

    def _read(self) -> Identity:
        kept = self._session.read(lambda store: store.settings.identity())
        return kept or Identity("", "", "xa", "", "", "", "")

    def _show(self) -> None:
        kept = self._identity
        self.officer.set_text(kept.officer)
        self.officer_title.set_text(kept.officer_title)
        self.unit_name.set_text(kept.unit_name)
        self.place.set_text(kept.place)
        self._code.setText(f"Mã đơn vị: {kept.unit} · {level(kept.level).label}")
        self._upper.setText(f"{kept.parent_name} (mã {kept.parent})" if kept.parent else "Không gửi lên đơn vị nào")

    def _save(self) -> None:
        self.officer.set_problem("" if self.officer.text() else "Nhập họ và tên cán bộ ghi sổ.")
        self.unit_name.set_problem("" if self.unit_name.text() else "Nhập tên đơn vị.")
        if not first_problem(self.officer, self.unit_name):
            self._keep(
                replace(
                    self._identity,
                    officer=self.officer.text(),
                    officer_title=self.officer_title.text(),
                    unit_name=self.unit_name.text(),
                    place=self.place.text(),
                )
            )

    def _change_upper(self) -> None:
        chosen = ask_upper_unit(self, self._identity)
        if chosen is not None:
            self._keep(replace(self._identity, parent=chosen.code, parent_name=chosen.name, parent_level=chosen.level))

    def _keep(self, identity: Identity) -> None:
        try:
            self._session.write(lambda store: store.settings.set_identity(identity), IDENTITY)
        except StorageError as error:
            messages.show_error(self, error)
            return
        self._identity = identity
        self._upper.setText(
            f"{identity.parent_name} (mã {identity.parent})" if identity.parent else "Không gửi lên đơn vị nào"
        )
        set_look(self._said, role="done")
        self._said.setText("Đã lưu.")


def ask_upper_unit(parent: QWidget, identity: Identity) -> ChosenUnit | None:
    """The upper unit as it is to be from now on, with an empty code for none; None when the officer lets it be."""
    official = OfficialUnits()
    found = official.find(identity.unit)
    province = identity.unit if identity.level == "tinh" else found.parent if found else ""
    step = UpperUnitStep(official)
    step.propose_for(ChosenUnit(identity.unit, identity.unit_name, identity.level, province))
    step.show_answer(ChosenUnit(identity.parent, identity.parent_name, identity.parent_level))
    dialog = _UpperUnitDialog(parent, step)
    return step.unit() if dialog.exec() == QDialog.DialogCode.Accepted else None


class _UpperUnitDialog(messages.Dialog):
    """Stays open until the answer is complete."""

    def __init__(self, parent: QWidget, step: UpperUnitStep) -> None:
        super().__init__(parent, "Đơn vị cấp trên", "Đổi")
        self.resize(size_on_screen(self, 520, 420))
        self._step = step
        self.content.addWidget(said("Từ nay gửi báo cáo lên", "title"))
        self.content.addWidget(step, 1)
        step.focus_first()

    def accept(self) -> None:
        if self._step.complete():
            super().accept()


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    return label
