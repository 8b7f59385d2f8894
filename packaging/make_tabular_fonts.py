"""Derives "Be Vietnam Pro Tabular" from Be Vietnam Pro: the same letters, every figure equally wide.

Be Vietnam Pro has no `tnum` feature and its figures differ in width (the 1 is half as wide as the 0), so sums in a
column do not line up. Its licence (OFL 1.1, no reserved font name) allows a changed copy under the same licence.

    python -m pip install fonttools
    python packaging/make_tabular_fonts.py
"""

import importlib
import pathlib
from typing import Any

FONTS = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Be Vietnam Pro Tabular"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
FIGURES = "0123456789"
LEAST_SIDE = 15  # space on either side of a figure, in units of 1000 per em
WIDTHS = {"Regular": 660, "Medium": 668, "SemiBold": 676, "Bold": 684}
# Numbers of the OpenType name table.
NAME_FAMILY, NAME_STYLE, NAME_ID, NAME_FULL, NAME_POSTSCRIPT = 1, 2, 3, 4, 6
NAME_TYPOGRAPHIC, NAME_TYPOGRAPHIC_STYLE = 16, 17


def widen_figures(font: Any, width: int) -> None:
    """Centres every figure in `width`; fails if one would touch its neighbour."""
    characters, outlines, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    for figure in FIGURES:
        name = characters[ord(figure)]
        outline = outlines[name]
        ink = outline.xMax - outline.xMin
        left = (width - ink) // 2
        if left < LEAST_SIDE:
            raise ValueError(f"{name} is {ink} wide and does not fit into {width}")
        outline.coordinates.translate((left - outline.xMin, 0))
        outline.recalcBounds(outlines)
        metrics[name] = (width, left)


def drop_figure_kerning(font: Any) -> None:
    """Takes the figures out of pair kerning, which would undo equal widths ("17" closer than "77")."""
    characters = font.getBestCmap()
    figures = {characters[ord(figure)] for figure in FIGURES}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pair = getattr(table, "ExtSubTable", table)
            if pair.LookupType == 2:
                forget_pairs(pair, figures)


def forget_pairs(pair: Any, figures: set[str]) -> None:
    """Drops every pair of one subtable that a figure opens or closes."""
    if pair.Format == 1:
        rows = [row for name, row in zip(pair.Coverage.glyphs, pair.PairSet, strict=True) if name not in figures]
        for row in rows:
            row.PairValueRecord = [one for one in row.PairValueRecord if one.SecondGlyph not in figures]
            row.PairValueCount = len(row.PairValueRecord)
        pair.PairSet, pair.PairSetCount = rows, len(rows)
    else:
        for name in figures:  # what has no class is of class 0, which kerns with nothing
            pair.ClassDef2.classDefs.pop(name, None)
    pair.Coverage.glyphs = [name for name in pair.Coverage.glyphs if name not in figures]


def rename(font: Any, weight: str) -> None:
    """Gives the copy its own family name, so that it never stands in for the original."""
    compact = FAMILY.replace(" ", "")
    regular_or_bold = weight in {"Regular", "Bold"}
    names = {
        NAME_FAMILY: FAMILY if regular_or_bold else f"{FAMILY} {weight}",
        NAME_STYLE: weight if regular_or_bold else "Regular",
        NAME_ID: f"1.002;tabular;{compact}-{weight}",
        NAME_FULL: f"{FAMILY} {weight}",
        NAME_POSTSCRIPT: f"{compact}-{weight}",
    }
    if not regular_or_bold:
        names |= {NAME_TYPOGRAPHIC: FAMILY, NAME_TYPOGRAPHIC_STYLE: weight}
    table = font["name"]
    for identifier, text in names.items():
        table.removeNames(nameID=identifier)
        table.setName(text, identifier, 3, 1, 0x409)


def main() -> None:
    """Writes one file per weight beside the originals."""
    tools = importlib.import_module("fontTools.ttLib")  # needed by this script only, not by the program
    for weight in WEIGHTS:
        font = tools.TTFont(FONTS / f"BeVietnamPro-{weight}.ttf", recalcTimestamp=False)
        widen_figures(font, WIDTHS[weight])
        drop_figure_kerning(font)
        rename(font, weight)
        target = FONTS / f"BeVietnamProTabular-{weight}.ttf"
        font.save(target)
        print(target.name)


if __name__ == "__main__":
    main()
