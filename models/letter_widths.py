"""How wide text is in Times New Roman, for whoever lays out tables without a screen or a font at hand.

The bundled face of PDF has the same widths (it was made to be metric-compatible), so that a table is split alike in
every format. Tone marks and hats take no room; slanted letters count as upright ones, which differ by a hair.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

_REGULAR = (
    (180, "'"),
    (200, "|"),
    (250, " ,.\u00a0"),
    (278, "/:;\\ijlt"),
    (300, "²³"),
    (333, "!()-I[]`fr‘’·"),
    (389, "Js"),
    (408, '"'),
    (444, "?acez“”"),
    (469, "^"),
    (480, "{}"),
    (500, "#$*0123456789_bdghknopquvxyđ–€"),
    (529, "ơ"),
    (541, "~ư"),
    (556, "FPS"),
    (564, "+<=>×"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "ADGHKNOQUVXYwĐƠ"),
    (776, "Ư"),
    (778, "&m"),
    (833, "%"),
    (889, "M"),
    (921, "@"),
    (944, "W"),
    (1000, "—…"),
)
_BOLD = (
    (220, "|"),
    (250, " ,.\u00a0"),
    (278, "'/\\il"),
    (300, "²³"),
    (333, "!()-:;[]`fjt‘’·"),
    (389, "Is"),
    (394, "{}"),
    (444, "cerz"),
    (500, "#$*0123456789?J_agovxy“”–€"),
    (520, "~"),
    (555, '"ơ'),
    (556, "Sbdhknpquđ"),
    (570, "+<=>×"),
    (581, "^"),
    (600, "ư"),
    (611, "FP"),
    (667, "BELTZ"),
    (722, "ACDNRUVXYwĐ"),
    (778, "GHKOQƠ"),
    (796, "Ư"),
    (833, "&m"),
    (930, "@"),
    (944, "M"),
    (1000, "%W—…"),
)
"""Advance widths in thousandths of the size."""

_BY_LETTER = {
    bold: MappingProxyType({letter: width for width, letters in table for letter in letters})
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_OTHER = 722  # of a letter that is not listed: a broad one, so that a column is rather too wide
_HORN = "\u031b"


def text_width(text: str, points: float, bold: bool, italic: bool) -> float:
    """The width of one line of text of `points`, in tenths of a point; a models.table_bands.Measure."""
    widths = _BY_LETTER[bold]
    return sum(widths.get(letter) or widths.get(_bare(letter), _OTHER) for letter in text) * points / 100


def _bare(letter: str) -> str:
    """The letter without tone and hat; a horn makes another, wider letter."""
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
