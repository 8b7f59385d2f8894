"""Documents as Word files (.docx): the package, its styles, its page and the numbers in the upper margin."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Header  # the header's class has no public name
from docx.shared import Twips

from models.documents import Block, Document, Table
from models.paper import HALF, MM, PageSize, page_size
from storage.files import write_atomically
from storage.office.word_blocks import BlockWriter, measure
from storage.office.word_styles import GAP, HALVES, HEADER, LANGUAGE, RIGHT, style_sheet
from storage.office.word_xml import PAGE_NUMBER, TAB, cell, paragraph, row, run, storable, table, twips

CREATOR = "Sổ Mặt trận"
HALF_SCALE, HALF_SCALE_WITH_TABLE = 0.86, 0.78  # of the letters where two copies stand on a sheet
MOST_ROWS = 5  # of tables in a copy that may stand on half a sheet
HEADER_FROM_EDGE = 9 * MM
OLDEST = (1980, 1, 1, 0, 0, 0)  # the time that a zip file can say and that says nothing
_TEMPLATE_ONLY = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""What comes with the library's template and says nothing about our document, its picture of an empty page first."""


class WordDocuments:
    """Fulfils models.ports.WordDocuments."""

    def export_document(self, document: Document, path: Path) -> None:
        """Write the document as .docx. StorageError full, read_only, missing; then `path` is untouched."""
        write_atomically(path, document_bytes(document))


def document_bytes(document: Document) -> bytes:
    """The Word file of a document; the same document gives the same bytes."""
    copies = document.copies()
    two_on_a_sheet = len(copies) > 1 and all(_rows(copy) <= MOST_ROWS for copy in copies)
    scale = (HALF_SCALE_WITH_TABLE if any(map(_rows, copies)) else HALF_SCALE) if two_on_a_sheet else 1
    word = _empty_file(document, scale)
    if two_on_a_sheet:
        _write_halves(word, document, copies, scale)
    else:
        _write_pages(word, document, copies)
    content = io.BytesIO()
    word.save(content)
    return _without_times(content.getvalue())


def _write_pages(word: WordFile, document: Document, copies: tuple[tuple[Block, ...], ...]) -> None:
    """Every copy begins a page, with page numbers of its own."""
    tables = [block for copy in copies for block in copy if isinstance(block, Table)]
    size = page_size(document.landscape, tables, measure)
    for number, copy in enumerate(copies):
        section = word.sections[-1] if number == 0 else word.add_section()
        _set_page(section, size)
        _number_pages(section, size, document.mark)
        _begin_with_one(section)
        _append(word, BlockWriter(size).write(document.letterhead, copy))


def _write_halves(word: WordFile, document: Document, copies: tuple[tuple[Block, ...], ...], scale: float) -> None:
    """Two copies on a sheet: rows of a table, of half a sheet or more, with a dashed line to cut along."""
    section = word.sections[-1]
    page = PageSize(HALF.width, 2 * HALF.height, HALF.bottom, HALF.bottom, HALF.left, HALF.right)
    _set_page(section, page)
    writer = BlockWriter(page, scale)
    rows = []
    for number, copy in enumerate(copies):
        top = paragraph(GAP, above=(3 if number % 2 else 0) * MM)
        if document.mark:
            top += paragraph(RIGHT, run(document.mark, bold=True, framed=True)) + paragraph(GAP)
        height = HALF.height - HALF.bottom - (0 if number % 2 == 0 else 3 * MM)
        rows.append(row([cell(page.body_width, top + writer.write(document.letterhead, copy))], least_height=height))
    _append(word, table(HALVES, (page.body_width,), rows) + paragraph(GAP))


def _rows(copy: tuple[Block, ...]) -> int:
    return sum(len(block.rows) for block in copy if isinstance(block, Table))


def _empty_file(document: Document, scale: float) -> WordFile:
    """The library's template with our styles, properties and nothing else."""
    word = docx.Document()
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _TEMPLATE_ONLY]:
            del relations[key]
    namespaces = nsdecls("w")
    for element, text in (
        (word.styles.element, style_sheet(namespaces, scale)),
        (word.settings.element, _settings(namespaces)),
    ):
        element[:] = list(parse_xml(text))
    properties = word.core_properties
    for child in list(properties._element):  # the template's: its author, its days
        properties._element.remove(child)
    title = storable(document.title)[:255]  # no more fits
    properties.title, properties.author, properties.language = title, CREATOR, LANGUAGE
    return word


def _settings(namespaces: str) -> str:
    """As today's Word: an older compatibility mode would be said in the title bar."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {namespaces}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _set_page(section: Section, size: PageSize) -> None:
    from docx.enum.section import WD_ORIENTATION

    section.orientation = WD_ORIENTATION.LANDSCAPE if size.width > size.height else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Twips(twips(size.width)), Twips(twips(size.height))
    section.top_margin, section.bottom_margin = Twips(twips(size.top)), Twips(twips(size.bottom))
    section.left_margin, section.right_margin = Twips(twips(size.left)), Twips(twips(size.right))
    section.header_distance = section.footer_distance = Twips(twips(min(HEADER_FROM_EDGE, size.top)))
    section.gutter = Twips(0)


def _number_pages(section: Section, size: PageSize, mark: str) -> None:
    """Arabic, centred in the upper margin, not on the first page; the mark right of it, on every page."""
    section.different_first_page_header_footer = True
    stops = (("center", size.width / 2 - size.left), ("right", size.body_width))
    marked = TAB + run(mark, bold=True, framed=True, half_points=24) if mark else ""
    _fill(section.first_page_header, paragraph(HEADER, TAB + marked if mark else "", tabs=stops))
    _fill(section.header, paragraph(HEADER, TAB + PAGE_NUMBER + marked, tabs=stops))


def _begin_with_one(section: Section) -> None:
    """Each copy counts its own pages; the element stands before the columns."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):  # a new section is made as a copy of the last
        properties.remove(old)
    start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")


def _fill(header: _Header, content: str) -> None:
    header.is_linked_to_previous = False
    element = header._element
    element[:] = list(parse_xml(f"<w:hdr {nsdecls('w')}>{content}</w:hdr>"))


def _append(word: WordFile, content: str) -> None:
    """Before the properties of the last section, which close the body."""
    body = word.element.body
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{content}</w:body>")):
        body.insert(len(body) - 1, child)


def _without_times(content: bytes) -> bytes:
    """The same package whose parts all carry the oldest time."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # Python would write which system it ran on
            target.writestr(info, source.read(name))
    return result.getvalue()
