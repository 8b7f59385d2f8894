"""Whatever bytes, headers and manifests come along: they are read, or PackageError is raised, and nothing else."""

import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.fields import Kind, Leaves
from models.leaving import goes, outgoing_row
from models.records import Record, State
from models.text import clean_line, clean_text
from storage.registers.record_rows import normalised
from storage.submission.archive import Archive, write_archive
from storage.submission.incoming import take_apart
from storage.submission.incoming_records import read_records
from storage.submission.packages import canonical, open_package
from storage.submission.refusals import PackageError
from storage.submission.wary_reading import read_json, read_lines
from tests.samples import ids_of, values_of
from tests.storage.submission.forged import canonical as by_hand
from tests.storage.submission.forged import like, sealed, split, taken_apart, zipped
from tests.storage.submission.offices import TYPES

ODD_TEXT = st.one_of(st.text(max_size=8), st.sampled_from(["\ud800", "\x00", "2024-H1", "A", "0" * 64, "2024-06-30"]))
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(10**18, 10**30) | st.floats() | ODD_TEXT,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(ODD_TEXT, inside, max_size=3),
    max_leaves=6,
)
IDS = {name: ids_of(name, 2) for name in TYPES} | {"unit": ["H"]}


def outcome(job) -> Any:
    """What a job gives, or the refusal."""
    try:
        return job()
    except PackageError as error:
        return error


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("offered") / "x.smt"


@given(st.binary(max_size=200) | ODD.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_as_json(data):
    found = outcome(lambda: read_json(data, "x"))
    if not isinstance(found, PackageError):
        assert found == json.loads(data)
        canonical(found)  # no half characters


@given(st.binary(max_size=200))
def test_any_bytes_as_lines(data):
    outcome(lambda: list(read_lines(data, "x")))


@given(st.binary(max_size=400))
def test_any_bytes_as_an_archive(data):
    outcome(lambda: Archive(io.BytesIO(data), 0, len(data)))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,9}(/[a-z]{1,9})?", fullmatch=True), st.binary(max_size=300), max_size=6))
def test_an_archive_gives_back_what_was_put_in_and_depends_on_nothing_else(members):
    content = write_archive(sorted(members.items()))
    read = Archive(io.BytesIO(content), 0, len(content))
    assert {name: read.read(name) for name in read.members} == members
    shuffled = dict(reversed(members.items()))
    assert write_archive(sorted(shuffled.items())) == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_file(place, data):
    for content in (data, b"SMT1\n" + data, sealed(data)):
        place.write_bytes(content)
        assert isinstance(outcome(lambda: open_package(place).__enter__()), PackageError)


@given(
    st.dictionaries(
        st.sampled_from(["format", "version", "unit", "unit_name", "period", "number", "bytes", "sha256", "seal"]),
        ODD,
        min_size=1,
        max_size=3,
    )
)
def test_any_header(sent, place, fields):
    """A header that says something else is refused, unless it says the same in other words."""
    header, payload = split(sent.read_bytes())
    place.write_bytes(sealed(payload, **{**header, **fields}))

    def read():
        with open_package(place) as package:
            return take_apart(package)

    found = outcome(read)
    assert isinstance(found, PackageError) or {**header, **fields} == header


@given(st.data())
def test_any_manifest(sent, place, data):
    forgery = taken_apart(sent)
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from([forgery.manifest, forgery.about("A"), forgery.manifest["unit"]]))
        key = data.draw(st.sampled_from(sorted(holder)))
        if holder is forgery.manifest and key in ("parts", "unit"):
            continue
        if data.draw(st.booleans()):
            holder.pop(key)
        else:
            holder[key] = data.draw(ODD)
        if "unit" not in forgery.manifest["parts"][0] or forgery.manifest["parts"][0]["unit"] != "A":
            break
    payload = zipped({**forgery.members, "manifest.json": by_hand(forgery.manifest)})
    place.write_bytes(like(sent, payload))

    def read():
        with open_package(place) as package:
            return take_apart(package)

    found = outcome(read)
    if not isinstance(found, PackageError):
        assert (found.unit.code, found.period, found.number) == ("A", "2024-H1", 1)


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=15)
@given(st.data(), st.sampled_from([Leaves.PUBLIC_FIELDS, Leaves.PERSONAL_FIELDS]))
def test_what_goes_of_a_record_is_read_back_and_the_rest_is_named(name, data, decision):
    declared, policy = TYPES[name], dict.fromkeys(TYPES, decision)
    values = normalised(declared, data.draw(values_of(declared, IDS)))
    record = Record(name, ids_of(name, 1)[0], values, State.FINAL, 3, "A", number_text="PT-2024-0001")
    line = canonical(outgoing_row(declared, record, policy, IDS)) + b"\n"
    personal = decision is Leaves.PERSONAL_FIELDS
    ((found, _),) = read_records(declared, line, "A", personal=personal)
    expected: dict[str, Any] = {}
    withheld: set[str] = set()
    holders: list[tuple[str, Any, Any, dict[str, Any]]] = [("", declared.by_name.values(), values, expected)]
    for lines in declared.lines:
        rows: Any = values[lines.name]
        expected[lines.name] = [{"id": row["id"]} for row in rows]
        pairs = zip(rows, expected[lines.name], strict=True)
        holders += [(f"{lines.name}.", lines.fields, row, kept) for row, kept in pairs]
    for prefix, fields, given_values, kept in holders:
        for item in fields:
            value = given_values.get(item.name)
            if isinstance(value, str):
                value = (clean_text if item.kind is Kind.LONG_TEXT else clean_line)(value) or None
            if value is None:
                continue
            if goes(declared, item, policy):
                kept[item.name] = value
            else:
                withheld.add(prefix + item.name)
    assert found.values == expected
    assert (set(found.withheld), found.version, found.number_text) == (withheld, 3, "PT-2024-0001")
