"""Where the rules of fund speak and where they are silent."""

from __future__ import annotations

from tests.models.record_types.rule_examples import Example

EXAMPLES = (
    Example(
        "closed_not_before_opened",
        fires={"opened": "2026-01-05", "closed": "2026-01-04"},
        passes={"opened": "2026-01-05", "closed": "2026-04-05"},
    ),
    Example(
        "opening_date_not_before_opened",
        fires={"opened": "2026-01-05", "opening_date": "2026-01-01"},
        passes={"opened": "2020-01-05", "opening_date": "2026-01-01"},
    ),
    Example(
        "opening_balance_not_above_opening_received",
        fires={"opening_balance": 30_000_000, "opening_received": 3_000_000},
        passes={"opening_balance": 30_000_000, "opening_received": 2_968_254_000},
    ),
)
