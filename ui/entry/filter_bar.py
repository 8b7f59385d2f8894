"""The chips over a list, and the menu "+ Lọc" from which they and the list's order come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QMenu, QPushButton, QWidget

from models.fields import Field, Kind, RecordType
from models.records import State
from ui import messages
from ui.entry.editors.date import DateEditor
from ui.entry.filters import ORIGINS, Filters, answer_label, answers_of, proposed_periods
from ui.entry.flow_layout import FlowLayout
from ui.entry.keys import press_by
from ui.session import Session

OFFERED = 40  # records of a reference offered in the menu


class FilterBar(QWidget):
    """`changed` tells that the list is to be asked anew. Ctrl+L opens the menu; a chip goes by click or Delete."""

    changed = Signal()

    def __init__(self, session: Session, record_type: RecordType) -> None:
        super().__init__()
        self._session = session
        self._type = record_type
        self.filters = Filters()
        self._flow = FlowLayout(self)
        self._chips: list[QPushButton] = []
        self._add = QPushButton("+ Lọc")
        self._add.setProperty("role", "link")
        self._add.setToolTip("Lọc danh sách theo kỳ, trạng thái, nội dung; sắp xếp (Ctrl+L)")
        press_by(self._add, "Ctrl+L")
        self._menu = QMenu(self)
        self.sorting = QMenu("Sắp xếp", self)  # filled by the list, whose columns they are
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add.clicked.connect(lambda: self._menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft())))
        self._flow.addWidget(self._add)

    def set_filters(self, filters: Filters) -> None:
        """Show these chips and ask the list anew."""
        self.filters = filters
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self._add)
        self._chips = [self._made(chip.key, chip.text) for chip in filters.chips(self._type)]
        for widget in (*self._chips, self._add):
            self._flow.addWidget(widget)
            widget.show()
        self.updateGeometry()
        self.changed.emit()

    def _made(self, key: str, text: str) -> QPushButton:
        chip = QPushButton(f"{text}  ×", self)
        chip.setProperty("role", "chip")
        chip.setAccessibleName(f"Bỏ lọc {text}")
        chip.setToolTip(f"Bấm để bỏ lọc “{text}”")
        chip.clicked.connect(lambda: self.set_filters(self.filters.without(key)))
        return chip

    # ------------------------------------------------------------------------------------------------------------ menu
    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._type.dated_by or self._type.validity:
            self._fill_periods(self._menu.addMenu("Kỳ"))
        self._fill_states(self._menu.addMenu("Trạng thái"))
        self._fill_origins()
        for field in self._type.by_name.values():
            if field.kind is Kind.CHOICE or field.kind is Kind.BOOLEAN:
                self._fill_answers(self._menu.addMenu(field.label), field)
            elif field.kind is Kind.REFERENCE:
                self._offer_records(self._menu.addMenu(field.label), field)
        self._menu.addSeparator()
        self._menu.addMenu(self.sorting)

    def _fill_periods(self, menu: QMenu) -> None:
        today = dt.datetime.now().astimezone().date()
        for period in proposed_periods(today):
            on = self.filters.period == period
            self._check(menu, period.label, on, replace(self.filters, period=period, days=None))
        menu.addSeparator()
        menu.addAction("Từ ngày … đến ngày …").triggered.connect(self._ask_days)
        self._check(menu, "Mọi thời gian", self.filters.span() is None, self.filters.without("period"))

    def _fill_states(self, menu: QMenu) -> None:
        for state in State:
            on = self.filters.states == frozenset({state})
            self._check(menu, state.label, on, replace(self.filters, states=frozenset({state})))
        menu.addSeparator()
        everything = len(self.filters.states) == len(State)
        self._check(menu, "Mọi trạng thái", everything, self.filters.without("states"))

    def _fill_origins(self) -> None:
        """Only a unit that has lower units has anything to choose here."""
        if not self._session.read(lambda store: store.units.children()):
            return
        menu = self._menu.addMenu("Nguồn")
        for origin, label in ORIGINS.items():
            on = self.filters.origin is origin
            shown = label[0].upper() + label[1:]
            self._check(menu, shown, on, replace(self.filters, origin=origin))

    def _fill_answers(self, menu: QMenu, field: Field) -> None:
        for code in answers_of(field):
            on = code in self.filters.answers.get(field.name, frozenset())
            label = answer_label(field, code)
            self._check(menu, label, on, self.filters.with_answer(field.name, code, on=not on))

    def _offer_records(self, menu: QMenu, field: Field) -> None:
        """The records are asked for when the officer comes to this part of the menu."""

        def fill() -> None:
            menu.clear()
            found = self._session.read(lambda store: store.records.suggest(field.refers_to, "", OFFERED))
            for each in found:
                on = self.filters.records.get(field.name, ("", ""))[0] == each.id
                self._check(menu, each.title, on, self.filters.with_record(field.name, each.id, each.title))
            if not found:
                menu.addAction("Chưa có mục nào").setEnabled(False)

        menu.aboutToShow.connect(fill)

    def _check(self, menu: QMenu, text: str, on: bool, narrowed: Filters) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: self.set_filters(narrowed))
        return action

    def _ask_days(self) -> None:
        dialog = messages.Dialog(self, "Lọc theo ngày", "Lọc")
        first, last = DateEditor(Field("first", "Từ ngày", Kind.DATE)), DateEditor(Field("last", "Đến ngày", Kind.DATE))
        form = QFormLayout()
        for editor in (first, last):
            form.addRow(editor.field.label, editor)
        dialog.content.addLayout(form)
        if dialog.exec() != messages.Dialog.DialogCode.Accepted:
            return
        days = first.value() or "1900-01-01", last.value() or "2100-12-31"
        self.set_filters(replace(self.filters, period=None, days=(str(days[0]), str(days[1]))))
