"""How SQLite answers lists, on the driver we ship: by an index in the order shown, never by sorting a register."""

import pytest

from models.records import Origin, Query
from tests.storage.world import TYPES, register


@pytest.fixture
def plans(database, monkeypatch):
    """Answers a question of the listing and gives the plans of the statements over records that it used."""
    records = register(database)

    def of(ask):
        asked: list[tuple[str, object]] = []
        rows, row = database.rows, database.row

        def note(plain):
            def noted(sql, params=()):
                asked.append((sql, params))
                return plain(sql, params)

            return noted

        with monkeypatch.context() as patched:
            patched.setattr(database, "rows", note(rows))
            patched.setattr(database, "row", note(row))
            ask(records.listing)
        return [
            " | ".join(step["detail"] for step in rows(f"EXPLAIN QUERY PLAN {sql}", params)) for sql, params in asked
        ]

    return of


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("origin", [Origin.OWN, Origin.RECEIVED])
def test_opening_a_list_walks_an_index_and_sorts_nothing(plans, name, origin):
    plan = plans(lambda listing: listing.ids(Query(name, origin=origin), 0, 50))[0]
    wanted = f"{name}_dated" if TYPES[name].dated_by else f"{name}_title"
    assert f"USING COVERING INDEX {wanted}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("name", [name for name, declared in TYPES.items() if declared.dated_by])
def test_a_period_is_a_range_of_the_index(plans, name):
    plan = plans(lambda listing: listing.summary(Query(name, dates=("2026-01-01", "2026-03-31"))))[0]
    assert f"{name}_dated (received=? AND {TYPES[name].dated_by}>? AND {TYPES[name].dated_by}<?)" in plan


@pytest.mark.parametrize("name", TYPES)
def test_a_search_is_summed_from_key_to_row(plans, name):
    plan = plans(lambda listing: listing.summary(Query(name, search="n")))[0]
    assert "INTEGER PRIMARY KEY (rowid=?)" in plan
    assert f"{name}_search VIRTUAL TABLE" in plan
