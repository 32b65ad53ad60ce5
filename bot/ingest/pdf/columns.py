"""The reading order of a page, and the parts of lines put together again.

PDFium gives the text in the order in which the file paints it, which is the reading order in all
test documents but those whose columns are painted line by line across the page. Only these are put
in order here: a page is torn apart more easily than mended. A gap is a gutter if hardly a line
crosses it and prose stands on both sides; with less on one side it is the gap between the cells of
a table, which are read row by row.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from bot.ingest.lines import words
from bot.ingest.pdf.breaks import ends_open
from bot.ingest.pdf.letters import SUPERSCRIPT
from bot.ingest.pdf.line import Line

_CROSSING = 0.12
"""Share of the lines that may cross a gutter: headings, figures."""

_ROWS, _FEWEST = 6, 3
"""Lines that end before a gutter and begin after it, and if sentences go on in both columns."""

_PITCH = 2.0
"""Sizes of the type from line to line of a short column at most: each is painted across."""

_GOING_ON = 0.5
"""Share of the lines of a short column that go on with a sentence; cells begin with capitals."""

_RAGGED, _NEAR = 80.0, 25.0
"""Points before and after a gutter in which lines end and begin."""

_WORDS = 3.5
"""Words of a line beside a gutter, at the median; cells of tables have one or two."""

_CELL = 1.5
"""Sizes of the type; a wider gap stands between cells."""

_JOINED = 0.15
"""Sizes of the type; parts closer together than this are of one word."""

_UNSPACED = re.compile("[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]{2}")
_STRETCHED = 0.8
"""Chinese and Japanese, and sizes of the type of a gap in it that is no blank: those have 1, and
letters are set apart if their readings are longer than they are."""

_MARK = re.compile(r"[-–—•●*·▪◦‣■◆❖◻➢→✓+>»□√]|\(?[\w.]{1,5}[.)]|[\d.]{1,8}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡]")
"""What stands before the item of a list, a heading or a note, apart from it but no cell."""

_NUMBER = re.compile(r"\d{1,3}")


def in_order(lines: Sequence[Line], alone: Container[Line] = ()) -> list[Line]:
    """Return the lines of a page in reading order, those on one baseline as one line.

    What stands ``alone`` is no part of another.
    """
    lines = downwards(lines)
    gutters = _gutters(lines)
    joined = _joined(lines, gutters, alone)
    return _joined(_by_column(joined, gutters), gutters, alone) if gutters else joined


def downwards(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines as they are, from the top if they come from the foot.

    Those of pages on their side may.
    """
    up = sum(before.top <= line.bottom for before, line in pairwise(lines))
    down = sum(before.bottom >= line.top for before, line in pairwise(lines))
    return sorted(lines, key=lambda line: -line.top) if up > down else lines


class _Gutter(NamedTuple):
    """The gap between two columns, just before the right one, from its foot to its top."""

    place: float
    bottom: float
    top: float

    def reaches(self, line: Line) -> bool:
        """Tell whether the line stands at the height of the gap."""
        return self.bottom <= (line.bottom + line.top) / 2 <= self.top

    def parts(self, left: float, right: float) -> bool:
        """Tell whether the gap stands between two places."""
        return left - 1 < self.place < right + 1

    def crossed_by(self, line: Line) -> bool:
        """Tell whether the line goes on over the gap."""
        return line.left < self.place - 1 and line.right > self.place + 1


def _gutters(lines: Sequence[Line]) -> list[_Gutter]:
    """Return the gutters that the page is painted across, from left to right."""
    pairs = [max(pair, key=lambda line: line.left) for pair in pairwise(lines) if _are_apart(*pair)]
    pairs.sort(key=lambda line: line.left)
    found: list[_Gutter] = []
    while pairs:
        near = [line for line in pairs if line.left - pairs[0].left <= _NEAR]
        pairs = pairs[len(near) :]
        gutter = _Gutter(
            near[0].left - 1,
            min(line.bottom for line in near),
            max(line.top for line in near),
        )
        tall = max(line.size for line in near) * len(near) * _PITCH
        short = len(near) >= _FEWEST and gutter.top - gutter.bottom <= tall
        start = max((other.place for other in found if other.reaches(near[0])), default=-inf)
        beside = [line for line in lines if gutter.reaches(line) and line.right > start]
        if _is_gutter(beside, gutter, short=short):
            found.append(_extended(gutter, lines))
    return found


def _extended(gutter: _Gutter, lines: Iterable[Line]) -> _Gutter:
    """Return the gutter up and down to the next lines that cross it."""
    crossing = [line for line in lines if gutter.crossed_by(line)]
    above = [line.bottom for line in crossing if line.bottom >= gutter.top]
    below = [line.top for line in crossing if line.top <= gutter.bottom]
    return gutter._replace(bottom=max(below, default=-inf), top=min(above, default=inf))


