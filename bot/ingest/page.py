"""A tree of HTML to the lines that a browser shows.

White space is collapsed as a browser does it; no-break spaces, soft hyphens and all other
characters stay. Nothing is added that a style sheet would add: no bullets, no numbers. The cells of
a row stand on one line, with tabs between them, as they do when a table is copied, whatever breaks
the lines within a cell; a cell that spans rows stands in each of them. Raised figures are written
as such. What is struck out is a line of its own, which says that it is struck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from bot.ingest.decode import tidy
from bot.ingest.formula import written
from bot.ingest.lines import is_prose, letters
from bot.ingest.looks import Element, Looks, is_faint, is_unseen
from bot.ingest.raised import lowered, raised
from bot.ingest.table import Spans

_HIDDEN = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math"),
        *("select", "datalist", "textarea", "canvas", "audio", "video", "map"),
        *("rt", "rp"),  # how a character is read, written small above it
    }
)
_PARAGRAPHS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details"),
        *("dialog", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "ul"),
    }
)
_ROWS = frozenset({"dd", "dt", "legend", "li", "tbody", "tfoot", "thead", "tr"})
_CELLS = frozenset({"td", "th"})
_BREAKING = _PARAGRAPHS | _ROWS | _CELLS
_LAYOUT = ("blockquote", "h1", "h2", "h3", "h4", "table")
"""What stands in the cells of a table that lays out a page, but not in a table of data."""

_MOST_LINES = 8
"""Lines of a cell of data; longer ones are columns of a page."""

_LINKED = 0.5
"""Share of the letters of a cell above which its lines are a menu."""

_HEADING = re.compile("h[1-6]")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SHIFTED = {"sup": raised, "sub": lowered}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: ``level`` is 1 to 6 for headings, else 0.

    ``gap`` tells whether the line begins a paragraph; ``within`` has the tags of the elements that
    it stands in, and ``block`` is the innermost of those that break lines. A ``struck`` line is
    what was struck out at its place, and the page no longer says it. ``faint`` is what nobody sees
    of a line, as it is white on white or tiny.
    """

    text: str
    level: int
    gap: bool
    within: frozenset[str]
    struck: bool = False
    faint: str = ""
    block: Element = field(default=None, compare=False, repr=False)


def visible_lines(tree: Element, looks: Looks | None = None) -> list[Line]:
    """Return the lines of a page that are not blank, from top to bottom.

    ``looks`` are those of the page if ``tree`` is a part of it.
    """
    page = _Page(looks or Looks(tree))
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, element in steps:
        hidden = _is_hidden(element)
        if event == "start" and hidden:
            page.add(_instead(element))
            steps.skip_subtree()
        elif event == "start":
            page.enter(element)
        else:
            if not hidden:
                page.leave(element)
            page.add(element.tail)
    page.end_line(gap=True)
    return page.lines


def link_share(element: Element) -> float:
    """Return the share of an element's letters that are those of links."""
    linked = sum(len(letters(link.text_content())) for link in element.iterdescendants("a"))
    return linked / max(len(letters(element.text_content())), 1)


