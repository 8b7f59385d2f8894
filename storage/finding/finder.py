"""The search over all registers: every register's own index is asked, from the nearest kind of match to the widest.

A common word stands in most records, so nothing is sorted or counted by the words: the index is walked from its newest
record back and left as soon as a register has given enough. What was found is then ranked by its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.fields import RecordType
from models.records import Hit
from storage.database import Database
from storage.finding.hits import Hits
from storage.finding.nearness import ANYWHERE, BEGUN, EXACT, FIGURE_ANYWHERE, WHOLE_ANYWHERE, Typed
from storage.reckoning.predicate_sql import quoted
from storage.registers.titles import Titles

EACH = 12
"""How many records of one register are shown at most: one with many matches must not hide the others."""

LOOKED_AT = 24
"""How many newest matches of one register, for one question, are compared with what was typed."""

VOIDS_AMONG = 300
"""Among how many of the newest matches void records are looked for."""

LAST_CHANGES = 400
"""Among how many changes the records changed last are looked for."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A match, how near it is (storage/finding/nearness.py), and the day (ISO) when it happened or was entered."""

    record_type: str
    id: str
    number_text: str
    day: str
    step: int


class Finder:
    """Fulfils models.ports.Finder on one file."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], titles: Titles) -> None:
        self._db = database
        self._types = types
        self._titles = titles
        self._hits = Hits(database, types, titles)

    def find(self, text: str, limit: int = 40) -> Sequence[Hit]:
        """At most `limit` hits, and at most EACH of one register; see models.ports.Finder for their order."""
        typed = Typed(text)
        if not typed.plain:
            return ()
        live = [match for declared in self._types.values() for match in self._live(declared, typed)]
        found = self._nearest(live, typed, limit)
        if len(found) < limit:
            voids = [match for declared in self._types.values() for match in self._void(declared, typed)]
            found += self._nearest(voids, typed, limit - len(found))
        return self._hits.of([(match.record_type, match.id) for match in found], text)

    def recent(self, opened: Sequence[tuple[str, str]] = (), limit: int = 12) -> Sequence[Hit]:
        """At most `limit` records that still exist: those opened, then those changed last."""
        rows = self._db.rows("SELECT subject, subject_id FROM history ORDER BY seq DESC LIMIT ?", (LAST_CHANGES,))
        changed = ((row["subject"], row["subject_id"]) for row in rows if row["subject"] in self._types)
        return self._hits.of(list(dict.fromkeys((*opened, *changed)))[: 2 * limit], "")[:limit]

    # ------------------------------------------------------------------------------------------------------- candidates
    def _live(self, declared: RecordType, typed: Typed) -> list[_Found]:
        """Records that are not void. Words by their beginnings cost most: they are asked for where whole words in
        titles are too few, and by title alone only where there are too many of them to compare them all."""
        found: dict[str, _Found] = {}

        def fill(question: str, step: int) -> bool:
            """Take in the newest matches not yet known; whether there may be more of them."""
            matches = self._newest(declared, question, step)
            for match in matches:
                if match.id not in found or found[match.id].step > step:
                    found[match.id] = match
            return len(matches) == LOOKED_AT

        for step, question in enumerate(typed.titled(declared)):
            if fill(question, step):
                return list(found.values())
        if typed.is_figure and fill(typed.whole_anywhere, FIGURE_ANYWHERE):
            return list(found.values())
        if fill(typed.anywhere, ANYWHERE):
            for step, question in enumerate(typed.begun, BEGUN + 2 - len(typed.begun)):
                if fill(question, step):
                    return list(found.values())
        elif found:
            self._find_in_titles(declared, found, typed)
        if found and not typed.is_figure:
            fill(typed.whole_anywhere, WHOLE_ANYWHERE)
        return list(found.values())

    def _find_in_titles(self, declared: RecordType, found: dict[str, _Found], typed: Typed) -> None:
        """Few records are compared by their titles: that is quicker than to ask again."""
        unknown = [key for key, match in found.items() if match.step == ANYWHERE]
        for key, title in self._titles.of(declared.name, unknown).items():
            found[key] = replace(found[key], step=typed.step(title, found[key].number_text))

    def _void(self, declared: RecordType, typed: Typed) -> list[_Found]:
        """Void records: by their number or whole title, or among the newest that have the words at all."""
        found = self._newest(declared, typed.anywhere, ANYWHERE, void=True)
        found += self._newest(declared, typed.exactly(declared), EXACT, void=True)
        return list({match.id: match for match in found}.values())

    def _newest(self, declared: RecordType, question: str, step: int, *, void: bool = False) -> list[_Found]:
        rows = self._db.rows(candidates_sql(declared, void=void), (question, LOOKED_AT))
        return [_Found(declared.name, row["id"], row["number_text"], row["day"] or "", step) for row in rows]

    # ---------------------------------------------------------------------------------------------------------- ranking
    def _nearest(self, found: Sequence[_Found], typed: Typed, limit: int) -> list[_Found]:
        """The nearest of them, at most EACH of one register."""
        shown: list[_Found] = []
        of_type: Counter[str] = Counter()
        for step in sorted({match.step for match in found}):
            for match in self._ranked([match for match in found if match.step == step], typed):
                of_type[match.record_type] += 1
                if of_type[match.record_type] <= EACH:
                    shown.append(match)
            if len(shown) >= limit:
                break  # titles of what is farther away need not be read
        return shown[:limit]

    def _ranked(self, found: Sequence[_Found], typed: Typed) -> list[_Found]:
        """Those of one step: the likest title first, of equals the newer."""
        titles: dict[str, str] = {}
        for name in {match.record_type for match in found}:
            titles |= self._titles.of(name, [match.id for match in found if match.record_type == name])
        newest = sorted(found, key=lambda match: (match.day, match.id), reverse=True)
        return sorted(newest, key=lambda match: typed.likeness(titles[match.id], match.number_text))


def candidates_sql(declared: RecordType, *, void: bool) -> str:
    """The newest records of a register that answer a question, as far as they are void or not: walks the index of words
    backwards and reads each record by its key. Parameters: the question, how many."""
    table, index = quoted(declared.name), quoted(f"{declared.name}_search")
    day = f"r.{quoted(declared.dated_by)}" if declared.dated_by else "substr(r.created_at, 1, 10)"
    matches = f"SELECT rowid AS record_key FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC"
    if void:
        matches += f" LIMIT {VOIDS_AMONG}"
    return (
        f"SELECT r.id AS id, {day} AS day, r.number_text AS number_text FROM ({matches}) AS s"
        f" CROSS JOIN {table} AS r ON r.record_key = s.record_key"
        f" WHERE r.state {'=' if void else '<>'} 'void' LIMIT ?"
    )
