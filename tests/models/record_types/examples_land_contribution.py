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
    Example(
        "adult_when_signing",
        fires={"birth_year": 2009, "minutes_date": "2026-12-31"},
        passes={"birth_year": 2008, "minutes_date": "2026-01-01"},
    ),
    Example("id_number_digits", fires={"id_number": "0801680012"}, passes={"id_number": "080 168 001 234"}),
    Example("id_number_digits", fires={"id_number": "08016800"}, passes={"id_number": "080168001"}),
    Example("spouse_id_digits", fires={"spouse_id": "08016800123x"}, passes={"spouse_id": "080168001"}),
    Example("spouse_id_digits", fires={"spouse_id": "0801680012"}, passes={"spouse_id": "080168001235"}),
    Example("proxy_id_digits", fires={"proxy_id": "0"}, passes={"proxy_id": None}),
    Example("proxy_id_digits", fires={"proxy_id": "08016800"}, passes={"proxy_id": "080168001"}),
    Example("proxy_id_digits", fires={"proxy_id": "08016800123"}, passes={"proxy_id": "080168001236"}),
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
    Example(
        "proxy_before_signing",
        fires={"proxy_date": "2026-03-03", "minutes_date": "2026-03-02"},
        passes={"proxy_date": "2026-03-02", "minutes_date": "2026-03-02"},
    ),
    Example(
        "co_owner_named",
        fires={"status": "da_ky"},
        passes={"status": "dong_y"},
    ),
    Example(
        "handed_over_on_paper",
        fires={"status": "da_ban_giao", "doc_type": "chua_co"},
        passes={"status": "dong_y", "doc_type": "chua_co"},
    ),
    Example(
        "paper_that_is_accepted",
        fires={"status": "da_ban_giao", "doc_type": "giay_viet_tay"},
        passes={"status": "da_ban_giao", "doc_type": "bien_ban_thon"},
    ),
    Example(
        "parcel_where_the_work_is",
        fires={"public_work": "w1", "residential_area": "a2"},
        passes={"public_work": "w1", "residential_area": "a1"},
        records={("public_work", "w1"): {"residential_area": "a1"}},
    ),
    Example(
        "no_personal_numbers",
        fires={"assets": "Tường rào của hộ có số 080168001234"},
        passes={"assets": "Tường rào 12 m, bể 1500 lít, 30 cây, giá 12000000000 đồng"},
    ),
)
