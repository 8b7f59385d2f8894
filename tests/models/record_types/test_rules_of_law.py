"""What the law asks, article by article and with its day of force, held against the declarations; copied by hand."""

from __future__ import annotations

from datetime import date

import pytest

from models.record_types import RECORD_TYPES, record_type
from models.rule_table import rule_table
from models.validation import validate
from tests.models.record_types.rule_examples import Values

STOP, REASON, HINT = "Phải sửa", "Cần ghi lý do", "Nên xem lại"
MEDIATION, RELIEF, PERSONAL_DATA = "Luật 35/2013/QH13", "Nghị định 93/2021/NĐ-CP", "Luật 91/2025/QH15"
PROXY = "Thông tư 72/2008/TT-BTC Mục 6.3c"
COUNTED = f"{RELIEF} Điều 9 khoản 2 điểm a"
SINCE_MEDIATION, SINCE_RELIEF, ALWAYS = date(2014, 1, 1), date(2021, 12, 11), None

LAW = {
    # what a case must say, whenever it was received
    "HG-01": (STOP, f"{MEDIATION} Điều 16", ALWAYS),
    "HG-02": (STOP, f"{MEDIATION} Điều 21 khoản 4", ALWAYS),
    "HG-03": (STOP, f"{MEDIATION} Điều 24, Điều 27", ALWAYS),
    "HG-04": (STOP, f"{MEDIATION} Điều 23, Điều 27", ALWAYS),
    "HG-05": (STOP, f"{MEDIATION} Điều 24", ALWAYS),
    "HG-06": (STOP, f"{MEDIATION} Điều 15 khoản 4", ALWAYS),
    "HG-07": (STOP, f"{MEDIATION} Điều 10 khoản 4, khoản 5", ALWAYS),
    # how it is mediated
    "HG-09": (REASON, f"{MEDIATION} Điều 3", SINCE_MEDIATION),
    "HG-10": (STOP, f"{MEDIATION} Điều 22", SINCE_MEDIATION),
    "HG-11": (HINT, f"{MEDIATION} Điều 22", SINCE_MEDIATION),
    "HG-12": (HINT, f"{MEDIATION} Điều 22", SINCE_MEDIATION),
    "HG-19": (REASON, f"{MEDIATION} Điều 20 khoản 2", SINCE_MEDIATION),
    "HG-28": (HINT, f"{MEDIATION} Điều 10 khoản 4, khoản 5; Điều 15 khoản 4", SINCE_MEDIATION),
    "HG-30": (STOP, f"{MEDIATION} Điều 18", SINCE_MEDIATION),
    # the team of today is judged, whenever it was founded
    "THG-01": (HINT, f"{MEDIATION} Điều 12", ALWAYS),
    "THG-02": (HINT, f"{MEDIATION} Điều 12", ALWAYS),
    # relief
    "TN-05": (STOP, f"{RELIEF} Điều 9 khoản 1 điểm a", SINCE_RELIEF),
    "TN-15": (STOP, COUNTED, ALWAYS),
    "TN-16": (STOP, COUNTED, ALWAYS),
    "PC-06": (REASON, f"{RELIEF} Điều 8 khoản 3", SINCE_RELIEF),
    "PC-07": (REASON, f"{RELIEF} Điều 9 khoản 3", SINCE_RELIEF),
    "PC-11": (REASON, f"{RELIEF} Điều 11 khoản 1", SINCE_RELIEF),
    "PC-12": (REASON, f"{RELIEF} Điều 12 khoản 3", SINCE_RELIEF),
    "PC-18": (STOP, COUNTED, ALWAYS),
    "PC-19": (STOP, COUNTED, ALWAYS),
    "PC-20": (STOP, PROXY, ALWAYS),
    "PC-21": (STOP, PROXY, ALWAYS),
    "ĐVĐ-05": (STOP, f"{RELIEF} Điều 8 khoản 2", SINCE_RELIEF),
    "ĐVĐ-06": (REASON, f"{RELIEF} Điều 8 khoản 3", SINCE_RELIEF),
    "ĐVĐ-10": (REASON, f"{RELIEF} Điều 14", SINCE_RELIEF),
    "ĐVĐ-11": (REASON, f"{RELIEF} Điều 14", SINCE_RELIEF),
    "ĐVĐ-12": (REASON, f"{RELIEF} Điều 14", SINCE_RELIEF),
    "ĐVĐ-13": (HINT, f"{RELIEF} Điều 14", SINCE_RELIEF),
    "ĐVĐ-15": (STOP, f"{RELIEF} Điều 8 khoản 2", SINCE_RELIEF),
    # whose name is published: it is published now, whenever the gift was received
    "TN-14": (STOP, f"{PERSONAL_DATA} Điều 16", ALWAYS),
    "NHT-01": (STOP, f"{PERSONAL_DATA} Điều 16", ALWAYS),
    "NHT-02": (STOP, f"{PERSONAL_DATA} Điều 16", ALWAYS),
}


def test_every_rule_of_law_stands_with_its_weight_article_and_day():
    rows = [row for row in rule_table(RECORD_TYPES) if row.article]
    assert {row.code: (row.severity, row.article, row.valid_from) for row in rows} == LAW
    assert all(row.valid_to is None for row in rows), "none of these laws has ended"


RECORDS: dict[str, Values] = {
    "relief": {"fund_kind": "cuu_tro", "opened": "2010-01-01"},
    "appeal": {"fund": "relief", "launch_date": "2021-10-01", "reception_end": "2021-11-01"},
    "t1": {"mediators": 2, "women": 0},
}


@pytest.mark.parametrize(
    ("name", "rule", "values", "before", "since"),
    [
        (
            "mediation_case",
            "started_within_three_days",
            {"accepted": "tiep_nhan", "assigned_date": "2014-01-02", "started_date": "2014-01-06"},
            {"received_date": "2013-12-31"},
            {"received_date": "2014-01-01"},
        ),
        (
            "campaign",
            "reception_within_90_days",
            {"fund": "relief", "reception_end": "2022-03-12"},  # 91 days after 11 December
            {"launch_date": "2021-12-10"},
            {"launch_date": "2021-12-11"},
        ),
        (
            "disbursement",
            "paid_within_20_days",
            {"fund": "relief", "campaign": "appeal"},
            {"paid_date": "2021-12-10"},
            {"paid_date": "2021-12-11"},
        ),
        (
            "donation_receipt",
            "received_before_reception_ended",
            {"fund": "relief", "campaign": "appeal"},
            {"received_date": "2021-12-10"},
            {"received_date": "2021-12-11"},
        ),
    ],
)
def test_a_law_binds_from_its_first_day(name, rule, values, before, since):
    assert rule not in said(name, {**values, **before})
    assert rule in said(name, {**values, **since})


@pytest.mark.parametrize("founded", ["2005-03-01", "2014-01-01", "2025-03-01"])
def test_a_team_older_than_the_law_is_held_to_it_too(founded):
    found = said("mediation_team", {"id": "t1", "status": "hoat_dong", "valid_from": founded})
    assert {"team_has_three_mediators", "team_has_a_woman"} <= found


def said(name, values):
    found = validate(record_type(name), values, lambda kind, key: RECORDS.get(key), today=date(2026, 6, 1))
    return {problem.rule for problem in found}
