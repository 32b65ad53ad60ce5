"""The styles of a Word document, as far as they decide what is a heading and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from bot.ingest.markup import attribute, child, children, is_on, number
from bot.ingest.reading import TINY

_HEADING = re.compile(
    r"(?i)(?:heading|überschrift|titre|título|titulo|titolo|заголовок|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|címsor|başlık|عنوان|标题|標題|見出し|제목)\s*[1-9]"
)
"""Word names its styles in English whatever its language; other programs translate them."""

_TITLES = frozenset({"title", "titel", "titre", "título", "titolo", "название", "العنوان"})
_CONTENTS = re.compile(r"(?i)(?:toc|contents|inhaltsverzeichnis|tm|оглавление)\s*[1-9]|table of .*")
_NO_LEVEL = 9
"""The outline level of body text."""

_GENERATIONS = 20
"""How many styles a style may be based on, one after the other; broken ones are in a circle."""


_SHIFTS = {"superscript": "sup", "subscript": "sub"}
_WHITE = frozenset({"FFFFFF", "FEFEFE", "WHITE"})
_RAISED = 2
"""Points above the line from which letters are raised by hand, and not only set right."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A place in a list: the list's id and the level in it, from 0."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; ``None`` where it leaves that to the style that it is based on."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    hidden: bool | None = None
    bold: bool | None = None
    struck: bool | None = None
    shift: str | None = None
    white: bool | None = None
    tiny: bool | None = None
    shaded: bool | None = None
    numbered: Numbered | None = None

    @property
    def heads(self) -> bool:
        """Tell whether its paragraphs are headings."""
        outlined = self.outline is not None and self.outline < _NO_LEVEL
        return outlined or bool(_HEADING.fullmatch(self.name)) or self.is_title

    @property
    def level(self) -> int | None:
        """Return the level of its headings, from 0, if it has one."""
        if self.outline is None and (match := _HEADING.fullmatch(self.name)):
            return int(match[0][-1]) - 1
        return self.outline

    @property
    def is_title(self) -> bool:
        """Tell whether its paragraphs are the title of the document."""
        return self.name.lower() in _TITLES

    @property
    def is_contents(self) -> bool:
        """Tell whether its paragraphs are lines of a table of contents."""
        return _CONTENTS.fullmatch(self.name) is not None


class Styles:
    """The styles by their ids, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._stated: Mapping[str, Style] = {
            style_id: _style(each)
            for each in children(root, "style")
            if (style_id := attribute(each, "styleId"))  # one without could be any one's base
        }
        self._resolved: dict[str, Style] = {"": Style()}
        default = (
            attribute(each, "styleId")
            for each in children(root, "style")
            if attribute(each, "type") == "paragraph"
            and attribute(each, "default") in {"1", "true"}
        )
        self.default = next(default, "")

    def __getitem__(self, style_id: str) -> Style:
        """Return the style; one without properties for an unknown id."""
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def _resolve(self, style_id: str) -> Style:
        line: list[Style] = []
        while style_id in self._stated and len(line) < _GENERATIONS:
            line.append(self._stated[style_id])
            style_id = line[-1].based_on
        if not line:
            return Style()
        # A style based on `heading 1` is one, whatever its own name.
        heads = next((each.name for each in line if _HEADING.fullmatch(each.name)), line[0].name)
        return Style(
            name=heads,
            outline=next((each.outline for each in line if each.outline is not None), None),
            hidden=next((each.hidden for each in line if each.hidden is not None), None),
            bold=next((each.bold for each in line if each.bold is not None), None),
            struck=next((each.struck for each in line if each.struck is not None), None),
            shift=next((each.shift for each in line if each.shift is not None), None),
            white=next((each.white for each in line if each.white is not None), None),
            tiny=next((each.tiny for each in line if each.tiny is not None), None),
            shaded=next((each.shaded for each in line if each.shaded is not None), None),
            numbered=_inherited(line),
        )


def numbered(properties: Element | None) -> Numbered | None:
    """Return the place in a list that the properties of a paragraph state, if they do."""
    stated = child(properties, "numPr")
    if stated is None:
        return None
    list_id, level = child(stated, "numId"), child(stated, "ilvl")
    return Numbered(
        attribute(list_id, "val") if list_id is not None else "",
        number(attribute(level, "val")) if level is not None else 0,
    )


def outline(properties: Element | None) -> int | None:
    """Return the outline level that the properties of a paragraph state, if they do."""
    stated = child(properties, "outlineLvl")
    return number(attribute(stated, "val"), _NO_LEVEL) if stated is not None else None


def switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property such as ``vanish`` is on or off, or ``None`` if it is neither."""
    stated = child(properties, name)
    return None if stated is None else is_on(stated)


