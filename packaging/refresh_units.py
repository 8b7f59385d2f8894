"""Writes resources/administrative/units.csv anew from the installed package `vietnam-provinces`.

The package wants Python 3.12 or newer and is needed by this script only:

    python -m pip install "vietnam-provinces>=2026.9"
    python packaging/refresh_units.py

Renamings that the package does not carry yet stand in renamed.csv; the script refuses one that fits no unit.
"""

import csv
import importlib
import pathlib
import unicodedata
from typing import NamedTuple

ADMINISTRATIVE = pathlib.Path(__file__).resolve().parent.parent / "resources" / "administrative"
PROVINCES, COMMUNES = 34, 3321
KINDS = {"tinh": ("Tỉnh ", "Thành phố "), "xa": ("Xã ", "Phường ", "Đặc khu ")}


class Unit(NamedTuple):
    """One row of units.csv."""

    code: str
    name: str
    level: str
    parent_code: str


def tidy(name: str) -> str:
    """The name in Unicode form NFC, with single spaces and a capital first letter (the source has slips in each)."""
    words = " ".join(unicodedata.normalize("NFC", name).split())
    return words[:1].upper() + words[1:]


def read_package() -> list[Unit]:
    """All units the package knows; codes padded with zeros as in the official list (01, 00004)."""
    source = importlib.import_module("vietnam_provinces")
    # From the objects, not the JSON file beside them: only the objects follow the renamings of 2026.
    provinces = [Unit(f"{one.code.value:02}", tidy(one.name), "tinh", "") for one in source.Province.iter_all()]
    communes = [
        Unit(f"{one.code.value:05}", tidy(one.name), "xa", f"{one.province_code.value:02}")
        for one in source.Ward.iter_all()
    ]
    return sorted(provinces) + sorted(communes)


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of one of the csv files in resources/administrative."""
    with (ADMINISTRATIVE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def apply_renamings(units: list[Unit]) -> list[Unit]:
    """The units under the names in force; a renaming is needed as long as the package still has the old name."""
    renamings = {row["code"]: row for row in read_csv("renamed.csv")}
    renamed = []
    for unit in units:
        row = renamings.pop(unit.code, None)
        if row and unit.name not in {row["old_name"], row["new_name"]}:
            raise ValueError(f"{unit.code} is {unit.name}, renamed.csv knows it as {row['old_name']}")
        renamed.append(unit._replace(name=row["new_name"]) if row else unit)
    if renamings:
        raise ValueError(f"renamed.csv names unknown units: {', '.join(renamings)}")
    return renamed


def check(units: list[Unit]) -> None:
    """Fails unless the numbers, the parents, the codes and the kinds of names are right."""
    codes = {unit.code for unit in units}
    provinces = {unit.code for unit in units if unit.level == "tinh"}
    problems = [f"{unit.code}: parent {unit.parent_code}" for unit in units if unit.parent_code not in provinces | {""}]
    problems += [f"{unit.code}: {unit.name}" for unit in units if not unit.name.startswith(KINDS[unit.level])]
    counts = len(provinces), len(units) - len(provinces)
    if problems or counts != (PROVINCES, COMMUNES) or len(codes) != len(units):
        raise ValueError(f"{counts} units, {len(units) - len(codes)} codes twice; {problems}")


def main() -> None:
    """Reads, checks and writes; the file stays untouched when a check fails."""
    units = apply_renamings(read_package())
    check(units)
    with (ADMINISTRATIVE / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Unit._fields)
        writer.writerows(units)
    print(f"{PROVINCES} provinces, {COMMUNES} communes")


if __name__ == "__main__":
    main()
