"""What can be done with a long child table besides typing, and how far it has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from models.fields import Field, Lines
from ui.buttons import set_icon
from ui.entry.field_cell import ElidedLabel
from ui.look.theme import set_look


class LongHead(QWidget):
    """The title of the table, and beside it the sum."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        title = QLabel(lines.label)
        title.setProperty("role", "section")
        self._sum = ElidedLabel()
        self._sum.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(title)
        row.addWidget(self._sum, 1)

    @property
    def told(self) -> str:
        """The sum in words."""
        return self._sum.whole_text()

    def set_sum(self, told: str, role: str) -> None:
        set_look(self._sum, role=role)
        self._sum.set_text(told)


class LongTools(QWidget):
    """`column_chosen` carries the name of a column and whether it is to be seen."""

    column_chosen = Signal(str, bool)

    def __init__(self, lines: Lines, optional: Sequence[Field]) -> None:
        super().__init__()
        self.paste = _button("Dán từ bảng tính", "copy", "Chép các dòng trong Excel rồi bấm ở đây, hoặc Ctrl+V trong ô")
        self.part = _button("Trong đó", "", "Ghi dòng này là một phần của dòng ở trên (Ctrl+T)")
        self.part.setVisible(bool(lines.part))
        self.columns = _button("Thêm cột", "", "Chọn cột cần ghi thêm")
        self.take_out = _button("Bỏ dòng", "", "Bỏ dòng đang ghi (Ctrl+Delete)")
        self.take_back = _button("Bỏ phần vừa dán", "undo", "Trở lại như trước khi dán")
        self._pasted = ElidedLabel()
        self._pasted.setProperty("role", "done")
        menu = QMenu(self)
        self._actions = {}
        for field in optional:
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.triggered.connect(lambda on, name=field.name: self.column_chosen.emit(name, on))
            self._actions[field.name] = action
        self.columns.setMenu(menu)
        self.columns.setStyleSheet("padding-right: 24px;")  # the arrow behind the words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in self.buttons():
            row.addWidget(button)
        row.addWidget(self._pasted, 1)
        self.told_pasted(0, 0)

    def buttons(self) -> list[QPushButton]:
        """In the order of Tab."""
        return [self.paste, self.part, self.columns, self.take_out, self.take_back]

    def show_chosen(self, names: Collection[str]) -> None:
        """Tick the columns that are seen."""
        for name, action in self._actions.items():
            action.setChecked(name in names)

    def told_pasted(self, rows: int, spare: int) -> None:
        """Say what was pasted, and offer to take it back; nothing for no rows."""
        rest = f", thừa {spare} cột" if spare else ""
        self._pasted.set_text(f"Đã dán {rows} dòng{rest}." if rows else "")
        self.take_back.setVisible(bool(rows))


def _button(text: str, icon_name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setToolTip(tip)
    if icon_name:
        set_icon(button, icon_name)
    return button
