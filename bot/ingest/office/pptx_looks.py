"""What nobody sees on a slide: letters that are tiny, transparent, or as white as the ground.

Letters are only held to be white on white where nothing else can lie behind them: on a slide whose
background is white, as those of its layout and master are, without pictures and filled shapes. That
leaves some out, and tells no moderator of letters that everybody reads.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from bot.ingest.markup import attribute, child, children, local, number
from bot.ingest.office.ooxml import relations
from bot.ingest.office.package import Package
from bot.ingest.reading import TINY

_LIGHT = frozenset({"bg1", "lt1"})
_PLAIN_FILL = "1001"
"""The first of a theme's backgrounds, of one color."""

_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})
_LETTERS = frozenset({"rPr", "defRPr", "endParaRPr", "ln", "uFill"})
"""What has fills that are no ground."""

_BARE_TABLES = frozenset(
    {"{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}"}
)
"""PowerPoint's styles of tables without colors: with no grid, and with one."""


def is_unseen(look: Element | None, *, white_ground: bool) -> bool:
    """Tell whether nobody sees letters that look so; sizes are in hundredths of a point."""
    if look is None:
        return False
    fill = child(look, "solidFill")
    alphas = fill.iter("{*}alpha") if fill is not None else ()
    clear = child(look, "noFill") is not None or any(attribute(a, "val") == "0" for a in alphas)
    outlined = next(children(child(look, "ln"), *_FILLS), None) is not None
    tiny = number(attribute(look, "sz"), 1800) < 100 * TINY
    return tiny or (not outlined and (clear or (white_ground and _is_white(fill))))


def has_white_ground(package: Package, part: str) -> bool:
    """Tell whether white letters cannot be seen anywhere on a slide."""
    roots = [package.xml(part)]
    for kind in ("slideLayout", "slideMaster"):
        targets = (each.target for each in relations(package, part).values() if each.kind == kind)
        part = next((target for target in targets if target in package.names), "")
        if not part:
            break
        roots.append(package.xml(part))
    grounds = (child(root, "cSld", "bg") for root in roots)
    ground = next((each for each in grounds if each is not None), None)
    return _is_light(roots[-1]) and _is_plain(ground) and not any(map(_is_drawn_on, roots))


def _is_light(master: Element) -> bool:
    """Tell whether the first background color is the light one, as it is unless mapped anew."""
    mapped = child(master, "clrMap")
    return mapped is None or attribute(mapped, "bg1") in {"", "lt1"}


def _is_plain(ground: Element | None) -> bool:
    stated, named = child(ground, "bgPr"), child(ground, "bgRef")
    if stated is not None:
        return _is_white(child(stated, "solidFill"))
    return named is None or (attribute(named, "idx") == _PLAIN_FILL and _is_white(named))


def _is_white(fill: Element | None) -> bool:
    color = next(iter(fill), None) if fill is not None else None
    if color is None or len(color):  # with a change: darker, say
        return False
    value = attribute(color, "val")
    if local(color) == "schemeClr":
        return value in _LIGHT
    return local(color) == "srgbClr" and value.upper() == "FFFFFF"


def _is_drawn_on(root: Element) -> bool:
    """Tell whether pictures or filled shapes or cells stand on a slide, a layout or a master."""
    tree = child(root, "cSld", "spTree")
    return tree is not None and any(map(_is_ground, tree.iter("{*}*")))


def _is_ground(element: Element) -> bool:
    name = local(element)
    if name in _FILLS:
        around = element.getparent()
        lettered = around is not None and local(around) in _LETTERS
        return not lettered and not (name == "solidFill" and _is_white(element))
    if name == "fillRef":
        return attribute(element, "idx") not in {"", "0"} and not _says_no_fill(element)
    if name == "tableStyleId":
        return (element.text or "").strip() not in _BARE_TABLES
    return name == "pic"


def _says_no_fill(reference: Element) -> bool:
    """Tell whether a shape has no fill, though its style has one."""
    style = reference.getparent()
    shape = style.getparent() if style is not None else None
    return child(shape, "spPr", "noFill") is not None
