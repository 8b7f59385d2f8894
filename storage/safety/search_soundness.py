"""Whether the search of a register says what its records say: every word of every record, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from models.fields import RecordType
from models.soundness import Defect, DefectKind
from storage.database import Database
from storage.finding.search import BATCH, SearchIndex
from storage.reckoning.predicate_sql import quoted
from storage.safety.record_soundness import STATES

VOCABULARY = "words_of_search"


def defects(database: Database, search: SearchIndex, declared: RecordType) -> Iterator[Defect]:
    """Records that are not found, found by other words, or no longer there. The index keeps no text, so its words are
    compared as a sum over (column, place, word) for each record."""
    kept = _kept(database, declared)
    for row in database.rows(f"SELECT record_key FROM {quoted(declared.name)} WHERE state NOT IN ({STATES})"):
        kept.pop(row["record_key"], None)  # cannot be read; told by its state
    wrong = 0
    last = 0
    batch = (
        f"SELECT record_key, id FROM {quoted(declared.name)} "
        f"WHERE record_key > ? AND state IN ({STATES}) ORDER BY record_key LIMIT {BATCH}"
    )
    while rows := database.rows(batch, (last,)):
        last = rows[-1]["record_key"]
        for key, words in search.words_of(declared.name, [row["id"] for row in rows]).items():
            wrong += kept.pop(key, 0) != _sum_of(words)
    wrong += len(kept)
    if wrong:
        sentence = f"Sổ “{declared.plural}”: {wrong} mục tìm không đúng; sửa được bằng cách lập lại mục lục tìm kiếm."
        yield Defect(DefectKind.SEARCH, declared.name, wrong, sentence)


def _kept(database: Database, declared: RecordType) -> dict[int, int]:
    """record_key -> the sum over what the index holds of it."""
    connection = database.connection
    table = f"{declared.name}_search"
    connection.execute(f"DROP TABLE IF EXISTS temp.{VOCABULARY}")
    connection.execute(f"CREATE VIRTUAL TABLE temp.{VOCABULARY} USING fts5vocab('main', '{table}', 'instance')")
    try:
        sums = {row["rowid"]: 0 for row in database.rows(f"SELECT rowid FROM {quoted(table)}")}
        for row in database.each(f"SELECT term, doc, col, offset FROM temp.{VOCABULARY}"):
            sums[row["doc"]] = sums.get(row["doc"], 0) + _weight(row["col"], row["offset"], row["term"])
    finally:
        connection.execute(f"DROP TABLE IF EXISTS temp.{VOCABULARY}")
    return sums


def _sum_of(words: tuple[str, str]) -> int:
    """The same sum from the words that the record ought to be found by."""
    return sum(
        _weight(column, place, word)
        for column, text in zip(("title", "text"), words, strict=True)
        for place, word in enumerate(text.split())
    )


def _weight(column: str, place: int, word: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{column}\0{place}\0{word}".encode(), digest_size=8).digest())
