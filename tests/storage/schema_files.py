"""Makes the unit file that stands in tests/data/schemas for one schema, with everything in it written down beside it.

    python -m tests.storage.schema_files NUMBER     makes NUMBER.db, .key and .ndjson
    python -m tests.storage.schema_files --here     the same for the program as it stands here, into this folder

A file of schema NUMBER can only be made by a program of that schema: it is taken from the newest commit that has it, in
a clone of its own. What such a file holds: records of every type with child rows, changed ones with their history, void
ones, drafts with unreadable typing, unfinished typing, figures, a part received from below, a sending. Its key ring has
the passphrase below, so it opens anywhere.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "data" / "schemas"
PASSPHRASE = "Đoàn kết 2024"
STEPS = "storage/migrations/__init__.py"
EACH = 8


def named(number: int, suffix: str) -> Path:
    """Where the file of a schema lies; `suffix` is db, key or ndjson."""
    return FOLDER / f"{number:04d}.{suffix}"


# ----------------------------------------------------------------------------------------------------- one unit's work
def enter_everything(office: Any, first: int = 0) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Some final records of every type, among them changed and void ones and drafts; gives what was typed, by id."""
    from models.records import Refused
    from tests.samples import sample
    from tests.storage.world import in_order, reasoned

    records, ids = office.book.records, {"unit": ["T", "H"]}
    for declared in in_order():
        for number in range(EACH):
            values: dict[str, Any]
            try:
                values = sample(declared, first + number, ids, lookup=records.lookup())
            except AssertionError:  # no sample of this number fits the records at hand
                continue
            blank = reasoned(replace(records.new(declared.name), values=values), records.lookup(), office.db.today())
            if number == 6:
                unread = {next(iter(declared.by_name)): "không rõ"}
                yield declared.name, records.save(replace(blank, unparsed=unread)).id, values
                continue
            made = records.make_final(blank)
            if number == 5:
                yield declared.name, records.void(declared.name, made.id, made.version, "Ghi trùng").id, values
                continue
            ids.setdefault(declared.name, []).append(made.id)
            word = next((name for name in declared.title if isinstance(values.get(name), str)), "")
            if number == 4 and word and declared.by_name[word].kind.value == "text":
                values = {**values, word: f"{values[word]} (sửa)"}
                with suppress(Refused):
                    records.save(replace(made, values=values))
                    yield declared.name, made.id, values
                    continue
            yield declared.name, made.id, values
        office.book.drafts.keep(replace(records.new(declared.name), unparsed={"note": "đang gõ"}))


def lay(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A district's folder after all that work, closed, and what was typed into it."""
    from models.fields import Leaves
    from models.indicators import Figure, Given
    from tests.storage.conftest import Clock
    from tests.storage.submission.offices import PERIOD, TYPES, Office

    commune, district = Office(folder / "A", "A", Clock()), Office(folder / "H", "H", Clock())
    list(enter_everything(commune))
    district.receive(commune.send(policy=dict.fromkeys(TYPES, Leaves.PERSONAL_FIELDS)))
    typed = [
        {"type": name, "id": key, "values": plain(values)}
        for name, key, values in enter_everything(district, first=100)
    ]
    district.book.figures.save(
        [
            Figure("H", PERIOD, "KT-18", Given.GIVEN, 1_234_567, note="Theo sổ giấy", stated_total=1_234_567),
            Figure("H", "2024-Q1", "KT-18", Given.GIVEN, 43_000, word="trên"),
        ]
    )
    district.send()
    district.book.settings.put("report.place", "Huyện Mẫu")
    district.book.settings.set_passphrase(PASSPHRASE)
    commune.close()
    district.book.close()
    return folder / "H", typed


def plain(value: Any) -> Any:
    """What JSON can hold."""
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "factor"):
        return {"typed": value.typed, "unit": value.unit, "factor": value.factor}
    return value


def rows(connection: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every plain table of a file but the search index, as the driver alone reads it."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%search%' ORDER BY name"
    ).fetchall()
    for (name,) in names:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            yield name, plain(dict(zip(columns, values, strict=True)))


def make_here(target: Path) -> None:
    """The three files for the schema of the program that stands here."""
    from storage import connection, key_ring, migrations

    number = len(migrations.STEPS)
    with tempfile.TemporaryDirectory() as scratch:
        made, typed = lay(Path(scratch))
        ring = key_ring.KeyRing.unlock(made, made, PASSPHRASE)
        opened = connection.open_keyed(made / "so-mat-tran.db", ring.key)
        opened.execute("VACUUM")
        lines: list[dict[str, Any]] = [{"typed": entry} for entry in typed]
        lines += [{"table": table, "row": row} for table, row in rows(opened)]
        opened.close()
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made / "so-mat-tran.db", target / f"{number:04d}.db")
        (target / f"{number:04d}.key").write_bytes(ring.content)
        text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
        (target / f"{number:04d}.ndjson").write_text(text, encoding="utf-8", newline="\n")


# -------------------------------------------------------------------------------------------- programs of older schemas
def git(*arguments: str, folder: Path = ROOT) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def newest_commit_of(number: int) -> str:
    """The last commit whose program has this schema."""
    for commit in git("rev-list", "--first-parent", "HEAD").split():
        if len(re.findall(r'"m\d{4}_\w+",', git("show", f"{commit}:{STEPS}"))) == number:
            return commit
    raise SystemExit(f"no commit has schema {number}")


def make(number: int) -> None:
    """The files of a schema, made by the program that had it."""
    commit = newest_commit_of(number)
    with tempfile.TemporaryDirectory() as scratch:
        clone = Path(scratch) / "program"
        git("clone", "--quiet", "--no-checkout", str(ROOT), str(clone))
        git("checkout", "--quiet", commit, folder=clone)
        here = Path(__file__).relative_to(ROOT)
        (clone / here).write_bytes(Path(__file__).read_bytes())
        subprocess.run([sys.executable, "-m", "tests.storage.schema_files", "--here"], cwd=clone, check=True)
        for suffix in ("db", "key", "ndjson"):
            FOLDER.mkdir(parents=True, exist_ok=True)
            made = clone / named(number, suffix).relative_to(ROOT)
            shutil.copyfile(made, named(number, suffix))


if __name__ == "__main__":
    if sys.argv[1:] == ["--here"]:
        make_here(FOLDER)
    else:
        make(int(sys.argv[1]))
