"""A formula of a page or an office document as one writes it in a line: ``x = 2``, ``(a + b)/2``.

Without it a sentence would go on as if the formula were not there: "So holds here". A formula that
does not go on a line, a sum or a matrix say, is written as its author did where the page tells, in
TeX, and else left out: to put its parts in a row would be to say something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.ingest.raised import raised

_UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom"})
_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded", "semantics", "mtext"})
_SIGNS = frozenset({"mi", "mn", "mo", "mspace", "ms"})
_DEEPEST = 100
_SPACED = frozenset("=<>≤≥≠≈≡∈→⇒∝+−±·×")
"""Signs that stand between blanks when they stand between two others."""

_PLAIN = re.compile(r"[+\-−]?\d+|[a-z]")
"""An exponent that there are raised letters for."""

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class _NotInALine(Exception):
    """A part of a formula stands above or below another in a way that no line shows."""


def written(formula: Any) -> str:  # noqa: ANN401 (lxml.html has no types)
    """Return a formula on one line; ``""`` if that cannot be."""
    try:
        return _written(formula, 0)
    except _NotInALine:
        return _tex(formula)


def _written(element: Any, depth: int) -> str:  # noqa: ANN401
    name = _name(element)
    if name in _UNSEEN:
        return ""
    parts = [_written(each, depth + 1) for each in element if isinstance(each.tag, str)]
    if depth > _DEEPEST or element.get("linethickness") in {"0", "0px", "0pt"}:
        raise _NotInALine
    if name in _SIGNS or (name in _ROWS and not parts):
        return " ".join((element.text or "").split())
    if name in _ROWS:
        return _row(parts)
    if name == "msqrt":
        return f"√{_grouped(_row(parts))}"
    write = _WRITERS.get((name, len(parts)))
    if not write:
        raise _NotInALine
    return write(*parts)


def _name(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]


def _tex(formula: Any) -> str:  # noqa: ANN401
    """Return the formula as its author wrote it, if the page has that beside what it shows."""
    for each in formula.iter():
        if _name(each) == "annotation" and "tex" in (each.get("encoding") or "").lower():
            return " ".join((each.text or "").split())
    return " ".join((formula.get("alttext") or "").split())


def _row(parts: list[str]) -> str:
    row = ""
    for place, part in enumerate(parts):
        between = 0 < place < len(parts) - 1 and part in _SPACED
        row += f" {part} " if between else part
    return row


def _grouped(part: str) -> str:
    return part if len(part) == 1 or part.isdigit() or part.isalpha() else f"({part})"


def _power(base: str, exponent: str) -> str:
    high = raised(exponent, base) if _PLAIN.fullmatch(exponent) else exponent
    return base + (high if high != exponent else f"^{_grouped(exponent)}")


def _index(base: str, index: str) -> str:
    return base + (index.translate(_LOWERED) if index.isdigit() else f"_{_grouped(index)}")


_WRITERS: Mapping[tuple[str, int], Callable[..., str]] = {
    ("mfrac", 2): lambda above, below: f"{_grouped(above)}/{_grouped(below)}",
    ("msup", 2): _power,
    ("msub", 2): _index,
    ("msubsup", 3): lambda base, low, high: _power(_index(base, low), high),
    ("mroot", 2): lambda root, order: f"{raised(order)}√{_grouped(root)}",
}
"""How an element with so many parts is written."""


def office_written(formula: Any) -> str:  # noqa: ANN401 (lxml.html has no types)
    """Return a formula of an office document, ``m:oMath``, on one line; ``""`` if none can be."""
    try:
        return _office(formula, 0)
    except (_NotInALine, KeyError):  # what an element must have is missing
        return ""


def _office(element: Any, depth: int) -> str:  # noqa: ANN401
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") or name in {"del", "moveFrom"}:
        return ""
    if depth > _DEEPEST:
        raise _NotInALine
    parts = [(_name(each), _office(each, depth + 1)) for each in element]
    if name == "d":
        begin, between, end = (_sign(element, *each) for each in _DELIMITERS)
        return begin + between.join(part for own, part in parts if own == "e") + end
    if name == "nary":
        return _sign(element, "chr", "∫") + _limits(dict(parts))
    if write := _OFFICE_WRITERS.get(name):
        return write(dict(parts))
    if name not in _OFFICE_ROWS:
        raise _NotInALine
    pieces = [part for _, part in parts if part]
    return "".join(pieces) if name == "r" else _row(pieces)


def _limits(parts: Mapping[str, str]) -> str:
    """Return what stands below, above and behind the sign of a sum."""
    below, above = parts.get("sub", ""), parts.get("sup", "")
    low = f"_{_grouped(below)}" if below else ""
    high = f"^{_grouped(above)}" if above else ""
    return f"{low}{high} {parts['e']}"


def _sign(element: Any, name: str, default: str) -> str:  # noqa: ANN401
    """Return a sign that the properties of an element state."""
    for properties in element:
        if _name(properties).endswith("Pr"):
            for stated in properties.iterfind(f"{{*}}{name}"):
                return next((str(value) for value in stated.attrib.values()), "")
    return default


_DELIMITERS = (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
_OFFICE_ROWS = frozenset(
    {
        *("oMath", "oMathPara", "r", "e", "num", "den", "sub", "sup", "deg", "ins", "lim"),
        *("fName", "box"),
    }
)
_OFFICE_WRITERS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "f": lambda parts: f"{_grouped(parts['num'])}/{_grouped(parts['den'])}",
    "func": lambda parts: f"{parts['fName']} {parts['e']}",
    "limLow": lambda parts: f"{parts['e']}_{_grouped(parts['lim'])}",
    "sSup": lambda parts: _power(parts["e"], parts["sup"]),
    "sSub": lambda parts: _index(parts["e"], parts["sub"]),
    "sSubSup": lambda parts: _power(_index(parts["e"], parts["sub"]), parts["sup"]),
    "rad": lambda parts: f"{raised(parts.get('deg', ''))}√{_grouped(parts['e'])}",
}
"""How an element of an office formula is written, given its parts by name."""
