"""Where the rules of campaign speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example, Values

FUNDS = {("fund", "relief"): {"fund_kind": "cuu_tro"}, ("fund", "marker"): {"fund_kind": "cot_moc"}}

OPENED: dict[tuple[str, str], Values] = {
    ("fund", "opened"): {"opening_balance": 40_000_000},
    ("fund", "new"): {"opening_balance": None},
}

EXAMPLES = (
    Example(
        "opening_within_the_fund",
        fires={"fund": "opened", "opening_balance": 40_000_001},
        passes={"fund": "opened", "opening_balance": 40_000_000},
        records=OPENED,
    ),
    Example(
        "opening_within_the_fund",
        fires={"fund": "new", "opening_balance": 1},
        passes={"fund": "new", "opening_balance": 0},
        records=OPENED,
    ),
    Example(
        "reception_end_not_before_launch_date",
        fires={"launch_date": "2024-09-10", "reception_end": "2024-09-09"},
        passes={"launch_date": "2024-09-10", "reception_end": "2024-09-10"},
    ),
    Example(
        "distribution_end_not_before_launch_date",
        fires={"launch_date": "2024-09-10", "distribution_end": "2024-09-09"},
        passes={"launch_date": "2024-09-10", "distribution_end": "2024-12-29"},
    ),
    Example(
        "launch_date_not_before_decision_date",
        fires={"launch_date": "2024-09-10", "decision_date": "2024-09-11"},
        passes={"launch_date": "2024-09-10", "decision_date": "2024-09-10"},
    ),
    Example(
        "extension_date_not_before_launch_date",
        fires={"launch_date": "2024-09-10", "extension_date": "2024-09-09"},
        passes={"launch_date": "2024-09-10", "extension_date": "2024-12-05"},
    ),
    # 10 September and 90 days is 9 December: 20 days of September are left, October has 31, November 30, then 9.
    Example(
        "reception_within_90_days",
        fires={"fund": "relief", "launch_date": "2024-09-10", "reception_end": "2024-12-10"},
        passes={"fund": "relief", "launch_date": "2024-09-10", "reception_end": "2024-12-09"},
        records=FUNDS,
    ),
    Example(
        "reception_within_90_days",
        fires={"fund": "relief", "launch_date": "2024-09-10", "reception_end": "2025-02-01", "extension_no": ""},
        passes={"fund": "relief", "launch_date": "2024-09-10", "reception_end": "2025-02-01", "extension_no": "12/QĐ"},
        records=FUNDS,
    ),
    Example(
        "reception_within_90_days",
        fires={"fund": "relief", "launch_date": "2020-01-01", "reception_end": "2024-12-31"},
        passes={"fund": "marker", "launch_date": "2020-01-01", "reception_end": "2024-12-31"},
        records=FUNDS,
    ),
    Example(
        "extended_by_province",
        fires={"fund": "relief", "extension_no": "12/QĐ", "extension_level": "xa"},
        passes={"fund": "relief", "extension_no": "12/QĐ", "extension_level": "tinh"},
        records=FUNDS,
    ),
    # The decree binds relief only; a local fund is extended by whoever launched it.
    Example(
        "extended_by_province",
        fires={"fund": "relief", "extension_no": "12/QĐ", "extension_level": "huyen"},
        passes={"fund": "marker", "extension_no": "12/QĐ", "extension_level": "huyen"},
        records=FUNDS,
    ),
    Example(
        "distribution_within_20_days",
        fires={"fund": "relief", "reception_end": "2024-12-09", "distribution_end": "2024-12-30"},
        passes={"fund": "relief", "reception_end": "2024-12-09", "distribution_end": "2024-12-29"},
        records=FUNDS,
    ),
    Example(
        "receipts_published_not_before_launch_date",
        fires={"launch_date": "2024-09-10", "receipts_published": "2024-09-09"},
        passes={"launch_date": "2024-09-10", "receipts_published": "2024-12-20"},
    ),
    Example(
        "payments_published_not_before_launch_date",
        fires={"launch_date": "2024-09-10", "payments_published": "2024-09-09"},
        passes={"launch_date": "2024-09-10", "payments_published": "2025-01-20"},
    ),
    Example(
        "posted_until_not_before_posted_from",
        fires={"posted_from": "2024-12-20", "posted_until": "2024-12-19"},
        passes={"posted_from": "2024-12-20", "posted_until": "2024-12-20"},
    ),
    # 9 December and 15 days is 24 December.
    Example(
        "receipts_published_in_time",
        fires={"fund": "relief", "reception_end": "2024-12-09", "receipts_published": "2024-12-25"},
        passes={"fund": "relief", "reception_end": "2024-12-09", "receipts_published": "2024-12-24"},
        records=FUNDS,
    ),
    # 29 December and 30 days is 28 January.
    Example(
        "payments_published_in_time",
        fires={"fund": "relief", "distribution_end": "2024-12-29", "payments_published": "2025-01-29"},
        passes={"fund": "relief", "distribution_end": "2024-12-29", "payments_published": "2025-01-28"},
        records=FUNDS,
    ),
    # From 1 April to 30 April hang thirty days.
    Example(
        "posted_for_30_days",
        fires={"fund": "relief", "posted_from": "2024-04-01", "posted_until": "2024-04-29"},
        passes={"fund": "relief", "posted_from": "2024-04-01", "posted_until": "2024-04-30"},
        records=FUNDS,
    ),
    # A day is too short as well; an end before the beginning is another rule's.
    Example(
        "posted_for_30_days",
        fires={"fund": "relief", "posted_from": "2024-04-01", "posted_until": "2024-04-01"},
        passes={"fund": "relief", "posted_from": "2024-04-01", "posted_until": "2024-03-31"},
        records=FUNDS,
    ),
    Example(
        "publication_noted",
        fires={"fund": "relief", "reception_end": "2024-12-09"},
        passes={"fund": "relief", "reception_end": "2024-12-09", "receipts_published": "2024-12-24"},
        records=FUNDS,
    ),
    Example(
        "publication_noted",
        fires={
            "fund": "relief",
            "reception_end": "2024-12-09",
            "receipts_published": "2024-12-24",
            "distribution_end": "2024-12-29",
        },
        passes={"fund": "marker", "reception_end": "2024-12-09", "distribution_end": "2024-12-29"},
        records=FUNDS,
    ),
)
