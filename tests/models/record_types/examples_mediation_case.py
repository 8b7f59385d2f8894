"""Where the rules of mediation_case speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

MEMBERS = {("mediator", "m1"): {"team": "t1"}, ("mediator", "m2"): {"team": "t2"}}

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
)
