"""A report wider than its place: what a number counts stays in sight, and a long label has room for its lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from models.documents import Align, Cell, Column, Table
from ui.look.theme import apply_theme
from ui.reports.table import DocumentTable, DocumentTableModel

LONG = "Tỷ lệ xã đạt chuẩn theo kế hoạch trên tổng số xã của địa bàn trong năm"


def wide() -> Table:
    columns = (
        Column("TT", 0.6, Align.CENTRE, label_column=True),
        Column("Chỉ tiêu", 6, label_column=True),
        Column("ĐVT", 1.4, Align.CENTRE, label_column=True),
        *(Column(f"Kỳ {number}", 2, Align.RIGHT) for number in range(8)),
    )
    heading = (Cell("", bold=True), Cell("1. Phát triển kinh tế", bold=True, span=10))
    body = tuple(
        (Cell(str(row)), Cell(LONG if row % 2 else "Nhà", key=f"A{row}"), Cell("xã"),
         *(Cell("1.234.567.890", 1, key=f"A{row}|{number}") for number in range(8)))
        for row in range(30)
    )  # fmt: skip
    return Table(columns, (heading, *body))


@pytest.fixture
def table(qtbot, qapp):
    apply_theme(qapp)
    made = DocumentTable()
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.show_table(wide())
    made.show()
    qtbot.waitExposed(made)
    yield made
    qapp.setStyleSheet("")


def test_labels_stay_in_sight_while_the_numbers_are_scrolled(table, qtbot):
    labels = table._labels
    assert labels.isHidden()
    assert table.select_key("A20|7")
    qtbot.waitUntil(labels.isVisible)
    assert table.columnViewportPosition(1) < 0  # the table's own labels have left
    number = table.visualRect(table.currentIndex())
    assert labels.geometry().right() <= number.left() + table.frameWidth() + 1
    assert number.right() <= table.viewport().width()
    beside = labels.visualRect(labels.model().index(table.currentIndex().row(), 1))
    assert (beside.top(), beside.height()) == (number.top(), number.height())


def test_a_number_that_is_gone_back_to_comes_out_from_under_the_labels(table, qtbot):
    table.setFocus()
    table.select_key("A3|7")
    for _ in range(7):
        qtbot.keyClick(table, Qt.Key.Key_Left)
        number = table.visualRect(table.currentIndex())
        assert number.left() >= (table._labels.width_taken() if table._labels.isVisible() else 0)
    assert table.current_key() == "A3|0"


def test_a_table_with_room_for_all_has_no_second_labels(table, qtbot):
    table.resize(1800, 420)
    table.refit()
    table.select_key("A3|7")
    qtbot.wait(20)
    assert table._labels.isHidden()


def test_a_row_is_as_high_as_its_label_with_air_around_it(table):
    model = table.model()
    long = next(row for row in range(model.rowCount()) if model.index(row, 1).data() == LONG)
    metrics = QFontMetrics(table.font())
    width = metrics.horizontalAdvance(LONG)
    lines = -(-width // table.columnWidth(1))
    assert lines > 1
    assert table.rowHeight(long) >= lines * metrics.lineSpacing() + 12
    assert table.rowHeight(0) < table.rowHeight(long)  # a heading goes across


def test_every_line_of_an_indented_label_is_indented(qtbot):
    """The room before the text holds for all its lines; spaces before it would push only the first."""
    rows = tuple((Cell("Trong đó: ủng hộ đồng bào vùng bão", indent=step),) for step in (0, 1, 2))
    model = DocumentTableModel(Table((Column("Quỹ", 4, label_column=True),), rows))
    assert {model.index(row, 0).data() for row in range(3)} == {"Trong đó: ủng hộ đồng bào vùng bão"}
    before = [model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) for row in range(3)]
    assert before[0] is None
    assert 0 < before[1].width() < before[2].width()
