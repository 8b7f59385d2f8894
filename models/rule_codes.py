"""The codes of the rules, by which an officer quotes one to his district ("HG-12"), wherever a rule is named.

A code is given once: a new rule takes the next free number of its register, and the number of a rule that is gone is
not given again. A register's letters are those of its numbers where it has them. A rule is named as its reasons are
kept; a field that a law asks for as FIELD_required, one of a child table as LINES.FIELD_required.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EVERY_REGISTER = ""
"""The rules that hold in whatever register a record stands."""

RULE_CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        EVERY_REGISTER: {
            "void_reason": "CH-01",
            "in_use": "CH-02",
            "number_scope": "CH-03",
            "clock": "CH-04",
            "goods_on_hand": "CH-05",
        },
        "mediation_case": {
            "ground_required": "HG-01",
            "summary_required": "HG-02",
            "outcome_required": "HG-03",
            "end_reason_required": "HG-04",
            "agreement_text_required": "HG-05",
            "escalation_date_required": "HG-06",
            "escalation_recipient_required": "HG-07",
            "detail_fits_category": "HG-08",
            "exclusion_named": "HG-09",
            "teams_differ": "HG-10",
            "teams_of_two_areas": "HG-11",
            "both_committees_told": "HG-12",
            "teams_in_force": "HG-13",
            "both_sides_present": "HG-14",
            "mediators_given_once": "HG-15",
            "mediator_of_these_teams": "HG-16",
            "assigned_date_not_before_received_date": "HG-17",
            "started_date_not_before_received_date": "HG-18",
            "started_within_three_days": "HG-19",
            "untouched_case_not_started": "HG-20",
            "sessions_of_closed_case": "HG-21",
            "closed_date_not_before_received_date": "HG-22",
            "closed_date_not_before_started_date": "HG-23",
            "due_date_not_before_closed_date": "HG-24",
            "settled_case_not_referred": "HG-25",
            "mediators_in_office": "HG-26",
            "escalation_date_not_before_received_date": "HG-27",
            "danger_reported_at_once": "HG-28",
            "year_or_age": "HG-29",
            "no_conflict_of_interest": "HG-30",
        },
        "donation_receipt": {
            "received_while_fund_open": "TN-01",
            "received_after_opening_balance": "TN-02",
            "campaign_of_this_fund": "TN-03",
            "not_before_launch": "TN-04",
            "received_before_reception_ended": "TN-05",
            "pledge_of_this_donor": "TN-06",
            "pledge_for_this_fund": "TN-07",
            "pledge_stands": "TN-08",
            "received_after_pledge": "TN-09",
            "money_above_zero": "TN-10",
            "amount_fits_rate": "TN-11",
            "goods_not_expired": "TN-12",
            "transfer_names_its_voucher": "TN-13",
            "name_published_with_consent": "TN-14",
            "goods.name_required": "TN-15",
            "goods.quantity_required": "TN-16",
        },
        "pledge": {
            "campaign_of_this_fund": "ĐK-01",
            "due_date_not_before_registered_date": "ĐK-02",
            "cancelled_date_not_before_registered_date": "ĐK-03",
        },
        "disbursement": {
            "paid_while_fund_open": "PC-01",
            "paid_after_opening_balance": "PC-02",
            "paid_date_not_before_decision_date": "PC-03",
            "campaign_of_this_fund": "PC-04",
            "not_before_launch": "PC-05",
            "paid_within_20_days": "PC-06",
            "gift_spent_as_promised": "PC-07",
            "gift_of_this_fund": "PC-08",
            "gift_received_before": "PC-09",
            "within_the_gift": "PC-10",
            "content_of_relief": "PC-11",
            "running_cost_agreed": "PC-12",
            "something_paid": "PC-13",
            "gift_value_fits": "PC-14",
            "target_told": "PC-15",
            "beneficiaries_add_up": "PC-16",
            "parts_within_their_row": "PC-17",
            "goods.name_required": "PC-18",
            "goods.quantity_required": "PC-19",
            "beneficiaries.signed_by_required": "PC-20",
            "beneficiaries.relation_required": "PC-21",
            "each_told_what_is_given": "PC-22",
        },
        "house_support": {
            "approved_date_not_before_surveyed_date": "NH-01",
            "started_date_not_before_approved_date": "NH-02",
            "handed_over_date_not_before_started_date": "NH-03",
        },
        "land_contribution": {
            "adult_when_signing": "HĐ-01",
            "id_number_digits": "HĐ-02",
            "spouse_id_digits": "HĐ-03",
            "proxy_id_digits": "HĐ-04",
            "spouse_is_another_person": "HĐ-05",
            "area_not_above_parcel_area": "HĐ-06",
            "handover_date_not_before_minutes_date": "HĐ-07",
            "proxy_before_signing": "HĐ-08",
            "co_owner_named": "HĐ-09",
            "handed_over_on_paper": "HĐ-10",
            "paper_that_is_accepted": "HĐ-11",
            "parcel_where_the_work_is": "HĐ-12",
            "no_personal_numbers": "HĐ-13",
            "change_registered_after_handover": "HĐ-14",
        },
        "public_work": {
            "completed_date_not_before_started_date": "CT-01",
            "parts_not_above_total": "CT-02",
            "no_personal_numbers": "CT-03",
            "parts_make_up_total": "CT-04",
        },
        "work_contribution": {
            "to_date_not_before_from_date": "NC-01",
            "trees_are_whole": "NC-02",
            "length_in_metres": "NC-03",
            "days_fit_people": "NC-04",
            "households_not_above_people": "NC-05",
            "contributed_before_completion": "NC-06",
            "no_personal_numbers": "NC-07",
            "road_of_known_surface": "NC-08",
        },
        "community_model": {
            "n_committed_not_above_n_households": "MH-01",
            "one_area_counted_once": "MH-02",
            "launched_date_not_before_registered_date": "MH-03",
            "stopped_date_not_before_launched_date": "MH-04",
            "stopped_date_not_before_registered_date": "MH-05",
            "decision_date_not_before_registered_date": "MH-06",
            "not_replicated_from_itself": "MH-07",
            "source_launched_before": "MH-08",
            "source_at_work": "MH-09",
            "no_personal_numbers": "MH-10",
            "cost_covers_its_parts": "MH-11",
            "groups_and_areas_told": "MH-12",
        },
        "outreach_session": {
            "people_not_below_sessions": "TT-01",
            "no_personal_numbers": "TT-02",
        },
        "oversight_session": {
            "opinions_accepted_not_above_opinions": "GS-01",
            "criticism_has_opinions": "GS-02",
            "answer_date_not_before_session_date": "GS-03",
            "no_personal_numbers": "GS-04",
        },
        "unity_festival": {
            "households_not_above_area": "ĐĐK-01",
            "gifts_have_number_and_value": "ĐĐK-02",
        },
        "residential_area": {
            "valid_to_not_before_valid_from": "KDC-01",
            "households_not_above_people": "KDC-02",
            "predecessors_given_once": "KDC-03",
            "predecessor_has_ended": "KDC-04",
        },
        "mediation_team": {
            "team_has_three_mediators": "THG-01",
            "team_has_a_woman": "THG-02",
            "strengthened_date_not_before_valid_from": "THG-03",
            "valid_to_not_before_valid_from": "THG-04",
        },
        "mediator": {
            "old_enough_at_recognition": "HGV-01",
            "left_date_not_before_decision_date": "HGV-02",
        },
        "household": {
            "id_number_digits": "HỘ-01",
        },
        "fund": {
            "closed_not_before_opened": "QUỸ-01",
            "opening_date_not_before_opened": "QUỸ-02",
            "opening_balance_not_above_opening_received": "QUỸ-03",
        },
        "campaign": {
            "reception_end_not_before_launch_date": "ĐVĐ-01",
            "distribution_end_not_before_launch_date": "ĐVĐ-02",
            "launch_date_not_before_decision_date": "ĐVĐ-03",
            "extension_date_not_before_launch_date": "ĐVĐ-04",
            "reception_within_90_days": "ĐVĐ-05",
            "distribution_within_20_days": "ĐVĐ-06",
            "receipts_published_not_before_launch_date": "ĐVĐ-07",
            "payments_published_not_before_launch_date": "ĐVĐ-08",
            "posted_until_not_before_posted_from": "ĐVĐ-09",
            "receipts_published_in_time": "ĐVĐ-10",
            "payments_published_in_time": "ĐVĐ-11",
            "posted_for_30_days": "ĐVĐ-12",
            "publication_noted": "ĐVĐ-13",
            "opening_within_the_fund": "ĐVĐ-14",
            "extended_by_province": "ĐVĐ-15",
        },
        "donor": {
            "publish_name_required": "NHT-01",
            "anonymous_is_not_published": "NHT-02",
            "tax_code_digits": "NHT-03",
        },
    }
)


def rule_code(record_type: str, rule: str) -> str:
    """The code of a rule of this register, "" where the program gave it none (a rule of an older program)."""
    return RULE_CODES.get(record_type, {}).get(rule, "") or RULE_CODES[EVERY_REGISTER].get(rule, "")
