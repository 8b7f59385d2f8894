"""The tree of units of the Front: names and parents with days of validity, successors and predecessors.

A span of validity begins on its first day and ends before the day written as its end; "" leaves a side open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.text import vietnamese_sort_key

UNIT_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
"""What a unit may be called by: it stands in the name of its submission file and of the folders in there."""

WRONG_UNIT_CODE = "Mã chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang và dài không quá 20 ký tự."


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the Front; `order` counts upwards, `phrase` is how a report names it."""

    code: str
    label: str
    order: int
    phrase: str


LEVELS = (
    Level("xa", "Xã/phường", 1, "cấp xã"),
    Level("huyen", "Huyện/cụm", 2, "cấp huyện"),
    Level("tinh", "Tỉnh/thành phố", 3, "cấp tỉnh"),
    Level("tw", "Trung ương", 4, "cấp trung ương"),
)


def level(code: str) -> Level:
    """The level of a code; KeyError for an unknown one."""
    return {item.code: item for item in LEVELS}[code]


class UnitTreeError(ValueError):
    """The units given do not form a tree; the message is Vietnamese and names them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the Front under its official or issued code; `level` is the code of a Level."""

    code: str
    level: str


@dataclass(frozen=True, slots=True)
class UnitName:
    unit: str
    name: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class UnitParent:
    unit: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """From `date` on (ISO, "" for ever since) `new` carries on for `old`; many to many. A unit that loses a part and
    goes on under its own code succeeds itself."""

    old: str
    new: str
    kind: str = ""
    decision: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tree as it stands on one day."""

    levels: Mapping[str, str]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    children_of: Mapping[str, tuple[str, ...]]

    def name(self, code: str) -> str:
        """The name; the code itself where none is known."""
        return self.names.get(code, code)

    def level(self, code: str) -> str:
        """The level's code, "" for an unknown unit."""
        return self.levels.get(code, "")

    def parent(self, code: str) -> str:
        """The unit above, "" at the top."""
        return self.parents.get(code, "")

    def children(self, code: str) -> tuple[str, ...]:
        """The units just below, in the order of their names."""
        return self.children_of.get(code, ())

    def descendants(self, code: str) -> tuple[str, ...]:
        """Every unit below, each followed by its own."""
        return tuple(self._below(code))

    def with_descendants(self, codes: Iterable[str]) -> tuple[str, ...]:
        """These units, each followed by every unit below it; each once."""
        return tuple(dict.fromkeys(unit for code in codes for unit in (code, *self.descendants(code))))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Every unit above, the nearest first."""
        above = []
        while code := self.parent(code):
            above.append(code)
        return tuple(above)

    def path(self, code: str) -> tuple[str, ...]:
        """From the top down to the unit itself."""
        return (*reversed(self.ancestors(code)), code)

    def _below(self, code: str) -> Iterator[str]:
        for child in self.children(code):
            yield child
            yield from self._below(child)


@dataclass(frozen=True, slots=True)
class UnitTree:
    """All units with all their times. UnitTreeError when one stands below itself or under two parents on some day."""

    units: Sequence[Unit] = ()
    names: Sequence[UnitName] = ()
    parents: Sequence[UnitParent] = ()
    successions: Sequence[Succession] = ()
    by_code: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {unit.code: unit for unit in self.units})
        mentioned = {code for link in self.parents for code in (link.unit, link.parent)}
        if unknown := sorted(mentioned - self.by_code.keys()):
            raise UnitTreeError(f"Đơn vị {unknown[0]} chưa có trong danh mục. Thêm đơn vị trước khi xếp cấp trên.")
        for day in sorted({link.valid_from for link in self.parents}):
            _refuse_circles(self._parents_on(day))

    def on(self, day: date) -> Snapshot:
        """The tree as it stands on a day."""
        iso = day.isoformat()
        names, parents = self._names_on(iso), self._parents_on(iso)
        children: dict[str, list[str]] = {}
        in_order = sorted((vietnamese_sort_key(names.get(code) or code), code) for code in parents)
        for _, code in in_order:
            children.setdefault(parents[code], []).append(code)
        below = {parent: tuple(codes) for parent, codes in children.items()}
        return Snapshot({unit.code: unit.level for unit in self.units}, names, parents, below)

    def successors(self, code: str) -> tuple[Succession, ...]:
        """What became of a unit, the earliest first."""
        return tuple(sorted((link for link in self.successions if link.old == code), key=_in_time))

    def predecessors(self, code: str) -> tuple[Succession, ...]:
        """What a unit came from, the earliest first."""
        return tuple(sorted((link for link in self.successions if link.new == code), key=_in_time))

    def current(self, code: str, day: date) -> tuple[str, ...]:
        """The units that carry an old code on a day, sorted by code; the code itself where nothing followed."""
        return tuple(sorted(self._carriers(code, "", day.isoformat(), frozenset())))

    def _carriers(self, code: str, since: str, until: str, used: frozenset[Succession]) -> frozenset[str]:
        """Follows the earliest change of a unit, then what happened to its heirs from that day on."""
        links = [link for link in self.successors(code) if since <= link.date <= until and link not in used]
        if not links:
            return frozenset({code})
        now = frozenset(link for link in links if link.date == links[0].date)
        heirs = [self._carriers(link.new, links[0].date, until, used | now) for link in now]
        return frozenset[str]().union(*heirs)

    def _names_on(self, iso: str) -> dict[str, str]:
        """A unit not standing on that day keeps its last name before it, or else its first."""
        names: dict[str, str] = {}
        for item in sorted(self.names, key=lambda item: item.valid_from):
            if item.unit not in names or item.valid_from <= iso:
                names[item.unit] = item.name
        return names

    def _parents_on(self, iso: str) -> dict[str, str]:
        parents: dict[str, str] = {}
        for link in self.parents:
            if not _stands(link, iso):
                continue
            if parents.setdefault(link.unit, link.parent) != link.parent:
                above = f"{parents[link.unit]} và {link.parent}"
                raise UnitTreeError(f"Đơn vị {link.unit} có hai cấp trên cùng lúc: {above}. Giữ lại một cấp trên.")
        return parents


def _stands(link: UnitParent, iso: str) -> bool:
    return link.valid_from <= iso and (not link.valid_to or iso < link.valid_to)


def _in_time(link: Succession) -> tuple[str, str, str]:
    return (link.date, link.old, link.new)


def _refuse_circles(parents: Mapping[str, str]) -> None:
    sound: set[str] = set()
    for unit in parents:
        walked: list[str] = []
        code = unit
        while code in parents and code not in sound:
            if code in walked:
                circle = " → ".join([*walked[walked.index(code) :], code])
                raise UnitTreeError(f"Đơn vị cấp trên xếp vòng tròn: {circle}. Sửa lại cấp trên của một đơn vị.")
            walked.append(code)
            code = parents[code]
        sound.update(walked)
