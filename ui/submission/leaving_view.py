"""What leaves this computer: register by register, field by field, and the officer's decision for each register."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.fields import Leaves
from models.leaving import LABELS
from models.numerals import format_number
from models.record_types import record_type
from models.submissions import Outgoing
from ui import messages
from ui.look.icons import icon
from ui.plain_tables import fill_row, fit_columns, plain_table, row_data

SHORT = {
    Leaves.FIGURES: "Chỉ số liệu",
    Leaves.PUBLIC_FIELDS: "Không kèm dữ liệu cá nhân",
    Leaves.PERSONAL_FIELDS: "Kèm dữ liệu cá nhân",
}
GOES, STAYS = "Gửi", "Giữ lại"


class LeavingView(QWidget):
    """Registers with their decision left; the chosen one's decision and fields right. `decided(record_type, Leaves)`
    asks for another decision."""

    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outgoing: Outgoing | None = None
        self.registers = plain_table("Các sổ", ("Sổ", "Bản ghi", "Gửi những gì"), right=(1,))
        self.fields = plain_table("Các mục của sổ", ("Mục", "Ô có dữ liệu", "Gửi hay giữ", "Vì sao"), right=(1,))
        self.choice = QComboBox()
        self.choice.setAccessibleName("Gửi những gì của sổ này")
        for option, label in LABELS.items():
            self.choice.addItem(label, option)
        self.choice.setMinimumWidth(262)
        self._title = QLabel("")
        self._title.setProperty("role", "heading")
        self._counts = QLabel("")
        self._counts.setProperty("role", "hint")
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addWidget(self._counts, 1)
        top.addWidget(self.choice)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(top)
        right.addWidget(self.fields, 1)
        self._both = QHBoxLayout(self)
        self._both.setContentsMargins(0, 6, 0, 0)
        self._both.setSpacing(14)
        self._both.addWidget(self.registers, 1)
        self._both.addLayout(right, 1)
        self.registers.itemSelectionChanged.connect(self._show_fields)
        self.choice.activated.connect(self._decide)

    def show_outgoing(self, outgoing: Outgoing) -> None:
        """Show what a file would carry; the chosen register stays chosen."""
        chosen = max(self.registers.currentRow(), 0)
        self._outgoing = outgoing
        self.registers.setRowCount(len(outgoing.policy))
        for row, (name, policy) in enumerate(outgoing.policy.items()):
            count = format_number(outgoing.records.get(name, 0), 0)
            fill_row(self.registers, row, (record_type(name).plural, count, SHORT[policy]), name)
        fit_columns(self.registers, 2)
        self.registers.selectRow(chosen)
        self._show_fields()

    def set_narrow(self, on: bool) -> None:
        """The registers above their fields where side by side a decision could not be read."""
        way = QBoxLayout.Direction.TopToBottom if on else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)

    def _name(self) -> str:
        name = row_data(self.registers, self.registers.currentRow())
        return name if isinstance(name, str) else ""

    def _decide(self) -> None:
        """Personal values leave only after a second question."""
        name, chosen = self._name(), self.choice.currentData()
        before = self._outgoing.policy.get(name) if self._outgoing else None
        if not name or chosen is before:
            return
        if chosen is Leaves.PERSONAL_FIELDS and not messages.confirm(
            self,
            f"Gửi kèm dữ liệu cá nhân của sổ {record_type(name).plural}?",
            "Gửi kèm dữ liệu cá nhân",
            "Họ tên, địa chỉ và các mục ghi “cá nhân” sẽ nằm trong tệp. Chỉ gửi khi cấp trên cần và người có tên đã "
            "đồng ý hoặc pháp luật cho phép. Dữ liệu nhạy cảm vẫn được giữ lại.",
            danger=True,
        ):
            self.choice.setCurrentIndex(self.choice.findData(before))
            return
        self.decided.emit(name, chosen)

    def _show_fields(self) -> None:
        name = self._name()
        if self._outgoing is None or not name:
            return
        lines = [line for line in self._outgoing.leaving if line.record_type == name]
        goes = sum(line.goes for line in lines)
        self._title.setText(record_type(name).plural)
        self._counts.setText(f"{goes} mục gửi, {len(lines) - goes} giữ lại")
        self.choice.setCurrentIndex(self.choice.findData(self._outgoing.policy[name]))
        self.fields.setRowCount(len(lines))
        for row, line in enumerate(lines):
            texts = (line.label, format_number(line.filled, 0), GOES if line.goes else STAYS, line.why)
            sign = icon("upload" if line.goes else "lock", "accent" if line.goes else "muted")
            fill_row(self.fields, row, texts, line, sign)
        fit_columns(self.fields, 0)


def personal(policy: Mapping[str, Leaves]) -> tuple[str, ...]:
    """The registers whose personal values would leave."""
    return tuple(record_type(name).plural for name, item in policy.items() if item is Leaves.PERSONAL_FIELDS)
