"""The SQL of indicators gives what the plain evaluator gives, on random records of the real record types."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import Kind, Span
from models.indicators import Added, Basis, Count, CountDistinct, Indicator, Sum, pieces_of
from models.predicates import All, Empty, Filled, Is, Within, fields_of
from models.record_types import RECORD_TYPES
from models.report_parsing import parse
from storage.database import Database
from storage.reckoning.predicate_sql import Source
from storage.reckoning.report_definitions import definitions_folder
from storage.reckoning.rollup import Window, counted_ids_sql, first_use, is_measured, measure_all
from tests.evaluator import Seen, counted, evaluate
from tests.storage.conftest import KEY

TYPES = {record_type.name: record_type for record_type in RECORD_TYPES}
DAYS = ("2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "2024-06-03", "2024-06-04", "2024-12-31")


def of_the_appendix() -> list[Indicator]:
    path = definitions_folder() / "phu-luc-cuoc-van-dong.toml"
    return [item for item in parse(path.read_text("utf-8"), RECORD_TYPES, path.name).indicators if is_measured(item)]


def made_up() -> list[Indicator]:
    """What the appendix does not use: child tables, parents' fields from a row, tallies summed, every basis."""
    number, money, quantity = Kind.INTEGER, Kind.MONEY, Kind.QUANTITY
    goods, people = "donation_receipt.goods", "disbursement.beneficiaries"
    gifts, within = Sum("disbursement", "gifts", Filled("target_group")), Is("category", "hoc_sinh")
    standing = Span("registered_date", ("cancelled_date",))
    from_fund = All((Is("fund.fund_kind", "vnn"), Is("source_level", "cap_tren")))
    return [
        Indicator("T-01", "", "", number, Basis.IN_PERIOD, Count(goods, from_fund)),
        Indicator("T-02", "", "", money, Basis.CUMULATIVE_LAUNCH, Sum(goods, "value", Within("quantity", 1000, 2000))),
        Indicator("T-03", "", "", money, Basis.CUMULATIVE_YEAR, Sum(goods, "amount_vnd")),
        Indicator("T-04", "", "", quantity, Basis.IN_PERIOD, Sum(goods, "quantity", Filled("expiry"))),
        Indicator("T-05", "", "", money, Basis.AT_START, Sum("pledge", "received"), span=standing),
        Indicator("T-06", "", "", number, Basis.AT_CUTOFF, CountDistinct("pledge", "fund"), span=standing),
        Indicator("T-07", "", "", number, Basis.IN_PERIOD, CountDistinct("donation_receipt", "bank_ref")),
        Indicator("T-08", "", "", number, Basis.AT_START, Count("mediator", Is("trained", True))),
        Indicator("T-20", "", "", money, Basis.IN_PERIOD, Sum(people, "given_amount", Is("category", "ho_ngheo"))),
        Indicator("T-21", "", "", number, Basis.CUMULATIVE_YEAR, Sum(people, "gift_count", Empty("house"))),
        Indicator("T-22", "", "", number, Basis.IN_PERIOD, Count(people, from_fund)),
        Indicator("T-23", "", "", number, Basis.CUMULATIVE_LAUNCH, CountDistinct(people, "household")),
        Indicator("T-09", "", "", number, Basis.IN_PERIOD, Count("mediation_case.mediators", Filled("mediator.sex"))),
        Indicator("T-10", "", "", number, Basis.AT_CUTOFF, Count("mediation_team", Within("mediators", 1, None))),
        Indicator("T-11", "", "", number, Basis.AT_START, Sum("mediation_team", "women")),
        Indicator("T-12", "", "", quantity, Basis.CUMULATIVE_YEAR, Sum("public_work", "labour_days")),
        Indicator("T-14", "", "", number, Basis.IN_PERIOD, Added((gifts, Count(people, within, parts=True)))),
        Indicator("T-15", "", "", number, Basis.CUMULATIVE_YEAR, Sum(people, "gift_count", within, parts=True)),
        Indicator("T-13", "", "", number, Basis.IN_PERIOD, Count("land_contribution", Empty("public_work"))),
    ]


ALL = (*of_the_appendix(), *made_up())


def table(indicator: Indicator) -> str:
    return str(measured_by(indicator).table)


