"""A tree of HTML to the lines that a browser shows.

White space is collapsed as a browser does it; no-break spaces, soft hyphens and all other
characters stay. Nothing is added that a style sheet would add: no bullets, no numbers. The cells of
a row stand on one line, with tabs between them, as they do when a table is copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from bot.ingest.decode import tidy

Element: TypeAlias = Any
"""An ``lxml.html.HtmlElement``; lxml ships no types."""

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
_LAYOUT = ("blockquote", "h1", "h2", "h3", "h4", "ol", "table", "ul")
"""What stands in the cells of a table that lays out a page, but not in a table of data."""

_HEADING = re.compile("h[1-6]")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: ``level`` is 1 to 6 for headings, else 0.

    ``gap`` tells whether the line begins a paragraph; ``within`` has the tags of the elements that
    it stands in.
    """

    text: str
    level: int
    gap: bool
    within: frozenset[str]


def visible_lines(tree: Element) -> list[Line]:
    """Return the lines of the page that are not blank, from top to bottom."""
    page = _Page()
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, element in steps:
        hidden = _is_hidden(element)
        if event == "start" and hidden:
            steps.skip_subtree()
        elif event == "start":
            page.enter(element)
        else:
            if not hidden:
                page.leave(element)
            page.add(element.tail)
    page.end_line(gap=True)
    return page.lines


class _Page:
    """The lines so far, and the one under way."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._around: list[str] = []
        self._text = ""
        self._gap = True
        self._broken = False  # by a <br> just now: a second one begins a paragraph
        self._cells: list[bool] = []  # of the cells around, whether they hold data

    def enter(self, element: Element) -> None:
        """Begin an element: break the line where it does, and add the text that it begins with."""
        tag = element.tag
        if tag == "br":
            self.end_line(gap=self._broken and not self._text.strip())
            self._broken = True
        elif tag in _CELLS:
            self._enter_cell(element)
        else:
            self._boundary(tag)
        self._around.append(tag)
        self.add(element.text)

    def leave(self, element: Element) -> None:
        """End the element that was entered last."""
        if element.tag in _CELLS:
            if not self._cells.pop():
                self.end_line(gap=True)
        else:
            self._boundary(element.tag)
        self._around.pop()

    def add(self, text: str | None) -> None:
        """Add text to the line; in ``<pre>`` its line ends are the author's."""
        if not text:
            return
        if "pre" not in self._around:
            self._text += _BLANKS.sub(" ", text)
            return
        first, *others = text.split("\n")
        self._text += first
        for line in others:
            self.end_line(gap=False)
            self._text = line

    def end_line(self, *, gap: bool) -> None:
        """End the line under way; with ``gap`` the next one begins a paragraph."""
        # Character references bring in what the source has not: line separators, say.
        text = tidy(self._text).replace("\n", " ")
        if "pre" not in self._around:
            text = re.sub(" ?\t ?", "\t", re.sub("  +", " ", text)).strip()
        if text.strip():
            level = next((int(tag[1]) for tag in self._around if _HEADING.fullmatch(tag)), 0)
            self.lines.append(Line(text, level, self._gap, frozenset(self._around)))
            self._gap = self._broken = False
        self._text = ""
        self._gap = self._gap or gap

    def _boundary(self, tag: str) -> None:
        if tag not in _PARAGRAPHS and tag not in _ROWS:
            return
        if any(self._cells[-1:]):
            self._text += " "
        else:
            self.end_line(gap=tag in _PARAGRAPHS)

    def _enter_cell(self, element: Element) -> None:
        layout = next(element.iterdescendants(*_LAYOUT), None) is not None
        data = not layout and len(element.findall(".//p")) < 2
        if data and self._text.strip():
            self._text += "\t"
        elif not data:
            self.end_line(gap=True)
        self._cells.append(data)


def _is_hidden(element: Element) -> bool:
    return (
        element.tag in _HIDDEN
        or element.get("hidden") is not None
        or _UNSEEN.search(element.get("style") or "") is not None
    )
