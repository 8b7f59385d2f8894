"""Số liệu ban đầu: leads through what is entered once when a unit goes live, and keeps how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.days import show_day
from models.opening import ANSWERS, DAY, DONE, NONE, Opening, first_days, written_answers
from models.ports import Store
from ui.administration.opening_reading import WORDS, Entered, Stand, read_stand
from ui.cards import card, said
from ui.entry.filters import Filters
from ui.page_parts import at_most, title_row
from ui.periods import labelled
from ui.session import FIGURE, Session

WHAT = (
    "Dùng khi bắt đầu ghi sổ trên máy. Từ ngày bắt đầu, mọi việc được ghi vào sổ; trước ngày đó chỉ ghi những việc còn "
    "dở và số liệu của các kỳ đã qua. Bản ghi có ngày trước ngày bắt đầu không cộng vào số liệu của các kỳ đó."
)
WIDEST = 860  # px
ANSWER_WORDS = (("", "Chưa xong"), (DONE, "Đã xong"), (NONE, "Không có"))


class OpeningPage(QWidget):
    """`open_filtered` (place, Filters), `begin_record` (record type, values) and `open_figures` (period code) ask the
    window to go where something is entered."""

    open_filtered = Signal(str, object)
    begin_record = Signal(str, object)
    open_figures = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._session = session
        self.stand: Stand | None = None
        self.day = QComboBox()
        self.day.setAccessibleName("Ngày bắt đầu ghi sổ")
        self.day.setMinimumWidth(150)
        self.day.addItem("Chọn ngày", "")
        for first in first_days(dt.datetime.now().astimezone().date()):
            self.day.addItem(show_day(first.isoformat()), first.isoformat())
        self.progress = said("")
        self.rest = QPushButton("Đánh dấu các mục còn lại là không có")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(14)
        self._shown: list[QWidget] = []
        self._build()
        self.day.activated.connect(self._choose_day)
        self.rest.clicked.connect(self._answer_rest)
        session.figures_changed.connect(self._changed)
        session.records_changed.connect(lambda _: self._changed())

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(labelled("Ngày bắt đầu ghi sổ", self.day))
        head.addStretch()
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(said(WHAT, "muted"))
        column.addLayout(head)
        column.addLayout(self._steps)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.rest)
        column.addLayout(foot)
        holder, area = QWidget(), QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys go to the questions
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addLayout(at_most(card(column), WIDEST))
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(title_row("Số liệu ban đầu", self.progress))
        layout.addWidget(area, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what is entered by now."""
        self._session.latest("opening", read_stand, self._show)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, stand: Stand) -> None:
        self.stand = stand
        opening = stand.opening
        if opening.day is not None and self.day.findData(opening.day.isoformat()) < 0:
            self.day.addItem(show_day(opening.day.isoformat()), opening.day.isoformat())
        self.day.setCurrentIndex(self.day.findData(opening.day.isoformat() if opening.day else ""))
        self.progress.setText(_progress(opening))
        self.rest.setVisible(not opening.is_complete)
        focused = self.focusWidget()
        name = focused.accessibleName() if focused is not None else ""
        for widget in self._shown:
            self._steps.removeWidget(widget)
            widget.deleteLater()
        self._shown = [self._step(number, step) for number, step in enumerate(opening.steps, 1) if stand.lines]
        for widget in self._shown:
            self._steps.addWidget(widget)
            widget.show()
            for part in widget.findChildren(QComboBox):
                if name and part.accessibleName() == name:
                    part.setFocus()
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes down the page: the steps are made after the button below them, which would come first."""
        before: QWidget = self.day
        for step in self._shown:
            for part in step.findChildren(QWidget):
                if isinstance(part, QComboBox | QPushButton):
                    self.setTabOrder(before, part)
                    before = part
        self.setTabOrder(before, self.rest)

    def _step(self, number: int, step: str) -> QWidget:
        assert self.stand is not None
        words = WORDS[step]
        title = QLabel(f"{number}. {words.title}")
        title.setProperty("role", "heading")
        answer = QComboBox()
        answer.setAccessibleName(words.title)
        for code, label in ANSWER_WORDS:
            answer.addItem(label, code)
        answer.setCurrentIndex(answer.findData(self.stand.opening.answers.get(step, "")))
        answer.setFixedWidth(130)
        answer.activated.connect(lambda index: self._answer(step, str(answer.itemData(index))))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(title, 0, 0)
        grid.addWidget(answer, 0, 2)
        grid.addWidget(said(words.text, "muted"), 1, 0, 1, 3)
        for row, line in enumerate(self.stand.lines[step], 2):
            grid.addWidget(said(line.text), row, 0)
            buttons = self._buttons(line)
            for column, button in enumerate(buttons, 3 - len(buttons)):
                grid.addWidget(button, row, column)
        return holder

    def _buttons(self, line: Entered) -> tuple[QPushButton, ...]:
        if line.period:
            sheet = QPushButton("Mở bảng")
            sheet.clicked.connect(lambda: self.open_figures.emit(line.period))
            sheet.setAccessibleName(f"Mở bảng, {line.text}")
            return (sheet,)
        look = QPushButton("Xem")
        look.clicked.connect(lambda: self.open_filtered.emit(line.place, Filters()))
        look.setAccessibleName(f"Xem, {line.text}")
        if not line.verb:
            return (look,)
        add = QPushButton("Thêm")
        add.setAccessibleName(line.verb)
        add.clicked.connect(lambda: self.begin_record.emit(line.place, dict(line.values or {})))
        return add, look

    # ---------------------------------------------------------------------------------------------------- answers
    def _choose_day(self) -> None:
        day = str(self.day.currentData())
        self._keep(lambda store: store.settings.put(DAY, day))

    def _answer(self, step: str, answer: str) -> None:
        if self.stand is not None:
            self._keep_answers(self.stand.opening.with_answer(step, answer))

    def _answer_rest(self) -> None:
        if self.stand is not None:
            self._keep_answers(self.stand.opening.with_rest(NONE))

    def _keep_answers(self, opening: Opening) -> None:
        self._keep(partial(_put_answers, opening=opening))

    def _keep(self, put: Callable[[Store], None]) -> None:
        self._session.write(put, FIGURE)
        self.refresh()


def _put_answers(store: Store, opening: Opening) -> None:
    store.settings.put(ANSWERS, written_answers(opening))


def _progress(opening: Opening) -> str:
    if opening.is_complete:
        return "Đã xong mọi mục. Vẫn có thể sửa bất cứ lúc nào."
    if opening.day is None:
        return "Chọn ngày bắt đầu để xem từng mục. Đơn vị đã ghi sổ từ đầu thì đánh dấu là không có."
    return f"Đã xong {opening.answered}/{len(opening.steps)} mục."