def measured_by(indicator: Indicator) -> Any:
    return indicator.measure


WORKS = ("public_work", "work_contribution", "outreach_session", "oversight_session")
GROUPS = {
    "distinct": [item for item in ALL if isinstance(item.measure, CountDistinct)],
    "pledges": [item for item in ALL if table(item) == "pledge"],
    "receipts": [item for item in ALL if table(item) == "donation_receipt"],
    "rows": [item for item in ALL if "." in table(item)],
    "cases": [item for item in ALL if table(item) == "mediation_case"],
    "models": [item for item in ALL if table(item) == "community_model"],
    "gifts": [item for item in ALL if table(item).startswith("disbursement")],
    "houses": [item for item in ALL if table(item).startswith("house_support")],
    "others": [item for item in ALL if table(item) in ("mediator", "mediation_team", "fund", "land_contribution")],
    "works": [item for item in ALL if table(item) in WORKS],
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("rollup") / "so-mat-tran.db"
    opened = Database.open(path, KEY)
    yield opened
    opened.close()


# ----------------------------------------------------------------------------------------------------- random records
def read_by(indicator: Indicator) -> dict[str, set[str]]:
    """The fields by table that can make a difference to an indicator; the rest stays empty."""
    needed: dict[str, set[str]] = {}
    for piece in pieces_of(indicator):
        for name, fields in read_by_one(piece).items():
            needed.setdefault(name, set()).update(fields)
    return needed


def read_by_one(indicator: Indicator) -> dict[str, set[str]]:
    measure = measured_by(indicator)
    name, _, lines = measure.table.partition(".")
    record_type = TYPES[name]
    span = indicator.span or record_type.validity
    paths = [*fields_of(measure.where), getattr(measure, "field", ""), indicator.dated_by, record_type.dated_by]
    paths += [record_type.giver, *((span.start, *span.ends) if span else ())]
    needed: dict[str, set[str]] = {name: set(), measure.table: set()}
    rows = {item.name: item for item in record_type.lines_by_name[lines].fields} if lines else {}
    if lines and (part := record_type.lines_by_name[lines].part):
        needed[measure.table].add(part)
    tallies = {item.name: item for item in record_type.tallies}
    for path in filter(None, paths):
        first, _, rest = path.partition(".")
        if first in tallies:
            tally = tallies[first]
            needed[name].update({tally.out_of} - {""})
            of, _, inner = tally.of.partition(".")
            stood = TYPES[of].validity
            placing = (stood.start, *stood.ends) if stood else (tally.dated_by or TYPES[of].dated_by,)
            own = {item.name for item in TYPES[of].lines_by_name[inner].fields} if inner else set()
            asked = {tally.by, tally.field, *fields_of(tally.where)} - {""}
            needed.setdefault(of, set()).update(asked - own, placing)
            if inner:
                needed.setdefault(tally.of, set()).update(asked & own, {TYPES[of].lines_by_name[inner].part} - {""})
            continue
        needed[measure.table if first in rows else name].add(first)
        if rest:
            target = (rows.get(first) or record_type.by_name[first]).refers_to
            needed.setdefault(target, set()).add(rest)
    return needed


def ids(name: str) -> list[str]:
    return [f"{name}-{number}" for number in range(3)]


def value_of(field) -> st.SearchStrategy:
    pools = {
        Kind.DATE: (None, *DAYS),
        Kind.BOOLEAN: (None, True, False),
        Kind.TEXT: (None, "", "lễ phát động", "Lễ Phát động"),
        Kind.UNIT: (None, "CX", "TINH"),
    }
    if field.kind is Kind.CHOICE:
        return st.sampled_from((None, *(choice.code for choice in field.choices)))
    if field.kind is Kind.REFERENCE:
        return st.sampled_from((None, *ids(field.refers_to)))
    return st.sampled_from(pools.get(field.kind, (None, 0, 1, 1000, 1500, 2500)))


@st.composite
def records(draw: st.DrawFn, needed: dict[str, set[str]]) -> dict[str, list[dict[str, Any]]]:
    """Some records of every table that is needed; of those referred to, all three, so that references hold."""
    data: dict[str, list[dict[str, Any]]] = {}
    for name in {table.partition(".")[0] for table in needed}:
        record_type = TYPES[name]
        made = []
        for record_id in ids(name):
            record = {
                "id": record_id,
                "state": draw(st.sampled_from(("final", "final", "final", "draft", "void"))),
                "received": draw(st.sampled_from((False, False, True))),
                "origin_unit": draw(st.sampled_from(("CX", "XA"))),
            }
            for field_name in sorted(needed.get(name, ())):
                if field_name in record_type.by_name:
                    record[field_name] = draw(value_of(record_type.by_name[field_name]))
            for lines in record_type.lines:
                if f"{name}.{lines.name}" in needed:
                    fields = [item for item in lines.fields if item.name in needed[f"{name}.{lines.name}"]]
                    row = st.fixed_dictionaries({item.name: value_of(item) for item in fields})
                    record[lines.name] = draw(st.lists(row, max_size=2))
            made.append(record)
        data[name] = made
    return data


def referred(data: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Bare records for every reference whose table was not drawn."""
    whole = dict(data)
    for name in TYPES:
        bare = {"state": "final", "received": False, "origin_unit": "CX"}
        whole.setdefault(name, [{"id": record_id, **bare} for record_id in ids(name)])
    return whole


def insert(database: Database, data: dict[str, list[dict[str, Any]]]) -> None:
    for name, made in data.items():
        children = {lines.name for lines in TYPES[name].lines}
        for record in made:
            columns = {key: value for key, value in record.items() if key not in children}
            columns["received"] = int(columns["received"])
            envelope = dict.fromkeys(("created_at", "created_by", "updated_at", "updated_by"), "")
            write(database, name, {**columns, "version": 1, **envelope})
            for lines in children & record.keys():
                for position, row in enumerate(record[lines]):
                    key = {"id": f"{record['id']}/{lines}/{position}", "parent": record["id"], "position": position}
                    write(database, f"{name}_{lines}", {**row, **key})


def write(database: Database, table: str, values: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    plain = [int(value) if isinstance(value, bool) else value for value in values.values()]
    database.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(plain))})', plain)


# -------------------------------------------------------------------------------------------------------- properties
windows = st.tuples(st.sampled_from(("", *DAYS)), st.sampled_from(DAYS)).map(lambda pair: Window(*pair))


@pytest.mark.parametrize("group", GROUPS)
@given(data=st.data())
def test_sql_equals_the_plain_evaluator(shared: Database, group: str, data: st.DataObject) -> None:
    indicator = data.draw(st.sampled_from(GROUPS[group]), label="indicator")
    window = data.draw(windows, label="window")
    unit = data.draw(st.sampled_from(("", "XA")), label="unit")
    drawn = referred(data.draw(records(read_by(indicator)), label="records"))
    with shared.rehearsal():
        insert(shared, drawn)
        measured = measure_all(shared, TYPES, [indicator], lambda _: window, unit)[indicator.code]
        sql, params = counted_ids_sql(TYPES, indicator, window, unit)
        found = {row["id"] for row in shared.rows(sql, params)}
    expected = evaluate(TYPES, drawn, indicator, window.after, window.until, unit)
    assert (measured.value, dict(measured.from_units)) == expected
    behind = set()
    for piece in pieces_of(indicator):
        rows = counted(TYPES, drawn, piece, window.after, window.until, unit)
        field = getattr(piece.measure, "field", "")
        behind |= {row["id"] for row in rows if not field or row.get(field) not in (None, "")}
    assert found == behind


@given(data=st.data())
def test_indicators_answered_together_are_those_answered_alone(shared: Database, data: st.DataObject) -> None:
    """Grouping into one statement mixes up neither columns nor parameters."""
    name = data.draw(
        st.sampled_from(("donation_receipt", "pledge", "community_model", "mediation_case", "disbursement"))
    )
    together = [item for item in ALL if table(item) == name]
    needed: dict[str, set[str]] = {}
    for indicator in together:
        for name, fields in read_by(indicator).items():
            needed.setdefault(name, set()).update(fields)
    drawn = referred(data.draw(records(needed)))
    window = data.draw(windows)
    with shared.rehearsal():
        insert(shared, drawn)
        measured = measure_all(shared, TYPES, together, lambda _: window)
    for indicator in together:
        expected = evaluate(TYPES, drawn, indicator, window.after, window.until)
        assert (measured[indicator.code].value, dict(measured[indicator.code].from_units)) == expected, indicator.code


def test_a_pledge_paid_after_the_cut_off_was_still_open_at_it(shared: Database) -> None:
    """What a list opens behind "còn đăng ký" is what stood open on that day."""
    common = {"state": "final", "received": False, "origin_unit": "CX"}
    promise = {"fund": "vnn", "kind": "tien", "amount": 100}
    data = referred({
        "fund": [{**common, "id": "vnn", "fund_kind": "vnn"}],
        "donor": [{**common, "id": name} for name in ("a", "b")],
        "pledge": [
            {**common, "id": f"p{index}", "registered_date": "2024-02-01", "donor": donor, **promise}
            for index, donor in enumerate(("a", "a", "b"))
        ],
        "donation_receipt": [{**common, "id": "r", "received_date": "2024-06-04", "pledge": "p2", "amount_vnd": 100}],
    })  # fmt: skip
    window = Window("2023-12-31", "2024-06-03")
    sums, donors = (next(item for item in ALL if item.code == code) for code in ("KT-20", "KT-21"))
    with shared.rehearsal():
        insert(shared, data)
        found = measure_all(shared, TYPES, (sums, donors), lambda _: window)
        sql, params = counted_ids_sql(TYPES, sums, window)
        behind = {row["id"] for row in shared.rows(sql, params)}
    assert (found["KT-20"].value, found["KT-21"].value) == (300, 2)  # two pledges of one donor are one donor
    assert behind == {"p0", "p1", "p2"}


def test_statements_are_few(shared: Database) -> None:
    """All measured indicators of the appendix take one statement per table, window and kind of date, not one each."""
    asked: list[str] = []

    class Listening(Database):
        def rows(self, sql, params=()):
            asked.append(sql)
            return []

    listening = Listening.__new__(Listening)
    measure_all(listening, TYPES, of_the_appendix(), lambda item: Window("2023-12-31", "2024-06-03"))
    assert len(asked) <= 35 < len(of_the_appendix())


def test_a_register_is_used_from_its_first_final_record_on(shared: Database) -> None:
    kept = {"id": "p1", "origin_unit": "CX", "version": 1, "registered_date": "2024-02-01"}
    kept |= dict.fromkeys(("created_at", "created_by", "updated_at", "updated_by"), "")
    with shared.rehearsal():
        write(shared, "pledge", {**kept, "received": 0, "state": "draft"})
        assert "pledge" not in first_use(shared, TYPES)
        write(shared, "pledge", {**kept, "id": "p2", "received": 1, "state": "final"})
        assert "pledge" not in first_use(shared, TYPES)
        write(shared, "pledge", {**kept, "id": "p3", "received": 0, "state": "final", "registered_date": "2024-03-05"})
        assert first_use(shared, TYPES)["pledge"] == "2024-03-05"


@given(data=st.data())
def test_tallies_over_rows_equal_the_plain_evaluator(shared: Database, data: st.DataObject) -> None:
    """What a household received: rows of lists, without parts of others and what is contained in a house."""
    people = {"household", "house", "given_amount", "is_part"}
    needed = {
        "household": set[str](),
        "disbursement": {"paid_date"},
        "disbursement.beneficiaries": people,
        "house_support": {"household", "handed_over_date", "total_value"},
    }
    drawn = referred(data.draw(records(needed)))
    day = data.draw(st.sampled_from(DAYS))
    tallies = TYPES["household"].tallies
    with shared.rehearsal():
        insert(shared, drawn)
        source = Source(TYPES, "household", day)
        columns = [source.column(tally.name) for tally in tallies]
        heads = ", ".join(f"{column.text} AS t{place}" for place, column in enumerate(columns))
        params = [value for column in columns for value in column.params]
        rows = shared.rows(f"SELECT r.id AS id, {heads} FROM {source.tables}", params)
    found = {row["id"]: [row[f"t{place}"] for place in range(len(tallies))] for row in rows}
    for record in drawn["household"]:
        seen = Seen({}, record, TYPES["household"], TYPES, drawn, day)
        assert found[record["id"]] == [seen.get(tally.name) for tally in tallies]
