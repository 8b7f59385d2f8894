"""Records offered while a reference is typed: by their title, without accents, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.fields import Kind, RecordType
from models.records import State, Suggestion
from models.text import fold, nfc
from storage.database import Database
from storage.finding.search import found_by, match_title, match_title_start
from storage.reckoning.predicate_sql import quoted
from storage.registers.record_rows import read_many
from storage.registers.titles import Titles

LOOKED_AT = 100
"""How many titles that begin with what was typed are ranked; among so many one types on anyway."""

DETAILS = 2
BARE = frozenset({"Có", "Không"})  # answers that mean nothing without their question
"""How many more facts tell two equal names apart."""


class Suggestions:
    """Offers the records of one file for a reference; void ones are not offered."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], titles: Titles) -> None:
        self._db = database
        self._types = types
        self._titles = titles

    def find(
        self, record_type: str, text: str, limit: int, within: Mapping[str, str] | None = None
    ) -> Sequence[Suggestion]:
        """At most `limit` records whose title (or number) has every typed word by its beginning."""
        declared = self._types[record_type]
        ids = self._candidates(declared, match_title_start(text), LOOKED_AT, within or {})
        if len(ids) < limit:
            more = self._candidates(declared, match_title(text), LOOKED_AT, within or {})
            ids += [key for key in more if key not in set(ids)]
        titles = self._titles.of(record_type, ids)
        best = sorted(ids, key=lambda key: _rank(titles[key], text))[:limit]  # stable: within a rank by title
        details = self._details(declared, best)
        return [Suggestion(key, titles[key], details[key]) for key in best]

    def _candidates(self, declared: RecordType, question: str, limit: int, within: Mapping[str, str]) -> list[str]:
        """Own records only: what we write may not hang on what a lower unit withdraws with its next file."""
        found = found_by(declared.name, question)
        narrowed = "".join(f" AND r.{quoted(declared.by_name[name].name)} = ?" for name in within)
        newest = f"r.{quoted(declared.dated_by)} DESC, " if declared.dated_by and not question else ""
        rows = self._db.rows(
            f"SELECT r.id AS id FROM {quoted(declared.name)} AS r"
            f" WHERE r.received = 0 AND r.state <> 'void' AND {found.text}{narrowed}"
            f" ORDER BY {newest}r.title_sort, r.id LIMIT ?",
            (*found.params, *within.values(), limit),
        )
        return [row["id"] for row in rows]

    def _details(self, declared: RecordType, ids: Sequence[str]) -> dict[str, str]:
        """The first facts of the list beside the title: number, kind, address; and that a record is still a draft."""
        stored = {item.record.id: item.record for item in read_many(self._db, declared, ids)}
        fields = [
            declared.by_name[name]
            for name in declared.list_columns
            if name in declared.by_name and name not in declared.title
        ]
        within = self._titles.within(fields, [record.values for record in stored.values()])
        details: dict[str, str] = {}
        for key, record in stored.items():
            facts = [
                self._titles.show_with_unit(item, record.values[item.name], within)
                for item in fields
                if item.kind is not Kind.LONG_TEXT and item.kind is not Kind.BOOLEAN
            ]
            parts = [record.number_text, *[fact for fact in facts if fact and fact not in BARE][:DETAILS]]
            parts.append(State.DRAFT.label if record.state is State.DRAFT else "")
            details[key] = " · ".join(part for part in parts if part)
        return details


def _rank(title: str, text: str) -> int:
    """0: the title as typed; 1: begins with it, accents and all; 2: begins with it; 3: has it with its accents; 4."""
    typed = nfc(" ".join(text.split())).lower()
    shown = title.lower()
    if shown == typed:
        return 0
    if shown.startswith(typed):
        return 1
    if fold(title).startswith(fold(text)):
        return 2
    return 3 if typed in shown else 4
