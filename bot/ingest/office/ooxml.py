"""What Word, Excel and PowerPoint files have in common: relationships and properties.

A part is found through the relationships of the part that uses it, never by its name: programs name
parts as they like.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from bot.errors import Problem, UnreadableFile
from bot.ingest.lines import han, letters, words
from bot.ingest.markup import attribute, child, children, local
from bot.ingest.office.package import Package
from bot.ingest.publisher import is_organisation
from bot.ingest.title import above_first_paragraph
from bot.model import Landmark

_NO_NAME = re.compile(
    r"(?i)(?:microsoft (?:word|excel|powerpoint)|powerpoint|présentation powerpoint|slide \d"
    r"|folie \d|untitled|unbenannt|sans titre|document|dokument|presentation|book|mappe)\b.{0,40}"
    r"|.*\.(?:docx?|dotx?|dotm?|xlsx?|pptx?|odt|rtf|pdf|txt|indd)"
)
"""Titles that programs put in by themselves."""

_TOP = 3_000
"""Letters at the start of a text in which its title stands."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its type's last word, and the part that it leads to."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What the document states of itself, ``""`` where it does not.

    There is no day of publication among its properties: ``created`` is often the day on which the
    template was made, ``modified`` the day of the last save.
    """

    title: str = ""
    language: str = ""
    publishers: tuple[str, ...] = ()


def relations(package: Package, part: str = "") -> Mapping[str, Relation]:
    """Return the relationships of a part, or of the package, to other parts in it, by their id."""
    folder, name = posixpath.split(part)
    root = package.xml_if_any(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        attribute(each, "Id"): Relation(
            attribute(each, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target"))).lstrip("/"),
        )
        for each in children(root, "Relationship")
        if attribute(each, "TargetMode") != "External"
    }


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document itself."""
    for relation in relations(package).values():
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    raise UnreadableFile(Problem.NO_MAIN_PART)


def related(package: Package, part: str, kind: str) -> Element | None:
    """Return the root of the first part of that kind that ``part`` uses, if there is one."""
    targets = (each.target for each in relations(package, part).values() if each.kind == kind)
    return next((package.xml(target) for target in targets if target in package.names), None)


def properties(package: Package) -> Properties:
    """Return what the core properties state, and the company of the extended ones."""
    root = related(package, "", "core-properties")
    stated = {local(each): " ".join((each.text or "").split()) for each in children_of(root)}
    company = child(related(package, "", "extended-properties"), "Company")
    names = stated.get("publisher", ""), (company.text or "") if company is not None else ""
    return Properties(stated.get("title", ""), stated.get("language", ""), names)


def children_of(element: Element | None) -> Iterator[Element]:
    """Yield all children, in order; none of no element."""
    if element is not None:
        yield from element


def shown(element: Element | None) -> Iterator[Element]:
    """Yield the children of ``mc:AlternateContent`` that are shown: one of the alternatives."""
    choices = list(children(element, "Choice"))
    filled = (choice for choice in choices if any(choice.itertext()))
    chosen = next(filled, None)
    yield from children_of(chosen if chosen is not None else child(element, "Fallback"))


def title(stated: str, text: str, landmarks: list[Landmark], top: str = "") -> str:
    """Return the title: what the document states if it stands in it, else what it begins with.

    ``top`` is the heading on the highest level. Of a heading that is more than is stated, all of it
    is the title.
    """
    sensible = stated if words(stated) >= 1 and not _NO_NAME.fullmatch(stated) else ""
    own = letters(sensible)
    spaced = " " in sensible or han(sensible)  # a symbol such as CRC/C/GC/20 is none
    if spaced and words(sensible) >= 2 and own in letters(text[:_TOP]):
        above = (mark.label for mark in landmarks if mark.start < _TOP)
        return next((label for label in above if own in letters(label)), sensible)
    named = top if not is_organisation(top) else ""
    return above_first_paragraph(text, landmarks, named) or sensible
