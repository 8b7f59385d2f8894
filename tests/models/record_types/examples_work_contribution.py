"""Where the rules of work_contribution speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

WORK = {("public_work", "w1"): {"completed_date": "2026-04-30"}}
THREE_DAYS = {"kind": "ngay_cong", "from_date": "2026-03-02", "to_date": "2026-03-04", "people": 10}

EXAMPLES = (
    Example(
        "to_date_not_before_from_date",
        fires={"from_date": "2026-03-02", "to_date": "2026-03-01"},
        passes={"from_date": "2026-03-02", "to_date": "2026-03-02"},
    ),
    Example(
        "trees_are_whole",
        fires={"kind": "cay_xanh", "quantity": 43_500},
        passes={"kind": "cay_xanh", "quantity": 43_000_000},
    ),
    Example(
        "length_in_metres",
        fires={"kind": "duong", "quantity": 4_389},
        passes={"kind": "duong", "quantity": 4_389_000},
    ),
    Example("length_in_metres", fires={"kind": "ranh_cong", "quantity": 9_999}, passes={"kind": "khac", "quantity": 1}),
    Example("length_in_metres", fires={"kind": "duong", "quantity": 1}, passes={"kind": "duong", "quantity": 10_000}),
    Example(
        "road_of_known_surface",
        fires={"kind": "duong", "work_name": "Đường thôn"},
        passes={"kind": "duong", "public_work": "w2"},
        records={("public_work", "w2"): {"surface": "be_tong"}},
    ),
    Example(
        "road_of_known_surface",
        fires={"kind": "duong", "public_work": "w3"},
        passes={"kind": "ranh_cong", "public_work": "w3"},
        records={("public_work", "w3"): {"surface": None}},
    ),
    Example(
        "days_fit_people",
        fires={**THREE_DAYS, "quantity": 30_500},
        passes={**THREE_DAYS, "quantity": 30_000},
    ),
    Example(
        "days_fit_people",
        fires={**THREE_DAYS, "to_date": "2026-03-02", "quantity": 10_001},
        passes={**THREE_DAYS, "to_date": "2026-03-02", "quantity": 10_000},
    ),
    Example(
        "households_not_above_people",
        fires={"people": 20, "households": 21},
        passes={"people": 20, "households": 20},
    ),
    Example(
        "contributed_before_completion",
        fires={"public_work": "w1", "from_date": "2026-05-01"},
        passes={"public_work": "w1", "from_date": "2026-04-30"},
        records=WORK,
    ),
    Example(
        "no_personal_numbers",
        fires={"item_name": "Cát, liên hệ 0900000123"},
        passes={"item_name": "Cát vàng, 2000 viên gạch"},
    ),
)
