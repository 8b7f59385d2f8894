"""A narrow list: what shows nothing gives way to the name, and words are shortened before half of the list is empty."""

from __future__ import annotations

import pytest

from models.fields import Kind
from models.record_types import RECORD_TYPES, record_type
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


def filled_list(
    session, shown, monkeypatch, name: str, width: int, rows: list[dict[str, object]], state: State = State.FINAL
) -> ListCard:
    card = ListCard(session, record_type(name))
    shown(card)
    card.resize(width, 500)
    made = [Row(str(number), state, values) for number, values in enumerate(rows)]
    monkeypatch.setattr(card.model, "summary", Summary(len(made), len(made)))
    monkeypatch.setattr(card.model, "row_at", lambda number: made[number] if 0 <= number < len(made) else None)
    monkeypatch.setattr(card.model, "rowCount", lambda parent=None: len(made))
    card.model.arrived.emit()
    return card


PAYMENTS = [
    {"number_text": "PC-2024-0004", "paid_date": day, "fund": fund, "amount": amount, "content": "nguoi_bi_nan",
     "gifts": 120}
    for day, fund, amount in (
        ("2024-03-02", "Quỹ cứu trợ tỉnh", 6_000_000),
        ("2024-01-29", "Quỹ “Vì người nghèo” tỉnh", 50_000_000),
        ("2024-01-23", "An sinh xã hội tỉnh", 440_000_000),
    )
]  # fmt: skip


def test_payments_of_several_funds_and_days_are_told_apart_beside_their_voucher(session, shown, monkeypatch):
    """The same number counts in every fund; what was paid for gives way first."""
    seen = widths(filled_list(session, shown, monkeypatch, "disbursement", 472, PAYMENTS))
    assert list(seen) == ["number_text", "paid_date", "fund", "amount"]
    assert list(widths(filled_list(session, shown, monkeypatch, "disbursement", 1080, PAYMENTS))) == [
        "number_text", "paid_date", "fund", "amount", "content", "gifts",
    ]  # fmt: skip


def test_a_name_gives_way_a_little_to_the_amount_and_not_to_the_kind(session, shown, monkeypatch):
    rows = [
        {"number_text": "PT-2024-0014", "received_date": "2024-06-01", "donor": "Doanh nghiệp tư nhân Thử Nghiệm 76",
         "amount_vnd": 1_100_000_000, "fund": "Quỹ “Vì người nghèo” tỉnh", "kind": "chuyen_khoan"}
    ]  # fmt: skip
    seen = widths(filled_list(session, shown, monkeypatch, "donation_receipt", 582, rows))
    assert {"number_text", "received_date", "donor", "amount_vnd"} == set(seen)


def test_a_long_theme_leaves_the_day_by_which_a_talk_is_known(session, shown, monkeypatch):
    theme = "Luật Hòa giải ở cơ sở và kỹ năng hòa giải mâu thuẫn trong gia đình, dòng họ, khu dân cư"
    rows = [{"number_text": "TT-2026-0017", "session_date": "2026-10-22", "theme": theme, "sessions": 4}]
    seen = widths(filled_list(session, shown, monkeypatch, "outreach_session", 568, rows))
    assert list(seen)[:3] == ["number_text", "session_date", "theme"]


@pytest.mark.parametrize("width", range(270, 640, 23))
def test_a_payment_that_is_crossed_out_hides_no_column(session, shown, monkeypatch, width):
    """Words give the room for its mark: the page is not divided anew for that."""
    final = filled_list(session, shown, monkeypatch, "disbursement", width, PAYMENTS)
    before = list(widths(final))
    void = filled_list(session, shown, monkeypatch, "disbursement", width, PAYMENTS, State.VOID)
    assert list(widths(void)) == before
    assert sum(widths(void).values()) == void.table.viewport().width()


@pytest.mark.parametrize("name", ["disbursement", "oversight_session"])
def test_where_no_words_can_be_shortened_the_number_gives_room_for_the_mark(session, shown, monkeypatch, name):
    row: dict[str, object] = {
        "number_text": "PC-2024-0004",
        "paid_date": "2024-06-03",
        "session_date": "2024-06-03",
        "fund": NAME,
    }
    card = filled_list(session, shown, monkeypatch, name, 228, [row], State.VOID)
    for width in range(228, 408, 3):
        card.resize(width, 500)
        card.table.fit()
        assert sum(widths(card).values()) == card.table.viewport().width(), f"at {width} px"


@pytest.mark.parametrize("name", [declared.name for declared in RECORD_TYPES])
@pytest.mark.parametrize("width", [321, 582])
@pytest.mark.parametrize("state", [State.FINAL, State.VOID])
def test_no_list_scrolls_sideways(session, shown, monkeypatch, name, width, state):
    """One row of long words and large numbers in every column."""
    declared = record_type(name)
    long = {Kind.TEXT: NAME, Kind.LONG_TEXT: NAME * 3, Kind.REFERENCE: NAME, Kind.UNIT: NAME, Kind.DATE: "2024-06-03",
            Kind.MONEY: 9_000_000_000, Kind.QUANTITY: 43_000_000, Kind.INTEGER: 12_000, Kind.YEAR: 1990}  # fmt: skip
    row = {field.name: long.get(field.kind) for field in declared.by_name.values()}
    row |= {field.name: field.choices[-1].code for field in declared.by_name.values() if field.choices}
    row |= {tally.name: 9_000_000_000 for tally in declared.tallies} | {"number_text": "PC-2024-0004"}
    if name == "mediation_case":
        row["number_text"] = "147"  # counted within its team
    card = filled_list(session, shown, monkeypatch, name, width, [row], state)
    seen = widths(card)
    assert seen and sum(seen.values()) == card.table.viewport().width()


@pytest.mark.parametrize("declared", [declared for declared in RECORD_TYPES if declared.totals], ids=lambda it: it.name)
def test_no_sum_is_cut_in_a_narrow_list(session, shown, monkeypatch, declared):
    card = shown(ListCard(session, declared))
    card.resize(321, 500)
    sums = {name: 2_345_678_000 if declared.by_name[name].kind is Kind.MONEY else 1_234 for name in declared.totals}
    monkeypatch.setattr(card.model, "summary", Summary(240, 239, sums))
    card.model.arrived.emit()
    assert card._foot.whole_text().count(" · ") == len(sums) + 1
    assert card._foot.is_whole()
