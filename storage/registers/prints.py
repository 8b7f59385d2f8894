"""What was printed of a record, by whom and when: kept in the history of the record, so that a reprint can say so."""

from __future__ import annotations

from collections.abc import Mapping

from models.fields import RecordType
from models.ports import StorageError
from models.records import State
from storage.database import Database
from storage.registers.record_changes import PRINTED
from storage.registers.record_checks import GONE
from storage.registers.record_rows import read


class Prints:
    """Fulfils models.ports.Prints."""

    def __init__(self, database: Database, types: Mapping[str, RecordType]) -> None:
        self._db = database
        self._types = types

    def times(self, record_type: str, record_id: str, form: str) -> int:
        """How often the form was printed of the record since it is final."""
        key = f"{PRINTED}/{form}"
        return sum(key in entry.change for entry in self._db.history.of(record_type, record_id))

    def note(self, record_type: str, record_id: str, form: str, label: str) -> int:
        """Remember that the form, called `label`, was printed just now, and give how often that makes. Papers of drafts
        and void records, and of what others entered, are no vouchers of ours: nothing is remembered of them.
        StorageError missing, when the record is gone."""
        with self._db.transaction(f"In: {label}") as operation:
            stored = read(self._db, self._types[record_type], record_id)
            if stored is None:
                raise StorageError(GONE, "missing")
            before = self.times(record_type, record_id, form)
            if stored.record.state is not State.FINAL or stored.record.received:
                return before
            change = {f"{PRINTED}/{form}": [before or None, before + 1]}
            self._db.history.append(operation, record_type, record_id, stored.record.version, change)
            return before + 1