def _are_apart(before: Line, line: Line) -> bool:
    apart = max(line.left - before.right, before.left - line.right)
    marked = _MARK.fullmatch(before.text) or _MARK.fullmatch(line.text)
    return before.beside(line) and apart > 0.5 * line.size and not marked


def _is_gutter(lines: Sequence[Line], gutter: _Gutter, *, short: bool) -> bool:
    """Tell whether prose stands on both sides of a gap, which may be ``short``."""
    place = gutter.place
    crossing = sum(map(gutter.crossed_by, lines))
    before = [line for line in lines if place - _RAGGED < line.right <= place]
    after = [line for line in lines if place <= line.left < place + _NEAR]
    fewest = _FEWEST if short and all(map(_go_on, (before, after))) else _ROWS
    return (
        crossing <= _CROSSING * len(lines)
        and min(len(before), len(after)) >= fewest
        and min(median(words(line.text) for line in side) for side in (before, after)) >= _WORDS
    )


def _go_on(column: Sequence[Line]) -> bool:
    """Tell whether the lines of a column go on with what those above them say."""
    down = sorted(column, key=lambda line: -line.top)
    going = sum(
        line.text[:1].islower() or (not line.text[:1].isupper() and ends_open(before.text))
        for before, line in pairwise(down)
    )
    return going > _GOING_ON * (len(down) - 1)


def _joined(
    lines: Iterable[Line], gutters: Sequence[_Gutter], alone: Container[Line]
) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        apart = line in alone or bool(joined and joined[-1] in alone)
        if joined and not apart and _is_beside(joined[-1], line, gutters):
            joined[-1] = _put_together(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _is_beside(before: Line, line: Line, gutters: Sequence[_Gutter]) -> bool:
    """Tell whether the line goes on where the one before ends, at the same height."""
    if not before.beside(line) or before.turn != line.turn:
        return False
    if line.right_to_left or before.right_to_left:
        if line.left > before.right:
            return False
        left, right = line.right, before.left
    else:
        left, right = before.right, line.left
    return right - left > -0.6 * line.size and not any(
        gutter.reaches(line) and gutter.parts(left, right) for gutter in gutters
    )


def _put_together(before: Line, line: Line) -> Line:
    wider = max(before, line, key=lambda part: len(part.text))
    first, second = (_raised(part, wider) for part in (before, line))
    gap = max(line.left - before.right, before.left - line.right)
    unspaced = _UNSPACED.fullmatch(first[-1] + second[0]) and gap < _STRETCHED * wider.size
    first += " " if gap > _JOINED * wider.size and not unspaced else ""
    same_cell = gap < _CELL * wider.size or _MARK.fullmatch(before.text)
    return replace(
        wider,
        left=min(before.left, line.left),
        bottom=min(before.bottom, line.bottom),
        right=max(before.right, line.right),
        top=max(before.top, line.top),
        bold=before.bold and line.bold,
        text=first + second,
        cells=before.cells + line.cells - bool(same_cell),
        words=before.words + line.words.moved(len(first)),
    )


def _raised(part: Line, whole: Line) -> str:
    """Return the text, a small number above the line as one: ``²²``."""
    if part.size >= 0.95 * whole.size or not _NUMBER.fullmatch(part.text):
        return part.text
    least = 0.1 if part.size < 0.8 * whole.size else 0.2
    raised = part.bottom > whole.bottom + least * whole.height
    return part.text.translate(SUPERSCRIPT) if raised else part.text


def _by_column(lines: Sequence[Line], gutters: Sequence[_Gutter]) -> Iterator[Line]:
    """Yield the columns between two lines that cross a gutter one after the other."""
    down = sorted(lines, key=lambda line: -line.top)
    backwards = 2 * sum(line.right_to_left for line in lines) > len(lines)
    for crosses, band in groupby(down, key=lambda line: _crosses(line, gutters)):
        if crosses:
            yield from band
        else:
            yield from sorted(
                band,
                key=lambda line: (_column(line, gutters) * (-1 if backwards else 1), -line.top),
            )


def _crosses(line: Line, gutters: Sequence[_Gutter]) -> bool:
    """Tell whether the line belongs to no column: above, below or over the gutters."""
    beside = [gutter for gutter in gutters if gutter.reaches(line)]
    return not beside or any(gutter.crossed_by(line) for gutter in beside)


def _column(line: Line, gutters: Sequence[_Gutter]) -> int:
    return sum(line.left >= gutter.place - 1 for gutter in gutters)
