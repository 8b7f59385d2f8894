"""What the report prints and no register of this release holds: the figures of each unit, and the two sets of gifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from made_up import Chance, shares
from setting import COMMUNES, DISTRICT, PERIOD, PROVINCE, Row

NONE_ARISING = "không phát sinh"

PROVINCE_FIGURES = {
    "KT-02": "181",
    "KT-04": "11",
    "KT-05": "108",
    "KT-07": "6",
    "KT-08": "4",
    "KT-14": "30",
    "KT-15": "1.500.000.000",
    "KT-16": "20",
    "VH-01": "100",
    "VH-02": "180",
    "VH-03": "90.000.000",
    "VH-06": "5",
    "VH-07": "30.000.000",
    "VH-08": "100",
    "VH-09": "50.000.000",
    "VH-10.1": "6.000.000",
    "VH-10.2": "6.000.000",
    "VH-10.3": "90.000.000",
    "VH-11": "360",
    "VH-13": "17",
    "PL-08": "100",
    "DC-01": "94",
    "DC-03": "2",
    "DC-04": "18",
    "DC-05": "4",
    "DC-08": "100",
}
DISTRICT_FIGURES = {"DC-01": "50", "DC-02": "6", "DC-04": "64", "DC-05": "60"}
COMMUNE_TOTALS = {
    "KT-12": 4_389,
    "PL-01": 1_767,
    "PL-02": 140_278,
    "DC-01": 245,
    "DC-06": 60,
    "DC-07": 125,
}
RECONCILED = {
    "VH-04.1": "200",
    "VH-04.2": "280",
    "VH-04.2a": "37",
    "VH-04.3": "3",
    "VH-04.5": "2.500",
    "VH-05.1": "240.000.000",
    "VH-05.2": "140.000.000",
    "VH-05.2a": "18.500.000",
    "VH-05.3": "18.000.000",
    "VH-05.5": "1.320.000.000",
}
"""The one reading of note 5 whose parts give the printed totals: the pupils' gifts lie within those of the fund."""
AS_PRINTED = {
    "VH-04.1": "200",
    "VH-04.2": "280",
    "VH-04.3": "3",
    "VH-04.4": "37",
    "VH-04.5": "2.500",
    "VH-05.1": "240.000.000",
    "VH-05.2": "158.000.000",
    "VH-05.3": "18.000.000",
    "VH-05.4": "18.500.000",
    "VH-05.5": "1.320.000.000",
}
"""Note 5 as a flat list, as its sentences stand."""
PRINTED_TOTALS = {"VH-04": "2.983", "VH-05": "1.718.000.000"}


def common(chance: Chance) -> Iterator[Row]:
    """The figures that both sets share."""
    for code, total in COMMUNE_TOTALS.items():
        for unit, part in zip(COMMUNES, shares(total, len(COMMUNES), chance), strict=True):
            yield figure(unit, code, part)
    yield from trees(chance)
    yield from criticism(chance)
    for unit, areas in zip(COMMUNES, shares(1_646, len(COMMUNES), chance), strict=True):
        for code in ("PL-03", "PL-04"):
            yield figure(unit, code, areas, preferred="figure", note="Sổ mới ghi một số khu dân cư")
    yield from _figures(DISTRICT, DISTRICT_FIGURES)
    yield from _figures(PROVINCE, PROVINCE_FIGURES)


def trees(chance: Chance) -> Iterator[Row]:
    """ "trên 43.000": round numbers, most of them with the word."""
    for index, (unit, part) in enumerate(zip(COMMUNES, shares(43_000, len(COMMUNES), chance, 100), strict=True)):
        yield figure(unit, "KT-13", part if index % 3 == 0 else f"trên {part}")


def criticism(chance: Chance) -> Iterator[Row]:
    """18 sessions with 121 opinions; two communes held none and say so."""
    active = COMMUNES[:-2]
    for code, total in (("DC-02", 18), ("DC-04", 121)):
        for unit, part in zip(active, shares(total, len(active), chance), strict=True):
            yield figure(unit, code, part)
        for unit in COMMUNES[-2:]:
            yield figure(unit, code, NONE_ARISING)


def reconciled() -> Iterator[Row]:
    yield from _figures(PROVINCE, RECONCILED)
    for code, total in PRINTED_TOTALS.items():
        yield figure(PROVINCE, code, "", stated_total=total)


def as_printed() -> Iterator[Row]:
    yield from _figures(PROVINCE, AS_PRINTED)
    for code, total in PRINTED_TOTALS.items():
        yield figure(PROVINCE, code, "", stated_total=total)
    yield figure(PROVINCE, "PL-15", "", stated_percent="72,87")


def figure(unit: str, code: str, value: object, **more: str) -> Row:
    """One line of figures.csv, as an officer types it."""
    blank = {"stated_total": "", "stated_percent": "", "preferred": "", "note": ""}
    return {"unit": unit, "period": PERIOD, "indicator": code, "value": value, **blank, **more}


def _figures(unit: str, values: Mapping[str, str]) -> Iterator[Row]:
    for code, value in values.items():
        yield figure(unit, code, value)
