"""The paragraphs, lists, tables and notes of OpenDocument texts and presentations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from bot.errors import Problem, UnreadableFile
from bot.ingest.body import Block, superscript
from bot.ingest.markup import attribute, child, children, local, number
from bot.ingest.office.odt_numbering import Numbering
from bot.ingest.office.odt_styles import Styles
from bot.ingest.office.package import Package
from bot.ingest.raised import Written
from bot.ingest.table import Cell, has_columns_of_values, is_headed, read_out

_SKIPPED = frozenset(
    {
        *("annotation", "annotation-end", "sequence-decls", "forms", "script", "change-info"),
        "tracked-changes",
        *("variable-decls", "user-field-decls", "dde-connection-decls", "title"),
        *("hidden-paragraph", "ruby-text", "desc", "object", "image", "index-title-template"),
        *("event-listeners", "shapes", "table-column", "table-columns", "table-header-columns"),
    }
)
_INDEXES = frozenset(
    {
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        "alphabetical-index",
    }
)
"""What repeats the headings, captions and words of the text."""

_DRAWN = frozenset({"text-box", "custom-shape", "rect", "ellipse", "line", "polygon", "path"})
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_COLUMNS = 100
"""Columns that a cell can span."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look; ``shift`` is ``sup`` or ``sub`` where they stand out of the line."""

    bold: bool = False
    struck: bool = False
    shift: str = ""
    white: bool = False
    tiny: bool = False
    shaded: bool = False

    @property
    def faint(self) -> bool:
        """Tell whether nobody sees them."""
        return self.tiny or (self.white and not self.shaded)


_MARK = _Look(bold=True)
"""How the mark of a note looks."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph under way."""

    written: Written
    boxes: list[Element] = field(default_factory=list)
    after_blank: bool = True
    bold: bool = True

    def add(self, text: str, look: _Look) -> None:
        """Add text, its white space collapsed as OpenDocument has it."""
        text = _BLANKS.sub(" ", text)
        if look.struck:
            self.written.add(text, struck=True)
            return
        if self.after_blank:
            text = text.removeprefix(" ")
        if text:
            self.written.add(text, look.shift, faint=look.faint)
            self.after_blank = text.endswith(" ")
            self.bold = self.bold and (look.bold or not text.strip())

    def add_blank(self, blank: str, look: _Look) -> None:
        """Add white space that is meant."""
        self.written.add(blank, struck=look.struck)
        self.after_blank = self.after_blank and look.struck


def refuse_encrypted(package: Package) -> None:
    """Raise :class:`~bot.errors.UnreadableFile` for a document with a password."""
    # Not parsed, for manifests of OpenOffice 2 declare a document type.
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.part(manifest):
        raise UnreadableFile(Problem.PASSWORD)


def stated(package: Package) -> dict[str, str]:
    """Return what the document states; its ``date`` is that of the last save, and left alone."""
    meta = child(package.xml_if_any("meta.xml"), "meta")
    return {
        local(each): " ".join((each.text or "").split())
        for each in children(meta, "title", "language")
    }


