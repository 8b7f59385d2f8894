"""What a family has received stands in its form, line by line, and quietly under the row in which it is named."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from models.record_types import record_type
from ui.entry.editors import Surroundings
from ui.entry.record_form import RecordForm
from ui.entry.register_page import RegisterPage


def person(key, household, amount):
    return {"id": key, "full_name": "Lý Thị Mẫu", "category": "ho_ngheo", "gift_count": 1, "given_amount": amount,
            "household": household}  # fmt: skip


@pytest.fixture
def family(put):
    area = put("residential_area", code="NM", name="Thôn Nà Mẫu", kind="thon", valid_from="2020-01-01").id
    return put("household", head_name="Lý Thị Mẫu", residential_area=area, category="ho_ngheo").id


@pytest.fixture
def gift(put, ids, family):
    """A gift of 500.000 đồng to the family, on 20 January 2026."""
    fixed = {"fund": ids["fund"], "paid_date": "2026-01-20", "decision_date": "2026-01-15", "decision_no": "12/QĐ",
             "decision_body": "UBND xã", "direction": "doi_tuong", "content": "tet", "occasion": "tet",
             "funding_source": "vnn", "funding_level": "xa", "source_level": "truc_tiep", "form": "tien_mat",
             "money": 500_000, "accountant": "Vũ Thị Toán", "approver": "Lê Văn Duyệt"}  # fmt: skip
    return put("disbursement", **fixed, beneficiaries=[person("r1", family, 500_000)])


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_form_of_a_family_lists_what_it_received_and_opens_it(session, shown, family, gift, qtbot):
    page = RegisterPage(session, record_type("household"))
    shown(page)
    page.open_record(family)
    told = page.form.body.told
    assert told.isVisible()
    assert {"20/01/2026", "500.000 đồng"} <= set(texts(told))
    (link,) = told.findChildren(QPushButton)
    assert link.text() == f"Phiếu chi hỗ trợ {gift.number_text}"
    with qtbot.waitSignal(page.open_requested) as asked:
        link.click()
    assert asked.args == ["disbursement", gift.id]


def test_what_came_while_another_page_was_on_screen_is_told_when_one_comes_back(
    session, shown, family, put, request, qtbot
):
    page = RegisterPage(session, record_type("household"))
    shown(page)
    page.open_record(family)
    told = page.form.body.told
    assert not told.isVisible()
    page.hide()
    request.getfixturevalue("gift")
    page.show()
    qtbot.waitUntil(lambda: told.isVisible() and "500.000 đồng" in texts(told))


def test_a_family_without_gifts_has_no_list(session, shown, family):
    form = RecordForm(record_type("household"), Surroundings(session))
    shown(form)
    form.open(family)
    assert not form.body.told.isVisible()


def test_the_row_that_names_a_family_says_what_it_received_this_year(session, shown, put, gift, family, qtbot):
    """The record itself is left out: of what it gives nobody needs to be told."""
    draft = put(
        "disbursement",
        final=False,
        paid_date="2026-03-01",
        direction="doi_tuong",
        beneficiaries=[person("n", family, 1)],
    )
    form = RecordForm(record_type("disbursement"), Surroundings(session))
    shown(form)
    form.open(draft.id)
    grid = form.body.grids["beneficiaries"]
    form.body.bring_forward("beneficiaries")
    grid.focus_cell(0, "full_name")
    form.body.show_notes(session.read(lambda store: store.records.notes(form.record)))
    assert any(text.endswith("đã nhận: 1 lần, 500.000 đồng") for text in texts(grid))
