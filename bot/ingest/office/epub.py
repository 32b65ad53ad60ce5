"""E-books: the chapters in the order in which they are read, with their headings as landmarks.

Chapters are web pages, so they are read as the lines that a browser shows, with the style sheets in
the book. Its own table of contents is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.etree import ErrorTypes, ParserError
from lxml.etree import _Element as Element

from bot.errors import NoText, Problem, UnreadableFile
from bot.ingest.body import Body
from bot.ingest.decode import decode, tidy
from bot.ingest.frontmatter import iso_day
from bot.ingest.html import MAX_TAGS
from bot.ingest.looks import Element as HtmlElement
from bot.ingest.looks import Looks, Rule, rules
from bot.ingest.markup import attribute, child, children
from bot.ingest.office.package import Package, open_package
from bot.ingest.page import visible_lines
from bot.ingest.reading import Reading, faint_note, told
from bot.progress import Report, Unit, untold

_CONTAINER = "META-INF/container.xml"
_ENCRYPTED = "META-INF/encryption.xml"
_NO_TITLES = frozenset({"unknown", "unknown title", "untitled"})
"""What programs state of a book that has none."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def read_epub(data: bytes, report: Report = untold) -> Reading:
    """Return the text of a book.

    Raises :class:`~bot.errors.NoText` for a book of pictures, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    part, book = _book(package)
    body = Body()
    faint: list[str] = []
    chapters = list(_chapters(package, part, book))
    sheets = _Sheets(package)
    for name in told(chapters, Unit.CHAPTER, report):
        _add(body, name, sheets, faint)
    if not body.length:
        raise NoText(Problem.ONLY_PICTURES)
    stated = child(book, "metadata")
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=_titled(_first(stated, "title"), body),
        publisher=_first(stated, "publisher"),
        date=_published(stated),
        language=_first(stated, "language"),
        notes=faint_note(faint),
    )


def _book(package: Package) -> tuple[str, Element]:
    """Return name and root of the part that describes the book."""
    container = package.xml(_CONTAINER)
    for file in children(child(container, "rootfiles"), "rootfile"):
        name = attribute(file, "full-path")
        if name in package.names:
            return name, package.xml(name)
    raise UnreadableFile(Problem.NO_MAIN_PART)


def _chapters(package: Package, part: str, book: Element) -> Iterator[str]:
    """Yield the parts of the chapters, in reading order."""
    folder = posixpath.dirname(part)
    items = {attribute(each, "id"): each for each in children(child(book, "manifest"), "item")}
    locked = _locked(package)
    guides = children(child(book, "guide"), "reference")
    contents = {attribute(each, "href") for each in guides if attribute(each, "type") == "toc"}
    for reference in children(child(book, "spine"), "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        if attribute(item, "href") in contents:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))
        if name in locked:
            raise UnreadableFile(Problem.COPY_PROTECTED)
        if name in package.names and "svg" not in attribute(item, "media-type"):
            yield name


def _locked(package: Package) -> set[str]:
    """Return the parts that are encrypted; fonts often are, chapters only in protected books."""
    root = package.xml_if_any(_ENCRYPTED)
    references = root.iter("{*}CipherReference") if root is not None else ()
    return {unquote(attribute(each, "URI")).lstrip("/") for each in references}


class _Sheets:
    """The style sheets of a book, each looked into once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._rules: dict[str, list[Rule]] = {}

    def looks(self, chapter: str, tree: HtmlElement) -> Looks:
        """Return how the elements of a chapter look."""
        folder = posixpath.dirname(chapter)
        links = (link for link in tree.iter("link") if "stylesheet" in (link.get("rel") or ""))
        names = (posixpath.join(folder, unquote(link.get("href") or "")) for link in links)
        return Looks(tree, chain.from_iterable(map(self._of, map(posixpath.normpath, names))))

    def _of(self, name: str) -> list[Rule]:
        if name not in self._rules:
            data = self.package.part(name) if name in self.package.names else b""
            self._rules[name] = list(rules(data.decode("utf-8", "replace")))
        return self._rules[name]


def _titled(stated: str, body: Body) -> str:
    """Return the title that a book states, unless its program did, or else its first heading."""
    named = stated if stated.lower() not in _NO_TITLES else ""
    return named or next((mark.label for mark in body.landmarks), "")


def _add(body: Body, name: str, sheets: _Sheets, faint: list[str]) -> None:
    """Add a chapter to a text, and what is hard to see of it to ``faint``."""
    data = sheets.package.part(name)
    text = _DECLARATION.sub("", tidy(decode(data).removeprefix("\ufeff")))
    if not text.strip():
        return
    if text.count("<") > MAX_TAGS:
        raise UnreadableFile(Problem.TOO_MANY_TAGS)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(text.encode(), parser=parser)
    except ParserError:  # a chapter without any element
        return
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableFile(Problem.NESTED_TOO_DEEPLY)
    for line in visible_lines(tree, sheets.looks(name, tree)):
        faint.append(line.faint)
        if line.struck:
            body.remove(line.text)
        elif line.level:
            body.heading(line.text)
        else:
            body.paragraph(line.text, adjoining=not line.gap)


def _first(stated: Element | None, name: str) -> str:
    texts = (" ".join((each.text or "").split()) for each in children(stated, name))
    return next(filter(None, texts), "")


def _published(stated: Element | None) -> str:
    """Return the day of publication; a year alone is no day, and other dates have an event."""
    for each in children(stated, "date"):
        day = iso_day(each.text or "")
        if day and attribute(each, "event") in {"", "publication"}:
            return day
    return ""
