"""The words by which records are found: folded, without accents, kept per record type in "<type>_search".

The title and the number stand in their own column, so that references complete by title alone. Behind them stand marked
words, which answer in one step what a phrase of common words would look for through half a register: each word of the
title with its accents, the whole title, the number and its ends. Words are kept in plain letters and digits; other
letters are spelled as their code, so that no tokenizer can see two words where we see one. Who changes what is kept
raises SPELLED in storage/store.py, so that files written before are indexed anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.fields import Field, Kind, RecordType
from models.records import Record
from models.text import TONES, clean_line, fold, nfc, vietnamese_sort_key
from storage.database import Database
from storage.reckoning.predicate_sql import Sql, quoted
from storage.registers.record_rows import Stored, read_many, rows_of
from storage.registers.titles import Titles
from storage.schema import lines_table

BATCH = 500
MOST_WORDS = 16
"""More words than these are not looked at: a pasted page is no search."""

READ = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.UNIT})
"""The kinds whose shown text is found by search; dates, numbers and choices have their own filters."""

WRITTEN, WHOLE, NUMBER = "\ue000", "\ue001", "\ue002"
"""Marks before a word of the title column. They are letters to the tokenizer, and words() gives none of them."""

LONGEST_WHOLE = 8
"""A title of more words is not kept whole: nobody types it to its end."""


def words(text: str) -> list[str]:
    """The words of a text as the index keeps them: "Đặng Hòa, 2026" gives dang, hoa, 2026."""
    return [_spelled(word) for word in re.findall(r"[^\W_]+", fold(text))]


def written_words(text: str) -> list[str]:
    """The same words with their accents, each a word of its own for the index; where the tone mark stands is the same:
    "hoà" equals "hòa". A figure has no accents and stays the word it is."""
    found = re.findall(r"[^\W_]+", clean_line(text).lower())
    return [word if word.isdecimal() and word.isascii() else _written(word) for word in found]


def whole_title(plain: Sequence[str]) -> list[str]:
    """The one word that stands for a title of just these words; none for a long one or for no words."""
    return [WHOLE + WHOLE.join(plain)] if 0 < len(plain) <= LONGEST_WHOLE else []


def number_ends(plain: Sequence[str]) -> list[str]:
    """The words that stand for a number of these words and for what it is called in short: PT-2026-0012, 2026-0012,
    0012."""
    return [NUMBER + NUMBER.join(plain[place:]) for place in range(len(plain))]


def match_all(text: str) -> str:
    """The FTS5 question for every word by its beginning; "" when the text has no word."""
    return " AND ".join(f'"{word}"*' for word in words(text)[:MOST_WORDS])


def match_title_start(text: str) -> str:
    """The FTS5 question for titles that begin with the text; "" when it has no word."""
    phrase = " ".join(words(text)[:MOST_WORDS])
    return f'title : ^"{phrase}"*' if phrase else ""


def match_title(text: str) -> str:
    """The FTS5 question for titles with every word by its beginning; "" when the text has no word."""
    question = match_all(text)
    return f"title : ({question})" if question else ""


def found_by(record_type: str, question: str) -> Sql:
    """The condition on "r" for an FTS5 question; always true for the empty one."""
    if not question:
        return Sql("1")
    table = quoted(f"{record_type}_search")
    return Sql(f"r.record_key IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (question,))


class SearchIndex:
    """Keeps search words and title_sort of every record in step with the records. Needs an open transaction."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], titles: Titles) -> None:
        self._db = database
        self._types = types
        self._titles = titles

    def refresh(self, record_type: str, ids: Sequence[str]) -> None:
        """Take in what was written to these records, and tell those that refer to one whose title changed."""
        waiting = [(record_type, ids)]
        done: set[tuple[str, str]] = set()  # references may run in a ring
        while waiting:
            name, some = waiting.pop()
            fresh = sorted({key for key in some if (name, key) not in done})
            done.update((name, key) for key in fresh)
            renamed = [
                key
                for start in range(0, len(fresh), BATCH)
                for key in self._take_in(name, fresh[start : start + BATCH])
            ]
            waiting.extend(self._referring(name, renamed))

    def remove(self, record_type: str, ids: Sequence[str]) -> None:
        """Forget records that are about to be deleted; call it while their rows are still there."""
        self._db.executemany(
            f"DELETE FROM {quoted(f'{record_type}_search')}"
            f" WHERE rowid = (SELECT record_key FROM {quoted(record_type)} WHERE id = ?)",
            [(key,) for key in ids],
        )

    def rebuild(self, record_type: str) -> None:
        """Make the words of a whole register anew."""
        self.refresh(record_type, [row["id"] for row in self._db.rows(f"SELECT id FROM {quoted(record_type)}")])

    def words_of(self, record_type: str, ids: Sequence[str]) -> dict[int, tuple[str, str]]:
        """record_key -> the words of title and text by which these records ought to be found."""
        declared = self._types[record_type]
        stored = read_many(self._db, declared, ids)
        within = self._titles.within(_named(declared), _all_values(declared, stored))
        titles = self._titles.of(record_type, ids)
        return {item.record_key: self._words(declared, item.record, titles[item.record.id], within) for item in stored}

    def _take_in(self, name: str, ids: Sequence[str]) -> list[str]:
        """Index one batch; gives the ids whose title changed."""
        declared = self._types[name]
        stored = read_many(self._db, declared, ids)
        within = self._titles.within(_named(declared), _all_values(declared, stored))
        titles = self._titles.of(name, ids)
        self._db.executemany(
            f"INSERT OR REPLACE INTO {quoted(f'{name}_search')} (rowid, title, text) VALUES (?, ?, ?)",
            [(item.record_key, *self._words(declared, item.record, titles[item.record.id], within)) for item in stored],
        )
        keys = {item.record.id: vietnamese_sort_key(titles[item.record.id]) for item in stored}
        changed = [item.record.id for item in stored if keys[item.record.id] != item.title_sort]
        self._db.executemany(
            f"UPDATE {quoted(name)} SET title_sort = ? WHERE id = ?", [(keys[key], key) for key in changed]
        )
        return changed

    def _words(
        self, declared: RecordType, record: Record, title: str, within: Mapping[str, Mapping[str, str]]
    ) -> tuple[str, str]:
        parts = [*self._texts(declared.by_name.values(), record.values, within), *record.unparsed.values()]
        for lines in declared.lines:
            for row in rows_of(record.values, lines):
                parts.extend(self._texts(lines.fields, row, within))
        titled, numbered = words(title), words(record.number_text)
        written = (word for word in written_words(title) if word.startswith(WRITTEN))
        named = (*titled, *numbered, *written, *whole_title(titled), *number_ends(numbered))
        return " ".join(named), " ".join(words(" ".join(parts)))

    def _texts(
        self, fields: Iterable[Field], values: Mapping[str, object], within: Mapping[str, Mapping[str, str]]
    ) -> Iterator[str]:
        for item in fields:
            if item.kind in READ and values.get(item.name):
                yield self._titles.show(item, values[item.name], within)

    def _referring(self, name: str, ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """The records that refer to these: their own words and perhaps their titles are no longer true."""
        for declared in self._types.values() if ids else ():
            for table, owner, item in references_to(declared, name):
                found: set[str] = set()
                for start in range(0, len(ids), BATCH):
                    part = ids[start : start + BATCH]
                    marks = ", ".join("?" * len(part))
                    rows = self._db.rows(
                        f"SELECT {owner} AS id FROM {quoted(table)} WHERE {quoted(item.name)} IN ({marks})", part
                    )
                    found.update(row["id"] for row in rows)
                if found:
                    yield declared.name, sorted(found)


def references_to(declared: RecordType, name: str) -> Iterator[tuple[str, str, Field]]:
    """(table, column with the record's id, field) of every reference to the type `name`."""
    for item in declared.by_name.values():
        if item.refers_to == name:
            yield declared.name, "id", item
    for lines in declared.lines:
        for item in lines.fields:
            if item.refers_to == name:
                yield lines_table(declared, lines), "parent", item


def _named(declared: RecordType) -> list[Field]:
    """Every field of a type and its rows; two fields that share a name but not their reference both stand."""
    return [*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields)]


def _all_values(declared: RecordType, stored: Sequence[Stored]) -> Iterator[Mapping[str, object]]:
    for item in stored:
        yield item.record.values
        for lines in declared.lines:
            yield from rows_of(item.record.values, lines)


def _written(word: str) -> str:
    return WRITTEN + (word if word.isascii() else _spelled(_tone_last(word)))


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return nfc("".join(char for char in parts if char not in TONES)) + "".join(char for char in parts if char in TONES)


def _spelled(word: str) -> str:
    return word if word.isascii() else "".join(char if char.isascii() else f"x{ord(char):x}x" for char in word)
