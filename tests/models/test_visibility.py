"""What is shown: conditions, chains of conditions, paths through references, rows."""

import pytest

from models.fields import Choice, Field, Group, Kind, Lines, RecordType, Section
from models.predicates import All, Filled, Is, OneOf
from models.visibility import (
    is_required,
    required_fields,
    resolved,
    resolved_row,
    shown_values,
    visible_fields,
    visible_row_fields,
)

KINDS = (Choice("tien", "Tiền"), Choice("hang", "Hàng"))
ROWS = Lines(
    "goods",
    "Hiện vật",
    "dòng",
    (
        Field("name", "Tên hàng", Kind.TEXT, required=True),
        Field("donor", "Người cho", Kind.REFERENCE, refers_to="donor"),
        Field("address", "Địa chỉ", Kind.TEXT, shown_if=Is("donor.kind", "ho")),
        Field("expiry", "Hạn dùng", Kind.DATE, shown_if=Is("perishable", True)),
        Field("perishable", "Dễ hỏng", Kind.BOOLEAN, shown_if=Filled("name")),
        Field("why", "Lý do", Kind.TEXT, required=Is("kind", "hang")),
    ),
    shown_if=Is("kind", "hang"),
)
RECEIPT = RecordType(
    name="receipt",
    label="Phiếu",
    plural="Phiếu",
    group=Group.REGISTER,
    sections=(
        Section(
            "A",
            (
                Field("kind", "Hình thức", Kind.CHOICE, choices=KINDS, required=True),
                Field("bank", "Ngân hàng", Kind.TEXT, shown_if=Is("kind", "tien"), required=True),
                Field("branch", "Chi nhánh", Kind.TEXT, shown_if=Filled("bank")),
                Field("fund", "Quỹ", Kind.REFERENCE, refers_to="fund"),
                Field("campaign", "Đợt", Kind.TEXT, shown_if=OneOf("fund.kind", ("cuu_tro", "khac"))),
                Field("note", "Ghi chú", Kind.TEXT, required=All((Is("kind", "hang"), Is("fund.kind", "khac")))),
            ),
        ),
    ),
    lines=(ROWS,),
    title=("kind",),
    list_columns=("kind",),
)
FUNDS = {"1": {"kind": "cuu_tro"}, "2": {"kind": "vnn"}, "3": {"kind": "khac"}}
DONORS = {"a": {"kind": "ho"}}


def lookup(record_type, key):
    return {"fund": FUNDS, "donor": DONORS}[record_type].get(key)


@pytest.mark.parametrize(
    ("path", "value"),
    [("fund", "1"), ("fund.kind", "cuu_tro"), ("fund.name", None), ("kind.kind", None), ("nothing", None)],
)
def test_paths_lead_one_step_through_a_reference(path, value):
    assert resolved({"fund": "1", "kind": "tien"}, RECEIPT, lookup).get(path) == value


def test_a_reference_to_nothing_answers_nothing():
    seen = resolved({"fund": "99"}, RECEIPT, lookup)
    assert seen.get("fund.kind") is None
    assert dict(seen) == {"fund": "99"}
    assert len(seen) == 1


def test_conditions_show_and_hide():
    assert visible_fields(RECEIPT, {}) == {"kind", "fund", "note"}
    assert visible_fields(RECEIPT, {"kind": "hang"}) == {"kind", "fund", "note", "goods"}
    assert visible_fields(RECEIPT, {"fund": "1"}, lookup) == {"kind", "fund", "note", "campaign"}
    assert visible_fields(RECEIPT, {"fund": "2"}, lookup) == {"kind", "fund", "note"}


def test_a_hidden_field_shows_nothing_else():
    values = {"kind": "tien", "bank": "Ngân hàng A"}
    assert {"bank", "branch"} <= visible_fields(RECEIPT, values)
    assert not {"bank", "branch"} & visible_fields(RECEIPT, {**values, "kind": "hang"})


def test_rows_see_the_record_around_them():
    seen = resolved({"kind": "hang", "name": "không phải tên hàng"}, RECEIPT, lookup)
    assert visible_row_fields(seen, ROWS, {}) == {"name", "donor", "why"}
    assert visible_row_fields(seen, ROWS, {"name": "Gạo", "perishable": True}) == {
        "name", "donor", "why", "perishable", "expiry",
    }  # fmt: skip
    assert "expiry" not in visible_row_fields(seen, ROWS, {"perishable": True})
    assert "address" in visible_row_fields(seen, ROWS, {"donor": "a"})
    row = resolved_row(seen, ROWS, {"donor": "a"})
    assert (row.get("donor.kind"), row.get("name"), row.get("kind")) == ("ho", None, "hang")
    assert is_required(ROWS.fields[-1], row)


def test_what_a_final_record_consists_of():
    row = {"id": "r", "name": "", "perishable": True, "expiry": "2024-01-01"}
    values = {"kind": "hang", "bank": "A", "branch": "B", "fund": "2", "goods": [row]}
    assert shown_values(RECEIPT, values, lookup) == {
        "kind": "hang",
        "fund": "2",
        "goods": [{"id": "r", "name": ""}],
    }
    assert shown_values(RECEIPT, {**values, "kind": "tien"}, lookup) == {
        "kind": "tien",
        "bank": "A",
        "branch": "B",
        "fund": "2",
    }


def test_what_must_be_filled():
    assert required_fields(RECEIPT, {}) == {"kind"}
    assert required_fields(RECEIPT, {"kind": "tien"}) == {"kind", "bank"}
    assert required_fields(RECEIPT, {"kind": "hang", "fund": "3"}, lookup) == {"kind", "note"}
