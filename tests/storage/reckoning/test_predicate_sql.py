"""Predicates as SQL agree with the predicates themselves, on whatever records there are."""

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given, settings
from hypothesis import strategies as st

from models.fields import Area, Choice, Field, Group, Kind, Lines, RecordType, Section, Span, Tally
from models.predicates import All, Empty, Filled, Is, IsNot, OneOf, Within
from storage.reckoning.predicate_sql import Source

FUND = RecordType(
    "fund", "Quỹ", "Quỹ", Group.CATALOGUE,
    (Section("Chung", (
        Field("name", "Tên", Kind.TEXT),
        Field("fund_kind", "Loại", Kind.CHOICE, choices=(Choice("vnn", "VNN"), Choice("other", "Khác"))),
        Field("order", "Thứ tự", Kind.INTEGER),
    )),),
    ("name",), ("name",),
)  # fmt: skip
PLEDGE = RecordType(
    "pledge", "Đăng ký", "Đăng ký", Group.REGISTER,
    (Section("Chung", (
        Field("date", "Ngày", Kind.DATE),
        Field("fund", "Quỹ", Kind.REFERENCE, refers_to="fund"),
        Field("amount", "Số tiền", Kind.MONEY),
        Field("open", "Còn", Kind.BOOLEAN),
        Field("land", "Đất", Kind.AREA),
        Field("note", "Ghi chú", Kind.TEXT),
    )),),
    ("note",), ("date",), dated_by="date",
    lines=(Lines("goods", "Hàng", "hàng", (
        Field("item", "Tên hàng", Kind.TEXT), Field("value", "Giá trị", Kind.MONEY),
        Field("kept_in", "Kho", Kind.REFERENCE, refers_to="fund"),
    )),),
    tallies=(
        Tally("received", "Đã nhận", Kind.MONEY, "receipt", "pledge", "amount"),
        Tally("left", "Còn lại", Kind.MONEY, "receipt", "pledge", "amount", out_of="amount"),
        Tally("large", "Khoản lớn", Kind.INTEGER, "receipt", "pledge", where=Within("amount", 100, None)),
        Tally("helpers", "Người giúp", Kind.INTEGER, "helper", "pledge", where=Is("sex", "nu")),
    ),
)  # fmt: skip
RECEIPT = RecordType(
    "receipt", "Phiếu", "Phiếu", Group.REGISTER,
    (Section("Chung", (
        Field("date", "Ngày", Kind.DATE), Field("pledge", "Đăng ký", Kind.REFERENCE, refers_to="pledge"),
        Field("amount", "Số tiền", Kind.MONEY),
    )),),
    ("date",), ("date",), dated_by="date",
)  # fmt: skip
HELPER = RecordType(
    "helper", "Người giúp", "Người giúp", Group.CATALOGUE,
    (Section("Chung", (
        Field("since", "Từ", Kind.DATE), Field("left", "Thôi", Kind.DATE),
        Field("pledge", "Đăng ký", Kind.REFERENCE, refers_to="pledge"),
        Field("sex", "Giới", Kind.CHOICE, choices=(Choice("nam", "Nam"), Choice("nu", "Nữ"))),
    )),),
    ("since",), ("since",), validity=Span("since", ("left",)),
)  # fmt: skip
TYPES = {item.name: item for item in (FUND, PLEDGE, RECEIPT, HELPER)}

