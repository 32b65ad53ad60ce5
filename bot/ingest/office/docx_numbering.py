"""The numbers and bullets that Word draws in front of paragraphs: no file holds them, so we count.

Only what is sure is drawn: a number in a format that is not known here is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from bot.ingest.markup import attribute, child, children, is_on, local, number
from bot.ingest.office.docx_styles import Numbered

_PLACEHOLDER = re.compile("%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LONGEST = 40
"""Code points of what is drawn in front of a paragraph, ``Article %1`` say."""

_MOST = 5_000
"""The highest number that is written in letters."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look, and where they begin."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts: bool = True
    all_arabic: bool = False


@dataclass(slots=True)
class _List:
    """A list: the kind of list that it is one of, and what it does otherwise."""

    kind: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, in its order."""

    def __init__(self, root: Element | None) -> None:
        kinds = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        by_style = {
            _value(each, "styleLink"): each
            for each in kinds.values()
            if child(each, "styleLink") is not None
        }
        self._lists = {
            attribute(each, "numId"): _list(each, kinds, by_style) for each in children(root, "num")
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, place: Numbered) -> str:
        """Return what stands in front of the next paragraph at that place of a list, or ``""``."""
        listed = self._lists.get(place.list_id)
        if not listed or place.level not in listed.levels:
            return ""
        counts = self._counts.setdefault(listed.kind, {})
        if place.list_id not in self._begun:
            self._begun.add(place.list_id)
            for level in listed.starts:
                counts.pop(level, None)
        return self._written(listed, counts, place.level)

    def _written(self, listed: _List, counts: dict[int, int], level: int) -> str:
        own = listed.levels[level]
        if level in counts:
            counts[level] += 1
        else:
            counts[level] = listed.starts.get(level, own.start)
        for deeper in [each for each in counts if each > level]:
            if listed.levels.get(deeper, own).restarts:
                del counts[deeper]
        if own.format == "bullet":
            return _bullet(own.text)
        written = own.text
        for match in _PLACEHOLDER.finditer(own.text):
            at = int(match[1]) - 1
            shape = listed.levels.get(at, own)
            count = counts.setdefault(at, listed.starts.get(at, shape.start))
            digits = format_number(count, "decimal" if own.all_arabic else shape.format)
            if digits is None:
                return ""
            written = written.replace(match[0], digits)
        return " ".join(written.split())


def format_number(count: int, form: str) -> str | None:
    """Return a number as Word writes it in that format, or ``None`` for an unknown format."""
    if form == "none":
        return ""
    if form in {"decimal", "decimalZero"}:
        return f"{count:02}" if form == "decimalZero" else str(count)
    if form not in _IN_LETTERS or not 0 < count <= _MOST:
        return None
    letters = _roman(count) if "Roman" in form else chr(97 + (count - 1) % 26)
    repeated = 1 if "Roman" in form else (count - 1) // 26 + 1
    return (letters * repeated).upper() if form.startswith("upper") else letters * repeated


_IN_LETTERS = frozenset({"lowerRoman", "upperRoman", "lowerLetter", "upperLetter"})


def _roman(count: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        times, count = divmod(count, value)
        letters += letter * times
    return letters


def _bullet(text: str) -> str:
    """Return the bullet: symbol fonts draw theirs at places that mean nothing elsewhere."""
    known = len(text) == 1 and unicodedata.category(text) not in {"Co", "Cn", "Cc", "Ll", "Lu"}
    return text if known and not text.isspace() else "•" if text.strip() else ""


def _list(element: Element, kinds: Mapping[str, Element], by_style: Mapping[str, Element]) -> _List:
    kind = _value(element, "abstractNumId")
    root = kinds.get(kind)
    link = _value(root, "numStyleLink")
    if link in by_style:
        root = by_style[link]
        kind = attribute(root, "abstractNumId")
    found = _List(kind, {_depth(each): _level(each) for each in children(root, "lvl")})
    for change in children(element, "lvlOverride"):
        for each in change:
            if local(each) == "startOverride":
                found.starts[_depth(change)] = number(attribute(each, "val"))
            elif local(each) == "lvl":
                found.levels[_depth(change)] = _level(each)
    return found


def _depth(element: Element) -> int:
    return number(attribute(element, "ilvl"))


def _level(element: Element) -> _Level:
    return _Level(
        start=number(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText")[:_LONGEST],
        restarts=_value(element, "lvlRestart") != "0",
        all_arabic=is_on(child(element, "isLgl")),
    )


def _value(element: Element | None, name: str) -> str:
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""
