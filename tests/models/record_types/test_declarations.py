"""The declarations themselves: whatever derives from them may rely on these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.record_types
from models.fields import NUMBER_KINDS, Field, Group, Kind, Leaves, Privacy, RecordType, Tally
from models.predicates import All, Empty, Is, IsNot, OneOf, Predicate, fields_of
from models.record_types import NAMES, RECORD_TYPES, record_type
from models.validation import validate, visible_fields

EVERY_TYPE = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
ENVELOPE = {"id", "state", "version", "origin_unit", "received", "void_reason", "unparsed", "withheld", "reasons"}
ENVELOPE |= {"number", "number_text", "number_scope", "created_at", "created_by", "updated_at", "updated_by"}
ENVELOPE |= {"record_key", "title_sort", "rowid"}
LINE_ENVELOPE = {"id", "parent", "position"}
TYPES = {kind.name: kind for kind in RECORD_TYPES}


def tables(kind: RecordType) -> Iterator[tuple[str, dict[str, Field]]]:
    yield "", dict(kind.by_name)
    for lines in kind.lines:
        yield lines.name, {item.name: item for item in lines.fields}


def all_fields(kind: RecordType) -> Iterator[Field]:
    for _, fields in tables(kind):
        yield from fields.values()


def counted_fields(tally: Tally) -> dict[str, Field]:
    """The fields of the table that a tally is counted over; a row sees those of its record."""
    kind, _, lines = tally.of.partition(".")
    rows = TYPES[kind].lines_by_name[lines].fields if lines else ()
    return {**TYPES[kind].by_name, **{item.name: item for item in rows}}


def predicates(kind: RecordType) -> Iterator[tuple[Predicate, dict[str, Field]]]:
    """Every predicate with the fields it may read."""
    for tally in kind.tallies:
        yield tally.where, counted_fields(tally)
    for _, fields in tables(kind):
        known = {**kind.by_name, **fields}
        for item in fields.values():
            yield from ((part, known) for part in (item.shown_if, item.required) if part and part is not True)
    for lines in kind.lines:
        if not isinstance(lines.minimum_rows, int):
            yield lines.minimum_rows, dict(kind.by_name)
        if lines.shown_if:
            yield lines.shown_if, dict(kind.by_name)
    for _, part in kind.numbering.prefixes if kind.numbering else ():
        yield part, dict(kind.by_name)


def simple(predicate: Predicate) -> Iterator[Predicate]:
    if isinstance(predicate, All):
        for part in predicate.parts:
            yield from simple(part)
    else:
        yield predicate


def test_every_file_is_listed_once_and_in_screen_order():
    folder = Path(models.record_types.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert files == set(NAMES) and len(NAMES) == len(files)
    groups = [kind.group for kind in RECORD_TYPES]
    assert groups == sorted(groups, key=list(Group).index)


def test_record_type_by_name():
    assert record_type("pledge").label == "Đăng ký ủng hộ"
    with pytest.raises(KeyError, match="no record type 'pledges'; there are: mediation_case, "):
        record_type("pledges")


@EVERY_TYPE
def test_words(kind):
    labels = [(item.label, item.help, item.unit) for item in all_fields(kind)]
    labels += [(section.label, "", "") for section in kind.sections] + [(kind.label, "", ""), (kind.plural, "", "")]
    labels += [(lines.label, "", "") for lines in kind.lines] + [(tally.label, "", "") for tally in kind.tallies]
    labels += [(choice.label, "", "") for item in all_fields(kind) for choice in item.choices]
    for label, help_text, unit in labels:
        assert label and (label[0].isupper() or label[0].isdigit())
        assert len(help_text) <= 80 and not help_text.endswith(".")
        for text in (label, help_text, unit):
            assert text == unicodedata.normalize("NFC", text).strip()


@EVERY_TYPE
def test_names_do_not_collide(kind):
    columns = [column for item in kind.by_name.values() for column, _ in item.columns]
    assert not ENVELOPE & set(columns)
    columns += [tally.name for tally in kind.tallies] + [lines.name for lines in kind.lines]
    assert len(columns) == len(set(columns))
    for lines in kind.lines:
        own = [column for item in lines.fields for column, _ in item.columns]
        assert len(own) == len(set(own))
        assert not {*LINE_ENVELOPE, *ENVELOPE, *columns} & set(own), "rows see the parent's columns beside their own"


@EVERY_TYPE
def test_choices_can_be_told_apart(kind):
    for item in all_fields(kind):
        labels = [choice.label for choice in item.choices]
        assert len(labels) == len(set(labels)), item.name
        assert all(re.fullmatch(r"[a-z0-9_]+", choice.code) for choice in item.choices), item.name


@EVERY_TYPE
def test_references_and_tallies_name_what_exists(kind):
    for item in all_fields(kind):
        assert not item.refers_to or item.refers_to in TYPES, item.name
    for tally in kind.tallies:
        counted, fields = TYPES[tally.register], counted_fields(tally)
        assert fields[tally.by].refers_to == kind.name
        assert tally.kind is (fields[tally.field].kind if tally.field else Kind.INTEGER)
        assert set(fields_of(tally.where)) <= fields.keys()
        assert counted.dated_by or counted.validity, "else it counts on every day"
        assert not tally.dated_by or counted.by_name[tally.dated_by].kind is Kind.DATE
        assert not tally.out_of or kind.by_name[tally.out_of].kind is tally.kind


@EVERY_TYPE
def test_predicates_compare_with_possible_values(kind):
    for whole, known in predicates(kind):
        for path in fields_of(whole):
            first, _, rest = path.partition(".")
            assert not rest or rest in TYPES[known[first].refers_to].by_name, path
        for part in simple(whole):
            item = known.get(getattr(part, "field", ""))
            values = (part.value,) if isinstance(part, Is | IsNot) else part.values if isinstance(part, OneOf) else ()
            if item and item.kind is Kind.CHOICE:
                assert set(values) <= {choice.code for choice in item.choices}, item.name
            elif item and item.kind is Kind.BOOLEAN:
                assert all(isinstance(value, bool) for value in values), item.name


@EVERY_TYPE
def test_shown_where_another_is_empty(kind):
    """A field that is itself hidden would count as empty, or as another value, and the two could take turns."""
    for _, fields in tables(kind):
        for item in fields.values():
            for part in simple(item.shown_if or All()):
                if isinstance(part, Empty | IsNot):
                    assert fields[part.field].shown_if is None, item.name


@EVERY_TYPE
def test_place_in_time(kind):
    assert not (kind.dated_by and kind.validity)
    if kind.dated_by:
        placed = kind.by_name[kind.dated_by]
        assert placed.kind is Kind.DATE and placed.required is True, "else a final record stands in no period"
        assert placed.shown_if is None
    if kind.validity:
        assert all(kind.by_name[name].kind is Kind.DATE for name in (kind.validity.start, *kind.validity.ends))


@EVERY_TYPE
def test_list_and_title(kind):
    assert 3 <= len(kind.list_columns) <= 7
    assert (kind.list_columns[0] == "number_text") == (kind.numbering is not None)
    assert kind.title
    assert all(kind.by_name[name].kind in NUMBER_KINDS for name in kind.totals)
    if kind.giver:
        assert kind.by_name[kind.giver].kind is Kind.UNIT
    if kind.numbering:
        assert all(kind.by_name[name].required is True for name in kind.numbering.scope)
        assert not kind.numbering.by_year or kind.dated_by
        assert isinstance(kind.numbering.prefixes[-1][1], All), "the last prefix takes whatever is left"


@EVERY_TYPE
def test_sums(kind):
    for _, fields in tables(kind):
        for item in fields.values():
            for name in item.product_of or ():
                assert fields[name].kind in NUMBER_KINDS
            if item.total_of:
                lines, _, column = item.total_of.partition(".")
                source = {part.name: part for part in kind.lines_by_name[lines].fields}[column]
                assert source.kind is item.kind


@EVERY_TYPE
def test_limits(kind):
    for item in all_fields(kind):
        if item.kind in NUMBER_KINDS and item.minimum is None:
            pytest.fail(f"{item.name}: a count, a sum or an area is not negative; say so")
        if item.kind is Kind.YEAR:
            assert (item.minimum, item.maximum) == (1900, 2100)
        if item.kind is Kind.MONEY:
            assert item.unit == "đồng"


NOT_NOUGHT = {
    "donation_receipt": {"fx_amount", "fx_rate", "goods.quantity"},
    "pledge": {"amount"},
    "disbursement": {"gifts", "gift_value", "goods.quantity", "beneficiaries.gift_count"},
    "house_support": {"floor_area", "funding.labour_days"},
    "land_contribution": {"parcel_area", "area"},
    "public_work": {"length_m", "width_m"},
    "work_contribution": {"quantity"},
    "outreach_session": {"sessions"},
    "household": {"members"},
    "fund": {"goods.quantity"},
    "campaign": {"goods.quantity"},
}
"""What is not there at all where it is nought: the smallest number, or the smallest part of one that is kept, may be
written. Of everything else none is a number too: nobody came, nothing was left, it cost nothing."""


@EVERY_TYPE
def test_what_may_be_nought(kind):
    numbers = {
        (f"{lines}." if lines else "") + name: item.minimum
        for lines, fields in tables(kind)
        for name, item in fields.items()
        if item.kind in NUMBER_KINDS
    }
    assert numbers == {name: int(name in NOT_NOUGHT.get(kind.name, set())) for name in numbers}


def test_a_case_has_two_parties_of_an_age_that_people_reach():
    parties = record_type("mediation_case").lines_by_name["parties"]
    age = next(item for item in parties.fields if item.name == "age")
    assert (parties.minimum_rows, age.maximum) == (2, 130)


@EVERY_TYPE
def test_shown_and_required(kind):
    """A field that may be hidden is required by a condition, so that nobody is asked for what cannot be seen."""
    for item in all_fields(kind):
        assert not (item.shown_if and item.required is True), item.name
    for lines in kind.lines:
        assert not lines.after or lines.after in {section.label for section in kind.sections}
        assert not (lines.shown_if and isinstance(lines.minimum_rows, int) and lines.minimum_rows)


@EVERY_TYPE
def test_privacy(kind):
    """What names or reaches a person is never public; a case of mediation sends no word upward."""
    telling = re.compile(
        r"phone|address|residence|spouse|proxy|^id_|_id$|person_|head_|leader_name|donor_name|birth|^age$"
    )
    for item in all_fields(kind):
        if telling.search(item.name):
            assert item.travels is not Privacy.PUBLIC, item.name
        if item.kind is Kind.LONG_TEXT and item.name in {"note", "summary", "agreement_text"}:
            assert item.travels is Privacy.SENSITIVE, item.name
    if kind.name == "mediation_case":
        assert kind.leaves is Leaves.FIGURES
        texts = [item for item in all_fields(kind) if item.kind in (Kind.TEXT, Kind.LONG_TEXT)]
        assert {item.name for item in texts if item.travels is not Privacy.SENSITIVE} == {"book_no"}


def test_the_details_of_mediation_belong_to_categories():
    from models.record_types._mediation_choices import CATEGORIES, SUBCATEGORIES

    assert set(SUBCATEGORIES) <= {choice.code for choice in CATEGORIES}


@pytest.mark.parametrize("name", ["household", "house_support"])
def test_a_family_lies_in_an_area_of_ours_or_in_a_commune_that_is_named(name):
    """A province that paid for a house itself has no catalogue of the areas of its communes."""
    declared = record_type(name)

    def asked(**values):
        found = validate(declared, values, lambda kind, key: {"state": "final"}, today=date(2026, 6, 1))
        return {problem.field for problem in found} & {"residential_area", "commune"}

    assert asked() == {"residential_area"}
    assert not asked(residential_area="k1")
    assert not asked(commune="06127")
    assert visible_fields(declared, {"residential_area": "k1", "commune": "06127"}) & {"commune"} == frozenset()


def test_the_days_that_may_lie_ahead():
    """Deadlines, until when goods keep, ends that an appeal announces; every other day tells what has happened."""
    assert {(kind.name, item.name) for kind in RECORD_TYPES for item in all_fields(kind) if item.foreseen} == {
        ("mediation_case", "due_date"),
        ("pledge", "due_date"),
        ("donation_receipt", "expiry"),
        ("disbursement", "expiry"),
        ("campaign", "reception_end"),
        ("campaign", "posted_from"),
        ("campaign", "posted_until"),
    }
