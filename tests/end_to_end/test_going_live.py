"""A commune that goes live on 01/07/2026: what it entered once at the start gives a right appendix for nine months.

Every expected number was worked out by hand from the story told in `begin` and `work`."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.books import Days
from models.indicators import Figure
from models.opening import DAY, periods_before, periods_of_last_year
from models.ports import Identity
from models.record_types import record_type
from models.reports import ColumnKind, ReportCell
from models.rules import Severity
from storage.store import Store, open_store
from tests.samples import sample
from tests.storage.conftest import CHEAP

UNIT = "06010"
LIVE, CUTOFF = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
NOW = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)
PEOPLE = {"payer": "Lò Thị Mẫu", "receiver": "Vi Văn Thử", "accountant": "Hà Thị Kế", "treasurer": "Lý Văn Quỹ"}
FIRST_HALF = {
    "PL-09": 3,  # came over from 2025
    "PL-10": 20,
    "PL-11": 17,
    "PL-12": 4,  # 3 + 20 - 17 - 4: two are still open and become records
    "KT-18": 50_000_000,
    "VH-15.1": 1,  # the second model
    "PL-18": 1_500_000,
}
LAST_YEAR = {"PL-10": 30, "PL-11": 24, "KT-18": 80_000_000, "KT-20": 15_000_000, "VH-15": 1, "PL-18": 3_000_000}


class Office:
    """The commune's officer, who answers every warning with a reason."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def final(self, register: str, /, **values: Any) -> str:
        records = self.store.records
        record = replace(records.new(register), values={**records.new(register).values, **values})
        warnings = [found for found in records.problems(record) if found.severity is Severity.WARNING]
        reasons = {found.reason_key: "Đã đối chiếu" for found in warnings}
        return records.make_final(replace(record, reasons=reasons)).id

    def figures(self, period: str, values: dict[str, int]) -> None:
        self.store.figures.save([Figure(UNIT, period, code, value=value) for code, value in values.items()])


def line(**values: Any) -> dict[str, Any]:
    return {"id": "", **values}


def begin(office: Office) -> dict[str, str]:
    """What the page Số liệu ban đầu leads through."""
    office.store.settings.put(DAY, LIVE.isoformat())
    final = office.final
    ids: dict[str, list[str]] = {"unit": ["06"]}
    for register, values in (
        ("residential_area", {"valid_from": "2020-01-01", "valid_to": None}),
        ("mediation_team", {"valid_from": "2020-01-01", "valid_to": None, "status": "hoat_dong"}),
        ("mediator", {"recognised_date": "2020-01-01"}),
    ):
        made = sample(record_type(register), 1, ids, span=(dt.date(2026, 1, 1), LIVE))
        ids[register] = [final(register, **made | values)]
    ((area,), (team,), (mediator,)) = (ids[name] for name in ("residential_area", "mediation_team", "mediator"))
    poor = final(
        "fund",
        fund_kind="vnn",
        name="Quỹ Vì người nghèo xã",
        opened="2015-01-01",
        opening_date="2026-07-01",
        opening_balance=40_000_000,
        opening_received=100_000_000,
        goods=[line(item="Gạo tẻ", unit="kg", quantity=120_000)],
    )
    border = final(
        "fund",
        fund_kind="cot_moc",
        name="Quỹ cột mốc",
        opened="2025-01-01",
        opening_date="2026-07-01",
        opening_balance=2_000_000,
        opening_received=9_000_000,
    )
    donor = final("donor", kind="doanh_nghiep", organisation_name="Công ty Mẫu", publish_name="co")
    known = {"team": team, "mediator": mediator, "poor": poor, "border": border, "donor": donor}
    pledge = {"donor": donor, "fund": poor, "kind": "tien", "status": "da_dang_ky"}
    known["may"] = final("pledge", registered_date="2026-05-10", amount=30_000_000, **pledge)
    final("pledge", registered_date="2025-11-20", amount=12_000_000, **pledge)
    known["old case"] = case(office, known, "2025-12-10")
    case(office, known, "2026-05-15")
    model(office, area, "2024-03-01")
    model(office, area, "2026-03-05")
    office.figures("2026-H1", FIRST_HALF)
    office.figures("2025-9M", LAST_YEAR)
    return known | {"area": area}


