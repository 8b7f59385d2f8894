"""What endangers the register, told quietly over the overview: a clock that is wrong, copies that fail or wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from ui.cards import said
from ui.look.theme import set_look

if TYPE_CHECKING:
    from ui.overview.facts import Facts


class SafetyNotice(QFrame):
    """Stands there only while there is something to tell. `clock_confirmed` when the officer looked at the clock and
    finds it right, `backups_wanted` for the way to the copies."""

    clock_confirmed = Signal()
    backups_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filled = False
        self.hide()

    def _fill(self) -> None:
        """What hardly ever shows is made when it does: every start would wait for it."""
        self._filled = True
        self.setProperty("role", "banner")
        set_look(self, tone="warning")
        self.clock, self.copies = said(""), said("")
        self.right, self.look = QPushButton("Ngày giờ đang đúng"), QPushButton("Xem sao lưu")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 10, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, (sentence, button) in enumerate(((self.clock, self.right), (self.copies, self.look))):
            grid.addWidget(sentence, row, 0)
            grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignTop)
        self.right.clicked.connect(self.clock_confirmed)
        self.look.clicked.connect(self.backups_wanted)

    def show_facts(self, facts: Facts) -> None:
        """Say what there is, or go away."""
        from ui.backup_words import warnings  # when the page stands

        copies = warnings(facts.backups, facts.today) if facts.backups else ()
        if not self._filled:
            if not facts.clock_doubt and not copies:
                return
            self._fill()
        self.clock.setText(facts.clock_doubt)
        self.copies.setText("\n".join(copies))
        for part in (self.clock, self.right):
            part.setVisible(bool(facts.clock_doubt))
        for part in (self.copies, self.look):
            part.setVisible(bool(copies))
        self.setVisible(bool(facts.clock_doubt or copies))
