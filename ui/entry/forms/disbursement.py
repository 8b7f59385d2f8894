"""The form of a disbursement: the voucher on one page, the list of those who receive on another that is all theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QTabBar, QVBoxLayout, QWidget

from models.fields import Lines
from models.numerals import format_number
from models.ports import Store
from models.predicates import All
from models.records import Record
from models.visibility import rows_of
from ui.entry.editors import Surroundings
from ui.entry.form_body import FormBody
from ui.entry.form_parts import Grid
from ui.entry.line_row import Titles
from ui.entry.long_table import LongTable
from ui.entry.section_block import Arrangement

LIST = "beneficiaries"
PLAIN = ("full_name", "birth_year", "residential_area", "category", "gift_count", "given_amount")
FROM_HOUSEHOLD = MappingProxyType(
    {
        "full_name": "head_name",
        "birth_year": "birth_year",
        "residential_area": "residential_area",
        "category": "category",
    }
)


class Form(FormBody):
    """Ctrl+PgDown goes to the list, Ctrl+PgUp back."""

    arrangements: ClassVar[Mapping[str, Arrangement]] = MappingProxyType(
        {
            "Chi hỗ trợ": (
                ("paid_date", "fund", "campaign"),
                ("direction", "receiving_unit", "content"),
                ("decision_no", "decision_date", "decision_body"),
            ),
            "Nguồn": (
                ("funding_source", "funding_level"),
                ("source_level", "source_unit"),
                ("restricted_gift", "as_promised"),
            ),
            "Khoản chi": (("form", "money", "goods_value", "amount"), ("bank_ref", "running_cost", "consent_ref")),
            "Đối tượng": (("occasion", "target_group"), ("gifts", "gift_value", "place")),
            "Ký, ghi chú": (("preparer", "accountant"), ("treasurer", "approver"), ("note",)),
        }
    )

    def make_grid(
        self, lines: Lines, surroundings: Surroundings, new_id: Callable[[], str], summed: frozenset[str]
    ) -> Grid:
        if lines.name != LIST:
            return super().make_grid(lines, surroundings, new_id, summed)
        self.people = LongTable(lines, surroundings, new_id, PLAIN, {"full_name": "household"})
        self.people.completed.connect(lambda key: self._complete(key, chosen=True))
        self.people.answered.connect(self._answered)
        return self.people

    def arrange(self, layout: QVBoxLayout) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Các phần của phiếu")
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.addTab("Khoản chi")
        self.tabs.addTab("Danh sách nhận")
        for number, key in enumerate(("Ctrl+PgUp", "Ctrl+PgDown")):
            self.tabs.setTabToolTip(number, f"{self.tabs.tabText(number)} ({key})")
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda which=number: self._go(which))
        self._voucher, self._on = QWidget(), QPushButton("Sang danh sách nhận hỗ trợ")
        self._on.setToolTip("Ctrl+PgDown")
        self._on.clicked.connect(lambda: self._go(1))
        page = QVBoxLayout(self._voucher)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(6)
        for block in self.blocks():
            if block is not self.people:
                page.addWidget(block)
        self._blocks.sort(key=lambda block: block is self.people)
        page.addWidget(self._on, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.told)
        page.addStretch()
        layout.addWidget(self.tabs)
        layout.addWidget(self._voucher)
        self._list_page = QWidget()
        inner = QVBoxLayout(self._list_page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.people)
        layout.addWidget(self._list_page, 1)
        self._shown_record = ""
        self._list_page.hide()
        self.tabs.currentChanged.connect(self._show_page)

    # ------------------------------------------------------------------------------------------------------------ pages
    def fill(self, record: Record, titles: Titles) -> None:
        super().fill(record, titles)
        if record.id != self._shown_record:
            self._shown_record = record.id
            self.tabs.setCurrentIndex(0)

    def bring_forward(self, name: str) -> None:
        self.tabs.setCurrentIndex(int(name == LIST))

    def wanted_width(self) -> int:
        """The list takes room from the other payments only while it is looked at."""
        on_voucher = {name for name in self.grids if name != LIST}
        return super().wanted_width() if self.tabs.currentIndex() else self.grids_width(on_voucher)

    def _show_page(self, number: int) -> None:
        self._voucher.setVisible(number == 0)
        self._list_page.setVisible(number == 1)
        self.width_changed.emit(self.wanted_width())

    def _go(self, number: int) -> None:
        if not self.tabs.isTabVisible(number):
            return
        self.tabs.setCurrentIndex(number)
        if number:
            self.people.go_to(len(self.people.values()))
        else:
            self.focus_first()

    # ----------------------------------------------------------------------------------------------------- what it adds
    def follow(self, values: Mapping[str, object]) -> None:
        listed = (self.people.lines.shown_if or All()).holds(values)
        self.tabs.setTabVisible(1, listed)
        self._on.setVisible(listed)
        rows = self.people.lines.adding(rows_of(values, LIST))
        self.tabs.setTabText(1, f"Danh sách nhận ({len(rows)})" if rows else "Danh sách nhận")
        self.people.head.set_sum(*_so_far(rows, values.get("amount")))

    def _answered(self, name: str) -> None:
        household = self.people.current().values.get("household")
        if name == "household" and isinstance(household, str):
            self._complete(household, chosen=False)

    def _complete(self, household: str, *, chosen: bool) -> None:
        """Fill in what the register of households knows; what was typed elsewhere in the row stays."""

        def known(store: Store) -> dict[str, tuple[object, str]]:
            values = store.records.lookup()("household", household) or {}
            area = str(values.get("residential_area") or "")
            cells: dict[str, tuple[object, str]] = {
                field: (values.get(name), "") for field, name in FROM_HOUSEHOLD.items()
            }
            cells["residential_area"] = (area or None, store.records.title("residential_area", area) if area else "")
            cells["household"] = (household, store.records.title("household", household))
            return cells

        keep = set(FROM_HOUSEHOLD) - ({"full_name"} if chosen else set())
        self.people.answer(self.surroundings.session.read(known), only_empty=keep)
        if chosen:
            QTimer.singleShot(0, self.people, self.people.go_to_empty)


def _so_far(rows: list[Mapping[str, object]], amount: object) -> tuple[str, str]:
    """ "Đã ghi 38 suất, 19.000.000 đồng; còn thiếu 1.000.000 đồng", and in which role it is said."""
    gifts = sum(n for row in rows if isinstance(n := row.get("gift_count"), int))
    given = [n for row in rows if isinstance(n := row.get("given_amount"), int)]
    if not rows:
        return "", "muted"
    told = f"Đã ghi {format_number(gifts, 0)} suất"
    if not given:
        return told, "muted"
    told += f", {format_number(sum(given), 0)} đồng"
    if not isinstance(amount, int):
        return told, "muted"
    left = amount - sum(given)
    if left > 0:
        return f"{told}; còn thiếu {format_number(left, 0)} đồng", "muted"
    return (
        (f"{told}; vượt {format_number(-left, 0)} đồng", "warning") if left else (f"{told}; khớp tổng giá trị", "done")
    )