def case(office: Office, known: dict[str, str], day: str) -> str:
    """A case that is under way since the day it came."""
    return office.final(
        "mediation_case",
        received_date=day,
        started_date=day,
        team=known["team"],
        accepted="tiep_nhan",
        ground="yeu_cau_cac_ben",
        category="mau_thuan",
        outcome="dang_giai_quyet",
        summary="Tranh chấp lối đi",
        parties=[line(name="Lê Văn Một", role="ben_1"), line(name="Lê Văn Hai", role="ben_2")],
        mediators=[line(mediator=known["mediator"])],
    )


def model(office: Office, area: str, day: str) -> None:
    office.final(
        "community_model",
        name=f"Khu dân cư an toàn thực phẩm {day}",
        theme="attp",
        content_no="2",
        kind="tap_the",
        coverage="khu_dan_cu",
        residential_area=area,
        n_areas=1,
        owner="Ban Thường trực MTTQ xã",
        formation="xay_dung_moi",
        status="dang_thuc_hien",
        registered_date=day,
        launched_date=day,
    )


def work(office: Office, known: dict[str, str]) -> None:
    """July to September, in the registers."""
    records = office.store.records
    settled = {"outcome": "thanh", "agreement_text": "Hai bên thỏa thuận giữ lối đi chung"}
    old = records.read("mediation_case", known["old case"])
    assert old is not None
    records.save(replace(old, values={**old.values, **settled, "closed_date": "2026-07-15"}))
    new = records.read("mediation_case", case(office, known, "2026-08-03"))
    assert new is not None
    records.save(replace(new, values={**new.values, **settled, "closed_date": "2026-08-20"}))
    case(office, known, "2026-09-20")
    model(office, known["area"], "2026-09-10")
    cash = {"kind": "tien_mat", "source_level": "truc_tiep", "donor": known["donor"], "publish_name": True, **PEOPLE}
    kept = {"received_date": "2026-07-20", "amount_vnd": 10_000_000, "pledge": known["may"]}
    office.final("donation_receipt", fund=known["poor"], **kept, **cash)
    office.final("donation_receipt", fund=known["poor"], received_date="2026-09-01", amount_vnd=5_000_000, **cash)
    office.final("donation_receipt", fund=known["border"], received_date="2026-08-01", amount_vnd=700_000, **cash)
    office.final(
        "disbursement",
        paid_date="2026-08-15",
        fund=known["poor"],
        direction="doi_tuong",
        content="tet",
        occasion="khac",
        funding_source="vnn",
        funding_level="xa",
        gifts=10,
        source_level="truc_tiep",
        form="hien_vat",
        goods=[line(name="gạo tẻ", unit="kg", quantity=100_000)],
        decision_no="12/QĐ-BVĐ",
        decision_date="2026-08-14",
        decision_body="Ban Vận động",
        approver="Lý Văn Mẫu",
        **PEOPLE,
    )


@pytest.fixture
def store(tmp_path: Path):
    with closing(open_store(tmp_path / "x", cost=CHEAP, clock=lambda: NOW)) as made:
        made.settings.set_identity(Identity(UNIT, "Xã Vũ Mẫu", "xa", "06", "Tỉnh Mẫu", "Lương Văn Thử", "Chủ tịch"))
        office = Office(made)
        work(office, begin(office))
        yield made