AREA = Area(typed=2500, unit="sào", factor=36000)  # 2,5 sào Bắc Bộ = 900 m²
FUNDS: dict[str, dict[str, object]] = {
    "f1": {"name": "Vì người nghèo", "fund_kind": "vnn", "order": 1},
    "f2": {"name": "Khác", "fund_kind": "other", "order": None},
}
PLEDGES: dict[str, dict[str, object]] = {
    "p1": {"date": "2026-01-05", "fund": "f1", "amount": 500, "open": True, "land": AREA, "note": "một"},
    "p2": {"date": "2026-03-31", "fund": "f2", "amount": 0, "open": False, "land": None, "note": None},
    "p3": {"date": None, "fund": None, "amount": None, "open": None, "land": None, "note": "5"},
}
RECEIPTS = [  # id, pledge, amount, date, state
    ("r1", "p1", 100, "2026-01-10", "final"), ("r2", "p1", 50, "2026-02-10", "final"),
    ("r3", "p1", 7, "2026-02-11", "draft"), ("r4", "p1", 9, "2026-02-12", "void"),
    ("r5", "p3", 3, "2026-01-01", "final"),
]  # fmt: skip
HELPERS = [  # id, pledge, since, left, sex, state
    ("h1", "p1", "2026-01-01", None, "nu", "final"), ("h2", "p1", "2026-01-01", "2026-02-01", "nu", "final"),
    ("h3", "p1", "2026-03-01", "", "nu", "final"), ("h4", "p1", "2026-01-01", None, "nam", "final"),
    ("h5", "p1", None, None, "nu", "final"), ("h6", "p1", "2026-01-01", None, "nu", "void"),
    ("h7", "p2", "2026-01-01", None, None, "final"),
]  # fmt: skip


@pytest.fixture(scope="module")
def connection():
    made = driver.connect(":memory:")
    made.execute('CREATE TABLE fund (id TEXT PRIMARY KEY, name TEXT, fund_kind TEXT, "order" INTEGER) STRICT')
    made.execute(
        "CREATE TABLE pledge (id TEXT PRIMARY KEY, state TEXT, number_text TEXT, date TEXT, fund TEXT, amount INTEGER,"
        ' "open" INTEGER, land INTEGER, note TEXT) STRICT'
    )
    made.execute("CREATE TABLE pledge_goods (id TEXT, parent TEXT, item TEXT, value INTEGER, kept_in TEXT) STRICT")
    made.execute("CREATE TABLE receipt (id TEXT, pledge TEXT, amount INTEGER, date TEXT, state TEXT) STRICT")
    for key, fund in FUNDS.items():
        made.execute("INSERT INTO fund VALUES (?, ?, ?, ?)", (key, *fund.values()))
    for key, pledge in PLEDGES.items():
        stored = [value.hundredths if isinstance(value, Area) else value for value in pledge.values()]
        made.execute("INSERT INTO pledge VALUES (?, 'final', ?, ?, ?, ?, ?, ?, ?)", (key, f"DK-{key}", *stored))
    made.executemany("INSERT INTO receipt VALUES (?, ?, ?, ?, ?)", RECEIPTS)
    made.execute('CREATE TABLE helper (id TEXT, pledge TEXT, since TEXT, "left" TEXT, sex TEXT, state TEXT) STRICT')
    made.executemany("INSERT INTO helper VALUES (?, ?, ?, ?, ?, ?)", HELPERS)
    made.executemany(
        "INSERT INTO pledge_goods VALUES (?, ?, ?, ?, ?)",
        [("g1", "p1", "gạo", 5, "f2"), ("g2", "p1", "chăn", None, None), ("g3", "p3", "gạo", 1, "f1")],
    )
    return made


def found(connection, predicate, table="pledge", day="9999-12-31"):
    source = Source(TYPES, table, day)
    condition = source.where(predicate)
    statement = f"SELECT {source.id} FROM {source.tables} WHERE {condition.text}"
    return {row[0] for row in connection.execute(statement, condition.params)}


def seen(pledge_id):
    """A pledge's values with those of its fund, areas in hundredths, as a predicate is to see them."""
    own = {k: v.hundredths if isinstance(v, Area) else v for k, v in PLEDGES[pledge_id].items()}
    fund = FUNDS.get(str(own["fund"]), {})
    return own | {f"fund.{name}": value for name, value in fund.items()}


