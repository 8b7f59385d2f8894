"""The page of the books by keyboard: sums as made by hand, days, what stands behind a number, the printed sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from models.documents import Paragraph, Table
from models.ports import Store
from models.record_types import record_type
from models.records import Query, Record, State
from tests.storage.ready_files import open_new_store
from tests.ui.working_store import CHEAP, IDENTITY
from ui.books.page import KINDS, BooksPage
from ui.session import Session

PEOPLE = {"payer": "Lò Thị Mẫu", "receiver": "Vi Văn Thử", "accountant": "Hà Thị Kế", "treasurer": "Lý Văn Quỹ"}


def final(store: Store, name: str, /, **values: object) -> Record:
    from dataclasses import replace

    from tests.ui.working_store import reasoned

    blank = store.records.new(name)
    return store.records.make_final(reasoned(store, replace(blank, values={**blank.values, **values})))


def filled(folder: Path) -> Store:
    """One fund with 1 million at the year's start; 500.000 and 250.000 came in, 80.000 went out; goods; a promise."""
    store = open_new_store(folder, CHEAP)
    store.settings.set_identity(IDENTITY)
    donor = final(store, "donor", kind="doanh_nghiep", organisation_name="Công ty Mẫu", publish_name="co").id
    fund = final(
        store,
        "fund",
        name="Quỹ Vì người nghèo xã",
        fund_kind="vnn",
        opened="2025-01-01",
        opening_date="2026-01-01",
        opening_balance=1_000_000,
    ).id
    taken = {"fund": fund, "donor": donor, "source_level": "truc_tiep", "publish_name": True, **PEOPLE}
    final(store, "donation_receipt", received_date="2026-02-10", kind="tien_mat", amount_vnd=500_000, **taken)
    final(
        store,
        "donation_receipt",
        received_date="2026-04-10",
        kind="tien_mat",
        amount_vnd=250_000,
        restricted=True,
        restriction="Tặng học sinh",
        **taken,
    )
    rice = [{"id": "", "name": "Gạo", "unit": "kg", "quantity": 12_500}]
    final(store, "donation_receipt", received_date="2026-03-10", kind="hien_vat", goods=rice, **taken)
    final(
        store,
        "disbursement",
        paid_date="2026-03-01",
        fund=fund,
        direction="doi_tuong",
        content="sinh_ke",
        funding_source="vnn",
        funding_level="xa",
        source_level="truc_tiep",
        form="tien_mat",
        money=80_000,
        gifts=1,
        decision_no="1/QĐ",
        decision_date="2026-02-28",
        decision_body="Ban Vận động",
        approver="Lý Mẫu",
        **PEOPLE,
    )
    final(
        store,
        "pledge",
        registered_date="2026-01-05",
        donor=donor,
        fund=fund,
        kind="tien",
        amount=900_000,
        due_date="2026-03-01",
        status="da_dang_ky",
    )
    return store


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[BooksPage]:
    session = Session(lambda: filled(tmp_path / "so"))
    made = BooksPage(session)
    qtbot.addWidget(made)
    made.resize(1134, 768)
    made.first.setDate(QDate(2026, 1, 1))
    made.last.setDate(QDate(2026, 6, 30))
    made.show()
    qtbot.waitUntil(lambda: made.table.model() is not None, timeout=10_000)
    yield made
    session.close()


