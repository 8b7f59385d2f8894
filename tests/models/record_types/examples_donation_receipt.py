"""Where the rules of donation_receipt speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

FUND = {("fund", "f1"): {"opened": "2026-01-05", "closed": "2026-04-05", "opening_date": "2026-02-01"}}
PLEDGE = {("pledge", "p1"): {"donor": "d1", "fund": "f1", "status": "da_dang_ky", "registered_date": "2026-03-01"}}
CANCELLED = {("pledge", "p2"): {"status": "huy"}}
DONORS = {
    ("donor", "d1"): {"publish_name": "co"},
    ("donor", "d2"): {"publish_name": "khong"},
    ("donor", "d3"): {"publish_name": "an_danh"},
}

STORM = {
    ("fund", "f1"): {"fund_kind": "cuu_tro"},
    ("fund", "f2"): {"fund_kind": "vnn"},
    ("campaign", "c1"): {"fund": "f1", "launch_date": "2024-09-10", "reception_end": "2024-12-09"},
    ("campaign", "c2"): {"fund": "f2", "launch_date": "2024-09-10", "reception_end": "2024-12-09"},
}

EXAMPLES = (
    Example(
        "campaign_of_this_fund",
        fires={"fund": "f2", "campaign": "c1"},
        passes={"fund": "f1", "campaign": "c1"},
        records=STORM,
    ),
    Example(
        "not_before_launch",
        fires={"campaign": "c1", "received_date": "2024-09-09"},
        passes={"campaign": "c1", "received_date": "2024-09-10"},
        records=STORM,
    ),
    Example(
        "received_before_reception_ended",
        fires={"fund": "f1", "campaign": "c1", "received_date": "2024-12-10"},
        passes={"fund": "f1", "campaign": "c1", "received_date": "2024-12-09"},
        records=STORM,
    ),
    Example(
        "received_before_reception_ended",
        fires={"fund": "f1", "campaign": "c1", "received_date": "2025-01-10"},
        passes={"fund": "f2", "campaign": "c2", "received_date": "2025-01-10"},
        records=STORM,
    ),
    Example(
        "received_while_fund_open",
        fires={"fund": "f1", "received_date": "2026-04-05"},
        passes={"fund": "f1", "received_date": "2026-04-04"},
        records=FUND,
    ),
    Example(
        "received_while_fund_open",
        fires={"fund": "f1", "received_date": "2026-01-04"},
        passes={"fund": "f2", "received_date": "2026-01-04"},
        records={**FUND, ("fund", "f2"): {"opened": "2025-01-01"}},
    ),
    Example(
        "received_while_fund_open",
        fires={"fund": "f1", "received_date": "2026-04-06"},
        passes={"fund": "f1", "received_date": "2026-01-05"},
        records=FUND,
    ),
    Example(
        "received_after_opening_balance",
        fires={"fund": "f1", "received_date": "2026-01-31"},
        passes={"fund": "f1", "received_date": "2026-02-01"},
        records=FUND,
    ),
    Example(
        "pledge_of_this_donor",
        fires={"donor": "d2", "pledge": "p1"},
        passes={"donor": "d1", "pledge": "p1"},
        records=PLEDGE,
    ),
    Example(
        "pledge_for_this_fund",
        fires={"fund": "f2", "pledge": "p1"},
        passes={"fund": "f1", "pledge": "p1"},
        records=PLEDGE,
    ),
    Example(
        "pledge_stands",
        fires={"pledge": "p2"},
        passes={"pledge": "p1"},
        records={**PLEDGE, **CANCELLED},
    ),
    Example(
        "received_after_pledge",
        fires={"pledge": "p1", "received_date": "2026-02-28"},
        passes={"pledge": "p1", "received_date": "2026-03-01"},
        records=PLEDGE,
    ),
    Example(
        "money_above_zero",
        fires={"kind": "tien_mat", "amount_vnd": 0},
        passes={"kind": "hien_vat", "amount_vnd": 0},
    ),
    Example(
        "amount_fits_rate",
        fires={"kind": "ngoai_te", "fx_amount": 100_000, "fx_rate": 25_310_000, "amount_vnd": 253_100},
        passes={"kind": "ngoai_te", "fx_amount": 100_000, "fx_rate": 25_310_000, "amount_vnd": 2_531_000},
    ),
    Example(
        "amount_fits_rate",
        fires={"kind": "ngoai_te", "fx_amount": 1_000, "fx_rate": 25_310_500, "amount_vnd": 25_312},
        passes={"kind": "ngoai_te", "fx_amount": 1_000, "fx_rate": 25_310_500, "amount_vnd": 25_311},
    ),
    # One dollar at 25.310 is 25.310 đồng and not one more.
    Example(
        "amount_fits_rate",
        fires={"kind": "ngoai_te", "fx_amount": 1_000, "fx_rate": 25_310_000, "amount_vnd": 25_311},
        passes={"kind": "ngoai_te", "fx_amount": 1_000, "fx_rate": 25_310_000, "amount_vnd": 25_310},
    ),
    Example(
        "goods_not_expired",
        fires={"received_date": "2026-03-02", "goods": [{"name": "Sữa", "expiry": "2026-03-01"}]},
        passes={"received_date": "2026-03-02", "goods": [{"name": "Sữa", "expiry": "2026-03-02"}, {"name": "Chăn"}]},
    ),
    Example(
        "transfer_names_its_voucher",
        fires={"kind": "chuyen_khoan", "bank_ref": ""},
        passes={"kind": "chuyen_khoan", "bank_ref": "BC 12"},
    ),
    Example(
        "name_published_with_consent",
        fires={"donor": "d2", "publish_name": True},
        passes={"donor": "d1", "publish_name": True},
        records=DONORS,
    ),
    Example(
        "name_published_with_consent",
        fires={"donor": "d3", "publish_name": True},
        passes={"donor": "d3", "publish_name": False},
        records=DONORS,
    ),
)
