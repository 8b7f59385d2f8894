"""The appendix of a district as somebody would write it by hand: SQL over the file, one statement per register and use.

It knows nothing of storage/reckoning/rollup.py and of the report's definition beyond what is spelled out here. It
holds for a district that keeps every register, typed figures only for what no register counts, and chose no other
cut-off.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.appendix_statements import CARRIED, FLOWS, PARTS, STANDING, TYPED

Values = dict[str, dict[str, int]]
"""Unit -> code -> number; what is missing is absent."""

TOTALS = {
    "KT-17": "KT-18 KT-20 KT-22",
    "KT-24": "KT-19 KT-21 KT-23",
    "VH-04": "VH-04.1 VH-04.2 VH-04.3 VH-04.4 VH-04.5 VH-04.6",
    "VH-05": "VH-05.1 VH-05.2 VH-05.3 VH-05.4 VH-05.5 VH-05.6",
    "VH-10": "VH-10.1 VH-10.2 VH-10.3 VH-10.4",
    "PL-17": "PL-17.1 PL-17.2",
}
RATIOS = {
    "KT-03": ("KT-01", "KT-02"),
    "KT-06": ("KT-05", "KT-02"),
    "PL-05": ("PL-03", "PL-04"),
    "PL-15": ("PL-11", "PL-10"),
}
SINGLE = frozenset({"KT-19", "KT-21", "KT-23", "KT-24", "VH-01", "PL-08", "DC-08"})
"""What does not add up over units."""

PERCENT = frozenset({*RATIOS, "VH-01", "PL-08", "DC-08"})
TYPED_FLOWS = frozenset({"VH-13"})


class Sum:
    """The numbers of one period by unit and code; `figures` are those that were typed."""

    def __init__(self, rows: Any, own: str, period: str, earlier: str, days: tuple[str, str, str]) -> None:
        after, until, year_after = days
        self.values: Values = defaultdict(dict)
        self.figures: set[tuple[str, str]] = set()
        mine = self.values[own]
        for codes, sql in FLOWS:
            _add(mine, codes, rows(sql, {"after": after, "until": until}))
        for codes, sql in STANDING:
            _add(mine, codes, rows(sql, {"day": until}))
        _add(mine, "PL-09", rows(CARRIED, {"day": after}))
        if year_after:
            self._add_year(rows, mine, year_after, until)
        self._add_typed(rows, own, period, earlier)
        for unit, code, source, value in rows(PARTS, {"period": period}):
            self.values[unit][code] = value
            if source == "figure":
                self.figures.add((unit, code))
        for unit in self.values:
            for total, parts in TOTALS.items():
                for suffix in ("", ":ytd"):
                    self._add_total(unit, total, parts.split(), suffix)

    def _add_year(self, rows: Any, mine: dict[str, int], year_after: str, until: str) -> None:
        for codes, sql in FLOWS:
            found = rows(sql, {"after": year_after, "until": until})
            _add(mine, " ".join(f"{code}:ytd" for code in codes.split()), found)
        _add(mine, "PL-09:ytd", rows(CARRIED, {"day": year_after}))

    def _add_typed(self, rows: Any, own: str, period: str, earlier: str) -> None:
        typed: dict[str, dict[str, int]] = defaultdict(dict)
        for at, code, value in rows(TYPED, {"own": own, "period": period, "earlier": earlier}):
            typed[at][code] = value
        for code, value in typed[period].items():
            self.values[own][code] = value
            self.figures.add((own, code))
            if code in TYPED_FLOWS and (code in typed[earlier] or not earlier):
                self.values[own][f"{code}:ytd"] = value + typed[earlier].get(code, 0)
                self.figures.add((own, f"{code}:ytd"))

    def _add_total(self, unit: str, total: str, parts: Sequence[str], suffix: str) -> None:
        known = self.values[unit]
        found = [_year(known, part, suffix) for part in parts]
        known.pop(total + suffix, None)
        if any(value is not None for value in found):
            known[total + suffix] = sum(value or 0 for value in found)
        typed = any((unit, part + suffix) in self.figures for part in parts)
        (self.figures.add if typed else self.figures.discard)((unit, total + suffix))

    def cell(self, code: str, units: Sequence[str], suffix: str = "") -> int | None:
        """One number, a ratio in hundredths of a per cent."""
        if code in RATIOS:
            top, bottom = (self.cell(part, units, suffix) for part in RATIOS[code])
            return None if top is None or not bottom else (top * 20000 + bottom) // (2 * bottom)
        found = [value for unit in units if (value := _year(self.values[unit], code, suffix)) is not None]
        if not found or (code in SINGLE and len(found) > 1):
            return None
        return sum(found)

    def comparable(self, then: Sum, code: str) -> bool:
        """Whether every unit that counts now was known then, from as good a source."""
        for part in RATIOS.get(code, (code,)):
            for unit, known in self.values.items():
                if part not in known:
                    continue
                if part not in then.values.get(unit, {}):
                    return False
                if (unit, part) in self.figures and (unit, part) not in then.figures:
                    return False
        return True


def _add(known: dict[str, int], codes: str, rows: Sequence[Sequence[int]]) -> None:
    for code, value in zip(codes.split(), rows[0], strict=True):
        known[code] = known.get(code, 0) + value


def _year(known: Mapping[str, int], code: str, suffix: str) -> int | None:
    """What stands at the cut-off repeats its own value in the year so far."""
    if suffix and code not in AT_CUTOFF:
        return known.get(code + suffix)
    return known.get(code)


AT_CUTOFF = frozenset(
    {code for codes, _ in STANDING for code in codes.split()}
    | {"KT-01", "KT-02", "KT-04", "KT-05", "KT-07", "KT-08", "VH-01", "PL-08", "PL-16", "PL-17", "DC-08"}
)


def appendix(connection: Any, own: str, halves: Sequence[str], today: dt.date) -> tuple[Sum, Sum, Sum]:
    """The sums of the half-year `halves[2]` so far, of the one before, and of the same one a year ago."""

    def rows(sql: str, params: Mapping[str, object]) -> list[Any]:
        return list(connection.execute(sql, params))

    last_year, before, now = halves
    end = {"H1": "06-30", "H2": "12-31"}

    def days(period: str, until: str, *, year: bool) -> tuple[str, str, str]:
        number = int(period[:4])
        after = f"{number}-06-30" if period.endswith("H2") else f"{number - 1}-12-31"
        return after, until, f"{number - 1}-12-31" if year else ""

    found = []
    for period, until, year in (
        (now, today.isoformat(), True),
        (before, f"{before[:5]}{end[before[-2:]]}", False),
        (last_year, today.replace(year=today.year - 1, day=min(today.day, 28)).isoformat(), False)
        if (today.month, today.day) == (2, 29)
        else (last_year, today.replace(year=today.year - 1).isoformat(), False),
    ):
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS inside (unit TEXT PRIMARY KEY)")
        connection.execute("DELETE FROM temp.inside")
        connection.execute(
            "INSERT INTO temp.inside SELECT unit FROM part WHERE in_force = 1 AND period = ?1 UNION SELECT ?2",
            (period, own),
        )
        earlier = f"{period[:4]}-H1" if period.endswith("H2") else ""
        found.append(Sum(rows, own, period, earlier, days(period, until, year=year)))
    return found[0], found[1], found[2]
