"""A narrow list: what shows nothing gives way to the name, and words are shortened before half of the list is empty."""

from __future__ import annotations

import pytest

from models.record_types import record_type
from models.records import Row, State, Summary
from ui.entry.list_card import ListCard
from ui.entry.totals import totals_text

NAME = "Công ty trách nhiệm hữu hạn Ánh Dương"


def shown_list(session, shown, qtbot, name: str, width: int) -> ListCard:
    card = ListCard(session, record_type(name))
    shown(card)
    card.resize(width, 500)
    card.ask()
    qtbot.waitUntil(lambda: card.model.rowCount() > 0)
    card.table.fit()
    return card


def widths(card: ListCard) -> dict[str, int]:
    """Column -> width of those that are seen."""
    table, columns = card.table, card.model.columns
    seen = (place for place in range(len(columns)) if not table.isColumnHidden(place))
    return {columns[place].name: table.columnWidth(place) for place in seen}


def test_columns_without_a_value_give_way_to_the_name(session, shown, qtbot, put):
    for number in range(3):
        put("donor", kind="doanh_nghiep", organisation_name=f"{NAME} {number}", publish_name="co")
    card = shown_list(session, shown, qtbot, "donor", 540)
    seen = widths(card)
    assert "phone" not in seen
    assert "address" not in seen
    assert seen["organisation_name"] >= card.table.fontMetrics().horizontalAdvance(f"{NAME} 2")


def test_empty_columns_stay_where_there_is_room(session, shown, qtbot, put):
    put("donor", kind="doanh_nghiep", organisation_name=NAME, publish_name="co")
    assert "phone" in widths(shown_list(session, shown, qtbot, "donor", 1100))


def test_a_unit_is_said_once(session, shown, qtbot, put):
    put("residential_area", name="Thôn Nà Pàn", kind="thon", households=126, people=540, valid_from="2015-01-01")
    card = shown_list(session, shown, qtbot, "residential_area", 900)
    titles = [column.title for column in card.model.columns]
    assert "Số hộ" in titles
    assert totals_text(card.model.record_type, card.model.summary, labels=True) == "126 hộ · số nhân khẩu 540 người"


def test_what_identifies_nothing_gives_way_to_a_whole_name(session, shown, qtbot, put):
    put("fund", fund_kind="vnn", name=f"Quỹ “Vì người nghèo” {NAME}", opened="2020-01-01")
    card = shown_list(session, shown, qtbot, "fund", 480)
    seen = widths(card)
    assert "opened" not in seen
    assert seen["name"] >= card.table.fontMetrics().horizontalAdvance(f"Quỹ “Vì người nghèo” {NAME}")


@pytest.mark.parametrize(
    ("name", "received", "shown_column"), [(None, True, False), (None, False, True), ("Vi", True, True)]
)
def test_a_name_that_lower_units_keep_back_takes_no_room(session, shown, monkeypatch, name, received, shown_column):
    card = shown(ListCard(session, record_type("land_contribution")))
    card.resize(330, 500)
    values = {"number_text": "HĐ-2024-0006", "minutes_date": "2024-05-21", "donor_name": name}
    row = Row("1", State.FINAL, values, received=received)
    monkeypatch.setattr(card.model, "summary", Summary(1, 1))
    monkeypatch.setattr(card.model, "row_at", lambda number: row if number == 0 else None)
    card.model.arrived.emit()
    assert ("donor_name" in widths(card)) is shown_column
    assert ("minutes_date" in widths(card)) is not shown_column
