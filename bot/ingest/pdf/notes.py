"""Footnotes apart from the text that they stand below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.pdf.line import Line

_FOOT = 0.4
"""Share of the page's height in which footnotes begin."""

_SMALL, _SMALLER = 0.94, 0.86
"""Shares of the size of the text: with a mark in front, and without one."""

_NOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]")


def parted(lines: Sequence[Line], height: float, size: float) -> tuple[list[Line], list[Line]]:
    """Return the text and the footnotes of a page, each in order.

    ``size`` is that of the document's text. Footnotes are set smaller and stand at the foot of the
    page, with none of the text in the same column below them.
    """
    text = [
        line for line in lines if line.size >= _SMALLER * size and not _NOTE_MARK.match(line.text)
    ]
    first = [line for line in lines if line.bottom < _FOOT * height and _opens_note(line, size)]
    if not first or not text:
        return list(lines), []
    top = max(line.top for line in first)
    notes = {
        line
        for line in lines
        if line.size < _SMALL * size and line.top <= top + 0.1 and not _has_text_below(line, text)
    }
    return [line for line in lines if line not in notes], [line for line in lines if line in notes]


def _opens_note(line: Line, size: float) -> bool:
    marked = _NOTE_MARK.match(line.text) is not None
    return line.size < (_SMALL if marked else _SMALLER) * size


def _has_text_below(line: Line, text: Sequence[Line]) -> bool:
    return any(
        other.bottom <= line.top - 1 and other.above_or_below(line) and other is not line
        for other in text
    )
