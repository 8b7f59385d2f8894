"""Where things stand in the text of a definition, so that an error can name file and line (tomllib names none)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from models.conditions import Unfit

Read = TypeVar("Read")


class DefinitionError(Exception):
    """A definition that cannot be used: "FILE, dòng N: what is wrong with it"."""


class Places:
    """The text of one file; an entry's line is found by looking for the words of the entry."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file

    def each(self, top: Mapping[str, Any], array: str, read: Callable[[Mapping[str, Any]], Read]) -> tuple[Read, ...]:
        """Every entry of an array of tables, read; what does not fit is reported with its line."""
        entries = top.get(array, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.error(1, f"“{array}” phải viết dạng [[{array}]].")
        return tuple(
            self.blame(array, index, lambda entry=entry: read(entry))  # type: ignore[misc]
            for index, entry in enumerate(entries)
        )

    def blame(self, array: str, index: int, read: Callable[[], Read]) -> Read:
        try:
            return read()
        except Unfit as unfit:
            raise self.error(self._find(array, index, unfit.word), unfit.sentence) from unfit

    def error(self, line: int, sentence: str) -> DefinitionError:
        return DefinitionError(f"{self.file}, dòng {line}: {sentence}")

    def _find(self, array: str, index: int, word: str) -> int:
        """The line of `word` in the entry, or else the line where the entry begins."""
        starts = [number for number, line in enumerate(self.lines, 1) if line.strip() == f"[[{array}]]"]
        first = starts[index] if index < len(starts) else 1
        ends = (number for number, line in enumerate(self.lines, 1) if number > first and line.startswith("[["))
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") if word else re.compile(r"\Z.")
        inside = range(first, next(ends, len(self.lines) + 1))
        return next((number for number in inside if whole.search(self.lines[number - 1])), first)
