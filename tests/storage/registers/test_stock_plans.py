"""How SQLite counts the store of one fund, on the driver we ship: by the fund's index, never through a register."""

from dataclasses import replace

from models.records import State
from storage.registers import stock
from tests.storage.world import register


def test_one_store_is_counted_without_walking_the_registers(database, monkeypatch):
    new = register(database).new("disbursement")
    goods = [{"name": "Gạo", "unit": "kg", "quantity": 1_000}]
    told = {"fund": "f", "source_level": "truc_tiep", "form": "hien_vat", "paid_date": "2026-05-04", "goods": goods}
    asked, rows = [], database.rows

    def noted(sql, params=()):
        asked.append((sql, params))
        return rows(sql, params)

    monkeypatch.setattr(database, "rows", noted)
    assert stock.shortage(database, None, replace(new, state=State.FINAL, values=told)) is not None
    plans = [step["detail"] for sql, params in asked for step in rows(f"EXPLAIN QUERY PLAN {sql}", params)]
    for table in ("donation_receipt", "disbursement"):
        assert f"SEARCH r USING INDEX {table}_by_fund (fund=?)" in plans
    assert not [step for step in plans if "_dated" in step or step.startswith("SCAN")]
