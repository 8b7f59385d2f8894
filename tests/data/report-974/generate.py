"""Writes the made-up registers and figures that add up to report 974/BC: `python generate.py [FOLDER]`.

The same bytes on every machine and Python. Sums are those that the report prints; people, places, amounts of single
gifts and days are made up (README.md tells which is which).
"""

from __future__ import annotations

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import activities
import communes
import figures
import gifts
import support
from made_up import Chance, shares
from setting import COMMUNES, DISTRICT, UNITS, Row

SEED = 974
LAND = 59_482  # m²
OUTCOMES = {"thanh": 739, "khong_thanh": 158, "dang_giai_quyet": 79, "chua_giai_quyet": 38}  # 1.014 together


def registers(chance: Chance) -> Iterator[tuple[str, Row]]:
    """(file, line) of everything that is a record."""
    outcomes = chance.shuffled([outcome for outcome, count in OUTCOMES.items() for _ in range(count)])
    case_counts = shares(len(outcomes), len(COMMUNES), chance)
    for unit, count, metres in zip(COMMUNES, case_counts, shares(LAND, len(COMMUNES), chance), strict=True):
        own, outcomes = outcomes[:count], outcomes[count:]
        yield from communes.areas_and_teams(unit, chance)
        yield from communes.cases(unit, own, chance)
        yield from communes.land(unit, metres, chance)
    yield (
        "community_model",
        {
            "unit": DISTRICT,
            "key": "mo-hinh-to-lien-gia",
            "name": "Tổ liên gia, tổ xung kích bảo vệ môi trường",
            "theme": "to_lien_gia",
            "content_no": "3",
            "kind": "tap_the",
            "coverage": "nhieu_khu_dan_cu",
            "n_areas": 87,
            "n_groups": 118,
            "owner": "Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
            "registered_date": "2023-02-06",
            "launched_date": "2023-03-20",
            "formation": "xay_dung_moi",
            "status": "dang_thuc_hien",
        },
    )
    yield from gifts.all_of_them(chance)
    yield from support.of_communes(chance)
    yield from support.of_province(chance)
    yield from activities.all_of_them(chance)


def write(folder: Path) -> None:
    """All files of the practice data, beneath `folder`."""
    units: list[Row] = [dict(zip(("code", "name", "level", "parent"), unit, strict=True)) for unit in UNITS]
    _write(folder / "units.csv", units)
    _write_registers(folder / "common", registers(Chance(SEED)))
    for name, payments in (("reconciled", support.reconciled), ("as-printed", support.as_printed)):
        _write_registers(folder / name, payments(Chance(SEED + 2)))
    _write(folder / "common" / "figures.csv", figures.common(Chance(SEED + 1)))
    _write(folder / "reconciled" / "figures.csv", figures.reconciled())
    _write(folder / "as-printed" / "figures.csv", figures.as_printed())


def _write_registers(folder: Path, lines: Iterable[tuple[str, Row]]) -> None:
    """One file per register, in the order of their days where the paper is numbered by them."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for name, row in lines:
        tables[name].append(row)
    dates = {"pledge": "registered_date", "donation_receipt": "received_date", "disbursement": "paid_date"}
    for name, rows in tables.items():
        if name in dates:
            rows.sort(key=lambda row, date=dates[name]: str(row[date]))  # type: ignore[misc]
        _write(folder / f"{name}.csv", rows)


def _write(path: Path, rows: Iterable[Row]) -> None:
    lines = list(rows)
    columns = list(dict.fromkeys(column for line in lines for column in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
