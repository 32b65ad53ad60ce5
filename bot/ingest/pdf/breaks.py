"""Where a paragraph ends, which no file says.

What tells it, in this order: the mark of a list, a change of size, a wider space between two lines
than is usual on the page, a change of weight, an indent, a last line that ends early. A line that
begins like the middle of a sentence is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.ingest.lines import words
from bot.ingest.pdf.letters import HYPHEN
from bot.ingest.pdf.line import Line

PENDING = (HYPHEN, "-", "‐", ",", "–", "—", "(", "/", "،", "，", "、")
"""What no sentence ends with."""

_STOP = re.compile(r"[.!?…。！？؟۔:;：；][»”’\"'›)\]）]*[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]*$")
_BULLET = re.compile(r"[❏❑☐☑☒•●▪■◆❖◻◦‣∙·➢→✓□√*–—-]\s")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[IVX]{1,4}|[a-zA-Z])[.)]\s|\d+(?:\.\d+)+\.?\s")
_CLOSED = re.compile(r"(\w{1,4})\)")
_COUNTED = re.compile(r"(?<=\S )(\d{1,2})\) ")
_NOTE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}\s|[*†‡]+)\s?\S")

_UNSPACED = re.compile("(?:[\u3001\u3002\uff0c\u3041-\u309f].*){2}")
"""Prose in Chinese or Japanese, by its commas and endings."""

_ONE_SIZE = 0.12
"""What two sizes of type may differ by and be meant as one: small capitals, rounding."""

_WIDE, _WIDER = 1.18, 1.45
"""Usual distances of two lines from which a space is one between paragraphs: with another sign of
an end, and without. Word sets 1.5 and more; lines with superscripts stand up to 1.15 apart."""

_FAR, _LOOSE = 2.6, 1.75
"""Sizes of the type from line to line from which lines stand alone, and if both are labels; Word
sets 2.3 at most."""

_LABEL = 6
"""Words of a label or a name with its office."""

_BESIDE = 3
"""Lines from which it is seen that they end at one place, and not at that of longer ones."""

_PROSE, _LEVEL = 10, 2.5
"""Sizes of the type: the width of a column beside a picture, and how ragged its lines may be."""

_EARLY = 0.12
"""Share of the column that a last line leaves at least; ragged lines leave less."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are set: their usual distance by size, which are rows of tables, or notes.

    ``pitches`` are points; that of all sizes together stands at 0.
    """

    pitches: Mapping[int, float]
    rows: frozenset[Line]
    notes: bool

    def pitch(self, line: Line) -> float:
        """Return the usual distance of lines like this one."""
        return self.pitches.get(round(line.size)) or self.pitches.get(0) or 1.2 * line.size


def layout(lines: Sequence[Line], *, notes: bool) -> Layout:
    """Look at the lines of a page, in reading order."""
    return Layout(_pitches(lines), _rows(lines), notes)


def ends_open(text: str) -> bool:
    """Tell whether the sentence goes on after a line."""
    return _STOP.search(text) is None


def opens_item(text: str) -> bool:
    """Tell whether a line begins with the mark or the number of a list item."""
    return is_bulleted(text) or _NUMBERED.match(text) is not None


def runs_on(text: str, following: str) -> bool:
    """Tell whether a number at the start of a line belongs to the sentence before it.

    It closes what a bracket opened, or counts on within the sentence: ``1) the bridge, 2) the``.
    """
    number = _CLOSED.match(following)
    if not number:
        return False
    if text.rfind("(") > text.rfind(")"):
        return True
    before = _COUNTED.findall(text)
    return number[1].isdigit() and str(int(number[1]) - 1) in before and ends_open(text)


def is_bulleted(text: str) -> bool:
    """Tell whether a line begins with the mark of a list item."""
    return _BULLET.match(text) is not None


def same_type(before: Line, line: Line) -> bool:
    """Tell whether both are set in the same size and weight."""
    return same_size(before.size, line.size) and before.bold == line.bold


def same_size(one: float, other: float) -> bool:
    """Tell whether two sizes of type are meant to be the same."""
    return abs(one - other) <= _ONE_SIZE * max(one, other)


def begins(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Tell whether the line begins a paragraph after the lines of ``group``."""
    before = group[-1]
    pitch = before.bottom - line.bottom
    usual = layout.pitch(line)
    elsewhere = pitch < -0.5 * line.size or not before.above_or_below(line)
    if elsewhere or (before in layout.rows) != (line in layout.rows):
        return True  # what goes on in another column: see bot.ingest.pdf.flow
    if line in layout.rows:
        return before.bottom - line.top > 1.5 * usual
    if same_size(before.size, line.size) and _CLOSED.match(line.text):
        above = " ".join(each.text for each in group)
        if runs_on(above, line.text):
            return False
    is_note = layout.notes and _NOTE.match(line.text) and not ends_open(before.text)
    if is_note or is_bulleted(line.text) or not same_size(before.size, line.size):
        return True
    if (pitch > _WIDER * usual and pitch > 1.25 * line.size) or _are_labels(before, line, pitch):
        return True
    return _begins_close_by(_Above(group, line), wide=pitch > _WIDE * usual)


