"""What other registers tell of the record on screen, under its form: read-only lines that open the records behind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.days import show_day
from models.records import Told

MOST = 12
"""Lines that are shown; the registers themselves show the rest."""


class ToldList(QWidget):
    """`opened` names the record of a line that was clicked, or entered with the keyboard: (record type, id)."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        title = QLabel("Ghi ở các sổ khác")
        title.setProperty("role", "section")
        self._rest = QLabel()
        self._rest.setProperty("role", "hint")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addLayout(self._grid)
        layout.addWidget(self._rest)
        self.hide()

    def show_told(self, told: Sequence[Told]) -> None:
        """Lines for these, the newest first; hidden while there are none."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, one in enumerate(told[:MOST]):
            self._grid.addWidget(QLabel(show_day(one.day) if one.day else ""), row, 0)
            self._grid.addWidget(self._link(one), row, 1, Qt.AlignmentFlag.AlignLeft)
            given = QLabel(one.given)
            given.setProperty("role", "number")
            self._grid.addWidget(given, row, 2, Qt.AlignmentFlag.AlignRight)
        left = len(told) - MOST
        self._rest.setText(f"và {left} bản ghi trước đó" if left > 0 else "")
        self._rest.setVisible(left > 0)
        self.setVisible(bool(told))

    def _link(self, one: Told) -> QPushButton:
        link = QPushButton(one.label)
        link.setProperty("role", "link")
        link.setAccessibleName(f"Mở {one.label}")
        link.setToolTip("Mở bản ghi này")
        link.clicked.connect(lambda: self.opened.emit(one.record_type, one.id))
        return link