PATHS = ["date", "fund", "amount", "open", "land", "note", "fund.name", "fund.fund_kind", "fund.order"]
ANSWERS = [
    "f1", "f2", "vnn", "other", "một", "5", "Khác", "2026-01-05", "2026-03-31", 0, 1, 5, 500, 90000, True, False,
]  # fmt: skip
BOUNDS = st.sampled_from([None, *(answer for answer in ANSWERS if not isinstance(answer, bool))])
SIMPLE = st.one_of(
    st.builds(Is, st.sampled_from(PATHS), st.sampled_from(ANSWERS)),
    st.builds(IsNot, st.sampled_from(PATHS), st.sampled_from(ANSWERS)),
    st.builds(OneOf, st.sampled_from(PATHS), st.lists(st.sampled_from(ANSWERS), max_size=4).map(tuple)),
    st.builds(Filled, st.sampled_from(PATHS)),
    st.builds(Empty, st.sampled_from(PATHS)),
    st.builds(Within, st.sampled_from(PATHS), BOUNDS, BOUNDS),
)
PREDICATES = st.one_of(SIMPLE, st.lists(SIMPLE, max_size=3).map(lambda parts: All(tuple(parts))))


@settings(max_examples=400, deadline=None)
@given(PREDICATES)
def test_sql_finds_exactly_what_the_predicate_holds_for(connection, predicate):
    assert found(connection, predicate) == {key for key in PLEDGES if predicate.holds(seen(key))}


def test_rows_of_a_child_table_see_their_parent_and_both_references(connection):
    assert found(connection, Is("item", "gạo"), "pledge.goods") == {"g1", "g3"}
    assert found(connection, All((Is("item", "gạo"), Is("fund.fund_kind", "vnn"))), "pledge.goods") == {"g1"}
    assert found(connection, Is("kept_in.fund_kind", "vnn"), "pledge.goods") == {"g3"}
    assert found(connection, Within("received", 150, 150), "pledge.goods") == {"g1", "g2"}


def tallied(connection, path, table, day="9999-12-31"):
    source = Source(TYPES, table, day)
    column = source.column(path)
    return dict(connection.execute(f"SELECT {source.id}, {column.text} FROM {source.tables}", column.params).fetchall())


def test_a_tally_sums_final_records_up_to_the_day(connection):
    assert tallied(connection, "received", "pledge") == {"p1": 150, "p2": 0, "p3": 3}
    assert tallied(connection, "received", "pledge", "2026-02-09") == {"p1": 100, "p2": 0, "p3": 3}
    assert tallied(connection, "left", "pledge", "2026-01-09") == {"p1": 500, "p2": 0, "p3": None}
    assert tallied(connection, "pledge.left", "receipt")["r4"] == 350


def test_a_tally_without_a_field_counts_what_fits(connection):
    assert tallied(connection, "large", "pledge") == {"p1": 1, "p2": 0, "p3": 0}
    assert tallied(connection, "large", "pledge", "2026-01-09") == {"p1": 0, "p2": 0, "p3": 0}
    assert tallied(connection, "pledge.large", "receipt")["r3"] == 1


@pytest.mark.parametrize(
    ("day", "standing"), [("2025-12-31", 0), ("2026-01-01", 2), ("2026-01-31", 2), ("2026-02-01", 1), ("2026-03-01", 2)]
)
def test_a_tally_of_stock_counts_what_stands_on_the_day(connection, day, standing):
    """On the day written as its end a record stands no more; without a beginning it never stood."""
    assert tallied(connection, "helpers", "pledge", day) == {"p1": standing, "p2": 0, "p3": 0}


def test_a_tally_stands_in_conditions(connection):
    assert found(connection, Within("left", 1, None)) == {"p1"}
    assert found(connection, Filled("left")) == {"p1", "p2"}
    assert found(connection, All((Within("helpers", 1, None), Is("large", 1))), day="2026-01-15") == {"p1"}
    assert found(connection, Is("pledge.left", 350), "receipt") == {"r1", "r2", "r3", "r4"}


def test_envelope_columns_may_be_named(connection):
    assert found(connection, All((Is("number_text", "DK-p2"), OneOf("state", ("final", "void"))))) == {"p2"}


@pytest.mark.parametrize("path", ["nowhere", "fund.nowhere", "amount.name", "fund.name.more", "received.x"])
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(ValueError, match=r"pledge|fund"):
        Source(TYPES, "pledge").column(path)
