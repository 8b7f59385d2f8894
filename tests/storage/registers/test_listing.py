"""Lists: what they show, in which order, what they sum; checked against the records themselves, read one by one."""

import datetime as dt
import random

import pytest

from models.fields import Area, Kind
from models.predicates import Is, OneOf, Within
from models.records import Counted, Origin, Query, State
from models.text import vietnamese_sort_key
from storage.database import Database
from storage.registers.listing import Listing
from tests.storage.conftest import KEY, Clock
from tests.storage.world import TYPES, World, with_values

ALL = frozenset(State)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Drafts, final, void and received records of every type, some without values."""
    database = Database.open(tmp_path_factory.mktemp("lists") / "x.db", KEY, clock=Clock())
    made = World(database).fill(6)
    chance = random.Random(5)
    with database.transaction("Dữ liệu thử"):
        for name in TYPES:
            for number in range(10, 22):
                sample = made.sample(name, number)
                gaps = {field: None for field in TYPES[name].by_name if chance.random() < 0.3}
                saved = made.records.save(with_values(sample, **gaps))
                if number % 4 == 0:
                    made.records.void(name, saved.id, saved.version, "Thử")
            database.execute(f"UPDATE {name} SET received = 1 WHERE record_key % 7 = 3")
    yield made
    database.close()


def everything(world, name):
    """Every record of a type, read one by one."""
    rows = world.database.rows(f"SELECT id FROM {name}")
    return {row["id"]: world.records.read(name, row["id"]) for row in rows}


def shown_ids(world, query):
    return [row.id for row in world.records.page(query, 0, 1000)]


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("origin", Origin)
def test_a_list_shows_exactly_what_its_query_asks_for(world, name, origin):
    received = {Origin.OWN: {False}, Origin.RECEIVED: {True}, Origin.ALL: {True, False}}[origin]
    for states in (ALL, frozenset({State.FINAL}), frozenset({State.DRAFT, State.VOID}), frozenset()):
        expected = {key for key, r in everything(world, name).items() if r.received in received and r.state in states}
        query = Query(name, origin=origin, states=states)
        found = shown_ids(world, query)
        assert set(found) == expected
        assert len(found) == len(expected) == world.records.summary(query).rows


@pytest.mark.parametrize("name", TYPES)
def test_pages_join_to_the_whole_list_and_know_their_places(world, name):
    query = Query(name, origin=Origin.ALL)
    whole = shown_ids(world, query)
    pages = [row.id for start in range(0, len(whole) + 5, 5) for row in world.records.page(query, start, 5)]
    assert pages == whole
    assert [world.records.position(query, key) for key in whole] == list(range(len(whole)))
    assert world.records.position(query, "không có") is None


def key_of(world, item, value):
    """What a column sorts by, worked out in Python; None is below everything."""
    if value is None:
        return (0, "")
    match item.kind:
        case Kind.REFERENCE:
            return (1, vietnamese_sort_key(world.records.title(item.refers_to, value)))
        case Kind.CHOICE:
            return (1, vietnamese_sort_key(item.choice_label(value)))
        case Kind.TEXT | Kind.LONG_TEXT:
            return (1, vietnamese_sort_key(value))
        case Kind.AREA:
            return (1, value.hundredths)
        case _:
            return (1, value)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, column)
        for name, declared in TYPES.items()
        for column in declared.list_columns
        if column in declared.by_name
    ],
)
def test_every_column_sorts_as_python_sorts_its_key(world, name, column, descending):
    item = TYPES[name].by_name[column]
    records = everything(world, name)
    expected = sorted(
        records, key=lambda key: (key_of(world, item, records[key].values[column]), key), reverse=descending
    )
    assert shown_ids(world, Query(name, origin=Origin.ALL, sort=column, descending=descending)) == expected


def test_numbers_sort_as_numbers(world):
    numbers = [
        row.values["number_text"]
        for row in world.records.page(Query("pledge", sort="number_text", states=frozenset({State.FINAL})), 0, 99)
    ]
    counts = [(int(number.split("-")[1]), int(number.split("-")[2])) for number in numbers]
    assert counts == sorted(counts)


def test_a_flow_register_shows_the_newest_first_and_a_draft_without_day_above_all(world):
    records = everything(world, "donation_receipt")
    days = [records[key].values["received_date"] for key in shown_ids(world, Query("donation_receipt"))]
    undated = [day for day in days if day is None]
    assert undated
    assert days == undated + sorted((day for day in days if day), reverse=True)


def test_a_catalogue_shows_its_titles_in_order(world):
    titles = [world.records.title("donor", key) for key in shown_ids(world, Query("donor", origin=Origin.ALL))]
    assert [vietnamese_sort_key(title) for title in titles] == sorted(vietnamese_sort_key(title) for title in titles)


@pytest.mark.parametrize("name", TYPES)
def test_totals_are_those_of_the_final_records_shown(world, name):
    declared = TYPES[name]
    for query in (Query(name), Query(name, origin=Origin.ALL), Query(name, search="a")):
        ids = set(shown_ids(world, query))
        finals = [r for key, r in everything(world, name).items() if key in ids and r.state is State.FINAL]
        summary = world.records.summary(query)
        assert summary.finals == len(finals)
        for total in declared.totals:
            values = [record.values[total] for record in finals]
            expected = sum(value.hundredths if isinstance(value, Area) else value or 0 for value in values)
            assert summary.totals[total] == expected


@pytest.mark.parametrize("name", [name for name, declared in TYPES.items() if declared.dated_by])
def test_days_narrow_a_flow_register_by_its_own_date(world, name):
    field = TYPES[name].dated_by
    first, last = "2024-06-01", "2025-06-30"
    expected = {
        key for key, record in everything(world, name).items()
        if not record.received and record.values[field] and first <= record.values[field] <= last
    }  # fmt: skip
    assert set(shown_ids(world, Query(name, dates=(first, last)))) == expected


@pytest.mark.parametrize("name", [name for name, declared in TYPES.items() if declared.validity])
def test_days_narrow_a_standing_register_to_what_stood_on_one_of_them(world, name):
    span = TYPES[name].validity
    assert span is not None
    first, last = dt.date(2023, 12, 25), dt.date(2024, 1, 5)
    days = [(first + dt.timedelta(days=step)).isoformat() for step in range((last - first).days + 1)]

    def stands(values, day):
        ends = [values[end] for end in span.ends if values[end]]
        return bool(values[span.start]) and values[span.start] <= day and all(end > day for end in ends)

    expected = {
        key for key, record in everything(world, name).items()
        if not record.received and any(stands(record.values, day) for day in days)
    }  # fmt: skip
    assert set(shown_ids(world, Query(name, dates=(first.isoformat(), last.isoformat())))) == expected


def test_conditions_reach_through_references_and_tallies(world):
    funds = everything(world, "fund")
    receipts = everything(world, "donation_receipt")
    expected = {
        key for key, record in receipts.items()
        if not record.received and record.values["fund"] and funds[record.values["fund"]].values["fund_kind"] == "vnn"
    }  # fmt: skip
    assert expected
    assert set(shown_ids(world, Query("donation_receipt", where=Is("fund.fund_kind", "vnn")))) == expected
    lookup = world.records.lookup()
    left = {key for key, r in everything(world, "pledge").items()
            if not r.received and (lookup("pledge", key)["remaining"] or 0) > 0}  # fmt: skip
    assert set(shown_ids(world, Query("pledge", where=Within("remaining", 1, None)))) == left
    kinds = {key for key, r in receipts.items() if not r.received and r.values["kind"] in ("tien_mat", "hien_vat")}
    assert set(shown_ids(world, Query("donation_receipt", where=OneOf("kind", ("tien_mat", "hien_vat"))))) == kinds


def test_rows_carry_titles_values_and_tallies(world):
    lookup = world.records.lookup()
    for row in world.records.page(Query("pledge", origin=Origin.ALL), 0, 99):
        record = world.records.read("pledge", row.id)
        assert row.values["donor"] == (
            world.records.title("donor", record.values["donor"]) if record.values["donor"] else None
        )
        assert row.values["remaining"] == lookup("pledge", row.id)["remaining"]
        assert row.values["status"] == record.values["status"]
        assert (row.state, row.received) == (record.state, record.received)
        assert set(row.values) == set(TYPES["pledge"].list_columns)


def test_a_tally_sorts_and_areas_come_whole(world):
    tallied = [row.values["remaining"] for row in world.records.page(Query("pledge", sort="remaining"), 0, 99)]
    assert tallied == sorted(tallied, key=lambda value: (value is not None, value or 0))
    areas = [row.values["area"] for row in world.records.page(Query("land_contribution"), 0, 99)]
    assert any(isinstance(area, Area) for area in areas)


def test_a_counted_list_shows_the_indicators_records_wherever_they_come_from(world):
    chosen = world.ids["donation_receipt"][:3]
    marks = ", ".join("?" * len(chosen))
    asked = []

    def counted_sql(counted):
        asked.append(counted)
        return f"SELECT id FROM donation_receipt WHERE id IN ({marks})", tuple(chosen)

    listing = Listing(world.database, TYPES, world.records.titles, counted_sql)
    counted = Counted("C1", "2025", "2025-12-31")
    assert set(listing.ids(Query("donation_receipt", counted=counted))) == set(chosen)
    assert asked == [counted]
