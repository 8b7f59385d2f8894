"""Where the rules of community_model speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

SOURCE = {
    ("community_model", "c1"): {
        "name": "Tuyến đường hoa",
        "residential_area": "a1",
        "registered_date": "2026-01-10",
        "launched_date": "2026-02-10",
    }
}

EXAMPLES = (
    Example(
        "n_committed_not_above_n_households",
        fires={"n_households": 40, "n_committed": 41},
        passes={"n_households": 40, "n_committed": 40},
    ),
    Example(
        "one_area_counted_once",
        fires={"coverage": "khu_dan_cu", "n_areas": 3},
        passes={"coverage": "nhieu_khu_dan_cu", "n_areas": 3},
    ),
    Example(
        "groups_and_areas_told",
        fires={"theme": "to_lien_gia", "n_groups": 3},
        passes={"theme": "to_lien_gia", "n_groups": 3, "n_areas": 0},
    ),
    Example(
        "groups_and_areas_told",
        fires={"theme": "to_lien_gia", "n_areas": 1},
        passes={"theme": "attp", "n_areas": 1},
    ),
    Example(
        "launched_date_not_before_registered_date",
        fires={"registered_date": "2026-01-10", "launched_date": "2026-01-09"},
        passes={"registered_date": "2026-01-10", "launched_date": "2026-02-10"},
    ),
    Example(
        "stopped_date_not_before_launched_date",
        fires={"launched_date": "2026-02-10", "stopped_date": "2026-02-09"},
        passes={"launched_date": "2026-02-10", "stopped_date": "2026-12-31"},
    ),
    Example(
        "stopped_date_not_before_registered_date",
        fires={"registered_date": "2026-01-10", "stopped_date": "2026-01-09"},
        passes={"registered_date": "2026-01-10", "stopped_date": "2026-01-10"},
    ),
    Example(
        "decision_date_not_before_registered_date",
        fires={"registered_date": "2026-01-10", "decision_date": "2025-01-12"},
        passes={"registered_date": "2026-01-10", "decision_date": "2026-01-12"},
    ),
    Example(
        "not_replicated_from_itself",
        fires={"id": "c1", "replicated_from": "c1"},
        passes={"id": "c2", "replicated_from": "c1"},
    ),
    Example(
        "not_replicated_from_itself",
        fires={
            "replicated_from": "c1",
            "name": "Tuyến đường hoa",
            "residential_area": "a1",
            "registered_date": "2026-01-10",
        },
        passes={
            "replicated_from": "c1",
            "name": "Tuyến đường hoa",
            "residential_area": "a2",
            "registered_date": "2026-01-10",
        },
        records=SOURCE,
    ),
    Example(
        "source_launched_before",
        fires={"replicated_from": "c1", "launched_date": "2026-02-09"},
        passes={"replicated_from": "c1", "launched_date": "2026-03-01"},
        records=SOURCE,
    ),
    Example(
        "source_launched_before",
        fires={"replicated_from": "c1", "launched_date": "2026-01-10"},
        passes={"replicated_from": "c1", "launched_date": "2026-02-10"},
        records=SOURCE,
    ),
    Example(
        "cost_covers_its_parts",
        fires={"cost_total": 10_000_000, "cost_state": 6_000_000, "cost_social": 5_000_000},
        passes={"cost_total": 11_000_000, "cost_state": 6_000_000, "cost_social": 5_000_000},
    ),
    Example(
        "source_at_work",
        fires={"replicated_from": "c1"},
        passes={"replicated_from": "c2"},
        records={
            ("community_model", "c1"): {"state": "draft", "status": "dang_thuc_hien"},
            ("community_model", "c2"): {"state": "final", "status": "dien_hinh"},
        },
    ),
    Example(
        "no_personal_numbers",
        fires={"criteria": "Mỗi hộ gọi 0900.000.123 khi có việc"},
        passes={"criteria": "100 % hộ ký cam kết 23 nội dung"},
    ),
)
