"""PowerPoint presentations: the slides in the order in which they are shown.

Each slide is a landmark, ``slide 3, Results``. Left out are speaker notes, hidden slides, and what
a layout puts on every slide: dates, footers, slide numbers. Diagrams keep their text in a part of
their own, and it is read there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem
from bot.ingest.body import Block, Body
from bot.ingest.formula import office_written
from bot.ingest.markup import attribute, child, children, local, number, relation_id
from bot.ingest.office.ooxml import Relation, main_part, properties, relations, shown, title
from bot.ingest.office.package import Package, open_package
from bot.ingest.office.pptx_looks import has_white_ground, is_unseen
from bot.ingest.publisher import publisher
from bot.ingest.raised import Written
from bot.ingest.reading import Reading, faint_note, told
from bot.ingest.table import Cell, read_out
from bot.progress import Report, Unit, untold

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})
_STRUCK = frozenset({"sngStrike", "dblStrike"})
_COUNTED = "slidenum"
"""A field that shows the number of the slide."""


def read_pptx(data: bytes, report: Report = untold) -> Reading:
    """Return the text of a presentation, with its slides as landmarks.

    Raises :class:`~bot.errors.NoText` for slides without text, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    body = Body()
    first_title = ""
    faint: list[str] = []
    slides = list(_slides(package))
    for count, part in enumerate(told(slides, Unit.SLIDE, report), 1):
        slide = _Slide(package, part)
        if slide.hidden:
            continue
        heading = " ".join(slide.title.split())
        first_title = first_title or heading
        body.place(f"slide {count}, {heading}" if heading else f"slide {count}")
        body.paragraph(slide.title)
        body.add(slide.blocks())
        body.remove_all(slide.apart.struck)
        faint += slide.apart.faint
    if not body.length:
        raise NoText(Problem.ONLY_PICTURES)
    stated = properties(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=first_title or title(stated.title, body.text, []),
        publisher=publisher(stated.publishers, (), body.text),
        language=stated.language,
        notes=faint_note(faint),
    )


def _slides(package: Package) -> Iterator[str]:
    """Yield the parts of the slides, in the order of the presentation."""
    main = main_part(package)
    targets = relations(package, main)
    for slide in children(child(package.xml(main), "sldIdLst"), "sldId"):
        relation = targets.get(relation_id(slide))
        if relation and relation.target in package.names:
            yield relation.target


@dataclass(slots=True)
class _Apart:
    """What is struck out on a slide, and what is hard to see, on a white ground say."""

    white_ground: bool = False
    struck: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)


class _Slide:
    """One slide: its title, and its other paragraphs."""

    def __init__(self, package: Package, part: str) -> None:
        self.apart = _Apart(has_white_ground(package, part))
        self._package = package
        self._relations = relations(package, part)
        root = package.xml(part)
        self.hidden = attribute(root, "show") in {"0", "false"}
        self._shapes = list(_shapes(child(root, "cSld", "spTree")))
        titles = (
            "\n".join(_paragraphs(child(shape, "txBody"), self.apart))
            for shape in self._shapes
            if _placeholder(shape) in _TITLES
        )
        self.title = next((text for text in titles if text.strip()), "")

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs; the points of a shape are a list, and a blank one ends it."""
        for shape in self._shapes:
            if _placeholder(shape) in _TITLES | _FURNITURE:
                continue
            if local(shape) == "graphicFrame":
                yield from map(Block, self._graphic(shape))
            for text in _paragraphs(child(shape, "txBody"), self.apart):
                yield Block(text, listed=bool(text.strip()))
            yield Block("")

    def _graphic(self, frame: Element) -> Iterator[str]:
        """Yield the paragraphs of a table or a diagram."""
        holder = child(frame, "graphic", "graphicData")
        table = child(holder, "tbl")
        if table is not None:
            yield from _table(table, self.apart)
        for reference in children(holder, "relIds"):
            relation = self._relations.get(relation_id(reference, "dm"), Relation("", ""))
            if relation.target in self._package.names:
                for point in self._package.xml(relation.target).iter("{*}pt"):
                    yield from _paragraphs(child(point, "t"), self.apart)


def _shapes(tree: Element | None) -> Iterator[Element]:
    """Yield shapes, pictures and frames, those of groups too, from back to front."""
    for each in tree if tree is not None else ():
        if local(each) == "grpSp":
            yield from _shapes(each)
        elif local(each) == "AlternateContent":
            for shown_one in shown(each):
                yield from [shown_one] if local(shown_one) != "grpSp" else _shapes(shown_one)
        else:
            yield each


def _placeholder(shape: Element) -> str:
    """Return what the shape is a placeholder for: ``title``, ``body``, ``ftr``, …, or ``""``."""
    holder = next((child(each, "nvPr", "ph") for each in shape if local(each)[:2] == "nv"), None)
    return attribute(holder, "type") if holder is not None else ""


def _paragraphs(text: Element | None, apart: _Apart) -> Iterator[str]:
    for paragraph in children(text, "p"):
        written = Written(apart.struck, apart.faint)
        for piece, look in _pieces(paragraph):
            faint = is_unseen(look, white_ground=apart.white_ground)
            gone = look is not None and attribute(look, "strike") in _STRUCK
            written.add(piece, _shift(look), struck=gone, faint=faint)
        yield written.text


def _shift(look: Element | None) -> str:
    """Return ``sup`` or ``sub`` for letters off the line by some thousandths of their size."""
    share = attribute(look, "baseline") if look is not None else ""
    return "" if not share.strip("-0%") else "sub" if share.startswith("-") else "sup"


def _pieces(paragraph: Element) -> Iterator[tuple[str, Element | None]]:
    """Yield pieces of text, each with the properties that say how it looks."""
    for each in paragraph:
        name = local(each)
        if name == "br":
            yield "\n", None
        elif name == "r" or (name == "fld" and attribute(each, "type") != _COUNTED):
            for run in children(each, "t"):
                yield run.text or "", child(each, "rPr")
        elif name == "AlternateContent":
            yield _alternative(each), None


def _alternative(holder: Element) -> str:
    """Return the formulas of what has a picture for programs that know no formulas."""
    formulas = holder.iter("{*}oMath")
    return "".join(map(office_written, formulas)) or "".join(
        text.text or "" for text in holder.iterfind("{*}Choice//{*}t")
    )


def _table(table: Element, apart: _Apart) -> Iterator[str]:
    rows = [list(_cells(row, apart)) for row in children(table, "tr")]
    styled = child(table, "tblPr")
    headed = styled is not None and attribute(styled, "firstRow") in {"1", "true"}
    yield from read_out(rows, int(headed and len(rows) > 1))


def _cells(row: Element, apart: _Apart) -> Iterator[Cell]:
    for cell in children(row, "tc"):
        if attribute(cell, "hMerge") not in {"1", "true"}:
            span = max(1, min(number(attribute(cell, "gridSpan"), 1), 100))
            above = attribute(cell, "vMerge") in {"1", "true"}
            text = "\n".join(_paragraphs(child(cell, "txBody"), apart))
            yield Cell(text, span, above)
