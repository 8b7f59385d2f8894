"""Where the rules of mediation_case speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

MEMBERS = {("mediator", "m1"): {"team": "t1"}, ("mediator", "m2"): {"team": "t2"}}

TEAMS = {
    ("mediation_team", "t1"): {"residential_area": "a1", "valid_from": "2019-05-04", "valid_to": "2026-06-30"},
    ("mediation_team", "t2"): {"residential_area": "a2", "valid_from": "2010-01-01"},
    ("mediation_team", "t3"): {"residential_area": "a1"},
}
IN_OFFICE = {("mediator", "m1"): {"decision_date": "2025-01-01", "left_date": "2026-02-01"}}

EXAMPLES = (
    Example(
        "teams_differ",
        fires={"team": "t1", "co_team": "t1"},
        passes={"team": "t1", "co_team": "t2"},
    ),
    Example(
        "detail_fits_category",
        fires={"category": "hngd", "subcategory": "loi_di"},
        passes={"category": "mau_thuan", "subcategory": "loi_di"},
    ),
    Example(
        "both_sides_present",
        fires={"parties": [{"role": "ben_1"}, {"role": "lien_quan"}]},
        passes={"parties": [{"role": "ben_1"}, {"role": "ben_2"}, {"role": "lien_quan"}]},
    ),
    Example(
        "both_sides_present",
        fires={"parties": [{"role": "ben_2"}, {"role": "ben_2"}]},
        passes={"parties": [{"role": "ben_1"}, {"role": "ben_2"}]},
    ),
    Example(
        "mediators_given_once",
        fires={"mediators": [{"mediator": "m1"}, {"mediator": "m1"}]},
        passes={"mediators": [{"mediator": "m1"}, {"mediator": "m2"}, {"mediator": None}, {}]},
    ),
    Example(
        "mediator_of_these_teams",
        fires={"team": "t1", "mediators": [{"mediator": "m1"}, {"mediator": "m2"}]},
        passes={"team": "t1", "co_team": "t2", "mediators": [{"mediator": "m1"}, {"mediator": "m2"}]},
        records=MEMBERS,
    ),
    Example(
        "assigned_date_not_before_received_date",
        fires={"received_date": "2026-03-02", "assigned_date": "2026-03-01"},
        passes={"received_date": "2026-03-02", "assigned_date": "2026-03-02"},
    ),
    Example(
        "started_date_not_before_received_date",
        fires={"received_date": "2026-03-02", "started_date": "2026-03-01"},
        passes={"received_date": "2026-03-02", "started_date": "2026-03-02"},
    ),
    Example(
        "started_within_three_days",
        fires={"assigned_date": "2026-02-27", "started_date": "2026-03-03"},
        passes={"assigned_date": "2026-02-27", "started_date": "2026-03-02"},
    ),
    Example(
        "untouched_case_not_started",
        fires={"outcome": "chua_giai_quyet", "started_date": "2026-03-02"},
        passes={"outcome": "dang_giai_quyet", "started_date": "2026-03-02"},
    ),
    Example(
        "sessions_of_closed_case",
        fires={"outcome": "thanh", "session_count": 0},
        passes={"outcome": "dang_giai_quyet", "session_count": 0},
    ),
    Example(
        "closed_date_not_before_received_date",
        fires={"received_date": "2026-03-02", "closed_date": "2025-03-12"},
        passes={"received_date": "2026-03-02", "closed_date": "2026-03-12"},
    ),
    Example(
        "closed_date_not_before_started_date",
        fires={"started_date": "2026-03-04", "closed_date": "2026-03-03"},
        passes={"started_date": "2026-03-04", "closed_date": "2026-03-04"},
    ),
    Example(
        "due_date_not_before_closed_date",
        fires={"closed_date": "2026-03-04", "due_date": "2026-03-03"},
        passes={"closed_date": "2026-03-04", "due_date": "không rõ"},
    ),
    Example(
        "settled_case_not_referred",
        fires={"outcome": "thanh", "referred": True},
        passes={"outcome": "khong_thanh", "referred": True},
    ),
    Example(
        "escalation_date_not_before_received_date",
        fires={"received_date": "2026-03-02", "escalation_date": "2026-03-01"},
        passes={"received_date": "2026-03-02", "escalation_date": "2026-03-02"},
    ),
    Example(
        "year_or_age",
        fires={"name": "Lý Văn Thử"},
        passes={"name": "Lý Văn Thử", "age": 41},
        lines="parties",
    ),
    Example(
        "year_or_age",
        fires={"birth_year": 1985, "age": 41},
        passes={"is_organisation": True},
        lines="parties",
    ),
    Example(
        "no_conflict_of_interest",
        fires={"conflict_of_interest": True},
        passes={"conflict_of_interest": False},
        lines="mediators",
    ),
    Example(
        "exclusion_named",
        fires={"accepted": "ngoai_pham_vi"},
        passes={"accepted": "ngoai_pham_vi", "exclusion": "khac"},
    ),
    Example(
        "both_committees_told",
        fires={"co_team": "t2", "outcome": "dang_giai_quyet"},
        passes={"co_team": "t2", "outcome": "thanh"},
    ),
    Example(
        "teams_of_two_areas",
        fires={"team": "t1", "co_team": "t3"},
        passes={"team": "t1", "co_team": "t2"},
        records=TEAMS,
    ),
    Example(
        "teams_in_force",
        fires={"team": "t1", "received_date": "2026-06-30"},
        passes={"team": "t1", "received_date": "2026-06-29"},
        records=TEAMS,
    ),
    Example(
        "teams_in_force",
        fires={"team": "t2", "co_team": "t1", "received_date": "2019-05-03"},
        passes={"team": "t2", "co_team": "t1", "received_date": "2019-05-04"},
        records=TEAMS,
    ),
    Example(
        "mediators_in_office",
        fires={"received_date": "2026-01-31", "started_date": "2026-02-01", "mediators": [{"mediator": "m1"}]},
        passes={"received_date": "2026-02-01", "started_date": "2026-01-31", "mediators": [{"mediator": "m1"}]},
        records=IN_OFFICE,
    ),
    Example(
        "mediators_in_office",
        fires={"received_date": "2024-12-31", "mediators": [{"mediator": None}, {"mediator": "m1"}]},
        passes={"received_date": "2025-01-01", "mediators": [{"mediator": None}, {"mediator": "m1"}]},
        records=IN_OFFICE,
    ),
    Example(
        "danger_reported_at_once",
        fires={"escalation": "bao_luc_10_4", "received_date": "2026-03-02", "escalation_date": "2026-03-04"},
        passes={"escalation": "bao_luc_10_4", "received_date": "2026-03-02", "escalation_date": "2026-03-03"},
    ),
)
