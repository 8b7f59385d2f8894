"""Where the rules of disbursement speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example, Values

RECORDS: dict[tuple[str, str], Values] = {
    ("fund", "relief"): {
        "fund_kind": "cuu_tro",
        "opened": "2024-01-05",
        "closed": "2025-03-01",
        "opening_date": "2024-02-01",
    },
    ("fund", "poor"): {"fund_kind": "vnn", "opened": "2020-01-01"},
    ("campaign", "storm"): {"fund": "relief", "launch_date": "2024-09-10", "reception_end": "2024-12-09"},
    ("donation_receipt", "for_pupils"): {
        "fund": "poor",
        "received_date": "2024-08-20",
        "unspent": 18_500_000,
        "restriction": "Học bổng cho học sinh nghèo",
    },
    ("disbursement", "in_march"): {"state": "final", "restricted_gift": "for_pupils", "amount": 1_000_000},
    ("disbursement", "not_final"): {"state": "draft", "restricted_gift": "for_pupils", "amount": 1_000_000},
}


def pupils(whole: int, *parts: int) -> dict[str, object]:
    """A list of one row with parts of it below, amounts in đồng."""
    rows = [{"full_name": "Hộ nghèo xã Mẫu", "given_amount": whole}]
    return {"beneficiaries": [*rows, *({"full_name": "Học sinh", "given_amount": p, "is_part": True} for p in parts)]}


EXAMPLES = (
    Example(
        "paid_while_fund_open",
        fires={"fund": "relief", "paid_date": "2025-03-01"},
        passes={"fund": "relief", "paid_date": "2025-02-28"},
        records=RECORDS,
    ),
    Example(
        "paid_while_fund_open",
        fires={"fund": "relief", "paid_date": "2024-01-04"},
        passes={"fund": "poor", "paid_date": "2024-01-04"},
        records=RECORDS,
    ),
    Example(
        "paid_while_fund_open",
        fires={"fund": "relief", "paid_date": "2025-03-02"},
        passes={"fund": "relief", "paid_date": "2024-01-05"},
        records=RECORDS,
    ),
    Example(
        "paid_after_opening_balance",
        fires={"fund": "relief", "paid_date": "2024-01-31"},
        passes={"fund": "relief", "paid_date": "2024-02-01"},
        records=RECORDS,
    ),
    Example(
        "paid_date_not_before_decision_date",
        fires={"paid_date": "2024-09-30", "decision_date": "2024-10-01"},
        passes={"paid_date": "2024-10-01", "decision_date": "2024-10-01"},
    ),
    Example(
        "campaign_of_this_fund",
        fires={"fund": "poor", "campaign": "storm"},
        passes={"fund": "relief", "campaign": "storm"},
        records=RECORDS,
    ),
    Example(
        "not_before_launch",
        fires={"campaign": "storm", "paid_date": "2024-09-09"},
        passes={"campaign": "storm", "paid_date": "2024-09-10"},
        records=RECORDS,
    ),
    Example(
        "paid_within_20_days",
        fires={"fund": "relief", "campaign": "storm", "paid_date": "2024-12-30"},
        passes={"fund": "relief", "campaign": "storm", "paid_date": "2024-12-29"},
        records=RECORDS,
    ),
    Example(
        "gift_spent_as_promised",
        fires={"restricted_gift": "for_pupils", "as_promised": False},
        passes={"restricted_gift": "for_pupils", "as_promised": True},
        records=RECORDS,
    ),
    Example(
        "gift_of_this_fund",
        fires={"fund": "relief", "restricted_gift": "for_pupils"},
        passes={"fund": "poor", "restricted_gift": "for_pupils"},
        records=RECORDS,
    ),
    Example(
        "gift_received_before",
        fires={"restricted_gift": "for_pupils", "paid_date": "2024-08-19"},
        passes={"restricted_gift": "for_pupils", "paid_date": "2024-08-20"},
        records=RECORDS,
    ),
    Example(
        "within_the_gift",
        fires={"restricted_gift": "for_pupils", "amount": 18_500_001},
        passes={"restricted_gift": "for_pupils", "amount": 18_500_000},
        records=RECORDS,
    ),
    Example(
        "within_the_gift",
        fires={"id": "not_final", "restricted_gift": "for_pupils", "amount": 19_500_000},
        passes={"id": "in_march", "restricted_gift": "for_pupils", "amount": 19_500_000},
        records=RECORDS,
    ),
    Example(
        "content_of_relief",
        fires={"fund": "relief", "content": "tet"},
        passes={"fund": "relief", "content": "luong_thuc"},
        records=RECORDS,
    ),
    Example(
        "content_of_relief",
        fires={"fund": "relief", "content": "khac"},
        passes={"fund": "poor", "content": "khac"},
        records=RECORDS,
    ),
    Example(
        "content_of_relief",
        fires={"fund": "relief", "content": "khac", "running_cost": False},
        passes={"fund": "relief", "content": "khac", "running_cost": True},
        records=RECORDS,
    ),
    Example(
        "running_cost_agreed",
        fires={"fund": "relief", "running_cost": True},
        passes={"fund": "relief", "running_cost": True, "consent_ref": "Thư ngày 12/9/2024"},
        records=RECORDS,
    ),
    Example(
        "running_cost_agreed",
        fires={"fund": "relief", "running_cost": True, "consent_ref": ""},
        passes={"fund": "poor", "running_cost": True},
        records=RECORDS,
    ),
    Example(
        "something_paid",
        fires={"form": "hien_vat_va_tien", "money": 0},
        passes={"form": "hien_vat", "money": 0},
    ),
    # The blankets of report 974/BC: 360 at 250.000 đồng are 90 million.
    Example(
        "gift_value_fits",
        fires={"gifts": 360, "gift_value": 250_000, "amount": 90_250_000},
        passes={"gifts": 360, "gift_value": 250_000, "amount": 90_000_000},
    ),
    Example(
        "target_told",
        fires={"direction": "doi_tuong", "target_group": None, "amount": 1, "beneficiaries": [{"full_name": "Hộ A"}]},
        passes={"direction": "doi_tuong", "target_group": None, "amount": 140_000_000, **pupils(140_000_000)},
    ),
    Example(
        "target_told",
        fires={"direction": "doi_tuong", "target_group": None, "amount": 0},
        passes={"direction": "doi_tuong", "target_group": "ho_ngheo", "amount": 1},
    ),
    Example(
        "target_told",
        fires={"direction": "doi_tuong", "target_group": None},
        passes={"direction": "don_vi", "target_group": None},
    ),
    Example(
        "target_told",
        fires={"direction": "doi_tuong", "amount": 1, "running_cost": False},
        passes={"direction": "doi_tuong", "amount": 1, "running_cost": True},
    ),
    Example(
        "beneficiaries_add_up",
        fires={"amount": 158_500_000, **pupils(140_000_000, 18_500_000)},
        passes={"amount": 140_000_000, **pupils(140_000_000, 18_500_000)},
    ),
    Example(
        "each_told_what_is_given",
        fires={"beneficiaries": [{"full_name": "Hộ A", "given_amount": 0}, {"full_name": "Hộ B"}]},
        passes={"beneficiaries": [{"full_name": "Hộ A", "given_amount": 0}, {"full_name": "B", "given_goods": "Chăn"}]},
    ),
    Example(
        "parts_within_their_row",
        fires=pupils(140_000_000, 100_000_000, 40_000_001),
        passes=pupils(140_000_000, 100_000_000, 40_000_000),
    ),
    Example(
        "parts_within_their_row",
        fires={"beneficiaries": [{"full_name": "Học sinh", "is_part": True}]},
        passes={"beneficiaries": [{"full_name": "Học sinh", "is_part": False}]},
    ),
)
