"""The few pieces of WordprocessingML that our papers consist of, as text; children stand in the order Word insists on.

python-docx knows the package, its parts and their relations; written by its objects a table of a thousand rows takes
minutes, as text a moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
TAB = "<w:r><w:tab/></w:r>"


def twips(tenths: float) -> int:
    """Tenths of a point as twentieths, in which Word counts lengths."""
    return round(tenths * 2)


def storable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def run(text: str, *, bold: bool = False, italic: bool = False, framed: bool = False, half_points: int = 0) -> str:
    """Letters of one look; line ends become line breaks, what XML cannot hold is left out. "" for no text."""
    if not text:
        return ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""
    frame = '<w:bdr w:val="single" w:sz="6" w:space="2" w:color="auto"/>' if framed else ""
    look = f"{'<w:b/><w:bCs/>' if bold else ''}{'<w:i/><w:iCs/>' if italic else ''}{size}{frame}"
    lines = (escape(line.replace("\t", " ")) for line in storable(text).split("\n"))
    content = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content}</w:r>"


def paragraph(
    style: str,
    content: str = "",
    *,
    align: str = "",
    keep_next: bool = False,
    page_break: bool = False,
    tabs: Sequence[tuple[str, float]] = (),
    above: float | None = None,
    indent: tuple[float, float] | None = None,
    rule: bool = False,
) -> str:
    """A paragraph in a style. `tabs` are (kind, place), `above` the room over it, `indent` (left, right), all in tenths
    of a point; `rule` draws a line along its lower edge."""
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(place)}"/>' for kind, place in tabs)
    parts = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep_next else "",
        "<w:pageBreakBefore/>" if page_break else "",
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>' if rule else "",
        f"<w:tabs>{stops}</w:tabs>" if stops else "",
        f'<w:spacing w:before="{twips(above)}"/>' if above is not None else "",
        f'<w:ind w:left="{twips(indent[0])}" w:right="{twips(indent[1])}"/>' if indent else "",
        f'<w:jc w:val="{align}"/>' if align else "",
    )
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def cell(width: float, content: str, *, span: int = 1) -> str:
    """A cell; `content` are paragraphs, the last of which must be one (Word repairs a cell that ends otherwise)."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def row(cells: Sequence[str], *, head: bool = False, least_height: float = 0) -> str:
    """A row that no page's end cuts; `head` is repeated on every page."""
    height = f'<w:trHeight w:val="{twips(least_height)}" w:hRule="atLeast"/>' if least_height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, widths: Sequence[float], rows: Sequence[str]) -> str:
    """A table of fixed columns in a style."""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    look = (
        f"<w:tblStyle w:val={quoteattr(style)}/>"
        f'<w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/>'
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
