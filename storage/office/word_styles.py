"""The styles of a Word file, so that whoever edits it changes a style and not a hundred paragraphs.

Styles that Word brings along (Normal, Title, heading 1, ...) keep their names: Word shows them in its own language.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.documents import Align
from models.paper import FIRST_INDENT, MM, PT
from storage.office.word_xml import twips

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

NORMAL, TITLE, HEADINGS, HEADER = "Normal", "Title", ("Heading1", "Heading2"), "Header"
RUNNING, SMALL, CENTRED, RIGHT, FORM_LINE = "DoanVan", "GhiChu", "DongGiua", "DongPhai", "DongMau"
LETTERHEAD, SIGNING, SIGNING_NOTE, GAP = "PhanDau", "ChuKy", "ChuKyGhiChu", "KhoangCach"
CAPTION, TABLE_HEAD, TABLE_HEAD_SMALL = "Caption", "DauBang", "DauBangNho"
TABLE_TEXT, TABLE_TEXT_SMALL = "ChuBang", "ChuBangNho"
GRID, LAYOUT, HALVES = "BangKeO", "BangKhongKe", "BangHaiLien"

JUSTIFIED = "both"
ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; `points` 0 as Normal, `above` in tenths of a point."""

    key: str
    name: str
    points: float = 0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: str = ""
    above: float = 0
    first_line: float = 0
    keep_next: bool = False
    outline: int | None = None


_PARAGRAPHS = (
    _Style(TITLE, "Title", 14, bold=True, capitals=True, align="center", above=10 * PT, keep_next=True),
    _Style(HEADINGS[0], "heading 1", 13, bold=True, above=8 * PT, keep_next=True, outline=0),
    _Style(HEADINGS[1], "heading 2", 13, bold=True, italic=True, above=8 * PT, keep_next=True, outline=1),
    _Style(HEADER, "header", 13),
    _Style(CAPTION, "caption", 12, bold=True, above=8 * PT, keep_next=True),
    _Style(RUNNING, "Đoạn văn", align=JUSTIFIED, above=5 * PT, first_line=FIRST_INDENT),
    _Style(FORM_LINE, "Dòng của mẫu in", above=5 * PT, first_line=FIRST_INDENT),
    _Style(CENTRED, "Dòng giữa trang", align="center", above=2 * PT),
    _Style(RIGHT, "Dòng bên phải", align="right", above=5 * PT),
    _Style(SMALL, "Ghi chú nhỏ", 11.5, above=2 * PT),
    _Style(LETTERHEAD, "Phần đầu văn bản", align="center"),
    _Style(SIGNING, "Chữ ký", bold=True, align="center", keep_next=True),
    _Style(SIGNING_NOTE, "Chữ ký, ghi chú", 12, italic=True, align="center", keep_next=True),
    _Style(TABLE_HEAD, "Đầu bảng", 12, bold=True, align="center", keep_next=True),
    _Style(TABLE_TEXT, "Chữ trong bảng", 12),
    _Style(TABLE_HEAD_SMALL, "Đầu bảng, chữ nhỏ", 11, bold=True, align="center", keep_next=True),
    _Style(TABLE_TEXT_SMALL, "Chữ trong bảng, chữ nhỏ", 11),
)


def half_points(points: float, scale: float = 1) -> int:
    """A size as Word counts it, in halves of a point."""
    return round(points * 2 * scale)


def style_sheet(namespaces: str, scale: float) -> str:
    """The whole w:styles element; `scale` makes all letters and gaps smaller, for two copies on a sheet."""
    font = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font}/>{_size(13, scale)}"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    own = "".join(_paragraph_style(style, scale) for style in _PARAGRAPHS)
    return f"<w:styles {namespaces}>{defaults}{_GROUND}{own}{_gap_style()}{_table_styles(scale)}</w:styles>"


_GROUND = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def _size(points: float, scale: float) -> str:
    size = half_points(points, scale)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _paragraph_style(style: _Style, scale: float) -> str:
    indent = f'<w:ind w:firstLine="{twips(style.first_line * scale)}"/>' if style.first_line else ""
    align = f'<w:jc w:val="{style.align}"/>' if style.align else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    keep = "<w:keepNext/>" if style.keep_next else ""
    look = f'{keep}<w:spacing w:before="{twips(style.above * scale)}"/>{indent}{align}{outline}'
    letters = (
        f"{'<w:b/><w:bCs/>' if style.bold else ''}{'<w:i/><w:iCs/>' if style.italic else ''}"
        f"{'<w:caps/>' if style.capitals else ''}{_size(style.points, scale) if style.points else ''}"
    )
    custom = "" if style.name in {"Title", "header", "caption"} or style.outline is not None else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _gap_style() -> str:
    """A line of fixed, small height: what parts two tables, which Word would otherwise join."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{GAP}"><w:name w:val="Khoảng cách"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="{twips(4 * PT)}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="4"/><w:szCs w:val="4"/></w:rPr></w:style>'
    )


def _table_styles(scale: float) -> str:
    lines = _borders("single", "top", "left", "bottom", "right", "insideH", "insideV")
    return (
        _table_style(GRID, "Bảng có kẻ ô", lines, (2.5 * PT * scale, 4 * PT * scale), middle=True)
        + _table_style(LAYOUT, "Bảng không kẻ ô", "", (0, 1 * MM))
        + _table_style(HALVES, "Hai liên trên một tờ", _borders("dashed", "insideH"), (0, 0))
    )


def _borders(line: str, *sides: str) -> str:
    edges = "".join(f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    return f"<w:tblBorders>{edges}</w:tblBorders>"


def _table_style(key: str, name: str, borders: str, margins: tuple[float, float], *, middle: bool = False) -> str:
    """`margins` within a cell: above and below, left and right."""
    sides = zip(("top", "left", "bottom", "right"), (*margins, *margins), strict=True)
    room = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides)
    place = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>' if middle else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{borders}<w:tblCellMar>{room}</w:tblCellMar></w:tblPr>'
        f"{place}</w:style>"
    )
