"""Light, dark or as the system: three answers, each worn as soon as it is given."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from ui.cards import card, said
from ui.look.appearance import Appearance, wardrobe

EXPLANATIONS = {
    Appearance.LIGHT: "Nền sáng, chữ tối; hợp với phòng nhiều ánh sáng.",
    Appearance.DARK: "Nền tối, chữ sáng; dịu mắt khi làm việc buổi tối.",
    Appearance.SYSTEM: "Sáng hoặc tối như đang đặt cho máy tính này.",
}
INDENT = 31  # px: explanations stand under the words of their answer


class AppearanceTab(QWidget):
    """Nothing to save: to choose is to see it."""

    def __init__(self) -> None:
        super().__init__()
        self._wardrobe = wardrobe()
        self.answers = {appearance: QRadioButton(appearance.label) for appearance in Appearance}
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(said("Màu của cửa sổ", "section"))
        column.addSpacing(8)
        for appearance, answer in self.answers.items():
            explanation = said(EXPLANATIONS[appearance], "hint")
            explanation.setContentsMargins(INDENT, 0, 0, 10)
            answer.setAccessibleDescription(EXPLANATIONS[appearance])
            answer.clicked.connect(partial(self._wardrobe.choose, appearance))
            column.addWidget(answer)
            column.addWidget(explanation)
        column.addWidget(said("Đổi ngay khi chọn, nhớ cho tài khoản máy tính này. Bản in luôn là giấy trắng.", "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(column))
        layout.addStretch()
        self._wardrobe.changed.connect(self._show_worn)
        self._show_worn()

    def showEvent(self, event: QShowEvent) -> None:
        """The menu may have changed it meanwhile."""
        super().showEvent(event)
        self._show_worn()

    def _show_worn(self) -> None:
        self.answers[self._wardrobe.appearance].setChecked(True)
