"""Where the rules of oversight_session speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "opinions_accepted_not_above_opinions",
        fires={"opinions": 7, "opinions_accepted": 8},
        passes={"opinions": 7, "opinions_accepted": 7},
    ),
    Example(
        "criticism_has_opinions",
        fires={"kind": "phan_bien", "opinions": 0},
        passes={"kind": "giam_sat", "opinions": 0},
    ),
    Example(
        "answer_date_not_before_session_date",
        fires={"session_date": "2026-05-12", "answer_date": "2026-05-11"},
        passes={"session_date": "2026-05-12", "answer_date": "2026-06-11"},
    ),
    Example(
        "no_personal_numbers",
        fires={"subject": "Đơn của công dân số 080168001234"},
        passes={"subject": "Kế hoạch 123/KH-MTTQ, hồ sơ 00801680012345"},
    ),
)
