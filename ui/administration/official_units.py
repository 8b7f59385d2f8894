"""The State's list of provinces and communes, read from resources, and what follows from a place in it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.resources import resource_path


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """A province ("tinh", no parent) or a commune ("xa") under its official code."""

    code: str
    name: str
    level: str
    parent: str


class OfficialUnits:
    """The list of resources/administrative/units.csv, read once by whoever needs it (3.355 rows, some milliseconds)."""

    def __init__(self) -> None:
        with resource_path("administrative", "units.csv").open(encoding="utf-8", newline="") as file:
            rows = [OfficialUnit(*row) for row in csv.reader(file)][1:]
        self._by_code = {unit.code: unit for unit in rows}
        self._below: dict[str, list[OfficialUnit]] = {}
        for unit in rows:
            self._below.setdefault(unit.parent, []).append(unit)

    def provinces(self) -> Sequence[OfficialUnit]:
        return self._below[""]

    def communes(self, province: str) -> Sequence[OfficialUnit]:
        """The communes of a province; none for an unknown code."""
        return self._below.get(province, ())

    def find(self, code: str) -> OfficialUnit | None:
        return self._by_code.get(code)


def usual_region(province: str) -> str:
    """The region ("bac", "trung", "nam") whose land units a province of this code starts with."""
    return province_regions().get(province, "bac")


def province_regions() -> Mapping[str, str]:
    """The same of every province, by its code."""
    text = resource_path("administrative", "land_units.toml").read_text(encoding="utf-8")
    regions: Mapping[str, str] = tomllib.loads(text)["provinces"]
    return regions
