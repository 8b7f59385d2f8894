"""How SQLite answers the slowest questions of the appendix, on the driver we ship: no register is read whole.

What they cost: benchmarks/district_100000.py. The file has enough records for ANALYZE to speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from models.record_types import RECORD_TYPES
from models.report_parsing import parse
from storage.database import Database
from storage.reckoning.report_definitions import definitions_folder
from storage.reckoning.rollup import Window, is_measured, measure_all, measure_received
from tests.storage.world import register

TYPES = {declared.name: declared for declared in RECORD_TYPES}
HALF = Window("2026-06-30", "2026-12-31")
DATED = "USING INDEX donation_receipt_dated (received=? AND received_date>? AND received_date<?)"
FUND = "SEARCH r_fund USING INDEX sqlite_autoindex_fund_1 (id=?)"


@pytest.fixture
def filled(database: Database) -> Database:
    """3,000 receipts and 1,000 pledges, half of them received, over two years and ten funds."""
    register(database)
    blank = "'final', 1, '', '', '', ''"
    names = "id, origin_unit, received, state, version, created_at, created_by, updated_at, updated_by"
    day = "date('2025-01-01', '+' || (n % 730) || ' days')"
    with database.transaction("Dữ liệu thử"):
        for table, columns, values, count in (
            ("fund", "fund_kind, opened", "CASE n % 2 WHEN 0 THEN 'vnn' ELSE 'cuu_tro' END, '2020-01-01'", 10),
            ("donor", "kind", "'ca_nhan'", 100),
            ("pledge", "registered_date, fund, donor, kind, amount",
             f"{day}, 'fund' || (n % 10), 'donor' || (n % 100), 'tien', 1000000", 1_000),
            ("donation_receipt", "received_date, fund, donor, pledge, kind, source_level, amount_vnd",
             f"{day}, 'fund' || (n % 10), 'donor' || (n % 100), 'pledge' || (n % 1000), 'tien_mat', "
             "'truc_tiep', 1000", 3_000),
        ):  # fmt: skip
            database.execute(
                f"WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < {count})"
                f" INSERT INTO {table} ({names}, {columns})"
                f" SELECT '{table}' || n, '06010', n % 2, {blank}, {values} FROM c"
            )
    return database


def plans(database: Database, ask: Callable[[Database], object], monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The plan of every statement that `ask` makes."""
    asked: list[tuple[str, object]] = []
    plain = database.rows

    def noted(sql: str, params: object = ()) -> list[Mapping[str, object]]:
        asked.append((sql, params))
        return plain(sql, params)  # type: ignore[arg-type,return-value]

    with monkeypatch.context() as patched:
        patched.setattr(database, "rows", noted)
        ask(database)
    return [[step["detail"] for step in plain(f"EXPLAIN QUERY PLAN {sql}", params)] for sql, params in asked]  # type: ignore[arg-type]


def of_the_appendix(*codes: str):
    text = (definitions_folder() / "phu-luc-cuoc-van-dong.toml").read_text("utf-8")
    found = {item.code: item for item in parse(text, RECORD_TYPES, "mẫu").indicators if is_measured(item)}
    return [found[code] for code in codes]


@pytest.mark.parametrize("analysed", [False, True], ids=["as it is", "after ANALYZE"])
class TestPlans:
    def prepared(self, database: Database, analysed: bool) -> Database:
        if analysed:
            with database.transaction("Đo"):
                database.execute("ANALYZE")
        return database

    def test_receipts_are_a_range_of_days(self, filled, analysed, monkeypatch):
        """What was received, in the period and since the year's start: one walk."""
        measures = of_the_appendix("KT-18", "KT-18.1", "VH-12", "PL-18")
        asked = plans(
            self.prepared(filled, analysed), lambda db: measure_all(db, TYPES, measures, lambda _: HALF), monkeypatch
        )
        assert [plan[:2] for plan in asked] == [[f"SEARCH r {DATED}", f"{FUND} LEFT-JOIN"]]

    def test_donors_are_counted_over_the_same_range(self, filled, analysed, monkeypatch):
        measures = of_the_appendix("KT-19")
        asked = plans(
            self.prepared(filled, analysed), lambda db: measure_all(db, TYPES, measures, lambda _: HALF), monkeypatch
        )
        (plan,) = asked
        assert f"SEARCH r {DATED}" in plan
        assert not [step for step in plan if step.startswith("SCAN")]

    def test_what_is_left_of_a_pledge_is_looked_up_by_the_pledge(self, filled, analysed, monkeypatch):
        measures = of_the_appendix("KT-20", "KT-21", "KT-22", "KT-23")
        asked = plans(
            self.prepared(filled, analysed), lambda db: measure_all(db, TYPES, measures, lambda _: HALF), monkeypatch
        )
        (plan,) = asked
        (walk,) = [step for step in plan if step.startswith(("SEARCH r ", "SCAN r "))]
        assert walk.startswith("SEARCH r USING INDEX pledge_dated (received=? AND registered_date")
        looked_up = [step for step in plan if step.startswith(("SEARCH t", "SCAN t"))]
        assert set(looked_up) == {"SEARCH t USING INDEX donation_receipt_by_pledge (pledge=?)"}

    def test_all_units_are_counted_again_in_one_walk(self, filled, analysed, monkeypatch):
        measures = of_the_appendix("KT-18", "VH-12")
        asked = plans(
            self.prepared(filled, analysed),
            lambda db: measure_received(db, TYPES, measures, HALF, ("06010", "06020")),
            monkeypatch,
        )
        (plan,) = asked
        assert f"SEARCH r {DATED}" in plan
