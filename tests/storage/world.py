"""A small register for tests: samples of every record type, saved in the order in which they refer to each other."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from models.fields import RecordType
from models.record_types import RECORD_TYPES
from models.records import Record
from models.rules import Lookup, Problem, Severity
from models.validation import validate
from storage.database import Database
from storage.registers.records import Records
from tests.samples import sample
from tests.storage.conftest import KEY, Clock
from tests.storage.ready_files import open_empty

TYPES = {declared.name: declared for declared in RECORD_TYPES}
OWN = "06010"
UNITS = {"06010": "Xã Vũ Mẫu", "06": "Tỉnh Mẫu", "06020": "Xã Đông Thử"}


def refers_to(declared: RecordType) -> set[str]:
    """The record types that a type and its rows refer to, itself left out."""
    fields = [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]
    return {item.refers_to for item in fields if item.refers_to} - {declared.name}


def in_order() -> list[RecordType]:
    """The record types, each after those it refers to."""
    ordered: list[RecordType] = []
    while len(ordered) < len(TYPES):
        named = {declared.name for declared in ordered}
        ready = [one for one in TYPES.values() if one.name not in named and refers_to(one) <= named]
        assert ready, "record types refer to each other in a ring"
        ordered.extend(ready)
    return ordered


def register(database: Database) -> Records:
    """The registers of a database whose own unit is OWN."""
    with database.transaction("Đơn vị"):
        for code, name in UNITS.items():
            database.execute("INSERT OR IGNORE INTO unit (code, level) VALUES (?, 'xa')", (code,))
            database.execute("INSERT OR IGNORE INTO unit_name (unit, name) VALUES (?, ?)", (code, name))
    return Records(database, TYPES, lambda: OWN, lambda counted: ("SELECT '' AS id", ()))


def with_values(record: Record, /, **values: object) -> Record:
    """The record with these fields set."""
    return replace(record, values={**record.values, **values})


def reasoned(record: Record, lookup: Lookup, today) -> Record:
    """The record with a reason for every warning, so that it can be made final."""
    found: tuple[Problem, ...] = validate(TYPES[record.record_type], record.values, lookup, today=today)
    reasons = {p.reason_key: "Đã đối chiếu" for p in found if p.severity is Severity.WARNING}
    return replace(record, reasons=reasons)


class World:
    """Records of every type in one database; `ids` are those that may be referred to, by type."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.records = register(database)
        self.ids: dict[str, list[str]] = {"unit": ["06", "06020"]}

    def sample(self, name: str, number: int) -> Record:
        """The number-th sample as an unsaved record."""
        values = sample(TYPES[name], number, self.ids, lookup=self.records.lookup())
        record = replace(self.records.new(name), values=values)
        return reasoned(record, self.records.lookup(), self.database.today())

    def final(self, name: str, number: int, /, **values: object) -> Record:
        """The number-th sample made final; it may be referred to from now on."""
        made = self.records.make_final(with_values(self.sample(name, number), **values))
        self.ids.setdefault(name, []).append(made.id)
        return made

    def fill(self, count: int = 2) -> "World":
        """`count` final records of every type, in one transaction."""
        with self.database.transaction("Dữ liệu thử"):
            for declared in in_order():
                for number in range(count):
                    self.final(declared.name, number)
        return self


@cache
def _filled(count: int) -> tuple[bytes, dict[str, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_empty(Path(folder) / "x.db", KEY, Clock())
        ids = World(database).fill(count).ids
        database.close()
        return database.path.read_bytes(), ids


def filled(database: Database, count: int) -> World:
    """`count` final records of every type in an empty database under KEY: made once, then copied."""
    content, ids = _filled(count)
    database.close()
    database.path.write_bytes(content)
    database.reopen()
    world = World(database)
    world.ids = {name: list(known) for name, known in ids.items()}
    return world
