"""What the report prints and no register holds, or only with a word: the units' figures, the totals as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from made_up import Chance, shares
from setting import COMMUNES, PERIOD, PROVINCE, Row

NONE_ARISING = "không phát sinh"

PROVINCE_FIGURES = {
    "KT-02": "181",
    "KT-04": "11",
    "KT-05": "108",
    "KT-07": "6",
    "KT-08": "4",
    "VH-01": "100",
    "VH-13": "17",
    "PL-08": "100",
    "DC-08": "100",
}
PRINTED_TOTALS = {"VH-04": "2.983", "VH-05": "1.718.000.000"}


def common(chance: Chance) -> Iterator[Row]:
    """The figures that both sets share."""
    yield from trees(chance)
    yield from no_criticism()
    for unit, areas in zip(COMMUNES, shares(1_646, len(COMMUNES), chance), strict=True):
        for code in ("PL-03", "PL-04"):
            yield figure(unit, code, areas, preferred="figure", note="Sổ mới ghi một số khu dân cư")
    yield from _figures(PROVINCE, PROVINCE_FIGURES)


def trees(chance: Chance) -> Iterator[Row]:
    """ "trên 43.000": round numbers, most of them with the word."""
    for index, (unit, part) in enumerate(zip(COMMUNES, shares(43_000, len(COMMUNES), chance, 100), strict=True)):
        yield figure(unit, "KT-13", part if index % 3 == 0 else f"trên {part}")


def no_criticism() -> Iterator[Row]:
    """Two communes held none and say so."""
    for unit in COMMUNES[-2:]:
        for code in ("DC-02", "DC-04"):
            yield figure(unit, code, NONE_ARISING)


def reconciled() -> Iterator[Row]:
    for code, total in PRINTED_TOTALS.items():
        yield figure(PROVINCE, code, "", stated_total=total)


def as_printed() -> Iterator[Row]:
    yield from reconciled()
    yield figure(PROVINCE, "PL-15", "", stated_percent="72,87")


def figure(unit: str, code: str, value: object, **more: str) -> Row:
    """One line of figures.csv, as an officer types it."""
    blank = {"stated_total": "", "stated_percent": "", "preferred": "", "note": ""}
    return {"unit": unit, "period": PERIOD, "indicator": code, "value": value, **blank, **more}


def _figures(unit: str, values: Mapping[str, str]) -> Iterator[Row]:
    for code, value in values.items():
        yield figure(unit, code, value)