def bold(properties: Element | None) -> bool | None:
    """Return whether letters are bold: ``bCs`` makes those of Arabic and Hebrew so."""
    stated = [on for name in ("b", "bCs") if (on := switch(properties, name)) is not None]
    return any(stated) if stated else None


def struck(properties: Element | None) -> bool | None:
    """Return whether letters are struck out, by one line or by two."""
    stated = [on for name in ("strike", "dstrike") if (on := switch(properties, name)) is not None]
    return any(stated) if stated else None


def shift(properties: Element | None) -> str | None:
    """Return ``sup`` or ``sub`` for letters that are raised or lowered, ``""`` for others."""
    stated, position = child(properties, "vertAlign"), child(properties, "position")
    if stated is not None:
        return _SHIFTS.get(attribute(stated, "val"), "")
    points = number(attribute(position, "val")) / 2 if position is not None else 0
    return None if position is None else "sup" if points >= _RAISED else ""


def white(properties: Element | None) -> bool | None:
    """Return whether letters are white, or ``None`` if their color is left open."""
    color = child(properties, "color")
    return None if color is None else attribute(color, "val").upper() in _WHITE


def tiny(properties: Element | None) -> bool | None:
    """Return whether nobody can read letters of that size, or ``None`` if it is left open."""
    size = child(properties, "sz")
    return None if size is None else number(attribute(size, "val"), 24) < 2 * TINY


def shaded(properties: Element | None) -> bool | None:
    """Return whether there is a ground other than white, or ``None`` if that is left open."""
    marked = child(properties, "highlight")
    if marked is not None and attribute(marked, "val") not in {"none", "white"}:
        return True
    ground = child(properties, "shd")
    if ground is None:
        return None
    patterned = attribute(ground, "val") not in {"", "clear", "nil"}
    return patterned or attribute(ground, "fill").upper() not in {"", "AUTO", *_WHITE}


def _style(element: Element) -> Style:
    name, based_on = child(element, "name"), child(element, "basedOn")
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    return Style(
        name=attribute(name, "val") if name is not None else "",
        based_on=attribute(based_on, "val") if based_on is not None else "",
        outline=outline(paragraph),
        hidden=switch(run, "vanish"),
        bold=bold(run),
        struck=struck(run),
        shift=shift(run),
        white=white(run),
        tiny=tiny(run),
        shaded=shaded(run) or shaded(paragraph) or _has_grounds(element),
        numbered=numbered(paragraph),
    )


def _has_grounds(style: Element) -> bool | None:
    """Return whether the style of a table gives cells a ground; ``None`` for any other style."""
    if attribute(style, "type") != "table":
        return None
    return any(shaded(each.getparent()) for each in style.iter("{*}shd")) or None


def _inherited(line: list[Style]) -> Numbered | None:
    """Return the place in a list: a style may state the level, and the one below it the list."""
    stated = [each.numbered for each in line if each.numbered]
    list_id = next((each.list_id for each in stated if each.list_id), "")
    return Numbered(list_id, stated[0].level) if list_id else None
