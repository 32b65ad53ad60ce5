"""Initials: the large first letter of a paragraph put to the word that it begins.

It is set by itself, at some distance, and often painted before or after all else: without that
``The`` is ``T`` and ``he``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.ingest.pdf.hyphens import Spelling
from bot.ingest.pdf.line import Line

_LARGE = 1.8
"""Sizes of the text from which a letter is an initial: it is as high as two lines."""

_FAR = 3.0
"""Sizes of the text that the word may stand off."""

_WORDS = {
    "en": "AIO",
    "es": "AEOUY",
    "fr": "AÀYÔ",
    "it": "AEÈIO",
    "pt": "AÀEÉO",
    "pl": "AIOUWZ",
    "cs": "AIKOSUVZ",
    "ru": "АВИКОСУЯ",
    "uk": "АВЗІЙОУЯ",
}
"""Letters that are words in a language; another is the first of one."""


def with_initials(lines: Sequence[Line], spelling: Spelling) -> list[Line]:
    """Return the lines in order, each initial as a part of the line that it begins."""
    found = list(lines)
    for initial in lines:
        if len(initial.text) != 1 or not initial.text.isupper():
            continue
        beside = [line for line in found if _is_beside(initial, line)]
        first = max(beside, key=lambda line: line.top, default=initial)
        if first.text[:1].isalpha() and initial.size >= _LARGE * first.size:
            found[found.index(first)] = _begun(initial, first, spelling)
            found.remove(initial)
    return found


def _is_beside(initial: Line, line: Line) -> bool:
    """Tell whether a line stands to the right of an initial, close to it."""
    near = initial.left - line.size <= line.left <= initial.right + _FAR * line.size
    high = initial.bottom <= (line.bottom + line.top) / 2 <= initial.top
    return near and high and line.right > initial.right and line.turn == initial.turn


def _begun(initial: Line, line: Line, spelling: Spelling) -> Line:
    first = initial.text + (" " if _is_word(initial.text, line.text, spelling) else "")
    return replace(
        line,
        text=first + line.text,
        words=initial.words + line.words.moved(len(first)),
    )


def _is_word(letter: str, text: str, spelling: Spelling) -> bool:
    """Tell whether the letter is a word, not the first of the one that the text goes on with."""
    if letter not in _WORDS.get(spelling.language, ""):
        return False
    word = text.split(maxsplit=1)[0].strip(",.;:!?").lower()
    whole, rest = spelling.has(letter.lower() + word), spelling.has(word, more_than=1)
    return rest and not whole
