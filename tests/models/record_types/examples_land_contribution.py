"""Where the rules of land_contribution speak and where they are silent."""

from __future__ import annotations

from models.fields import Area
from tests.models.record_types.rule_examples import Example


def square_metres(whole: int) -> Area:
    return Area(whole * 1000, "m²", 100)


EXAMPLES = (
    Example(
        "adult_when_signing",
        fires={"birth_year": 2010, "minutes_date": "2026-03-02"},
        passes={"birth_year": 2008, "minutes_date": "2026-03-02"},
    ),
    Example("id_number_digits", fires={"id_number": "0801680012"}, passes={"id_number": "080 168 001 234"}),
    Example("spouse_id_digits", fires={"spouse_id": "08016800123x"}, passes={"spouse_id": "080168001"}),
    Example("proxy_id_digits", fires={"proxy_id": "0"}, passes={"proxy_id": None}),
    Example(
        "spouse_is_another_person",
        fires={"id_number": "080168001234", "spouse_id": "080168001234"},
        passes={"id_number": "080168001234", "spouse_id": "080168001235"},
    ),
    Example(
        "area_not_above_parcel_area",
        fires={"area": Area(1_000, "sào", 36_000), "parcel_area": square_metres(359)},
        passes={"area": Area(1_000, "sào", 36_000), "parcel_area": square_metres(360)},
    ),
    Example(
        "handover_date_not_before_minutes_date",
        fires={"minutes_date": "2026-03-02", "handover_date": "2026-02-02"},
        passes={"minutes_date": "2026-03-02", "handover_date": "2026-04-02"},
    ),
    Example(
        "change_registered_after_handover",
        fires={"status": "da_ban_giao", "registered": "chua"},
        passes={"status": "da_ban_giao", "registered": "khong_can"},
    ),
)
