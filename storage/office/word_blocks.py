"""Letterhead, headings, paragraphs, tables and signatures of a document as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.documents import Align, Block, Cell, Heading, Letterhead, Paragraph, Signatures, Table
from models.letter_widths import text_width
from models.paper import MM, PT, TABLE_POINTS, PageSize, middle_of, name_lines, table_points
from models.table_bands import INDENT, Band, bands, placed
from storage.office import word_styles as style
from storage.office.word_xml import TAB, cell, paragraph, row, run, table

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT_SHARE = 0.43  # of the width, for the issuing body
TIED_ROWS = 2  # go with the signatures to the next page
ONE_PAGE_ROWS = 12  # a further part of a split table with more begins a page
SLACK = 30.0  # tenths of a point that Word's cells want beyond their text and margins, or a word is torn


def measure(text: str, points: float, bold: bool, italic: bool) -> float:
    """The room that a text needs in a cell of Word; a models.table_bands.Measure."""
    return text_width(text, points, bold, italic) + SLACK


class BlockWriter:
    """Writes blocks for a page of `size`; `scale` below 1 for small sheets."""

    def __init__(self, size: PageSize, scale: float = 1) -> None:
        self._size = size
        self._scale = scale
        self._width = size.body_width

    def write(self, letterhead: Letterhead | None, blocks: Sequence[Block]) -> str:
        """Everything, in order; ends with a paragraph, as a body and a cell must."""
        parts = [self._letterhead(letterhead)] if letterhead else []
        parts += [self._block(block, _goes_with_next(blocks, place)) for place, block in enumerate(blocks)]
        return "".join(parts) + paragraph(style.GAP)

    def _block(self, block: Block, tied: bool) -> str:
        match block:
            case Heading():
                key = style.TITLE if block.level == 0 else style.HEADINGS[min(block.level, 2) - 1]
                return paragraph(key, run(block.text))
            case Paragraph():
                return self._paragraph(block, tied)
            case Table():
                return self._table(block, tied) + paragraph(style.GAP, keep_next=tied)
            case Signatures():
                return self._signatures(block)
            case _:
                raise ValueError(f"{type(block).__name__} does not stand within a copy")

    def _paragraph(self, block: Paragraph, tied: bool) -> str:
        content = run(block.text, bold=block.bold, italic=block.italic)
        if block.beside:
            middle = middle_of(self._width)
            content += TAB + run(block.beside, bold=block.bold, italic=block.italic)
            return paragraph(style.FORM_LINE, content, tabs=(("left", middle),), keep_next=tied)
        if block.small:
            key = style.SMALL
        else:
            key = {Align.LEFT: style.RUNNING, Align.CENTRE: style.CENTRED, Align.RIGHT: style.RIGHT}[block.align]
        align = style.ALIGNED[block.align] if block.small and block.align is not Align.LEFT else ""
        return paragraph(key, content, align=align, keep_next=tied)

    # ------------------------------------------------------------------------------------------------------ letterhead
    def _letterhead(self, head: Letterhead) -> str:
        """Issuing body left, quốc hiệu and tiêu ngữ right (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
        left = self._width * LEFT_SHARE
        cells = (cell(left, self._issuing_body(head, left)), cell(self._width - left, self._state(head, left)))
        return table(style.LAYOUT, (left, self._width - left), (row(cells),)) + paragraph(
            style.GAP, above=7 * PT * self._scale
        )

    def _issuing_body(self, head: Letterhead, width: float) -> str:
        lines = [
            self._head_line(self._broken(head.above.upper(), width), 12),
            self._head_line(self._broken(head.body.upper(), width), 12, bold=True),
        ]
        if head.body:
            lines.append(self._short_rule(self._measure(head.body.upper(), 12) * 0.4, width))
        if head.number:
            lines.append(self._head_line(head.number, 13, above=5 * PT))
        return "".join(lines)

    def _state(self, head: Letterhead, left: float) -> str:
        width = self._width - left
        points = 13 if self._measure(STATE, 13) <= width - 2 * MM else 12
        lines = [
            self._head_line(STATE, points, bold=True),
            self._head_line(MOTTO, 13, bold=True),
            self._short_rule(self._measure(MOTTO, 13), width),
        ]
        if head.place_date:
            lines.append(self._head_line(head.place_date, 13, italic=True, above=5 * PT))
        return "".join(lines)

    def _head_line(
        self, text: str, points: float, *, bold: bool = False, italic: bool = False, above: float = 0
    ) -> str:
        size = style.half_points(points, self._scale)
        content = run(text, bold=bold, italic=italic, half_points=size)
        return paragraph(style.LETTERHEAD, content, above=above * self._scale or None)

    def _short_rule(self, length: float, width: float) -> str:
        """A line of `length` in the middle of a cell: the edge of an empty, narrowed paragraph."""
        beside = max((width - 2 * MM - length) / 2, 0)
        return paragraph(style.GAP, align="center", indent=(beside, beside), rule=True)

    def _broken(self, text: str, width: float) -> str:
        """The name of a unit of the Front breaks as it is spoken, any other about its middle."""
        if self._measure(text, 12) <= width - 3 * MM:
            return text
        if spoken := name_lines(text, lambda line: self._measure(line, 12) <= width - 3 * MM):
            return "\n".join(spoken)
        words = text.split()
        halves = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words))]
        return "\n".join(min(halves, key=lambda pair: max(len(part) for part in pair), default=(text,)))

    def _measure(self, text: str, points: float) -> float:
        return text_width(text, points * self._scale, True, False)

    # ----------------------------------------------------------------------------------------------------------- tables
    def _table(self, block: Table, tied: bool) -> str:
        points = table_points(block, self._width / self._scale, measure)
        small = points < TABLE_POINTS[0]
        parts = bands(block, self._width / self._scale, points, measure)
        written = []
        for number, band in enumerate(parts):
            begins_page = number > 0 and len(block.rows) > ONE_PAGE_ROWS
            written.append(paragraph(style.GAP, page_break=begins_page, above=4 * PT * self._scale, keep_next=True))
            if block.title:
                further = " (tiếp theo)" if number else ""
                written.append(paragraph(style.CAPTION, run(block.title + further)))
            last = len(block.rows) - TIED_ROWS if tied and number == len(parts) - 1 else len(block.rows)
            written.append(self._band(block, band, small=small, tied_from=last))
        return "".join(written)

    def _band(self, block: Table, band: Band, *, small: bool, tied_from: int) -> str:
        widths = [width * self._scale for width in band.widths]
        head_style = style.TABLE_HEAD_SMALL if small else style.TABLE_HEAD
        titles = (paragraph(head_style, run(block.columns[index].title)) for index in band.columns)
        head = row([cell(width, title) for width, title in zip(widths, titles, strict=True)], head=True)
        rows = [head]
        for number, cells in enumerate(block.rows):
            keep = number >= tied_from or any(item.span > 1 for item in cells)
            content = list(self._cells(block, band, widths, cells, keep=keep, small=small))
            rows.append(row(content, least_height=block.row_height * MM))
        return table(style.GRID, widths, rows)

    def _cells(
        self, block: Table, band: Band, widths: Sequence[float], cells: Sequence[Cell], *, keep: bool, small: bool
    ) -> Iterator[str]:
        """The cells of a row that fall into a band; one that spans columns of several bands is shown in each."""
        filled = 0
        for start, item in placed(cells):
            inside = [place for place, index in enumerate(band.columns) if start <= index < start + item.span]
            if inside:
                align = Align.LEFT if item.span > 1 else block.columns[start].align
                text = run(item.text, bold=item.bold, italic=item.italic)
                indent = (item.indent * INDENT * self._scale, 0.0) if item.indent and align is Align.LEFT else None
                content = paragraph(
                    style.TABLE_TEXT_SMALL if small else style.TABLE_TEXT,
                    text,
                    align=style.ALIGNED[align] if align is not Align.LEFT else "",
                    indent=indent,
                    keep_next=keep,
                )
                filled += len(inside)
                yield cell(sum(widths[place] for place in inside), content, span=len(inside))
        for place in range(filled, len(widths)):  # a short row: Word wants the grid filled
            yield cell(widths[place], paragraph(style.TABLE_TEXT))

    # ------------------------------------------------------------------------------------------------------- signatures
    def _signatures(self, block: Signatures) -> str:
        """Columns side by side, a single one in the right half; room to sign, the names begin on one line."""
        count = max(len(block.columns), 2)
        each = self._width / count
        empty = [cell(each, paragraph(style.SIGNING)) for _ in range(count - len(block.columns))]
        heads, names = list(empty), list(empty)
        for column in block.columns:
            lines = [
                paragraph(style.SIGNING_NOTE if column.is_note(line) else style.SIGNING, run(line))
                for line in column.lines
            ]
            heads.append(cell(each, "".join(lines) or paragraph(style.SIGNING)))
            names.append(cell(each, paragraph(style.SIGNING, run(column.name), above=block.room * PT * self._scale)))
        gap = paragraph(style.GAP, above=10 * PT * self._scale, keep_next=True)
        return gap + table(style.LAYOUT, [each] * count, (row(heads), row(names)))


def _goes_with_next(blocks: Sequence[Block], place: int) -> bool:
    """Whether this block is a paragraph that leads to a table, or only paragraphs stand between it and a signature
    block."""
    following = blocks[place + 1 :]
    if following and isinstance(blocks[place], Paragraph) and isinstance(following[0], Table):
        return True
    for block in following:
        if isinstance(block, Signatures):
            return True
        if not isinstance(block, Paragraph):
            return False
    return False
