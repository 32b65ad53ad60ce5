"""Word documents: the text as it reads with all changes accepted, straight from the XML.

python-docx drops tracked insertions and footnotes without a word, so it is not used. Headings are
the paragraphs with a heading's style or outline level; where there are hardly any, short paragraphs
in bold letters. Lists have the numbers and bullets that Word draws. Foot- and endnotes stand at the
end, each with its mark, since amid the text they would be quoted with paragraphs that only cite
them. Left out are comments, headers and footers, hidden text, and tables of contents, whose lines
would be found instead of what they point to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element as Element

from bot.ingest.body import Block, Body
from bot.ingest.markup import attribute, child, children, is_on, local, number
from bot.ingest.office.docx_numbering import Numbering
from bot.ingest.office.docx_styles import Styles, numbered, outline, switch
from bot.ingest.office.docx_text import Notes, Paragraph, TextReader
from bot.ingest.office.ooxml import main_part, properties, related, shown, title
from bot.ingest.office.package import open_package
from bot.ingest.publisher import publisher
from bot.ingest.raised import Written
from bot.ingest.reading import Reading, faint_note, told
from bot.ingest.table import Cell, has_columns_of_values, is_headed, read_out
from bot.progress import Report, Unit, untold

_GONE = frozenset({"del", "moveFrom", "sdtPr", "sdtEndPr", "tcPr", "sectPr", "tblPr", "tblGrid"})
_NO_LEVEL = 9
_ENDNOTES = "lowerRoman"
"""How Word numbers endnotes unless it is told otherwise."""


def read_docx(data: bytes, report: Report = untold, whole: bool = False) -> Reading:
    """Return the text of a Word document, with its headings as landmarks.

    A table of contents is left out unless it is to be ``whole``.

    Raises :class:`~bot.errors.UnreadableFile` for a broken or encrypted one and
    :class:`~bot.errors.TooLarge` for one that unpacks to more than a document holds.
    """
    package = open_package(data)
    main = main_part(package)
    root = package.xml(main)
    styles = Styles(related(package, main, "styles"))
    notes = Notes(_note_forms(related(package, main, "settings")))
    numbering = Numbering(related(package, main, "numbering"))
    document = _Document(styles, numbering, notes)
    body = Body(whole)
    paragraphs = list(children(child(root, "body")))
    body.add(document.blocks(told(paragraphs, Unit.PARAGRAPH, report)))
    body.settle_headings()
    for kind in ("footnote", "endnote"):
        noted = document.notes(kind, related(package, main, f"{kind}s"))
        body.add_notes(f"{kind.capitalize()}s", noted)
    body.remove_all(document.struck)
    stated = properties(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=body.title or title(stated.title, body.text, body.landmarks, body.top),
        publisher=publisher(stated.publishers, (), body.text),
        language=stated.language,
        notes=faint_note(document.faint),
    )


class _Document:
    """Yields the paragraphs of a document, in order."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._text = TextReader(styles, notes)
        self.struck: list[str] = []
        """What is struck out in what was read."""
        self.faint: list[str] = []
        """What is hard to see in it."""
        self._open: Paragraph | None = None

    def blocks(self, container: Iterable[Element] | None) -> Iterator[Block]:
        """Yield the paragraphs and table rows in a body, a cell, a note or a text box."""
        for each in container if container is not None else ():
            name = local(each)
            if name == "p":
                yield from self._paragraph(each)
            elif name == "tbl":
                yield from self._left_open()
                yield from self._table(each)
            elif name == "AlternateContent":
                yield from self.blocks(shown(each))
            elif name == "sdt" and _is_contents(each):
                for block in self.blocks(child(each, "sdtContent")):
                    yield Block(block.text, contents=True)
            elif name not in _GONE:
                yield from self.blocks(each)
        yield from self._left_open()

    def _left_open(self) -> Iterator[Block]:
        """Yield the paragraph whose end is deleted though none follows that it could join."""
        paragraph, self._open = self._open, None
        if paragraph:
            yield Block(paragraph.text.strip(), bold=paragraph.bold)
            for box in paragraph.boxes:
                yield from self.blocks(box)

    def notes(self, kind: str, root: Element | None) -> Iterator[tuple[str, str]]:
        """Yield mark and text of the notes of a kind that have been cited, in order."""
        by_id = {attribute(each, "id"): each for each in children(root, kind)}
        for cited, note_id, mark in list(self._notes.cited):
            if cited == kind and note_id in by_id:
                yield mark, "\n".join(block.text for block in self.blocks(by_id.pop(note_id)))

    def _paragraph(self, element: Element) -> Iterator[Block]:
        stated = child(element, "pPr")
        style_id = child(stated, "pStyle")
        style_name = attribute(style_id, "val") if style_id is not None else self._styles.default
        paragraph = self._open or Paragraph(Written(self.struck, self.faint))
        self._open = None
        self._text.read(element, style_name, paragraph)
        if child(stated, "rPr", "del") is not None:  # its end is deleted: the next one goes on here
            paragraph.written.add("\n", struck=True)
            self._open = paragraph
            return
        boxes, paragraph.boxes = paragraph.boxes, []
        yield self._block(paragraph, stated, style_name)
        for box in boxes:
            yield from self.blocks(box)

    def _block(self, paragraph: Paragraph, stated: Element | None, style_name: str) -> Block:
        style = self._styles[style_name]
        text = paragraph.text.strip()
        place = numbered(stated)
        if place and not place.list_id and style.numbered:
            place = type(place)(style.numbered.list_id, place.level)
        place = place or style.numbered
        unseen = not text and switch(child(stated, "rPr"), "vanish")
        mark = self._numbering.mark(place) if place and not unseen else ""
        level = outline(stated)
        return Block(
            f"{mark} {text}" if mark and text else text,
            heads=style.heads if level is None else level < _NO_LEVEL,
            titles=style.is_title and bool(text),
            listed=bool(mark),
            contents=style.is_contents,
            bold=paragraph.bold and bool(text),
            level=style.level if level is None else level,
        )

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[list[tuple[Element, list[Block]]]] = []
        marked = 0
        bold: list[bool] = []
        for element in self._rows(table):
            head = is_on(child(element, "trPr", "tblHeader"))
            marked += head and marked == len(rows)
            cells = [
                (cell, [b for b in self.blocks(cell) if b.text]) for cell in self._cells(element)
            ]
            rows.append(cells)
            bold.append(all(b.bold for _, blocks in cells for b in blocks))
        if max(map(len, rows), default=0) <= 1:  # a frame around text
            yield from (block for row in rows for _, blocks in row for block in blocks)
            return
        shown_rows = [_row(element_row) for element_row in rows]
        evident = bold[:2] == [True, False] or has_columns_of_values(shown_rows)
        headers = marked if marked < len(rows) else 0
        if not headers and evident and is_headed(shown_rows):
            headers = 1
        yield from map(Block, read_out(shown_rows, headers))

    def _rows(self, element: Element) -> Iterator[Element]:
        for each in element:
            if local(each) == "tr":
                if child(each, "trPr", "del") is not None:
                    self._delete(each)
                elif not is_on(child(each, "trPr", "hidden")):
                    yield each
            elif local(each) not in _GONE:
                yield from self._rows(each)

    def _cells(self, element: Element) -> Iterator[Element]:
        for each in element:
            if local(each) == "tc":
                if child(each, "tcPr", "cellDel") is not None:
                    self._delete(each)
                else:
                    yield each
            elif local(each) not in _GONE and local(each) not in {"trPr", "tblPrEx"}:
                yield from self._cells(each)

    def _delete(self, element: Element) -> None:
        """Keep apart a row or a cell that was deleted."""
        paragraphs = (
            "".join(each.text or "" for each in paragraph.iter("{*}t", "{*}delText"))
            for paragraph in element.iter("{*}p")
        )
        self.struck.append(" ".join(paragraphs))


def _row(cells: Sequence[tuple[Element, Sequence[Block]]]) -> list[Cell]:
    return [
        Cell(
            "\n".join(block.text for block in blocks),
            max(1, min(number(_cell_value(cell, "gridSpan"), 1), 100)),
            above=_goes_on(cell),
        )
        for cell, blocks in cells
    ]


def _cell_value(cell: Element, name: str) -> str:
    stated = child(cell, "tcPr", name)
    return attribute(stated, "val") if stated is not None else ""


def _goes_on(cell: Element) -> bool:
    """Tell whether a cell is merged with the one above it."""
    return child(cell, "tcPr", "vMerge") is not None and _cell_value(cell, "vMerge") != "restart"


def _is_contents(element: Element) -> bool:
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _note_forms(settings: Element | None) -> dict[str, str]:
    forms = {"footnote": "decimal", "endnote": _ENDNOTES}
    for kind in forms:
        stated = child(settings, f"{kind}Pr", "numFmt")
        if stated is not None:
            forms[kind] = attribute(stated, "val")
    return forms
