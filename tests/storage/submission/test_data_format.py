"""docs/data-format.md tells enough for another program: its smallest file, written by hand, is received, and what this
program writes is read by the page alone."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

from models.submissions import Verdict
from storage.submission import archive, incoming, incoming_records, incoming_values, packages, wary_reading
from tests.storage.submission.forged import canonical, sealed, zipped
from tests.storage.submission.offices import PERIOD
from tests.storage.submission.received import one

PAGE = Path(__file__).parents[3] / "docs" / "data-format.md"


def smallest() -> dict[str, bytes]:
    """The members of the page's smallest file, by name."""
    block = re.search(r"## 7\..*?```\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    return {name: text.encode() for name, text in re.findall(r"^(\S+) +(\{.*\})$", block[1], re.MULTILINE)}


def test_the_smallest_file_of_the_page_is_received(district, again):
    text = {name: content.replace(b"06010", b"A").replace(b'"06"', b'"H"') for name, content in smallest().items()}
    members = {name.replace("06010", "A"): content for name, content in text.items()}
    members = {name: content + (b"\n" if name.endswith("ndjson") else b"") for name, content in members.items()}
    manifest = json.loads(members.pop("manifest.json"))
    inside = {name.rpartition("/")[2]: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    manifest["parts"][0]["sha256"] = hashlib.sha256(canonical(inside)).hexdigest()
    content = sealed(zipped({**members, "manifest.json": canonical(manifest)}), unit_name="Xã Thử")
    done = one(district.receive(again("by-hand", content)))
    assert (done.verdict, done.unit_name, done.number) == (Verdict.NEW, "Xã Thử", 1)
    assert district.total() == 5_000_000


def test_a_real_file_is_read_by_the_page_alone(commune, district):
    commune.receipt(5_000_000)
    district.receive(commune.send())
    content = district.send().read_bytes()
    magic, header_line, payload = content.split(b"\n", 2)
    header = json.loads(header_line)
    assert magic == b"SMT1"
    assert (len(payload), hashlib.sha256(payload).hexdigest()) == (header["bytes"], header["sha256"])
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    assert canonical(manifest) == members["manifest.json"]
    assert (manifest["number"], manifest["period"], manifest["unit"]["parent"]) == (1, PERIOD, "T")
    for entry in manifest["parts"]:
        folder = f"units/{entry['unit']}/{entry['period']}/"
        inside = {name.removeprefix(folder): body for name, body in members.items() if name.startswith(folder)}
        hashes = {name: hashlib.sha256(body).hexdigest() for name, body in inside.items()}
        assert hashlib.sha256(canonical(hashes)).hexdigest() == entry["sha256"]
        about = json.loads(inside["part.json"])
        assert about == {name: value for name, value in entry.items() if name not in ("number", "sha256")}
        values = [json.loads(line) for line in inside["indicators.ndjson"].splitlines()]
        assert len(values) == about["values"]
        assert [value["code"] for value in values] == sorted({value["code"] for value in values})
        for register, stated in about["records"].items():
            rows = [json.loads(line) for line in inside[f"records/{register}.ndjson"].splitlines()]
            assert len(rows) == stated["rows"]
            for name, total in stated["totals"].items():
                assert sum(row["values"].get(name, 0) for row in rows) == total
    (row,) = (json.loads(line) for line in members["units/A/2024-H1/records/donation_receipt.ndjson"].splitlines())
    assert (row["values"]["amount_vnd"], row["number"]) == (5_000_000, "PT-2024-0001")


def test_every_limit_of_the_page_is_the_programs():
    page = PAGE.read_text("utf-8")
    mebi = 2**20
    stated = {
        "file 200 MiB": 200 * mebi == packages.LARGEST_FILE,
        "20.000 members": archive.MOST_MEMBERS == 20_000,
        "64 MiB per member": 64 * mebi == archive.LARGEST_MEMBER,
        "4 MiB for the manifest": 4 * mebi == packages.LARGEST_MANIFEST,
        "64 KiB for part.json": incoming.LONGEST_ABOUT == 64 * 2**10,
        "400 MiB unpacked": 400 * mebi == archive.LARGEST_TOTAL,
        "200 times unpacked over packed beyond 64 KiB": (archive.HIGHEST_RATIO, archive.SMALL) == (200, 64 * 2**10),
        "32 members per part": packages.MOST_IN_PART == 32,
        "5.000 parts": incoming.MOST_PARTS == 5_000,
        "4.000 units": incoming.MOST_UNITS == 4_000,
        "1 MiB per line": mebi == wary_reading.LONGEST_LINE,
        "10.000 values per part": incoming_values.MOST_VALUES == 10_000,
        "5.000 rows per child table": incoming_records.MOST_ROWS == 5_000,
        "numbers of records up to 10^15": incoming_records.LARGEST_VALUE == 10**15,
        "values up to 10^17": wary_reading.LARGEST_NUMBER == 10**17,
        "texts of 100.000 characters": incoming_records.LONGEST_TEXT == 100_000,
        "names of 300": wary_reading.LONGEST_NAME == 300,
        "at most 4.096 bytes": packages.LONGEST_HEADER == 4_096,
    }
    assert all(stated.values())
    assert [words for words in stated if words not in page.replace("\n", " ")] == []