class _Page:
    """The lines so far, and the one under way."""

    def __init__(self, looks: Looks) -> None:
        self.lines: list[Line] = []
        self._looks = looks
        self._around: list[Element] = []
        self._text = ""
        self._gap = True
        self._broken = False  # by a <br> just now: a second one begins a paragraph
        self._preformatted = 0
        self._spans = [Spans()]  # of the tables around
        self._rows: list[Spans | None] = [None]  # the same, or None in a row that lays out
        self._cell = -1  # where the cell of data under way begins in the line
        self._apart: Element = None  # what is struck out, raised or lowered, and its text
        self._pieces: list[str] = []
        self._hard_to_see: Element = None
        self._faint = ""

    def enter(self, element: Element) -> None:
        """Begin an element: break the line where it does, and add the text that it begins with."""
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in _CELLS:
            self._enter_cell()
        else:
            self._boundary(tag)
            self._part(element)
        if tag == "table":
            self._spans.append(Spans())
            self._rows.append(None)
        elif tag == "tr":
            self._enter_row(element)
        self._around.append(element)
        self._preformatted += tag == "pre"
        if self._apart is None and (self._looks.is_struck(element) or self._looks.shift(element)):
            self._apart = element
        self._look_at(element)
        self.add(element.text)

    def leave(self, element: Element) -> None:
        """End the element that was entered last."""
        tag = element.tag
        if element is self._apart:
            self._join(element)
        if element is self._hard_to_see:
            self._hard_to_see = None
        if tag in _CELLS:
            self._leave_cell(element)
        elif tag == "tr" and self._row:
            self._add_cells(self._row.rest())
        if tag not in _CELLS:
            self._boundary(tag)
            self._part(element)
        if tag == "table":
            self._spans.pop()
            self._rows.pop()
        self._around.pop()
        self._preformatted -= tag == "pre"

    def add(self, text: str | None) -> None:
        """Add text to the line; in ``<pre>`` its line ends are the author's."""
        if not text:
            return
        if self._hard_to_see is not None:
            self._faint += text
        if self._apart is not None:
            self._pieces.append(text)
        elif self._preformatted:
            first, *others = text.split("\n")
            self._text += first
            for line in others:
                self.end_line(gap=False)
                self._text = line
        else:
            self._text += _BLANKS.sub(" ", text)

    def end_line(self, *, gap: bool) -> None:
        """End the line under way; with ``gap`` the next one begins a paragraph."""
        # Character references bring in what the source has not: line separators, say.
        text = tidy(self._text).replace("\n", " ")
        if not self._preformatted:
            text = re.sub(" ?\t ?", "\t", re.sub("  +", " ", text)).strip()
        if text.strip():
            self._keep(text)
            self._gap = self._broken = False
        self._text = ""
        self._gap = self._gap or gap

    @property
    def _row(self) -> Spans | None:
        return self._rows[-1]

    def _look_at(self, element: Element) -> None:
        """Note where text begins that is hard to see, or ends to be."""
        if is_faint(element):
            self._hard_to_see = element if self._hard_to_see is None else self._hard_to_see
        elif "font-size" in (element.get("style") or ""):
            self._hard_to_see = None  # in a container without letters of its own

    def _keep(self, text: str, *, struck: bool = False) -> None:
        tags = [element.tag for element in self._around]
        level = next((int(tag[1]) for tag in tags if _HEADING.fullmatch(tag)), 0)
        block = next((each for each in reversed(self._around) if each.tag in _BREAKING), None)
        faint, self._faint = self._faint, ""
        self.lines.append(Line(text, level, self._gap, frozenset(tags), struck, faint, block))

    def _break(self) -> None:
        if self._apart is not None:
            self._pieces.append(" ")
        elif self._cell >= 0:
            self._text += " "
        else:
            self.end_line(gap=self._broken and not self._text.strip())
            self._broken = True

    def _boundary(self, tag: str) -> None:
        if tag not in _PARAGRAPHS and tag not in _ROWS:
            return
        if self._apart is not None:
            self._pieces.append(" ")
        if self._cell >= 0:
            self._text += " "
        else:
            self.end_line(gap=tag in _PARAGRAPHS)

    def _part(self, element: Element) -> None:
        """Keep the words of an element apart that only a style makes a block: it may float."""
        inline = element.tag not in _BREAKING and not self._preformatted
        if inline and self._looks.stands_apart(element):
            self.add(" ")

    def _join(self, element: Element) -> None:
        """Add what was raised or lowered to the line, and keep what was struck out apart."""
        text = _BLANKS.sub(" ", "".join(self._pieces))
        self._apart, self._pieces = None, []
        if not self._looks.is_struck(element):
            self._text += _SHIFTED[self._looks.shift(element)](text, self._text)
        elif struck := " ".join(tidy(text).split()):
            self._keep(struck, struck=True)

    def _enter_row(self, row: Element) -> None:
        spans = self._spans[-1]
        if _is_data(row, self._looks, spanned=spans.begin_row()):
            self._rows[-1] = spans
        else:
            self._rows[-1] = None
            spans.clear()

    def _enter_cell(self) -> None:
        if self._row is None:
            self.end_line(gap=True)
        else:
            self._add_cells(self._row.due())
            self._add_cells([""])
            self._cell = len(self._text)

    def _leave_cell(self, cell: Element) -> None:
        if self._row is None:
            self.end_line(gap=True)
        else:
            text = " ".join(self._text[self._cell :].split())
            self._row.add(text, _number(cell, "colspan"), _number(cell, "rowspan"))
        self._cell = -1

    def _add_cells(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._text += ("\t" if self._text.strip() else "") + text


def _instead(hidden: Element) -> str:
    """Return what a line has in place of an element that holds no text of its own."""
    return written(hidden) if hidden.tag == "math" and not is_unseen(hidden) else ""


def _is_data(row: Element, looks: Looks, *, spanned: bool) -> bool:
    """Tell a row of data from one that lays out a page.

    The lines of a cell of data are short and few, they are no menu beside the prose of another, and
    a row of columns alone is no table.
    """
    cells = [cell for cell in row if cell.tag in _CELLS]
    if any(next(cell.iterdescendants(*_LAYOUT), None) is not None for cell in cells):
        return False
    texts = [
        [line.text for line in visible_lines(cell, looks) if not line.struck] for cell in cells
    ]
    if len(cells) == 1 and not spanned:
        return len(texts[0]) == 1
    prose = [any(map(is_prose, lines)) for lines in texts]
    several = [len(lines) > 1 for lines in texts]
    if (any(several) and _is_alone(row)) or max(map(len, texts), default=0) > _MOST_LINES:
        return False
    menus = (many and link_share(cell) > _LINKED for many, cell in zip(several, cells, strict=True))
    return not any(map(all, zip(several, prose, strict=True))) and not (any(prose) and any(menus))


def _is_alone(row: Element) -> bool:
    table = next(row.iterancestors("table"), None)
    return table is None or len(list(islice(table.iterdescendants("tr"), 2))) == 1


def _number(cell: Element, name: str) -> int:
    stated = (cell.get(name) or "").strip()
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1


def _is_hidden(element: Element) -> bool:
    return element.tag in _HIDDEN or is_unseen(element)
