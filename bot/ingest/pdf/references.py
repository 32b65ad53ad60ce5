"""Signs of notes put to the words that they stand behind, whenever they are painted.

Some programs paint the raised figures of a page after its lines. By itself such a sign tears the
sentence, since it is of another size: ``the war`` and ``³`` and ``was over``.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from bot.ingest.boxes import Word, Words
from bot.ingest.pdf.letters import SUPERSCRIPT
from bot.ingest.pdf.line import Line

_SIGN = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,–-] ?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*|[*†‡]{1,3}")

_ROOM = re.compile(r" [,.;:!?)\]]")

_SMALL = 0.85
"""Sizes of the text; signs are set in .5 to .8 of it."""

_RAISED = 0.1, 0.6
"""Heights of a line that a sign stands above its foot, at least and at most."""

_NOTED = re.compile(r"(?:[^\W\d_]{3}|\d|[.,;:!?)\]”’»\"'])$")
"""What notes are put to: words, years, ends of sentences; not the letters of formulas."""

_CLOSE = 0.35
"""Sizes of the text that a sign stands off its word at most, or before its end."""


def with_references(lines: Sequence[Line]) -> list[Line]:
    """Return the lines in order, each sign of a note as a part of the line that it stands in."""
    found = dict(enumerate(lines))
    feet = sorted((line.bottom, place) for place, line in found.items())
    reach = _RAISED[1] * max((abs(line.height) for line in lines), default=0.0) + 1
    for own, sign in list(found.items()):
        if not _SIGN.fullmatch(sign.text):
            continue
        level = bisect(feet, (sign.bottom - reach,)), bisect(feet, (sign.bottom + reach,))
        for place in sorted(place for _, place in feet[slice(*level)] if place in found):
            line = found[place]
            if _is_in(sign, line) and (end := _end(sign, line)) is not None:
                found[place] = _put(sign, line, end)
                del found[own]
                break
    return list(found.values())


def _is_in(sign: Line, line: Line) -> bool:
    """Tell whether a sign is raised in a line, or right behind it."""
    return (
        sign.size <= _SMALL * line.size
        and sign.turn == line.turn
        and not line.right_to_left
        and _RAISED[0] < (sign.bottom - line.bottom) / line.height < _RAISED[1]
        and line.left < sign.left <= line.right + _CLOSE * line.size
    )


def _end(sign: Line, line: Line) -> int | None:
    """Return where the word ends that a sign stands behind, ``None`` if it stands behind none."""
    before = [word for word in line.words if word.left < sign.left]
    if not before:
        return None
    word = max(before, key=lambda word: word.right)
    noted = _NOTED.search(line.text[: word.end]) is not None
    return word.end if noted and abs(sign.left - word.right) <= _CLOSE * line.size else None


def _put(sign: Line, line: Line, end: int) -> Line:
    text, rest = sign.text.translate(SUPERSCRIPT), line.text[end:]
    room = bool(_ROOM.match(rest))  # which the file leaves for the sign
    before = Words.of(word for word in line.words if word.end <= end)
    behind = Words.of(word for word in line.words if word.start >= end)
    own = Word(end, end + len(text), sign.left, sign.bottom, sign.right, sign.top)
    return replace(
        line,
        right=max(line.right, sign.right),
        text=line.text[:end] + text + rest[room:],
        words=before + Words.of([own]) + behind.moved(len(text) - room),
    )
