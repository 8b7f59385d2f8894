"""How the columns of a list share its width: which stay where it is narrow, and what words get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ui.entry.list_columns import ListColumn

LEAST_WEIGHT = 2  # the rank of columns that identify nothing: a list does not ask for more room for them
SHORTEST, LEAST_WORDS, LEAST_NAME = 80, 96, 180  # px of a column of words
LONG_NAME = 280  # px: a longer one is no name but a sentence, and is known by how it begins
NAME_KEEPS, WORDS_KEEP = 85, 70  # per cent of its width that a column of words keeps when it gives way to another


def kept_columns(columns: Sequence[ListColumn], needs: Mapping[int, int], empty: Iterable[int], room: int) -> set[int]:
    """The places of those that stay: what shows nothing gives way first, then what weighs least, from the right."""
    kept = set(needs)
    for place in sorted(empty, reverse=True):  # before a name is shortened for a column that shows nothing
        if sum(needs[k] for k in kept) > room:
            kept.discard(place)
    for place in sorted(needs, key=lambda place: (-columns[place].rank, -place)):
        least = sum(_floor(columns[k], needs[k], columns[place].rank, own=k == place) for k in kept)
        if least <= room or columns[place].rank == 0:
            break
        kept.discard(place)
    return kept


def shared(
    columns: Sequence[ListColumn], needs: Mapping[int, int], wholes: Mapping[int, int], room: int
) -> dict[int, int]:
    """Widths that fill the room: the name is served first, then the shortest words, the longest lose most. What is left
    then goes to values longer than usual (`wholes`), and to the name."""
    wordy = sorted((k for k in needs if columns[k].is_wordy), key=lambda k: (columns[k].rank > 0, needs[k], k))
    left = room - sum(width for k, width in needs.items() if k not in wordy)
    widths = dict(needs)
    for number, place in enumerate(wordy):
        rest = wordy[number + 1 :]
        others = sum(min(_least(columns[k]), needs[k]) for k in rest)
        least = min(_least(columns[place]), needs[place], max(left, SHORTEST))
        most = left - others if columns[place].rank == 0 else left // (len(rest) + 1)
        widths[place] = max(least, min(needs[place], most))
        left -= widths[place]
    for place in wordy:
        more = max(min(left, wholes[place] - widths[place]), 0)
        widths[place] += more
        left -= more
    if left > 0 and widths:
        widths[wordy[0] if wordy else max(widths)] += left
    return widths


def _least(column: ListColumn) -> int:
    return LEAST_NAME if column.rank == 0 else LEAST_WORDS


def _floor(column: ListColumn, need: int, beside: int, *, own: bool) -> int:
    """px that a column keeps while one of rank `beside` (with `own` itself) is to stand there too: words keep all for
    one that identifies nothing, a part for one that tells records apart, of a sentence its beginning."""
    if not column.is_wordy:
        return need
    if own:
        return min(need, _least(column))
    if beside >= LEAST_WEIGHT:
        return need
    kept = need * (WORDS_KEEP if column.rank else NAME_KEEPS if beside else 0) // 100
    return max(min(need, _least(column)), min(kept, LONG_NAME))
