"""Where the rules of campaign speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

FUNDS = {("fund", "relief"): {"fund_kind": "cuu_tro"}, ("fund", "marker"): {"fund_kind": "cot_moc"}}

EXAMPLES = (
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
        "distribution_within_20_days",
        fires={"fund": "relief", "reception_end": "2024-12-09", "distribution_end": "2024-12-30"},
        passes={"fund": "relief", "reception_end": "2024-12-09", "distribution_end": "2024-12-29"},
        records=FUNDS,
    ),
)
