"""What was typed into the search, as questions to the index of a register and as a measure of how near a record is."""

from __future__ import annotations

from collections.abc import Sequence

from models.fields import RecordType
from models.text import clean_line, fold
from storage.finding.search import (
    MOST_WORDS,
    match_all,
    match_title,
    number_ends,
    whole_title,
    words,
    written_words,
)

EXACT, FIGURE_ANYWHERE, BEGUN, WHOLE_ANYWHERE, ANYWHERE = 0, 3, 4, 6, 7
"""How near a record is, the smaller the nearer. 0 number or title exactly; 1 title with the words as they are written;
2 but for accents; 3 whole words anywhere, for a figure: who types 12 hardly means house 125; 4 as 1, the last word by
its beginning; 5 every word by its beginning; 6 whole words anywhere; 7 by their beginnings."""


class Typed:
    """A typed text. Its questions are named by what a record must have; those by beginnings include the whole words."""

    def __init__(self, text: str) -> None:
        self.plain = words(text)[:MOST_WORDS]
        self._written = written_words(text)[:MOST_WORDS]
        self._line = clean_line(text).lower()
        self._folded = fold(text)
        self._numbers = _numbers(self.plain)
        self.anywhere = match_all(text)
        self.whole_anywhere = _all(self.plain)
        self.is_figure = bool(self.plain) and self.plain[-1].isdecimal()
        self._title_begun = match_title(text)

    @property
    def begun(self) -> Sequence[str]:
        """Titles with the words by their beginnings: first those with the accents of all words but the last, which may
        be half typed."""
        if len(self._written) < 2:
            return (self._title_begun,)
        return (f'title : ({_all(self._written[:-1])} AND "{self.plain[-1]}"*)', self._title_begun)

    def exactly(self, declared: RecordType) -> str:
        """Titles of just these words, and numbers that end with them; in a register that fills its numbers up with
        zeros "12" means 0012 too."""
        digits = declared.numbering.digits if declared.numbering else 0
        ways = sorted({*self._numbers, *_numbers([*self.plain[:-1], self.plain[-1].zfill(digits)])})
        return " OR ".join(f'title : "{word}"' for word in (*whole_title(self.plain), *ways))

    def titled(self, declared: RecordType) -> Sequence[str]:
        """Titles and numbers exactly; titles with the words as they are written; with the words but for accents."""
        return (self.exactly(declared), f"title : ({_all(self._written)})", f"title : ({_all(self.plain)})")

    def step(self, title: str, number_text: str) -> int:
        """How near a record is that has the words somewhere: BEGUN, in its title; else ANYWHERE."""
        having = words(f"{title} {number_text}")
        written = {*having, *written_words(title)}
        if len(self.plain) > 1 and written.issuperset(self._written[:-1]) and _begins(having, self.plain[-1]):
            return BEGUN
        return BEGUN + 1 if all(_begins(having, word) for word in self.plain) else ANYWHERE

    def likeness(self, title: str, number_text: str) -> int:
        """Among those that are as near. 0: the number; 1: the title as typed; 2: but for accents; 3: it begins as
        typed; 4: but for accents; 5: it does not."""
        if number_text and fold(number_text) == self._folded:
            return 0
        bare = fold(title)
        if not bare.startswith(self._folded):
            return 5
        as_written = written_words(title)[: len(self._written)] == self._written
        if bare == self._folded:
            return 1 if as_written else 2
        return 3 if as_written or title.lower().startswith(self._line) else 4


def _all(some: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"' for word in some)


def _begins(having: Sequence[str], begun: str) -> bool:
    return any(word.startswith(begun) for word in having)


def _numbers(plain: Sequence[str]) -> set[str]:
    """The words for a number that is typed as these, with and without the zeros before its last part."""
    ways = (plain, [*plain[:-1], plain[-1].lstrip("0") or plain[-1]]) if plain else ()
    return {number_ends(way)[0] for way in ways}
