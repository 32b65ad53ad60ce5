"""Footnotes apart from the text that they stand below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.pdf.line import Line

_FOOT = 0.5
"""Share of the page's height in which footnotes begin."""

_SMALL = 0.94
"""Sizes of the text; footnotes are set in .7 to .9 of it."""

_MARK = re.compile(r"\(?[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?|\d{1,3} +[^\W\d_]|[*†‡]+ ?\w")


def parted(lines: Sequence[Line], height: float, size: float) -> tuple[list[Line], list[Line]]:
    """Return the text and the footnotes of a page, each in order.

    ``size`` is that of the document's text. Footnotes are set smaller and stand at the foot of the
    page, with none of the text in the same column below them; the first begins with a mark, or it
    is the text of a box or the source of a table.
    """
    text = [line for line in lines if line.size >= _SMALL * size]
    small = [
        line
        for line in lines
        if line.size < _SMALL * size and not any(_is_below(other, line) for other in text)
    ]
    marked = [line.top for line in small if line.bottom < _FOOT * height and _is_marked(line)]
    if not marked or not text:
        return list(lines), []
    notes = {line for line in small if line.top <= max(marked) + 0.1}
    return [line for line in lines if line not in notes], [line for line in lines if line in notes]


def _is_marked(line: Line) -> bool:
    return line.cells < 3 and _MARK.match(line.text) is not None


def _is_below(other: Line, line: Line) -> bool:
    return other.bottom <= line.top - 1 and other.above_or_below(line)
