"""No value that must stay leaves, in any byte of a file, whatever the officer decided; what stays is named."""

import contextlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.fields import Field, Kind, Leaves, Privacy
from models.records import Record, State
from storage.registers.record_rows import normalised, write
from tests.samples import sample
from tests.storage.submission.forged import split, taken_apart
from tests.storage.submission.offices import CUTOFF, TYPES
from tests.storage.world import in_order

SPAN = (CUTOFF.replace(month=1, day=1), CUTOFF)
TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


class Planting:
    """A secret word in every field that holds words, and a telling sum in every other field that must stay."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, Privacy]] = {}

    def word(self, register: str, item: Field) -> str:
        word = f"mật{len(self.words):05d}khẩu"
        self.words[word] = (register, item.travels)
        return word

    def in_values(self, register: str, fields, values) -> dict[str, object]:
        planted = {item.name: self.word(register, item) for item in fields if item.kind in TEXTS}
        return {**values, **planted}


def first_sample(declared, ids) -> dict[str, Any]:
    """The first sample that can be made with so few records to refer to."""
    for number in range(100):
        with contextlib.suppress(AssertionError):
            return sample(declared, number, ids, span=SPAN)
    raise AssertionError(f"no sample of {declared.name}")


@pytest.fixture
def planting(commune):
    """One final record of every type, each with its planted words, in the commune's file."""
    planted = Planting()
    ids = {"unit": ["H"]}
    with commune.db.transaction("Dữ liệu thử"):
        for declared in in_order():
            given = first_sample(declared, ids)
            values: dict[str, Any] = planted.in_values(declared.name, declared.by_name.values(), given)
            for lines in declared.lines:
                rows = [{"id": commune.db.new_id()}] if not values.get(lines.name) else values[lines.name]
                values[lines.name] = [planted.in_values(declared.name, lines.fields, row) for row in rows]
            record = Record(
                declared.name,
                commune.db.new_id(),
                normalised(declared, values),
                State.FINAL,
                1,
                "A",
                unparsed={"note": "mậtUNPARSEDkhẩu"},
                reasons={"rule": "mậtREASONkhẩu"},
                void_reason="mậtVOIDkhẩu",
                created_by="mậtBYkhẩu",
                updated_by="mậtBYkhẩu",
            )
            write(commune.db, declared, record, number=1)
            commune.book.records.search_index.refresh(declared.name, [record.id])
            ids.setdefault(declared.name, []).append(record.id)
    return planted


def everything(path: Path) -> bytes:
    """The bytes of a file, packed and unpacked, and of the workbook that goes with it."""
    content, found = path.read_bytes(), []
    for packed in (split(content)[1], path.with_suffix(".xlsx").read_bytes()):
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return content + b"".join(found)


@pytest.mark.parametrize("decision", Leaves)
def test_only_what_may_leave_leaves(commune, planting, decision):
    path = commune.send(policy=dict.fromkeys(TYPES, decision))
    found = everything(path)
    gone = {word for word in planting.words if word.encode() in found}
    allowed = {
        Leaves.FIGURES: (),
        Leaves.PUBLIC_FIELDS: (Privacy.PUBLIC,),
        Leaves.PERSONAL_FIELDS: (Privacy.PUBLIC, Privacy.PERSONAL),
    }[decision]
    assert gone <= {word for word, (_, privacy) in planting.words.items() if privacy in allowed}
    for secret in ("UNPARSED", "REASON", "VOID", "BY"):
        assert f"mật{secret}khẩu".encode() not in found
    if decision is not Leaves.FIGURES:
        sent = {register for register in commune.prepare().records if f"records/{register}.ndjson".encode() in found}
        wanted = {word for word, (name, privacy) in planting.words.items() if privacy in allowed and name in sent}
        assert wanted == gone
        assert {privacy for _, privacy in (planting.words[word] for word in gone)} == set(allowed)


def test_each_register_follows_its_own_decision(commune, planting):
    commune_policy = dict.fromkeys(TYPES, Leaves.PUBLIC_FIELDS) | {"donor": Leaves.PERSONAL_FIELDS}
    found = everything(commune.send(policy=commune_policy))
    personal = {
        name
        for word, (name, privacy) in planting.words.items()
        if privacy is Privacy.PERSONAL and word.encode() in found
    }
    assert personal == {"donor"}


def test_what_was_kept_back_is_named_and_not_sent_as_empty(commune):
    commune.receipt(1_000_000)
    path = commune.send()
    row = taken_apart(path).rows("units/A/2024-H1/records/donation_receipt.ndjson")[0]
    assert row["withheld"] == ["accountant", "payer", "receiver", "treasurer"]
    assert not {"payer", "note"} & set(row["values"])


def test_a_file_says_whether_it_carries_personal_values(commune, district):
    commune.receipt(1_000_000)
    plain = taken_apart(commune.send())
    assert (plain.manifest["contains_personal_data"], plain.about("A")["personal"]) == (False, False)
    path = commune.send(policy={"donor": Leaves.PERSONAL_FIELDS})
    personal = taken_apart(path)
    assert (personal.manifest["contains_personal_data"], personal.about("A")["personal"]) == (True, True)
    assert personal.manifest["policy"]["donor"] == "personal_fields"
    district.receive(path)
    onward = taken_apart(district.send())
    assert onward.manifest["contains_personal_data"]
    assert not onward.about("H")["personal"]


def test_a_required_field_that_was_kept_back_is_no_problem_above(commune, district):
    commune.receipt(1_000_000)
    district.receive(commune.send())
    for name in ("donation_receipt", "donor", "fund"):
        for key in district.received(name):
            record = district.book.records.read(name, key)
            assert record.received
            assert not [one for one in district.book.records.problems(record) if one.field in record.withheld]
    receipt = district.book.records.read("donation_receipt", next(iter(district.received("donation_receipt"))))
    assert receipt.withheld == {"accountant", "payer", "receiver", "treasurer"}
    fields = {one.field for one in district.book.records.problems(replace(receipt, withheld=frozenset()))}
    assert "payer" in fields


def test_mediation_stays_at_home_unless_decided_otherwise(commune, planting):
    assert commune.prepare().policy["mediation_case"] is Leaves.FIGURES
    assert b"mediation_case.ndjson" not in everything(commune.send())