def _are_labels(before: Line, line: Line, pitch: float) -> bool:
    """Tell whether lines stand so far apart that they are labels or names, each by itself."""
    if pitch <= _LOOSE * line.size or line.text[:1].islower() or before.text.endswith(PENDING):
        return False
    if pitch > _FAR * line.size:
        return True
    short = max(words(before.text), words(line.text)) <= _LABEL
    return short and not _is_full_of_letters(before, line)


def _is_full_of_letters(before: Line, line: Line) -> bool:
    """Tell whether a line of Chinese or Japanese, which has few words, is as long as the next."""
    return (
        _UNSPACED.search(before.text) is not None
        and abs(before.left - line.left) < 1.5 * line.size
        and before.right > line.right - line.size
    )


def _rows(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the rows of tables: lines of three cells, and of two where one is below another."""
    rows = {line for line in lines if line.row or line.cells > 2}
    for before, line in pairwise(lines):
        if before.cells > 1 and line.cells > 1 and before.bottom > line.bottom:
            rows |= {before, line}
    return frozenset(rows)


def _pitches(lines: Iterable[Line]) -> Mapping[int, float]:
    by_size = defaultdict(list)
    for before, line in pairwise(lines):
        pitch = before.bottom - line.bottom
        below = 0.3 < pitch / before.size < 3 and before.above_or_below(line)
        if below and same_size(before.size, line.size):
            by_size[round(line.size)].append(pitch)
            by_size[0].append(pitch)
    return {size: median(found) for size, found in by_size.items() if not size or len(found) > 1}


class _Above:
    """The lines of a paragraph that stand above a line in its column, all lengths in points."""

    def __init__(self, group: Sequence[Line], line: Line) -> None:
        self.line, self.before = line, group[-1]
        self.alone = len(group) == 1
        column = [self.before]
        for other in reversed(group[:-1]):
            if other.bottom < column[-1].bottom - 0.5 * other.size:
                break
            column.append(other)
        left = min(line.left, *(other.left for other in column))
        right = max(line.right, *(other.right for other in column))
        self._width = max(right - left, 1.0)
        if line.right_to_left:
            inner = max(other.right for other in column)
            self.room = self.before.left - left
            self._indents = inner - self.before.right, inner - line.right
        else:
            inner = min(other.left for other in column)
            self.room = (_edge(column) or right) - self.before.right
            self._indents = self.before.left - inner, line.left - inner

    @property
    def ended_early(self) -> bool:
        """Tell whether the line before leaves room at its end."""
        return self.room > _EARLY * self._width

    @property
    def leaves_a_word(self) -> bool:
        """Tell whether the first word of the line would have fitted at the end of the one before.

        A word is taken for wider than it is, since lines may end in a ragged edge.
        """
        first = self.line.text.split(" ", 1)[0]
        needed = 0.8 * self.line.size * min(len(first) + 1, 20)
        return self.room > max(needed, 0.2 * self._width)

    @property
    def indented(self) -> bool:
        """Tell whether the line is set in like the first of a paragraph."""
        before, by = self._indents
        return before <= 0.3 * self.line.size and 0.7 < by / self.line.size < 4.5


def _edge(column: Sequence[Line]) -> float | None:
    """Return where lines of prose end that all end at one place, as those beside a picture do.

    ``column`` is from the foot; the line that follows it may be longer.
    """
    nearest = column[:_BESIDE]
    edges = [line.right for line in nearest]
    prose = min(line.right - line.left for line in nearest) >= _PROSE * nearest[0].size
    level = max(edges) - min(edges) <= _LEVEL * nearest[0].size
    return max(edges) if len(nearest) == _BESIDE and prose and level else None


def _begins_close_by(above: _Above, *, wide: bool) -> bool:
    """Decide for a line of the same size at about the usual distance."""
    before, line = above.before, above.line
    stopped, lower = not ends_open(before.text), line.text[:1].islower()
    if wide and (stopped or above.ended_early):
        return True
    if not stopped and (lower or before.text.endswith(PENDING)):
        return False
    if before.bold != line.bold and above.alone and line.text[:1].isupper():
        return True
    if before.bold != line.bold or _NUMBERED.match(line.text):
        return stopped or above.ended_early
    if above.alone and opens_item(before.text):  # the other lines of an item hang
        return wide and stopped and above.ended_early
    return _has_ended(above, stopped=stopped, lower=lower)


def _has_ended(above: _Above, *, stopped: bool, lower: bool) -> bool:
    if stopped and above.indented:
        return True
    return not lower and (above.ended_early if stopped else above.leaves_a_word)
