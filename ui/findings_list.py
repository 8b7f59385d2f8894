"""What should be looked at, each with its arithmetic in a sentence; gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.submissions import Finding
from ui.look.icons import icon

ALL_WELL = "Các số khớp nhau, không có gì cần xem lại."


class FindingsList(QListWidget):
    """Findings as sentences with a sign. `opened(finding)` on Enter or a double click."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inner")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Cần xem lại")
        self.itemActivated.connect(self._open)

    def show_findings(self, findings: Sequence[Finding], all_well: str = "") -> None:
        """Show them; without any the sentence `all_well`, if given."""
        self.clear()
        for finding in findings:
            warning = finding.severity == "warning"
            sign = icon("alert" if warning else "info", "warning" if warning else "muted")
            item = QListWidgetItem(sign, finding.sentence)
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setToolTip(finding.sentence)
            self.addItem(item)
        if not findings and all_well:
            self.addItem(QListWidgetItem(icon("done", "done"), all_well))

    def _open(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(finding, Finding):
            self.opened.emit(finding)


def heading(findings: Sequence[Finding]) -> str:
    """ "2 điểm cần xem lại" or, where nothing is grave, "2 điểm lưu ý"."""
    grave = any(finding.severity == "warning" for finding in findings)
    return f"{len(findings)} điểm cần xem lại" if grave else f"{len(findings)} điểm lưu ý"
