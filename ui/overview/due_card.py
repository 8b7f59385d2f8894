"""What is due: the reporting periods of now, whether their file was sent, and the button that prepares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.cards import card, said
from ui.look.theme import set_look
from ui.overview import words

if TYPE_CHECKING:
    from ui.overview.facts import Due, Facts


class DueLine(QWidget):
    """One period: its name, a chip with its state, and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.chip, self.sentence = QLabel(), QLabel(), said("", "muted")
        self.name.setProperty("role", "heading")
        self.chip.setProperty("role", "chip")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.name)
        row.addWidget(self.chip)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.sentence)

    def show_due(self, due: Due, facts: Facts) -> None:
        word, tone = words.due_state(due, facts.today)
        self.name.setText(due.period.label)
        self.chip.setText(word)
        set_look(self.chip, tone=tone)
        self.sentence.setText(words.due_sentence(due, facts.today))


class DueCard(QWidget):
    """`send` when the file of a period is to be prepared, `report` where there is no unit above to send it to; both
    carry the code of the period. `receive` where units below us send theirs."""

    send = Signal(str)
    report = Signal(str)
    receive = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = (DueLine(), DueLine())
        self.alone, self.received = said("", "muted"), said("")
        self.button = QPushButton("Chuẩn bị gửi")
        self.button.clicked.connect(self._pressed)
        self.take_in = QPushButton("Nhận từ cấp dưới")
        self.take_in.clicked.connect(self.receive)
        self._sends = True
        self._period = ""
        column = QVBoxLayout()
        column.setSpacing(12)
        heading = QLabel("Kỳ báo cáo")
        heading.setProperty("role", "section")
        column.addWidget(heading)
        for line in self.lines:
            column.addWidget(line)
            line.hide()
        column.addWidget(self.alone)
        column.addWidget(self.received)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.button)
        foot.addWidget(self.take_in)
        foot.addStretch()
        column.addLayout(foot)
        column.addStretch()
        frame: QFrame = card(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_facts(self, facts: Facts) -> None:
        self._sends = bool(facts.identity and facts.identity.parent)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(facts.dues))
            if place < len(facts.dues):
                line.show_due(facts.dues[place], facts)
        self.alone.setVisible(not self._sends)
        self.alone.setText("Đơn vị này không gửi báo cáo lên đơn vị nào.")
        self.received.setText(words.received_sentence(facts.received) if facts.received else "")
        for part in (self.received, self.take_in):
            part.setVisible(facts.received is not None)
        late = [due.period for due in facts.dues if due.period.last < facts.today and not due.is_sent]
        period = late[0] if late else facts.period
        self._period = period.code
        job = "Chuẩn bị gửi" if self._sends else "Lập báo cáo"
        self.button.setText(f"{job} {words.inside(period)}")
        set_look(self.button, role="primary" if late else "plain")

    def _pressed(self) -> None:
        (self.send if self._sends else self.report).emit(self._period)
