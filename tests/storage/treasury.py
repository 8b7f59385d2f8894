"""Money and goods that come in and go out, made final in the registers of one unit: for the tests of the books."""

from __future__ import annotations

from typing import Any

from models.books import Days
from models.records import Record
from storage.database import Database
from storage.reckoning.books import Books
from tests.storage.world import TYPES, World, reasoned, with_values

YEAR = Days("2026-01-01", "2026-12-31")
PEOPLE = {"payer": "Lò Thị Mẫu", "receiver": "Vi Văn Thử", "accountant": "Hà Thị Kế", "treasurer": "Lý Văn Quỹ"}
GOODS: dict[str, Any] = {"kind": "hien_vat"}


def treasury(database: Database) -> World:
    """A donor, a poor fund that begins the year with 1.000.000, and a relief fund with an appeal."""
    world = World(database)
    final(world, "donor", kind="doanh_nghiep", organisation_name="Công ty Mẫu", publish_name="co")
    opening = {"opening_date": "2026-01-01", "opening_balance": 1_000_000}
    final(world, "fund", name="Quỹ vnn", fund_kind="vnn", opened="2025-01-01", **opening)
    final(world, "fund", name="Quỹ cuu_tro", fund_kind="cuu_tro", opened="2025-01-01")
    final(
        world,
        "campaign",
        code="BAO-2026",
        name="Đợt ủng hộ đồng bào vùng bão",
        fund=world.ids["fund"][1],
        launch_date="2026-02-01",
        reception_end="2026-04-30",
        distribution_end="2026-05-15",
    )
    return world


def final(world: World, name: str, /, **values: object) -> Record:
    """A record with just these values, made final; every warning is answered."""
    made = with_values(world.records.new(name), **values)
    made = world.records.make_final(reasoned(made, world.records.lookup(), world.database.today()))
    world.ids.setdefault(name, []).append(made.id)
    return made


def books(world: World) -> Books:
    return Books(world.database, TYPES, world.records.titles)


def receipt(world: World, day: str, amount: int | None, /, fund: int = 0, **values: object) -> Record:
    plain = {"kind": "tien_mat", "source_level": "truc_tiep", "donor": world.ids["donor"][0], "publish_name": True}
    given = {"received_date": day, "fund": world.ids["fund"][fund], "amount_vnd": amount, **PEOPLE}
    return final(world, "donation_receipt", **{**plain, **given, **values})


def payment(world: World, day: str, amount: int | None, /, fund: int = 0, **values: object) -> Record:
    decided = {"decision_no": "12/QĐ-BVĐ", "decision_date": day, "decision_body": "Ban Vận động", "approver": "Lý Mẫu"}
    plain = {"direction": "doi_tuong", "content": "tet", "occasion": "tet", "gifts": 1}
    plain |= {"funding_source": "vnn", "funding_level": "xa"}
    given = {"paid_date": day, "fund": world.ids["fund"][fund], "money": amount, "source_level": "truc_tiep"}
    return final(world, "disbursement", **{**plain, **decided, **given, "form": "tien_mat", **PEOPLE, **values})


def line(name: str, unit: str, quantity: int) -> dict[str, object]:
    return {"id": "", "name": name, "unit": unit, "quantity": quantity * 1000}


def lying(item: str, unit: str, quantity: int) -> dict[str, object]:
    return {"id": "", "item": item, "unit": unit, "quantity": quantity * 1000}
