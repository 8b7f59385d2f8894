"""The sums of a list never stand as bare numbers."""

from __future__ import annotations

import pytest

from models.record_types import record_type
from models.records import Summary
from ui.entry.totals import totals_text


@pytest.mark.parametrize(
    ("name", "totals", "short", "long"),
    [
        ("disbursement", {"gifts": 99}, "99 suất", "99 suất"),
        (
            "disbursement",
            {"gifts": 99, "amount": 49_500_000},
            "99 suất",
            "99 suất · tổng giá trị 49.500.000 đồng",
        ),
        ("household", {"members": 12}, "12 nhân khẩu", "12 nhân khẩu"),
        ("donation_receipt", {}, "", ""),
        ("house_support", {"total_value": 90_000_000}, "90.000.000 đồng", "tổng giá trị 90.000.000 đồng"),
    ],
)
def test_a_sum_says_what_it_counts(name, totals, short, long):
    summary = Summary(4, 4, totals)
    assert totals_text(record_type(name), summary, labels=False) == short
    assert totals_text(record_type(name), summary, labels=True) == long
