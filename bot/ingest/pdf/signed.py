"""Who signed, where two or more did side by side: each with name and office, not row by row.

A sentence such as ``Anna Berg, Mayor Peter Holm, Secretary`` is said by nobody. A line to sign on
stands above each of the names, and nothing right above it as in the head of a table; where none is
drawn, the two stand far apart and no row above or below them has two parts as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from bot.ingest.lines import words
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.objects import Rule

_SHORTEST, _LONGEST = 60.0, 260.0
"""Points of a line to sign on."""

_LEVEL = 2.0
"""Points that two of them may differ in height."""

_BESIDE = 10.0
"""Points that a name may reach beyond the line that it stands below."""

_PITCH, _ABOVE = 1.8, 0.9
"""Sizes of the type from line to line, and that are free above a line to sign on."""

_MOST = 4
"""Lines of one who signs."""

_WORDS = 7
"""Words of a name with an office at most; notes below the columns of a page have more."""

_FAR = 6.0
"""Sizes of the type between two who sign on one line."""

_NAME = re.compile(r"[^\W\d_a-z][^\W\d_.]*\.?(?:[ ,]+(?:[^\W\d_]|[.'’-])+){1,6}")
"""A name, perhaps with an office: words and no figures."""


Places: TypeAlias = tuple[Sequence[Rule], ...]
"""Lines to sign on, those at one height together."""


def places_to_sign(rules: Sequence[Rule]) -> Places:
    """Return the lines to sign on among the rules of a page."""
    return tuple(_side_by_side(rules))


def with_signatures(lines: Sequence[Line], places: Places) -> tuple[list[Line], Container[Line]]:
    """Return the lines of a page, those of each who signs together, and which stand alone."""
    found = list(lines)
    alone: set[Line] = set()
    for level in places:
        columns = [_below(rule, lines) for rule in level]
        if all(columns):
            together = [line for column in columns for line in column]
            start = min(found.index(line) for line in together)
            rest = [line for line in found if line not in together]
            found = [*rest[:start], *together, *rest[start:]]
            alone.update(together)
    for one, other in _names(found):
        alone |= {one, other}
    return found, alone or ()


def _side_by_side(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield lines to sign on that stand at one height, from the left."""
    short = sorted(
        (
            rule
            for rule in rules
            if rule.is_level and not rule.is_edge and _SHORTEST < rule.right - rule.left < _LONGEST
        ),
        key=lambda rule: (-round(rule.bottom / _LEVEL), rule.left),
    )
    level: list[Rule] = []
    for rule in short:
        if level and (
            abs(rule.bottom - level[-1].bottom) > _LEVEL or rule.left < level[-1].right + _BESIDE
        ):
            if len(level) > 1:
                yield level
            level = []
        level.append(rule)
    if len(level) > 1:
        yield level


def _below(rule: Rule, lines: Sequence[Line]) -> list[Line]:
    """Return the lines below a line to sign on, none if it is another rule."""
    beside = [
        line
        for line in lines
        if line.left > rule.left - _BESIDE and line.right < rule.right + _BESIDE and not line.row
    ]
    if any(-line.height < line.bottom - rule.top < _ABOVE * line.size - 1 for line in beside):
        return []
    found: list[Line] = []
    foot = rule.bottom
    for line in sorted(beside, key=lambda line: -line.top):
        if line.bottom < foot <= line.top + _PITCH * line.size:
            found.append(line)
            foot = line.bottom
    return found if len(found) <= _MOST and all(map(_is_short, found)) else []


def _is_short(line: Line) -> bool:
    """Tell whether a line may be a name or an office: a few words without figures."""
    capital = line.text[:1].isupper() or line.text.startswith("(")
    return capital and words(line.text) <= _WORDS and not any(map(str.isdigit, line.text))


def _names(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield two names on one line that stand far apart, if no other line has two parts."""
    pairs = [
        (one, other)
        for one, other in pairwise(lines)
        if one.beside(other) and other.left - one.right > 0.5 * one.size
    ]
    for one, other in pairs:
        near = [
            each
            for each, _ in pairs
            if each is not one and abs(each.bottom - one.bottom) < 3 * one.size
        ]
        apart = other.left - one.right > _FAR * one.size
        named = _NAME.fullmatch(one.text) and _NAME.fullmatch(other.text)
        if apart and named and not near and "," in one.text and "," in other.text:
            yield one, other
