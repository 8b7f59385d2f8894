"""Archives made to harm: bombs, lies about sizes, hidden bytes, names without a place; refused within little memory."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from models.submissions import Verdict, Why
from storage.submission import archive, packages
from storage.submission.archive import Archive, write_archive
from storage.submission.refusals import PackageError
from tests.storage.submission.forged import canonical, like, split, taken_apart, zipped
from tests.storage.submission.received import one

HALF = "units/A/2024-H1/"


def peak(job) -> int:
    tracemalloc.start()
    try:
        job()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_beyond_the_limit_is_not_even_read(district, tmp_path):
    path = tmp_path / "large.smt"
    with path.open("wb") as file:
        file.truncate(packages.LARGEST_FILE + 1)
    assert peak(lambda: district.receive(path)) < 8 * 2**20
    assert one(district.receive(path)).why is Why.OVERSIZED


def test_a_large_file_is_read_in_pieces(sent, district, again):
    """60 MB that pass every check of size cost no more memory than a few pieces."""
    noise = bytes(range(256)) * 4096
    path = again("large", like(sent, noise * 60))
    held = peak(lambda: district.receive(path))
    assert one(district.receive(path)).why is Why.DAMAGED
    assert held < 8 * 2**20


@pytest.mark.parametrize("claimed", [None, 1_000])
def test_a_zip_bomb_costs_nothing(sent, offered, claimed):
    """40 MB of nothing in a few kB; once said openly, once with a directory that claims 1.000 bytes."""
    forgery = taken_apart(sent)
    forgery.members[HALF + "records/donor.ndjson"] = b" " * (40 * 2**20)
    content = forgery.content()
    _, payload = split(content)
    if claimed is not None:
        real = struct.pack("<L", 40 * 2**20)
        assert payload.count(real) == 2
        content = like(sent, payload.replace(real, struct.pack("<L", claimed)))
    found = []
    held = peak(lambda: found.append(offered(content)))
    assert found[0].why is (Why.OVERSIZED if claimed is None else Why.DAMAGED)
    assert held < 4 * 2**20


def test_members_claiming_more_than_all_together_may_hold(sent, offered):
    forgery = taken_apart(sent)
    sizes = [entry.file_size for entry in zipfile.ZipFile(io.BytesIO(split(sent.read_bytes())[1])).infolist()]
    payload = split(forgery.content())[1]
    largest = max(sizes)
    changed = payload.replace(struct.pack("<L", largest), struct.pack("<L", 2**31))
    assert offered(like(sent, changed)).why is Why.OVERSIZED


def test_a_directory_of_a_million_entries_is_not_built(sent, offered):
    """A count and length that the file really has, so that only the limit can refuse it."""
    entry = archive.ENTRY.pack(b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 100_000
    end = archive.END.pack(b"PK\x05\x06", 0, 0, 100_000 & 0xFFFF, 100_000 & 0xFFFF, len(directory), 0, 0)
    found = []
    content = like(sent, directory + end)
    held = peak(lambda: found.append(offered(content)))
    assert found[0].why is Why.OVERSIZED
    assert held < 4 * 2**20


def test_too_many_registers_in_a_part(sent, offered):
    forgery = taken_apart(sent)
    for number in range(40):
        name = "a" * (number + 1)
        forgery.members[f"{HALF}records/{name}.ndjson"] = b""
    assert offered(forgery.packed()).why is Why.OVERSIZED


def test_a_line_without_end(sent, offered):
    forgery = taken_apart(sent)
    name = HALF + "records/donor.ndjson"
    forgery.members[name] = b'{"id":"' + bytes(range(97, 123)) * 60_000 + b'"}\n'
    assert offered(forgery.content()).why is Why.OVERSIZED


def test_json_made_of_brackets(sent, offered):
    for depth in (50, 900, 100_000):
        forgery = taken_apart(sent)
        forgery.members[HALF + "records/donor.ndjson"] = b'{"id":' + b"[" * depth + b"]" * depth + b"}\n"
        assert offered(forgery.content()).verdict is Verdict.REFUSED


def test_numbers_without_end(sent, offered):
    for number in (b"9" * 5_000, b"-" + b"9" * 4_000, b"1e400", b"1.0", b"NaN", b"Infinity"):
        forgery = taken_apart(sent)
        name = HALF + "indicators.ndjson"
        forgery.members[name] = forgery.members[name].replace(b'"value":1000000', b'"value":' + number)
        assert offered(forgery.content()).why is Why.DAMAGED


def test_sums_that_would_overflow_the_recount(sent, offered):
    forgery = taken_apart(sent)
    name = HALF + "records/donation_receipt.ndjson"
    (row,) = forgery.rows(name)
    for amount in (2**62, -(2**63), 10**15 + 1):
        forgery.put_rows(name, [{**row, "values": {**row["values"], "amount_vnd": amount}}])
        assert offered(forgery.content()).why is Why.DAMAGED


def refused_archive(payload: bytes) -> Why:
    with pytest.raises(PackageError) as caught:
        read = Archive(io.BytesIO(payload), 0, len(payload))
        for name in read.members:
            read.read(name)
    return caught.value.why


@pytest.fixture
def sound():
    return write_archive([("a", b"first " * 9), ("b", b"second")])


def test_a_sound_archive_is_read_and_plain_zip_programs_agree(sound):
    read = Archive(io.BytesIO(b"before" + sound + b"behind"), 6, 6 + len(sound))
    assert {name: read.read(name) for name in read.members} == {"a": b"first " * 9, "b": b"second"}
    with zipfile.ZipFile(io.BytesIO(sound)) as plain:
        assert plain.testzip() is None
        assert {name: plain.read(name) for name in plain.namelist()} == {"a": b"first " * 9, "b": b"second"}


def test_nothing_may_lie_before_between_or_behind(sound):
    directory = sound.index(b"PK\x01\x02")
    assert refused_archive(b"x" + sound) is Why.DAMAGED
    assert refused_archive(sound + b"x") is Why.DAMAGED
    assert refused_archive(sound[:directory] + b"x" + sound[directory:]) is Why.DAMAGED
    shifted = bytearray(sound[:directory] + b"hidden" + sound[directory:])
    struct.pack_into("<L", shifted, len(shifted) - 6, directory + 6)
    assert refused_archive(bytes(shifted)) is Why.DAMAGED


def test_two_members_of_one_name_or_out_of_order():
    for names in (("a", "a"), ("b", "a")):
        out = io.BytesIO()
        with (
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
            pytest.warns() if names[0] == names[1] else _calm(),
        ):
            for name in names:
                made.writestr(zipfile.ZipInfo(name), b"x", zipfile.ZIP_DEFLATED)
        assert refused_archive(out.getvalue()) is Why.DAMAGED


def _calm():
    import contextlib

    return contextlib.nullcontext()


def test_a_comment_an_extra_field_a_stored_or_locked_member():
    def made(**more) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
            entry = zipfile.ZipInfo("a")
            entry.compress_type = more.get("method", zipfile.ZIP_DEFLATED)
            entry.extra, entry.comment = more.get("extra", b""), more.get("remark", b"")
            plain.writestr(entry, b"x" * 99)
            plain.comment = more.get("comment", b"")
        return out.getvalue()

    read = Archive(io.BytesIO(made()), 0, len(made()))
    assert read.read("a") == b"x" * 99
    for strange in (
        {"comment": b"PK\x05\x06" + bytes(18)},
        {"extra": b"\x01\x00\x08\x00" + bytes(8)},
        {"remark": b"?"},
        {"method": zipfile.ZIP_STORED},
        {"method": zipfile.ZIP_BZIP2},
        {"method": zipfile.ZIP_LZMA},
    ):
        assert refused_archive(made(**strange)) is Why.DAMAGED
    locked = bytearray(made())
    locked[6] |= 1
    locked[made().index(b"PK\x01\x02") + 8] |= 1
    assert refused_archive(bytes(locked)) is Why.DAMAGED


def test_a_local_header_that_tells_another_story(sound):
    for place, change in ((30, b"c"), (14, b"\x00\x00\x00\x00"), (18, b"\x01"), (22, b"\x01"), (0, b"X"), (8, b"\x00")):
        assert refused_archive(sound[:place] + change + sound[place + len(change) :]) is Why.DAMAGED


def test_more_packed_data_than_the_member_needs():
    """Bytes behind the end of the deflated stream would be read by nobody and could hide anything."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(b"x" * 50) + packer.flush() + b"hidden"
    sizes = (zlib.crc32(b"x" * 50), len(packed), 50, 1, 0)
    local = archive.LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes) + b"a"
    directory = archive.ENTRY.pack(b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0) + b"a"
    end = archive.END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local) + len(packed), 0)
    assert refused_archive(local + packed + directory + end) is Why.DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "units/../x",
        "units/A/2024-H1/../part.json",
        "units/A/2024-13/part.json",
        "units/a b/2024/part.json",
        "units/A/2024-H1/records/Donor.ndjson",
        "units/A/2024-H1/records/x/y.ndjson",
        "C:\\x",
        "/etc/passwd",
        "manifest.json/x",
        "units/A/2024-H1/part.json\x00.txt",
        "units/A/2024-H1/",
        "ghi chú",
        "",
    ],
)
def test_names_that_have_no_place_here(sent, offered, name):
    forgery = taken_apart(sent)
    payload = zipped({**forgery.members, "manifest.json": canonical(forgery.manifest), name: b"x"})
    assert offered(like(sent, payload)).why is Why.DAMAGED


def test_a_missing_member(sent, offered):
    whole = taken_apart(sent)
    for name in [*whole.members, "manifest.json"]:
        members = {**whole.members, "manifest.json": canonical(whole.manifest)}
        del members[name]
        assert offered(like(sent, zipped(members))).why is Why.DAMAGED
