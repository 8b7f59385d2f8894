"""The steps of a record at a glance: what is done and since when, what comes next and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.entry.field_cell import ElidedLabel
from ui.look.theme import icon, set_look

MARK = 16  # px


@dataclass(frozen=True, slots=True)
class Step:
    """`told` is a day or a short sentence; `late` marks what is overdue."""

    label: str
    told: str = ""
    done: bool = False
    late: bool = False


class StepStrip(QFrame):
    """As many steps as the record has now, from left to right."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._steps: tuple[Step, ...] = ()
        self._columns = [_Column() for _ in range(most)]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(14)
        for column in self._columns:
            row.addWidget(column, 1)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self._steps

    def show_steps(self, steps: Sequence[Step]) -> None:
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        for number, column in enumerate(self._columns):
            column.setVisible(number < len(self._steps))
            if number < len(self._steps):
                column.show_step(self._steps[number])
        self.setAccessibleName("Tiến độ: " + "; ".join(f"{step.label} {step.told}".strip() for step in self._steps))


class _Column(QFrame):
    """One step: a mark and a word, and under it what is told."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._label, self._told = QLabel(), QLabel(), ElidedLabel(lines=2)
        self._mark.setFixedSize(MARK, MARK)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._mark)
        head.addWidget(self._label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._told, 1, Qt.AlignmentFlag.AlignTop)

    def show_step(self, step: Step) -> None:
        name, colour = ("alert", "warning") if step.late else ("done", "done") if step.done else ("minus", "muted")
        self._mark.setPixmap(icon(name, colour, MARK).pixmap(MARK, MARK))
        self._label.setText(step.label)
        set_look(self._label, role="heading" if step.done else "muted")
        set_look(self._told, role="warning" if step.late else "hint")
        self._told.set_text(step.told)
