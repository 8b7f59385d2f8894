"""What a form answers by itself until the officer does: as in the record just entered, or in one referred to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.predicates import Predicate

if TYPE_CHECKING:
    from models.fields import RecordType
    from models.rules import Lookup


@dataclass(frozen=True, slots=True)
class Proposal:
    """The yes/no answer of `field`: yes where `when` holds for the record that the reference `of` names, else no."""

    field: str
    of: str
    when: Predicate


def proposed(record_type: RecordType, values: Mapping[str, object], lookup: Lookup) -> dict[str, bool]:
    """The answers that follow from what is referred to; none where nothing is."""
    answers = {}
    for proposal in record_type.proposals:
        key = values.get(proposal.of)
        found = lookup(record_type.by_name[proposal.of].refers_to, key) if isinstance(key, str) and key else None
        if found is not None:
            answers[proposal.field] = proposal.when.holds(found)
    return answers


def carried_over(record_type: RecordType, last: Mapping[str, object]) -> dict[str, object]:
    """What the next record begins with, for it is the same in a whole pile of papers."""
    return {name: last[name] for name in record_type.carried if last.get(name) is not None}
