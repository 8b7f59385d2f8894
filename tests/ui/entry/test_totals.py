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
        (
            "unity_festival",
            {"households": 420, "gifts": 18, "gifts_value": 5_400_000, "cost": 36_000_000},
            "420 hộ tham dự",
            "420 hộ tham dự · 18 suất quà · trị giá quà 5.400.000 đồng · kinh phí tổ chức 36.000.000 đồng",
        ),
        ("community_model", {"n_committed": 80}, "", "80 hộ ký cam kết"),
        ("house_support", {"total_value": 90_000_000}, "90.000.000 đồng", "tổng giá trị 90.000.000 đồng"),
    ],
)
def test_a_sum_says_what_it_counts(name, totals, short, long):
    summary = Summary(4, 4, totals)
    assert totals_text(record_type(name), summary, labels=False) == short
    assert totals_text(record_type(name), summary, labels=True) == long
