"""Letterhead, headings, paragraphs and signatures on paper (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from models.documents import Align, Heading, Letterhead, Paragraph, Signature, Signatures
from models.paper import BETWEEN_HALVES, FIRST_INDENT, MM, PT, TEXT_POINTS, middle_of
from ui.paper.faces import Face, balanced_lines, break_lines
from ui.paper.pages import Item, Rule, Strip, Text

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT_SHARE = 0.43  # of the width, for the issuing body; the state's name needs the rest in one line


def letterhead_strip(head: Letterhead, width: float) -> Strip:
    """Issuing body and number left; quốc hiệu, tiêu ngữ, place and date right."""
    split = width * LEFT_SHARE
    left, left_height = _issuing_body(head, split - 4 * MM)
    right, right_height = _state(head, split, width - split)
    return Strip(max(left_height, right_height) + 4 * MM, (*left, *right))


def heading_strips(heading: Heading, width: float) -> list[Strip]:
    """The document's name in centred capitals, or a heading in the text; each stays with what follows."""
    if heading.level == 0:
        face, align, text, gap = Face(14, bold=True), Align.CENTRE, heading.text.upper(), 10 * PT
    else:
        face, align, text, gap = Face(13, bold=True, italic=heading.level > 1), Align.LEFT, heading.text, 8 * PT
    lines = balanced_lines(text, face, width) if heading.level == 0 else break_lines(text, face, width)
    return [
        Strip(face.line_height, (_aligned(line.text, face, align, 0, width, 0),), gap if index == 0 else 0, True)
        for index, line in enumerate(lines)
    ]


def paragraph_strips(paragraph: Paragraph, width: float) -> list[Strip]:
    """A strip per line; a page neither ends with its first line nor begins with its last."""
    face = Face(20 if paragraph.large else 11.5 if paragraph.small else TEXT_POINTS, paragraph.bold, paragraph.italic)
    if paragraph.beside:
        return [_pair_strip(paragraph, face, width)]
    running = paragraph.align is Align.LEFT and not paragraph.small
    indent = FIRST_INDENT if running else 0
    centred = paragraph.align is Align.CENTRE
    lines = balanced_lines(paragraph.text, face, width) if centred else break_lines(paragraph.text, face, width, indent)
    strips: list[Strip] = []
    for index, line in enumerate(lines):
        start = indent if index == 0 else 0
        spaces = line.text.count(" ")
        loose = width - start - line.width
        stretch = loose / spaces if running and spaces and not line.last else 0
        item = _aligned(line.text, face, paragraph.align, start, width - start, stretch)
        tied = (index == 0 and len(lines) > 1) or index == len(lines) - 2
        strips.append(Strip(face.line_height, (item,), 0 if index else _gap_above(paragraph), tied))
    return strips


def _pair_strip(paragraph: Paragraph, face: Face, width: float) -> Strip:
    """Two short texts on one line; a text too long for its half goes on below, in that half."""
    middle = middle_of(width)
    halves = (
        (paragraph.text, FIRST_INDENT, middle - FIRST_INDENT - BETWEEN_HALVES),
        (paragraph.beside, middle, width - middle),
    )
    items: list[Item] = []
    count = 1
    for text, left, room in halves:
        lines = break_lines(text, face, room)
        count = max(count, len(lines))
        for number, line in enumerate(lines):
            items.append(_aligned(line.text, face, Align.LEFT, left, room, 0, number * face.line_height))
    return Strip(count * face.line_height, tuple(items), gap=_gap_above(paragraph))


def signature_strip(signatures: Signatures, width: float) -> Strip:
    """Columns side by side, a single one in the right half; room to sign, the names begin on one line."""
    count = max(len(signatures.columns), 2)
    first = count - len(signatures.columns)
    each = width / count
    blocks = [_signature(column, (first + index) * each, each) for index, column in enumerate(signatures.columns)]
    top = max((height for _, height in blocks), default=0)
    items: list[Item] = [item for block, _ in blocks for item in block]
    face = Face(13, bold=True)
    end = top + signatures.room * PT + face.line_height
    for index, column in enumerate(signatures.columns):
        left = (first + index) * each + MM
        end = max(end, _centred_lines(items, column.name, face, left, each - 2 * MM, top + signatures.room * PT))
    return Strip(end, tuple(items), gap=14 * PT)


def _gap_above(paragraph: Paragraph) -> float:
    if paragraph.large:
        return 10 * PT
    return 2 * PT if paragraph.small or paragraph.align is Align.CENTRE else 5 * PT


def _signature(column: Signature, left: float, width: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    y = 0.0
    for text in column.lines:
        note = column.is_note(text)
        face = Face(12, italic=True) if note else Face(13, bold=True)
        for line in break_lines(text, face, width - 4 * MM):
            items.append(_aligned(line.text, face, Align.CENTRE, left, width, 0, y))
            y += face.line_height
    return items, y


def _issuing_body(head: Letterhead, width: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    above, body = Face(12), Face(12, bold=True)
    y = _centred_lines(items, head.above.upper(), above, 0, width, 0)
    y = _centred_lines(items, head.body.upper(), body, 0, width, y)
    if head.body:
        last = items[-1]
        length = (last.width if isinstance(last, Text) else width) * 0.4
        middle = width / 2
        y += 2.5 * PT
        items.append(Rule(middle - length / 2, y, middle + length / 2, y, 8))
    if head.number:
        y = _centred_lines(items, head.number, Face(13), 0, width, y + 5 * PT)
    return items, y


def _state(head: Letterhead, left: float, width: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    motto = Face(13, bold=True)
    y = _centred_lines(items, STATE, _fitting(STATE, width), left, width, 0)
    y = _centred_lines(items, MOTTO, motto, left, width, y)
    length, middle = motto.width(MOTTO), left + width / 2
    y += 2.5 * PT
    items.append(Rule(middle - length / 2, y, middle + length / 2, y, 8))
    if head.place_date:
        y = _centred_lines(items, head.place_date, Face(13, italic=True), left, width, y + 5 * PT)
    return items, y


def _fitting(text: str, width: float) -> Face:
    """13 pt where the line holds it, else 12 pt: both are allowed."""
    large = Face(13, bold=True)
    return large if large.width(text) <= width else Face(12, bold=True)


def _centred_lines(items: list[Item], text: str, face: Face, left: float, width: float, y: float) -> float:
    """Adds the lines and answers where the next one begins."""
    for line in balanced_lines(text, face, width) if text else ():
        items.append(_aligned(line.text, face, Align.CENTRE, left, width, 0, y))
        y += face.line_height
    return y


def _aligned(text: str, face: Face, align: Align, left: float, width: float, stretch: float, top: float = 0) -> Text:
    length = face.width(text) + stretch * text.count(" ")
    shift = {Align.LEFT: 0.0, Align.CENTRE: (width - length) / 2, Align.RIGHT: width - length}[align]
    return Text(left + shift, top + face.drop, length, text, face, stretch)
