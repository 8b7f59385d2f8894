"""Letters on paper: sizes, widths and where a line breaks, the same for preview, printer and PDF.

Lengths are in tenths of a point everywhere in ui/paper: fonts get whole pixel sizes in that unit, and unhinted letters
of that size have true widths, whatever the device (hinted ones of 13 px would be spaced for a screen).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from models.paper import PT, name_lines
from ui.look.theme import PRINT_FAMILY

RESOLUTION = 720  # of a device whose pixel is our unit
LINE = 1.15  # line height against the font's size


@dataclass(frozen=True, slots=True)
class Face:
    """A cut of the printed typeface; `size` in points, in steps of a tenth."""

    size: float
    bold: bool = False
    italic: bool = False

    @property
    def line_height(self) -> float:
        return self.size * PT * LINE

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline."""
        metrics = self.metrics()
        return (self.line_height + metrics.ascent() - metrics.descent()) / 2

    def font(self) -> QFont:
        font = QFont(PRINT_FAMILY)
        font.setPixelSize(round(self.size * PT))
        font.setBold(self.bold)
        font.setItalic(self.italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
        return font

    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def width(self, text: str) -> float:
        return self.metrics().horizontalAdvance(text)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line of a broken text. `last` ends its paragraph and is never stretched."""

    text: str
    width: float
    last: bool


def break_lines(text: str, face: Face, width: float, first_indent: float = 0) -> list[Broken]:
    """The lines that fit `width`, broken between words, and within a word only when it is wider than the line."""
    if "\n" not in text and (length := face.width(text)) <= width - first_indent:
        return [Broken(text, length, last=True)]
    lines: list[Broken] = []
    for paragraph in text.split("\n"):
        lines.extend(_break_paragraph(paragraph, face, width, 0 if lines else first_indent))
    return lines


def balanced_lines(text: str, face: Face, width: float) -> list[Broken]:
    """As few lines as `width` allows, about equally long; the name of a unit of the Front breaks before its place."""
    lines = break_lines(text, face, width)
    if len(lines) < 2:
        return lines
    if spoken := name_lines(text, lambda line: face.width(line) <= width):
        return break_lines("\n".join(spoken), face, width)
    narrow, wide = width / 2, width
    while wide - narrow > PT:
        middle = (narrow + wide) / 2
        fits = len(break_lines(text, face, middle)) == len(lines) and widest_word(text, face) <= middle
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return break_lines(text, face, wide)


def text_width(text: str, points: float, bold: bool, italic: bool) -> float:
    """The width of a line as it is painted; a models.table_bands.Measure."""
    return Face(points, bold, italic).width(text)


def widest_word(text: str, face: Face) -> float:
    """The narrowest that a column with this text may be."""
    metrics = face.metrics()
    return max((metrics.horizontalAdvance(word) for word in text.replace("\u00a0", "x").split()), default=0.0)


def _break_paragraph(text: str, face: Face, width: float, indent: float) -> list[Broken]:
    if not text.strip():
        return [Broken("", 0, last=True)]
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, face.font())
    layout.setTextOption(option)
    pieces: list[tuple[int, int]] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width - (0 if pieces else indent), PT))
        pieces.append((line.textStart(), line.textLength()))
    layout.endLayout()
    metrics = face.metrics()
    texts = [_slice_utf16(text, start, length).rstrip() for start, length in pieces]
    return [Broken(part, metrics.horizontalAdvance(part), index == len(texts) - 1) for index, part in enumerate(texts)]


def _slice_utf16(text: str, start: int, length: int) -> str:
    """Qt counts UTF-16 units; they differ from Python's characters only beyond the basic plane."""
    if len(text) == len(text.encode("utf-16-le")) // 2:
        return text[start : start + length]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
