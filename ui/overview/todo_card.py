"""What is unfinished: each line says how much of what, and opens the page where it is finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.fields import RecordType
from models.record_types import RECORD_TYPES
from ui.buttons import set_icon
from ui.cards import card
from ui.look.theme import pixmap
from ui.overview import words
from ui.shell.places import CHECKING, FIGURES, OPENING, PROTECTION, RECEIVE

if TYPE_CHECKING:
    from ui.entry.filters import Filters
    from ui.overview.facts import Facts

ONE_COLUMN = 4  # lines; more stand in two columns


@dataclass(frozen=True, slots=True)
class Todo:
    """One line, the icon before it, and where it leads."""

    text: str
    icon: str
    place: str
    filters: Filters | None = None
    detail: str = ""  # shown under the mouse, and told to a screen reader


class TodoCard(QWidget):
    """`chosen` carries the place and, for a register, what narrows its list."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        heading = QLabel("Việc còn dở")
        heading.setProperty("role", "section")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._nothing = _all_done()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addWidget(self._nothing)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(column))
        self.buttons: list[QPushButton] = []
        self._todos: list[Todo] = []
        self._narrow = False

    def show_facts(self, facts: Facts) -> None:
        self._todos = things_to_do(facts)
        self._lay_out()

    def set_narrow(self, on: bool) -> None:
        """All lines one below the other where two columns would be cut."""
        if on != self._narrow:
            self._narrow = on
            self._lay_out()

    def _lay_out(self) -> None:
        todos = self._todos
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(todo) for todo in todos]
        rows = len(todos) if self._narrow or len(todos) <= ONE_COLUMN else (len(todos) + 1) // 2
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place % max(rows, 1), place // max(rows, 1))
        self._nothing.setVisible(not todos)

    def _button(self, todo: Todo) -> QPushButton:
        button = QPushButton(todo.text)
        button.setProperty("role", "link")
        button.setProperty("tone", "text")
        button.setStyleSheet("padding-left: 1px;")
        set_icon(button, todo.icon, gap=6)
        button.setToolTip(todo.detail or todo.text)
        button.setAccessibleDescription(todo.detail)
        button.setMinimumWidth(60)
        button.clicked.connect(lambda: self.chosen.emit(todo.place, todo.filters))
        return button


def things_to_do(facts: Facts) -> list[Todo]:
    """The lines, the nearest to be lost first: typing, then drafts, then what others wait for."""
    from ui.entry.filters import Filters
    from ui.entry.wording import counted
    from ui.overview.facts import DRAFT, FINAL, OPEN_PLEDGE

    todos = [
        Todo(f"{count} bản gõ dở: {item.plural}", "edit", item.name)
        for item, count in _by_register(facts.unfinished)
    ]  # fmt: skip
    todos += [
        Todo(f"{counted(item, count)} chưa ghi sổ", item.name, item.name, Filters(states=DRAFT))
        for item, count in _by_register(facts.drafts)
    ]
    if facts.overdue_pledges:
        still_open = Filters(states=FINAL, answers={"status": frozenset(OPEN_PLEDGE)})
        text = f"{words.whole(facts.overdue_pledges)} đăng ký ủng hộ đã quá hạn thực hiện"
        todos.append(Todo(text, "calendar", "pledge", still_open))
    if facts.figures_missing:
        text = f"Số liệu nhập tay: đã có {facts.figures - facts.figures_missing}/{facts.figures} chỉ tiêu"
        todos.append(Todo(text, "figures", FIGURES))
    if facts.defects:
        todos.append(Todo(f"Kiểm tra sổ: có {facts.defects} điều cần xem", "alert", CHECKING))
    if not facts.recovery_key_tried:
        todos.append(Todo("Chưa in và thử khóa khôi phục của sổ", "lock", PROTECTION))
    if facts.opening is not None:
        done, steps = facts.opening.answered, len(facts.opening.steps)
        todos.append(Todo(f"Số liệu ban đầu: đã xong {done}/{steps} mục", "check", OPENING))
    if facts.lower is not None and facts.lower.submitted < facts.lower.expected:
        detail = words.missing_names(facts.lower)
        todos.append(Todo(words.lower_sentence(facts.lower), "receive", RECEIVE, detail=detail))
    return todos


def _by_register(counts: Mapping[str, int]) -> list[tuple[RecordType, int]]:
    """In screen order; a register without any is left out."""
    found = [(item, counts.get(item.name, 0)) for item in RECORD_TYPES]
    return [(item, count) for item, count in found if count]


def _all_done() -> QWidget:
    holder = QWidget()
    picture, text = QLabel(), QLabel("Không còn việc dở dang.")
    picture.setPixmap(pixmap("done", "done"))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 6, 0, 0)
    row.setSpacing(8)
    row.addWidget(picture)
    row.addWidget(text)
    row.addStretch()
    return holder