def texts(page: BooksPage, row: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def show(qtbot: QtBot, page: BooksPage, tab: str) -> None:
    """Go to a book by the arrow keys of its tabs."""
    names = [kind.tab for kind in KINDS]
    page.tabs.setFocus()
    for _ in range(names.index(tab) - page.tabs.currentIndex()):
        qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
    title = {"Kho hiện vật": "HIỆN VẬT", "Ủng hộ có điều kiện": "CÓ ĐIỀU KIỆN", "Đăng ký ủng hộ": "ĐĂNG KÝ"}[tab]
    qtbot.waitUntil(lambda: page._book is not None and title in page._book.title)


def test_the_fund_as_added_up_by_hand(page: BooksPage) -> None:
    name = "Quỹ Vì người nghèo xã"
    assert texts(page, 0) == ["1", name, "1.000.000", "750.000", "0", "80.000", "0", "0", "1.670.000"]
    assert texts(page, 1)[1:3] == ["Cộng các quỹ", "1.000.000"]


def test_other_days_other_opening(page: BooksPage, qtbot: QtBot) -> None:
    page.first.setDate(QDate(2026, 4, 1))
    qtbot.waitUntil(lambda: texts(page, 0)[2] == "1.420.000")
    assert texts(page, 0)[3] == "250.000"
    assert texts(page, 0)[8] == "1.670.000"


def test_a_fund_that_paid_what_it_did_not_have_is_named_and_not_on_paper(page: BooksPage, qtbot: QtBot) -> None:
    assert page._status.isHidden()
    page.first.setDate(QDate(2025, 1, 1))
    page.last.setDate(QDate(2025, 12, 31))  # before the opening balance nothing is known, and nothing is below nought
    qtbot.waitUntil(lambda: texts(page, 0)[8] == "0")
    assert page._status.isHidden()

    def spend(store: Store) -> None:
        fund = store.records.suggest("fund", "")[0].id
        final(
            store,
            "disbursement",
            paid_date="2026-05-02",
            fund=fund,
            direction="doi_tuong",
            content="sinh_ke",
            funding_source="vnn",
            funding_level="xa",
            source_level="truc_tiep",
            form="tien_mat",
            money=5_000_000,
            running_cost=True,
            gifts=1,
            decision_no="2/QĐ",
            decision_date="2026-05-01",
            decision_body="Ban Vận động",
            approver="Lý Mẫu",
            **PEOPLE,
        )

    page.first.setDate(QDate(2026, 1, 1))
    page.last.setDate(QDate(2026, 6, 30))
    page._session.write(spend, "disbursement")
    qtbot.waitUntil(lambda: "Đang âm: Quỹ Vì người nghèo xã." in page._status.text())
    assert texts(page, 0)[8] == "-3.330.000"
    assert page._subtitle.text().startswith("Trong số đã chi có 5.000.000 đồng cho hoạt động của quỹ. Tồn các quỹ")
    document = page.document()
    assert document is not None
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Bằng chữ: Âm ba triệu ba trăm ba mươi nghìn đồng." in said
    assert not any("Đang âm" in text for text in said)


def test_enter_on_a_number_asks_for_the_records_behind_it(page: BooksPage, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.table.model().index(0, 3))
    page.table.setFocus()
    with qtbot.waitSignal(page.open_filtered) as wish:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wish.args is not None
    place, filters = wish.args
    assert place == "donation_receipt"
    assert filters.days == ("2026-01-01", "2026-06-30")
    assert filters.states == {State.FINAL}
    assert filters.answers["source_level"] == {"truc_tiep"}
    assert filters.records["fund"][1] == "Quỹ Vì người nghèo xã"


def test_store_gifts_and_pledges(page: BooksPage, qtbot: QtBot) -> None:
    show(qtbot, page, "Kho hiện vật")
    assert texts(page, 1) == ["1", "Gạo", "kg", "0", "12,5", "0", "12,5"]
    show(qtbot, page, "Ủng hộ có điều kiện")
    assert texts(page, 0)[1].endswith("· 10/04/2026 · Tặng học sinh")
    assert texts(page, 0)[2:] == ["250.000", "0", "250.000"]
    show(qtbot, page, "Đăng ký ủng hộ")
    assert texts(page, 0)[2:] == ["01/03/2026", "900.000", "0", "900.000", "900.000"]


def test_behind_goods_stand_the_papers_of_these_goods_alone(page: BooksPage, qtbot: QtBot) -> None:
    def more(store: Store) -> list[str]:
        donor, fund = (store.records.suggest(name, "")[0].id for name in ("donor", "fund"))
        taken = {"fund": fund, "donor": donor, "source_level": "truc_tiep", "publish_name": True, **PEOPLE}
        goods = [("Mì tôm", "thùng", "2026-03-11"), ("gao", "kg", "2026-03-12")]
        return [
            final(
                store,
                "donation_receipt",
                received_date=day,
                kind="hien_vat",
                goods=[{"id": "", "name": name, "unit": unit, "quantity": 2_000}],
                **taken,
            ).id
            for name, unit, day in goods
        ]

    noodles, _rice = page._session.write(more, "donation_receipt")
    show(qtbot, page, "Kho hiện vật")
    qtbot.waitUntil(lambda: texts(page, 1)[4] == "14,5")
    page.table.setCurrentIndex(page.table.model().index(1, 4))
    page.table.setFocus()
    with qtbot.waitSignal(page.open_filtered) as wish:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wish.args is not None
    query = wish.args[1].narrow(Query("donation_receipt"), record_type("donation_receipt"))
    found = page._session.read(lambda store: store.records.page(query, 0, 9))
    assert len(found) == 2
    assert noodles not in {row.id for row in found}


def test_a_new_receipt_is_added_at_once(page: BooksPage, qtbot: QtBot) -> None:
    session = page._session

    def one_more(store: Store) -> None:
        donor, fund = (store.records.suggest(name, "")[0].id for name in ("donor", "fund"))
        taken = {"fund": fund, "donor": donor, "source_level": "truc_tiep", "publish_name": True, **PEOPLE}
        final(store, "donation_receipt", received_date="2026-05-10", kind="tien_mat", amount_vnd=1_000, **taken)

    session.write(one_more, "donation_receipt")
    qtbot.waitUntil(lambda: texts(page, 0)[3] == "751.000")


def test_the_printed_book_is_the_one_on_screen(page: BooksPage) -> None:
    document = page.document()
    assert document is not None
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == texts(page, 0)
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Bằng chữ: Một triệu sáu trăm bảy mươi nghìn đồng." in said
    assert "Từ ngày 01/01/2026 đến ngày 30/06/2026" in said


def test_what_is_printed_tells_the_days_of_its_numbers(page: BooksPage, qtbot: QtBot) -> None:
    """Printed the moment after another day was typed, when the new sums are not there yet."""
    page.last.setDate(QDate(2026, 3, 31))
    document = page.document()
    assert document is not None
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    days, received = said[0], table.rows[0][3].text
    assert (days, received) in {
        ("Từ ngày 01/01/2026 đến ngày 30/06/2026", "750.000"),
        ("Từ ngày 01/01/2026 đến ngày 31/03/2026", "500.000"),
    }


def test_what_came_of_a_promise_by_that_day_stands_behind_it(page: BooksPage, qtbot: QtBot) -> None:
    show(qtbot, page, "Đăng ký ủng hộ")
    page.table.setCurrentIndex(page.table.model().index(0, 4))
    page.table.setFocus()
    with qtbot.waitSignal(page.open_filtered) as wish:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wish.args is not None
    assert (wish.args[0], wish.args[1].days) == ("donation_receipt", ("2026-01-05", "2026-06-30"))


def test_an_empty_book_says_what_to_do(page: BooksPage, qtbot: QtBot) -> None:
    page.first.setDate(QDate(2020, 1, 1))
    page.last.setDate(QDate(2020, 12, 31))
    qtbot.waitUntil(lambda: "Lập quỹ ở danh mục Quỹ" in page._status.text())
    assert page.table.isHidden()


def test_an_empty_book_leaves_the_keys_on_the_page(page: BooksPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.first.setDate(QDate(2020, 1, 1))
    page.last.setDate(QDate(2020, 12, 31))
    qtbot.waitUntil(page.table.isHidden)
    assert page.tabs.hasFocus()