def cells(store: Store, period: str = "2026-9M", cutoff: dt.date = CUTOFF) -> dict[str, dict[ColumnKind, ReportCell]]:
    result = store.reports.result("phu-luc-cuoc-van-dong", period, cutoff)
    kinds = [column.kind for column in result.columns]
    order = {row.code: row.cells for row in result.rows if row.code and not row.level}
    return {code: {kind: found[kind.value] for kind in kinds} for code, found in order.items()}


def test_nine_months_are_the_half_year_typed_and_the_quarter_recorded(store: Store) -> None:
    found = cells(store)
    expected = {
        "PL-09": 3,
        "PL-10": 22,  # 20 + those of 03/08 and 20/09; the one of 15/05 is among the 20
        "PL-11": 19,  # 17 + the old one and that of 03/08
        "PL-12": 4,
        "PL-13": 2,  # of 15/05 and of 20/09
        "PL-14": 0,
        "KT-18": 65_000_000,
        "KT-20": 32_000_000,  # 30 - 10, and 12
        "VH-15": 3,
        "VH-15.1": 2,  # one in March, one in September
        "PL-18": 2_200_000,
        "PL-17": 9_700_000,  # 9.000.000 before, 700.000 since
    }
    assert {code: found[code][ColumnKind.IN_PERIOD].value for code in expected} == expected
    for code in ("PL-09", "PL-10", "PL-11", "PL-12", "KT-18", "VH-15.1", "PL-18"):
        assert found[code][ColumnKind.CUMULATIVE].value == expected[code]


def test_it_is_compared_with_the_figures_of_last_year(store: Store) -> None:
    found = cells(store)
    assert {code: found[code][ColumnKind.SAME_LAST_YEAR].value for code in LAST_YEAR} == LAST_YEAR
    shares = {"PL-10": 7333, "PL-11": 7917, "KT-18": 8125, "KT-20": 21333, "PL-18": 7333}  # 22/30, 19/24, 65/80, 32/15
    assert {code: found[code][ColumnKind.PERCENT].value for code in shares} == shares


def test_the_quarter_alone_is_what_was_recorded(store: Store) -> None:
    found = cells(store, "2026-Q3")
    quarter = {"PL-09": 2, "PL-10": 2, "PL-11": 2, "PL-12": 0, "PL-13": 2, "KT-18": 15_000_000, "VH-15.1": 1}
    assert {code: found[code][ColumnKind.IN_PERIOD].value for code in quarter} == quarter
    assert found["PL-10"][ColumnKind.CUMULATIVE].value == 22


def test_fund_and_store_go_on_from_the_opening(store: Store) -> None:
    days = Days("2026-07-01", "2026-09-30")
    funds = {item.fund_title: item for item in store.books.funds(days) if not item.campaign}
    poor, border = funds["Quỹ Vì người nghèo xã"], funds["Quỹ cột mốc"]
    assert (poor.opening, poor.received, poor.closing) == (40_000_000, 15_000_000, 55_000_000)
    assert (border.opening, border.received, border.closing) == (2_000_000, 700_000, 2_700_000)
    (rice,) = store.books.stock(days)
    assert (rice.opening, rice.taken_in, rice.given_out, rice.on_hand) == (120_000, 0, 100_000, 20_000)


def test_the_half_year_before_is_what_was_typed(store: Store) -> None:
    found = cells(store, "2026-H1", dt.date(2026, 6, 30))
    assert {code: found[code][ColumnKind.IN_PERIOD].value for code in FIRST_HALF} == FIRST_HALF


def test_which_sheets_are_asked_for() -> None:
    assert [period.code for period in periods_before(LIVE)] == ["2026-H1"]
    assert [period.code for period in periods_before(dt.date(2026, 5, 1))] == ["2026-Q1", "2026-04"]
    assert [period.code for period in periods_before(dt.date(2026, 12, 1))] == ["2026-9M", "2026-10", "2026-11"]
    assert periods_before(dt.date(2026, 1, 1)) == ()
    assert [period.code for period in periods_of_last_year(LIVE)] == ["2025-H1", "2025-9M", "2025"]
