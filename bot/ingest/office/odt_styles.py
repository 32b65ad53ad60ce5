"""The styles of an OpenDocument text: what is hidden, what is bold, what is a title or a bullet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml.etree import _Element as Element

from bot.ingest.markup import attribute, child, children, local
from bot.ingest.office.odt_numbering import Level, levels
from bot.ingest.reading import TINY

_GENERATIONS = 20
"""How many styles a style may be based on, one after the other; broken ones are in a circle."""

_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_SHIFTS = {"super": "sup", "sub": "sub"}
_WHITE = "#ffffff"
_TITLE = "Title"
"""OpenOffice and LibreOffice name their styles in English in files, in any language."""


class Styles:
    """The styles of a document, by family and name."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Mapping[int, Level]] = {}
        """How the items of lists look, by the name of the list's style and the level, from 1."""
        self.outline: Mapping[int, Level] = {}
        """How headings are numbered, by level."""
        self._masters: dict[str, Element] = {}
        for root in roots:
            for group in children(root, "styles", "automatic-styles"):
                for each in group:
                    self._note(each)
            for page in children(child(root, "master-styles"), "master-page"):
                self._masters[attribute(page, "name")] = page

    def is_hidden(self, family: str, name: str) -> bool:
        """Tell whether a style hides its text."""
        return self._property(family, name, "display") == "none"

    def is_bold(self, family: str, name: str) -> bool | None:
        """Tell whether a style makes its text bold, or ``None`` if it leaves that open."""
        weight = self._property(family, name, "font-weight")
        return weight in _BOLD if weight else None

    def is_struck(self, family: str, name: str) -> bool | None:
        """Tell whether a style strikes its text out, or ``None`` if it leaves that open."""
        names = "text-line-through-style", "text-line-through-type"
        stated = [line for each in names if (line := self._property(family, name, each))]
        return "none" not in stated if stated else None

    def shift(self, family: str, name: str) -> str | None:
        """Return ``sup`` or ``sub`` for a style that moves its text from the line, or ``""``.

        ``None`` is for one that leaves that open.
        """
        position = self._property(family, name, "text-position").partition(" ")[0]
        if position in _SHIFTS or not position:
            return _SHIFTS.get(position)
        share = position.removesuffix("%")
        return "sub" if share.startswith("-") else "sup" if share.strip("0.") else ""

    def is_white(self, family: str, name: str) -> bool | None:
        """Tell whether letters are white, or ``None`` if their color is left open."""
        color = self._property(family, name, "color")
        return color.lower() == _WHITE if color else None

    def is_tiny(self, family: str, name: str) -> bool | None:
        """Tell whether nobody can read letters of that size, or ``None`` if it is left open."""
        size = self._property(family, name, "font-size")
        return _points(size) < TINY if size.endswith("pt") else None

    def is_shaded(self, family: str, name: str) -> bool | None:
        """Tell whether there is a ground other than white, or ``None`` if that is left open."""
        for _, style in self._line(family, name):
            for properties in style:
                ground = attribute(properties, "background-color").lower()
                filled = attribute(properties, "fill")
                if ground or filled:
                    drawn = filled not in {"", "none"} and (
                        filled != "solid" or attribute(properties, "fill-color").lower() != _WHITE
                    )
                    return drawn or ground not in {"", "transparent", _WHITE}
        return None

    def master(self, name: str) -> Element | None:
        """Return the master of a slide or page, if there is one."""
        return self._masters.get(name)

    def is_title(self, name: str) -> bool:
        """Tell whether a paragraph's style is that of the title of the document."""
        return any(each == _TITLE for each, _ in self._line("paragraph", name))

    def is_unseen(self, name: str) -> bool:
        """Tell whether slides of a style are hidden."""
        return self._states("drawing-page", name, "visibility", "hidden")

    def is_unseen_table(self, name: str) -> bool:
        """Tell whether sheets of a style are hidden."""
        return self._states("table", name, "display", "false")

    def _states(self, family: str, name: str, attribute_name: str, value: str) -> bool:
        stated = child(self._styles.get((family, name)), f"{family}-properties")
        return stated is not None and attribute(stated, attribute_name) == value

    def _note(self, element: Element) -> None:
        name = attribute(element, "name")
        if local(element) == "style":
            self._styles.setdefault((attribute(element, "family"), name), element)
        elif local(element) == "list-style":
            self.lists[name] = levels(element)
        elif local(element) == "outline-style":
            self.outline = levels(element)

    def _line(self, family: str, name: str) -> list[tuple[str, Element]]:
        """Return a style and those that it is based on, by name."""
        line: list[tuple[str, Element]] = []
        while (family, name) in self._styles and len(line) < _GENERATIONS:
            style = self._styles[family, name]
            line.append((name, style))
            name = attribute(style, "parent-style-name")
        return line

    def _property(self, family: str, name: str, wanted: str) -> str:
        for _, style in self._line(family, name):
            properties = child(style, "text-properties")
            stated = attribute(properties, wanted) if properties is not None else ""
            if stated:
                return stated
        return ""


def _points(size: str) -> float:
    try:
        return float(size.removesuffix("pt"))
    except ValueError:
        return TINY
