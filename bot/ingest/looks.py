"""How the elements of a page look, as far as it changes what they say: struck, raised, unseen.

An element says so by its tag, by its own style, or by a class for which a style sheet in the page
has a rule of its own: word processors on the web strike and raise with such classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An ``lxml.html.HtmlElement``; lxml ships no types."""

Rule: TypeAlias = tuple[str, str]
"""A class, and the style of what has it."""

_STRUCK = frozenset({"del", "s", "strike"})
_STRUCK_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SHIFTED_BY_STYLE = re.compile(r"vertical-align\s*:\s*(sup|sub)(?:er)?\b", re.IGNORECASE)
_RAISED_BY_PLACE = re.compile(
    r"(?=.*position\s*:\s*relative)(?=.*font-size\s*:\s*(?:0?\.\d+em|\d\d(?:\.\d+)?%))"
    r".*(?<![\w-])top\s*:\s*(-?)0?\.[1-9]\d*em",
    re.IGNORECASE | re.DOTALL,
)
"""As LibreOffice's e-books raise and lower letters: small, and by a part of their size."""

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TINY = re.compile(
    r"font-size\s*:\s*(?:0*[0-2](?:\.\d+)?p[xt]|0*\.\d+p[xt]|0+(?:\.0+)?(?![.\d]))",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.IGNORECASE,
)
_WHITES = frozenset({"#ffffff", "#fff", "white"})
_BLOCK_BY_STYLE = re.compile(
    r"(?<![\w-])display\s*:\s*(?:block|flex|grid|list-item|table(?:-row|-cell)?)\b", re.IGNORECASE
)
_CELL_ROLES = frozenset({"cell", "columnheader", "gridcell", "rowheader"})
_CLASS = re.compile(r"\s*(?:[a-zA-Z]\w*)?\.([\w-]+)\s*")
"""A selector of nothing but a class."""

_TELLING = ("line-through", "vertical-align", "display", "relative")
"""Words of the rules that are looked for."""

_LONGEST = 1_000_000
"""Characters of style sheets that are looked at."""


class Looks:
    """The looks of the elements of one page, by its own style sheets and by ``more`` rules."""

    def __init__(self, page: Element, more: Iterable[Rule] = ()) -> None:
        self._struck: set[str] = set()
        self._shifted: dict[str, str] = {}
        self._blocks: set[str] = set()
        sheets = "".join(style.text or "" for style in page.iter("style"))
        for name, style in chain(more, rules(sheets)):
            if _STRUCK_BY_STYLE.search(style):
                self._struck.add(name)
            if _BLOCK_BY_STYLE.search(style):
                self._blocks.add(name)
            if shift := _shift(style):
                self._shifted[name] = shift

    def is_struck(self, element: Element) -> bool:
        """Tell whether an element strikes out what stands in it."""
        if element.tag in _STRUCK or _STRUCK_BY_STYLE.search(element.get("style") or ""):
            return True
        return bool(self._struck) and not self._struck.isdisjoint(_classes(element))

    def stands_apart(self, element: Element) -> bool:
        """Tell whether an element that is none by its tag is a block or a cell of its own."""
        style = element.get("style") or ""
        if "display" in style and _BLOCK_BY_STYLE.search(style):
            return True
        if element.get("role") in _CELL_ROLES:
            return True
        return bool(self._blocks) and not self._blocks.isdisjoint(_classes(element))

    def shift(self, element: Element) -> str:
        """Return ``sup`` or ``sub`` for an element that raises or lowers what stands in it."""
        if element.tag in {"sup", "sub"}:
            return str(element.tag)
        if element.get("role") == "doc-noteref" or element.get("epub:type") == "noteref":
            return "sup"  # by the style sheet of the book
        if shift := _shift(element.get("style") or ""):
            return shift
        shifts = map(self._shifted.get, _classes(element)) if self._shifted else ()
        return next(filter(None, shifts), "")


def is_unseen(element: Element) -> bool:
    """Tell whether an element is not shown by its own style."""
    hidden = element.get("hidden") is not None
    return hidden or _UNSEEN.search(element.get("style") or "") is not None


def is_faint(element: Element) -> bool:
    """Tell whether an element itself makes its text tiny, or white on no other ground."""
    style = element.get("style") or ""
    if _TINY.search(style):
        return True
    stated = (element.get("color") or "").lower()
    white = stated in _WHITES or _WHITE.search(style)
    around = [element, *element.iterancestors()] if white else []
    return bool(around) and not any(map(_has_ground, around))


def _has_ground(element: Element) -> bool:
    style = (element.get("style") or "").lower()
    return "background" in style or bool(element.get("bgcolor") or element.get("background"))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _shift(style: str) -> str:
    if match := _SHIFTED_BY_STYLE.search(style):
        return match[1].lower()
    moved = _RAISED_BY_PLACE.match(style) if "relative" in style else None
    return "" if moved is None else "sup" if moved[1] else "sub"


def rules(sheets: str) -> Iterator[Rule]:
    """Yield class and style of the rules that are for a class and nothing else."""
    for rule in sheets[:_LONGEST].split("}"):
        selectors, _, style = rule.rpartition("{")
        if not any(name in style for name in _TELLING):
            continue
        for selector in selectors.rpartition(";")[2].split(","):
            if match := _CLASS.fullmatch(selector):
                yield match[1], style
