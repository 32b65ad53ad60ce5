"""A formula in MathML as one writes it in a line: ``x = 2``, ``40²``, ``(a + b)/2``, ``√(2)``.

Without it a sentence would go on as if the formula were not there: "So holds here".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.ingest.raised import lowered, raised

_UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom"})
_DEEPEST = 100
_SPACED = frozenset("=<>≤≥≠≈≡∈→⇒∝+−±·×")
"""Signs that stand between blanks when they stand between two others."""


def written(formula: Any, depth: int = 0) -> str:  # noqa: ANN401 (lxml.html has no types)
    """Return the formula on one line; ``""`` for what is nested beyond all reason."""
    name = str(formula.tag).rpartition("}")[2]
    if name in _UNSEEN or depth > _DEEPEST:
        return ""
    parts = [written(each, depth + 1) for each in formula if isinstance(each.tag, str)]
    if not parts:
        return " ".join((formula.text or "").split())
    write = _WRITERS.get((name, len(parts)))
    return write(*parts) if write else _row(parts)


def _row(parts: list[str]) -> str:
    row = ""
    for place, part in enumerate(parts):
        between = 0 < place < len(parts) - 1 and part in _SPACED
        row += f" {part} " if between else part
    return row


def _grouped(part: str) -> str:
    return part if len(part) == 1 or part.isalnum() else f"({part})"


def _power(base: str, exponent: str) -> str:
    high = raised(exponent, base)
    return base + (high if high != exponent else f"^{_grouped(exponent)}")


def _index(base: str, index: str) -> str:
    return base + lowered(index, base)


_WRITERS: Mapping[tuple[str, int], Callable[..., str]] = {
    ("mfrac", 2): lambda above, below: f"{_grouped(above)}/{_grouped(below)}",
    ("msup", 2): _power,
    ("mover", 2): _power,
    ("msub", 2): _index,
    ("munder", 2): _index,
    ("msubsup", 3): lambda base, low, high: _power(_index(base, low), high),
    ("munderover", 3): lambda base, low, high: _power(_index(base, low), high),
    ("msqrt", 1): lambda root: f"√{_grouped(root)}",
    ("mroot", 2): lambda root, order: f"{raised(order)}√{_grouped(root)}",
}
"""How an element with so many parts is written."""
