"""A page made plainer before trafilatura looks for its article.

It drops some elements with all the words in them, ``<time>`` and ``<label>`` amid a sentence even,
and a table from the first cell on that holds more than a line. So it is shown the words that the
page has, in elements that it reads; which of the page's own lines it means is found out later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree
from lxml import html as lxml_html

from bot.ingest.article import main_holders
from bot.ingest.formula import written
from bot.ingest.lines import words
from bot.ingest.looks import Element, Looks
from bot.ingest.metadata import bodies
from bot.ingest.page import Line, link_share

_DROPPED = ("button", "data", "label", "meter", "output", "progress", "time")
"""Elements within a line that it drops, and must where they are no part of a sentence."""

_TEXTS = frozenset({"p", "li", "dd", "dt", "td", "th", "blockquote", "figcaption", "caption"})
"""Elements that hold text and nothing else."""

_PLAIN = frozenset({"a", "b", "em", "font", "i", "img", "small", "span", "strong", "u"})
"""Elements that it reads in the cell of a table."""

_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|span|em|strong|b|i|a)>|<br", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no tree can hold."""

_ARTICLE = 50
"""Words of the shortest article for readers without scripts."""

_MENU = 0.8
"""Share of the letters of a row above which its links are no mere references: it drops tables of
which half is links, and with them the facts beside the articles of an encyclopedia."""

_SENTENCE = 5
"""Words around an element in a container of any kind that make it part of a sentence."""


_TEMPLATES = re.compile(
    r"text/(?:html|template|x-[\w-]*template[\w-]*|x-handlebars)", re.IGNORECASE
)
"""Types of scripts that are no scripts but pieces of the page."""


def reveal(tree: Element) -> bool:
    """Show what a page holds for readers without scripts, or for scripts to show; tell if any is.

    For a page that shows nothing itself. A few words only ask to switch scripts on. Where scripts
    would show the text of the JSON-LD, that is shown.
    """
    found = False
    for element in list(tree.iter("noscript", "template", "script")):
        if element.tag == "script":
            kind, text = (element.get("type") or "").strip(), (element.text or "").strip()
            if not _TEMPLATES.fullmatch(kind) or not text.startswith("<"):
                continue
            element.text = None
            _write(element, text)
        if words(element.text_content()) >= _ARTICLE:
            element.tag = "div"
            found = True
    for text in () if found else set(bodies(tree)):
        if words(text) >= _ARTICLE:
            holder = etree.SubElement(next(tree.iter("body"), tree), "div")
            _write(holder, text)
            found = True
    return found


def _write(holder: Element, text: str) -> None:
    """Write a text into an element: with its markup, or each line a paragraph."""
    text = _CONTROL.sub(" ", text)
    if _MARKUP.search(text):
        holder.append(lxml_html.fragment_fromstring(text, create_parent="div"))
        return
    for line in filter(str.strip, text.splitlines()):
        etree.SubElement(holder, "p").text = line


def simplify(tree: Element, lines: Sequence[Line]) -> None:
    """Change the tree of a page, whose lines these are, into one that trafilatura reads whole."""
    for line in lines:
        row = line.block
        if row is not None and row.tag == "tr" and not _is_plain(row, line.text):
            _flatten(row, line.text)
    looks = Looks(tree)
    for element in [each for each in tree.iter() if looks.is_struck(each)]:
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(tree.iter("math")):
        text = written(element)
        element.clear(keep_tail=True)
        element.tag, element.text = "span", text
    for element in [each for each in tree.iter(*_DROPPED) if _belongs_to_text(each)]:
        element.drop_tag()
    _release(tree, main_holders(lines))


def _release(tree: Element, tags: Iterable[str]) -> None:
    """Make the elements that hold most of the page, a form say, containers like any other."""
    for element in [each for tag in tags for each in tree.iter(tag)]:
        if 2 * len(element.text_content()) > len(tree.text_content()):
            element.tag = "div"


def _is_plain(row: Element, text: str) -> bool:
    return len(row) == text.count("\t") + 1 and all(
        each.tag in _PLAIN or (each.tag in {"td", "th"} and "rowspan" not in each.attrib)
        for each in row.iterdescendants()
    )


def _flatten(row: Element, text: str) -> None:
    """Make a row of data what its line is: cells of nothing but text, or but links in a menu."""
    linked = link_share(row) > _MENU
    for cell in list(row):
        row.remove(cell)
    row.text = None
    for part in text.split("\t"):
        cell = etree.SubElement(row, "td")
        (etree.SubElement(cell, "a", href="#") if linked else cell).text = part


def _belongs_to_text(element: Element) -> bool:
    around = element.getparent()
    while around is not None and around.tag in _PLAIN:
        around = around.getparent()
    if around is None:
        return False
    others = words(around.text_content()) - words(element.text_content())
    if around.tag in _TEXTS:
        return element.tag != "button" or others >= 1
    return around.tag == "div" and others >= _SENTENCE