class Document:
    """Yields the paragraphs of a document, in order, and keeps its notes."""

    def __init__(self, styles: Styles) -> None:
        self.struck: list[str] = []
        """What is struck out in what was read."""
        self.faint: list[str] = []
        """What is hard to see in it."""
        self.on_ground = False
        """Whether what is read stands on a ground of its own, on which white letters are seen."""
        self._styles = styles
        self._numbering = Numbering(styles.lists, styles.outline)
        self._counts: dict[int, int] = {}  # of the list under way
        self._notes: list[tuple[str, str, Element]] = []

    def blocks(
        self, container: Iterable[Element] | None, bullets: Sequence[str] = ()
    ) -> Iterator[Block]:
        """Yield the paragraphs and rows in a container; ``bullets`` has the list styles around."""
        for each in container if container is not None else ():
            name = local(each)
            if name in {"p", "h"}:
                yield from self._paragraph(each, listed=bool(bullets))
            elif name == "list":
                yield from self._list(each, bullets)
            elif name == "table":
                yield from self._table(each)
            elif name in _INDEXES:
                for block in self.blocks(each, bullets):
                    yield Block(block.text, contents=True)
            elif name not in _SKIPPED and not _is_hidden(each):
                yield from self.blocks(each, bullets)

    def keep_deleted(self, changes: Element | None) -> None:
        """Keep apart with what is struck out what the tracked changes of a document delete."""
        for region in children(changes, "changed-region"):
            for deletion in children(region, "deletion"):
                self.struck.append("\n".join(block.text for block in self.blocks(deletion)))

    def notes(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield mark and text of the notes of a kind that have been cited, in order."""
        for own, mark, note in list(self._notes):
            if own == kind:
                text = "\n".join(block.text for block in self.blocks(child(note, "note-body")))
                yield mark, text

    def _paragraph(self, element: Element, *, listed: bool) -> Iterator[Block]:
        style = attribute(element, "style-name")
        paragraph = _Paragraph(Written(self.struck, self.faint))
        if not self._styles.is_hidden("paragraph", style) and not _hides_itself(element):
            look = self._look("paragraph", style, _Look(shaded=self.on_ground))
            self._inside(element, paragraph, look)
        text = paragraph.written.text.strip()
        title_style, name = self._styles.is_title(style), local(element)
        if name == "h" and not listed and (mark := self._numbering.heading(element)):
            text = f"{mark} {text}" if text else ""
        yield Block(
            text,
            heads=name == "h" or title_style,
            titles=title_style and bool(text),
            bold=paragraph.bold and bool(text),
            level=number(attribute(element, "outline-level"), 1) if name == "h" else None,
        )
        for box in paragraph.boxes:
            yield from self.blocks(box)

    def _look(self, family: str, style: str, around: _Look) -> _Look:
        bold = self._styles.is_bold(family, style)
        struck = self._styles.is_struck(family, style)
        shift = self._styles.shift(family, style)
        white = self._styles.is_white(family, style)
        tiny = self._styles.is_tiny(family, style)
        return _Look(
            around.bold if bold is None else bold,
            around.struck if struck is None else struck,
            around.shift if shift is None else shift,
            around.white if white is None else white,
            around.tiny if tiny is None else tiny,
            around.shaded or bool(self._styles.is_shaded(family, style)),
        )

    def _inside(self, element: Element, paragraph: _Paragraph, look: _Look) -> None:
        paragraph.add(element.text or "", look)
        for each in element:
            self._piece(each, paragraph, look)
            paragraph.add(each.tail or "", look)

    def _piece(self, element: Element, paragraph: _Paragraph, look: _Look) -> None:
        name = local(element)
        if name == "s":
            count = max(1, min(number(attribute(element, "c"), 1), 100))
            paragraph.add_blank(" " * count, look)
        elif name in {"tab", "line-break"}:
            paragraph.add_blank("\t" if name == "tab" else "\n", look)
        elif name == "note":
            paragraph.add(self._cite(element), _MARK)
        elif name in _DRAWN:
            paragraph.boxes.append(element)
        elif name == "span":
            style = attribute(element, "style-name")
            if not self._styles.is_hidden("text", style):
                self._inside(element, paragraph, self._look("text", style, look))
        elif name not in _SKIPPED and not _is_hidden(element):
            self._inside(element, paragraph, look)

    def _cite(self, note: Element) -> str:
        citation = child(note, "note-citation")
        texts = citation.itertext() if citation is not None else ()
        mark = superscript("".join(map(str, texts)).strip())
        self._notes.append((attribute(note, "note-class"), mark, note))
        return mark

    def _list(self, element: Element, around: Sequence[str]) -> Iterator[Block]:
        own = attribute(element, "style-name") or (around[-1] if around else "")
        bullets = [*around, own]
        before = self._counts
        if not around:
            self._counts = self._numbering.begin(element, own)
        for item in children(element, "list-item", "list-header"):
            drawn = ""
            if local(item) == "list-item":
                drawn = self._numbering.item(item, own, len(bullets), self._counts)
            for each in item:
                if local(each) == "list":
                    yield from self._list(each, bullets)
                    continue
                for block in self.blocks([each], bullets):
                    yield _listed(block, drawn)
                    drawn = "" if block.text else drawn
        self._counts = before

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[list[tuple[Cell, bool]]] = []
        headers = 0
        for row, heads in _rows(table):
            headers += heads
            rows.append(list(self._cells(row, table)))
        plain = [[cell for cell, _ in row] for row in rows]
        if max(map(len, plain), default=0) <= 1:  # a frame around text
            for cell in (cell for row in plain for cell in row):
                yield from map(Block, cell.text.split("\n"))
            return
        bold = [all(is_bold for _, is_bold in row) for row in rows[:2]]
        evident = bold == [True, False] or has_columns_of_values(plain)
        if not 0 < headers < len(plain):
            headers = int(evident and is_headed(plain))
        yield from map(Block, read_out(plain, headers))

    def _cells(self, row: Element, table: Element) -> Iterator[tuple[Cell, bool]]:
        covered = 0  # cells that the one before spans
        for each in children(row, "table-cell", "covered-table-cell"):
            if local(each) == "table-cell":
                around = self.on_ground
                self.on_ground = around or any(map(self._is_shaded, (each, row, table)))
                blocks = [block for block in self.blocks(each) if block.text]
                self.on_ground = around
                covered = _times(each, "number-columns-spanned") - 1
                columns = max(covered + 1, _times(each, "number-columns-repeated"))
                cell = Cell("\n".join(block.text for block in blocks), columns)
                yield cell, all(block.bold for block in blocks)
            else:
                count = _times(each, "number-columns-repeated")
                beside, covered = max(0, count - covered), max(0, covered - count)
                yield from [(Cell("", above=True), True)] * beside

    def _is_shaded(self, element: Element) -> bool:
        family = local(element).removeprefix("covered-")
        return bool(self._styles.is_shaded(family, attribute(element, "style-name")))


def _listed(block: Block, mark: str) -> Block:
    if block.heads and not any(map(str.isalnum, mark)):  # no heading has a bullet
        mark = ""
    text = f"{mark} {block.text}" if mark and block.text else block.text
    return replace(block, text=text, listed=not block.heads)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows, and whether each is one of the header's."""
    for each in table:
        if local(each) == "table-row":
            if attribute(each, "visibility") not in {"collapse", "filter"}:
                yield each, False
        elif local(each) == "table-header-rows":
            yield from ((row, True) for row, _ in _rows(each))
        elif local(each) in {"table-rows", "table-row-group"}:
            yield from _rows(each)


def _times(element: Element, name: str) -> int:
    return max(1, min(number(attribute(element, name), 1), _MOST_COLUMNS))


def _is_hidden(element: Element) -> bool:
    """Tell whether a section or a field is hidden, always or on a condition that is met."""
    if local(element) == "section" and attribute(element, "display") == "none":
        return True
    return attribute(element, "is-hidden") == "true"


def _hides_itself(paragraph: Element) -> bool:
    """Tell whether a field hides the paragraph that it stands in."""
    return any(map(_is_hidden, paragraph.iterfind("{*}hidden-paragraph")))
