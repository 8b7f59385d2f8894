"""Answers a form gives by itself: a donor's consent, and the people of the receipt before."""

from __future__ import annotations

import pytest

from models.fields import Group, RecordType, Section
from models.predicates import All
from models.proposals import Proposal, carried_over, proposed
from models.record_types import record_type

RECEIPT = record_type("donation_receipt")
DONORS = {"d1": {"publish_name": "co"}, "d2": {"publish_name": "khong"}, "d3": {"publish_name": "an_danh"}, "d4": {}}


def lookup(name, key):
    assert name == "donor"
    return DONORS.get(key)


@pytest.mark.parametrize(
    ("donor", "answers"),
    [
        ("d1", {"publish_name": True}),
        ("d2", {"publish_name": False}),
        ("d3", {"publish_name": False}),
        ("d4", {"publish_name": False}),
        ("gone", {}),
        (None, {}),
        ("", {}),
    ],
)
def test_a_name_is_published_only_by_who_agreed(donor, answers):
    assert proposed(RECEIPT, {"donor": donor}, lookup) == answers


def test_the_people_of_a_pile_are_carried_over_and_nothing_else():
    last = {"receiver": "Nông Thị Hạnh", "accountant": "Mã Thị Lý", "treasurer": None, "payer": "Ai", "amount_vnd": 5}
    assert carried_over(RECEIPT, last) == {"receiver": "Nông Thị Hạnh", "accountant": "Mã Thị Lý"}
    assert carried_over(record_type("donor"), last) == {}


@pytest.mark.parametrize("extra", [{"carried": ("nobody",)}, {"proposals": (Proposal("nobody", "name", All()),)}])
def test_a_declaration_names_only_its_own_fields(extra):
    own = record_type("fund").by_name["name"]
    with pytest.raises(ValueError, match="nobody"):
        RecordType("x", "X", "X", Group.CATALOGUE, (Section("X", (own,)),), ("name",), ("name",), **extra)
